"""Time that tests move."""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable

START = 1_767_225_600_000


class _Timer:
    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        self.callback = None


class FakeClock:
    """Stands still until it is moved. `block` moves it to the next timer, so that one thread alone never waits."""

    def __init__(self, start: float = START) -> None:
        self._start = start
        self._now = 0.0
        self._order = itertools.count()
        self._heap: list[tuple[float, int, _Timer]] = []
        self.moved: list[Callable[[float], None]] = []

    def now(self) -> float:
        return self._start + self._now

    def monotonic(self) -> float:
        return self._now

    def set_timer(self, callback: Callable[[], None], delay_ms: float) -> _Timer:
        timer = _Timer(callback)
        heapq.heappush(self._heap, (self._now + max(delay_ms, 0), next(self._order), timer))
        return timer

    @property
    def pending(self) -> int:
        return sum(timer.callback is not None for _, _, timer in self._heap)

    @property
    def next_at(self) -> float | None:
        while self._heap and self._heap[0][2].callback is None:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def fire_next(self) -> None:
        at = self.next_at
        assert at is not None
        self._go(at)
        timer = heapq.heappop(self._heap)[2]
        callback, timer.callback = timer.callback, None
        assert callback is not None
        callback()

    def advance(self, ms: float) -> None:
        until = self._now + ms
        while (at := self.next_at) is not None and at <= until:
            self.fire_next()
        self._go(until)

    def _go(self, at: float) -> None:
        passed = at - self._now
        self._now = max(self._now, at)
        if passed > 0:
            for tell in self.moved:
                tell(passed)

    def block(self, event: threading.Event) -> None:
        while not event.is_set():
            if self.next_at is not None:
                self.fire_next()
            elif not event.wait(10):
                # Another thread may have been at it.
                raise AssertionError("a program waits for something that never comes")

    def spawn(self, task: Callable[[], object]) -> None:
        task()
