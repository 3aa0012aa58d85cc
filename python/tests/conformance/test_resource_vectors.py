"""The vectors of resources: normalisation, pagination, choice of a product."""

from __future__ import annotations

import json
from typing import Any

import pytest
from failures import error_of
from vectors import camel, items, load, named, plain, run, snake

from novita_fleet import errors
from novita_fleet.models.catalogue import Cluster, Product
from novita_fleet.models.instance import Instance
from novita_fleet.models.model import Model
from novita_fleet.models.v2_instance import V2Instance
from novita_fleet.money import Money, money
from novita_fleet.programs import account, billing, catalogue, endpoints, instances, v2_account, v2_catalogue
from novita_fleet.programs.lists import Page, list_everything
from novita_fleet.workflows.explain_no_product import Catalogue, explain_no_product
from novita_fleet.workflows.optimal_product import places_of
from novita_fleet.workflows.product_criteria import resolve_criteria
from novita_fleet.workflows.product_offers import ProductListing, rank_offers

V1 = load("normalisation.json")
V2 = load("normalisation-v2.json")
PAGES = load("pagination.json")
CHOICE = load("product-choice.json")


class Answering:
    """A caller that gets the same answer to every call."""

    def __init__(self, body: Any) -> None:
        self.body = body

    def request(self, **_options: Any) -> Any:
        return self.body
        yield


RANGE = {"cycleType": "Day", "startTime": "1", "endTime": "2"}
READERS: dict[str, Any] = {
    "instances": Instance,
    "products": lambda raw: run(catalogue.ProductsResource(Answering({"data": [raw]})).list(None, {}))[0],
    "cpuProducts": lambda raw: run(catalogue.ProductsResource(Answering({"data": [raw]})).list_cpu(None, {}))[0],
    "templates": lambda raw: run(catalogue.TemplatesResource(Answering({"template": [raw]})).list(None, {})).items[0],
    "networks": lambda raw: run(account.NetworksResource(Answering({"networks": [raw]})).list(None, {})).items[0],
    "networkStorages": lambda raw: run(account.NetworkStorageResource(Answering({"data": [raw]})).list(None, {})).items[
        0
    ],
    "registryAuths": lambda raw: run(account.RegistryAuthsResource(Answering({"data": [raw]})).list({}))[0],
    "prewarmTasks": lambda raw: run(account.ImagePrewarmResource(Answering({"data": [raw]})).list(None, {})).items[0],
    "prewarmQuotas": lambda raw: run(account.ImagePrewarmResource(Answering(raw)).get_quota({})),
    "jobs": lambda raw: run(account.JobsResource(Answering({"jobs": [raw]})).list(None, {})).items[0],
    "endpoints": lambda raw: run(endpoints.EndpointsResource(Answering({"endpoints": [raw]})).list(None, {})).items[0],
    "endpointLimits": lambda raw: run(endpoints.EndpointsResource(Answering(raw)).get_limits({})),
    "metrics": lambda raw: run(account.MetricsResource(Answering(raw)).get("i-1", None, {})),
    "balances": lambda raw: run(billing.BillingResource(Answering(raw)).get_balance({})),
    "monthlyBills": lambda raw: run(
        billing.BillingResource(Answering({"data": [raw]})).list_monthly_bills(None, {})
    ).items[0],
    "usageBills": lambda raw: run(
        billing.BillingResource(Answering({"bills": [raw]})).list_usage_bills({**RANGE, "productCategory": "gpu"}, {})
    )[0],
    "fixedTermBills": lambda raw: run(
        billing.BillingResource(Answering({"bills": [raw]})).list_fixed_term_bills(None, {})
    )[0],
    "apiKeyBills": lambda raw: run(billing.BillingResource(Answering({"bills": [raw]})).list_api_key_bills(RANGE, {}))[
        0
    ],
    "transactions": lambda raw: run(
        billing.BillingResource(Answering({"data": [raw]})).list_transactions(None, {})
    ).items[0],
}
ENDPOINT = {
    "workerConfig": {"minNum": 0, "maxNum": 1, "freeTimeout": 1, "maxConcurrent": 1, "gpuNum": 1},
    "ports": [{"port": 80}],
    "policy": {"type": "queue", "value": 1},
    "image": {"image": "i"},
    "products": [{"id": "p"}],
    "rootfsSize": 100,
    "volumeMounts": [],
    "healthy": {"path": "/"},
}
TEMPLATE = {"name": "t", "type": "instance", "channel": "private", "image": "i", "rootfsSize": 10}
CALLS: dict[str, Any] = {
    "networks.get": lambda caller: account.NetworksResource(caller).get("x", {}),
    "endpoints.get": lambda caller: endpoints.EndpointsResource(caller).get("x", {}),
    "templates.get": lambda caller: catalogue.TemplatesResource(caller).get("x", {}),
    "instances.get": lambda caller: instances.InstancesResource(caller).get("x", {}),
    "instances.create": lambda caller: instances.InstancesResource(caller).create(
        {"kind": "cpu", "productId": "p", "imageUrl": "i"}, {}
    ),
    "networkStorage.create": lambda caller: account.NetworkStorageResource(caller).create(
        {"clusterId": "c", "storageName": "disk", "storageSize": 10}, {}
    ),
    "templates.create": lambda caller: catalogue.TemplatesResource(caller).create(TEMPLATE, {}),
    "imagePrewarm.create": lambda caller: account.ImagePrewarmResource(caller).create(
        {"imageUrl": "i", "clusterId": "c"}, {}
    ),
    "endpoints.create": lambda caller: endpoints.EndpointsResource(caller).create(ENDPOINT, {}),
}


