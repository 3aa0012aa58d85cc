"""Ends attempts of the async driver whose time is over."""

from __future__ import annotations

import asyncio
import math
import sys


class Attempt:
    """One attempt in the task that makes it. `sent`: whether its request was put on the wire."""

    __slots__ = ("_cancelling", "_task", "deadline_at", "headers", "is_late", "sent")

    def __init__(self, headers: tuple[tuple[str, str], ...]) -> None:
        self.headers = headers
        self.sent = False
        self.is_late = False
        self.deadline_at = math.inf
        self._task: asyncio.Task[object] | None = None
        self._cancelling = 0

    def begin(self, deadline_at: float) -> None:
        """Belongs to the running task from now on."""
        self.deadline_at = deadline_at
        self._task = asyncio.current_task()
        if sys.version_info >= (3, 11) and self._task is not None:
            self._cancelling = self._task.cancelling()

    def cut(self) -> None:
        """Cancels what the task waits for, as `asyncio.timeout` does."""
        if self._task is not None:
            self.is_late = True
            self._task.cancel()

    def was_only_late(self) -> bool:
        """Whether the task was cancelled by `cut` and by nobody else; takes that cancellation back."""
        if not self.is_late:
            return False
        if sys.version_info >= (3, 11) and self._task is not None:
            return self._task.uncancel() <= self._cancelling
        return True


class AttemptDeadlines:
    """One timer for all attempts of a transport: nearly all of them end long before their time, and a timer for each
    costs more than the decisions of a call. For one event loop; seconds of its clock."""

    def __init__(self) -> None:
        self._open: set[Attempt] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = math.inf

    def begin(self, attempt: Attempt, timeout: float) -> None:
        """Cuts the attempt after so many seconds, unless it has ended before."""
        loop = asyncio.get_running_loop()
        attempt.begin(loop.time() + timeout)
        self._open.add(attempt)
        if attempt.deadline_at < self._timer_at:
            self._arm(loop, attempt.deadline_at)

    def end(self, attempt: Attempt) -> None:
        """The attempt is over, or may take as long as it likes."""
        self._open.discard(attempt)

    def close(self) -> None:
        """Ends the timer."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer_at = math.inf

    def _arm(self, loop: asyncio.AbstractEventLoop, at: float) -> None:
        self.close()
        self._timer_at = at
        self._timer = loop.call_at(at, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer_at = math.inf
        # A timer may fire a little before its time.
        now = loop.time() + 0.001
        for attempt in [each for each in self._open if each.deadline_at <= now]:
            self._open.discard(attempt)
            attempt.cut()
        earliest = min((each.deadline_at for each in self._open), default=math.inf)
        if earliest != math.inf:
            self._arm(loop, earliest)
