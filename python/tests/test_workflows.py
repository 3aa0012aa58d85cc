"""Workflows against the simulator: batches, candidates, choice of products, waits of many, monitors, probes."""

from __future__ import annotations

from typing import Any

import pytest
from simulated_cloud import CREATE, REQUEST, V1, AsyncCloud, SyncCloud, run_async

from novita_fleet import Cancellation, MonitorEnd, PhaseChange
from novita_fleet.errors import (
    AbortedError,
    CreateRefusedError,
    CreateUnclearError,
    InstanceFailedError,
    InsufficientResourceError,
    NoProductError,
    UnauthorizedError,
    WaitTimeoutError,
)

LIST = f"GET {V1}/gpu/instances"
DETAIL = f"GET {V1}/gpu/instance"


@pytest.fixture
def cloud() -> Any:
    made = SyncCloud()
    yield made
    made.close()


def asynchronously(main: Any, **options: Any) -> None:
    async def wrapped() -> None:
        cloud = AsyncCloud(options)
        try:
            await main(cloud)
        finally:
            await cloud.close()

    run_async(wrapped)


def test_a_batch_under_faults_creates_each_once() -> None:
    async def main(cloud: AsyncCloud) -> None:
        cloud.simulator.fault("reset_after", CREATE, count=2)
        cloud.simulator.fault("reset_before", CREATE, count=2)
        cloud.simulator.fault("status", CREATE, status=429, retryAfter="1", count=2)
        told: list[int] = []
        results = await cloud.until(
            cloud.api.create_instances([REQUEST] * 8, concurrency=4, on_result=lambda _, index: told.append(index))
        )
        assert all(result.ok for result in results)
        assert sorted(told) == list(range(8))
        assert len({result.instance.id for result in results if result.instance}) == 8
        assert cloud.simulator.summary()["instancesCreated"] == 8
        assert cloud.client.get_queue_status().in_flight == 0

    asynchronously(main)


def test_a_batch_of_threads() -> None:
    cloud = SyncCloud(real=True)
    try:

        def mistaken(_result: Any, _index: int) -> None:
            raise RuntimeError("a mistake in the callback")

        results = cloud.api.create_instances([REQUEST] * 6, concurrency=3, on_result=mistaken)
        assert [result.outcome for result in results] == ["created"] * 6
        assert cloud.simulator.summary()["instancesCreated"] == 6
    finally:
        cloud.close()


def test_results_tell_what_failed(cloud: SyncCloud) -> None:
    cloud.simulator.fault("insufficient_resource", CREATE)
    (refused,) = cloud.api.create_instances([REQUEST], concurrency=1)
    assert (refused.ok, refused.outcome) == (False, "refused")
    assert isinstance(refused.error, InsufficientResourceError)
    assert refused.marker == "job-nfm1"


def test_candidates_are_tried_in_turn(cloud: SyncCloud) -> None:
    cloud.simulator.fault("insufficient_resource", CREATE, count=1)
    steps: list[Any] = []
    candidates = [{"clusterId": "us-ca-6"}, {"clusterId": "as-sgp-2"}]
    made = cloud.api.create_instance(REQUEST, candidates=candidates, on_progress=steps.append)
    assert [each.outcome for each in made.tries] == ["refused", "created"]
    assert made.tries[0].reason == "INSUFFICIENT_RESOURCE"
    assert [(step.step, step.attempt) for step in steps] == [("send", 1), ("send", 2)]
    assert cloud.api.instances.get(made.id).cluster_id == "as-sgp-2"
    cloud.simulator.fault("insufficient_resource", CREATE)
    with pytest.raises(CreateRefusedError) as thrown:
        cloud.api.create_instance(REQUEST, candidates=candidates)
    assert [each.outcome for each in thrown.value.tries] == ["refused", "refused"]
    assert isinstance(thrown.value.__cause__, InsufficientResourceError)
    with pytest.raises(InsufficientResourceError):
        cloud.api.create_instance(REQUEST)


def test_a_create_that_stays_unclear(cloud: SyncCloud) -> None:
    cloud.simulator.fault("reset_before", CREATE)
    cloud.simulator.fault("status", LIST, status=500)
    with pytest.raises(CreateUnclearError) as thrown:
        cloud.api.create_instance(REQUEST, marker="m1", search_limit_ms=5_000)
    error = thrown.value
    assert (error.marker, error.attempts) == ("job-m1", 1)
    assert error.to_dict()["tries"][0]["outcome"] == "unclear"
    assert cloud.simulator.summary()["instancesCreated"] == 0


