"""Sends through the connections of urllib3, without its retries, redirects and decoding."""

from __future__ import annotations

import errno
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPException
from typing import Any

import urllib3
from urllib3.util import parse_url

from ..errors.call import AbortedError, AttemptTimeoutError, ConnectionError, DecodeError
from ..resilience.clock import Clock, Timer
from .transport import TransportRequest, TransportResponse, header_map
from .urllib3_connections import AddressCheck, Connection, Connections, Exchange, Origin

_CHUNK = 65_536
# Of what needs neither encoding nor a closer look, as most URLs.
_PLAIN_URL = re.compile(r"(https?://[A-Za-z0-9.-]+(?::[0-9]+)?)(/[A-Za-z0-9/?:@!$&'()*+,;=%~._-]*)")
_FAILURES = (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError)
# Who closes while we send may have answered before: that is to be read, not hidden by an error.
_CLOSED_WHILE_SENDING = (errno.EPIPE, errno.ECONNRESET, errno.EPROTOTYPE)


class Urllib3Transport:
    """The default of the sync clients. Connections are kept and reused; threads may send at the same time."""

    def __init__(
        self, *, tls: ssl.SSLContext | None, clock: Clock, connections: int = 64, check: AddressCheck | None = None
    ) -> None:
        self._clock = clock
        self._connections = Connections(tls=tls, most=connections, check=check)

    def send(self, request: TransportRequest) -> TransportResponse:
        """The answer; the attempt is cut when its time is over or the caller gives up."""
        exchange = Exchange()
        timer = self._clock.set_timer(exchange.time_out, request.timeout_ms)
        cancel = request.cancel
        unlisten = None if cancel is None else cancel.add(exchange.cancel)
        keep_listening = False
        try:
            if exchange.cut_by:
                raise OSError
            origin, target = self._aim(request.url)
            connection = origin.take()
            try:
                response = _open(connection, exchange, request, target)
                headers = header_map(response.headers.items())
                if request.stream_idle_ms is not None and 200 <= response.status <= 299:
                    keep_listening = True
                    end = _ender(response, connection, origin, exchange, unlisten)
                    stream = _Stream(response, connection, request, self._clock, end)
                    return TransportResponse(response.status, headers, b"", stream)
                body = _read(response, request)
                if exchange.cut_by:
                    raise OSError
            except BaseException:
                connection.close()
                raise
            _give_back(response, connection, origin, exchange)
            return TransportResponse(response.status, headers, body)
        except _FAILURES as error:
            raise _error_of(error, exchange, request) from error
        finally:
            timer.cancel()
            if not keep_listening:
                exchange.end()
                if unlisten is not None:
                    unlisten()

    def close(self) -> None:
        """Ends all connections that are idle."""
        self._connections.close()

    def _aim(self, url: str) -> tuple[Origin, str]:
        plain = _PLAIN_URL.fullmatch(url)
        if plain is not None:
            return self._connections.of(plain[1]), plain[2]
        parts = parse_url(url)
        return self._connections.of(f"{parts.scheme}://{parts.netloc}"), parts.request_uri


def _open(connection: Connection, exchange: Exchange, request: TransportRequest, target: str) -> Any:
    connection.timeout = min(request.timeout_ms / 1000, threading.TIMEOUT_MAX)
    connection.begin(exchange)
    headers: Any = dict(request.headers)
    if len(headers) != len(request.headers):
        headers = urllib3.HTTPHeaderDict(request.headers)
    try:
        connection.request(
            request.method, target, body=request.body, headers=headers, preload_content=False, decode_content=False
        )
    except OSError as error:
        if error.errno not in _CLOSED_WHILE_SENDING:
            raise
    return connection.getresponse()


def _give_back(response: Any, connection: Connection, origin: Origin, exchange: Exchange) -> None:
    # What may still be cut, or has more of this answer to read, is not for the next one.
    exchange.end()
    if exchange.cut_by or not (response.closed or response.length_remaining == 0):
        connection.close()
    # Without a body there was nothing to read, and nothing to notice the end by.
    response.close()
    origin.put(connection)


