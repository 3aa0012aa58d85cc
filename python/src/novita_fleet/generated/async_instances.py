# Generated from python/src/novita_fleet/programs/instances.py by `npm run generate`. Do not edit.
"""Instances of v1."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any
from ..generated.novita_requests import ConvertToMonthlyRequest, CreateInstanceRequest, EditInstanceRequest, ListInstancesParams, RenewInstanceRequest, SetAutoMigrateRequest, SetAutoRenewRequest, UpgradeInstanceRequest
from ..models.instance import Instance
from ..programs.answers import NewId
from ..programs.lists import Page
from ..programs.instances import InstanceAction
from ..programs.instances import Migration
from typing_extensions import Unpack

from ..programs import instances as programs
from ..drivers.async_driver import AsyncDriver
from ..call_options import ResourceCallOptions


class AsyncInstancesResource:
    """Instances: create, look at, start, stop, change, delete."""

    def __init__(self, programs: programs.InstancesResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def create(self, request: CreateInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Creates an instance; it costs money. `create_instance` of the service is the safe way."""
        return await self._driver.run(self._programs.create(request, options))

    async def list(self, params: ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Page[Instance]:
        """One page of instances."""
        return await self._driver.run(self._programs.list(params, options))

    def list_all(self, params: ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[Instance]:
        """Every instance, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    def list_all_pages(self, params: ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[Sequence[Instance]]:
        """The same as `list_all`, a page at a time."""
        return self._driver.iterate(self._programs.list_all_pages(params, options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """One instance with its details."""
        return await self._driver.run(self._programs.get(id, options))

    async def edit(self, id: str, changes: EditInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Changes ports or disk of an instance."""
        await self._driver.run(self._programs.edit(id, changes, options))

    async def start(self, id: str, **options: Unpack[ResourceCallOptions]) -> InstanceAction:
        """Starts a stopped instance; it costs money again."""
        return await self._driver.run(self._programs.start(id, options))

    async def stop(self, id: str, **options: Unpack[ResourceCallOptions]) -> InstanceAction:
        """Stops an instance and keeps its data."""
        return await self._driver.run(self._programs.stop(id, options))

    async def restart(self, id: str, **options: Unpack[ResourceCallOptions]) -> InstanceAction:
        """Restarts an instance."""
        return await self._driver.run(self._programs.restart(id, options))

    async def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes an instance and its data."""
        await self._driver.run(self._programs.delete(id, options))

    async def upgrade(self, id: str, settings: UpgradeInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Changes image, command or disk of an instance."""
        await self._driver.run(self._programs.upgrade(id, settings, options))

    async def migrate(self, id: str, **options: Unpack[ResourceCallOptions]) -> Migration:
        """Moves an instance to another machine."""
        return await self._driver.run(self._programs.migrate(id, options))

    async def renew(self, id: str, term: RenewInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Pays for more months."""
        await self._driver.run(self._programs.renew(id, term, options))

    async def convert_to_monthly(self, id: str, term: ConvertToMonthlyRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Bills an instance by the month from now on."""
        await self._driver.run(self._programs.convert_to_monthly(id, term, options))

    async def set_auto_renew(self, request: SetAutoRenewRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Whether instances are renewed by themselves."""
        await self._driver.run(self._programs.set_auto_renew(request, options))

    async def set_auto_migrate(self, id: str, policy: SetAutoMigrateRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Whether an instance may move by itself."""
        await self._driver.run(self._programs.set_auto_migrate(id, policy, options))
