"""Headers that callers add."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..errors.argument import InvalidArgumentError

_OWN = {
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "user-agent",
    "x-correlation-id",
}
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


def check_headers(headers: Any) -> tuple[tuple[str, str], ...]:
    """Headers that can be sent, names in lower case."""
    if not isinstance(headers, Mapping):
        raise InvalidArgumentError("headers", '"headers" must be a mapping of names and values')
    checked = []
    for name, value in headers.items():
        lower = str(name).lower()
        if lower in _OWN:
            raise InvalidArgumentError(f"headers.{name}", f'The header "{name}" is set by the client')
        if _NAME.fullmatch(lower) is None:
            raise InvalidArgumentError("headers", f'"headers": "{name}" is not the name of a header')
        if not isinstance(value, str) or _VALUE.fullmatch(value) is None:
            raise InvalidArgumentError(f"headers.{name}", f'The value of the header "{name}" cannot be sent')
        checked.append((lower, value))
    return tuple(checked)
