"""Instances of v1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..generated.novita_requests import (
    ConvertToMonthlyRequest,
    CreateInstanceRequest,
    EditInstanceRequest,
    ListInstancesParams,
    RenewInstanceRequest,
    SetAutoMigrateRequest,
    SetAutoRenewRequest,
    UpgradeInstanceRequest,
)
from ..models.instance import Instance
from ..models.loose_values import read_object, read_text
from ..program import Iteration, Program
from .answers import NewId, check_found, check_id, read_new_id, settle_deletion
from .call_operation import Caller, Options, call_operation
from .lists import PAGE_SIZE, Page, PagedList, read_page
from .request_rules import check_create_request


@dataclass(frozen=True)
class InstanceAction:
    """What the cloud said to start, stop or restart; `state` is its own word, or None."""

    instance_id: str
    state: str | None


@dataclass(frozen=True)
class Migration:
    """The job that moves an instance, when the cloud tells it."""

    job_id: str | None


class InstancesResource:
    """Instances: create, look at, start, stop, change, delete."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._pages = PagedList()

    def create(self, request: CreateInstanceRequest | Mapping[str, Any], options: Options) -> Program[NewId]:
        """Creates an instance; it costs money. `create_instance` of the service is the safe way."""
        answer = yield from call_operation(
            self._caller, "createInstance", options, body=request, check=lambda: check_create_request(request)
        )
        return read_new_id(read_object(answer).get("id"), "instance")

    def list(self, params: ListInstancesParams | Mapping[str, Any] | None, options: Options) -> Program[Page[Instance]]:
        """One page of instances."""
        query = {"pageNum": 1, "pageSize": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "listInstances", options, query=query)
        return read_page(answer, "instances", Instance)

    def list_all(self, params: ListInstancesParams | Mapping[str, Any] | None, options: Options) -> Iteration[Instance]:
        """Every instance, page after page."""
        return self._pages.walk(lambda page: self.list({**(params or {}), "pageNum": page}, options))

    def list_all_pages(
        self, params: ListInstancesParams | Mapping[str, Any] | None, options: Options
    ) -> Iteration[Sequence[Instance]]:
        """The same as `list_all`, a page at a time."""
        return self._pages.walk_pages(lambda page: self.list({**(params or {}), "pageNum": page}, options))

    def get(self, id: str, options: Options) -> Program[Instance]:
        """One instance with its details."""
        query = {"instanceId": check_id(id, "instance")}
        answer = yield from call_operation(self._caller, "getInstance", options, query=query)
        return check_found(Instance(answer), "instance")

    def edit(self, id: str, changes: EditInstanceRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Changes ports or disk of an instance."""
        is_repeatable = not read_object(changes).get("expandRootDisk")
        yield from self._act("editInstance", id, changes, is_repeatable, options)

    def start(self, id: str, options: Options) -> Program[InstanceAction]:
        """Starts a stopped instance; it costs money again."""
        return _action_of(id, (yield from self._act("startInstance", id, {}, False, options)))

    def stop(self, id: str, options: Options) -> Program[InstanceAction]:
        """Stops an instance and keeps its data."""
        return _action_of(id, (yield from self._act("stopInstance", id, {}, True, options)))

    def restart(self, id: str, options: Options) -> Program[InstanceAction]:
        """Restarts an instance."""
        return _action_of(id, (yield from self._act("restartInstance", id, {}, False, options)))

    def delete(self, id: str, options: Options) -> Program[None]:
        """Deletes an instance and its data."""
        return settle_deletion(self._act("deleteInstance", id, {}, True, options))

    def upgrade(self, id: str, settings: UpgradeInstanceRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Changes image, command or disk of an instance."""
        yield from self._act("upgradeInstance", id, settings, False, options)

    def migrate(self, id: str, options: Options) -> Program[Migration]:
        """Moves an instance to another machine."""
        answer = yield from self._act("migrateInstance", id, {}, False, options)
        return Migration(read_text(read_object(answer).get("jobId")))

    def renew(self, id: str, term: RenewInstanceRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Pays for more months."""
        yield from self._act("renewInstance", id, term, False, options)

    def convert_to_monthly(
        self, id: str, term: ConvertToMonthlyRequest | Mapping[str, Any], options: Options
    ) -> Program[None]:
        """Bills an instance by the month from now on."""
        yield from self._act("convertToMonthly", id, term, False, options)

    def set_auto_renew(self, request: SetAutoRenewRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Whether instances are renewed by themselves."""

        def check() -> None:
            for id in request["instanceIds"]:
                check_id(id, "instance")

        yield from call_operation(self._caller, "setAutoRenew", options, body=request, check=check, idempotent=True)

    def set_auto_migrate(
        self, id: str, policy: SetAutoMigrateRequest | Mapping[str, Any], options: Options
    ) -> Program[None]:
        """Whether an instance may move by itself."""
        yield from self._act("setAutoMigrate", id, policy, True, options)

    def _act(
        self, operation: str, id: str, fields: Mapping[str, Any], idempotent: bool, options: Options
    ) -> Program[Any]:
        body = {**fields, "instanceId": check_id(id, "instance")}
        return (yield from call_operation(self._caller, operation, options, body=body, idempotent=idempotent))


def _action_of(instance_id: str, answer: Any) -> InstanceAction:
    return InstanceAction(instance_id, read_text(read_object(answer).get("state")))
