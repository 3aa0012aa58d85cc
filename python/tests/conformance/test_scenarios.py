"""The scenarios: the same outcomes after the same requests as in TypeScript, from both drivers."""

from __future__ import annotations

from typing import Any

import pytest
from simulated_cloud import REQUEST, AsyncCloud, SyncCloud, run_async
from vectors import load, named, snake

from novita_fleet import Cancellation
from novita_fleet.errors import NovitaError

CASES = named(load("scenarios.json")["cases"])


def options_of(told: Any) -> Any:
    """Options under the names of Python."""
    if isinstance(told, dict):
        return {snake(name): options_of(value) for name, value in told.items()}
    return [options_of(each) for each in told] if isinstance(told, list) else told


def check(step: dict[str, Any], result: Any) -> None:
    for name, value in step["outcome"].items():
        if name == "ok":
            assert not isinstance(result, NovitaError), result
        elif name == "error":
            assert isinstance(result, NovitaError), result
            assert result.code == value
        else:
            assert getattr(result, snake(name)) == value, name


def check_end(case: dict[str, Any], cloud: Any) -> None:
    summary = cloud.simulator.summary()
    assert summary["requests"] == case["requests"]
    assert summary["instancesCreated"] == case["instances"]
    status = cloud.client.get_queue_status()
    assert (status.queue_length, status.in_flight) == (0, 0)


def call_of(cloud: Any, step: dict[str, Any], id: str) -> tuple[Any, Any]:
    """The method of a step with its arguments."""
    cancel = Cancellation()
    if "abortAfterMs" in step:
        cloud.clock.set_timer(cancel.cancel, step["abortAfterMs"])
    api = cloud.api
    request = {**REQUEST, **step.get("request", {})}
    method, arguments, more = {
        "clusters": (api.clusters.list, (), {"catalogue": False}),
        "plainCreate": (api.instances.create, (request,), {}),
        "create": (api.create_instance, (request,), {"marker": "m1"}),
        "wait": (api.wait_for_instance, (id,), options_of(step.get("options", {}))),
    }[step["do"]]
    return method, (arguments, {**more, "cancel": cancel})


def prepare(cloud: Any, step: dict[str, Any], id: str) -> bool:
    """Steps that are no calls of the client."""
    if step["do"] == "fault":
        cloud.simulator.admin("POST", "/faults", step["fault"])
    elif step["do"] == "admin":
        cloud.simulator.admin("POST", step["path"].replace("{id}", id), step["body"])
    else:
        return False
    return True


@pytest.mark.parametrize("case", **CASES)
def test_sync(case: dict[str, Any]) -> None:
    cloud = SyncCloud(options_of(case.get("client", {})), case.get("clock") == "real")
    id = ""
    try:
        for step in case["steps"]:
            if prepare(cloud, step, id):
                continue
            if step["do"] == "pass":
                cloud.clock.advance(step["ms"])
                continue
            for _ in range(step.get("many", 1)):
                method, (arguments, options) = call_of(cloud, step, id)
                try:
                    result = method(*arguments, **options)
                except NovitaError as error:
                    result = error
                check(step, result)
                id = getattr(result, "id", id) if step["do"] == "create" else id
                if "breaker" in step:
                    assert cloud.client.get_circuit_breaker_state() == step["breaker"]
        check_end(case, cloud)
    finally:
        cloud.close()


@pytest.mark.parametrize("case", **CASES)
def test_async(case: dict[str, Any]) -> None:
    async def main() -> None:
        real = case.get("clock") == "real"
        cloud = AsyncCloud(options_of(case.get("client", {})), real)
        id = ""
        try:
            for step in case["steps"]:
                if prepare(cloud, step, id):
                    continue
                if step["do"] == "pass":
                    cloud.clock.advance(step["ms"])
                    await cloud.settle()
                    continue
                for _ in range(step.get("many", 1)):
                    method, (arguments, options) = call_of(cloud, step, id)
                    called = method(*arguments, **options)
                    try:
                        result = await (called if real else cloud.until(called))
                    except NovitaError as error:
                        result = error
                    check(step, result)
                    id = getattr(result, "id", id) if step["do"] == "create" else id
                    if "breaker" in step:
                        assert cloud.client.get_circuit_breaker_state() == step["breaker"]
            check_end(case, cloud)
        finally:
            await cloud.close()

    run_async(main)
