"""Makes an error of a refusal of an API."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors.api import (
    ApiError,
    ApiErrorDetails,
    BadRequestError,
    BalanceNotEnoughError,
    ConflictError,
    FieldProblem,
    ForbiddenError,
    InsufficientResourceError,
    InvalidStateError,
    NotFoundError,
    RateLimitedError,
    ServerError,
    UnauthorizedError,
)


@dataclass(frozen=True)
class ErrorAnswer:
    """A refusal, its headers and body redacted. Times are milliseconds."""

    method: str
    path: str
    status: int
    retry_after_ms: float | None
    correlation_id: str
    attempts: int
    headers: Mapping[str, str]
    body: Any


_BY_REASON: dict[str, type[ApiError]] = {
    "INSUFFICIENT_RESOURCE": InsufficientResourceError,
    "MIGRATE_INSUFFICIENT_RESOURCE": InsufficientResourceError,
    "BALANCE_NOT_ENOUGH": BalanceNotEnoughError,
    "EXPIRED_OR_BALANCE_NOT_ENOUGH": BalanceNotEnoughError,
    "INVALID_STATE": InvalidStateError,
}
_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    422: BadRequestError,
    429: RateLimitedError,
}
_NOT_FOUND = re.compile(r"\bnot found\b", re.IGNORECASE | re.ASCII)
_STATE_CHANGE = re.compile(r"\binvalid state change\b", re.IGNORECASE | re.ASCII)


def map_api_error(answer: ErrorAnswer) -> ApiError:
    """The error for an answer outside of 200-299."""
    body: Mapping[str, Any] = answer.body if isinstance(answer.body, Mapping) else {}
    reason = _reason_of(body)
    detail = _detail_of(body)
    if detail is None and isinstance(answer.body, str):
        detail = _first_line(answer.body)
    details = ApiErrorDetails(
        status=answer.status,
        reason=reason,
        detail=detail,
        field_problems=tuple(_field_problems_of(body)),
        request_id=request_id_of(answer.headers),
        correlation_id=_text(body.get("correlationId")) or answer.correlation_id,
        attempts=answer.attempts,
        retry_after_ms=answer.retry_after_ms,
        method=answer.method,
        path=answer.path,
        headers=answer.headers,
        body=answer.body,
    )
    return _class_of(answer.status, reason, detail)(details)


def request_id_of(headers: Mapping[str, str | Sequence[str]]) -> str | None:
    """The id under which the other side knows the request."""
    for name in ("x-request-id", "x-trace-id", "cf-ray"):
        value = headers.get(name)
        if value is not None:
            return value if isinstance(value, str) else (value[0] if value else None)
    return None


def _class_of(status: int, reason: str | None, detail: str | None) -> type[ApiError]:
    if status >= 500:
        return ServerError
    # Waiting is right for every 429, whatever its reason.
    if status == 429:
        return RateLimitedError
    name = "" if reason is None else reason.upper()
    if name in _BY_REASON:
        return _BY_REASON[name]
    if status == 400:
        if name.endswith("_NOT_FOUND") or _NOT_FOUND.search(detail or ""):
            return NotFoundError
        if _STATE_CHANGE.search(detail or ""):
            return InvalidStateError
    return _BY_STATUS.get(status, ApiError)


def _reason_of(body: Mapping[str, Any]) -> str | None:
    nested = body.get("error")
    inner = nested.get("code") if isinstance(nested, Mapping) else None
    return _text(body.get("reason")) or _text(body.get("code")) or _text(inner)


def _detail_of(body: Mapping[str, Any]) -> str | None:
    nested = body.get("error")
    inner = nested.get("message") if isinstance(nested, Mapping) else nested
    return _text(body.get("detail")) or _text(body.get("message")) or _text(inner) or _text(body.get("title"))


def _field_problems_of(body: Mapping[str, Any]) -> list[FieldProblem]:
    errors = body.get("errors")
    if not isinstance(errors, list):
        return []
    return [
        FieldProblem(
            _text(entry.get("field")) or _text(entry.get("path")) or _text(entry.get("pointer")),
            _text(entry.get("message")) or _text(entry.get("detail")) or "",
        )
        for entry in errors
        if isinstance(entry, Mapping)
    ]


def _first_line(body: str) -> str | None:
    line = body.split("\n", 1)[0].strip()
    return None if line == "" or line.startswith("<") else line[:200]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value != "" else None
