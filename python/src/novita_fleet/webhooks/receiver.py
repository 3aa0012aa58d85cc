"""Receives webhooks: verifies, drops duplicates, calls the handler, and knows what to answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypedDict

from typing_extensions import Unpack

from ..drivers.async_driver import AsyncDriver
from ..drivers.no_transport import AsyncNoTransport, NoTransport
from ..drivers.sync_clock import SystemClock
from ..drivers.sync_driver import SyncDriver
from ..errors.base import NovitaError
from ..errors.webhook import WebhookVerificationError
from ..generated.error_codes import ERROR_CODES
from ..program import Ask, Program
from ..resilience.clock import Clock
from ..resilience.option_checks import check_callable, check_known_options, check_number
from .event_handlers import Handler, handler_of
from .replay_store import MemoryReplayStore, ReplayClaim, ReplayStore
from .secrets import secret_list
from .verify import DEFAULT_TOLERANCE_SECONDS, VerifiedSignature, VerifiedWebhook, check_tolerance, verify_webhook

_IN_PROGRESS_RETRY_SECONDS = 5


class WebhookReceiverOptions(TypedDict, total=False):
    """Options of a receiver.

    secrets: one, several, or a function that gives them. on_event: called with the event and its VerifiedSignature;
    or a mapping of types, and `otherwise`, to functions.
    tolerance_seconds (300). replay_store: in memory unless given. max_body_bytes (1 MiB).
    on_error: told of what went wrong and where: request, secrets, store or handler. clock: for tests.
    """

    secrets: str | Sequence[str] | Callable[[], Any]
    on_event: Handler | Mapping[str, Handler]
    tolerance_seconds: float
    replay_store: ReplayStore
    max_body_bytes: int
    on_error: Callable[[BaseException, str], None] | None
    clock: Clock


@dataclass(frozen=True)
class ReceiverResponse:
    """What to answer."""

    status: int
    headers: dict[str, str]
    body: str


class _Core:
    """The decisions of both receivers, as programs."""

    def __init__(self, options: WebhookReceiverOptions) -> None:
        check_known_options("WebhookReceiver", options, WebhookReceiverOptions.__annotations__)
        secrets = options.get("secrets", ())
        self._secrets = secrets if callable(secrets) else secret_list(secrets)
        self._on_event = handler_of(options.get("on_event"))
        self._tolerance = options.get("tolerance_seconds", DEFAULT_TOLERANCE_SECONDS)
        check_tolerance(self._tolerance)
        self.max_body_bytes = int(
            check_number("max_body_bytes", options.get("max_body_bytes", 1_048_576), minimum=1, integer=True)
        )
        self._clock = options.get("clock") or SystemClock()
        self._store: ReplayStore = options.get("replay_store") or MemoryReplayStore(clock=self._clock)
        self._on_error = check_callable("on_error", options.get("on_error"))

    def refuse_early(self, method: str, content_length: str | None) -> ReceiverResponse | None:
        """What can be answered before the body is read."""
        if method != "POST":
            return _problem("webhook_method_not_allowed", "a webhook receiver takes POST only")
        is_large = content_length is not None and content_length.isdigit() and int(content_length) > self.max_body_bytes
        return self.refuse_too_large() if is_large else None

    def refuse_too_large(self) -> ReceiverResponse:
        """The answer to a body over the cap."""
        message = f"the body is larger than {self.max_body_bytes} bytes"
        return self._refuse(WebhookVerificationError("webhook_too_large", message), "request")

    def handle(self, method: str, headers: Any, body: bytes) -> Program[ReceiverResponse]:
        """The answer to a request."""
        early = self.refuse_early(method, None)
        if early is not None:
            return early
        if isinstance(body, (bytes, bytearray, memoryview)) and len(body) > self.max_body_bytes:
            return self.refuse_too_large()
        try:
            secrets = (yield Ask(self._secrets)) if callable(self._secrets) else self._secrets
        except Exception as error:
            return self._refuse(error, "secrets")
        try:
            verified = verify_webhook(
                body=body,
                headers=headers,
                secrets=secrets,
                tolerance_seconds=self._tolerance,
                now=self._clock.now(),
            )
        except Exception as error:
            return self._refuse(error, "request")
        return (yield from self._handle_once(verified))

    def _handle_once(self, verified: VerifiedWebhook) -> Program[ReceiverResponse]:
        try:
            claim: ReplayClaim = yield Ask(lambda: self._store.claim(verified.id))
        except Exception as error:
            return self._refuse(error, "store")
        if claim.state == "duplicate":
            return _json(200, {"status": "duplicate"})
        if claim.state == "in_progress":
            return _json(503, {"status": "in_progress"}, {"retry-after": str(_IN_PROGRESS_RETRY_SECONDS)})
        handled = False
        try:
            signature = VerifiedSignature(verified.id, verified.timestamp)
            yield Ask(lambda: self._on_event(verified.event, signature))
            handled = True
        except Exception as error:
            yield from self._settle(claim.release)
            return self._refuse(error, "handler")
        finally:
            # A cancelled handler has not handled the event; a store that is asynchronous lets its lease run out.
            if not handled:
                self._release_now(claim)
        # The event is handled, so the answer is 200 even when the store cannot note it.
        yield from self._settle(claim.complete)
        return _json(200, {"status": "ok"})

    def _release_now(self, claim: ReplayClaim) -> None:
        if isinstance(self._store, MemoryReplayStore):
            claim.release()

    def _settle(self, settle: Callable[[], Any]) -> Program[None]:
        try:
            yield Ask(settle)
        except Exception as error:
            self._report(error, "store")

    def _refuse(self, error: BaseException, stage: str) -> ReceiverResponse:
        self._report(error, stage)
        if stage == "handler":
            return _problem("webhook_handler_failed", "the handler failed; the event may be delivered again")
        # Our own errors name neither secrets nor content; those of a store or a secrets function may.
        if stage == "request" and isinstance(error, NovitaError):
            return _problem(error.code, error.message)
        return _problem("internal_error", f"the receiver failed ({stage}); see its log")

    def _report(self, error: BaseException, stage: str) -> None:
        if self._on_error is None:
            return
        try:
            self._on_error(error, stage)
        except Exception:
            # A log that fails must not change the answer.
            return


class WebhookReceiver:
    """For code that blocks: Flask, Django, any WSGI.

    Example:
        receiver = WebhookReceiver(secrets="whsec_…", on_event=lambda event, _: print(event["type"]))
        answer = receiver.handle(method="POST", headers=request.headers, body=request.get_data())
    """

    def __init__(self, **options: Unpack[WebhookReceiverOptions]) -> None:
        self._core = _Core(options)
        # It does no I/O of its own; a handler that blocks a loop is the caller's.
        self._driver = SyncDriver(NoTransport(), SystemClock(), "WebhookReceiver", True)

    @property
    def max_body_bytes(self) -> int:
        """The largest body that is read."""
        return self._core.max_body_bytes

    def refuse_early(self, method: str, content_length: str | None) -> ReceiverResponse | None:
        """What can be answered before the body is read, or None."""
        return self._core.refuse_early(method, content_length)

    def handle(self, *, method: str, headers: Any, body: bytes) -> ReceiverResponse:
        """What to answer. `headers` is a mapping or pairs, `body` the raw bytes."""
        return self._driver.run(self._core.handle(method, headers, body))


class AsyncWebhookReceiver:
    """For code that awaits: FastAPI, Starlette, async Django. The handler may be asynchronous."""

    def __init__(self, **options: Unpack[WebhookReceiverOptions]) -> None:
        self._core = _Core(options)

    @property
    def max_body_bytes(self) -> int:
        """The largest body that is read."""
        return self._core.max_body_bytes

    def refuse_early(self, method: str, content_length: str | None) -> ReceiverResponse | None:
        """What can be answered before the body is read, or None."""
        return self._core.refuse_early(method, content_length)

    def refuse_too_large(self) -> ReceiverResponse:
        """The answer to a body over the cap."""
        return self._core.refuse_too_large()

    async def handle(self, *, method: str, headers: Any, body: bytes) -> ReceiverResponse:
        """What to answer. `headers` is a mapping or pairs, `body` the raw bytes."""
        # A driver of its own for each request: a receiver may serve several event loops.
        driver = AsyncDriver(AsyncNoTransport(), SystemClock(), "AsyncWebhookReceiver")
        return await driver.run(self._core.handle(method, headers, body))


def _json(status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> ReceiverResponse:
    more = {"content-type": "application/json", "cache-control": "no-store", **(headers or {})}
    return ReceiverResponse(status, more, json.dumps(body, separators=(",", ":")))


def _problem(code: str, detail: str) -> ReceiverResponse:
    status = ERROR_CODES.get(code, ("", None))[1] or 500
    headers = {"content-type": "application/problem+json"}
    # RFC 9110 sections 15.5.2 and 15.5.6 ask for these.
    if status == 401:
        headers["www-authenticate"] = "WebhookSignature"
    if status == 405:
        headers["allow"] = "POST"
    title = HTTPStatus(status).phrase
    return _json(
        status, {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail}, headers
    )
