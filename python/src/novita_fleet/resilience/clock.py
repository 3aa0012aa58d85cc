"""Time, as everything here is given it. Times are milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """A timer that can be cancelled; cancelling twice, or late, does nothing."""

    def cancel(self) -> None:
        """Keeps the timer from firing."""
        ...


class Clock(Protocol):
    """Wall-clock time, time that never jumps, and timers."""

    def now(self) -> float:
        """Milliseconds since 1970."""
        ...

    def monotonic(self) -> float:
        """Milliseconds since some moment; never goes back."""
        ...

    def set_timer(self, callback: Callable[[], None], delay_ms: float) -> Timer:
        """Calls back after at least so many milliseconds."""
        ...


Random = Callable[[], float]
