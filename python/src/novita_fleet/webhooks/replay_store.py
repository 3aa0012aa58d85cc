"""Remembers which events were handled, so that each is handled once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from ..drivers.sync_clock import SystemClock
from ..resilience.clock import Clock
from ..resilience.option_checks import check_number

_MINUTE_MS = 60_000
_DAY_MS = 24 * 60 * _MINUTE_MS


@dataclass(frozen=True)
class ReplayClaim:
    """What a store says of an id. A new one is `complete`d after its handler, or `release`d when that failed."""

    state: Literal["new", "duplicate", "in_progress"]
    complete: Callable[[], Any] = lambda: None
    release: Callable[[], Any] = lambda: None


class ReplayStore(Protocol):
    """A store of ids; with the async receiver its functions may be asynchronous."""

    def claim(self, id: str) -> Any:
        """A ReplayClaim, or an awaitable of one."""
        ...


class MemoryReplayStore:
    """Remembers ids in this process, for 4 days, at most 100,000 of them.

    Options: max_entries; ttl_ms and lease_ms (a handler that takes longer than 15 minutes counts as dead),
    milliseconds.
    """

    def __init__(
        self,
        *,
        max_entries: int = 100_000,
        ttl_ms: float = 4 * _DAY_MS,
        lease_ms: float = 15 * _MINUTE_MS,
        clock: Clock | None = None,
    ) -> None:
        self._max_entries = check_number("max_entries", max_entries, minimum=1, integer=True)
        self._ttl_ms = check_number("ttl_ms", ttl_ms, minimum=1)
        self._lease_ms = check_number("lease_ms", lease_ms, minimum=1)
        self._clock: Clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._handled: OrderedDict[str, float] = OrderedDict()
        self._running: dict[str, tuple[float, object]] = {}

    def claim(self, id: str) -> ReplayClaim:
        """Whether the event with this id is to be handled."""
        with self._lock:
            now = self._clock.monotonic()
            self._forget(now)
            if id in self._handled:
                return ReplayClaim("duplicate")
            other = self._running.get(id)
            if other is not None and other[0] > now:
                return ReplayClaim("in_progress")
            # Too many handlers at once: the sender is asked to come again, as for an event in progress.
            if other is None and len(self._running) >= self._max_entries:
                return ReplayClaim("in_progress")
            mine = object()
            self._running[id] = (now + self._lease_ms, mine)
            return ReplayClaim("new", lambda: self._complete(id), lambda: self._release(id, mine))

    def _complete(self, id: str) -> None:
        with self._lock:
            self._running.pop(id, None)
            now = self._clock.monotonic()
            self._handled.pop(id, None)
            self._handled[id] = now + self._ttl_ms
            self._forget(now)

    def _release(self, id: str, mine: object) -> None:
        with self._lock:
            if id in self._running and self._running[id][1] is mine:
                del self._running[id]

    def _forget(self, now: float) -> None:
        while self._handled:
            id, expires = next(iter(self._handled.items()))
            if expires > now and len(self._handled) <= self._max_entries:
                return
            del self._handled[id]
