# Generated from python/src/novita_fleet/programs/account.py by `npm run generate`. Do not edit.
"""Networks, storages, logins, prewarm tasks, jobs and metrics of v1."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any
from ..generated.novita_requests import CreateNetworkRequest, CreateNetworkStorageRequest, CreatePrewarmTaskRequest, CreateRegistryAuthRequest, GetInstanceMetricsParams, ListJobsParams, ListNetworkStoragesParams, ListNetworksParams, ListPrewarmTasksParams, SaveImageRequest, UpdateNetworkRequest, UpdateNetworkStorageRequest, UpdatePrewarmTaskRequest
from ..models.account import InstanceMetrics, Job, Network, NetworkStorage, PrewarmQuota, PrewarmTask, RegistryAuth
from ..programs.answers import NewId
from ..programs.lists import Page
from ..programs.account import NewJob
from typing_extensions import Unpack

from ..programs import account as programs
from ..drivers.async_driver import AsyncDriver
from ..call_options import ResourceCallOptions


class AsyncNetworksResource:
    """Private networks."""

    def __init__(self, programs: programs.NetworksResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, params: ListNetworksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Page[Network]:
        """One page of networks."""
        return await self._driver.run(self._programs.list(params, options))

    def list_all(self, params: ListNetworksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[Network]:
        """Every network, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> Network:
        """One network."""
        return await self._driver.run(self._programs.get(id, options))

    async def create(self, request: CreateNetworkRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> Network | None:
        """Creates a network; None when it is not clear which one it is."""
        return await self._driver.run(self._programs.create(request, options))

    async def update(self, id: str, changes: UpdateNetworkRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Renames a network."""
        await self._driver.run(self._programs.update(id, changes, options))

    async def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes a network."""
        await self._driver.run(self._programs.delete(id, options))


class AsyncNetworkStorageResource:
    """Disks on the network."""

    def __init__(self, programs: programs.NetworkStorageResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, params: ListNetworkStoragesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Page[NetworkStorage]:
        """One page of storages."""
        return await self._driver.run(self._programs.list(params, options))

    def list_all(self, params: ListNetworkStoragesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[NetworkStorage]:
        """Every storage, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    async def create(self, request: CreateNetworkStorageRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Creates a storage; it costs money."""
        return await self._driver.run(self._programs.create(request, options))

    async def update(self, id: str, changes: UpdateNetworkStorageRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Renames or enlarges a storage."""
        await self._driver.run(self._programs.update(id, changes, options))

    async def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes a storage and its data."""
        await self._driver.run(self._programs.delete(id, options))


class AsyncRegistryAuthsResource:
    """Logins of image registries."""

    def __init__(self, programs: programs.RegistryAuthsResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, **options: Unpack[ResourceCallOptions]) -> Sequence[RegistryAuth]:
        """All logins."""
        return await self._driver.run(self._programs.list(options))

    async def create(self, request: CreateRegistryAuthRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> RegistryAuth | None:
        """Saves a login; None when it is not clear which one it is."""
        return await self._driver.run(self._programs.create(request, options))

    async def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes a login."""
        await self._driver.run(self._programs.delete(id, options))


class AsyncImagePrewarmResource:
    """Images that are prepared in a cluster, so that instances start faster."""

    def __init__(self, programs: programs.ImagePrewarmResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def get_quota(self, **options: Unpack[ResourceCallOptions]) -> PrewarmQuota:
        """How many images may be prepared."""
        return await self._driver.run(self._programs.get_quota(options))

    async def list(self, params: ListPrewarmTasksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Page[PrewarmTask]:
        """One page of tasks."""
        return await self._driver.run(self._programs.list(params, options))

    def list_all(self, params: ListPrewarmTasksParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[PrewarmTask]:
        """Every task, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    async def create(self, request: CreatePrewarmTaskRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Begins to prepare an image."""
        return await self._driver.run(self._programs.create(request, options))

    async def update(self, id: str, changes: UpdatePrewarmTaskRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Changes the note of a task."""
        await self._driver.run(self._programs.update(id, changes, options))

    async def delete(self, ids: Sequence[str], **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes tasks."""
        await self._driver.run(self._programs.delete(ids, options))


class AsyncJobsResource:
    """Long jobs of the cloud."""

    def __init__(self, programs: programs.JobsResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, params: ListJobsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Page[Job]:
        """One page of jobs."""
        return await self._driver.run(self._programs.list(params, options))

    def list_all(self, params: ListJobsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[Job]:
        """Every job, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    async def save_image(self, request: SaveImageRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewJob:
        """Saves the disk of an instance as an image."""
        return await self._driver.run(self._programs.save_image(request, options))

    async def cancel(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Ends a job."""
        await self._driver.run(self._programs.cancel(id, options))


class AsyncMetricsResource:
    """How busy instances are."""

    def __init__(self, programs: programs.MetricsResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def get(self, instance_id: str, params: GetInstanceMetricsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> InstanceMetrics:
        """Measurements of one instance."""
        return await self._driver.run(self._programs.get(instance_id, params, options))
