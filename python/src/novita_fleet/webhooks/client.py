"""Clients that send webhooks: signed, with retries, and never into networks that they must not reach."""

from __future__ import annotations

import random as system_random
import ssl
import uuid
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, TypedDict

from typing_extensions import Self, Unpack

from ..drivers.async_clock import LoopClock
from ..drivers.async_driver import AsyncDriver
from ..drivers.sync_clock import SystemClock
from ..drivers.sync_driver import SyncDriver
from ..errors.argument import InvalidArgumentError
from ..resilience.backoff import exponential_backoff
from ..resilience.clock import Clock, Random
from ..resilience.option_checks import check_known_options, check_number
from ..transport.aiohttp_transport import AiohttpTransport
from ..transport.urllib3_transport import Urllib3Transport
from .address_guard import AddressGuard
from .delivery import Delivery, DeliveryOptions, DeliveryResult, WebhookRequest, check_timeout
from .event import WebhookEvent
from .notification import NotificationOptions, create_notification
from .secrets import secret_list
from .sign import RawBody, generate_signature


class WebhookClientOptions(TypedDict, total=False):
    """Options of a WebhookClient.

    secret: one or several, unless each request brings its own.
    allow_addresses: networks that may be reached although they are private; or a whole `address_guard`.
    timeout_ms (15000), max_retry_after_ms (60000): milliseconds. max_response_bytes (16384).
    user_agent; clock, random, new_id: for tests.
    """

    secret: str | Sequence[str] | None
    allow_addresses: Sequence[str]
    address_guard: AddressGuard
    timeout_ms: float
    max_response_bytes: int
    max_retry_after_ms: float
    user_agent: str
    new_id: Callable[[], str]
    clock: Clock
    random: Random


class SendNotificationOptions(NotificationOptions, DeliveryOptions, total=False):
    """What `send_success_notification` and its siblings take; `max_retries` is 3 unless given."""

    max_retries: int


class _Shared:
    """What both clients have in common."""

    def __init__(self, options: WebhookClientOptions, clock: Clock) -> None:
        check_known_options("WebhookClient", options, WebhookClientOptions.__annotations__)
        if "address_guard" in options and "allow_addresses" in options:
            raise InvalidArgumentError("allow_addresses", 'pass "allow_addresses" or "address_guard", not both')
        secret = options.get("secret")
        self.clock = clock
        self.guard = options.get("address_guard") or AddressGuard(options.get("allow_addresses", ()))
        self.new_id = options.get("new_id") or (lambda: f"evt_{uuid.uuid4().hex}")
        self.delivery = Delivery(
            guard=self.guard,
            clock=clock,
            backoff=exponential_backoff(
                base_ms=1_000, max_ms=30_000, jitter="full", random=options.get("random", system_random.random)
            ),
            secrets=None if secret is None else secret_list(secret),
            timeout_ms=check_timeout(options.get("timeout_ms", 15_000)),
            max_response_bytes=int(check_number("max_response_bytes", options.get("max_response_bytes", 16_384))),
            max_retry_after_ms=check_number("max_retry_after_ms", options.get("max_retry_after_ms", 60_000)),
            user_agent=options.get("user_agent", "novita-fleet-webhooks"),
        )

    def payload(self, instance_id: str, status: str, options: NotificationOptions) -> WebhookEvent:
        """An event of an instance."""
        return create_notification(instance_id, status, options, self.new_id, self.clock.now())

    def notification(
        self, url: str, instance_id: str, status: str, options: Mapping[str, Any]
    ) -> tuple[dict[str, Any], int]:
        """The request that tells of an instance, and how often it is repeated."""
        names = ("secret", "secrets", "headers", "cancel")
        about: Any = {name: value for name, value in options.items() if name not in (*names, "max_retries")}
        delivery = {name: options[name] for name in names if name in options}
        request = {"url": url, "payload": self.payload(instance_id, status, about), **delivery}
        return request, options.get("max_retries", 3)


_LATE = {"code": "phase_timeout", "message": "The instance was not ready in time."}


def _with_error(options: Mapping[str, Any]) -> Mapping[str, Any]:
    if options.get("error") is None:
        raise InvalidArgumentError("error", '"error" must tell the code and the message of the failure')
    return options


