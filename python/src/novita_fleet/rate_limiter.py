"""Rate limiters for code of one's own, blocking or awaiting."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from .cancellation import Cancellation
from .drivers.async_clock import LoopClock
from .drivers.async_driver import AsyncDriver
from .drivers.no_transport import AsyncNoTransport, NoTransport
from .drivers.sync_clock import SyncClock, SystemClock
from .drivers.sync_driver import SyncDriver
from .errors.call import AbortedError
from .http.waits import GuardedWait
from .program import Await, Program, Settle
from .resilience.clock import Clock
from .resilience.rate_limiter import LimiterQueue


def _slot(limiter: LimiterQueue, cancel: Cancellation | None, deadline_at: float) -> Program[None]:
    if cancel is not None and cancel.cancelled:
        raise AbortedError(False)
    if limiter.try_acquire():
        return

    def begin(settle: Settle) -> Callable[[], None]:
        wait = GuardedWait(settle)
        wait.leave_by(limiter.enqueue(lambda error: wait.done(None, error), deadline_at))
        if cancel is not None:
            wait.unlisten_by(cancel.add(lambda: wait.give_up(AbortedError(False))))
        return wait.leave

    yield Await(begin)


class RateLimiter(LimiterQueue):
    """A token bucket with a burst, a bound on what is held, and a queue, first come, first served; for threads.

    Options: requests_per_minute (100), burst (a fifth of it), concurrency (no limit), max_queue (1000), max_wait_ms (no
    limit), adaptive (True) and quiet_ms (60000). Times are milliseconds.

    Example:
        limiter = RateLimiter(requests_per_minute=60)
        limiter.wait_for_slot()
        try:
            call()
        finally:
            limiter.release()
    """

    def __init__(self, *, clock: SyncClock | None = None, **options: Any) -> None:
        time = clock or SystemClock()
        super().__init__(clock=time, **options)
        self._driver = SyncDriver(NoTransport(), time, "RateLimiter")

    def wait_for_slot(self, cancel: Cancellation | None = None, deadline_at: float = math.inf) -> None:
        """Blocks until there is a slot; raises QueueFullError or AbortedError. Every slot must be released."""
        self._driver.run(_slot(self, cancel, deadline_at))


class AsyncRateLimiter(LimiterQueue):
    """As RateLimiter, for one event loop: `await limiter.wait_for_slot()`. Cancelling the wait takes no slot."""

    def __init__(self, *, clock: Clock | None = None, **options: Any) -> None:
        time = clock or LoopClock()
        super().__init__(clock=time, **options)
        self._driver = AsyncDriver(AsyncNoTransport(), time, "AsyncRateLimiter")

    async def wait_for_slot(self, cancel: Cancellation | None = None, deadline_at: float = math.inf) -> None:
        """Waits until there is a slot; raises QueueFullError or AbortedError. Every slot must be released."""
        await self._driver.run(_slot(self, cancel, deadline_at))