def _ender(
    response: Any, connection: Connection, origin: Origin, exchange: Exchange, unlisten: Callable[[], None] | None
) -> Callable[[], None]:
    """What ends a stream, once."""
    ended = False

    def end() -> None:
        nonlocal ended
        if ended:
            return
        ended = True
        if unlisten is not None:
            unlisten()
        _give_back(response, connection, origin, exchange)

    return end


def _read(response: Any, request: TransportRequest) -> bytes:
    max_bytes = request.max_bytes
    length = response.length_remaining
    if length is not None and length > max_bytes and not request.truncate:
        raise _too_large(response.status, max_bytes)
    chunks: list[bytes] = []
    size = 0
    while length is None or size < length:
        chunk = response.read1(_CHUNK)
        if not chunk:
            break
        size += len(chunk)
        if size > max_bytes:
            if request.truncate:
                return b"".join([*chunks, chunk])[:max_bytes]
            raise _too_large(response.status, max_bytes)
        chunks.append(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _too_large(status: int, max_bytes: int) -> DecodeError:
    return DecodeError(f"The answer ({status}) has more than {max_bytes} bytes", status)


def _error_of(error: Exception, exchange: Exchange, request: TransportRequest) -> Exception:
    name = f"{request.method} {request.path}"
    if exchange.cut_by == "cancel":
        return AbortedError(exchange.sent)
    is_refused = isinstance(error, urllib3.exceptions.NewConnectionError)
    is_timeout = not is_refused and isinstance(error, (urllib3.exceptions.TimeoutError, TimeoutError))
    if exchange.cut_by == "timeout" or is_timeout:
        message = f"{name} got no full answer within {request.timeout_ms:g} ms"
        return AttemptTimeoutError(message, exchange.sent, request.timeout_ms)
    what = "the connection was lost" if exchange.sent else "no connection could be made"
    return ConnectionError(f"{name}: {what} ({reason_of(error)})", exchange.sent)


def reason_of(error: BaseException) -> str:
    """Why there is no connection, in a few words that hold nothing of the request."""
    inner: BaseException = error
    while True:
        deeper = getattr(inner, "reason", None) or inner.__cause__ or inner.__context__
        if not isinstance(deeper, BaseException) or deeper is inner:
            break
        inner = deeper
    for each in (error, inner):
        if isinstance(each, ssl.SSLCertVerificationError):
            return f"certificate refused: {getattr(each, 'verify_message', 'it is not trusted')}"
    if isinstance(inner, ssl.SSLError):
        return "TLS failed"
    if isinstance(inner, socket.gaierror):
        return "the name of the host is not known"
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror
    return type(inner).__name__


class _Stream:
    """A body that is read as it comes; a pause of more than the idle timeout ends it."""

    def __init__(
        self, response: Any, connection: Connection, request: TransportRequest, clock: Clock, end: Callable[[], None]
    ) -> None:
        self._response = response
        self._connection = connection
        self._exchange = connection.exchange or Exchange()
        self._request = request
        self._clock = clock
        self._end = end

    def __iter__(self) -> Iterator[bytes]:
        try:
            while True:
                chunk = self._next()
                if not chunk:
                    return
                yield chunk
        finally:
            self.close()

    def _next(self) -> bytes:
        idle_ms = self._request.stream_idle_ms or 0
        timer: Timer = self._clock.set_timer(self._exchange.time_out, idle_ms)
        try:
            chunk: bytes = self._response.read1(_CHUNK, decode_content=True)
            if self._exchange.cut_by:
                raise OSError
            return chunk
        except _FAILURES as error:
            self._connection.close()
            if self._exchange.cut_by == "timeout":
                message = f"{self._request.method} {self._request.path}: nothing came for {idle_ms:g} ms"
                raise AttemptTimeoutError(message, True, idle_ms) from error
            raise _error_of(error, self._exchange, self._request) from error
        finally:
            timer.cancel()

    def close(self) -> None:
        """Ends the connection, unless the body was read whole."""
        self._end()
