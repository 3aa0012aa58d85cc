# Generated from python/src/novita_fleet/programs/v2_catalogue.py by `npm run generate`. Do not edit.
"""Products, regions, templates and images of the second API generation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from ..generated.novita_requests import V2CreateTemplateRequest, V2GetTemplateParams, V2ListImagesParams, V2ListProductsParams, V2ListTemplatesParams, V2UpdateTemplateRequest
from ..models.v2_catalogue import V2Image, V2Product, V2Region, V2Template
from ..programs.answers import NewId
from ..programs.lists import CursorPage
from typing_extensions import Unpack

from ..programs import v2_catalogue as programs
from ..drivers.sync_driver import SyncDriver
from ..call_options import ResourceCallOptions


class V2ProductsResource:
    """Machines on offer."""

    def __init__(self, programs: programs.V2ProductsResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, params: V2ListProductsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2Product]:
        """One page of products."""
        return self._driver.run(self._programs.list(params, options))


class V2RegionsResource:
    """Places where instances run."""

    def __init__(self, programs: programs.V2RegionsResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, **options: Unpack[ResourceCallOptions]) -> Sequence[V2Region]:
        """All regions."""
        return self._driver.run(self._programs.list(options))


class V2TemplatesResource:
    """What instances are made of."""

    def __init__(self, programs: programs.V2TemplatesResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, params: V2ListTemplatesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2Template]:
        """One page of templates."""
        return self._driver.run(self._programs.list(params, options))

    def list_all(self, params: V2ListTemplatesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[V2Template]:
        """Every one of the templates, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    def get(self, id: str, query: V2GetTemplateParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> V2Template:
        """One template."""
        return self._driver.run(self._programs.get(id, query, options))

    def create(self, request: V2CreateTemplateRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewId:
        """Creates a template."""
        return self._driver.run(self._programs.create(request, options))

    def update(self, id: str, request: V2UpdateTemplateRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> None:
        """Replaces a template."""
        self._driver.run(self._programs.update(id, request, options))

    def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes a template."""
        self._driver.run(self._programs.delete(id, options))


class V2ImagesResource:
    """Images that were saved."""

    def __init__(self, programs: programs.V2ImagesResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, params: V2ListImagesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> CursorPage[V2Image]:
        """One page of images."""
        return self._driver.run(self._programs.list(params, options))

    def list_all(self, params: V2ListImagesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[V2Image]:
        """Every one of the images, page after page."""
        return self._driver.iterate(self._programs.list_all(params, options))

    def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Deletes an image."""
        self._driver.run(self._programs.delete(id, options))
