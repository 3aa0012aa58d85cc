"""A property: cancelling a task at any await leaves nothing taken, hanging or open."""

from __future__ import annotations

import asyncio
from typing import Any

from fake_clock import FakeClock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from simulated_cloud import CREATE, REQUEST, V1, AsyncCloud, run_async

from novita_fleet import AsyncRateLimiter
from novita_fleet.errors import NovitaError
from novita_fleet.transport.aiohttp_transport import AiohttpTransport

CALLS: dict[str, Any] = {
    "read": lambda api: api.clusters.list(),
    "create": lambda api: api.create_instance(REQUEST),
    "batch": lambda api: api.create_instances([REQUEST] * 3, concurrency=2),
    "wait": lambda api: api.wait_for_instance("nobody", until="running", timeout_ms=120_000),
    "choose": lambda api: api.get_optimal_product({"region": ["us-ca-6", "as-sgp-2"]}),
}
FAULTS: dict[str, Any] = {
    "none": None,
    "reset": {"kind": "reset_after", "route": "*", "probability": 0.5},
    "busy": {"kind": "status", "status": 429, "retryAfter": "2", "route": "*", "probability": 0.5},
    "broken": {"kind": "status", "status": 500, "route": "*", "probability": 0.5},
    "lost": {"kind": "reset_before", "route": CREATE, "count": 1},
    "late": {"kind": "latency", "ms": 3, "route": f"GET {V1}*"},
}


async def settle(cloud: AsyncCloud) -> None:
    """Until nothing is in flight and everything has had its turns."""
    await cloud.settle()


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    call=st.sampled_from(sorted(CALLS)),
    fault=st.sampled_from(sorted(FAULTS)),
    others=st.integers(0, 3),
    steps=st.integers(0, 60),
    scarce=st.booleans(),
)
def test_cancelling_at_any_await(call: str, fault: str, others: int, steps: int, scarce: bool) -> None:
    async def main() -> None:
        limit = {"requests_per_minute": 600, "burst": 2, "concurrency": 2} if scarce else {}
        cloud = AsyncCloud({"rate_limit": limit, "circuit_breaker": {"failure_threshold": 2, "open_ms": 1_000}})
        try:
            if FAULTS[fault] is not None:
                cloud.simulator.admin("POST", "/faults", FAULTS[fault])
            beside = [asyncio.ensure_future(cloud.api.clusters.list()) for _ in range(others)]
            task = asyncio.ensure_future(CALLS[call](cloud.api))
            for step in range(steps):
                if task.done():
                    break
                await asyncio.sleep(0.0005 if cloud.transport.busy else 0)
                if step % 4 == 3 and cloud.transport.busy == 0 and cloud.clock.next_at is not None:
                    cloud.clock.fire_next()
            task.cancel()
            for each in (task, *beside):
                if each is not task:
                    each.cancel()
                try:
                    await each
                except (asyncio.CancelledError, NovitaError):
                    continue
            await settle(cloud)
            status = cloud.client.get_queue_status()
            assert (status.queue_length, status.in_flight) == (0, 0)
            assert cloud.transport.busy == 0
            # The clock holds no timer of what was given up; a pause of the limiter needs none.
            cloud.clock.advance(0)
            assert cloud.clock.pending == 0
            # No probe hangs: when its time has come, the breaker admits one, and a slot is there for it.
            cloud.simulator.admin("DELETE", "/faults")
            cloud.clock.advance(120_000)
            assert cloud.client.get_circuit_breaker_state() in ("closed", "half_open")
            assert len(await cloud.until(cloud.api.clusters.list())) > 0
            assert open_connections(cloud.transport.inner) == 0
        finally:
            await cloud.close()

    run_async(main)


def open_connections(transport: AiohttpTransport) -> int:
    """Connections that somebody holds; idle ones are kept for the next call."""
    session = transport._session
    assert session is not None and session.connector is not None
    return len(session.connector._acquired)  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    actions=st.lists(st.tuples(st.sampled_from(["enter", "cancel", "release", "pass"]), st.integers(0, 9)), max_size=40)
)
def test_cancelling_waits_for_a_slot(actions: list[tuple[str, int]]) -> None:
    async def main() -> None:
        clock = FakeClock()
        limiter = AsyncRateLimiter(clock=clock, requests_per_minute=60_000, burst=2, concurrency=2)
        waiting: list[asyncio.Task[None]] = []
        held = 0

        async def collect() -> None:
            nonlocal held
            for _ in range(3):
                await asyncio.sleep(0)
            for task in [each for each in waiting if each.done()]:
                waiting.remove(task)
                held += not task.cancelled()

        for action, index in actions:
            if action == "enter":
                waiting.append(asyncio.ensure_future(limiter.wait_for_slot()))
            elif action == "cancel" and waiting:
                # Without a turn in between, a slot may just have been given to the one that is cancelled.
                waiting[index % len(waiting)].cancel()
            elif action == "release" and held > 0:
                held -= 1
                limiter.release()
            elif action == "pass":
                clock.advance(index)
            if index % 2:
                await collect()
        await collect()
        status = limiter.get_status()
        assert status.in_flight == held
        assert status.queue_length == len(waiting)
        for task in waiting:
            task.cancel()
        await collect()
        assert limiter.get_status().queue_length == 0

    asyncio.run(main())
