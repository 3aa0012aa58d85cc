"""Creates exactly one instance, and always finds it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..errors.api import ApiError
from ..errors.base import NovitaError
from ..errors.call import AbortedError
from ..errors.effect import may_have_taken_effect
from ..errors.workflow import CreateRefusedError, CreateTry, CreateUnclearError
from ..models.instance import Instance
from ..program import Await, Program, Settle, collect, together
from ..programs.instances import InstancesResource
from ..resilience.clock import Clock
from .create_plan import SafeCreatePlan, SafeCreateProgress
from .decide_create import (
    FIRST_STATE,
    Accepted,
    Created,
    MarkedInstance,
    NoClearAnswer,
    Refused,
    Rejected,
    SafeCreateEvent,
    SafeCreateState,
    Searched,
    SearchFailed,
    Searching,
    Sending,
    decide_create,
)
from .refusal import is_about_candidate

_GONE = ("toRemove", "removing", "removed")


@dataclass(frozen=True)
class Duplicate:
    """An instance too many, and whether it could be deleted."""

    id: str
    deleted: bool


@dataclass(frozen=True)
class CreatedInstance:
    """An instance that was created. `adopted`: found by a search after its answer was lost; `name` bears the marker."""

    id: str
    name: str
    attempts: int
    adopted: bool
    duplicates: tuple[Duplicate, ...]
    tries: tuple[CreateTry, ...]


def safe_create(instances: InstancesResource, clock: Clock, plan: SafeCreatePlan) -> Program[CreatedInstance]:
    """Carries out a plan; raises CreateUnclearError, CreateRefusedError, or the refusal itself without candidates."""
    run = _Run(instances, clock, plan)
    state: SafeCreateState = FIRST_STATE
    while isinstance(state, (Sending, Searching)):
        event = yield from run.step(state)
        state = decide_create(state, event, plan.rules)
    if isinstance(state, Created):
        tries = run.tries("adopted" if state.adopted else "created")
        removed = yield from together([run.remove(id) for id in state.duplicates])
        attempts = sum(each.attempts for each in tries)
        return CreatedInstance(state.id, plan.name, attempts, state.adopted, tuple(removed), tries)
    if isinstance(state, Refused):
        raise run.refusal()
    raise CreateUnclearError(plan.name, run.tries("unclear")) from run.last_error


class _Run:
    def __init__(self, instances: InstancesResource, clock: Clock, plan: SafeCreatePlan) -> None:
        self._instances = instances
        self._clock = clock
        self._plan = plan
        self._options: Any = {} if plan.cancel is None else {"cancel": plan.cancel}
        self._notes: list[tuple[int, str | None]] = []
        self.last_error: Exception | None = None

    def step(self, state: Sending | Searching) -> Program[SafeCreateEvent]:
        """One call or one look."""
        sending = isinstance(state, Sending)
        before = sum(attempts for attempts, _ in self._notes)
        if self._plan.on_progress is not None:
            attempt = before + 1 if sending else before
            candidate = self._plan.candidates[state.candidate]
            step = "send" if sending else "search"
            self._plan.on_progress(SafeCreateProgress(step, attempt, candidate, self._plan.name))
        return self._send(state.candidate) if isinstance(state, Sending) else self._search(state)

    def tries(self, last: str) -> tuple[CreateTry, ...]:
        """What became of each candidate."""
        count = len(self._notes)
        return tuple(
            CreateTry(self._plan.candidates[index], last if index == count - 1 else "refused", reason, attempts)
            for index, (attempts, reason) in enumerate(self._notes)
        )

    def refusal(self) -> Exception:
        """What a refused create ends with."""
        error = self.last_error
        if error is not None and (not self._plan.has_candidates or isinstance(error, AbortedError)):
            return error
        refused = CreateRefusedError(self._plan.name, self.tries("refused"))
        refused.__cause__ = error
        return refused

    def remove(self, id: str) -> Program[Duplicate]:
        """Deletes an instance too many."""
        try:
            yield from self._instances.delete(id, {})
        except Exception:
            # The caller is told by the result; the instance that was asked for exists all the same.
            return Duplicate(id, False)
        return Duplicate(id, True)

    def _send(self, candidate: int) -> Program[SafeCreateEvent]:
        if candidate == len(self._notes):
            self._notes.append((0, None))
        attempts = self._notes[candidate][0] + 1
        self._notes[candidate] = (attempts, self._notes[candidate][1])
        try:
            made = yield from self._instances.create(self._plan.requests[candidate], self._options)
        except Exception as error:
            self.last_error = error
            self._notes[candidate] = (attempts, _reason_of(error))
            if may_have_taken_effect(error):
                return NoClearAnswer(self._clock.monotonic())
            return Rejected(is_about_candidate(error))
        return Accepted(made.id)

    def _search(self, state: Searching) -> Program[SafeCreateEvent]:
        name, cancel = self._plan.name, self._plan.cancel
        try:
            yield from self._pause(state.next_at - self._clock.monotonic())
            began = self._clock.monotonic()
            listed: list[Instance] = []
            yield from collect(self._instances.list_all({"name": name}, self._options), listed.append)
        except Exception as error:
            if cancel is not None and cancel.cancelled:
                raise CreateUnclearError(name, self.tries("unclear")) from error
            self.last_error = error
            return SearchFailed(self._clock.monotonic())
        found = [_marked(each) for each in listed if each.name == name and each.status not in _GONE]
        return Searched(began, self._clock.monotonic(), found)

    def _pause(self, delay_ms: float) -> Program[None]:
        cancel = self._plan.cancel
        if cancel is not None and cancel.cancelled:
            raise AbortedError(True)
        if delay_ms <= 0:
            return

        def begin(settle: Settle) -> Callable[[], None]:
            timer = self._clock.set_timer(lambda: settle(None, None), delay_ms)
            stop = _nothing if cancel is None else cancel.add(lambda: settle(None, AbortedError(True)))

            def leave() -> None:
                timer.cancel()
                stop()

            leaves.append(leave)
            return leave

        leaves: list[Callable[[], None]] = []
        try:
            yield Await(begin)
        finally:
            for leave in leaves:
                leave()


def _nothing() -> None:
    return None


def _marked(instance: Instance) -> MarkedInstance:
    created = instance.created_at
    return MarkedInstance(instance.id, None if created is None else created.timestamp() * 1000)


def _reason_of(error: Exception) -> str:
    if isinstance(error, ApiError) and error.reason is not None:
        return error.reason
    return error.code if isinstance(error, NovitaError) else "unknown error"