def at(value: Any, path: str) -> Any:
    for step in path.split("."):
        if value is None:
            return None
        if isinstance(value, (list, tuple)):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            value = getattr(value, snake(step), None)
    return value


def shown_as(expected: Any, value: Any) -> Any:
    """The value with hidden parts of models left in, where the vectors name them."""
    if isinstance(value, Model) and isinstance(expected, dict):
        return {name: shown_as(part, at(value, name)) for name, part in expected.items()}
    if isinstance(value, (list, tuple)) and isinstance(expected, list) and len(value) == len(expected):
        return [shown_as(part, each) for part, each in zip(expected, value, strict=True)]
    return plain(value)


def test_the_vectors_hold_nothing_that_is_not_read_here() -> None:
    assert set(V1) == {*READERS, "description", "productLists", "answers", "secrets"}


CASES = [{**case, "kind": kind, "name": f"{kind}: {case['name']}"} for kind in READERS for case in V1[kind]]


@pytest.mark.parametrize("case", **named(CASES))
def test_normalisation(case: dict[str, Any]) -> None:
    result = READERS[case["kind"]](case["raw"])
    told = {path: shown_as(value, at(result, path)) for path, value in case["normalised"].items()}
    assert told == case["normalised"]


@pytest.mark.parametrize("case", **named(V1["productLists"]))
def test_normalisation_lists(case: dict[str, Any]) -> None:
    program = catalogue.ProductsResource(Answering(case["body"])).list(None, {})
    if case["ids"] is None:
        with pytest.raises(errors.DecodeError):
            run(program)
    else:
        assert [each.id for each in run(program)] == case["ids"]


@pytest.mark.parametrize("case", **named(V1["answers"]))
def test_normalisation_answers(case: dict[str, Any]) -> None:
    program = CALLS[case["call"]](Answering(case["body"]))
    if case["id"] is None:
        with pytest.raises(errors.DecodeError):
            run(program)
    else:
        assert run(program).id == case["id"]


@pytest.mark.parametrize("case", **named(V1["secrets"]))
def test_normalisation_secrets(case: dict[str, Any]) -> None:
    result = READERS[case["list"]](case["raw"])
    assert "planted-secret" in json.dumps(plain(at(result, case["path"])))
    assert result.raw == case["raw"]
    for shown in (repr(result), str(result), f"{result!r}", repr([result]), repr(result.to_dict())):
        assert "planted-secret" not in shown


