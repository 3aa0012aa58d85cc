"""Products, clusters and templates of v1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..generated.novita_requests import (
    CreateTemplateRequest,
    ListCpuProductsParams,
    ListGpuProductsParams,
    ListTemplatesParams,
    UpdateTemplateRequest,
)
from ..models.catalogue import Cluster, CpuProduct, Product, Template
from ..models.loose_values import read_object
from ..program import Iteration, Program
from .answers import NewId, check_found, check_id, read_new_id, settle_deletion
from .call_operation import Caller, Options, call_operation
from .lists import PAGE_SIZE, Page, PagedList, read_page


class ProductsResource:
    """Machines on offer."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self, filters: ListGpuProductsParams | Mapping[str, Any] | None, options: Options
    ) -> Program[Sequence[Product]]:
        """Products with GPU. Equal reads share an answer for a while; `catalogue=False` asks anew."""
        answer = yield from call_operation(
            self._caller, "listGpuProducts", {"catalogue": True, **options}, query=filters or {}
        )
        return read_page(answer, "data", Product).items

    def list_cpu(
        self, filters: ListCpuProductsParams | Mapping[str, Any] | None, options: Options
    ) -> Program[Sequence[CpuProduct]]:
        """Products without GPU. Equal reads share an answer for a while; `catalogue=False` asks anew."""
        answer = yield from call_operation(
            self._caller, "listCpuProducts", {"catalogue": True, **options}, query=filters or {}
        )
        return read_page(answer, "data", CpuProduct).items


class ClustersResource:
    """Places where instances run."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(self, options: Options) -> Program[Sequence[Cluster]]:
        """All clusters. Equal reads share an answer for a while; `catalogue=False` asks anew."""
        answer = yield from call_operation(self._caller, "listClusters", {"catalogue": True, **options})
        return read_page(answer, "data", Cluster).items


class TemplatesResource:
    """What instances are made of."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._pages = PagedList()

    def list(self, params: ListTemplatesParams | Mapping[str, Any] | None, options: Options) -> Program[Page[Template]]:
        """One page of templates."""
        query = {"pageSize": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "listTemplates", options, query=query)
        # The key is singular although it holds a list.
        return read_page(answer, "template", Template)

    def list_all(self, params: ListTemplatesParams | Mapping[str, Any] | None, options: Options) -> Iteration[Template]:
        """Every template, page after page."""
        return self._pages.walk(lambda page: self.list({**(params or {}), "pageNum": page}, options))

    def get(self, id: str, options: Options) -> Program[Template]:
        """One template."""
        query = {"templateId": check_id(id, "template")}
        answer = yield from call_operation(self._caller, "getTemplate", options, query=query)
        return check_found(Template(read_object(answer).get("template")), "template")

    def create(self, template: CreateTemplateRequest | Mapping[str, Any], options: Options) -> Program[NewId]:
        """Creates a template."""
        answer = yield from call_operation(self._caller, "createTemplate", options, body={"template": template})
        return read_new_id(read_object(answer).get("templateId"), "template")

    def update(self, id: str, template: UpdateTemplateRequest | Mapping[str, Any], options: Options) -> Program[None]:
        """Replaces a template."""
        body = {"template": {**template, "Id": check_id(id, "template")}}
        yield from call_operation(self._caller, "updateTemplate", options, body=body, idempotent=True)

    def delete(self, id: str, options: Options) -> Program[None]:
        """Deletes a template."""
        body = {"templateId": check_id(id, "template")}
        return settle_deletion(call_operation(self._caller, "deleteTemplate", options, body=body, idempotent=True))
