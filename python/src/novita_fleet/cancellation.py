"""Giving up from outside: the counterpart of an AbortSignal, for callers in other threads."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Cancellation:
    """Hand it to calls as `cancel`; `cancel()` from any thread ends them with AbortedError. Once used, it stays so.

    Example:
        stop = Cancellation()
        threading.Timer(60, stop.cancel).start()
        api.wait_for_instance("i-1", cancel=stop)
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = False
        self._listeners: dict[int, Callable[[], None]] = {}
        self._next = 0

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._cancelled

    def cancel(self) -> None:
        """Ends every call that has this cancellation."""
        with self._lock:
            self._cancelled = True
            listeners = list(self._listeners.values())
            self._listeners.clear()
        for listener in listeners:
            listener()

    def add(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Calls back when it is cancelled, at once if it is already; returns what ends that."""
        with self._lock:
            if not self._cancelled:
                key = self._next
                self._next += 1
                self._listeners[key] = listener
                return lambda: self._remove(key)
        listener()
        return lambda: None

    def _remove(self, key: int) -> None:
        with self._lock:
            self._listeners.pop(key, None)
