"""One call on its way."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from ..cancellation import Cancellation
from ..errors.call import AbortedError, DeadlineExceededError
from ..response_info import ResponseInfo
from ..transport.transport import TransportResponse

ResponseFormat = Literal["json", "bytes", "stream"]
_NO_RESPONSE = TransportResponse(0, {}, b"")


@dataclass(slots=True)
class CallSettings:
    """What was asked for, checked. Times are milliseconds.

    Nothing that is made for each call is frozen: it would take three times as long to make.
    """

    method: str
    target: str
    path: str
    body: bytes | None
    idempotent: bool
    timeout_ms: float
    deadline_ms: float
    max_retries: float
    format: ResponseFormat
    route: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    cancel: Cancellation | None = None
    correlation_id: str | None = None
    catalogue: bool = False
    on_response: Callable[[ResponseInfo], None] | None = None
    idle_timeout_ms: float = math.inf
    origin: str | None = None
    hidden: tuple[str, ...] = ()


@dataclass(slots=True)
class Call:
    """What becomes of it."""

    settings: CallSettings
    correlation_id: str
    started_at: float
    attempts: int = 0
    may_have_run: bool = False
    last_error: Exception | None = None
    secret: str = ""
    source: str = "network"
    response: TransportResponse = field(default=_NO_RESPONSE)

    @property
    def deadline_at(self) -> float:
        """A moment of the monotonic clock."""
        return self.started_at + self.settings.deadline_ms

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown."""
        return (self.secret, *self.settings.hidden) if self.secret else self.settings.hidden

    @property
    def name(self) -> str:
        """Such as `GET /v1/instances`."""
        return f"{self.settings.method} {self.settings.path}"

    def is_aborted(self) -> bool:
        """Whether the caller has given up."""
        return self.settings.cancel is not None and self.settings.cancel.cancelled

    def aborted_error(self) -> AbortedError:
        """What the call ends with when the caller gives up."""
        return AbortedError(self.may_have_run)

    def deadline_error(
        self, retry_after_ms: float | None = None, cause: BaseException | None = None
    ) -> DeadlineExceededError:
        """What the call ends with when its time is over."""
        message = f"{self.name} did not succeed within {self.settings.deadline_ms:g} ms"
        error = DeadlineExceededError(message, self.may_have_run, retry_after_ms)
        error.__cause__ = self.last_error if cause is None else cause
        return error
