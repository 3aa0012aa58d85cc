"""Sends through urllib3, without its retries, redirects and decoding."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Protocol

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from ..errors.call import AbortedError, AttemptTimeoutError, ConnectionError, DecodeError
from ..resilience.clock import Clock, Timer
from .transport import TransportRequest, TransportResponse, header_map

_CHUNK = 65_536
_current = threading.local()


class AddressCheck(Protocol):
    """Refuses addresses that must not be reached."""

    def check_address(self, address: str) -> None:
        """Raises for an address that is refused."""
        ...


class _Tracked:
    """A connection that tells the exchange of this thread of itself, so that another thread can cut it."""

    sock: Any
    port: Any
    _dns_host: str

    def _new_conn(self) -> Any:
        check: AddressCheck | None = getattr(_current, "check", None)
        if check is None:
            return super()._new_conn()  # type: ignore[misc]
        # The addresses that are checked are those that are connected to: a second answer of the DNS may differ.
        found = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        for address in addresses:
            check.check_address(address)
        name = self._dns_host
        try:
            for index, address in enumerate(addresses):
                self._dns_host = address
                try:
                    return super()._new_conn()  # type: ignore[misc]
                except urllib3.exceptions.HTTPError:
                    if index == len(addresses) - 1:
                        raise
        finally:
            self._dns_host = name
        raise OSError("no address")

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        exchange: _Exchange | None = getattr(_current, "exchange", None)
        if exchange is not None:
            exchange.take(self)

    def send(self, data: Any) -> None:
        exchange: _Exchange | None = getattr(_current, "exchange", None)
        if exchange is not None:
            if self.sock is None:
                self.connect()
            exchange.take(self)
            exchange.sent = True
        super().send(data)  # type: ignore[misc]


class _Http(_Tracked, HTTPConnection):
    pass


class _Https(_Tracked, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http  # pyright: ignore[reportAssignmentType]


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https  # pyright: ignore[reportAssignmentType]

    def _validate_conn(self, conn: Any) -> None:
        # Without the warning of urllib3: the client has warned once already, or the certificate is checked.
        if conn.is_closed:
            conn.connect()


class _Exchange:
    """One attempt, and what cuts it short."""

    def __init__(self) -> None:
        self.sent = False
        self.cut_by = ""
        self._lock = threading.Lock()
        self._connection: Any = None
        self._done = False

    def take(self, connection: Any) -> None:
        with self._lock:
            self._connection = connection
            cut = self.cut_by != ""
        if cut:
            self._shut()

    def cut(self, reason: str) -> None:
        with self._lock:
            if self._done or self.cut_by:
                return
            self.cut_by = reason
        self._shut()

    def end(self) -> None:
        with self._lock:
            self._done = True

    def _shut(self) -> None:
        sock = getattr(self._connection, "sock", None)
        if sock is not None:
            # The thread that reads wakes up; it closes the connection itself.
            with suppress(OSError, ValueError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


class Urllib3Transport:
    """The default of the sync clients. Connections are kept and reused; threads may send at the same time."""

    def __init__(
        self, *, tls: ssl.SSLContext | None, clock: Clock, connections: int = 64, check: AddressCheck | None = None
    ) -> None:
        self._clock = clock
        self._check = check
        options: dict[str, Any] = {"num_pools": 16, "maxsize": connections, "block": False, "retries": False}
        if tls is not None:
            options["ssl_context"] = tls
            options["cert_reqs"] = tls.verify_mode
            options["assert_hostname"] = None if tls.check_hostname else False
        self._pools = urllib3.PoolManager(**options)
        self._pools.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}

    def send(self, request: TransportRequest) -> TransportResponse:
        """The answer; the attempt is cut when its time is over or the caller gives up."""
        exchange = _Exchange()
        timer = self._clock.set_timer(lambda: exchange.cut("timeout"), request.timeout_ms)
        cancel = request.cancel
        unlisten = _nothing if cancel is None else cancel.add(lambda: exchange.cut("cancel"))
        _current.exchange = exchange
        _current.check = self._check
        keep_listening = False
        try:
            if exchange.cut_by:
                raise OSError
            response = self._open(request)
            headers = header_map(response.headers.items())
            if request.stream_idle_ms is not None and 200 <= response.status <= 299:
                keep_listening = True
                stream = _Stream(response, exchange, request, self._clock, unlisten)
                return TransportResponse(response.status, headers, b"", stream)
            body = _read(response, request)
            if exchange.cut_by:
                raise OSError
            return TransportResponse(response.status, headers, body)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise _error_of(error, exchange, request) from error
        finally:
            _current.exchange = None
            _current.check = None
            timer.cancel()
            if not keep_listening:
                exchange.end()
                unlisten()

    def close(self) -> None:
        """Ends all connections that are idle."""
        self._pools.clear()

    def _open(self, request: TransportRequest) -> Any:
        seconds = min(request.timeout_ms / 1000, threading.TIMEOUT_MAX)
        pool = self._pools.connection_from_url(request.url)
        target = request.url.split("/", 3)[3] if request.url.count("/") > 2 else ""
        return pool.urlopen(
            request.method,
            f"/{target}",
            body=request.body,
            headers=urllib3.HTTPHeaderDict(request.headers),
            retries=False,
            redirect=False,
            assert_same_host=False,
            preload_content=False,
            decode_content=False,
            timeout=urllib3.Timeout(connect=seconds, read=seconds),
        )


def _nothing() -> None:
    return None


def _read(response: Any, request: TransportRequest) -> bytes:
    max_bytes = request.max_bytes
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > max_bytes and not request.truncate:
        response.close()
        raise _too_large(response.status, max_bytes)
    chunks: list[bytes] = []
    size = 0
    while True:
        chunk = response.read1(_CHUNK)
        if not chunk:
            break
        size += len(chunk)
        if size > max_bytes:
            response.close()
            if request.truncate:
                return b"".join([*chunks, chunk])[:max_bytes]
            raise _too_large(response.status, max_bytes)
        chunks.append(chunk)
    # urllib3 tells of a body that is too short only to who reads it whole.
    if length.isdigit() and size < int(length) and response._original_response is not None:
        raise urllib3.exceptions.IncompleteRead(size, int(length) - size)
    response.release_conn()
    return b"".join(chunks)


def _too_large(status: int, max_bytes: int) -> DecodeError:
    return DecodeError(f"The answer ({status}) has more than {max_bytes} bytes", status)


def _error_of(error: Exception, exchange: _Exchange, request: TransportRequest) -> Exception:
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
        self, response: Any, exchange: _Exchange, request: TransportRequest, clock: Clock, unlisten: Any
    ) -> None:
        self._response = response
        self._exchange = exchange
        self._request = request
        self._clock = clock
        self._unlisten = unlisten

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
        timer: Timer = self._clock.set_timer(lambda: self._exchange.cut("timeout"), idle_ms)
        try:
            chunk: bytes = self._response.read1(_CHUNK, decode_content=True)
            if self._exchange.cut_by:
                raise OSError
            return chunk
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if self._exchange.cut_by == "timeout":
                message = f"{self._request.method} {self._request.path}: nothing came for {idle_ms:g} ms"
                raise AttemptTimeoutError(message, True, idle_ms) from error
            raise _error_of(error, self._exchange, self._request) from error
        finally:
            timer.cancel()

    def close(self) -> None:
        """Ends the connection."""
        self._exchange.end()
        self._unlisten()
        self._response.close()
