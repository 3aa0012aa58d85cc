"""What every call may be given beside its own parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from .cancellation import Cancellation
    from .response_info import ResponseInfo


class CallLimits(TypedDict, total=False):
    """Limits of one call: `timeout_ms` for an attempt, `deadline_ms` in all, both in milliseconds; `max_retries`."""

    timeout_ms: float
    deadline_ms: float
    max_retries: int


class ResourceCallOptions(CallLimits, total=False):
    """Options of the methods of resources. `catalogue` lets a read be answered from the short memory of the client."""

    headers: Mapping[str, str]
    cancel: Cancellation | None
    correlation_id: str | None
    catalogue: bool
    on_response: Callable[[ResponseInfo], None] | None


class CallOptions(ResourceCallOptions, total=False):
    """Options of `request` and its short forms. `idempotent`: whether sending the call twice is harmless."""

    query: Mapping[str, Any] | None
    idempotent: bool
    route: str | None