class WebhookClient:
    """Sends webhooks.

    Example:
        with WebhookClient(secret="whsec_…") as webhooks:
            webhooks.send_success_notification("https://example.com/hook", "inst_1", elapsed_time=41_000)
    """

    def __init__(self, **options: Unpack[WebhookClientOptions]) -> None:
        clock: Any = options.get("clock") or SystemClock()
        self._shared = _Shared(options, clock)
        tls = ssl.create_default_context()
        transport = Urllib3Transport(tls=tls, clock=clock, check=self._shared.guard)
        self._driver = SyncDriver(transport, clock, "WebhookClient")

    def send_webhook(self, request: WebhookRequest | Mapping[str, Any], max_retries: int = 3) -> DeliveryResult:
        """Sends an event until it is answered with 2xx; raises WebhookDeliveryError or WebhookAddressError."""
        return self._driver.run(self._shared.delivery.send(request, max_retries))

    def create_notification_payload(
        self, instance_id: str, status: str, **options: Unpack[NotificationOptions]
    ) -> WebhookEvent:
        """An event of an instance."""
        return self._shared.payload(instance_id, status, options)

    def generate_signature(self, payload: RawBody, secret: str) -> str:
        """`sha256=` and the HMAC of the payload."""
        return generate_signature(payload, secret)

    def send_success_notification(
        self, url: str, instance_id: str, **options: Unpack[SendNotificationOptions]
    ) -> DeliveryResult:
        """Tells that an instance is ready."""
        return self.send_webhook(*self._shared.notification(url, instance_id, "ready", options))

    def send_failure_notification(
        self, url: str, instance_id: str, **options: Unpack[SendNotificationOptions]
    ) -> DeliveryResult:
        """Tells that an instance failed; `error` says why."""
        return self.send_webhook(*self._shared.notification(url, instance_id, "failed", _with_error(options)))

    def send_timeout_notification(
        self, url: str, instance_id: str, **options: Unpack[SendNotificationOptions]
    ) -> DeliveryResult:
        """Tells that an instance was not ready in time."""
        told = {"error": _LATE, **options}
        return self.send_webhook(*self._shared.notification(url, instance_id, "timed_out", told))

    def close(self) -> None:
        """Ends what waits, and all idle connections."""
        self._shared.delivery.close()
        self._driver.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: Any, _trace: TracebackType | None) -> None:
        self.close()

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a WebhookClient holds connections and secrets: make one in each process")


class AsyncWebhookClient:
    """As WebhookClient, for one event loop.

    Example:
        async with AsyncWebhookClient(secret="whsec_…") as webhooks:
            await webhooks.send_success_notification("https://example.com/hook", "inst_1")
    """

    def __init__(self, **options: Unpack[WebhookClientOptions]) -> None:
        clock = options.get("clock") or LoopClock()
        self._shared = _Shared(options, clock)
        transport = AiohttpTransport(tls=ssl.create_default_context(), check=self._shared.guard)
        self._driver = AsyncDriver(transport, clock, "AsyncWebhookClient")

    async def send_webhook(self, request: WebhookRequest | Mapping[str, Any], max_retries: int = 3) -> DeliveryResult:
        """Sends an event until it is answered with 2xx; raises WebhookDeliveryError or WebhookAddressError."""
        return await self._driver.run(self._shared.delivery.send(request, max_retries))

    def create_notification_payload(
        self, instance_id: str, status: str, **options: Unpack[NotificationOptions]
    ) -> WebhookEvent:
        """An event of an instance."""
        return self._shared.payload(instance_id, status, options)

    def generate_signature(self, payload: RawBody, secret: str) -> str:
        """`sha256=` and the HMAC of the payload."""
        return generate_signature(payload, secret)

    async def send_success_notification(
        self, url: str, instance_id: str, **options: Unpack[SendNotificationOptions]
    ) -> DeliveryResult:
        """Tells that an instance is ready."""
        return await self.send_webhook(*self._shared.notification(url, instance_id, "ready", options))

    async def send_failure_notification(
        self, url: str, instance_id: str, **options: Unpack[SendNotificationOptions]
    ) -> DeliveryResult:
        """Tells that an instance failed; `error` says why."""
        return await self.send_webhook(*self._shared.notification(url, instance_id, "failed", _with_error(options)))

    async def send_timeout_notification(
        self, url: str, instance_id: str, **options: Unpack[SendNotificationOptions]
    ) -> DeliveryResult:
        """Tells that an instance was not ready in time."""
        told = {"error": _LATE, **options}
        return await self.send_webhook(*self._shared.notification(url, instance_id, "timed_out", told))

    async def close(self) -> None:
        """Ends what waits, and all connections."""
        self._shared.delivery.close()
        await self._driver.transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, _kind: type[BaseException] | None, _error: Any, _trace: TracebackType | None) -> None:
        await self.close()

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("an AsyncWebhookClient holds connections and secrets: make one in each process")
