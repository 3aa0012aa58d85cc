"""Verifying webhooks, over the raw bytes of the request."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors.argument import InvalidArgumentError
from ..errors.webhook import WebhookVerificationError
from ..resilience.option_checks import check_number
from .event import WebhookEvent, event_problem
from .secrets import check_secret, non_empty_secrets
from .sign import RawBody, body_bytes, plain_digest, standard_digest
from .signature_headers import read_signature_headers

DEFAULT_TOLERANCE_SECONDS = 300
_MAX_TOLERANCE_SECONDS = 86_400
_MAX_SIGNATURES = 16
_RAW_BODY_NEEDED = (
    "the body must be the raw bytes of the request, not a parsed object, because a signature covers the exact bytes. "
    "FastAPI and Starlette: await request.body(). Flask: request.get_data(). Django: request.body"
)


@dataclass(frozen=True)
class VerifiedSignature:
    """The id of the webhook and the Unix seconds at which it was signed."""

    id: str
    timestamp: int


@dataclass(frozen=True)
class VerifiedWebhook:
    """A webhook that can be trusted."""

    id: str
    timestamp: int
    event: WebhookEvent


def verify_webhook(
    *,
    body: RawBody,
    headers: Any,
    secrets: str | Sequence[str],
    tolerance_seconds: float = DEFAULT_TOLERANCE_SECONDS,
    now: float | None = None,
) -> VerifiedWebhook:
    """The event of a request whose signature, time and structure are in order; raises WebhookVerificationError.

    `headers` is a mapping or pairs, with names in any case; `now` is milliseconds since 1970, for tests.

    Example:
        webhook = verify_webhook(body=request.get_data(), headers=request.headers, secrets="whsec_…")
        print(webhook.event["type"])
    """
    verified = verify_signature(
        body=body, headers=headers, secrets=secrets, tolerance_seconds=tolerance_seconds, now=now
    )
    event = _read_event(body)
    if event["id"] != verified.id:
        raise _malformed("the id of the body and the id header differ")
    return VerifiedWebhook(verified.id, verified.timestamp, event)


def verify_signature(
    *,
    body: RawBody,
    headers: Any,
    secrets: str | Sequence[str],
    tolerance_seconds: float = DEFAULT_TOLERANCE_SECONDS,
    now: float | None = None,
) -> VerifiedSignature:
    """As `verify_webhook`, without reading the body."""
    check_tolerance(tolerance_seconds)
    moment = time.time() * 1000 if now is None else check_number("now", now)
    if not isinstance(body, (str, bytes, bytearray, memoryview)):
        raise InvalidArgumentError("body", _RAW_BODY_NEEDED)
    listed = non_empty_secrets(secrets)
    content = body_bytes(body)
    found = read_signature_headers(headers)

    def plain(secret: str) -> str:
        return plain_digest(secret, found.timestamp, content)

    def standard(secret: str) -> str:
        return standard_digest(secret, found.id, found.timestamp, content)

    # The second family costs another HMAC, so it is only computed when the first does not fit.
    valid = _any_fits(found.plain, "sha256=", ",", listed, plain) or _any_fits(
        found.standard, "v1,", " ", listed, standard
    )
    if not valid:
        # A secret that cannot be used is the likelier reason, and the receiver's own mistake.
        for secret in listed:
            check_secret(secret)
        raise WebhookVerificationError(
            "webhook_signature_mismatch",
            "no signature fits the raw body, the timestamp header and any of the secrets",
        )
    seconds = int(found.timestamp)
    _check_time(seconds, moment, tolerance_seconds)
    return VerifiedSignature(found.id, seconds)


def check_tolerance(tolerance_seconds: float) -> None:
    """Refuses a tolerance of 0, below, or above a day."""
    is_number = isinstance(tolerance_seconds, (int, float)) and not isinstance(tolerance_seconds, bool)
    if not is_number or not 0 < tolerance_seconds <= _MAX_TOLERANCE_SECONDS:
        raise InvalidArgumentError(
            "tolerance_seconds",
            f'"tolerance_seconds" must be a number above 0 and at most {_MAX_TOLERANCE_SECONDS}; '
            "the time check cannot be turned off, because old requests could then be replayed",
        )


def _any_fits(
    header: str | None, prefix: str, separator: str, secrets: Sequence[str], digest: Callable[[str], str]
) -> bool:
    if header is None:
        return False
    entries = _split(header, separator) if separator in header else [header]
    for secret in secrets:
        expected = digest(secret).encode()
        for entry in entries:
            received = entry[len(prefix) :].encode("utf-8", "surrogateescape")
            if entry.startswith(prefix) and hmac.compare_digest(received, expected):
                return True
    return False


def _split(header: str, separator: str) -> list[str]:
    entries = header.split(separator, _MAX_SIGNATURES)
    if len(entries) > _MAX_SIGNATURES:
        raise _malformed(f"a signature header holds more than {_MAX_SIGNATURES} entries")
    return [entry.strip() for entry in entries]


def _check_time(seconds: int, now: float, tolerance_seconds: float) -> None:
    age = now / 1000 - seconds
    if abs(age) <= tolerance_seconds:
        return
    distance = f"{abs(round(age))} s {'ago' if age > 0 else 'ahead of this clock'}"
    raise WebhookVerificationError(
        "webhook_timestamp_stale", f"the request was signed {distance}; the tolerance is {tolerance_seconds:g} s"
    )


def _read_event(body: RawBody) -> WebhookEvent:
    try:
        text = body if isinstance(body, str) else bytes(body).decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("the body is not UTF-8") from None
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        # The parser's message quotes the body, so it is not passed on.
        raise _malformed("the body is not JSON") from None
    problem = event_problem(value)
    if problem is not None:
        raise _malformed(problem)
    return value  # type: ignore[no-any-return]


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _malformed(message: str) -> WebhookVerificationError:
    return WebhookVerificationError("webhook_malformed", message)
