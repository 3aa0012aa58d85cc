"""Time and timers for the async driver."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from ..resilience.clock import Timer


class LoopClock:
    """The time of this machine, with the timers of the running event loop."""

    def now(self) -> float:
        """Milliseconds since 1970."""
        return time.time() * 1000

    def monotonic(self) -> float:
        """Milliseconds that never go back."""
        return time.monotonic() * 1000

    def set_timer(self, callback: Callable[[], None], delay_ms: float) -> Timer:
        """Calls back in the running event loop."""
        return asyncio.get_running_loop().call_later(max(delay_ms, 0) / 1000, callback)
