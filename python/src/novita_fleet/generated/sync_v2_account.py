# Generated from python/src/novita_fleet/programs/v2_account.py by `npm run generate`. Do not edit.
"""Networks, jobs, prewarm tasks and endpoints of the second API generation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from ..generated.novita_requests import V2CreateEndpointRequest, V2CreateNetworkRequest, V2CreatePrewarmTaskRequest, V2DeletePrewarmTasksRequest, V2ListEndpointsParams, V2ListJobsParams, V2ListNetworksParams, V2ListPrewarmTasksParams, V2SaveImageRequest, V2UpdateEndpointRequest, V2UpdateNetworkRequest
from ..models.v2_account import V2Endpoint, V2Job, V2Network, V2NewTask, V2PrewarmTask
from ..programs.answers import NewId
from ..programs.lists import CursorPage
from typing_extensions import Unpack

from ..programs import v2_account as programs
from ..drivers.sync_driver import SyncDriver
from ..call_options import ResourceCallOptions


class V2NetworksResource:
    """Private networks."""

    def __init__(self, programs: programs.V2NetworksResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, params: V2ListNetworksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2Network]:
        """One page of networks."""
        return self._driver.run(self._programs.list(params, options))

    def list_all(self, params: V2ListNetworksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[V2Network]:
        """Every one of the networks, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> V2Network:
        """One network."""
        return self._driver.run(self._programs.get(id, options))

    def create(self, request: V2CreateNetworkRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> V2Network | None:
        """Creates a network; None when it is not clear which one it is."""
        return self._driver.run(self._programs.create(request, options))

    def update(self, id: str, request: V2UpdateNetworkRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Renames a network."""
        self._driver.run(self._programs.update(id, request, options))

    def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes a network."""
        self._driver.run(self._programs.delete(id, options))


class V2JobsResource:
    """Long jobs of the cloud."""

    def __init__(self, programs: programs.V2JobsResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, params: V2ListJobsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2Job]:
        """One page of jobs."""
        return self._driver.run(self._programs.list(params, options))

    def list_all(self, params: V2ListJobsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[V2Job]:
        """Every one of the jobs, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> V2Job:
        """One job."""
        return self._driver.run(self._programs.get(id, options))

    def stop(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Ends a job."""
        self._driver.run(self._programs.stop(id, options))

    def save_image(self, request: V2SaveImageRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Saves the disk of an instance as an image."""
        return self._driver.run(self._programs.save_image(request, options))


class V2PrewarmTasksResource:
    """Images that are prepared in a region."""

    def __init__(self, programs: programs.V2PrewarmTasksResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, params: V2ListPrewarmTasksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2PrewarmTask]:
        """One page of prewarm tasks."""
        return self._driver.run(self._programs.list(params, options))

    def list_all(self, params: V2ListPrewarmTasksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[V2PrewarmTask]:
        """Every one of the prewarm tasks, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> V2PrewarmTask:
        """One prewarm task."""
        return self._driver.run(self._programs.get(id, options))

    def create(self, request: V2CreatePrewarmTaskRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> V2NewTask:
        """Begins to prepare an image; the answer may not tell the id."""
        return self._driver.run(self._programs.create(request, options))

    def delete_many(self, request: V2DeletePrewarmTasksRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes tasks."""
        self._driver.run(self._programs.delete_many(request, options))


class V2EndpointsResource:
    """Serverless endpoints."""

    def __init__(self, programs: programs.V2EndpointsResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, params: V2ListEndpointsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2Endpoint]:
        """One page of endpoints."""
        return self._driver.run(self._programs.list(params, options))

    def list_all(self, params: V2ListEndpointsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[V2Endpoint]:
        """Every one of the endpoints, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> V2Endpoint:
        """One endpoint."""
        return self._driver.run(self._programs.get(id, options))

    def create(self, request: V2CreateEndpointRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Creates an endpoint; its workers cost money."""
        return self._driver.run(self._programs.create(request, options))

    def update(self, id: str, request: V2UpdateEndpointRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Changes an endpoint."""
        self._driver.run(self._programs.update(id, request, options))

    def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes an endpoint."""
        self._driver.run(self._programs.delete(id, options))
