"""The limiter and the breaker as users have them, blocking and awaiting."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest
from fake_clock import FakeClock

from novita_fleet import AsyncRateLimiter, Cancellation, CircuitBreaker, RateLimiter
from novita_fleet.drivers.sync_clock import SystemClock
from novita_fleet.errors import AbortedError, CircuitOpenError, InvalidArgumentError, QueueFullError


def test_a_limiter_blocks_until_there_is_a_slot() -> None:
    clock = FakeClock()
    limiter = RateLimiter(clock=clock, requests_per_minute=60, burst=1, max_wait_ms=5_000)
    for expected in (0, 1_000, 2_000):
        limiter.wait_for_slot()
        assert clock.monotonic() == expected
        limiter.release()
    with pytest.raises(QueueFullError):
        limiter.wait_for_slot(deadline_at=clock.monotonic() + 500)
    cancel = Cancellation()
    clock.set_timer(cancel.cancel, 100)
    for _ in range(2):
        with pytest.raises(AbortedError):
            limiter.wait_for_slot(cancel)
    limiter.pause_until(clock.now() + 3_000)
    assert limiter.get_status().paused_until == clock.now() + 3_000


def test_threads_share_a_limiter() -> None:
    limiter = RateLimiter(requests_per_minute=float("inf"), concurrency=2)
    most = [0, 0]
    lock = threading.Lock()

    def work() -> None:
        for _ in range(20):
            limiter.wait_for_slot()
            with lock:
                most[0] += 1
                most[1] = max(most)
            time.sleep(0)
            with lock:
                most[0] -= 1
            limiter.release()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[1] <= 2
    assert limiter.get_status().in_flight == 0


def test_an_asynchronous_limiter() -> None:
    async def main() -> None:
        clock = FakeClock()
        limiter = AsyncRateLimiter(clock=clock, requests_per_minute=60, burst=1)
        await limiter.wait_for_slot()
        second = asyncio.ensure_future(limiter.wait_for_slot())
        await asyncio.sleep(0)
        clock.advance(1_000)
        await second
        assert limiter.get_status().in_flight == 2
        stop = Cancellation()
        third = asyncio.ensure_future(limiter.wait_for_slot(stop))
        await asyncio.sleep(0)
        threading.Thread(target=stop.cancel).start()
        with pytest.raises(AbortedError):
            await third
        quick = AsyncRateLimiter(requests_per_minute=60_000, burst=1)
        for _ in range(3):
            await quick.wait_for_slot()

    asyncio.run(main())


def test_a_breaker_around_functions() -> None:
    clock = FakeClock()
    told: list[Any] = []
    breaker = CircuitBreaker(
        failure_threshold=2, success_threshold=1, clock=clock, on_state_change=lambda *change: told.append(change)
    )
    assert breaker.execute(lambda: 5) == 5

    def fail() -> None:
        raise OSError

    def abort() -> None:
        raise AbortedError(False)

    for _ in range(3):
        with pytest.raises(AbortedError):
            breaker.execute(abort)
    for _ in range(2):
        with pytest.raises(OSError):
            breaker.execute(fail)
    with pytest.raises(CircuitOpenError) as thrown:
        breaker.execute(fail)
    assert thrown.value.retry_after_ms == 60_000
    clock.advance(60_000)
    assert breaker.get_state() == "half_open"
    assert breaker.execute(lambda: 6) == 6
    assert told == [("open", "closed"), ("half_open", "open"), ("closed", "half_open")]

    async def later() -> int:
        return 7

    with pytest.raises(InvalidArgumentError, match="execute_async"):
        breaker.execute(later)
    assert CircuitBreaker().get_state() == "closed"


def test_a_breaker_around_coroutines() -> None:
    breaker = CircuitBreaker(failure_threshold=1, clock=FakeClock())

    async def fail() -> None:
        raise OSError

    async def forever() -> None:
        await asyncio.Event().wait()

    async def main() -> None:
        cancelled = asyncio.ensure_future(breaker.execute_async(forever))
        await asyncio.sleep(0)
        cancelled.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        assert breaker.get_state() == "closed"

        async def seven() -> int:
            return 7

        assert await breaker.execute_async(seven) == 7
        with pytest.raises(OSError):
            await breaker.execute_async(fail)
        assert breaker.get_state() == "open"

    asyncio.run(main())


def test_the_clock_of_the_machine() -> None:
    clock = SystemClock()
    order: list[int] = []
    done = threading.Event()
    timers = [clock.set_timer(lambda n=n: order.append(n), delay) for n, delay in ((2, 20), (1, 10), (9, 15))]
    timers[2].cancel()
    timers[2].cancel()
    clock.set_timer(done.set, 30)
    clock.block(done)
    assert order == [1, 2]
    assert abs(clock.now() - time.time() * 1000) < 5_000
    many = [clock.set_timer(done.clear, 60_000) for _ in range(200)]
    for timer in many[:150]:
        timer.cancel()
    assert len(clock._heap) < 150
    for timer in many[150:]:
        timer.cancel()
    assert clock._heap == []


def test_the_thread_of_the_timers_sleeps_through_those_of_calls() -> None:
    clock = SystemClock()
    wakes: list[None] = []
    notify = clock._condition.notify
    clock._condition.notify = lambda n=1: (wakes.append(None), notify(n))[1]  # type: ignore[method-assign]
    begun = threading.Event()
    clock.set_timer(begun.set, 0)
    assert begun.wait(10)
    for _ in range(1_000):
        clock.set_timer(begun.clear, 60_000).cancel()
    assert wakes == []
    later = clock.set_timer(begun.clear, 60_000)
    done = threading.Event()
    clock.set_timer(done.set, 20)
    # Either it was woken, or it would have looked before that anyway.
    assert clock._turn_at <= clock.monotonic() + 20
    assert done.wait(10) and begun.is_set()
    later.cancel()
    thread = clock._thread
    assert thread is not None
    thread.join(10)
    assert not thread.is_alive() and clock._thread is None