V2_READERS: dict[str, Any] = {
    "instances": V2Instance,
    "products": lambda raw: run(v2_catalogue.V2ProductsResource(Answering({"data": [raw]})).list(None, {})).items[0],
    "regions": lambda raw: run(v2_catalogue.V2RegionsResource(Answering({"data": [raw]})).list({}))[0],
    "templates": lambda raw: run(v2_catalogue.V2TemplatesResource(Answering({"data": [raw]})).list(None, {})).items[0],
    "networks": lambda raw: run(v2_account.V2NetworksResource(Answering({"data": [raw]})).list(None, {})).items[0],
    "jobs": lambda raw: run(v2_account.V2JobsResource(Answering({"data": [raw]})).list(None, {})).items[0],
    "images": lambda raw: run(v2_catalogue.V2ImagesResource(Answering({"data": [raw]})).list(None, {})).items[0],
    "prewarmTasks": lambda raw: run(v2_account.V2PrewarmTasksResource(Answering({"data": [raw]})).list(None, {})).items[
        0
    ],
    "endpoints": lambda raw: run(v2_account.V2EndpointsResource(Answering({"data": [raw]})).list(None, {})).items[0],
}
V2_CASES = [{**case, "kind": kind, "name": f"{kind}: {case['name']}"} for kind in V2_READERS for case in V2[kind]]


def test_the_vectors_of_v2_hold_nothing_that_is_not_read_here() -> None:
    assert set(V2) == {*V2_READERS, "description", "pages"}


@pytest.mark.parametrize("case", **named(V2_CASES))
def test_normalisation_v2(case: dict[str, Any]) -> None:
    result = V2_READERS[case["kind"]](case["raw"])
    told = {name: shown_as(value, at(result, name)) for name, value in case["normalised"].items()}
    assert told == case["normalised"]
    for path, value in case.get("hidden", {}).items():
        assert shown_as(value, at(result, path)) == value
        if isinstance(value, str) and "s3cret" in value:
            assert value not in repr(result) + repr(result.to_dict())


@pytest.mark.parametrize("case", **named(V2["pages"]))
def test_pages_of_v2(case: dict[str, Any]) -> None:
    program = v2_account.V2JobsResource(Answering(case["body"])).list(None, {})
    if case["page"] is None:
        with pytest.raises(errors.DecodeError):
            run(program)
        return
    page = run(program)
    told = {"ids": [each.id for each in page.items], "nextCursor": page.next_cursor, "hasMore": page.has_more}
    assert told == case["page"]


@pytest.mark.parametrize("case", **named(PAGES["cases"]))
def test_pagination(case: dict[str, Any]) -> None:
    requests: list[int] = []
    learnt: list[Any] = []
    found: list[str] = []
    failure = None

    def read(page: int) -> Any:
        requests.append(page)
        answer = case["pages"].get(str(page), case.get("otherwise", {"ids": []}))
        if "status" in answer:
            raise error_of({"kind": "answer", "status": answer["status"]})
        return Page(answer["ids"], answer.get("total"))
        yield

    try:
        for effect in list_everything(read, lambda id: id, case["base"], learnt.append):
            found.append(effect.item)
    except errors.ApiError as error:
        failure = error.status
    assert {
        "requests": requests,
        "items": found,
        "learnt": learnt[0] if learnt else None,
        "failure": failure,
    } == {name: case[name] for name in ("requests", "items", "learnt", "failure")}
    assert len(learnt) <= 1


LISTS: dict[str, Any] = {
    "instances.listAll": lambda caller: instances.InstancesResource(caller).list_all(None, {}),
    "instances.listAllPages": lambda caller: instances.InstancesResource(caller).list_all_pages(None, {}),
    "jobs.listAll": lambda caller: account.JobsResource(caller).list_all(None, {}),
    "templates.listAll": lambda caller: catalogue.TemplatesResource(caller).list_all(None, {}),
    "networks.listAll": lambda caller: account.NetworksResource(caller).list_all(None, {}),
    "endpoints.listAll": lambda caller: endpoints.EndpointsResource(caller).list_all(None, {}),
    "networkStorage.listAll": lambda caller: account.NetworkStorageResource(caller).list_all(None, {}),
    "imagePrewarm.listAll": lambda caller: account.ImagePrewarmResource(caller).list_all(None, {}),
    "billing.listAllMonthlyBills": lambda caller: billing.BillingResource(caller).list_all_monthly_bills(None, {}),
    "billing.listAllTransactions": lambda caller: billing.BillingResource(caller).list_all_transactions(None, {}),
}


def test_every_walk_is_told_of() -> None:
    assert {case["call"] for case in PAGES["lists"]} == set(LISTS)
    modules = (account, billing, catalogue, endpoints, instances)
    walks = {
        (kind.__name__, name)
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and kind.__module__ == module.__name__
        for name in vars(kind)
        if name.startswith("list_all")
    }
    assert len(walks) == len(LISTS)


