"""The order of a call: deadline, cache, retry, rate limiter, breaker, credentials, attempt, decoding, error map."""

from __future__ import annotations

import copy
import gzip
import logging
import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..api_key import ApiKey, check_api_key
from ..error_map import ErrorAnswer, map_api_error, request_id_of
from ..errors.api import ApiError, RateLimitedError
from ..errors.base import NovitaError
from ..errors.call import (
    AbortedError,
    AttemptTimeoutError,
    CircuitOpenError,
    ConnectionError,
    DeadlineExceededError,
    DecodeError,
    MissingApiKeyError,
    QueueFullError,
)
from ..errors.effect import may_have_taken_effect
from ..program import Ask, Program, Send, Settle
from ..redaction import redact_body, redact_headers, redact_text
from ..resilience.backoff import Backoff
from ..resilience.circuit_breaker import CircuitBreaker, CircuitOutcome
from ..resilience.clock import Clock
from ..resilience.rate_limiter import LimiterQueue
from ..resilience.retry import AGAIN, STOP, GiveUpReason, RetryDecision, RetryOptions, retry
from ..resilience.retry_after import read_retry_after
from ..resilience.retry_budget import RetryBudget
from ..response_info import ResponseInfo
from ..transport.transport import TransportRequest, TransportResponse
from .call import Call
from .decode import decode_json, decode_text, unpack
from .waits import Waits

_MAX_CACHED = 100
_ACCEPT_ANY = ("accept", "*/*")
_ACCEPT_JSON = ("accept", "application/json")
_DEFAULT_PAUSE_MS = 1_000


