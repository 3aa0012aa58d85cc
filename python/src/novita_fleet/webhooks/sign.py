"""Signing webhooks: `X-Webhook-Signature` and the Standard Webhooks headers, over the exact bytes that are sent."""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Sequence

from ..errors.argument import InvalidArgumentError
from ..resilience.option_checks import check_number
from .secrets import check_secret, secret_list, standard_key

RawBody = bytes | bytearray | memoryview | str
ID_FORM = re.compile(r"[!-\-/-~]{1,256}")
_MAX_TIMESTAMP = 999_999_999_999


def body_bytes(body: RawBody) -> bytes:
    """The bytes of a body; text is sent as UTF-8."""
    return body.encode() if isinstance(body, str) else bytes(body)


def generate_signature(payload: RawBody, secret: str) -> str:
    """`sha256=` and the hex HMAC-SHA256 of the payload, keyed with the whole secret as UTF-8.

    Example:
        signature = generate_signature(f"{timestamp}.{body}", secret)
    """
    return f"sha256={hmac.new(check_secret(secret).encode(), body_bytes(payload), 'sha256').hexdigest()}"


def sign_webhook(*, id: str, timestamp: int, body: RawBody, secrets: str | Sequence[str]) -> dict[str, str]:
    """The six headers of a webhook; `timestamp` is Unix seconds. With several secrets there are several signatures."""
    listed = secret_list(secrets)
    check_id(id)
    seconds = str(int(check_number("timestamp", timestamp, maximum=_MAX_TIMESTAMP, integer=True)))
    content = body_bytes(body)
    plain = ",".join("sha256=" + plain_digest(secret, seconds, content) for secret in listed)
    standard = " ".join("v1," + standard_digest(secret, id, seconds, content) for secret in listed)
    return {
        "x-webhook-id": id,
        "x-webhook-timestamp": seconds,
        "x-webhook-signature": plain,
        "webhook-id": id,
        "webhook-timestamp": seconds,
        "webhook-signature": standard,
    }


def check_id(id: str) -> None:
    """Refuses what cannot be the id of a webhook."""
    if not isinstance(id, str) or ID_FORM.fullmatch(id) is None:
        raise InvalidArgumentError("id", '"id" must be 1 to 256 visible ASCII characters without a full stop')


def plain_digest(secret: str, timestamp: str, body: bytes) -> str:
    """What stands behind `sha256=`."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, "sha256").hexdigest()


def standard_digest(secret: str, id: str, timestamp: str, body: bytes) -> str:
    """What stands behind `v1,`."""
    signed = f"{id}.{timestamp}.".encode() + body
    return base64.b64encode(hmac.new(standard_key(secret), signed, "sha256").digest()).decode()
