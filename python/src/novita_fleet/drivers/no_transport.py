"""For programs that send nothing."""

from __future__ import annotations

from ..transport.transport import TransportRequest, TransportResponse


class NoTransport:
    """Refuses to send."""

    def send(self, request: TransportRequest) -> TransportResponse:
        """Never called."""
        raise NotImplementedError

    def close(self) -> None:
        """Has nothing to close."""


class AsyncNoTransport:
    """Refuses to send."""

    async def send(self, request: TransportRequest) -> TransportResponse:
        """Never called."""
        raise NotImplementedError

    async def close(self) -> None:
        """Has nothing to close."""
