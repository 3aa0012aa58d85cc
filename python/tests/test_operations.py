"""Every operation of the cloud, called against the simulator through the facades of both drivers."""

from __future__ import annotations

import asyncio
import inspect
import math
import re
from typing import Any

import pytest
from simulated_cloud import Simulator

from novita_fleet import AsyncNovitaApiService, AsyncNovitaClient, NovitaApiService, NovitaClient
from novita_fleet.errors import ApiError, DecodeError, NotFoundError
from novita_fleet.programs.operation_checks import operations

TABLE = operations()["operations"]
OPEN = {"requests_per_minute": math.inf}


def sample(schema: dict[str, Any]) -> Any:
    """The least that a schema allows."""
    if "$ref" in schema:
        return sample({**operations()["schemas"][schema["$ref"]], **{k: v for k, v in schema.items() if k != "$ref"}})
    if "discriminator" in schema:
        name, target = next(iter(schema["discriminator"]["mapping"].items()))
        return {**sample({"$ref": target}), schema["discriminator"]["propertyName"]: name}
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    kind = kind if isinstance(kind, str) else kind[0]
    if kind == "object":
        return {name: sample(schema["properties"][name]) for name in schema.get("required", [])}
    if kind == "array":
        return [sample(schema["items"])] * max(1, schema.get("minItems", 0))
    if kind == "string":
        return "10.0.0.0/24" if "/" in schema.get("pattern", "") else "a" * max(3, schema.get("minLength", 0))
    if kind == "boolean":
        return True
    return max(schema.get("minimum", 1), schema.get("exclusiveMinimum", 0) + 1)


def operation_of(method: Any) -> str:
    """The operation that a method calls, as its source names it."""
    source = inspect.getsource(method)
    found = [name for name in re.findall(r'"(\w+)"', source) if name in TABLE]
    return found[0] if found else ""


def calls(api: Any) -> list[tuple[str, Any, list[Any]]]:
    """Every method of every resource with its least arguments."""
    found = []
    resources = {**vars(api), **{f"v2.{name}": value for name, value in vars(api.v2).items()}}
    for name, resource in resources.items():
        programs = getattr(resource, "_programs", None)
        if name.startswith("_") or programs is None:
            continue
        for method_name, method in inspect.getmembers(resource, callable):
            if method_name.startswith(("_", "list_all")):
                continue
            id = operation_of(getattr(type(programs), method_name))
            entry = TABLE[id]
            arguments = []
            for parameter in inspect.signature(method).parameters.values():
                if parameter.name == "options":
                    continue
                if parameter.name in ("id", "instance_id"):
                    arguments.append("unknown1")
                elif parameter.name == "ids":
                    arguments.append(["unknown1"])
                elif parameter.name in ("params", "query", "filters"):
                    arguments.append(sample({"type": "object", **entry.get("query", {})}))
                else:
                    body = sample(entry["body"])
                    arguments.append(body.get(parameter.name, body))
            found.append((id, method, arguments))
    return found


# What the least that a schema allows lacks to be accepted, or to be a sensible wish.
ENDPOINT = {
    "workerConfig": {"minNum": 0, "maxNum": 1, "freeTimeout": 60, "maxConcurrent": 1, "gpuNum": 1},
    "ports": [{"port": 80}],
    "policy": {"type": "queue", "value": 1},
    "image": {"image": "i"},
    "products": [{"id": "SL-serverless-3"}],
    "rootfsSize": 100,
    "volumeMounts": [],
    "healthy": {"path": "/"},
}
REPLACED = {
    "createEndpoint": [ENDPOINT],
    "updateEndpoint": [
        "unknown1",
        {"name": "e", **{name: value for name, value in ENDPOINT.items() if name not in ("products", "rootfsSize")}},
    ],
    "setAutoRenew": [{"instanceIds": ["unknown1"], "autoRenew": False, "autoRenewMonth": 1}],
    "getInstanceMetrics": ["unknown1", {"startTime": 1767225600, "endTime": 1767229200}],
    "listApiKeyBills": [{"cycleType": "Day", "startTime": "1767225600", "endTime": "1767312000"}],
    "listUsageBills": [
        {"cycleType": "Day", "startTime": "1767225600", "endTime": "1767312000", "productCategory": "gpu"}
    ],
}


