"""Sends one webhook, with retries, as a program."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict
from urllib.parse import urlsplit

from ..cancellation import Cancellation
from ..errors.argument import InvalidArgumentError
from ..errors.base import NovitaError
from ..errors.call import AbortedError, AttemptTimeoutError, ClientClosedError, ConnectionError
from ..errors.webhook import WebhookAddressError, WebhookDeliveryError
from ..http.request_checks import check_cancel
from ..http.waits import GuardedWait
from ..program import Await, Program, Send, Settle
from ..resilience.backoff import Backoff
from ..resilience.clock import Clock
from ..resilience.option_checks import check_known_options, check_number
from ..resilience.retry_after import read_retry_after
from ..transport.transport import TransportRequest, TransportResponse
from .address_guard import AddressGuard
from .event import WebhookEvent
from .notification import check_event
from .secrets import secret_list
from .sign import RawBody, body_bytes, check_id, sign_webhook

_RETRYABLE = (408, 425, 429)
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e]*")
_RESERVED = {
    "x-webhook-id",
    "x-webhook-timestamp",
    "x-webhook-signature",
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
    "host",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "upgrade",
    "expect",
    "te",
    "trailer",
}


class DeliveryOptions(TypedDict, total=False):
    """How a webhook is signed and sent: `secret` or several `secrets`, more `headers`, and `cancel`."""

    secret: str
    secrets: Sequence[str]
    headers: Mapping[str, str]
    cancel: Cancellation | None


class WebhookRequest(DeliveryOptions, total=False):
    """A webhook to send: `url`, and `payload`, an event, or the bytes or text of one, which needs its `id` too."""

    url: str
    payload: WebhookEvent | Mapping[str, Any] | RawBody
    id: str


@dataclass(frozen=True)
class DeliveryResult:
    """A webhook that was answered with 2xx; `duration_ms` from the first attempt to the end of the last."""

    status: int
    attempts: int
    duration_ms: float
    response_body: str


class Delivery:
    """What deliveries of one client share."""

    def __init__(
        self,
        *,
        guard: AddressGuard,
        clock: Clock,
        backoff: Backoff,
        secrets: Sequence[str] | None,
        timeout_ms: float,
        max_response_bytes: int,
        max_retry_after_ms: float,
        user_agent: str,
    ) -> None:
        self._guard = guard
        self._clock = clock
        self._backoff = backoff
        self._secrets = secrets
        self._timeout_ms = timeout_ms
        self._max_response_bytes = max_response_bytes
        self._max_retry_after_ms = max_retry_after_ms
        self._user_agent = user_agent
        self._waits: set[GuardedWait] = set()
        self.closed = False

    def send(self, request: Mapping[str, Any], max_retries: int) -> Program[DeliveryResult]:
        """The answer, or WebhookDeliveryError after the last attempt."""
        check_known_options(
            "send_webhook", request, {**DeliveryOptions.__annotations__, **WebhookRequest.__annotations__}
        )
        check_number("max_retries", max_retries, maximum=100, integer=True)
        id, body = _serialise(request)
        headers = (
            ("content-type", "application/json"),
            ("user-agent", self._user_agent),
            *_check_headers(request.get("headers") or {}),
        )
        secrets = self._secrets_for(request)
        cancel = check_cancel(request.get("cancel"))
        url: str = request.get("url", "")
        started = self._clock.monotonic()
        attempts = 1
        while True:
            self._check_open()
            if cancel is not None and cancel.cancelled:
                raise AbortedError(attempts > 1)
            outcome = yield from self._attempt(url, headers, id, body, secrets, cancel)
            duration = self._clock.monotonic() - started
            if isinstance(outcome, TransportResponse) and 200 <= outcome.status <= 299:
                return DeliveryResult(outcome.status, attempts, duration, _text(outcome))
            wait_ms = None if attempts > max_retries else self._wait_before_retry(outcome, attempts - 1)
            if wait_ms is None:
                raise self._error(url, outcome, attempts, duration)
            yield from self._wait(wait_ms, cancel)
            attempts += 1

    def close(self) -> None:
        """Ends what waits."""
        self.closed = True
        for wait in list(self._waits):
            wait.give_up(ClientClosedError())

    def _attempt(
        self,
        url: str,
        headers: tuple[tuple[str, str], ...],
        id: str,
        body: bytes,
        secrets: Sequence[str],
        cancel: Cancellation | None,
    ) -> Program[TransportResponse | NovitaError]:
        # A new time and signature for each attempt; and the name is checked anew.
        signed = sign_webhook(id=id, timestamp=int(self._clock.now() // 1000), body=body, secrets=secrets)
        parts = self._guard.check_url(url)
        host = parts.hostname or ""
        request = TransportRequest(
            method="POST",
            url=url.split("#", 1)[0],
            path=f"{parts.scheme}://{host}/…",
            headers=(*headers, *signed.items()),
            body=body,
            timeout_ms=self._timeout_ms,
            max_bytes=self._max_response_bytes,
            cancel=cancel,
            truncate=True,
        )
        try:
            response: TransportResponse = yield Send(request)
        except (AttemptTimeoutError, ConnectionError) as error:
            refusal = _refusal_in(error)
            if refusal is not None:
                raise refusal
            return error
        return response

    def _wait_before_retry(self, outcome: TransportResponse | NovitaError, failures: int) -> float | None:
        if not isinstance(outcome, TransportResponse):
            return self._backoff(failures)
        if outcome.status < 500 and outcome.status not in _RETRYABLE:
            return None
        wait_ms = read_retry_after(outcome.headers, self._clock.now())
        if wait_ms is None:
            return self._backoff(failures)
        return wait_ms if wait_ms <= self._max_retry_after_ms else None

    def _wait(self, delay_ms: float, cancel: Cancellation | None) -> Program[None]:
        def begin(settle: Settle) -> Callable[[], None]:
            wait = GuardedWait(settle, self._waits.discard)
            self._waits.add(wait)
            wait.leave_by(self._clock.set_timer(lambda: wait.done(None, None), delay_ms).cancel)
            if cancel is not None:
                wait.unlisten_by(cancel.add(lambda: wait.give_up(AbortedError(True))))
            return wait.leave

        yield Await(begin)

    def _check_open(self) -> None:
        if self.closed:
            raise ClientClosedError

    def _secrets_for(self, request: Mapping[str, Any]) -> Sequence[str]:
        secret, secrets = request.get("secret"), request.get("secrets")
        if secret is not None and secrets is not None:
            raise InvalidArgumentError("secrets", 'pass "secret" or "secrets", not both')
        own = secrets if secret is None else secret
        if own is not None:
            return secret_list(own)
        if self._secrets is not None:
            return self._secrets
        message = 'give the WebhookClient or the request a "secret": webhooks are signed'
        raise InvalidArgumentError("secret", message)

    def _error(
        self, url: str, outcome: TransportResponse | NovitaError, attempts: int, duration_ms: float
    ) -> WebhookDeliveryError:
        host = urlsplit(url).netloc.rsplit("@", 1)[-1]
        times = "1 attempt" if attempts == 1 else f"{attempts} attempts"
        if isinstance(outcome, TransportResponse):
            return WebhookDeliveryError(
                f"{host} answered {outcome.status} ({times})",
                reason="status",
                status=outcome.status,
                attempts=attempts,
                duration_ms=duration_ms,
                retry_after_ms=read_retry_after(outcome.headers, self._clock.now()),
                response_body=_text(outcome),
            )
        late = isinstance(outcome, AttemptTimeoutError)
        message = f"{host} did not answer in time" if late else f"the connection to {host} failed"
        reason = "timeout" if late else "connection"
        error = WebhookDeliveryError(f"{message} ({times})", reason=reason, attempts=attempts, duration_ms=duration_ms)
        error.__cause__ = outcome
        return error


def _refusal_in(error: BaseException) -> WebhookAddressError | None:
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, WebhookAddressError):
            return at
        at = at.__cause__ or at.__context__
    return None


def _text(response: TransportResponse) -> str:
    return response.body.decode("utf-8", "replace")


def _serialise(request: Mapping[str, Any]) -> tuple[str, bytes]:
    payload, id = request.get("payload"), request.get("id")
    if isinstance(payload, (str, bytes, bytearray, memoryview)):
        if id is None:
            raise InvalidArgumentError("id", 'a serialised payload needs "id", the id of the event inside')
        check_id(id)
        return id, body_bytes(payload)
    check_event(payload)
    event: Any = payload
    check_id(event["id"])
    if id is not None and id != event["id"]:
        raise InvalidArgumentError("id", '"id" and the id of the payload differ')
    try:
        text = json.dumps(event, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise InvalidArgumentError("payload", "the payload cannot be written as JSON") from error
    return event["id"], text.encode()


def _check_headers(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    checked = []
    for name, value in headers.items():
        if _NAME.fullmatch(name) is None or not isinstance(value, str) or _VALUE.fullmatch(value) is None:
            raise InvalidArgumentError(f"headers.{name}", f'the header "{name}" cannot be sent as it is')
        if name.lower() in _RESERVED:
            raise InvalidArgumentError(f"headers.{name}", f'the header "{name}" is set by the client itself')
        checked.append((name.lower(), value))
    return checked


def check_timeout(value: Any) -> float:
    """A timeout in milliseconds."""
    return check_number("timeout_ms", value, minimum=1, maximum=math.inf)
