"""What goes wrong with webhooks."""

from __future__ import annotations

from typing import Any

from .base import NovitaError


class WebhookVerificationError(NovitaError):
    """A request is not a webhook that can be trusted. `code` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class WebhookAddressError(NovitaError):
    """The URL is not http(s), or its host is in a network that webhooks must not reach."""

    code = "webhook_address_refused"


class WebhookDeliveryError(NovitaError):
    """The receiver could not be reached or did not answer with 2xx. `reason`: status, timeout or connection.

    `response_body` is what the receiver wrote, cut to a cap; it is no part of `to_dict()`.
    """

    code = "webhook_delivery_failed"

    def __init__(
        self,
        message: str,
        *,
        reason: str,
        attempts: int,
        duration_ms: float,
        status: int | None = None,
        retry_after_ms: float | None = None,
        response_body: str | None = None,
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.status = status
        self.attempts = attempts
        self.retry_after_ms = retry_after_ms
        self.duration_ms = duration_ms
        self.response_body = response_body

    def _details(self) -> dict[str, Any]:
        return {
            "reason": self.reason,
            "status": self.status,
            "attempts": self.attempts,
            "retryAfterMs": self.retry_after_ms,
            "durationMs": self.duration_ms,
        }
