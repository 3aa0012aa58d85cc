"""Creates many instances, each exactly once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypedDict

from ..cancellation import Cancellation
from ..errors.argument import InvalidArgumentError
from ..errors.base import NovitaError
from ..errors.call import AbortedError
from ..errors.workflow import CreateUnclearError
from ..program import Program, Together
from ..programs.instances import InstancesResource
from ..resilience.clock import Clock
from ..resilience.option_checks import check_callable, check_known_options, check_number
from ..safe_create.create_plan import SafeCreateOptions, SafeCreatePlan, plan_create
from ..safe_create.safe_create import CreatedInstance, safe_create


@dataclass(frozen=True)
class CreateResult:
    """What became of one request. `instance` when it is there; else `error`, and `outcome`: not_begun, refused or
    unclear. Search for `marker`, the whole name, before asking again for one that is unclear."""

    request: Mapping[str, Any]
    marker: str
    outcome: str
    instance: CreatedInstance | None = None
    error: Exception | None = None

    @property
    def ok(self) -> bool:
        """Whether the instance is there."""
        return self.instance is not None


class CreateInstancesOptions(TypedDict, total=False):
    """Options of a batch: `concurrency` (4) at once; `on_result` is told of each; the others as of a safe create."""

    concurrency: int
    on_result: Callable[[CreateResult, int], None] | None
    candidates: Sequence[Mapping[str, Any]]
    settle_ms: float
    max_attempts: int
    search_limit_ms: float
    cancel: Cancellation | None


def create_instances(
    instances: InstancesResource,
    clock: Clock,
    new_marker: Callable[[], str],
    requests: Sequence[Mapping[str, Any]],
    options: CreateInstancesOptions,
) -> Program[Sequence[CreateResult]]:
    """The results, in the order of the requests; no failure of one ends another."""
    check_known_options("create_instances", options, CreateInstancesOptions.__annotations__)
    limit = int(check_number("concurrency", options.get("concurrency", 4), minimum=1, maximum=64, integer=True))
    on_result = check_callable("on_result", options.get("on_result"))
    if not isinstance(requests, (list, tuple)):
        raise InvalidArgumentError("requests", '"requests" must be a list')
    each: Any = {name: value for name, value in options.items() if name not in ("concurrency", "on_result")}
    # All of them before the first is sent: a mistake in the last one must not be found when money is spent already.
    plans = [plan_create(new_marker, request, each, f"requests[{index}]") for index, request in enumerate(requests)]

    def one(index: int, request: Mapping[str, Any], plan: SafeCreatePlan) -> Program[CreateResult]:
        result = yield from _create(instances, clock, request, plan)
        if on_result is not None:
            # The results of the others must not be lost by a mistake in the callback.
            with suppress(Exception):
                on_result(result, index)
        return result

    programs = [one(index, requests[index], plan) for index, plan in enumerate(plans)]
    results: list[CreateResult] = yield Together(programs, limit)
    return results


def create_one(
    instances: InstancesResource,
    clock: Clock,
    new_marker: Callable[[], str],
    request: Mapping[str, Any],
    options: SafeCreateOptions,
) -> Program[CreatedInstance]:
    """One safe create."""
    return (yield from safe_create(instances, clock, plan_create(new_marker, request, options)))


def _create(
    instances: InstancesResource, clock: Clock, request: Mapping[str, Any], plan: SafeCreatePlan
) -> Program[CreateResult]:
    if plan.cancel is not None and plan.cancel.cancelled:
        return CreateResult(request, plan.name, "not_begun", error=AbortedError(False))
    try:
        created = yield from safe_create(instances, clock, plan)
    except Exception as error:
        refused = isinstance(error, NovitaError) and not isinstance(error, CreateUnclearError)
        return CreateResult(request, plan.name, "refused" if refused else "unclear", error=error)
    return CreateResult(request, plan.name, "created", instance=created)
