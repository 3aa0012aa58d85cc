"""Waits for an instance, with its result or item by item."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ..errors.base import NovitaError
from ..errors.call import AbortedError
from ..models.instance import Instance
from ..program import Await, Emit, Iteration, Program, Settle
from ..programs.answers import check_id
from .wait import Wait
from .wait_options import PhaseChange, WaitProgress, resolve_wait
from .wait_ticker import WaitTicker


@dataclass(frozen=True)
class MonitorEnd:
    """The last item: `kind` is the goal (running, ready, stopped, deleted), or failed or timeout with an error."""

    kind: str
    at: datetime
    instance: Instance | None
    error: NovitaError | None = None


MonitorItem = PhaseChange | MonitorEnd


def wait_for_instance(ticker: WaitTicker, id: str, options: Mapping[str, Any]) -> Program[Instance]:
    """The instance when it is as wanted; raises InstanceFailedError, WaitTimeoutError or AbortedError."""
    settings = resolve_wait("wait_for_instance", options)
    check_id(id, "instance")
    if settings.cancel is not None and settings.cancel.cancelled:
        raise AbortedError(False)

    def begin(settle: Settle) -> Callable[[], None]:
        wait = ticker.begin(id, settings, lambda end: settle(end.instance, end.error))
        return lambda: ticker.act(wait.stop)

    instance: Instance = yield Await(begin)
    return instance


def monitor_instance(ticker: WaitTicker, id: str, options: Mapping[str, Any]) -> Iteration[MonitorItem]:
    """Emits every change of phase, and how it ended. Leaving it ends the wait."""
    settings = resolve_wait("monitor_instance", options)
    check_id(id, "instance")
    if settings.cancel is not None and settings.cancel.cancelled:
        raise AbortedError(False)
    mailbox = _Mailbox()

    def note(progress: WaitProgress) -> None:
        if isinstance(progress, PhaseChange):
            mailbox.put(progress)
        if settings.on_progress is not None:
            settings.on_progress(progress)

    def begin() -> Wait:
        return ticker.begin(id, replace(settings, on_progress=note), mailbox.put)

    wait = begin()
    try:
        while True:
            item: Any = yield Await(mailbox.get)
            if isinstance(item, PhaseChange):
                yield Emit(item)
                continue
            if item.kind == "reached":
                yield Emit(MonitorEnd(settings.rules.until, item.at, item.instance))
                return
            error = item.error
            if isinstance(error, AbortedError) or not isinstance(error, NovitaError):
                raise error or RuntimeError
            yield Emit(MonitorEnd(item.kind, item.at, item.instance, error))
            return
    finally:
        ticker.act(wait.stop)


class _Mailbox:
    """Items in their order, for one reader."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: deque[Any] = deque()
        self._reader: Settle | None = None

    def put(self, item: Any) -> None:
        with self._lock:
            reader, self._reader = self._reader, None
            if reader is None:
                self._items.append(item)
        if reader is not None:
            reader(item, None)

    def get(self, settle: Settle) -> Callable[[], None]:
        with self._lock:
            item = self._items.popleft() if self._items else None
            if item is None:
                self._reader = settle
        if item is not None:
            settle(item, None)
        return self._leave

    def _leave(self) -> None:
        with self._lock:
            self._reader = None
