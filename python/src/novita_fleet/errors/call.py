"""What ends a call that got no readable answer."""

from __future__ import annotations

import math
from typing import Any

from .base import NovitaError


class ConnectionError(NovitaError):
    """The connection could not be made or was lost. `request_sent`: whether the call may have taken effect."""

    code = "connection_failed"

    def __init__(self, message: str, request_sent: bool) -> None:
        super().__init__(message)
        self.request_sent = request_sent

    def _details(self) -> dict[str, Any]:
        return {"requestSent": self.request_sent}


class AttemptTimeoutError(NovitaError):
    """One attempt got no full answer within `timeout_ms` milliseconds."""

    code = "attempt_timeout"

    def __init__(self, message: str, request_sent: bool, timeout_ms: float) -> None:
        super().__init__(message)
        self.request_sent = request_sent
        self.timeout_ms = timeout_ms

    def _details(self) -> dict[str, Any]:
        return {"requestSent": self.request_sent, "timeoutMs": self.timeout_ms}


class DecodeError(NovitaError):
    """The answer could not be read: not JSON, cut short, too large or of another shape. `status` is that of HTTP."""

    code = "decode_failed"

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status

    def _details(self) -> dict[str, Any]:
        return {"status": self.status}


class DeadlineExceededError(NovitaError):
    """The call did not succeed before its total deadline, retries included."""

    code = "deadline_exceeded"

    def __init__(self, message: str, request_sent: bool, retry_after_ms: float | None = None) -> None:
        super().__init__(message)
        self.request_sent = request_sent
        self.retry_after_ms = retry_after_ms

    def _details(self) -> dict[str, Any]:
        return {"requestSent": self.request_sent, "retryAfterMs": self.retry_after_ms}


class AbortedError(NovitaError):
    """The caller gave up. `request_sent`: whether the call may have taken effect."""

    code = "aborted"

    def __init__(self, request_sent: bool) -> None:
        super().__init__("The caller aborted the call")
        self.request_sent = request_sent

    def _details(self) -> dict[str, Any]:
        return {"requestSent": self.request_sent}


class ClientClosedError(NovitaError):
    """The client was used after `close()`."""

    code = "client_closed"

    def __init__(self) -> None:
        super().__init__("The client is closed")


class MissingApiKeyError(NovitaError):
    """No API key was given, or the function that gives it failed; nothing was sent."""

    code = "missing_api_key"


class CircuitOpenError(NovitaError):
    """The circuit breaker is open, so nothing was sent. `retry_after_ms`: 0 while a probe is under way."""

    code = "circuit_open"

    def __init__(self, retry_after_ms: float) -> None:
        probing = "a probe is under way"
        when = f"the next try is admitted in {math.ceil(retry_after_ms)} ms" if retry_after_ms > 0 else probing
        super().__init__(f"The circuit breaker is open after repeated failures; {when}")
        self.retry_after_ms = retry_after_ms

    def _details(self) -> dict[str, Any]:
        return {"retryAfterMs": self.retry_after_ms}


_QUEUE_MESSAGES = {
    "maxQueue": "Too many calls wait for the rate limiter",
    "maxWaitMs": "The wait for the rate limiter would be longer than `max_wait_ms`",
    "deadline": "The wait for the rate limiter would go beyond the deadline of the call",
}


class QueueFullError(NovitaError):
    """The rate limiter gives no slot in time, so nothing was sent. `limit`: maxQueue, maxWaitMs or deadline."""

    code = "queue_full"

    def __init__(self, limit: str, retry_after_ms: float) -> None:
        super().__init__(f"{_QUEUE_MESSAGES[limit]}; a slot may be free in {math.ceil(retry_after_ms)} ms")
        self.limit = limit
        self.retry_after_ms = retry_after_ms

    def _details(self) -> dict[str, Any]:
        return {"limit": self.limit, "retryAfterMs": self.retry_after_ms}
