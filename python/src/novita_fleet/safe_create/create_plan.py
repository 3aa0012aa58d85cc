"""What a safe create is going to do, checked before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from ..cancellation import Cancellation
from ..errors.argument import InvalidArgumentError
from ..http.request_checks import check_cancel
from ..programs.operation_checks import check_request, operations
from ..programs.request_rules import check_create_request
from ..resilience.option_checks import check_callable, check_known_options, check_number
from .decide_create import SafeCreateRules

_MAX_NAME = 255
_MARKER = re.compile("[A-Za-z0-9]{1,40}")


@dataclass(frozen=True)
class SafeCreateProgress:
    """A step of a safe create: `send` or `search`; `attempt` counts the create calls so far."""

    step: str
    attempt: int
    candidate: Mapping[str, Any]
    name: str


class SafeCreateOptions(TypedDict, total=False):
    """Options of a safe create.

    marker: becomes part of the name; 1 to 40 letters and digits; random unless given.
    candidates: what replaces fields of the request, in turn, such as productId and clusterId.
    settle_ms (30000): how long a call whose answer was lost may still appear, in milliseconds.
    max_attempts (3): how often the call is sent at most for each candidate.
    search_limit_ms (120000): how long one search goes on while the list cannot be read, in milliseconds.
    cancel, on_progress: give up; be told of each step.
    """

    marker: str
    candidates: Sequence[Mapping[str, Any]]
    settle_ms: float
    max_attempts: int
    search_limit_ms: float
    cancel: Cancellation | None
    on_progress: Callable[[SafeCreateProgress], None] | None


@dataclass(frozen=True)
class SafeCreatePlan:
    """What is sent in turn, and the rules."""

    name: str
    requests: Sequence[Mapping[str, Any]]
    candidates: Sequence[Mapping[str, Any]]
    has_candidates: bool
    rules: SafeCreateRules
    cancel: Cancellation | None
    on_progress: Callable[[SafeCreateProgress], None] | None


def plan_create(
    new_marker: Callable[[], str], request: Mapping[str, Any], options: SafeCreateOptions, at: str = ""
) -> SafeCreatePlan:
    """The plan; raises InvalidArgumentError. `at` names the request among others."""
    check_known_options("create_instance", options, SafeCreateOptions.__annotations__)
    candidates = options.get("candidates")
    listed = [{}] if candidates is None else candidates
    requests = _requests_of(request, candidates, at)
    rules = SafeCreateRules(
        settle_ms=check_number("settle_ms", options.get("settle_ms", 30_000)),
        max_attempts=check_number("max_attempts", options.get("max_attempts", 3), minimum=1, integer=True),
        search_limit_ms=check_number("search_limit_ms", options.get("search_limit_ms", 120_000)),
        candidates=len(listed),
    )
    marker = options.get("marker")
    name = _marked_name(request.get("name") or "instance", f"nf{new_marker()}" if marker is None else marker, at)
    return SafeCreatePlan(
        name=name,
        requests=[{**each, "name": name} for each in requests],
        candidates=listed,
        has_candidates=candidates is not None,
        rules=rules,
        cancel=check_cancel(options.get("cancel")),
        on_progress=check_callable("on_progress", options.get("on_progress")),
    )


def _requests_of(request: Any, candidates: Any, at: str) -> Sequence[Mapping[str, Any]]:
    _check_object(request, at or "request")
    if candidates is None:
        return [_checked(request, at)]
    if not isinstance(candidates, (list, tuple)) or not candidates:
        raise InvalidArgumentError("candidates", '"candidates" must be a list of at least 1 candidate')
    found = []
    for index, candidate in enumerate(candidates):
        _check_object(candidate, f"candidates[{index}]")
        for fixed in ("kind", "name"):
            if fixed in candidate:
                name = f"candidates[{index}].{fixed}"
                raise InvalidArgumentError(name, f'"{name}" cannot be replaced: it is that of the request')
        found.append(_checked({**request, **candidate}, at or f"candidates[{index}]"))
    return found


def _checked(request: Mapping[str, Any], at: str) -> Mapping[str, Any]:
    check_request(at, request, operations()["operations"]["createInstance"]["body"])
    check_create_request(request)
    return request


def _check_object(value: Any, name: str) -> None:
    if not isinstance(value, Mapping):
        raise InvalidArgumentError(name, f'"{name}" must be a mapping')


def _marked_name(name: str, marker: Any, at: str) -> str:
    if not isinstance(marker, str) or _MARKER.fullmatch(marker) is None:
        raise InvalidArgumentError("marker", '"marker" must be 1 to 40 letters and digits')
    marked = f"{name}-{marker}"
    if len(marked) <= _MAX_NAME:
        return marked
    most = _MAX_NAME - len(marker) - 1
    argument = f"{at}.name" if at else "name"
    raise InvalidArgumentError(argument, f'"{argument}" must have at most {most} characters, got {len(name)}')