@dataclass
class Pipeline:
    """What all calls of a client share."""

    origin: str
    api_key: ApiKey
    own_headers: tuple[tuple[str, str], ...]
    limiter: LimiterQueue
    breaker: CircuitBreaker
    waits: Waits
    clock: Clock
    backoff: Backoff
    max_retry_after_ms: float
    max_response_bytes: int
    catalogue_ttl_ms: float
    compress_above_bytes: float
    logger: logging.Logger
    budget: RetryBudget = field(default_factory=RetryBudget)
    cache: OrderedDict[str, tuple[float, TransportResponse, str]] = field(default_factory=OrderedDict)
    flights: dict[str, list[Settle]] = field(default_factory=dict)
    cache_lock: threading.Lock = field(default_factory=threading.Lock)

    def perform(self, call: Call) -> Program[Any]:
        """Carries the call out, and tells of it."""
        settings = call.settings
        is_told = self.logger.isEnabledFor(logging.DEBUG)
        if is_told:
            self._log(logging.DEBUG, "request", call)
        try:
            result = yield from self._cached(call) if settings.catalogue else self._attempts(call)
        except Exception as error:
            duration = self.clock.monotonic() - call.started_at
            code = error.code if isinstance(error, NovitaError) else "unknown_error"
            self._log(logging.ERROR, "request failed", call, code=code, duration_ms=round(duration, 1))
            if settings.on_response is not None and isinstance(error, ApiError):
                self._report(call, error.status, error.headers, error.request_id, duration)
            raise
        if is_told or settings.on_response is not None:
            self._tell(call)
        return result

    def _tell(self, call: Call) -> None:
        duration = self.clock.monotonic() - call.started_at
        status = call.response.status
        self._log(logging.DEBUG, "response", call, status=status, duration_ms=round(duration, 1))
        if call.settings.on_response is not None:
            headers = redact_headers(call.response.headers, call.secrets)
            self._report(call, status, headers, request_id_of(headers), duration)

    def _cached(self, call: Call) -> Program[Any]:
        """An answer that is kept, that of an equal read under way, or a new one for all that wait for it."""
        settings = call.settings
        if settings.format != "json" or settings.headers:
            return (yield from self._attempts(call))
        credential = yield from self._ask_for_key(call)
        key = f"{credential}\n{settings.target}"
        # A read with little time must not end one that has more, nor wait longer than it may.
        flight = f"{settings.timeout_ms} {settings.deadline_ms} {settings.max_retries} {key}"
        while True:
            kept = self.cache.get(key)
            if kept is not None and self.clock.monotonic() < kept[0]:
                return _share(call, kept[1], kept[2], "cache")
            with self.cache_lock:
                leads = flight not in self.flights
                if leads:
                    self.flights[flight] = []
            if leads:
                return (yield from self._lead(call, key, flight))
            shared: tuple[TransportResponse, str] | None = yield from self.waits.wait(
                call, lambda settle: self._follow(flight, settle)
            )
            # None: whoever led gave up, so that another one must.
            if shared is not None:
                return _share(call, *shared, "shared")

    def _lead(self, call: Call, key: str, flight: str) -> Program[Any]:
        outcome: tuple[TransportResponse, str] | None = None
        failure: Exception | None = None
        try:
            result = yield from self._attempts(call)
            outcome = (call.response, call.secret)
            self._keep(key, call)
            return result
        except AbortedError:
            raise
        except Exception as error:
            failure = error
            raise
        finally:
            with self.cache_lock:
                followers = self.flights.pop(flight)
            for settle in followers:
                # A copy for each: a raised error bears the trace of who raised it.
                settle(outcome, None if failure is None else copy.copy(failure))

    def _follow(self, flight: str, settle: Settle) -> Callable[[], None]:
        with self.cache_lock:
            followers = self.flights.get(flight)
            if followers is not None:
                followers.append(settle)
        if followers is None:
            settle(None, None)
        return lambda: None

    def _keep(self, key: str, call: Call) -> None:
        if self.catalogue_ttl_ms == 0:
            return
        with self.cache_lock:
            self.cache.pop(key, None)
            self.cache[key] = (self.clock.monotonic() + self.catalogue_ttl_ms, call.response, call.secret)
            while len(self.cache) > _MAX_CACHED:
                self.cache.popitem(last=False)

    def _attempts(self, call: Call) -> Program[Any]:
        return retry(lambda attempt: self._attempt(call, attempt), lambda: self._retry_options(call), self.budget)

    def _retry_options(self, call: Call) -> RetryOptions:
        settings = call.settings

        def decide(error: Exception, _attempt: int) -> RetryDecision:
            if may_have_taken_effect(error):
                call.may_have_run = True
            return decide_retry(error, settings.idempotent, self.max_retry_after_ms)

        def on_retry(error: Exception, attempt: int, delay_ms: float) -> None:
            call.last_error = error
            code = error.code if isinstance(error, NovitaError) else "unknown_error"
            self._log(logging.WARNING, "retry", call, code=code, delay_ms=round(delay_ms, 1))

        return RetryOptions(
            max_retries=settings.max_retries,
            deadline_at=call.deadline_at,
            backoff=self.backoff,
            clock=self.clock,
            decide=decide,
            is_aborted=call.is_aborted,
            wait=lambda delay_ms: self.waits.sleep(delay_ms, call),
            on_retry=on_retry,
            on_give_up=lambda error, reason, _attempt: _final_error(error, reason, call),
        )

    def _attempt(self, call: Call, attempt: int) -> Program[Any]:
        if call.is_aborted():
            raise call.aborted_error()
        call.attempts = attempt + 1
        if call.settings.origin is not None:
            # An address of another place: neither our key nor our limits are for it.
            return self._exchange(call, (_ACCEPT_ANY, self.own_headers[0]))
        return self._limited(call)

    def _limited(self, call: Call) -> Program[Any]:
        # Asked before queueing too, so that an open breaker fails fast and takes no slot.
        self.breaker.check()
        if not self.limiter.try_acquire():
            yield from self._wait_for_slot(call)
        unused = False
        try:
            return (yield from self._guarded(call))
        except CircuitOpenError:
            unused = True
            raise
        except RateLimitedError as error:
            wait = _DEFAULT_PAUSE_MS if error.retry_after_ms is None else error.retry_after_ms
            self.limiter.pause_for(min(wait, self.max_retry_after_ms))
            self.limiter.slow_down()
            raise
        finally:
            if unused:
                self.limiter.give_back()
            else:
                self.limiter.release()

    def _wait_for_slot(self, call: Call) -> Program[None]:
        def begin(settle: Settle) -> Callable[[], None]:
            return self.limiter.enqueue(lambda error: settle(None, error), call.deadline_at)

        try:
            yield from self.waits.wait(call, begin)
        except QueueFullError as error:
            if error.limit != "deadline":
                raise
            raise call.deadline_error(error.retry_after_ms, call.last_error or error)

    def _guarded(self, call: Call) -> Program[Any]:
        permit = self.breaker.acquire()
        outcome: CircuitOutcome = "ignored"
        try:
            call.secret = self.api_key if isinstance(self.api_key, str) else (yield from self._ask_for_key(call))
            result = yield from self._exchange(call, self._headers_of(call))
            outcome = "success"
            return result
        except Exception as error:
            if _is_service_failure(error):
                outcome = "failure"
            raise
        finally:
            self.breaker.record(permit, outcome)

    def _headers_of(self, call: Call) -> tuple[tuple[str, str], ...]:
        return (
            *self.own_headers,
            ("authorization", f"Bearer {call.secret}"),
            _ACCEPT_ANY if call.settings.format == "stream" else _ACCEPT_JSON,
            ("x-correlation-id", call.correlation_id),
        )

    def _ask_for_key(self, call: Call) -> Program[str]:
        if isinstance(self.api_key, str):
            return self.api_key
        try:
            key = yield Ask(self.api_key)
        except NovitaError:
            raise
        except Exception as error:
            raise MissingApiKeyError("The function that gives the API key has failed") from error
        if call.is_aborted():
            raise call.aborted_error()
        return check_api_key(key)

    def _exchange(self, call: Call, headers: tuple[tuple[str, str], ...]) -> Program[Any]:
        settings = call.settings
        left_ms = call.deadline_at - self.clock.monotonic()
        if left_ms <= 0:
            raise call.deadline_error()
        body = settings.body
        if body is not None:
            body, encoding = self._packed(body)
            headers = (*headers, ("content-type", "application/json"), *encoding)
        request = TransportRequest(
            method=settings.method,
            url=(settings.origin or self.origin) + settings.target,
            path=settings.path,
            headers=(*headers, *settings.headers) if settings.headers else headers,
            body=body,
            timeout_ms=min(settings.timeout_ms, left_ms),
            max_bytes=self.max_response_bytes,
            cancel=settings.cancel,
            stream_idle_ms=settings.idle_timeout_ms if settings.format == "stream" else None,
        )
        try:
            response: TransportResponse = yield Send(request)
        except AttemptTimeoutError as error:
            if settings.timeout_ms <= left_ms:
                raise
            # It was the deadline of the call that cut the attempt short.
            call.may_have_run = call.may_have_run or error.request_sent
            raise call.deadline_error(cause=error)
        return self._decode(call, response)

    def _packed(self, body: bytes) -> tuple[bytes, tuple[tuple[str, str], ...]]:
        if len(body) <= self.compress_above_bytes or math.isinf(self.compress_above_bytes):
            return body, ()
        packed = gzip.compress(body, mtime=0)
        return (packed, (("content-encoding", "gzip"),)) if len(packed) < len(body) else (body, ())

    def _decode(self, call: Call, response: TransportResponse) -> Any:
        settings = call.settings
        if not 200 <= response.status <= 299:
            raise map_api_error(self._refusal(call, response))
        if settings.format != "stream" and "content-encoding" in response.headers:
            body = unpack(response, self.max_response_bytes)
            response = TransportResponse(response.status, response.headers, body)
        call.response = response
        if settings.format != "json":
            return None
        return decode_json(response.body, settings.method, settings.path, response.status)

    def _refusal(self, call: Call, response: TransportResponse) -> ErrorAnswer:
        try:
            body = decode_text(unpack(response, self.max_response_bytes))
        except DecodeError:
            body = None
        secrets = call.secrets
        return ErrorAnswer(
            method=call.settings.method,
            path=call.settings.path,
            status=response.status,
            retry_after_ms=read_retry_after(response.headers, self.clock.now()),
            correlation_id=call.correlation_id,
            attempts=call.attempts,
            headers=redact_headers(response.headers, secrets),
            body=redact_text(body, secrets) if isinstance(body, str) else redact_body(body, secrets),
        )

    def _log(self, level: int, message: str, call: Call, **more: Any) -> None:
        if not self.logger.isEnabledFor(level):
            return
        told = {"correlation_id": call.correlation_id, "attempts": call.attempts, **more}
        text = " ".join(f"{name}={value}" for name, value in told.items())
        told = {"method": call.settings.method, "path": call.settings.path, "route": call.settings.route, **told}
        self.logger.log(level, "%s: %s %s", message, redact_text(call.name, call.secrets), text, extra={"novita": told})

    def _report(self, call: Call, status: int, headers: Any, request_id: str | None, duration_ms: float) -> None:
        settings = call.settings
        info = ResponseInfo(
            method=settings.method,
            path=settings.path,
            status=status,
            headers=headers,
            request_id=request_id,
            correlation_id=call.correlation_id,
            attempts=call.attempts,
            duration_ms=duration_ms,
            source=call.source,
        )
        try:
            if settings.on_response is not None:
                settings.on_response(info)
        except Exception:
            self._log(logging.ERROR, "on_response raised", call)


