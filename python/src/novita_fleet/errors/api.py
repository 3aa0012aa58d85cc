"""What an API answers when it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .base import NovitaError


@dataclass(frozen=True)
class FieldProblem:
    """A field that the API named as wrong."""

    field: str | None
    message: str


@dataclass(frozen=True)
class ApiErrorDetails:
    """What is known of a refusal. Headers and body are redacted already; times are milliseconds."""

    status: int
    reason: str | None
    detail: str | None
    field_problems: tuple[FieldProblem, ...]
    request_id: str | None
    correlation_id: str
    attempts: int
    retry_after_ms: float | None
    method: str
    path: str
    headers: Mapping[str, str]
    body: Any


class ApiError(NovitaError):
    """The API answered with an error.

    `status` is the HTTP status, `reason` the word of the API (such as INSUFFICIENT_RESOURCE), `detail` its message,
    `retry_after_ms` the milliseconds that it asks to wait, `request_id` and `correlation_id` name the call to support.
    """

    code = "api_error"

    def __init__(self, details: ApiErrorDetails) -> None:
        reason = "" if details.reason is None else f" {details.reason}"
        detail = "" if details.detail is None else f": {details.detail}"
        super().__init__(f"{details.method} {details.path} was answered with {details.status}{reason}{detail}")
        self.status = details.status
        self.reason = details.reason
        self.detail = details.detail
        self.field_problems = details.field_problems
        self.request_id = details.request_id
        self.correlation_id = details.correlation_id
        self.attempts = details.attempts
        self.retry_after_ms = details.retry_after_ms
        self.method = details.method
        self.path = details.path
        self.headers = dict(details.headers)
        self.body = details.body

    def _details(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "status": self.status,
            "reason": self.reason,
            "requestId": self.request_id,
            "correlationId": self.correlation_id,
            "attempts": self.attempts,
            "retryAfterMs": self.retry_after_ms,
            "method": self.method,
            "path": self.path,
        }
        if self.field_problems:
            shown["fieldProblems"] = [{"field": each.field, "message": each.message} for each in self.field_problems]
        return shown


class BadRequestError(ApiError):
    """400 or 422: the API refused the request as invalid."""

    code = "bad_request"


class UnauthorizedError(ApiError):
    """401: the API key is missing, wrong or revoked."""

    code = "unauthorized"


class ForbiddenError(ApiError):
    """403: the key may not do this, or the edge of the API refused the client."""

    code = "forbidden"


class NotFoundError(ApiError):
    """What was asked for does not exist (the cloud often says 400 for this)."""

    code = "not_found"


class ConflictError(ApiError):
    """409: the request contradicts the present state."""

    code = "conflict"


class RateLimitedError(ApiError):
    """429: too many requests, or a quota is used up."""

    code = "rate_limited"


class ServerError(ApiError):
    """5xx. A call that spends money may have taken effect."""

    code = "server_error"


class InsufficientResourceError(ApiError):
    """The cloud has no capacity for this product in this place."""

    code = "insufficient_resource"


class BalanceNotEnoughError(ApiError):
    """The balance of the account does not cover this."""

    code = "balance_not_enough"


class InvalidStateError(ApiError):
    """The instance is in a state that does not allow this."""

    code = "invalid_state"