@pytest.mark.parametrize(
    "case", **named([{**each, "name": f"{each['call']}: {each['name']}"} for each in PAGES["lists"]])
)
def test_pagination_lists(case: dict[str, Any]) -> None:
    asked: list[dict[str, str]] = []

    class Caller:
        def request(self, *, query: dict[str, Any], **_options: Any) -> Any:
            asked.append({name: str(value) for name, value in query.items()})
            page = query.get("pageNum", query.get("pageNo", query.get("page")))
            return case["answers"].get(str(page), case["otherwise"])
            yield

    emitted = items(LISTS[case["call"]](Caller()))
    walked = [item for page in emitted for item in page] if case["call"].endswith("Pages") else emitted
    found = [item.id for item in walked]
    assert {"queries": asked, "ids": found} == {"queries": case["queries"], "ids": case["ids"]}


@pytest.mark.parametrize("case", **named(load("pagination-cursor.json")["cases"]))
def test_pagination_cursor(case: dict[str, Any]) -> None:
    requests: list[str | None] = []
    found: list[str] = []
    failure = None

    class Caller:
        def request(self, *, query: dict[str, Any], **_options: Any) -> Any:
            cursor = query.get("cursor")
            requests.append(cursor)
            answer = case["pages"].get(cursor or "")
            if answer is None:
                answer = dict(case["otherwise"])
                if "status" not in answer:
                    answer["next_cursor"] = answer.get("next_cursor", "").replace("#", str(len(requests)))
            if "status" in answer:
                raise error_of({"kind": "answer", "status": answer["status"]})
            return answer
            yield

    try:
        for effect in v2_account.V2JobsResource(Caller()).list_all(None, {}):
            found.append(effect.item.id)
    except errors.NovitaError as error:
        failure = error.code
    told = {"requests": requests, "items": found, "failure": failure}
    assert told == {name: case[name] for name in told}


def criteria_of(told: dict[str, Any]) -> Any:
    fields = {snake(name): value for name, value in told.items()}
    price = fields.get("max_hourly_price")
    if isinstance(price, dict):
        fields["max_hourly_price"] = money(price["amount"], price["scale"])
    return resolve_criteria("test", fields)


def listings_of(case: dict[str, Any]) -> list[ProductListing]:
    clusters = {each["id"]: Cluster(each) for each in case["clusters"]}
    return [
        ProductListing(clusters.get(each["clusterId"]), [Product(raw) for raw in each["products"]])
        for each in case["listings"]
    ]


@pytest.mark.parametrize("case", **named(CHOICE["regions"]))
def test_regions(case: dict[str, Any]) -> None:
    criteria = resolve_criteria("test", {"region": case["regions"]})
    clusters = [Cluster(each) for each in case["clusters"]]
    if case["clusterIds"] is None:
        with pytest.raises(errors.NoProductError):
            places_of(criteria, clusters)
    else:
        assert [None if each is None else each.id for each in places_of(criteria, clusters)] == case["clusterIds"]


@pytest.mark.parametrize("case", **named(CHOICE["choices"]))
def test_choices(case: dict[str, Any]) -> None:
    ranked = rank_offers(criteria_of(case["criteria"]), listings_of(case))
    assert [
        {
            "productId": offer.product.id,
            "clusterId": None if offer.cluster is None else offer.cluster.id,
            "hourlyPrice": {"amount": offer.hourly_price.amount, "scale": offer.hourly_price.scale},
        }
        for offer in ranked
    ] == case["offers"]


@pytest.mark.parametrize("case", **named(CHOICE["nothing"]))
def test_nothing(case: dict[str, Any]) -> None:
    criteria = criteria_of(case["criteria"])
    listings = listings_of(case)
    assert rank_offers(criteria, listings) == []
    clusters = [Cluster(each) for each in case["clusters"]]
    everything = [Product(raw) for raw in case["everything"]]
    error = explain_no_product(criteria, Catalogue(clusters, listings, everything))
    assert {"criterion": error.criterion, "near": list(error.near)} == {
        "criterion": case["criterion"],
        "near": case["near"],
    }


def test_money_is_shown_with_its_name() -> None:
    assert camel("hourly_price") == "hourlyPrice"
    assert plain(Money(1, 2)) == {"amount": 1, "scale": 2, "currency": "USD"}
