"""A rate limiter: a token bucket with a bound on what is held and a queue, first come, first served."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..errors.base import NovitaError
from ..errors.call import QueueFullError
from .clock import Clock, Timer
from .option_checks import check_boolean, check_number
from .token_bucket import TokenBucket

_ROUNDING_MS = 1e-6
_ANY: dict[str, Any] = {"minimum": -math.inf, "maximum": math.inf}


@dataclass(frozen=True)
class RateLimiterStatus:
    """What a limiter is doing. `paused_until` is milliseconds since 1970, or None."""

    queue_length: int
    in_flight: int
    free_slots: float
    paused_until: float | None
    requests_per_minute: float


@dataclass(eq=False)
class SlotWaiter:
    """One place in the queue. `settle` is called once, with None for a slot or with the error that ended the wait."""

    settle: Callable[[BaseException | None], None]
    limit: str
    timer: Timer | None = field(default=None, repr=False)
    granted: bool = False


class LimiterQueue:
    """The decisions of the limiter; what waits for them is in `RateLimiter` and in the drivers."""

    def __init__(
        self,
        *,
        clock: Clock,
        requests_per_minute: float = 100,
        burst: float | None = None,
        concurrency: float = math.inf,
        max_queue: float = 1_000,
        max_wait_ms: float = math.inf,
        adaptive: bool = True,
        quiet_ms: float = 60_000,
    ) -> None:
        rate = check_number("requests_per_minute", requests_per_minute, minimum=0.001, maximum=math.inf)
        default_burst = math.inf if math.isinf(rate) else max(1, math.floor(rate / 5))
        most = check_number("burst", default_burst if burst is None else burst, minimum=1, maximum=math.inf)
        self._concurrency = check_number("concurrency", concurrency, minimum=1, maximum=math.inf, integer=True)
        self._max_queue = check_number("max_queue", max_queue, maximum=math.inf, integer=True)
        self._max_wait_ms = check_number("max_wait_ms", max_wait_ms, maximum=math.inf)
        self._adaptive = check_boolean("adaptive", adaptive)
        quiet = check_number("quiet_ms", quiet_ms, minimum=1)
        self._clock = clock
        self._bucket = TokenBucket(rate_per_ms=rate / 60_000, burst=most, quiet_ms=quiet, now=clock.monotonic())
        self._queue: OrderedDict[SlotWaiter, None] = OrderedDict()
        self._lock = threading.RLock()
        self._in_flight = 0
        self._timer: Timer | None = None
        self._timer_at = math.inf

    def try_acquire(self) -> bool:
        """Takes a slot if one is free and nobody waits."""
        with self._lock:
            return not self._queue and self._acquire(self._clock.monotonic())

    def enqueue(
        self, settle: Callable[[BaseException | None], None], deadline_at: float = math.inf
    ) -> Callable[[], None]:
        """Asks for a slot before a moment of the monotonic clock; `settle` is told. Returns what leaves the wait:
        called before the slot was used, it gives it back."""
        with self._lock:
            if self.try_acquire():
                waiter = SlotWaiter(settle, "deadline", granted=True)
                settle(None)
                return lambda: self._abandon(waiter)
            check_number("deadline_at", deadline_at, **_ANY)
            latest, limit = self._latest(deadline_at)
            now = self._clock.monotonic()
            slot_at = self._bucket.available_at(len(self._queue) + 1, now)
            if len(self._queue) >= self._max_queue:
                settle(QueueFullError("maxQueue", slot_at - now))
                return _nothing
            if latest != math.inf and slot_at > latest:
                settle(QueueFullError(limit, slot_at - now))
                return _nothing
            waiter = SlotWaiter(settle, limit)
            self._queue[waiter] = None
            if latest != math.inf:
                waiter.timer = self._clock.set_timer(lambda: self._expire(waiter), latest - now)
            if len(self._queue) == 1:
                self._arm(now)
            return lambda: self._abandon(waiter)

    def release(self) -> None:
        """Ends the use of a slot."""
        with self._lock:
            if self._in_flight > 0:
                self._in_flight -= 1
            if self._queue:
                self._drain()

    def give_back(self) -> None:
        """Gives a slot back that was not used, with its token."""
        with self._lock:
            if self._in_flight > 0:
                self._bucket.put_back()
            self.release()

    def pause_until(self, epoch_ms: float) -> None:
        """Gives no slot before this moment, in milliseconds since 1970."""
        self.pause_for(check_number("epoch_ms", epoch_ms, **_ANY) - self._clock.now())

    def pause_for(self, delay_ms: float) -> None:
        """Gives no slot for so many milliseconds."""
        with self._lock:
            now = self._clock.monotonic()
            self._bucket.pause(now + check_number("delay_ms", delay_ms, **_ANY), now)

    def slow_down(self) -> None:
        """Halves the rate until it has been quiet for a while."""
        with self._lock:
            if self._adaptive:
                self._bucket.slow_down(self._clock.monotonic())

    def get_status(self) -> RateLimiterStatus:
        """What the limiter is doing."""
        with self._lock:
            now = self._clock.monotonic()
            pause = self._bucket.paused_until - now
            return RateLimiterStatus(
                queue_length=len(self._queue),
                in_flight=self._in_flight,
                free_slots=min(self._bucket.free(now), self._concurrency - self._in_flight),
                paused_until=self._clock.now() + pause if pause > 0 else None,
                requests_per_minute=self._bucket.rate(now) * 60_000,
            )

    def reject_all(self, error: Callable[[], NovitaError]) -> None:
        """Ends every wait with an error of its own."""
        with self._lock:
            for waiter in list(self._queue):
                self._leave(waiter, error())
            self._disarm()

    def _latest(self, deadline_at: float) -> tuple[float, str]:
        if self._max_wait_ms == math.inf:
            return deadline_at, "deadline"
        own = self._clock.monotonic() + self._max_wait_ms
        return (deadline_at, "deadline") if deadline_at <= own else (own, "maxWaitMs")

    def _acquire(self, now: float) -> bool:
        if self._in_flight >= self._concurrency or not self._bucket.take(now):
            return False
        self._in_flight += 1
        return True

    def _drain(self) -> None:
        now = self._clock.monotonic()
        while self._queue and self._acquire(now):
            waiter = next(iter(self._queue))
            waiter.granted = True
            self._leave(waiter, None)
        if self._queue:
            self._arm(now)
        else:
            self._disarm()

    def _expire(self, waiter: SlotWaiter) -> None:
        with self._lock:
            # A slot that comes due at the very deadline is given: only a longer wait is refused.
            self._drain()
            if waiter in self._queue:
                self._leave(waiter, QueueFullError(waiter.limit, 0))

    def _abandon(self, waiter: SlotWaiter) -> None:
        with self._lock:
            if waiter.granted:
                self.give_back()
            elif waiter in self._queue:
                self._forget(waiter)

    def _leave(self, waiter: SlotWaiter, error: BaseException | None) -> None:
        self._forget(waiter)
        waiter.settle(error)

    def _forget(self, waiter: SlotWaiter) -> None:
        del self._queue[waiter]
        if waiter.timer is not None:
            waiter.timer.cancel()
        if not self._queue:
            self._disarm()

    def _arm(self, now: float) -> None:
        # All slots are held: the next release looks again.
        if self._in_flight >= self._concurrency:
            return
        rises_at = max(self._bucket.rate_rises_at, self._bucket.paused_until)
        at = min(self._bucket.available_at(1, now), rises_at)
        # A timer that stands earlier finds nothing to do and moves on.
        if at >= self._timer_at:
            return
        self._disarm()
        self._timer_at = at
        self._timer = self._clock.set_timer(self._wake, max(1, math.ceil(at - now - _ROUNDING_MS)))

    def _wake(self) -> None:
        with self._lock:
            self._disarm()
            self._drain()

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        self._timer_at = math.inf


def _nothing() -> None:
    return None
