# Generated from python/src/novita_fleet/programs/instances.py by `npm run generate`. Do not edit.
"""Instances of v1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from ..generated.novita_requests import ConvertToMonthlyRequest, CreateInstanceRequest, EditInstanceRequest, ListInstancesParams, RenewInstanceRequest, SetAutoMigrateRequest, SetAutoRenewRequest, UpgradeInstanceRequest
from ..models.instance import Instance
from ..programs.answers import NewId
from ..programs.lists import Page
from ..programs.instances import InstanceAction
from ..programs.instances import Migration
from typing_extensions import Unpack

from ..programs import instances as programs
from ..drivers.sync_driver import SyncDriver
from ..call_options import ResourceCallOptions


class InstancesResource:
    """Instances: create, look at, start, stop, change, delete."""

    def __init__(self, programs: programs.InstancesResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def create(self, request: CreateInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Creates an instance; it costs money. `create_instance` of the service is the safe way."""
        return self._driver.run(self._programs.create(request, options))

    def list(self, params: ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Page[Instance]:
        """One page of instances."""
        return self._driver.run(self._programs.list(params, options))

    def list_all(self, params: ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[Instance]:
        """Every instance, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    def list_all_pages(self, params: ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[Sequence[Instance]]:
        """The same as `list_all`, a page at a time."""
        return self._driver.iterate(self._programs.list_all_pages(params, options))

    def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """One instance with its details."""
        return self._driver.run(self._programs.get(id, options))

    def edit(self, id: str, changes: EditInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Changes ports or disk of an instance."""
        self._driver.run(self._programs.edit(id, changes, options))

    def start(self, id: str, **options: Unpack[ResourceCallOptions]) -> InstanceAction:
        """Starts a stopped instance; it costs money again."""
        return self._driver.run(self._programs.start(id, options))

    def stop(self, id: str, **options: Unpack[ResourceCallOptions]) -> InstanceAction:
        """Stops an instance and keeps its data."""
        return self._driver.run(self._programs.stop(id, options))

    def restart(self, id: str, **options: Unpack[ResourceCallOptions]) -> InstanceAction:
        """Restarts an instance."""
        return self._driver.run(self._programs.restart(id, options))

    def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes an instance and its data."""
        self._driver.run(self._programs.delete(id, options))

    def upgrade(self, id: str, settings: UpgradeInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Changes image, command or disk of an instance."""
        self._driver.run(self._programs.upgrade(id, settings, options))

    def migrate(self, id: str, **options: Unpack[ResourceCallOptions]) -> Migration:
        """Moves an instance to another machine."""
        return self._driver.run(self._programs.migrate(id, options))

    def renew(self, id: str, term: RenewInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Pays for more months."""
        self._driver.run(self._programs.renew(id, term, options))

    def convert_to_monthly(self, id: str, term: ConvertToMonthlyRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Bills an instance by the month from now on."""
        self._driver.run(self._programs.convert_to_monthly(id, term, options))

    def set_auto_renew(self, request: SetAutoRenewRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Whether instances are renewed by themselves."""
        self._driver.run(self._programs.set_auto_renew(request, options))

    def set_auto_migrate(self, id: str, policy: SetAutoMigrateRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Whether an instance may move by itself."""
        self._driver.run(self._programs.set_auto_migrate(id, policy, options))
