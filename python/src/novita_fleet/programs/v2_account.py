"""Networks, jobs, prewarm tasks and endpoints of the second API generation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..generated.novita_requests import (
    V2CreateEndpointRequest,
    V2CreateNetworkRequest,
    V2CreatePrewarmTaskRequest,
    V2DeletePrewarmTasksRequest,
    V2ListEndpointsParams,
    V2ListJobsParams,
    V2ListNetworksParams,
    V2ListPrewarmTasksParams,
    V2SaveImageRequest,
    V2UpdateEndpointRequest,
    V2UpdateNetworkRequest,
)
from ..models.loose_values import read_object, read_texts
from ..models.v2_account import V2Endpoint, V2Job, V2Network, V2NewTask, V2PrewarmTask
from ..program import Iteration, Program, collect
from .answers import NewId, check_found, check_id, create_and_find, read_new_id, settle_deletion
from .call_operation import Caller, Options, call_operation, check_operation
from .lists import PAGE_SIZE, CursorPage, list_by_cursor, read_cursor_page
from .request_rules import check_replicas


class V2NetworksResource:
    """Private networks."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self, params: V2ListNetworksParams | Mapping[str, Any] | None, options: Options
    ) -> Program[CursorPage[V2Network]]:
        """One page of networks."""
        query = {"limit": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "v2ListNetworks", options, query=query)
        return read_cursor_page(answer, "networks", V2Network)

    def list_all(
        self, params: V2ListNetworksParams | Mapping[str, Any] | None, options: Options
    ) -> Iteration[V2Network]:
        """Every one of the networks, page after page."""
        return list_by_cursor(lambda place: self.list({**(params or {}), **place}, options))

    def get(self, id: str, options: Options) -> Program[V2Network]:
        """One network."""
        params = {"network_id": check_id(id, "network")}
        answer = yield from call_operation(self._caller, "v2GetNetwork", options, params=params)
        return check_found(V2Network(answer), "network")

    def create(
        self, request: V2CreateNetworkRequest | Mapping[str, Any], options: Options
    ) -> Program[V2Network | None]:
        """Creates a network; None when it is not clear which one it is."""
        check_operation("v2CreateNetwork", body=request)
        return (
            yield from create_and_find(
                lambda: self._list_like(request, options),
                lambda: call_operation(self._caller, "v2CreateNetwork", options, body=request, idempotent=False),
            )
        )

    def update(self, id: str, request: V2UpdateNetworkRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Renames a network."""
        params = {"network_id": check_id(id, "network")}
        yield from call_operation(
            self._caller, "v2UpdateNetwork", options, params=params, body=request, idempotent=True
        )

    def delete(self, id: str, options: Options) -> Program[None]:
        """Deletes a network."""
        params = {"network_id": check_id(id, "network")}
        return settle_deletion(call_operation(self._caller, "v2DeleteNetwork", options, params=params, idempotent=True))

    def _list_like(self, request: Mapping[str, Any], options: Options) -> Program[Sequence[V2Network]]:
        listed: list[V2Network] = []
        yield from collect(self.list_all({"name": request["name"]}, options), listed.append)
        # How an answer spells the region is not published; one that tells none may be the one.
        places = (None, request["region_id"])
        return [each for each in listed if each.name == request["name"] and each.region_id in places]


class V2JobsResource:
    """Long jobs of the cloud."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(self, params: V2ListJobsParams | Mapping[str, Any] | None, options: Options) -> Program[CursorPage[V2Job]]:
        """One page of jobs."""
        query = {"limit": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "v2ListJobs", options, query=query)
        return read_cursor_page(answer, "jobs", V2Job)

    def list_all(self, params: V2ListJobsParams | Mapping[str, Any] | None, options: Options) -> Iteration[V2Job]:
        """Every one of the jobs, page after page."""
        return list_by_cursor(lambda place: self.list({**(params or {}), **place}, options))

    def get(self, id: str, options: Options) -> Program[V2Job]:
        """One job."""
        params = {"job_id": check_id(id, "job")}
        answer = yield from call_operation(self._caller, "v2GetJob", options, params=params)
        return check_found(V2Job(answer), "job")

    def stop(self, id: str, options: Options) -> Program[None]:
        """Ends a job."""
        params = {"job_id": check_id(id, "job")}
        yield from call_operation(self._caller, "v2BreakJob", options, params=params, idempotent=True)

    def save_image(self, request: V2SaveImageRequest | Mapping[str, Any], options: Options) -> Program[NewId]:
        """Saves the disk of an instance as an image."""
        answer = yield from call_operation(self._caller, "v2SaveImage", options, body=request, idempotent=False)
        return read_new_id(_job_id(answer), "job")


class V2PrewarmTasksResource:
    """Images that are prepared in a region."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self, params: V2ListPrewarmTasksParams | Mapping[str, Any] | None, options: Options
    ) -> Program[CursorPage[V2PrewarmTask]]:
        """One page of prewarm tasks."""
        query = {"limit": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "v2ListPrewarmTasks", options, query=query)
        return read_cursor_page(answer, "prewarm tasks", V2PrewarmTask)

    def list_all(
        self, params: V2ListPrewarmTasksParams | Mapping[str, Any] | None, options: Options
    ) -> Iteration[V2PrewarmTask]:
        """Every one of the prewarm tasks, page after page."""
        return list_by_cursor(lambda place: self.list({**(params or {}), **place}, options))

    def get(self, id: str, options: Options) -> Program[V2PrewarmTask]:
        """One prewarm task."""
        params = {"task_id": check_id(id, "prewarm task")}
        answer = yield from call_operation(self._caller, "v2GetPrewarmTask", options, params=params)
        return check_found(V2PrewarmTask(answer), "prewarm task")

    def create(self, request: V2CreatePrewarmTaskRequest | Mapping[str, Any], options: Options) -> Program[V2NewTask]:
        """Begins to prepare an image; the answer may not tell the id."""
        return V2NewTask(
            (yield from call_operation(self._caller, "v2CreatePrewarmTask", options, body=request, idempotent=False))
        )

    def delete_many(self, request: V2DeletePrewarmTasksRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Deletes tasks."""
        call = call_operation(self._caller, "v2DeletePrewarmTasks", options, body=request, idempotent=True)
        if len(read_texts(read_object(request).get("task_ids"))) == 1:
            yield from settle_deletion(call)
        else:
            # Of several, one that is not there says nothing about the others.
            yield from call


class V2EndpointsResource:
    """Serverless endpoints."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self, params: V2ListEndpointsParams | Mapping[str, Any] | None, options: Options
    ) -> Program[CursorPage[V2Endpoint]]:
        """One page of endpoints."""
        query = {"limit": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "v2ListEndpoints", options, query=query)
        return read_cursor_page(answer, "endpoints", V2Endpoint)

    def list_all(
        self, params: V2ListEndpointsParams | Mapping[str, Any] | None, options: Options
    ) -> Iteration[V2Endpoint]:
        """Every one of the endpoints, page after page."""
        return list_by_cursor(lambda place: self.list({**(params or {}), **place}, options))

    def get(self, id: str, options: Options) -> Program[V2Endpoint]:
        """One endpoint."""
        params = {"endpoint_id": check_id(id, "endpoint")}
        answer = yield from call_operation(self._caller, "v2GetEndpoint", options, params=params)
        return check_found(V2Endpoint(answer), "endpoint")

    def create(self, request: V2CreateEndpointRequest | Mapping[str, Any], options: Options) -> Program[NewId]:
        """Creates an endpoint; its workers cost money."""
        answer = yield from call_operation(
            self._caller,
            "v2CreateEndpoint",
            options,
            body=request,
            idempotent=False,
            check=lambda: check_replicas(request.get("worker_config")),
        )
        return read_new_id(read_object(answer).get("id"), "endpoint")

    def update(self, id: str, request: V2UpdateEndpointRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Changes an endpoint."""
        params = {"endpoint_id": check_id(id, "endpoint")}
        yield from call_operation(
            self._caller,
            "v2UpdateEndpoint",
            options,
            params=params,
            body=request,
            check=lambda: check_replicas(request.get("worker_config")),
            idempotent=True,
        )

    def delete(self, id: str, options: Options) -> Program[None]:
        """Deletes an endpoint."""
        params = {"endpoint_id": check_id(id, "endpoint")}
        return settle_deletion(
            call_operation(self._caller, "v2DeleteEndpoint", options, params=params, idempotent=True)
        )


def _job_id(answer: Any) -> Any:
    body = read_object(answer)
    return body.get("id") if body.get("job_id") is None else body.get("job_id")
