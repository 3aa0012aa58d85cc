"""Calls of the fleet server."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from .call_options import ResourceCallOptions
from .errors.argument import InvalidArgumentError
from .program import Emit, Iteration, Program
from .programs.call_operation import Caller


class FleetCallOptions(ResourceCallOptions, total=False):
    """Options of calls that create. `idempotency_key`: the same key and request give the same thing; random unless
    given, so that repetitions by the client itself are safe."""

    idempotency_key: str


def call_fleet(
    caller: Caller,
    method: str,
    path: str,
    options: Mapping[str, Any],
    *,
    params: Mapping[str, str] | None = None,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
    idempotent: bool,
    keyed: bool = False,
) -> Program[Any]:
    """The answer of the server."""
    more = dict(options)
    if keyed:
        key = more.pop("idempotency_key", None) or str(uuid.uuid4())
        more["headers"] = {**(more.get("headers") or {}), "idempotency-key": key}
    target = re.sub(r"\{(\w+)\}", lambda found: _checked((params or {})[found[1]], found[1]), path)
    return (
        yield from caller.request(
            method=method, path=target, route=path, query=query, body=body, idempotent=idempotent, **more
        )
    )


def iterate_fleet(read: Callable[[dict[str, str]], Program[Any]]) -> Iteration[Any]:
    """Emits every item of every page."""
    place: dict[str, str] = {}
    while True:
        page = yield from read(place)
        for item in page["data"]:
            yield Emit(item)
        cursor = page.get("nextCursor")
        if cursor is None:
            return
        place = {"cursor": cursor}


def _checked(value: Any, name: str) -> str:
    if not isinstance(value, str) or value in ("", ".", ".."):
        raise InvalidArgumentError(name, f'"{name}" must be text that is not empty')
    return quote(value, safe="!'()*~")
