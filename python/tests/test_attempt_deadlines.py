"""Attempts of the async driver end when their time is over, each at its own time, and otherwise as they would."""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import Any

import pytest
from loopback import reply, serving

from novita_fleet import AsyncNovitaClient
from novita_fleet.errors import AttemptTimeoutError
from novita_fleet.transport.attempt_deadlines import Attempt, AttemptDeadlines

KEY: dict[str, Any] = {"api_key": "sk_x", "env": {}, "max_retries": 0}


def test_each_attempt_has_its_own_time() -> None:
    gate = threading.Event()

    def answer(handler: Any, _request: Any) -> None:
        gate.wait(10)
        reply(handler, 200, b"{}")

    async def main() -> None:
        with serving(answer) as server:
            async with AsyncNovitaClient(**KEY, base_url=server.url) as client:
                long = asyncio.ensure_future(client.get("/long", timeout_ms=600_000))
                endless = asyncio.ensure_future(client.get("/endless", timeout_ms=float("inf"), deadline_ms=600_000))
                late = [asyncio.ensure_future(client.get("/late", timeout_ms=ms)) for ms in (150, 50, 100)]
                for outcome in await asyncio.gather(*late, return_exceptions=True):
                    assert isinstance(outcome, AttemptTimeoutError)
                assert not long.done() and not endless.done()
                gate.set()
                assert await long == await endless == {}
                # What was cut has been taken back: nothing of it is left in this task.
                assert await client.get("/after") == {}

    asyncio.run(main())


def test_a_stream_has_all_the_time_once_its_head_is_there() -> None:
    gate = threading.Event()

    def answer(handler: Any, _request: Any) -> None:
        handler.send_response(200)
        handler.send_header("content-length", "2")
        handler.end_headers()
        handler.wfile.flush()
        gate.wait(10)
        handler.wfile.write(b"{}")

    async def main() -> None:
        with serving(answer) as server:
            async with AsyncNovitaClient(**KEY, base_url=server.url) as client:
                stream = await client.stream("/log", timeout_ms=2_000)
                deadlines = client._driver.transport._deadlines  # type: ignore[attr-defined]
                assert not deadlines._open
                gate.set()
                assert [chunk async for chunk in stream] == [b"{}"]

    asyncio.run(main())


async def cut(*, also_cancelled: bool) -> Any:
    attempt = Attempt(())

    async def work() -> str:
        attempt.begin(0)
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            if attempt.was_only_late():
                return "late"
            raise
        return "done"

    task = asyncio.ensure_future(work())
    await asyncio.sleep(0)
    attempt.cut()
    if also_cancelled:
        task.cancel()
    (outcome,) = await asyncio.gather(task, return_exceptions=True)
    return outcome


def test_a_cancellation_of_the_caller_is_never_taken_for_a_late_answer() -> None:
    assert asyncio.run(cut(also_cancelled=False)) == "late"
    if sys.version_info >= (3, 11):
        assert isinstance(asyncio.run(cut(also_cancelled=True)), asyncio.CancelledError)


def test_one_timer_serves_all() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        deadlines = AttemptDeadlines()
        attempts = [Attempt(()) for _ in range(5)]
        for attempt, timeout in zip(attempts, (60, 120, 0, 30, float("inf")), strict=True):
            deadlines.begin(attempt, timeout)
            deadlines.end(attempt)
            deadlines.begin(attempt, timeout if timeout else 600)
        # It stands at the earliest time there ever was, finds nothing to do, and moves to the next.
        assert deadlines._timer_at < loop.time() + 30
        deadlines._look(loop)
        assert deadlines._timer_at == attempts[3].deadline_at
        for attempt in attempts:
            deadlines.end(attempt)
        deadlines._look(loop)
        assert deadlines._timer_at == float("inf")
        deadlines.close()

    asyncio.run(main())


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_only_our_headers_are_sent(method: str) -> None:
    async def main() -> None:
        with serving() as server:
            async with AsyncNovitaClient(**KEY, base_url=server.url) as client:
                await client.request(method, "/x")
                await client.request(method, "/x", {"a": 1})
            bare, full = (set(each.headers) - {"content-length"} for each in server.requests)
            ours = {"host", "user-agent", "authorization", "accept", "x-correlation-id"}
            assert (bare, full) == (ours, ours | {"content-type"})

    asyncio.run(main())
