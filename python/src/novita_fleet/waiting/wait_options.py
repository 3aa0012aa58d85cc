"""Options of waits, and what they tell meanwhile."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from ..cancellation import Cancellation
from ..errors.argument import InvalidArgumentError
from ..http.request_checks import check_cancel
from ..models.instance import Instance
from ..probes.instance_probe import InstanceProbe, check_probes
from ..resilience.option_checks import check_callable, check_known_options, check_number
from .wait_state import WaitGoal, WaitRules

_MINUTE_MS = 60_000
_DEADLINES = {"queued_ms": 10, "pulling_ms": 45, "starting_ms": 10, "probing_ms": 10}
_RULE_NAMES = {
    "queued_ms": "queuedMs",
    "pulling_ms": "pullingMs",
    "starting_ms": "startingMs",
    "probing_ms": "probingMs",
}
_GOALS = ("running", "ready", "stopped", "deleted")
_CONFIRM_MS = 30_000


@dataclass(frozen=True)
class PhaseChange:
    """The instance is in another phase; `status` is the cloud's own word."""

    phase: str
    status: str
    at: datetime
    instance: Instance
    kind: str = "phase"


@dataclass(frozen=True)
class ProbeTried:
    """A probe was tried."""

    probe: InstanceProbe
    passed: bool
    detail: str
    at: datetime
    kind: str = "probe"


@dataclass(frozen=True)
class LookFailed:
    """The cloud could not be asked; the wait goes on."""

    error: Exception
    at: datetime
    kind: str = "look_failed"


WaitProgress = PhaseChange | ProbeTried | LookFailed


class PhaseDeadlines(TypedDict, total=False):
    """How long an instance may stay in a phase, in milliseconds: 10, 45, 10 and 10 minutes unless given."""

    queued_ms: float
    pulling_ms: float
    starting_ms: float
    probing_ms: float


class WaitOptions(TypedDict, total=False):
    """Options of a wait.

    until: running, ready (default: running, and all probes have passed), stopped or deleted.
    probes: what is tried, one after the other, until ready.
    phase_deadlines, timeout_ms: deadlines in milliseconds, of phases and of the whole wait (none).
    max_poll_ms (30000): the longest pause between looks.
    cancel, on_progress: give up; be told.
    """

    until: WaitGoal
    probes: Sequence[InstanceProbe]
    phase_deadlines: PhaseDeadlines
    timeout_ms: float
    max_poll_ms: float
    cancel: Cancellation | None
    on_progress: Callable[[WaitProgress], None] | None


@dataclass(frozen=True)
class ResolvedWait:
    """Options after the checks."""

    rules: WaitRules
    probes: Sequence[InstanceProbe]
    max_poll_ms: float
    cancel: Cancellation | None
    on_progress: Callable[[WaitProgress], None] | None


def resolve_wait(owner: str, options: Mapping[str, Any]) -> ResolvedWait:
    """The options with their defaults; raises InvalidArgumentError."""
    check_known_options(owner, options, WaitOptions.__annotations__)
    until = options.get("until", "ready")
    if until not in _GOALS:
        raise InvalidArgumentError("until", f'"until" must be one of {", ".join(_GOALS)}')
    probes = check_probes(options.get("probes", ()))
    if probes and until != "ready":
        raise InvalidArgumentError("probes", f'"probes" are only tried until "ready", not until "{until}"')
    given = options.get("phase_deadlines", {})
    check_known_options(owner, given, _DEADLINES, "phase_deadlines.")
    deadlines = {
        _RULE_NAMES[name]: check_number(
            f"phase_deadlines.{name}", given.get(name, minutes * _MINUTE_MS), minimum=1, maximum=math.inf
        )
        for name, minutes in _DEADLINES.items()
    }
    timeout = check_number("timeout_ms", options.get("timeout_ms", math.inf), minimum=1, maximum=math.inf)
    return ResolvedWait(
        rules=WaitRules(until, len(probes), deadlines, timeout, _CONFIRM_MS),
        probes=probes,
        max_poll_ms=check_number("max_poll_ms", options.get("max_poll_ms", 30_000), minimum=1_000),
        cancel=check_cancel(options.get("cancel")),
        on_progress=check_callable("on_progress", options.get("on_progress")),
    )
