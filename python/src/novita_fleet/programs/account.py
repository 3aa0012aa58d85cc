"""Networks, storages, logins, prewarm tasks, jobs and metrics of v1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors.argument import InvalidArgumentError
from ..errors.call import DecodeError
from ..generated.novita_requests import (
    CreateNetworkRequest,
    CreateNetworkStorageRequest,
    CreatePrewarmTaskRequest,
    CreateRegistryAuthRequest,
    GetInstanceMetricsParams,
    ListJobsParams,
    ListNetworksParams,
    ListNetworkStoragesParams,
    ListPrewarmTasksParams,
    SaveImageRequest,
    UpdateNetworkRequest,
    UpdateNetworkStorageRequest,
    UpdatePrewarmTaskRequest,
)
from ..models.account import (
    InstanceMetrics,
    Job,
    Network,
    NetworkStorage,
    PrewarmQuota,
    PrewarmTask,
    RegistryAuth,
    read_one,
)
from ..models.loose_values import read_object
from ..program import Iteration, Program, collect
from .answers import NewId, check_found, check_id, create_and_find, read_new_id, settle_deletion
from .call_operation import Caller, Options, call_operation, check_operation
from .lists import PAGE_SIZE, Page, PagedList, read_page
from .request_rules import check_storage_name

_SERIES = ("cpuUtilization", "memUtilization", "rootDiskUtilization", "gpuUtilization", "gpuMemUtilization")
_MIN_WINDOW_SECONDS = 60


class NetworksResource:
    """Private networks."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._pages = PagedList()

    def list(self, params: ListNetworksParams | Mapping[str, Any] | None, options: Options) -> Program[Page[Network]]:
        """One page of networks."""
        query = {"pageSize": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "listNetworks", options, query=query)
        return read_page(answer, "networks", Network)

    def list_all(self, params: ListNetworksParams | Mapping[str, Any] | None, options: Options) -> Iteration[Network]:
        """Every network, page after page."""
        return self._pages.walk(lambda page: self.list({**(params or {}), "pageNum": page}, options))

    def get(self, id: str, options: Options) -> Program[Network]:
        """One network."""
        query = {"networkId": check_id(id, "network")}
        answer = yield from call_operation(self._caller, "getNetwork", options, query=query)
        return check_found(_network_of(answer), "network")

    def create(self, request: CreateNetworkRequest | Mapping[str, Any], options: Options) -> Program[Network | None]:
        """Creates a network; None when it is not clear which one it is."""
        check_operation("createNetwork", body=request)
        return (
            yield from create_and_find(
                lambda: self._list_like(request, options),
                lambda: call_operation(self._caller, "createNetwork", options, body=request),
                _network_of,
            )
        )

    def update(self, id: str, changes: UpdateNetworkRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Renames a network."""
        body = {**changes, "networkId": check_id(id, "network")}
        yield from call_operation(self._caller, "updateNetwork", options, body=body, idempotent=True)

    def delete(self, id: str, options: Options) -> Program[None]:
        """Deletes a network."""
        body = {"networkId": check_id(id, "network")}
        return settle_deletion(call_operation(self._caller, "deleteNetwork", options, body=body, idempotent=True))

    def _list_like(self, request: Mapping[str, Any], options: Options) -> Program[Sequence[Network]]:
        name = request.get("name") or ""
        if name == "":
            return []
        listed: list[Network] = []
        yield from collect(self.list_all({"name": name}, options), listed.append)
        return [each for each in listed if each.name == name and each.cluster_id == request.get("clusterId")]


def _network_of(answer: Any) -> Network:
    return Network(read_one(read_object(answer).get("network")))


class NetworkStorageResource:
    """Disks on the network."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._pages = PagedList()

    def list(
        self, params: ListNetworkStoragesParams | Mapping[str, Any] | None, options: Options
    ) -> Program[Page[NetworkStorage]]:
        """One page of storages."""
        query = {"pageSize": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "listNetworkStorages", options, query=query)
        return read_page(answer, "data", NetworkStorage)

    def list_all(
        self, params: ListNetworkStoragesParams | Mapping[str, Any] | None, options: Options
    ) -> Iteration[NetworkStorage]:
        """Every storage, page after page."""
        return self._pages.walk(lambda page: self.list({**(params or {}), "pageNo": page}, options))

    def create(self, request: CreateNetworkStorageRequest | Mapping[str, Any], options: Options) -> Program[NewId]:
        """Creates a storage; it costs money."""
        answer = yield from call_operation(
            self._caller,
            "createNetworkStorage",
            options,
            body=request,
            check=lambda: check_storage_name(request["storageName"]),
        )
        # The answer is the id alone, a JSON string without an object around it.
        return read_new_id(answer, "network storage")

    def update(
        self, id: str, changes: UpdateNetworkStorageRequest | Mapping[str, Any], options: Options
    ) -> Program[None]:
        """Renames or enlarges a storage."""
        body = {**changes, "storageId": check_id(id, "network storage")}
        yield from call_operation(self._caller, "updateNetworkStorage", options, body=body, idempotent=True)

    def delete(self, id: str, options: Options) -> Program[None]:
        """Deletes a storage and its data."""
        body = {"storageId": check_id(id, "network storage")}
        return settle_deletion(
            call_operation(self._caller, "deleteNetworkStorage", options, body=body, idempotent=True)
        )


class RegistryAuthsResource:
    """Logins of image registries."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(self, options: Options) -> Program[Sequence[RegistryAuth]]:
        """All logins."""
        answer = yield from call_operation(self._caller, "listRegistryAuths", options)
        return read_page(answer, "data", RegistryAuth).items

    def create(
        self, request: CreateRegistryAuthRequest | Mapping[str, Any], options: Options
    ) -> Program[RegistryAuth | None]:
        """Saves a login; None when it is not clear which one it is."""
        check_operation("createRegistryAuth", body=request)

        def candidates() -> Program[Sequence[RegistryAuth]]:
            saved = yield from self.list(options)
            return [each for each in saved if (each.name, each.username) == (request["name"], request["username"])]

        return (
            yield from create_and_find(
                candidates, lambda: call_operation(self._caller, "createRegistryAuth", options, body=request)
            )
        )

    def delete(self, id: str, options: Options) -> Program[None]:
        """Deletes a login."""
        body = {"id": check_id(id, "registry auth")}
        return settle_deletion(call_operation(self._caller, "deleteRegistryAuth", options, body=body, idempotent=True))


class ImagePrewarmResource:
    """Images that are prepared in a cluster, so that instances start faster."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        # Here the first page is documented.
        self._pages = PagedList(1)

    def get_quota(self, options: Options) -> Program[PrewarmQuota]:
        """How many images may be prepared."""
        return PrewarmQuota((yield from call_operation(self._caller, "getPrewarmQuota", options)))

    def list(
        self, params: ListPrewarmTasksParams | Mapping[str, Any] | None, options: Options
    ) -> Program[Page[PrewarmTask]]:
        """One page of tasks."""
        query = {"pageSize": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "listPrewarmTasks", options, query=query)
        return read_page(answer, "data", PrewarmTask)

    def list_all(
        self, params: ListPrewarmTasksParams | Mapping[str, Any] | None, options: Options
    ) -> Iteration[PrewarmTask]:
        """Every task, page after page."""
        return self._pages.walk(lambda page: self.list({**(params or {}), "page": page}, options))

    def create(self, request: CreatePrewarmTaskRequest | Mapping[str, Any], options: Options) -> Program[NewId]:
        """Begins to prepare an image."""
        answer = yield from call_operation(self._caller, "createPrewarmTask", options, body=request)
        return read_new_id(read_object(answer).get("id"), "prewarm task")

    def update(self, id: str, changes: UpdatePrewarmTaskRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Changes the note of a task."""
        body = {**changes, "id": check_id(id, "prewarm task")}
        yield from call_operation(self._caller, "updatePrewarmTask", options, body=body, idempotent=True)

    def delete(self, ids: Sequence[str], options: Options) -> Program[None]:
        """Deletes tasks."""

        def check() -> None:
            for id in ids:
                check_id(id, "prewarm task")

        call = call_operation(
            self._caller, "deletePrewarmTasks", options, body={"ids": ids}, check=check, idempotent=True
        )
        if len(ids) == 1:
            yield from settle_deletion(call)
        else:
            # Of several, one that is not there says nothing about the others.
            yield from call


@dataclass(frozen=True)
class NewJob:
    """A job that was begun."""

    job_id: str


class JobsResource:
    """Long jobs of the cloud."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._pages = PagedList()

    def list(self, params: ListJobsParams | Mapping[str, Any] | None, options: Options) -> Program[Page[Job]]:
        """One page of jobs."""
        query = {"pageSize": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "listJobs", options, query=query)
        return read_page(answer, "jobs", Job)

    def list_all(self, params: ListJobsParams | Mapping[str, Any] | None, options: Options) -> Iteration[Job]:
        """Every job, page after page."""
        return self._pages.walk(lambda page: self.list({**(params or {}), "pageNum": page}, options))

    def save_image(self, request: SaveImageRequest | Mapping[str, Any], options: Options) -> Program[NewJob]:
        """Saves the disk of an instance as an image."""
        answer = yield from call_operation(self._caller, "saveImage", options, body=request)
        return NewJob(read_new_id(read_object(answer).get("jobId"), "job").id)

    def cancel(self, id: str, options: Options) -> Program[None]:
        """Ends a job."""
        body = {"jobId": check_id(id, "job")}
        yield from call_operation(self._caller, "breakJob", options, body=body, idempotent=True)


class MetricsResource:
    """How busy instances are."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(
        self, instance_id: str, params: GetInstanceMetricsParams | Mapping[str, Any] | None, options: Options
    ) -> Program[InstanceMetrics]:
        """Measurements of one instance."""
        query = {**(params or {}), "instanceId": check_id(instance_id, "instance")}
        answer = yield from call_operation(
            self._caller, "getInstanceMetrics", options, query=query, check=lambda: _check_window(query)
        )
        raw = read_object(answer)
        if not any(name in raw for name in _SERIES):
            raise DecodeError("The answer to the metrics call carries no metrics", 200)
        return InstanceMetrics(raw)


def _check_window(query: Mapping[str, Any]) -> None:
    start, end = query.get("startTime"), query.get("endTime")
    if start is None or end is None or start <= end - _MIN_WINDOW_SECONDS:
        return
    most = end - _MIN_WINDOW_SECONDS
    raise InvalidArgumentError("startTime", f'"startTime" must be at most "endTime" - 60, {most}, got {start}')
