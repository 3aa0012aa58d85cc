"""What carries a request over the network. Transports decide nothing: no retries, no redirects, no decoding."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ..cancellation import Cancellation


@dataclass(slots=True)
class TransportRequest:
    """One request. `timeout_ms` is for the whole attempt, of a stream until its head; `path` is safe to show;
    `truncate`: a body beyond `max_bytes` is cut instead of refused."""

    method: str
    url: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    timeout_ms: float
    max_bytes: int
    cancel: Cancellation | None
    stream_idle_ms: float | None = None
    truncate: bool = False


@dataclass(slots=True, eq=False)
class TransportResponse:
    """One answer, names of headers in lower case; a stream has no body but chunks."""

    status: int
    headers: Mapping[str, str | list[str]]
    body: bytes
    stream: Any = None


class ByteStream(Protocol):
    """The chunks of a body that is read as it comes, by the sync driver."""

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None:
        """Ends the connection."""
        ...


class AsyncByteStream(Protocol):
    """The chunks of a body that is read as it comes, by the async driver."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    async def close(self) -> None:
        """Ends the connection."""
        ...


class Transport(Protocol):
    """Sends for the sync driver. Raises ConnectionError, AttemptTimeoutError, AbortedError or DecodeError."""

    def send(self, request: TransportRequest) -> TransportResponse:
        """The answer, whole unless it is streamed."""
        ...

    def close(self) -> None:
        """Ends all connections."""
        ...


class AsyncTransport(Protocol):
    """Sends for the async driver. Raises ConnectionError, AttemptTimeoutError, AbortedError or DecodeError."""

    def send(self, request: TransportRequest) -> Awaitable[TransportResponse]:
        """The answer, whole unless it is streamed."""
        ...

    async def close(self) -> None:
        """Ends all connections."""
        ...


def header_map(pairs: Any) -> dict[str, str | list[str]]:
    """Headers by name in lower case; one that came several times as a list."""
    found: dict[str, str | list[str]] = {}
    for name, value in pairs:
        lower = name.lower()
        before = found.get(lower)
        if before is None:
            found[lower] = value
        else:
            found[lower] = [*(before if isinstance(before, list) else [before]), value]
    return found
