"""Looks at the cloud for all waits of a service: many waits share one list call for each tick."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from ..cancellation import Cancellation
from ..errors.api import ApiError, ForbiddenError, NotFoundError, UnauthorizedError
from ..errors.base import NovitaError
from ..errors.call import CircuitOpenError, ClientClosedError, DeadlineExceededError, QueueFullError
from ..models.instance import Instance
from ..program import Program, collect, together
from ..programs.instances import InstancesResource
from ..resilience.clock import Clock, Random, Timer
from .wait import Wait, WaitEnd
from .wait_options import ResolvedWait

_LIST_GAP_MS = 1_000
_LOOKS_AT_ONCE = 8
_PROBES_AT_ONCE = 64


class Spawner(Protocol):
    """What runs programs beside each other: a driver."""

    def spawn(self, program: Program[None]) -> None:
        """Runs the program without waiting for it."""
        ...


class WaitTicker:
    """The waits of one service."""

    def __init__(self, instances: InstancesResource, clock: Clock, random: Random, spawner: Spawner) -> None:
        self.clock = clock
        self.random = random
        self._instances = instances
        self._spawner = spawner
        self._lock = threading.RLock()
        self._waits: dict[Wait, Callable[[], None]] = {}
        self._alarms: dict[Wait, tuple[float, Timer]] = {}
        self._timer: Timer | None = None
        self._timer_at = math.inf
        self._look: Cancellation | None = None
        self._list_from = -math.inf
        self._look_from = -math.inf
        self._probes: list[Program[None]] = []
        self._probing = 0

    def begin(self, id: str, settings: ResolvedWait, on_end: Callable[[WaitEnd], None]) -> Wait:
        """Begins a wait; whoever began it may stop it."""
        with self._lock:
            wait = Wait(id, settings, self, on_end)
            self._waits[wait] = _nothing
            if settings.cancel is not None:
                unlisten = settings.cancel.add(lambda: self.act(wait.abort))
                if not wait.is_over:
                    self._waits[wait] = unlisten
            if not wait.is_over:
                self.moved(wait)
                self._arm_for(self._due_at(wait))
            return wait

    def act(self, action: Callable[[], None]) -> None:
        """Does something to a wait under the lock."""
        with self._lock:
            action()

    def run_probe(self, program: Program[None]) -> None:
        """Runs a probe when fewer than 64 are under way."""
        self._probes.append(program)
        if self._probing < _PROBES_AT_ONCE:
            self._probing += 1
            self._spawner.spawn(self._work())

    def moved(self, wait: Wait) -> None:
        """Sets the alarm of a wait anew."""
        at = wait.wake_at
        alarm = self._alarms.get(wait)
        if alarm is not None:
            if alarm[0] == at:
                return
            alarm[1].cancel()
            del self._alarms[wait]
        if at != math.inf:
            delay_ms = math.ceil(at - self.clock.monotonic())
            self._alarms[wait] = (at, self.clock.set_timer(lambda: self._wake(wait), delay_ms))

    def ended(self, wait: Wait) -> None:
        """Forgets a wait."""
        self._waits.pop(wait, _nothing)()
        alarm = self._alarms.pop(wait, None)
        if alarm is not None:
            alarm[1].cancel()
        if self._waits:
            return
        self._disarm()
        if self._look is not None:
            self._look.cancel()

    def _wake(self, wait: Wait) -> None:
        with self._lock:
            self._alarms.pop(wait, None)
            wait.wake()
            if wait in self._waits:
                self.moved(wait)

    def _work(self) -> Program[None]:
        while True:
            with self._lock:
                if not self._probes:
                    self._probing -= 1
                    return
                program = self._probes.pop(0)
            yield from self._locked(program)

    def _locked(self, program: Program[None]) -> Program[None]:
        """Runs a program of a wait, whose steps are under the lock but whose effects are not."""
        answer: Any = None
        error: BaseException | None = None
        while True:
            with self._lock:
                try:
                    effect = program.send(answer) if error is None else program.throw(error)
                except StopIteration:
                    return
            answer, error = None, None
            try:
                answer = yield effect
            except Exception as thrown:
                error = thrown

    def _due_at(self, wait: Wait) -> float:
        return max(wait.look_at, self._look_from, self._list_from if self._needs_list(wait) else -math.inf)

    def _needs_list(self, wait: Wait) -> bool:
        return wait.wants == "list" or (wait.wants == "any" and len({each.id for each in self._waits}) > 1)

    def _arm_for(self, at: float) -> None:
        if self._look is not None or at >= self._timer_at:
            return
        self._disarm()
        self._timer_at = at
        # A timer even for now, so that waits that begin together share their first look.
        self._timer = self.clock.set_timer(self._tick, max(0, math.ceil(at - self.clock.monotonic())))

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        self._timer_at = math.inf

    def _tick(self) -> None:
        with self._lock:
            self._disarm()
            if self._look is not None or not self._waits:
                return
            self._look = Cancellation()
            self._spawner.spawn(self._look_once(self._look))

    def _look_once(self, cancel: Cancellation) -> Program[None]:
        try:
            yield from self._looks(cancel)
        except Exception as error:
            with self._lock:
                for wait in list(self._waits):
                    wait.fail(error)
        finally:
            with self._lock:
                self._look = None
                if self._waits:
                    self._arm_for(min(self._due_at(wait) for wait in self._waits))

    def _looks(self, cancel: Cancellation) -> Program[None]:
        with self._lock:
            now = self.clock.monotonic()
            waits = list(self._waits)
            due = [wait for wait in waits if self._due_at(wait) <= now]
            served = dict.fromkeys(due)
            wanted_id = {wait for wait in waits if wait.wants == "id"}
            singly = dict.fromkeys(wait for wait in due if not self._needs_list(wait))
        if len(singly) < len(due):
            yield from self._by_list(waits, cancel)
            for wait in waits:
                served[wait] = None
                # What the list could not tell is asked at once; what was asked in vain before waits for its turn.
                if wait.wants == "id" and wait not in wanted_id:
                    singly[wait] = None
        with self._lock:
            groups: dict[str, list[Wait]] = {}
            for wait in singly:
                if wait in self._waits:
                    groups.setdefault(wait.id, []).append(wait)
        if groups:
            looks = [self._by_id(id, group, cancel) for id, group in groups.items()]
            yield from together(looks, _LOOKS_AT_ONCE)
        with self._lock:
            for wait in served:
                wait.pace()
                # A look by id that found nothing needs the list to agree.
                if wait in singly and wait.wants == "list":
                    wait.look_at = self.clock.monotonic()

    def _by_list(self, waits: list[Wait], cancel: Cancellation) -> Program[None]:
        began = self.clock.monotonic()
        unseen = dict.fromkeys(waits)
        wanted: dict[str, list[Wait]] = {}
        for wait in waits:
            wanted.setdefault(wait.id, []).append(wait)

        def take(instance: Instance) -> None:
            with self._lock:
                for wait in wanted.get(instance.id, ()):
                    unseen.pop(wait, None)
                    wait.seen(instance, "list", began)

        try:
            yield from collect(self._instances.list_all({}, {"cancel": cancel}), take)
        except Exception as error:
            self._tell_failure(error, unseen, cancel)
        else:
            with self._lock:
                for wait in unseen:
                    wait.absent("list", began)
        ended = self.clock.monotonic()
        self._list_from = max(began + _LIST_GAP_MS, ended + (ended - began))

    def _by_id(self, id: str, waits: list[Wait], cancel: Cancellation) -> Program[None]:
        began = self.clock.monotonic()
        try:
            instance = yield from self._instances.get(id, {"cancel": cancel})
        except NotFoundError:
            with self._lock:
                for wait in waits:
                    wait.absent("id", began)
        except Exception as error:
            self._tell_failure(error, waits, cancel)
        else:
            with self._lock:
                for wait in waits:
                    wait.seen(instance, "id", began)

    def _tell_failure(self, error: Exception, waits: Iterable[Wait], cancel: Cancellation) -> None:
        # The last wait has ended during the look.
        if cancel.cancelled:
            return
        with self._lock:
            for wait in list(waits):
                if _is_final(error):
                    wait.fail(error)
                else:
                    wait.look_failed(error)
            pause_ms = _retry_after_ms(error)
            if pause_ms > 0:
                self._look_from = max(self._look_from, self.clock.monotonic() + pause_ms)


def _is_final(error: Exception) -> bool:
    is_ours = isinstance(error, NovitaError)
    return isinstance(error, (UnauthorizedError, ForbiddenError, ClientClosedError)) or not is_ours


def _retry_after_ms(error: Exception) -> float:
    if isinstance(error, (ApiError, CircuitOpenError, QueueFullError, DeadlineExceededError)):
        return error.retry_after_ms or 0
    return 0


def _nothing() -> None:
    return None
