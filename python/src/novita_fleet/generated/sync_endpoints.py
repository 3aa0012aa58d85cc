# Generated from python/src/novita_fleet/programs/endpoints.py by `npm run generate`. Do not edit.
"""Serverless endpoints of v1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from ..generated.novita_requests import CreateEndpointRequest, ListEndpointsParams, UpdateEndpointRequest
from ..models.endpoint import Endpoint, EndpointLimits
from ..programs.answers import NewId
from ..programs.lists import Page
from typing_extensions import Unpack

from ..programs import endpoints as programs
from ..drivers.sync_driver import SyncDriver
from ..call_options import ResourceCallOptions


class EndpointsResource:
    """Serverless endpoints."""

    def __init__(self, programs: programs.EndpointsResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def get_limits(self, **options: Unpack[ResourceCallOptions]) -> EndpointLimits:
        """What endpoints may be like."""
        return self._driver.run(self._programs.get_limits(options))

    def list(self, params: ListEndpointsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Page[Endpoint]:
        """One page of endpoints."""
        return self._driver.run(self._programs.list(params, options))

    def list_all(self, params: ListEndpointsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[Endpoint]:
        """Every endpoint, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> Endpoint:
        """One endpoint."""
        return self._driver.run(self._programs.get(id, options))

    def create(self, endpoint: CreateEndpointRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Creates an endpoint; its workers cost money."""
        return self._driver.run(self._programs.create(endpoint, options))

    def update(self, id: str, settings: UpdateEndpointRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Replaces the settings of an endpoint."""
        self._driver.run(self._programs.update(id, settings, options))

    def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes an endpoint."""
        self._driver.run(self._programs.delete(id, options))