def test_duplicates_are_removed(cloud: SyncCloud) -> None:
    first = cloud.api.instances.create({**REQUEST, "name": "job-m1"})
    cloud.clock.advance(1_000)
    second = cloud.api.instances.create({**REQUEST, "name": "job-m1"})
    cloud.simulator.fault("reset_before", CREATE)
    made = cloud.api.create_instance(REQUEST, marker="m1")
    assert (made.id, made.adopted) == (first.id, True)
    assert [(each.id, each.deleted) for each in made.duplicates] == [(second.id, True)]


@pytest.fixture
def real_cloud() -> Any:
    """Threads wait for each other here, which no time that is moved by one of them goes with."""
    made = SyncCloud(real=True)
    yield made
    made.close()


def test_the_choice_of_a_product(real_cloud: SyncCloud) -> None:
    cloud = real_cloud
    best = cloud.api.get_optimal_product({"gpu_name": "4090", "region": ["us-ca-6", "as-sgp-2"]})
    assert "4090" in best.product.name
    assert best.hourly_price.amount > 0
    assert best.alternatives
    plan = cloud.api.plan_candidates([{"gpu_name": "4090"}, {"gpu_name": "no such"}, {"gpu_name": "4090"}], limit=3)
    assert plan[0]["productId"] == best.product.id or plan
    assert len({str(each) for each in plan}) == len(plan)
    with pytest.raises(NoProductError) as thrown:
        cloud.api.get_optimal_product({"gpu_name": "4091"})
    assert thrown.value.criterion == "gpuName" and thrown.value.near
    with pytest.raises(NoProductError):
        cloud.api.plan_candidates({"max_hourly_price": "0.000001"})
    with pytest.raises(NoProductError):
        cloud.api.get_optimal_product({"region": "atlantis"})


def test_the_choice_of_a_product_asynchronously() -> None:
    async def main(cloud: AsyncCloud) -> None:
        best = await cloud.api.get_optimal_product({"region": ["us-ca-6", "as-sgp-2"], "billing_mode": "monthly"})
        assert best.months == 1

    asynchronously(main)


def test_many_waits_share_their_looks() -> None:
    async def main(cloud: AsyncCloud) -> None:
        import asyncio

        made = await cloud.until(cloud.api.create_instances([REQUEST] * 30, concurrency=16))
        ids = [result.instance.id for result in made if result.instance]
        found = await cloud.until(asyncio.gather(*(cloud.api.wait_for_instance(id, until="running") for id in ids)))
        assert [instance.id for instance in found] == ids
        counts = cloud.simulator.summary()["requests"]
        # Thirty waits of more than a minute: a dozen lists for all of them, and no look for one alone.
        assert counts[LIST] < 20
        assert counts.get(DETAIL, 0) <= 30

    asynchronously(main)


def test_a_monitor(cloud: SyncCloud) -> None:
    made = cloud.api.create_instance(REQUEST)
    items = list(cloud.api.monitor_instance(made.id, until="running"))
    phases = [item.phase for item in items if isinstance(item, PhaseChange)]
    assert phases == ["queued", "pulling"]
    last = items[-1]
    assert isinstance(last, MonitorEnd) and last.kind == "running"
    assert last.instance is not None and last.instance.id == made.id
    cloud.api.instances.stop(made.id)
    (end,) = list(cloud.api.monitor_instance(made.id, until="running", timeout_ms=1_000))[-1:]
    assert isinstance(end, MonitorEnd) and end.kind in ("failed", "timeout") and end.error is not None
    for item in cloud.api.monitor_instance(made.id, until="deleted"):
        assert item.kind == "phase"
        break
    assert cloud.clock.pending == 0


def test_a_monitor_asynchronously() -> None:
    async def main(cloud: AsyncCloud) -> None:
        made = await cloud.until(cloud.api.create_instance(REQUEST))
        seen: list[str] = []

        async def watch() -> None:
            async for item in cloud.api.monitor_instance(made.id, until="running"):
                seen.append(item.kind if isinstance(item, MonitorEnd) else item.phase)

        await cloud.until(watch())
        assert seen == ["queued", "pulling", "running"]
        cancel = Cancellation()

        async def give_up() -> None:
            async for _ in cloud.api.monitor_instance(made.id, until="stopped", cancel=cancel):
                cancel.cancel()

        with pytest.raises(AbortedError):
            await cloud.until(give_up())
        await cloud.settle()
        assert cloud.clock.pending == 0

    asynchronously(main)