def check(id: str, error: ApiError) -> None:
    """A refusal is about the thing that is not there, not about the route."""
    assert error.status in (400, 403, 404, 409, 422), (id, error)
    assert "no such route" not in error.message.lower(), (id, error)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_every_operation(kind: str) -> None:
    simulator = Simulator(clock="stepped", stock=1_000_000)
    called: set[str] = set()
    options: dict[str, Any] = {
        "base_url": simulator.base_url,
        "api_key": simulator.api_key,
        "env": {},
        "rate_limit": OPEN,
        "max_retries": 0,
    }

    def note(id: str, error: BaseException | None) -> None:
        called.add(id)
        if isinstance(error, ApiError):
            check(id, error)
        elif error is not None and not isinstance(error, DecodeError):
            raise error

    def run_sync() -> None:
        with NovitaClient(**options) as client:
            for id, method, arguments in calls(NovitaApiService(client)):
                try:
                    method(*REPLACED.get(id, arguments))
                except ApiError as error:
                    note(id, error)
                else:
                    note(id, None)

    async def run_async() -> None:
        async with AsyncNovitaClient(**options) as client:
            for id, method, arguments in calls(AsyncNovitaApiService(client)):
                try:
                    await method(*REPLACED.get(id, arguments))
                except ApiError as error:
                    note(id, error)
                else:
                    note(id, None)

    try:
        if kind == "sync":
            run_sync()
        else:
            asyncio.run(run_async())
        routes = simulator.summary()["requests"]
    finally:
        simulator.close()
    assert called == set(TABLE)
    assert len(TABLE) == 98
    reached = {(route.split(" ")[0], route.split(" ")[1].count("/")) for route in routes}
    wanted = {(entry["method"], entry["path"].count("/")) for entry in TABLE.values()}
    assert wanted <= reached


def test_lists_of_everything() -> None:
    simulator = Simulator(clock="stepped", stock=1_000_000)
    try:
        with NovitaClient(base_url=simulator.base_url, api_key=simulator.api_key, env={}, rate_limit=OPEN) as client:
            api = NovitaApiService(client)
            request = {"kind": "gpu", "productId": "4090.16c62g", "gpuNum": 1, "rootfsSize": 60, "imageUrl": "image"}
            ids = {api.instances.create(request).id for _ in range(5)}
            assert {each.id for each in api.instances.list_all({"pageSize": 2})} == ids
            pages = list(api.instances.list_all_pages({"pageSize": 2}))
            assert [len(page) for page in pages] == [2, 2, 1]
            assert {each.id for page in pages for each in page} == ids
            assert {each.id for each in api.v2.instances.list_all({"limit": 2})} == ids
            assert api.instances.list({"pageSize": 2}).total == 5
            network = api.networks.create({"name": "lan", "clusterId": "us-ca-6"})
            assert network is not None and network.name == "lan"
            auth = api.registry_auths.create({"name": "ghcr.io", "username": "me", "password": "secret"})
            assert auth is not None and auth.password == "secret" and "secret" not in repr(auth)
            api.registry_auths.delete(auth.id)
            with pytest.raises(NotFoundError):
                api.registry_auths.delete(auth.id)
            template = {"name": "t", "type": "instance", "channel": "private", "image": "i", "rootfsSize": 10}
            made = api.templates.create(template)
            assert api.templates.get(made.id).name == "t"
            api.templates.update(made.id, {**template, "name": "u"})
            assert made.id in {each.id for each in api.templates.list_all()}
            api.templates.delete(made.id)
            for walk in (
                api.jobs.list_all,
                api.endpoints.list_all,
                api.network_storage.list_all,
                api.networks.list_all,
                api.image_prewarm.list_all,
                api.billing.list_all_monthly_bills,
                api.billing.list_all_transactions,
                api.v2.templates.list_all,
                api.v2.images.list_all,
                api.v2.networks.list_all,
                api.v2.jobs.list_all,
                api.v2.prewarm_tasks.list_all,
                api.v2.endpoints.list_all,
            ):
                assert isinstance(list(walk()), list)
            some = api.v2.networks.create({"name": "lan2", "region_id": "us-ca-6"})
            assert some is None or some.name == "lan2"
    finally:
        simulator.close()
