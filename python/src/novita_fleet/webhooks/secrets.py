"""Secrets of webhooks: any text, or `whsec_` and base64, as Standard Webhooks has it."""

from __future__ import annotations

import base64
import re
import secrets as system_secrets
from collections.abc import Callable, Sequence
from typing import Any

from ..errors.argument import InvalidArgumentError

_PREFIX = "whsec_"
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_MIN_KEY_BYTES = 24
_MAX_KEY_BYTES = 64
_MAX_SECRETS = 16


def generate_secret(random_bytes: Callable[[int], bytes] = system_secrets.token_bytes) -> str:
    """A new secret of 32 random bytes, as `whsec_` and base64."""
    return _PREFIX + base64.b64encode(random_bytes(32)).decode()


def parse_secret(secret: str) -> bytes:
    """The key behind `whsec_`; raises InvalidArgumentError when it has another form."""
    if not isinstance(secret, str) or not secret.startswith(_PREFIX):
        raise InvalidArgumentError("secret", f'the secret must start with "{_PREFIX}"')
    return _decode(secret)


def standard_key(secret: str) -> bytes:
    """The key of the Standard Webhooks signature."""
    return parse_secret(secret) if secret.startswith(_PREFIX) else check_secret(secret).encode()


def check_secret(secret: Any) -> str:
    """The secret, when it can be used."""
    if not isinstance(secret, str) or secret == "":
        raise InvalidArgumentError("secret", "a secret must be a non-empty string")
    if secret.startswith(_PREFIX):
        _decode(secret)
    return secret


def non_empty_secrets(secrets: str | Sequence[str]) -> Sequence[str]:
    """One secret or several, as a list."""
    listed: Any = [secrets] if isinstance(secrets, str) else secrets
    fits = isinstance(listed, (list, tuple)) and 0 < len(listed) <= _MAX_SECRETS
    if not fits or not all(isinstance(each, str) and each for each in listed):
        message = f'"secrets" must be a non-empty string or a list of 1 to {_MAX_SECRETS} of them'
        raise InvalidArgumentError("secrets", message)
    return listed  # type: ignore[no-any-return]


def secret_list(secrets: str | Sequence[str]) -> Sequence[str]:
    """One secret or several, each of which can be used."""
    listed = non_empty_secrets(secrets)
    for secret in listed:
        check_secret(secret)
    return listed


def _decode(secret: str) -> bytes:
    encoded = secret[len(_PREFIX) :]
    if _BASE64.fullmatch(encoded) is not None:
        key = base64.b64decode(encoded)
        if _MIN_KEY_BYTES <= len(key) <= _MAX_KEY_BYTES:
            return key
    message = f'after "{_PREFIX}" the secret must be padded base64 of {_MIN_KEY_BYTES} to {_MAX_KEY_BYTES} bytes'
    raise InvalidArgumentError("secret", message)
