"""Workflows on top of the resources, as programs."""

from __future__ import annotations

import random as system_random
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

from ..cancellation import Cancellation
from ..generated.novita_requests import CreateInstanceRequest
from ..http.request_checks import check_cancel
from ..models.instance import Instance
from ..program import Iteration, Program
from ..resilience.clock import Clock, Random
from ..resilience.option_checks import check_known_options
from ..safe_create.create_plan import SafeCreateOptions
from ..safe_create.safe_create import CreatedInstance
from ..waiting.wait_for_instance import MonitorItem, monitor_instance, wait_for_instance
from ..waiting.wait_options import WaitOptions
from ..waiting.wait_ticker import Spawner, WaitTicker
from ..workflows.create_instances import CreateInstancesOptions, CreateResult, create_instances, create_one
from ..workflows.optimal_product import CatalogueParts, OptimalProduct, get_optimal_product, plan_candidates
from ..workflows.product_criteria import ProductCriteria
from .call_operation import Caller
from .catalogue import ClustersResource, ProductsResource
from .instances import InstancesResource


class SearchOptions(TypedDict, total=False):
    """Options of a search in the catalogue."""

    cancel: Cancellation | None


class PlanCandidatesOptions(SearchOptions, total=False):
    """Options of a plan: `limit` (10) candidates at most."""

    limit: int


class ServiceWorkflows:
    """What `NovitaApiService` and `AsyncNovitaApiService` do."""

    def __init__(
        self,
        caller: Caller,
        spawner: Spawner,
        clock: Clock,
        new_marker: Callable[[], str] | None,
        random: Random | None,
    ) -> None:
        self._clock = clock
        self._new_marker = new_marker or (lambda: uuid.uuid4().hex[:16])
        self._instances = InstancesResource(caller)
        self._catalogue = CatalogueParts(ClustersResource(caller), ProductsResource(caller))
        self._ticker = WaitTicker(self._instances, clock, random or system_random.random, spawner)

    def create_instance(
        self, request: CreateInstanceRequest | Mapping[str, Any], options: SafeCreateOptions
    ) -> Program[CreatedInstance]:
        """Creates exactly one instance, and finds it again when the answer is lost.

        The name gets a unique marker. A call without a clear answer is never simply sent again: the list is searched
        for the marker, and what is found is adopted. With `candidates` the next one is tried when one is refused.

        Raises CreateRefusedError (with candidates) or the refusal itself; CreateUnclearError when it is not known
        whether the instance exists; InvalidArgumentError before anything is sent.
        """
        return create_one(self._instances, self._clock, self._new_marker, request, options)

    def create_instances(
        self, requests: Sequence[CreateInstanceRequest | Mapping[str, Any]], options: CreateInstancesOptions
    ) -> Program[Sequence[CreateResult]]:
        """Creates many instances, each exactly once; the results are in the order of the requests."""
        return create_instances(self._instances, self._clock, self._new_marker, requests, options)

    def get_optimal_product(
        self, criteria: ProductCriteria | Mapping[str, Any], options: SearchOptions
    ) -> Program[OptimalProduct]:
        """The cheapest product that meets the criteria; raises NoProductError, which says what comes close."""
        check_known_options("get_optimal_product", options, SearchOptions.__annotations__)
        return get_optimal_product(self._catalogue, criteria, check_cancel(options.get("cancel")))

    def plan_candidates(
        self,
        criteria: ProductCriteria | Mapping[str, Any] | Sequence[ProductCriteria | Mapping[str, Any]],
        options: PlanCandidatesOptions,
    ) -> Program[Sequence[dict[str, Any]]]:
        """Candidates for `create_instance`: what meets the first wish, then the next; raises NoProductError."""
        known = ("limit", *SearchOptions.__annotations__)
        check_known_options("plan_candidates", options, known)
        cancel = check_cancel(options.get("cancel"))
        return plan_candidates(self._catalogue, criteria, options.get("limit", 10), cancel)

    def wait_for_instance(self, id: str, options: WaitOptions) -> Program[Instance]:
        """Waits until an instance is as wanted (`until`, ready by default).

        Raises InstanceFailedError, WaitTimeoutError or AbortedError; the first two carry every status seen.
        """
        return wait_for_instance(self._ticker, id, options)

    def monitor_instance(self, id: str, options: WaitOptions) -> Iteration[MonitorItem]:
        """Emits every change of phase and, last, how it ended. Leaving the loop ends the wait."""
        return monitor_instance(self._ticker, id, options)
