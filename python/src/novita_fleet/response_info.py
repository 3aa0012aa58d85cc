"""What `on_response` is told of a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ResponseInfo:
    """An answer; its headers are redacted. `source`: network, shared or cache; `duration_ms` is the whole call."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str]
    request_id: str | None
    correlation_id: str
    attempts: int
    duration_ms: float
    source: str


@dataclass(frozen=True)
class RawResponse:
    """An answer as it came, with its body as bytes. The headers are not redacted."""

    status: int
    headers: Mapping[str, str | list[str]]
    body: bytes
    request_id: str | None
    correlation_id: str
    attempts: int
    duration_ms: float


@dataclass(frozen=True)
class QueueStatus:
    """What the rate limiter is doing; `paused_until` is milliseconds since 1970, or None."""

    queue_length: int
    is_processing: bool
    in_flight: int
    paused_until: float | None


@dataclass(frozen=True)
class Health:
    """Whether the API answers, and how fast; `error` says why not."""

    ok: bool
    latency_ms: float
    error: Exception | None = None
