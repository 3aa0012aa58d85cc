# Generated from python/src/novita_fleet/programs/service.py by `npm run generate`. Do not edit.
"""Workflows on top of the resources, as programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from ..generated.novita_requests import CreateInstanceRequest
from ..models.instance import Instance
from ..safe_create.create_plan import SafeCreateOptions
from ..safe_create.safe_create import CreatedInstance
from ..waiting.wait_for_instance import MonitorItem, monitor_instance, wait_for_instance
from ..waiting.wait_options import WaitOptions
from ..workflows.create_instances import CreateInstancesOptions, CreateResult, create_instances
from ..workflows.optimal_product import OptimalProduct, get_optimal_product, plan_candidates
from ..workflows.product_criteria import ProductCriteria
from ..programs.service import SearchOptions
from ..programs.service import PlanCandidatesOptions
from typing_extensions import Unpack

from ..programs import service as programs
from ..drivers.sync_driver import SyncDriver


class ServiceWorkflows:
    """What `NovitaApiService` and `AsyncNovitaApiService` do."""

    def __init__(self, programs: programs.ServiceWorkflows, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def create_instance(self, request: CreateInstanceRequest | Mapping[str, Any], **options: Unpack[SafeCreateOptions]) -> CreatedInstance:
        """Creates exactly one instance, and finds it again when the answer is lost.

        The name gets a unique marker. A call without a clear answer is never simply sent again: the list is searched
        for the marker, and what is found is adopted. With `candidates` the next one is tried when one is refused.

        Raises CreateRefusedError (with candidates) or the refusal itself; CreateUnclearError when it is not known
        whether the instance exists; InvalidArgumentError before anything is sent.
        """
        return self._driver.run(self._programs.create_instance(request, options))

    def create_instances(self, requests: Sequence[CreateInstanceRequest | Mapping[str, Any]], **options: Unpack[CreateInstancesOptions]) -> Sequence[CreateResult]:
        """Creates many instances, each exactly once; the results are in the order of the requests."""
        return self._driver.run(self._programs.create_instances(requests, options))

    def get_optimal_product(self, criteria: ProductCriteria | Mapping[str, Any], **options: Unpack[SearchOptions]) -> OptimalProduct:
        """The cheapest product that meets the criteria; raises NoProductError, which says what comes close."""
        return self._driver.run(self._programs.get_optimal_product(criteria, options))

    def plan_candidates(self, criteria: ProductCriteria | Mapping[str, Any] | Sequence[ProductCriteria | Mapping[str, Any]], **options: Unpack[PlanCandidatesOptions]) -> Sequence[dict[str, Any]]:
        """Candidates for `create_instance`: what meets the first wish, then the next; raises NoProductError."""
        return self._driver.run(self._programs.plan_candidates(criteria, options))

    def wait_for_instance(self, id: str, **options: Unpack[WaitOptions]) -> Instance:
        """Waits until an instance is as wanted (`until`, ready by default).

        Raises InstanceFailedError, WaitTimeoutError or AbortedError; the first two carry every status seen.
        """
        return self._driver.run(self._programs.wait_for_instance(id, options))

    def monitor_instance(self, id: str, **options: Unpack[WaitOptions]) -> Iterator[MonitorItem]:
        """Emits every change of phase and, last, how it ended. Leaving the loop ends the wait."""
        return self._driver.iterate(self._programs.monitor_instance(id, options))
