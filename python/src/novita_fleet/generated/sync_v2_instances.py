# Generated from python/src/novita_fleet/programs/v2_instances.py by `npm run generate`. Do not edit.
"""Instances of the second API generation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from ..generated.novita_requests import V2CreateInstanceRequest, V2ExpandRootfsRequest, V2ListInstancesParams, V2MigrateInstanceRequest, V2RenewInstanceRequest, V2SetAutoMigrateRequest, V2SetAutoRenewRequest, V2SetBillingModeRequest, V2SetWebTerminalRequest, V2UpdatePortsRequest, V2UpgradeInstanceRequest
from ..models.v2_instance import V2Instance
from ..programs.answers import NewId
from ..programs.lists import CursorPage
from typing_extensions import Unpack

from ..programs import v2_instances as programs
from ..drivers.sync_driver import SyncDriver
from ..call_options import ResourceCallOptions


class V2InstancesResource:
    """Instances: create, look at, start, stop, change, delete."""

    def __init__(self, programs: programs.V2InstancesResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, params: V2ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2Instance]:
        """One page of instances."""
        return self._driver.run(self._programs.list(params, options))

    def list_all(self, params: V2ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[V2Instance]:
        """Every one of the instances, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> V2Instance:
        """One instance."""
        return self._driver.run(self._programs.get(id, options))

    def create(self, request: V2CreateInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Creates an instance; it costs money."""
        return self._driver.run(self._programs.create(request, options))

    def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes an instance."""
        self._driver.run(self._programs.delete(id, options))

    def start(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Starts a stopped instance; it costs money again."""
        self._driver.run(self._programs.start(id, options))

    def stop(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Stops an instance and keeps its data."""
        self._driver.run(self._programs.stop(id, options))

    def restart(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Restarts an instance."""
        self._driver.run(self._programs.restart(id, options))

    def migrate(self, id: str, request: V2MigrateInstanceRequest | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> None:
        """Moves an instance to another machine."""
        self._driver.run(self._programs.migrate(id, request, options))

    def upgrade(self, id: str, request: V2UpgradeInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Changes image, command or disk of an instance."""
        self._driver.run(self._programs.upgrade(id, request, options))

    def renew(self, id: str, request: V2RenewInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Pays for more months."""
        self._driver.run(self._programs.renew(id, request, options))

    def set_auto_renew(self, id: str, request: V2SetAutoRenewRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Whether an instance is renewed by itself."""
        self._driver.run(self._programs.set_auto_renew(id, request, options))

    def set_auto_migrate(self, id: str, request: V2SetAutoMigrateRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Whether an instance may move by itself."""
        self._driver.run(self._programs.set_auto_migrate(id, request, options))

    def set_billing_mode(self, id: str, request: V2SetBillingModeRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Changes how an instance is paid."""
        self._driver.run(self._programs.set_billing_mode(id, request, options))

    def update_ports(self, id: str, request: V2UpdatePortsRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Replaces the ports of an instance."""
        self._driver.run(self._programs.update_ports(id, request, options))

    def expand_rootfs(self, id: str, request: V2ExpandRootfsRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Enlarges the disk of an instance."""
        self._driver.run(self._programs.expand_rootfs(id, request, options))

    def set_web_terminal(self, id: str, request: V2SetWebTerminalRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Whether an instance has a terminal in the browser."""
        self._driver.run(self._programs.set_web_terminal(id, request, options))
