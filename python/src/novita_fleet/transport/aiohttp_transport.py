"""Sends through aiohttp, without its redirects, cookies and decoding."""

from __future__ import annotations

import asyncio
import math
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextvars import ContextVar
from typing import Any

import aiohttp
from aiohttp.abc import ResolveResult
from yarl import URL

from ..cancellation import Cancellation
from ..errors.call import AbortedError, AttemptTimeoutError, ConnectionError, DecodeError
from .attempt_deadlines import Attempt, AttemptDeadlines
from .transport import TransportRequest, TransportResponse, header_map
from .urllib3_connections import AddressCheck
from .urllib3_transport import reason_of

# aiohttp would name a type for the body that these do not have.
_WITH_TYPE = ("POST", "PUT", "PATCH")
_NO_TYPE = ("content-type",)
_NO_TIMEOUT = aiohttp.ClientTimeout(total=None)
_current: ContextVar[Attempt | None] = ContextVar("novita_fleet_attempt", default=None)


class _Request(aiohttp.ClientRequest):
    """A request with our headers alone, which tells when it has a connection to go out on.

    `skip_auto_headers` and a TraceConfig could do that, too; together they cost more than everything that we add to a
    call, and so do the copies of headers that a session makes on the way.
    """

    DEFAULT_HEADERS = {}

    def update_headers(self, headers: Any) -> None:
        """Called first."""
        attempt = _current.get()
        super().update_headers(headers if attempt is None else attempt.headers)

    def send(self, conn: Any) -> Any:
        """Called when there is a connection."""
        attempt = _current.get()
        if attempt is not None:
            attempt.sent = True
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
        self._deadlines = AttemptDeadlines()
        self._closed = False

    def send(self, request: TransportRequest) -> Coroutine[Any, Any, TransportResponse]:
        """The answer; the attempt is cut when its time is over or the caller gives up."""
        attempt = Attempt(request.headers)
        if request.cancel is None:
            return self._exchange(request, attempt)
        return self._cancellable(request, attempt, request.cancel)

    async def _cancellable(
        self, request: TransportRequest, attempt: Attempt, cancel: Cancellation
    ) -> TransportResponse:
        loop = asyncio.get_running_loop()
        task = loop.create_task(self._exchange(request, attempt))
        unlisten = cancel.add(_soon(loop, task.cancel))
        try:
            return await task
        except asyncio.CancelledError:
            if not cancel.cancelled:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                raise
            raise AbortedError(attempt.sent) from None
        finally:
            unlisten()

    async def close(self) -> None:
        """Ends all connections."""
        self._closed = True
        self._deadlines.close()
        if self._session is not None:
            await self._session.close()

    async def _exchange(self, request: TransportRequest, attempt: Attempt) -> TransportResponse:
        idle_ms = request.stream_idle_ms
        response: aiohttp.ClientResponse | None = None
        handed_on = False
        token = _current.set(attempt)
        self._deadlines.begin(attempt, request.timeout_ms / 1000)
        try:
            response = await self._open().request(
                request.method,
                URL(request.url, encoded=True),
                data=request.body,
                allow_redirects=False,
                timeout=_NO_TIMEOUT if idle_ms is None else aiohttp.ClientTimeout(sock_read=_seconds(idle_ms)),
                auto_decompress=idle_ms is not None,
                skip_auto_headers=_NO_TYPE if request.body is None and request.method in _WITH_TYPE else None,
            )
            headers = header_map(response.headers.items())
            if idle_ms is not None and 200 <= response.status <= 299:
                handed_on = True
                return TransportResponse(response.status, headers, b"", _Stream(response, request))
            return TransportResponse(response.status, headers, await _read(response, request))
        except asyncio.CancelledError as error:
            if attempt.was_only_late():
                raise _error_of(TimeoutError(), attempt.sent, request) from error
            raise
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError) as error:
            raise _error_of(error, attempt.sent, request) from error
        finally:
            self._deadlines.end(attempt)
            _current.reset(token)
            # A body that was read whole has given its connection back already; any other loses it.
            if response is not None and not handed_on and not response.closed:
                response.close()

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


def _error_of(error: Exception, sent: bool, request: TransportRequest) -> Exception:
    name = f"{request.method} {request.path}"
    if isinstance(error, (asyncio.TimeoutError, TimeoutError)):
        message = f"{name} got no full answer within {request.timeout_ms:g} ms"
        return AttemptTimeoutError(message, sent, request.timeout_ms)
    what = "the connection was lost" if sent else "no connection could be made"
    return ConnectionError(f"{name}: {what} ({reason_of(error)})", sent)


class _Stream:
    """A body that is read as it comes; a pause of more than the idle timeout ends it."""

    def __init__(self, response: aiohttp.ClientResponse, request: TransportRequest) -> None:
        self._response = response
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
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
            raise _error_of(error, True, self._request) from error
        finally:
            if unlisten is not None:
                unlisten()
            self._response.close()

    async def close(self) -> None:
        """Ends the connection."""
        self._response.close()
