"""What is known of one wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

WaitGoal = Literal["running", "ready", "stopped", "deleted"]
PhaseDeadlineName = Literal["queuedMs", "pullingMs", "startingMs", "probingMs"]


@dataclass(frozen=True)
class WaitRules:
    """`phase_deadlines` by name, `timeout_ms` and `confirm_ms` are milliseconds; infinite for no end."""

    until: WaitGoal
    probes: int
    phase_deadlines: dict[str, float]
    timeout_ms: float
    confirm_ms: float


@dataclass(frozen=True)
class StatusEntry:
    """A status that was seen; `at` is a moment of the monotonic clock."""

    status: str
    phase: str
    at: float


@dataclass(frozen=True)
class Suspicion:
    """A failure that is told only by a list so far."""

    reason: str
    message: str
    since: float


@dataclass(frozen=True)
class OpenWait:
    """A wait that goes on. `timed` is the name of the deadline that runs and since when."""

    rules: WaitRules
    started_at: float
    phase: str = "unknown"
    history: tuple[StatusEntry, ...] = ()
    timed: tuple[str, float] | None = None
    probes_passed: int = 0
    probe_detail: str | None = None
    missing_list: float | None = None
    missing_id: float | None = None
    suspect: Suspicion | None = None
    wants: Literal["any", "list", "id"] = "any"
    kind: Literal["waiting"] = "waiting"


@dataclass(frozen=True)
class EndedWait:
    """A wait that has ended: reached, failed (with reason and message) or timeout (with limit and limit_ms)."""

    rules: WaitRules
    started_at: float
    phase: str
    history: tuple[StatusEntry, ...]
    kind: Literal["reached", "failed", "timeout"]
    reason: str = ""
    message: str = ""
    limit: str = ""
    limit_ms: float = 0
    probe_detail: str | None = None


WaitState = OpenWait | EndedWait


@dataclass(frozen=True)
class Seen:
    """The cloud shows the instance to a look that began then."""

    by: Literal["list", "id"]
    began: float
    status: str
    error: str | None
    reclaimed: bool
    address_known: bool = field(default=False)


@dataclass(frozen=True)
class Absent:
    """A complete list, or a look by id, does not know the instance."""

    by: Literal["list", "id"]
    began: float


@dataclass(frozen=True)
class Probed:
    """The probe with this number, from 0, was tried."""

    probe: int
    passed: bool
    detail: str


@dataclass(frozen=True)
class Tick:
    """Nothing new but the time."""


WaitObservation = Seen | Absent | Probed | Tick
