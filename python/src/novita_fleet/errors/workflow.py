"""What ends a workflow: a safe create, a choice of a product, a wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .base import NovitaError


@dataclass(frozen=True)
class CreateTry:
    """What became of one candidate. `outcome`: created, adopted, refused or unclear; `reason`: its last failure."""

    candidate: Mapping[str, Any]
    outcome: str
    reason: str | None
    attempts: int

    def to_dict(self) -> dict[str, Any]:
        """Without what a candidate may hold beside the product and the place, such as environment variables."""
        names = ("productId", "clusterId", "billingMode", "gpuNum")
        shown = {name: self.candidate.get(name) for name in names}
        return {"candidate": shown, "outcome": self.outcome, "reason": self.reason, "attempts": self.attempts}


class CreateUnclearError(NovitaError):
    """A safe create ended without knowing whether the instance exists. Search the list for `marker`, its whole name."""

    code = "create_unclear"

    def __init__(self, marker: str, tries: Sequence[CreateTry]) -> None:
        super().__init__(f"It is not known whether the instance {marker} was created")
        self.marker = marker
        self.attempts = sum(each.attempts for each in tries)
        self.tries = tuple(tries)

    def _details(self) -> dict[str, Any]:
        return {"marker": self.marker, "attempts": self.attempts, "tries": [each.to_dict() for each in self.tries]}


class CreateRefusedError(NovitaError):
    """The cloud refused every candidate, or one in a way that ends it; nothing was created."""

    code = "create_refused"

    def __init__(self, marker: str, tries: Sequence[CreateTry]) -> None:
        last = tries[-1].reason if tries else "nothing was tried"
        super().__init__(f"{len(tries)} candidates for {marker} were refused; the last one: {last}")
        self.marker = marker
        self.tries = tuple(tries)

    def _details(self) -> dict[str, Any]:
        return {"marker": self.marker, "tries": [each.to_dict() for each in self.tries]}


class NoProductError(NovitaError):
    """No product on offer meets the criteria. `criterion` left nothing; `near` is what comes close."""

    code = "no_product"

    def __init__(self, criterion: str, near: Sequence[str], explanation: str) -> None:
        super().__init__(explanation + (f"; near: {', '.join(near)}" if near else ""))
        self.criterion = criterion
        self.near = tuple(near)

    def _details(self) -> dict[str, Any]:
        return {"criterion": self.criterion, "near": list(self.near)}


@dataclass(frozen=True)
class SeenStatus:
    """A status that a wait has seen, and when."""

    status: str
    phase: str
    at: datetime

    def to_dict(self) -> dict[str, Any]:
        """As plain data; the time is ISO 8601."""
        return {"status": self.status, "phase": self.phase, "at": self.at.isoformat()}


@dataclass(frozen=True)
class WaitErrorDetails:
    """What a wait knew when it ended."""

    instance_id: str
    until: str
    phase: str
    history: tuple[SeenStatus, ...]


class _WaitError(NovitaError):
    instance_id: str
    until: str
    phase: str
    history: tuple[SeenStatus, ...]

    def _take(self, details: WaitErrorDetails) -> None:
        self.instance_id = details.instance_id
        self.until = details.until
        self.phase = details.phase
        self.history = details.history

    def _details(self) -> dict[str, Any]:
        history = [each.to_dict() for each in self.history]
        return {"instanceId": self.instance_id, "until": self.until, "phase": self.phase, "history": history}


class InstanceFailedError(_WaitError):
    """A wait ended because the instance failed. `reason`: status_error, exited, reclaimed, removed or vanished."""

    code = "instance_failed"

    def __init__(self, details: WaitErrorDetails, reason: str, explanation: str) -> None:
        super().__init__(f"Instance {details.instance_id} will not be {details.until}. {explanation}")
        self._take(details)
        self.reason = reason

    def _details(self) -> dict[str, Any]:
        return {**super()._details(), "reason": self.reason}


class WaitTimeoutError(_WaitError):
    """A wait took too long. `limit` names the deadline, `limit_ms` is it in milliseconds. The instance goes on."""

    code = "wait_timeout"

    def __init__(self, details: WaitErrorDetails, limit: str, limit_ms: float, last_probe: str | None = None) -> None:
        probe = "" if last_probe is None else f" Last probe: {last_probe}"
        where = f"it is {details.phase}" if details.history else "no status was seen"
        super().__init__(
            f"Instance {details.instance_id} was not {details.until} within {limit} of {limit_ms:g} ms; {where}.{probe}"
        )
        self._take(details)
        self.limit = limit
        self.limit_ms = limit_ms

    def _details(self) -> dict[str, Any]:
        return {**super()._details(), "limit": self.limit, "limitMs": self.limit_ms}
