"""Sends through a `requests.Session` of the user's (extra `requests`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..errors.argument import InvalidArgumentError
from ..errors.call import AbortedError, AttemptTimeoutError, ConnectionError, DecodeError
from ..resilience.clock import Clock
from .transport import TransportRequest, TransportResponse, header_map
from .urllib3_transport import reason_of

if TYPE_CHECKING:
    import requests

_CHUNK = 65_536


class RequestsTransport:
    """Drives a session: its adapters, proxies, certificates and hooks are kept; its retries should be off.

    The total time of an attempt is looked at between the pieces of a body. The session stays open when the client is
    closed: whoever made it ends it. A session is not safe for threads that send at the same time.

    Example:
        client = NovitaClient(transport=RequestsTransport(requests.Session()))
    """

    def __init__(self, session: requests.Session, *, clock: Clock | None = None) -> None:
        try:
            import requests
        except ImportError:
            message = 'RequestsTransport needs requests: pip install "novita-fleet[requests]"'
            raise InvalidArgumentError("session", message) from None
        if not isinstance(session, requests.Session):
            raise InvalidArgumentError("session", '"session" must be a requests.Session')
        if clock is None:
            from ..drivers.sync_clock import SystemClock

            clock = SystemClock()
        self._requests = requests
        self._session = session
        self._clock = clock

    def send(self, request: TransportRequest) -> TransportResponse:
        """The answer."""
        until = self._clock.monotonic() + request.timeout_ms
        seconds = None if request.timeout_ms == float("inf") else request.timeout_ms / 1000
        _check_cancel(request, False)
        try:
            response = self._session.request(
                request.method,
                request.url,
                headers=dict(request.headers),
                data=request.body,
                allow_redirects=False,
                stream=True,
                timeout=(seconds, seconds),
                # Without it the session would look for a login in ~/.netrc and replace ours.
                auth=_keep_authorization,
            )
        except self._requests.exceptions.RequestException as error:
            raise self._error_of(error, request, not self._is_unsent(error)) from error
        headers = header_map(response.raw.headers.items())
        if request.stream_idle_ms is not None and 200 <= response.status_code <= 299:
            return TransportResponse(response.status_code, headers, b"", _Stream(response, request, self._error_of))
        try:
            if response.is_redirect:
                # The session has read and decoded the body already, to look where it would go on.
                headers.pop("content-encoding", None)
                body = response.content[: request.max_bytes]
            else:
                body = self._read(response, request, until)
        finally:
            response.close()
        return TransportResponse(response.status_code, headers, body)

    def close(self) -> None:
        """Does nothing: the session is not ours."""

    def _read(self, response: Any, request: TransportRequest, until: float) -> bytes:
        chunks = []
        size = 0
        try:
            while True:
                chunk = response.raw.read1(_CHUNK, decode_content=False)
                _check_cancel(request, True)
                if not chunk:
                    break
                size += len(chunk)
                if size > request.max_bytes:
                    message = f"The answer ({response.status_code}) has more than {request.max_bytes} bytes"
                    raise DecodeError(message, response.status_code)
                if self._clock.monotonic() >= until:
                    raise TimeoutError
                chunks.append(chunk)
        except (OSError, ValueError, _http_error()) as error:
            raise self._error_of(error, request, True) from error
        length = response.headers.get("content-length", "")
        if length.isdigit() and size < int(length):
            raise self._error_of(EOFError("the body is cut short"), request, True)
        return b"".join(chunks)

    def _is_unsent(self, error: BaseException) -> bool:
        errors = self._requests.exceptions
        if isinstance(error, (errors.ConnectTimeout, errors.SSLError, errors.ProxyError, errors.InvalidURL)):
            return True
        return "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)

    def _error_of(self, error: BaseException, request: TransportRequest, sent: bool) -> Exception:
        name = f"{request.method} {request.path}"
        is_timeout = isinstance(error, (TimeoutError, self._requests.exceptions.Timeout))
        if is_timeout or type(error).__name__ == "ReadTimeoutError":
            message = f"{name} got no full answer within {request.timeout_ms:g} ms"
            return AttemptTimeoutError(message, sent, request.timeout_ms)
        what = "the connection was lost" if sent else "no connection could be made"
        return ConnectionError(f"{name}: {what} ({reason_of(error)})", sent)


def _http_error() -> type[Exception]:
    import urllib3

    return urllib3.exceptions.HTTPError


def _keep_authorization(prepared: Any) -> Any:
    return prepared


def _check_cancel(request: TransportRequest, sent: bool) -> None:
    if request.cancel is not None and request.cancel.cancelled:
        raise AbortedError(sent)


class _Stream:
    """A body that is read as it comes."""

    def __init__(self, response: Any, request: TransportRequest, error_of: Any) -> None:
        self._response = response
        self._request = request
        self._error_of = error_of

    def __iter__(self) -> Iterator[bytes]:
        try:
            while True:
                chunk = self._response.raw.read1(_CHUNK, decode_content=True)
                _check_cancel(self._request, True)
                if not chunk:
                    return
                yield chunk
        except (OSError, ValueError, _http_error()) as error:
            raise self._error_of(error, self._request, True) from error
        finally:
            self.close()

    def close(self) -> None:
        """Ends the connection."""
        self._response.close()
