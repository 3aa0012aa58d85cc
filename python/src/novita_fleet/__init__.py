"""Novita Fleet for Python: exactly one instance, watched to ready, told by signed webhooks.

`NovitaClient` and `AsyncNovitaClient` call the cloud; `NovitaApiService` and `AsyncNovitaApiService` have its
operations and workflows; `FleetClient` and `AsyncFleetClient` call the fleet server; `novita_fleet.webhooks` sends
and receives.
"""

from . import errors, webhooks
from .async_client import AsyncFleetClient, AsyncNovitaApiService, AsyncNovitaClient
from .cancellation import Cancellation
from .client import FleetClient, NovitaApiService, NovitaClient
from .client_options import CircuitBreakerOptions, ClientOptions, RateLimitOptions
from .errors import *  # noqa: F403
from .generated.error_codes import ERROR_CODES
from .log import RedactingFilter
from .models.instance import Instance
from .models.v2_instance import V2Instance
from .money import Money, add_money, compare_money, cost_of, format_money, money, parse_money
from .programs.lists import CursorPage, Page
from .rate_limiter import AsyncRateLimiter, RateLimiter
from .resilience.circuit_breaker import CircuitBreaker
from .response_info import Health, QueueStatus, RawResponse, ResponseInfo
from .response_stream import AsyncResponseStream, ResponseStream
from .safe_create.safe_create import CreatedInstance
from .transport.aiohttp_transport import AiohttpTransport
from .transport.requests_transport import RequestsTransport
from .transport.transport import AsyncTransport, Transport, TransportRequest, TransportResponse
from .transport.urllib3_transport import Urllib3Transport
from .version import VERSION as __version__
from .waiting.wait_for_instance import MonitorEnd
from .waiting.wait_options import LookFailed, PhaseChange, ProbeTried
from .webhooks import (
    AsyncWebhookClient,
    AsyncWebhookReceiver,
    WebhookClient,
    WebhookReceiver,
    generate_signature,
    verify_webhook,
)
from .workflows.create_instances import CreateResult
from .workflows.optimal_product import OptimalProduct

__all__ = [
    *errors.__all__,
    "ERROR_CODES",
    "AiohttpTransport",
    "AsyncFleetClient",
    "AsyncNovitaApiService",
    "AsyncNovitaClient",
    "AsyncRateLimiter",
    "AsyncResponseStream",
    "AsyncTransport",
    "AsyncWebhookClient",
    "AsyncWebhookReceiver",
    "Cancellation",
    "CircuitBreaker",
    "CircuitBreakerOptions",
    "ClientOptions",
    "CreateResult",
    "CreatedInstance",
    "CursorPage",
    "FleetClient",
    "Health",
    "Instance",
    "LookFailed",
    "Money",
    "MonitorEnd",
    "NovitaApiService",
    "NovitaClient",
    "OptimalProduct",
    "Page",
    "PhaseChange",
    "ProbeTried",
    "QueueStatus",
    "RateLimitOptions",
    "RateLimiter",
    "RawResponse",
    "RedactingFilter",
    "RequestsTransport",
    "ResponseInfo",
    "ResponseStream",
    "Transport",
    "TransportRequest",
    "TransportResponse",
    "Urllib3Transport",
    "V2Instance",
    "WebhookClient",
    "WebhookReceiver",
    "__version__",
    "add_money",
    "compare_money",
    "cost_of",
    "errors",
    "format_money",
    "generate_signature",
    "money",
    "parse_money",
    "verify_webhook",
    "webhooks",
]
