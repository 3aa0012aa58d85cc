# Generated from python/src/novita_fleet/programs/v2_account.py by `npm run generate`. Do not edit.
"""Networks, jobs, prewarm tasks and endpoints of the second API generation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any
from ..generated.novita_requests import V2CreateEndpointRequest, V2CreateNetworkRequest, V2CreatePrewarmTaskRequest, V2DeletePrewarmTasksRequest, V2ListEndpointsParams, V2ListJobsParams, V2ListNetworksParams, V2ListPrewarmTasksParams, V2SaveImageRequest, V2UpdateEndpointRequest, V2UpdateNetworkRequest
from ..models.v2_account import V2Endpoint, V2Job, V2Network, V2NewTask, V2PrewarmTask
from ..programs.answers import NewId
from ..programs.lists import CursorPage
from typing_extensions import Unpack

from ..programs import v2_account as programs
from ..drivers.async_driver import AsyncDriver
from ..call_options import ResourceCallOptions


class AsyncV2NetworksResource:
    """Private networks."""

    def __init__(self, programs: programs.V2NetworksResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, params: V2ListNetworksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2Network]:
        """One page of networks."""
        return await self._driver.run(self._programs.list(params, options))

    def list_all(self, params: V2ListNetworksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[V2Network]:
        """Every one of the networks, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> V2Network:
        """One network."""
        return await self._driver.run(self._programs.get(id, options))

    async def create(self, request: V2CreateNetworkRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> V2Network | None:
        """Creates a network; None when it is not clear which one it is."""
        return await self._driver.run(self._programs.create(request, options))

    async def update(self, id: str, request: V2UpdateNetworkRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Renames a network."""
        await self._driver.run(self._programs.update(id, request, options))

    async def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes a network."""
        await self._driver.run(self._programs.delete(id, options))


class AsyncV2JobsResource:
    """Long jobs of the cloud."""

    def __init__(self, programs: programs.V2JobsResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, params: V2ListJobsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2Job]:
        """One page of jobs."""
        return await self._driver.run(self._programs.list(params, options))

    def list_all(self, params: V2ListJobsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[V2Job]:
        """Every one of the jobs, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> V2Job:
        """One job."""
        return await self._driver.run(self._programs.get(id, options))

    async def stop(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Ends a job."""
        await self._driver.run(self._programs.stop(id, options))

    async def save_image(self, request: V2SaveImageRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Saves the disk of an instance as an image."""
        return await self._driver.run(self._programs.save_image(request, options))


class AsyncV2PrewarmTasksResource:
    """Images that are prepared in a region."""

    def __init__(self, programs: programs.V2PrewarmTasksResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, params: V2ListPrewarmTasksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2PrewarmTask]:
        """One page of prewarm tasks."""
        return await self._driver.run(self._programs.list(params, options))

    def list_all(self, params: V2ListPrewarmTasksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[V2PrewarmTask]:
        """Every one of the prewarm tasks, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> V2PrewarmTask:
        """One prewarm task."""
        return await self._driver.run(self._programs.get(id, options))

    async def create(self, request: V2CreatePrewarmTaskRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> V2NewTask:
        """Begins to prepare an image; the answer may not tell the id."""
        return await self._driver.run(self._programs.create(request, options))

    async def delete_many(self, request: V2DeletePrewarmTasksRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes tasks."""
        await self._driver.run(self._programs.delete_many(request, options))


class AsyncV2EndpointsResource:
    """Serverless endpoints."""

    def __init__(self, programs: programs.V2EndpointsResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, params: V2ListEndpointsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2Endpoint]:
        """One page of endpoints."""
        return await self._driver.run(self._programs.list(params, options))

    def list_all(self, params: V2ListEndpointsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[V2Endpoint]:
        """Every one of the endpoints, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> V2Endpoint:
        """One endpoint."""
        return await self._driver.run(self._programs.get(id, options))

    async def create(self, request: V2CreateEndpointRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Creates an endpoint; its workers cost money."""
        return await self._driver.run(self._programs.create(request, options))

    async def update(self, id: str, request: V2UpdateEndpointRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Changes an endpoint."""
        await self._driver.run(self._programs.update(id, request, options))

    async def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes an endpoint."""
        await self._driver.run(self._programs.delete(id, options))
