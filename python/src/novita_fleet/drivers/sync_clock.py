"""Time and timers for the sync driver."""

from __future__ import annotations

import heapq
import itertools
import math
import threading
import time
from collections.abc import Callable
from typing import Protocol

from ..resilience.clock import Clock, Timer


class SyncClock(Clock, Protocol):
    """A clock that can also block until something has happened."""

    def block(self, event: threading.Event) -> None:
        """Returns when the event is set."""
        ...

    def spawn(self, task: Callable[[], object]) -> None:
        """Runs the task beside what runs now."""
        ...


_TURN_MS = 1_000


class _Entry:
    __slots__ = ("callback", "clock")

    def __init__(self, callback: Callable[[], None], clock: SystemClock) -> None:
        self.callback: Callable[[], None] | None = callback
        self.clock = clock

    def cancel(self) -> None:
        self.clock.forget(self)


class SystemClock:
    """The time of this machine. One thread fires the timers; it begins with the first and ends soon after the last one.

    Most timers are those of calls and are cancelled long before their time. So the thread is woken neither for a timer
    that is later than its next turn nor for one that is cancelled: it would cost more than all the rest of a call.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._condition = threading.Condition(self._lock)
        self._heap: list[tuple[float, int, _Entry]] = []
        self._order = itertools.count()
        self._live = 0
        self._thread: threading.Thread | None = None
        self._turn_at = 0.0
        self._is_used = False

    def now(self) -> float:
        """Milliseconds since 1970."""
        return time.time() * 1000

    def monotonic(self) -> float:
        """Milliseconds that never go back."""
        return time.monotonic() * 1000

    def set_timer(self, callback: Callable[[], None], delay_ms: float) -> Timer:
        """Calls back on the thread of the timers, after at least so many milliseconds."""
        entry = _Entry(callback, self)
        at = time.monotonic() * 1000 + (delay_ms if delay_ms > 0 else 0)
        with self._lock:
            heapq.heappush(self._heap, (at, next(self._order), entry))
            self._live += 1
            self._is_used = True
            if self._thread is None:
                self._turn_at = -math.inf
                self._thread = threading.Thread(target=self._run, name="novita-fleet-timers", daemon=True)
                self._thread.start()
            elif at < self._turn_at:
                self._turn_at = at
                self._condition.notify()
        return entry

    def block(self, event: threading.Event) -> None:
        """Returns when the event is set."""
        event.wait()

    def spawn(self, task: Callable[[], object]) -> None:
        """Runs the task in a thread of its own, which ends with the process."""
        threading.Thread(target=task, name="novita-fleet-looks", daemon=True).start()

    def forget(self, entry: _Entry) -> None:
        """Cancels a timer, and drops those that are in the way."""
        with self._lock:
            if entry.callback is None:
                return
            entry.callback = None
            self._live -= 1
            if self._live == 0:
                self._heap.clear()
            elif len(self._heap) > 64 and self._live < len(self._heap) // 2:
                self._heap = [each for each in self._heap if each[2].callback is not None]
                heapq.heapify(self._heap)

    def _run(self) -> None:
        while True:
            with self._lock:
                callback = self._next()
                if callback is None:
                    self._thread = None
                    return
            callback()

    def _next(self) -> Callable[[], None] | None:
        while True:
            now = self.monotonic()
            while self._heap and self._heap[0][2].callback is None:
                heapq.heappop(self._heap)
            if self._heap and self._heap[0][0] <= now:
                entry = heapq.heappop(self._heap)[2]
                callback, entry.callback = entry.callback, None
                self._live -= 1
                return callback
            # A thread that stays a while spares most calls the making of one.
            if not self._heap and not self._is_used:
                return None
            self._is_used = False
            self._turn_at = min(self._heap[0][0] if self._heap else math.inf, now + _TURN_MS)
            self._condition.wait((self._turn_at - now) / 1000)
