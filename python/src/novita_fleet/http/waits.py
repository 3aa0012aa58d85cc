"""Waits of calls: each ends when what it waits for is there, when the caller gives up, or when the client is closed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from ..errors.call import ClientClosedError
from ..program import Await, Program, Settle
from ..resilience.clock import Clock
from .call import Call

Begin = Callable[[Settle], Callable[[], None]]


class Waits:
    """The open waits of one client."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._open: set[GuardedWait] = set()
        self._closed = False

    def sleep(self, delay_ms: float, call: Call) -> Program[None]:
        """Waits so many milliseconds."""

        def begin(settle: Settle) -> Callable[[], None]:
            return self._clock.set_timer(lambda: settle(None, None), delay_ms).cancel

        yield from self.wait(call, begin)

    def wait(self, call: Call, begin: Begin) -> Program[Any]:
        """Waits for what `begin` settles."""
        return (yield Await(lambda settle: self._begin(call, begin, settle)))

    def close(self) -> None:
        """Ends every wait, and those to come, with ClientClosedError."""
        with self._lock:
            self._closed = True
            waiting = list(self._open)
        for wait in waiting:
            wait.give_up(ClientClosedError())

    def _begin(self, call: Call, begin: Begin, settle: Settle) -> Callable[[], None]:
        wait = GuardedWait(settle, self._forget)
        with self._lock:
            if not self._closed:
                self._open.add(wait)
        if wait not in self._open:
            settle(None, ClientClosedError())
            return lambda: None
        wait.leave_by(begin(wait.done))
        cancel = call.settings.cancel
        if cancel is not None:
            wait.unlisten_by(cancel.add(lambda: wait.give_up(call.aborted_error())))
        return wait.leave

    def _forget(self, wait: GuardedWait) -> None:
        with self._lock:
            self._open.discard(wait)


class GuardedWait:
    """One wait, which ends once. What it waited for is told when it ends otherwise, also when both happen at once."""

    def __init__(self, settle: Settle, forget: Callable[[GuardedWait], None] | None = None) -> None:
        self._settle = settle
        self._forget = forget
        self._lock = threading.Lock()
        self._is_over = False
        self._has_left = False
        self._leave: Callable[[], None] | None = None
        self._unlisten: Callable[[], None] | None = None

    def leave_by(self, leave: Callable[[], None]) -> None:
        """What tells that nobody waits any more."""
        with self._lock:
            self._leave = leave

    def unlisten_by(self, unlisten: Callable[[], None]) -> None:
        """What ends the listening to a cancellation."""
        with self._lock:
            self._unlisten = unlisten
            is_over = self._is_over
        if is_over:
            unlisten()

    def done(self, value: Any, error: BaseException | None) -> None:
        """What was waited for is there, or has failed."""
        if self._end():
            self._settle(value, error)

    def give_up(self, error: BaseException) -> None:
        """The wait ends for another reason."""
        if self._end():
            self._tell()
            self._settle(None, error)

    def leave(self) -> None:
        """The program no longer waits, whatever was settled meanwhile."""
        self._end()
        self._tell()

    def _end(self) -> bool:
        with self._lock:
            if self._is_over:
                return False
            self._is_over = True
            unlisten = self._unlisten
        if self._forget is not None:
            self._forget(self)
        if unlisten is not None:
            unlisten()
        return True

    def _tell(self) -> None:
        with self._lock:
            leave = None if self._has_left else self._leave
            self._has_left = True
        if leave is not None:
            leave()
