"""Time and timers for the sync driver."""

from __future__ import annotations

import heapq
import itertools
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


class _Entry:
    __slots__ = ("callback", "clock")

    def __init__(self, callback: Callable[[], None], clock: SystemClock) -> None:
        self.callback: Callable[[], None] | None = callback
        self.clock = clock

    def cancel(self) -> None:
        if self.callback is not None:
            self.callback = None
            self.clock.forget()


class SystemClock:
    """The time of this machine. One thread fires the timers; it begins with the first and ends after the last one."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._heap: list[tuple[float, int, _Entry]] = []
        self._order = itertools.count()
        self._live = 0
        self._thread: threading.Thread | None = None

    def now(self) -> float:
        """Milliseconds since 1970."""
        return time.time() * 1000

    def monotonic(self) -> float:
        """Milliseconds that never go back."""
        return time.monotonic() * 1000

    def set_timer(self, callback: Callable[[], None], delay_ms: float) -> Timer:
        """Calls back on the thread of the timers, after at least so many milliseconds."""
        entry = _Entry(callback, self)
        at = self.monotonic() + max(delay_ms, 0)
        with self._condition:
            heapq.heappush(self._heap, (at, next(self._order), entry))
            self._live += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="novita-fleet-timers", daemon=True)
                self._thread.start()
            elif self._heap[0][2] is entry:
                self._condition.notify()
        return entry

    def block(self, event: threading.Event) -> None:
        """Returns when the event is set."""
        event.wait()

    def spawn(self, task: Callable[[], object]) -> None:
        """Runs the task in a thread of its own, which ends with the process."""
        threading.Thread(target=task, name="novita-fleet-looks", daemon=True).start()

    def forget(self) -> None:
        """Counts a timer that was cancelled, and drops those that are in the way."""
        with self._condition:
            self._live -= 1
            if self._live == 0:
                self._heap.clear()
                self._condition.notify()
            elif len(self._heap) > 64 and self._live < len(self._heap) // 2:
                self._heap = [each for each in self._heap if each[2].callback is not None]
                heapq.heapify(self._heap)

    def _run(self) -> None:
        while True:
            with self._condition:
                callback = self._next()
                if callback is None:
                    self._thread = None
                    return
            callback()

    def _next(self) -> Callable[[], None] | None:
        # A thread that waits a little for the next timer spares most calls the making of one.
        idle_until = self.monotonic() + 1_000
        while True:
            now = self.monotonic()
            while self._heap and self._heap[0][2].callback is None:
                heapq.heappop(self._heap)
            if self._heap and self._heap[0][0] <= now:
                entry = heapq.heappop(self._heap)[2]
                callback, entry.callback = entry.callback, None
                self._live -= 1
                return callback
            until = self._heap[0][0] if self._heap else idle_until
            if not self._heap and now >= idle_until:
                return None
            if self._heap:
                idle_until = max(idle_until, until + 1_000)
            self._condition.wait(min(max(until - now, 0), threading.TIMEOUT_MAX * 1000) / 1000)
