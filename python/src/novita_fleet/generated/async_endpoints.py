# Generated from python/src/novita_fleet/programs/endpoints.py by `npm run generate`. Do not edit.
"""Serverless endpoints of v1."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any
from ..generated.novita_requests import CreateEndpointRequest, ListEndpointsParams, UpdateEndpointRequest
from ..models.endpoint import Endpoint, EndpointLimits
from ..programs.answers import NewId
from ..programs.lists import Page
from typing_extensions import Unpack

from ..programs import endpoints as programs
from ..drivers.async_driver import AsyncDriver
from ..call_options import ResourceCallOptions


class AsyncEndpointsResource:
    """Serverless endpoints."""

    def __init__(self, programs: programs.EndpointsResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def get_limits(self, **options: Unpack[ResourceCallOptions]) -> EndpointLimits:
        """What endpoints may be like."""
        return await self._driver.run(self._programs.get_limits(options))

    async def list(self, params: ListEndpointsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Page[Endpoint]:
        """One page of endpoints."""
        return await self._driver.run(self._programs.list(params, options))

    def list_all(self, params: ListEndpointsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[Endpoint]:
        """Every endpoint, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> Endpoint:
        """One endpoint."""
        return await self._driver.run(self._programs.get(id, options))

    async def create(self, endpoint: CreateEndpointRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Creates an endpoint; its workers cost money."""
        return await self._driver.run(self._programs.create(endpoint, options))

    async def update(self, id: str, settings: UpdateEndpointRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Replaces the settings of an endpoint."""
        await self._driver.run(self._programs.update(id, settings, options))

    async def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes an endpoint."""
        await self._driver.run(self._programs.delete(id, options))
