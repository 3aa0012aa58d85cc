"""Instances of the second API generation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..generated.novita_requests import (
    V2CreateInstanceRequest,
    V2ExpandRootfsRequest,
    V2ListInstancesParams,
    V2MigrateInstanceRequest,
    V2RenewInstanceRequest,
    V2SetAutoMigrateRequest,
    V2SetAutoRenewRequest,
    V2SetBillingModeRequest,
    V2SetWebTerminalRequest,
    V2UpdatePortsRequest,
    V2UpgradeInstanceRequest,
)
from ..models.loose_values import read_object
from ..models.v2_instance import V2Instance
from ..program import Iteration, Program
from .answers import NewId, check_found, check_id, read_new_id, settle_deletion
from .call_operation import Caller, Options, call_operation
from .lists import PAGE_SIZE, CursorPage, list_by_cursor, read_cursor_page
from .request_rules import check_port_count, check_v2_instance


class V2InstancesResource:
    """Instances: create, look at, start, stop, change, delete."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self, params: V2ListInstancesParams | Mapping[str, Any] | None, options: Options
    ) -> Program[CursorPage[V2Instance]]:
        """One page of instances."""
        query = {"limit": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "v2ListInstances", options, query=query)
        return read_cursor_page(answer, "instances", V2Instance)

    def list_all(
        self, params: V2ListInstancesParams | Mapping[str, Any] | None, options: Options
    ) -> Iteration[V2Instance]:
        """Every one of the instances, page after page."""
        return list_by_cursor(lambda place: self.list({**(params or {}), **place}, options))

    def get(self, id: str, options: Options) -> Program[V2Instance]:
        """One instance."""
        params = {"instance_id": check_id(id, "instance")}
        answer = yield from call_operation(self._caller, "v2GetInstance", options, params=params)
        return check_found(V2Instance(answer), "instance")

    def create(self, request: V2CreateInstanceRequest | Mapping[str, Any], options: Options) -> Program[NewId]:
        """Creates an instance; it costs money."""
        answer = yield from call_operation(
            self._caller,
            "v2CreateInstance",
            options,
            body=request,
            idempotent=False,
            check=lambda: check_v2_instance(request),
        )
        return read_new_id(read_object(answer).get("id"), "instance")

    def delete(self, id: str, options: Options) -> Program[None]:
        """Deletes an instance."""
        params = {"instance_id": check_id(id, "instance")}
        return settle_deletion(
            call_operation(self._caller, "v2DeleteInstance", options, params=params, idempotent=True)
        )

    def start(self, id: str, options: Options) -> Program[None]:
        """Starts a stopped instance; it costs money again."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(self._caller, "v2StartInstance", options, params=params, idempotent=False)

    def stop(self, id: str, options: Options) -> Program[None]:
        """Stops an instance and keeps its data."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(self._caller, "v2StopInstance", options, params=params, idempotent=True)

    def restart(self, id: str, options: Options) -> Program[None]:
        """Restarts an instance."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(self._caller, "v2RestartInstance", options, params=params, idempotent=False)

    def migrate(
        self, id: str, request: V2MigrateInstanceRequest | Mapping[str, Any] | None, options: Options
    ) -> Program[None]:
        """Moves an instance to another machine."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(
            self._caller, "v2MigrateInstance", options, params=params, body=request, idempotent=False
        )

    def upgrade(
        self, id: str, request: V2UpgradeInstanceRequest | Mapping[str, Any], options: Options
    ) -> Program[None]:
        """Changes image, command or disk of an instance."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(
            self._caller, "v2UpgradeInstance", options, params=params, body=request, idempotent=False
        )

    def renew(self, id: str, request: V2RenewInstanceRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Pays for more months."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(
            self._caller, "v2RenewInstance", options, params=params, body=request, idempotent=False
        )

    def set_auto_renew(
        self, id: str, request: V2SetAutoRenewRequest | Mapping[str, Any], options: Options
    ) -> Program[None]:
        """Whether an instance is renewed by itself."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(self._caller, "v2SetAutoRenew", options, params=params, body=request, idempotent=True)

    def set_auto_migrate(
        self, id: str, request: V2SetAutoMigrateRequest | Mapping[str, Any], options: Options
    ) -> Program[None]:
        """Whether an instance may move by itself."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(
            self._caller, "v2SetAutoMigrate", options, params=params, body=request, idempotent=True
        )

    def set_billing_mode(
        self, id: str, request: V2SetBillingModeRequest | Mapping[str, Any], options: Options
    ) -> Program[None]:
        """Changes how an instance is paid."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(
            self._caller, "v2SetBillingMode", options, params=params, body=request, idempotent=False
        )

    def update_ports(
        self, id: str, request: V2UpdatePortsRequest | Mapping[str, Any], options: Options
    ) -> Program[None]:
        """Replaces the ports of an instance."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(
            self._caller,
            "v2UpdatePorts",
            options,
            params=params,
            body=request,
            check=lambda: check_port_count(request.get("ports"), 0),
            idempotent=True,
        )

    def expand_rootfs(
        self, id: str, request: V2ExpandRootfsRequest | Mapping[str, Any], options: Options
    ) -> Program[None]:
        """Enlarges the disk of an instance."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(
            self._caller, "v2ExpandRootfs", options, params=params, body=request, idempotent=False
        )

    def set_web_terminal(
        self, id: str, request: V2SetWebTerminalRequest | Mapping[str, Any], options: Options
    ) -> Program[None]:
        """Whether an instance has a terminal in the browser."""
        params = {"instance_id": check_id(id, "instance")}
        yield from call_operation(
            self._caller, "v2SetWebTerminal", options, params=params, body=request, idempotent=True
        )
