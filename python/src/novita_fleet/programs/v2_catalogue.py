"""Products, regions, templates and images of the second API generation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..generated.novita_requests import (
    V2CreateTemplateRequest,
    V2GetTemplateParams,
    V2ListImagesParams,
    V2ListProductsParams,
    V2ListTemplatesParams,
    V2UpdateTemplateRequest,
)
from ..models.loose_values import read_object
from ..models.v2_catalogue import V2Image, V2Product, V2Region, V2Template
from ..program import Iteration, Program
from .answers import NewId, check_found, check_id, read_new_id, settle_deletion
from .call_operation import Caller, Options, call_operation
from .lists import PAGE_SIZE, CursorPage, list_by_cursor, read_cursor_page, read_data


class V2ProductsResource:
    """Machines on offer."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self, params: V2ListProductsParams | Mapping[str, Any] | None, options: Options
    ) -> Program[CursorPage[V2Product]]:
        """One page of products."""
        query = {"type": "gpu", "category": "instance", **(params or {})}
        answer = yield from call_operation(self._caller, "v2ListProducts", {"catalogue": True, **options}, query=query)
        return read_cursor_page(answer, "products", V2Product)


class V2RegionsResource:
    """Places where instances run."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(self, options: Options) -> Program[Sequence[V2Region]]:
        """All regions."""
        return read_data(
            (yield from call_operation(self._caller, "v2ListRegions", {"catalogue": True, **options})),
            "regions",
            V2Region,
        )


class V2TemplatesResource:
    """What instances are made of."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self, params: V2ListTemplatesParams | Mapping[str, Any] | None, options: Options
    ) -> Program[CursorPage[V2Template]]:
        """One page of templates."""
        query = {"limit": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "v2ListTemplates", options, query=query)
        return read_cursor_page(answer, "templates", V2Template)

    def list_all(
        self, params: V2ListTemplatesParams | Mapping[str, Any] | None, options: Options
    ) -> Iteration[V2Template]:
        """Every one of the templates, page after page."""
        return list_by_cursor(lambda place: self.list({**(params or {}), **place}, options))

    def get(
        self, id: str, query: V2GetTemplateParams | Mapping[str, Any] | None, options: Options
    ) -> Program[V2Template]:
        """One template."""
        params = {"template_id": check_id(id, "template")}
        answer = yield from call_operation(self._caller, "v2GetTemplate", options, params=params, query=query or {})
        return check_found(V2Template(answer), "template")

    def create(self, request: V2CreateTemplateRequest | Mapping[str, Any], options: Options) -> Program[NewId]:
        """Creates a template."""
        answer = yield from call_operation(self._caller, "v2CreateTemplate", options, body=request, idempotent=False)
        return read_new_id(_new_id(answer), "template")

    def update(self, id: str, request: V2UpdateTemplateRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Replaces a template."""
        params = {"template_id": check_id(id, "template")}
        yield from call_operation(
            self._caller, "v2UpdateTemplate", options, params=params, body=request, idempotent=True
        )

    def delete(self, id: str, options: Options) -> Program[None]:
        """Deletes a template."""
        params = {"template_id": check_id(id, "template")}
        return settle_deletion(
            call_operation(self._caller, "v2DeleteTemplate", options, params=params, idempotent=True)
        )


class V2ImagesResource:
    """Images that were saved."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self, params: V2ListImagesParams | Mapping[str, Any] | None, options: Options
    ) -> Program[CursorPage[V2Image]]:
        """One page of images."""
        query = {"limit": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "v2ListImages", options, query=query)
        return read_cursor_page(answer, "images", V2Image)

    def list_all(self, params: V2ListImagesParams | Mapping[str, Any] | None, options: Options) -> Iteration[V2Image]:
        """Every one of the images, page after page."""
        return list_by_cursor(lambda place: self.list({**(params or {}), **place}, options))

    def delete(self, id: str, options: Options) -> Program[None]:
        """Deletes an image."""
        params = {"image_id": check_id(id, "image")}
        return settle_deletion(call_operation(self._caller, "v2DeleteImage", options, params=params, idempotent=True))


def _new_id(answer: Any) -> Any:
    body = read_object(answer)
    return body.get("id") if body.get("template_id") is None else body.get("template_id")
