"""Sending, signing, verifying and receiving webhooks.

Receivers for frameworks are in `novita_fleet.webhooks.fastapi`, `.flask` and `.django`, which import theirs when used.
"""

from .address_guard import AddressGuard
from .client import AsyncWebhookClient, WebhookClient
from .delivery import DeliveryResult, WebhookRequest
from .event import WebhookEvent, event_problem
from .receiver import AsyncWebhookReceiver, ReceiverResponse, WebhookReceiver
from .replay_store import MemoryReplayStore, ReplayClaim, ReplayStore
from .secrets import generate_secret, parse_secret
from .sequence_tracker import SequencePosition, SequenceTracker
from .sign import generate_signature, sign_webhook
from .verify import VerifiedSignature, VerifiedWebhook, verify_signature, verify_webhook

__all__ = [
    "AddressGuard",
    "AsyncWebhookClient",
    "AsyncWebhookReceiver",
    "DeliveryResult",
    "MemoryReplayStore",
    "ReceiverResponse",
    "ReplayClaim",
    "ReplayStore",
    "SequencePosition",
    "SequenceTracker",
    "VerifiedSignature",
    "VerifiedWebhook",
    "WebhookClient",
    "WebhookEvent",
    "WebhookReceiver",
    "WebhookRequest",
    "event_problem",
    "generate_secret",
    "generate_signature",
    "parse_secret",
    "sign_webhook",
    "verify_signature",
    "verify_webhook",
]
