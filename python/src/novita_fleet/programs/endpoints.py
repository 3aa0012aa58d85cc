"""Serverless endpoints of v1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..generated.novita_requests import CreateEndpointRequest, ListEndpointsParams, UpdateEndpointRequest
from ..models.endpoint import Endpoint, EndpointLimits
from ..models.loose_values import read_object
from ..program import Iteration, Program
from .answers import NewId, check_found, check_id, read_new_id, settle_deletion
from .call_operation import Caller, Options, call_operation
from .lists import PAGE_SIZE, Page, PagedList, read_page
from .request_rules import check_app_name, check_endpoint


class EndpointsResource:
    """Serverless endpoints."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._pages = PagedList()

    def get_limits(self, options: Options) -> Program[EndpointLimits]:
        """What endpoints may be like."""
        return EndpointLimits((yield from call_operation(self._caller, "getEndpointLimits", options)))

    def list(self, params: ListEndpointsParams | Mapping[str, Any] | None, options: Options) -> Program[Page[Endpoint]]:
        """One page of endpoints."""
        query = {"pageNum": 1, "pageSize": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "listEndpoints", options, query=query)
        return read_page(answer, "endpoints", Endpoint)

    def list_all(self, params: ListEndpointsParams | Mapping[str, Any] | None, options: Options) -> Iteration[Endpoint]:
        """Every endpoint, page after page."""
        return self._pages.walk(lambda page: self.list({**(params or {}), "pageNum": page}, options))

    def get(self, id: str, options: Options) -> Program[Endpoint]:
        """One endpoint."""
        query = {"id": check_id(id, "endpoint")}
        body = read_object((yield from call_operation(self._caller, "getEndpoint", options, query=query)))
        # Documented inside `endpoint`; working code has met the object alone.
        inner = body.get("endpoint")
        return check_found(Endpoint(body if inner is None else inner), "endpoint")

    def create(self, endpoint: CreateEndpointRequest | Mapping[str, Any], options: Options) -> Program[NewId]:
        """Creates an endpoint; its workers cost money."""

        def check() -> None:
            check_endpoint(endpoint, "endpoint.")
            check_app_name(endpoint.get("appName"))

        body = {"endpoint": endpoint}
        answer = yield from call_operation(self._caller, "createEndpoint", options, body=body, check=check)
        return read_new_id(read_object(answer).get("id"), "endpoint")

    def update(self, id: str, settings: UpdateEndpointRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Replaces the settings of an endpoint."""
        body = {**settings, "id": check_id(id, "endpoint")}
        yield from call_operation(
            self._caller,
            "updateEndpoint",
            options,
            body=body,
            check=lambda: check_endpoint(settings, ""),
            idempotent=True,
        )

    def delete(self, id: str, options: Options) -> Program[None]:
        """Deletes an endpoint."""
        # The key is `name` although it holds the id.
        body = {"name": check_id(id, "endpoint")}
        return settle_deletion(call_operation(self._caller, "deleteEndpoint", options, body=body, idempotent=True))
