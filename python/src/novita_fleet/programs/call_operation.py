"""Sends one operation of the cloud."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from urllib.parse import quote

from ..call_options import ResourceCallOptions
from ..program import Program
from ..resilience.option_checks import check_known_options
from .operation_checks import check_fields, check_request, operations

_OPTION_NAMES = (
    "headers",
    "cancel",
    "correlation_id",
    "catalogue",
    "on_response",
    "timeout_ms",
    "deadline_ms",
    "max_retries",
)
Options = ResourceCallOptions


class Caller(Protocol):
    """What sends requests: a client, or a test."""

    def request(self, *, method: str, path: str, **options: Any) -> Program[Any]:
        """The answer, decoded."""
        ...


def check_operation(
    id: str, *, query: Mapping[str, Any] | None = None, body: Any = None, check: Callable[[], object] | None = None
) -> None:
    """Refuses what the description of the operation does not allow."""
    entry = operations()["operations"][id]
    check_fields("", query or {}, entry.get("query", {}))
    limits = entry.get("body")
    if limits is not None and not (body is None and entry.get("bodyIsOptional") is True):
        check_request("", body, limits)
    if check is not None:
        check()


def call_operation(
    caller: Caller,
    id: str,
    options: Options,
    *,
    params: Mapping[str, str] | None = None,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
    idempotent: bool | None = None,
    check: Callable[[], object] | None = None,
) -> Program[Any]:
    """Checks, sends, and answers what the cloud says."""
    check_known_options(id, options, _OPTION_NAMES)
    check_operation(id, query=query, body=body, check=check)
    entry = operations()["operations"][id]
    path: str = entry["path"]
    more: dict[str, Any] = dict(options)
    if query is not None:
        more["query"] = {
            name: ",".join(map(str, value)) if isinstance(value, (list, tuple)) else value
            for name, value in query.items()
            if value is not None
        }
    if body is not None:
        more["body"] = _without_none(body)
    if idempotent is not None:
        more["idempotent"] = idempotent
    return (yield from caller.request(method=entry["method"], path=_fill(path, params), route=path, **more))


def _fill(path: str, params: Mapping[str, str] | None) -> str:
    if params is None:
        return path
    return re.sub(r"\{(\w+)\}", lambda found: quote(params.get(found[1], ""), safe="!'()*~"), path)


def _without_none(value: Any) -> Any:
    """None counts as absent, as it did for the checks."""
    if isinstance(value, Mapping):
        return {name: _without_none(each) for name, each in value.items() if each is not None}
    return [_without_none(each) for each in value] if isinstance(value, (list, tuple)) else value
