"""The errors that stand for the failures of the vectors."""

from __future__ import annotations

from typing import Any

from novita_fleet import errors
from novita_fleet.error_map import ErrorAnswer, map_api_error


def error_of(failure: dict[str, Any]) -> Exception:
    kind = failure["kind"]
    sent = failure.get("requestSent", False)
    if kind == "answer":
        return map_api_error(ErrorAnswer("POST", "/", failure["status"], failure.get("retryAfterMs"), "", 1, {}, {}))
    return {
        "unreadable_answer": lambda: errors.DecodeError("cut short", failure["status"]),
        "connection": lambda: errors.ConnectionError("lost", sent),
        "attempt_timeout": lambda: errors.AttemptTimeoutError("late", sent, 1_000),
        "deadline_exceeded": lambda: errors.DeadlineExceededError("late", sent),
        "aborted": lambda: errors.AbortedError(sent),
        "circuit_open": lambda: errors.CircuitOpenError(1_000),
        "queue_full": lambda: errors.QueueFullError("maxQueue", 1_000),
        "invalid_argument": lambda: errors.InvalidArgumentError("name", "wrong"),
        "missing_api_key": lambda: errors.MissingApiKeyError("none"),
        "client_closed": errors.ClientClosedError,
        "foreign": lambda: TypeError("a bug"),
    }[kind]()
