"""Reads the headers of both families of signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors.webhook import WebhookVerificationError
from .sign import ID_FORM

_TIMESTAMP_FORM = re.compile(r"[0-9]{1,12}")
_NAMES = (
    "x-webhook-id",
    "x-webhook-timestamp",
    "x-webhook-signature",
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
)


@dataclass(frozen=True)
class SignatureHeaders:
    """What the headers say; a family that is not complete is None."""

    id: str
    timestamp: str
    plain: str | None
    standard: str | None


def read_signature_headers(headers: Any) -> SignatureHeaders:
    """The headers, from a mapping or from pairs; names in any case."""
    found = dict.fromkeys(_NAMES, "")
    for name, value in _pairs(headers):
        lower = name.lower()
        if lower not in found or value is None:
            continue
        if not isinstance(value, str) or found[lower] != "":
            raise _malformed("a signature header came more than once")
        found[lower] = value
    plain = all(found[name] for name in _NAMES[:3])
    standard = all(found[name] for name in _NAMES[3:])
    if not plain and not standard:
        raise WebhookVerificationError(
            "webhook_header_missing",
            "the request carries neither X-Webhook-Id, X-Webhook-Timestamp and X-Webhook-Signature "
            "nor webhook-id, webhook-timestamp and webhook-signature",
        )
    id = _agreed("id", found["x-webhook-id"], found["webhook-id"])
    timestamp = _agreed("timestamp", found["x-webhook-timestamp"], found["webhook-timestamp"])
    if ID_FORM.fullmatch(id) is None:
        raise _malformed("the id header has characters that an id cannot have, or is too long")
    if _TIMESTAMP_FORM.fullmatch(timestamp) is None:
        raise _malformed("the timestamp header is not 1 to 12 digits")
    return SignatureHeaders(
        id,
        timestamp,
        found["x-webhook-signature"] if plain else None,
        found["webhook-signature"] if standard else None,
    )


def _pairs(headers: Any) -> list[tuple[str, Any]]:
    listed = headers.items() if hasattr(headers, "items") else headers
    return [(str(name), value) for name, value in listed]


def _agreed(what: str, plain: str, standard: str) -> str:
    if plain and standard and plain != standard:
        raise _malformed(f"X-Webhook-{what} and webhook-{what} differ")
    return plain or standard


def _malformed(message: str) -> WebhookVerificationError:
    return WebhookVerificationError("webhook_malformed", message)


HeaderSource = Mapping[str, Any]