def _share(call: Call, response: TransportResponse, secret: str, source: str) -> Any:
    call.source, call.response, call.secret = source, response, secret
    return decode_json(response.body, call.settings.method, call.settings.path, response.status)


def decide_retry(error: Exception, idempotent: bool, max_retry_after_ms: float) -> RetryDecision:
    """Whether a failed attempt is followed by another, limits of number, time and budget apart."""
    if not _may_pass(error) or not (idempotent or not may_have_taken_effect(error)):
        return STOP
    delay_ms = error.retry_after_ms if isinstance(error, ApiError) else None
    if delay_ms is None:
        return AGAIN
    return RetryDecision(True, delay_ms) if delay_ms <= max_retry_after_ms else STOP


def _may_pass(error: Exception) -> bool:
    if isinstance(error, (ApiError, DecodeError)):
        return error.status in (408, 425, 429) or error.status >= 500
    return isinstance(error, (ConnectionError, AttemptTimeoutError))


def _is_service_failure(error: Exception) -> bool:
    if isinstance(error, (ApiError, DecodeError)):
        return error.status >= 500
    return isinstance(error, (ConnectionError, AttemptTimeoutError))


def _final_error(error: Exception, reason: GiveUpReason, call: Call) -> Exception:
    # The refusal alone would hide what opened the breaker.
    if isinstance(error, CircuitOpenError) and call.last_error is not None:
        opened = CircuitOpenError(error.retry_after_ms)
        opened.__cause__ = call.last_error
        return opened
    # An answer that names its wait says more than the deadline.
    if reason != "deadline" or (isinstance(error, ApiError) and error.retry_after_ms is not None):
        return error
    message = (
        f"{call.name}: no time for attempt {call.attempts + 1} before the deadline of {call.settings.deadline_ms:g} ms"
    )
    late = DeadlineExceededError(message, call.may_have_run)
    late.__cause__ = error
    return late
