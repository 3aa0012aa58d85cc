# Generated from python/src/novita_fleet/programs/catalogue.py by `npm run generate`. Do not edit.
"""Products, clusters and templates of v1."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any
from ..generated.novita_requests import CreateTemplateRequest, ListCpuProductsParams, ListGpuProductsParams, ListTemplatesParams, UpdateTemplateRequest
from ..models.catalogue import Cluster, CpuProduct, Product, Template
from ..programs.answers import NewId
from ..programs.lists import Page
from typing_extensions import Unpack

from ..programs import catalogue as programs
from ..drivers.async_driver import AsyncDriver
from ..call_options import ResourceCallOptions


class AsyncProductsResource:
    """Machines on offer."""

    def __init__(self, programs: programs.ProductsResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, filters: ListGpuProductsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Sequence[Product]:
        """Products with GPU. Equal reads share an answer for a while; `catalogue=False` asks anew."""
        return await self._driver.run(self._programs.list(filters, options))

    async def list_cpu(self, filters: ListCpuProductsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Sequence[CpuProduct]:
        """Products without GPU. Equal reads share an answer for a while; `catalogue=False` asks anew."""
        return await self._driver.run(self._programs.list_cpu(filters, options))


class AsyncClustersResource:
    """Places where instances run."""

    def __init__(self, programs: programs.ClustersResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, **options: Unpack[ResourceCallOptions]) -> Sequence[Cluster]:
        """All clusters. Equal reads share an answer for a while; `catalogue=False` asks anew."""
        return await self._driver.run(self._programs.list(options))


class AsyncTemplatesResource:
    """What instances are made of."""

    def __init__(self, programs: programs.TemplatesResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, params: ListTemplatesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Page[Template]:
        """One page of templates."""
        return await self._driver.run(self._programs.list(params, options))

    def list_all(self, params: ListTemplatesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[Template]:
        """Every template, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> Template:
        """One template."""
        return await self._driver.run(self._programs.get(id, options))

    async def create(self, template: CreateTemplateRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Creates a template."""
        return await self._driver.run(self._programs.create(template, options))

    async def update(self, id: str, template: UpdateTemplateRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Replaces a template."""
        await self._driver.run(self._programs.update(id, template, options))

    async def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes a template."""
        await self._driver.run(self._programs.delete(id, options))
