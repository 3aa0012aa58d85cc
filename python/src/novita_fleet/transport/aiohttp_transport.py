"""Sends through aiohttp, without its redirects, cookies and decoding."""

from __future__ import annotations

import asyncio
import math
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextvars import ContextVar
from typing import Any

import aiohttp
from aiohttp.abc import ResolveResult
from yarl import URL

from ..errors.call import AbortedError, AttemptTimeoutError, ConnectionError, DecodeError
from .transport import TransportRequest, TransportResponse, header_map
from .urllib3_connections import AddressCheck
from .urllib3_transport import reason_of

# aiohttp would name a type for the body that these do not have.
_WITH_TYPE = ("POST", "PUT", "PATCH")
_NO_TYPE = ("content-type",)


class _Sent:
    """Whether the head of the request was put on the wire."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = False


_current: ContextVar[_Sent | None] = ContextVar("novita_fleet_sent", default=None)


class _Request(aiohttp.ClientRequest):
    """A request without headers that nobody asked for, which tells when it has a connection to go out on.

    A TraceConfig could tell that, too, and `skip_auto_headers` leave headers out; together they cost more than a call.
    """

    DEFAULT_HEADERS = {}

    def send(self, conn: Any) -> Any:
        """Called when there is a connection."""
        sent = _current.get()
        if sent is not None:
            sent.value = True
        return super().send(conn)


class _CheckedResolver(aiohttp.resolver.ThreadedResolver):
    """Answers addresses only when all of them may be reached."""

    def __init__(self, check: AddressCheck) -> None:
        super().__init__()
        self._address_check = check

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await super().resolve(host, port, family)
        for each in found:
            self._address_check.check_address(each["host"])
        return found


class AiohttpTransport:
    """The default of the async clients, for one event loop. Connections are kept and reused."""

    def __init__(self, *, tls: ssl.SSLContext | None, check: AddressCheck | None = None) -> None:
        self._tls = tls
        self._check = check
        self._session: aiohttp.ClientSession | None = None
        self._timeout = aiohttp.ClientTimeout(total=None, ceil_threshold=math.inf)
        self._closed = False

    async def send(self, request: TransportRequest) -> TransportResponse:
        """The answer; the attempt is cut when its time is over or the caller gives up."""
        cancel = request.cancel
        if cancel is None:
            return await self._exchange(request, _Sent())
        sent = _Sent()
        loop = asyncio.get_running_loop()
        task = loop.create_task(self._exchange(request, sent))
        unlisten = cancel.add(_soon(loop, task.cancel))
        try:
            return await task
        except asyncio.CancelledError:
            if not cancel.cancelled:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                raise
            raise AbortedError(sent.value) from None
        finally:
            unlisten()

    async def close(self) -> None:
        """Ends all connections."""
        self._closed = True
        if self._session is not None:
            await self._session.close()

    async def _exchange(self, request: TransportRequest, sent: _Sent) -> TransportResponse:
        streams = request.stream_idle_ms is not None
        response: aiohttp.ClientResponse | None = None
        handed_on = False
        token = _current.set(sent)
        try:
            opened = self._open().request(
                request.method,
                URL(request.url, encoded=True),
                headers=request.headers,
                data=request.body,
                allow_redirects=False,
                timeout=self._timeout_of(request),
                auto_decompress=streams,
                skip_auto_headers=_NO_TYPE if request.body is None and request.method in _WITH_TYPE else None,
            )
            if streams and not math.isinf(request.timeout_ms):
                response = await asyncio.wait_for(opened, request.timeout_ms / 1000)
            else:
                response = await opened
            headers = header_map(response.headers.items())
            if streams and 200 <= response.status <= 299:
                handed_on = True
                return TransportResponse(response.status, headers, b"", _Stream(response, request))
            return TransportResponse(response.status, headers, await _read(response, request))
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError) as error:
            raise _error_of(error, sent, request) from error
        finally:
            _current.reset(token)
            # A body that was read whole has given its connection back already; any other loses it.
            if response is not None and not handed_on and not response.closed:
                response.close()

    def _timeout_of(self, request: TransportRequest) -> aiohttp.ClientTimeout:
        if request.stream_idle_ms is not None:
            return aiohttp.ClientTimeout(total=None, sock_read=_seconds(request.stream_idle_ms))
        total = _seconds(request.timeout_ms)
        # Nearly all have the one of the client.
        if self._timeout.total != total:
            self._timeout = aiohttp.ClientTimeout(total=total, ceil_threshold=math.inf)
        return self._timeout

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            resolver = None if self._check is None else _CheckedResolver(self._check)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=0,
                    ssl=True if self._tls is None else self._tls,
                    resolver=resolver,
                    # Addresses are checked at each connection.
                    use_dns_cache=resolver is None,
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                request_class=_Request,
            )
            # aiohttp would send some requests again by itself, unseen by the retry budget; its own tests set this, too.
            self._session._retry_connection = False
        return self._session


def _soon(loop: asyncio.AbstractEventLoop, action: Callable[[], object]) -> Callable[[], None]:
    """What does it in the loop, from any thread."""

    def schedule() -> None:
        loop.call_soon_threadsafe(action)

    return schedule


def _seconds(ms: float) -> float | None:
    return None if math.isinf(ms) else ms / 1000


async def _read(response: aiohttp.ClientResponse, request: TransportRequest) -> bytes:
    max_bytes = request.max_bytes
    length = response.content_length
    if length is not None and length > max_bytes and not request.truncate:
        raise _too_large(response.status, max_bytes)
    content = response.content
    chunks: list[bytes] = []
    size = 0
    while not content.at_eof():
        chunk = await content.readany()
        size += len(chunk)
        if size > max_bytes:
            if request.truncate:
                return b"".join([*chunks, chunk])[:max_bytes]
            raise _too_large(response.status, max_bytes)
        chunks.append(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _too_large(status: int, max_bytes: int) -> DecodeError:
    return DecodeError(f"The answer ({status}) has more than {max_bytes} bytes", status)


def _error_of(error: Exception, sent: _Sent, request: TransportRequest) -> Exception:
    name = f"{request.method} {request.path}"
    if isinstance(error, (asyncio.TimeoutError, TimeoutError)):
        message = f"{name} got no full answer within {request.timeout_ms:g} ms"
        return AttemptTimeoutError(message, sent.value, request.timeout_ms)
    what = "the connection was lost" if sent.value else "no connection could be made"
    return ConnectionError(f"{name}: {what} ({reason_of(error)})", sent.value)


class _Stream:
    """A body that is read as it comes; a pause of more than the idle timeout ends it."""

    def __init__(self, response: aiohttp.ClientResponse, request: TransportRequest) -> None:
        self._response = response
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        sent = _Sent()
        sent.value = True
        cancel = self._request.cancel
        loop = asyncio.get_running_loop()
        unlisten = None if cancel is None else cancel.add(_soon(loop, self._response.close))
        try:
            async for chunk in self._response.content.iter_any():
                yield chunk
            if cancel is not None and cancel.cancelled:
                raise AbortedError(True)
        except (asyncio.TimeoutError, TimeoutError) as error:
            idle = self._request.stream_idle_ms or 0
            message = f"{self._request.method} {self._request.path}: nothing came for {idle:g} ms"
            raise AttemptTimeoutError(message, True, idle) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if cancel is not None and cancel.cancelled:
                raise AbortedError(True) from error
            raise _error_of(error, sent, self._request) from error
        finally:
            if unlisten is not None:
                unlisten()
            self._response.close()

    async def close(self) -> None:
        """Ends the connection."""
        self._response.close()
