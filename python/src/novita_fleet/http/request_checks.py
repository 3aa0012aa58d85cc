"""Checks of what callers give for one request, and how it is written."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ..cancellation import Cancellation
from ..errors.argument import InvalidArgumentError

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_PATH = re.compile(r"/[\x21-\x22\x24-\x7e]*")
_ROUTE = re.compile(r"/[\x21-\x22\x24-\x3e\x40-\x7e]{0,199}")
_ID = re.compile(r"[\x21-\x7e]{1,200}")


def check_method(method: Any) -> str:
    """One of the methods that an API has."""
    if method in _METHODS:
        return str(method)
    raise InvalidArgumentError("method", f'"method" must be one of {", ".join(_METHODS)}')


def check_path(path: Any) -> str:
    """A path that can be sent as it is."""
    if isinstance(path, str) and _PATH.fullmatch(path) is not None:
        return path
    raise InvalidArgumentError("path", '"path" must begin with a slash and be percent-encoded, without a fragment')


def check_route(route: Any) -> str | None:
    """The template of a path, for logs."""
    if route is None or (isinstance(route, str) and _ROUTE.fullmatch(route) is not None):
        return route
    message = '"route" must begin with a slash and have at most 200 visible ASCII characters, without "?" and "#"'
    raise InvalidArgumentError("route", message)


def check_correlation_id(id: Any) -> str | None:
    """What names a call in logs on both sides."""
    if id is None or (isinstance(id, str) and _ID.fullmatch(id) is not None):
        return id
    raise InvalidArgumentError("correlation_id", '"correlation_id" must be 1 to 200 visible ASCII characters')


def check_cancel(cancel: Any) -> Cancellation | None:
    """A Cancellation, or None."""
    if cancel is None or isinstance(cancel, Cancellation):
        return cancel
    raise InvalidArgumentError("cancel", '"cancel" must be a Cancellation')


def encode_body(body: Any) -> bytes:
    """A body as JSON."""
    try:
        text = json.dumps(body, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return text.encode("utf-8", "strict")
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgumentError("body", '"body" cannot be written as JSON') from error


def append_query(target: str, query: Mapping[str, Any]) -> str:
    """The target with a query; None is left out, a list is repeated."""
    parts = []
    for name, value in query.items():
        for each in value if isinstance(value, (list, tuple)) else [value]:
            if each is not None:
                parts.append(f"{_encoded(name, name)}={_encoded(name, each)}")
    if not parts:
        return target
    return target + ("&" if "?" in target else "?") + "&".join(parts)


def _encoded(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)) and math.isfinite(value):
        return quote(str(int(value)) if float(value).is_integer() else repr(value), safe="!'()*~")
    try:
        if isinstance(value, str):
            return quote(value, safe="!'()*~")
    except UnicodeEncodeError:
        pass
    raise InvalidArgumentError(f"query.{name}", f'"query.{name}" must be text, a finite number or a boolean')