def test_how_waits_end(cloud: SyncCloud) -> None:
    made = cloud.api.create_instance({**REQUEST, "name": "a"})
    cloud.api.wait_for_instance(made.id, until="running")
    cloud.simulator.admin("POST", f"/instances/{made.id}/fail", {"state": "OOM", "message": "out of memory"})
    with pytest.raises(InstanceFailedError) as failed:
        cloud.api.wait_for_instance(made.id)
    assert failed.value.reason == "status_error"
    assert failed.value.history[-1].status == "exited"
    assert "out of memory" in failed.value.message
    other = cloud.api.create_instance({**REQUEST, "name": "b"})
    with pytest.raises(WaitTimeoutError) as late:
        cloud.api.wait_for_instance(other.id, phase_deadlines={"pulling_ms": 10_000})
    assert (late.value.limit, late.value.phase) == ("pullingMs", "pulling")
    cloud.simulator.admin("POST", f"/instances/{other.id}/vanish", {})
    with pytest.raises(InstanceFailedError) as gone:
        cloud.api.wait_for_instance(other.id)
    assert gone.value.reason == "vanished"
    third = cloud.api.create_instance({**REQUEST, "name": "c"})
    cloud.api.wait_for_instance(third.id, until="running")
    cloud.api.instances.stop(third.id)
    assert cloud.api.wait_for_instance(third.id, until="stopped").status == "exited"
    cloud.api.instances.delete(third.id)
    assert cloud.api.wait_for_instance(third.id, until="deleted").id == third.id


def test_looks_that_fail_are_told_and_go_on(cloud: SyncCloud) -> None:
    made = cloud.api.create_instance(REQUEST)
    cloud.simulator.fault("status", DETAIL, status=503, retryAfter="20", count=9)
    told: list[Any] = []
    cloud.api.wait_for_instance(made.id, until="running", on_progress=told.append)
    assert "look_failed" in {progress.kind for progress in told}
    cloud.simulator.fault("status", DETAIL, status=401)
    with pytest.raises(UnauthorizedError):
        cloud.api.wait_for_instance(made.id)

    def mistaken(_progress: Any) -> None:
        raise RuntimeError("a mistake in the callback")

    cloud.simulator.admin("DELETE", "/faults")
    with pytest.raises(RuntimeError, match="mistake"):
        cloud.api.wait_for_instance(made.id, until="stopped", on_progress=mistaken)


PROBES = [
    {"type": "http", "port": 8888, "path": "/", "interval_ms": 1_000},
    {"type": "ssh", "interval_ms": 1_000},
    {"type": "tcp", "port": 22, "interval_ms": 1_000},
]


def test_probes(cloud: SyncCloud) -> None:
    made = cloud.api.create_instance({**REQUEST, "ports": "8888/http,22/tcp"})
    told: list[Any] = []
    instance = cloud.api.wait_for_instance(made.id, probes=PROBES, on_progress=told.append)
    assert instance.status == "running"
    tried = [(each.probe["type"], each.passed) for each in told if each.kind == "probe"]
    assert ("http", False) in tried
    assert tried[-3:] == [("http", True), ("ssh", True), ("tcp", True)]


def test_probes_asynchronously() -> None:
    async def main(cloud: AsyncCloud) -> None:
        made = await cloud.until(cloud.api.create_instance({**REQUEST, "ports": "8888/http,22/tcp"}))
        await cloud.until(cloud.api.wait_for_instance(made.id, until="running"))
        cloud.clock.advance(60_000)
        told: list[Any] = []

        def note(progress: Any) -> None:
            told.append(progress.kind)

        import asyncio

        task = asyncio.ensure_future(cloud.api.wait_for_instance(made.id, probes=PROBES, on_progress=note))
        while not task.done():
            # Probes are real; the looks before them need the clock.
            await cloud.settle()
            await asyncio.sleep(0.02)
            if not task.done() and "phase" not in told:
                cloud.clock.fire_next()
        assert (await task).status == "running"
        assert told.count("probe") == 3

    asynchronously(main)
