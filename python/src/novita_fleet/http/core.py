"""What all clients are made of: settings of calls and the pipeline that carries them out, as programs."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from ..call_options import CallLimits, CallOptions
from ..client_options import ResolvedOptions, Surface, resolve_limits
from ..error_map import request_id_of
from ..errors.argument import InvalidArgumentError
from ..errors.base import NovitaError
from ..errors.call import ClientClosedError
from ..program import Program
from ..resilience.backoff import exponential_backoff
from ..resilience.circuit_breaker import CircuitBreaker, CircuitBreakerState
from ..resilience.clock import Clock
from ..resilience.option_checks import check_boolean, check_callable, check_known_options, check_number
from ..resilience.rate_limiter import LimiterQueue
from ..response_info import Health, QueueStatus, RawResponse
from .call import Call, CallSettings, ResponseFormat
from .headers import check_headers
from .pipeline import Pipeline
from .request_checks import (
    append_query,
    check_cancel,
    check_correlation_id,
    check_method,
    check_path,
    check_route,
    encode_body,
)
from .waits import Waits

_CALL_NAMES = tuple({**CallLimits.__annotations__, **CallOptions.__annotations__})
_STREAM_NAMES = (*(name for name in _CALL_NAMES if name != "catalogue"), "idle_timeout_ms")


class HttpCore:
    """Shared by a client and those that `with_options` makes of it."""

    def __init__(self, options: ResolvedOptions, surface: Surface, clock: Clock) -> None:
        self.options = options
        self.surface = surface
        self.clock = clock
        self.closed = False
        self.waits = Waits(clock)
        self.limiter: LimiterQueue = _within("rate_limit", lambda: LimiterQueue(clock=clock, **options.rate_limit))
        self.breaker: CircuitBreaker = _within(
            "circuit_breaker",
            lambda: CircuitBreaker(**options.circuit_breaker, clock=clock, on_state_change=self._tell_breaker),
        )
        self.pipeline = Pipeline(
            origin=options.origin,
            api_key=options.api_key,
            own_headers=(("user-agent", options.user_agent), *options.headers),
            limiter=self.limiter,
            breaker=self.breaker,
            waits=self.waits,
            clock=clock,
            backoff=exponential_backoff(base_ms=1_000, max_ms=30_000, jitter="full", random=options.random),
            max_retry_after_ms=options.max_retry_after_ms,
            max_response_bytes=options.max_response_bytes,
            catalogue_ttl_ms=options.catalogue_ttl_ms,
            compress_above_bytes=options.compress_above_bytes,
            logger=options.logger,
        )

    def get_circuit_breaker_state(self) -> CircuitBreakerState:
        """closed, open or half_open."""
        return self.breaker.get_state()

    def get_queue_status(self) -> QueueStatus:
        """What the rate limiter is doing."""
        status = self.limiter.get_status()
        busy = status.queue_length > 0 or status.in_flight > 0
        return QueueStatus(status.queue_length, busy, status.in_flight, status.paused_until)

    def close(self) -> None:
        """Ends what waits; whoever owns the transport ends it, too."""
        self.closed = True
        self.waits.close()
        self.limiter.reject_all(ClientClosedError)

    def _tell_breaker(self, after: str, before: str) -> None:
        self.options.logger.warning("circuit breaker of %s: %s after %s", self.options.origin, after, before)


class CallFactory:
    """Makes programs of calls, with the limits of one client."""

    def __init__(self, core: HttpCore, limits: tuple[float, float, float] | None = None) -> None:
        self.core = core
        self.limits = limits or core.options.limits

    def with_options(self, options: Mapping[str, Any]) -> CallFactory:
        """The same client with other limits."""
        check_known_options(f"{self.core.surface.owner}.with_options", options, CallLimits.__annotations__)
        return CallFactory(self.core, resolve_limits(options, self.limits))

    def request(self, *, method: str, path: str, body: Any = None, **options: Any) -> Program[Any]:
        """The decoded answer."""
        return self._perform(self._settings(method, path, body, options, "json", _CALL_NAMES))[1]

    def request_raw(self, *, method: str, path: str, body: Any = None, **options: Any) -> Program[RawResponse]:
        """The answer as it came."""
        settings = self._settings(method, path, body, options, "bytes", _CALL_NAMES)
        call, program = self._perform(settings)
        yield from program
        response = call.response
        return RawResponse(
            status=response.status,
            headers=response.headers,
            body=response.body,
            request_id=request_id_of(response.headers),
            correlation_id=call.correlation_id,
            attempts=call.attempts,
            duration_ms=self.core.clock.monotonic() - call.started_at,
        )

    def stream(
        self, *, path: str | None, url: str | None, method: str, body: Any, options: Mapping[str, Any]
    ) -> Program[tuple[Call, Any]]:
        """The call and the chunks of its body."""
        settings = self._stream_settings(path, url, method, body, options)
        call, program = self._perform(settings)
        yield from program
        return call, call.response.stream

    def check_health(self, cancel: Any = None) -> Program[Health]:
        """Whether the API answers, with one cheap call that is not repeated."""
        started = self.core.clock.monotonic()
        path = self.core.surface.health_path
        try:
            yield from self.request(method="GET", path=path, route=path, max_retries=0, cancel=cancel)
        except NovitaError as error:
            return Health(False, self.core.clock.monotonic() - started, error)
        return Health(True, self.core.clock.monotonic() - started)

    def _perform(self, settings: CallSettings) -> tuple[Call, Program[Any]]:
        if self.core.closed:
            raise ClientClosedError
        id = settings.correlation_id or self.core.options.new_id()
        call = Call(settings, id, self.core.clock.monotonic())
        return call, self.core.pipeline.perform(call)

    def _settings(
        self,
        method: str,
        path: str,
        body: Any,
        options: Mapping[str, Any],
        format: ResponseFormat,
        known: tuple[str, ...],
        base_path: str | None = None,
    ) -> CallSettings:
        if options:
            check_known_options(f"{self.core.surface.owner}.request", options, known)
        target = (self.core.options.base_path if base_path is None else base_path) + check_path(path)
        timeout_ms, deadline_ms, max_retries = self.limits
        settings = CallSettings(
            method=check_method(method),
            target=target,
            path=target.split("?", 1)[0],
            body=None if body is None else encode_body(body),
            idempotent=method not in ("POST", "PATCH"),
            timeout_ms=timeout_ms,
            deadline_ms=deadline_ms,
            max_retries=max_retries,
            format=format,
        )
        if options:
            self._apply(options, settings)
        return settings

    def _apply(self, options: Mapping[str, Any], settings: CallSettings) -> None:
        settings.timeout_ms, settings.deadline_ms, settings.max_retries = resolve_limits(options, self.limits)
        settings.target = append_query(settings.target, options.get("query") or {})
        settings.catalogue = check_boolean("catalogue", options.get("catalogue", False))
        if settings.catalogue and settings.method != "GET":
            raise InvalidArgumentError("catalogue", f'"catalogue" is for GET only, not for {settings.method}')
        settings.route = check_route(options.get("route"))
        if options.get("headers") is not None:
            settings.headers = check_headers(options["headers"])
        if options.get("idempotent") is not None:
            settings.idempotent = check_boolean("idempotent", options["idempotent"])
        settings.cancel = check_cancel(options.get("cancel"))
        settings.correlation_id = check_correlation_id(options.get("correlation_id"))
        settings.on_response = check_callable("on_response", options.get("on_response"))

    def _stream_settings(
        self, path: str | None, url: str | None, method: str, body: Any, options: Mapping[str, Any]
    ) -> CallSettings:
        idle = check_number("idle_timeout_ms", options.get("idle_timeout_ms", 60_000), minimum=1, maximum=math.inf)
        check_known_options(f"{self.core.surface.owner}.stream", options, _STREAM_NAMES)
        others = {name: value for name, value in options.items() if name != "idle_timeout_ms"}
        if (path is None) == (url is None):
            raise InvalidArgumentError("path", 'Pass either "path" or "url"')
        if path is not None:
            settings = self._settings(method, path, body, others, "stream", _CALL_NAMES)
            return _replaced(settings, idle_timeout_ms=idle)
        if method != "GET" or body is not None:
            raise InvalidArgumentError("url", '"url" is for GET without a body; use "path" for calls of the API')
        origin, target, pathname = _parse_address(url)
        settings = self._settings("GET", target, None, {"route": "/(address)", **others}, "stream", _CALL_NAMES, "")
        base = self.core.options.base_path
        own = origin == self.core.options.origin and f"{pathname}/".startswith(f"{base}/")
        hidden = tuple(text for text in (settings.target, target, pathname) if len(text) > 1)
        return _replaced(
            settings, origin=None if own else origin, path=f"{origin}/…", hidden=hidden, idle_timeout_ms=idle
        )


def _replaced(settings: CallSettings, **changes: Any) -> CallSettings:
    return dataclasses.replace(settings, **changes)


def _parse_address(url: Any) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        if parts.scheme in ("http", "https") and parts.hostname and parts.username is None:
            path = parts.path or "/"
            return f"{parts.scheme}://{parts.netloc}", path + (f"?{parts.query}" if parts.query else ""), path
    except ValueError:
        pass
    raise InvalidArgumentError("url", '"url" must be an address that begins with https:// or http://')


def _within(option: str, make: Callable[[], Any]) -> Any:
    try:
        return make()
    except InvalidArgumentError as error:
        named = f"{option}.{error.argument}"
        raise InvalidArgumentError(named, error.message.replace(f'"{error.argument}"', f'"{named}"')) from None
