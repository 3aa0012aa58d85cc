"""What callers get wrong is told before anything is sent, by name."""

from __future__ import annotations

import asyncio
import copy
import math
import pickle
import sys
from typing import Any

import pytest
import requests
from fake_clock import FakeClock
from loopback import serving

from novita_fleet import (
    AsyncFleetClient,
    AsyncNovitaApiService,
    AsyncNovitaClient,
    AsyncWebhookClient,
    Cancellation,
    FleetClient,
    NovitaApiService,
    NovitaClient,
    RequestsTransport,
    WebhookClient,
)
from novita_fleet.errors import ClientClosedError, InvalidArgumentError, MissingApiKeyError, NovitaError

KEY = {"api_key": "sk_x", "env": {}}


@pytest.mark.parametrize(
    ("options", "argument"),
    [
        ({"nonsense": 1}, "nonsense"),
        ({"timeout_ms": 0}, "timeout_ms"),
        ({"timeout_ms": True}, "timeout_ms"),
        ({"timeout_ms": math.nan}, "timeout_ms"),
        ({"deadline_ms": "5"}, "deadline_ms"),
        ({"max_retries": 1.5}, "max_retries"),
        ({"max_retries": -1}, "max_retries"),
        ({"rate_limit": {"requests_per_minute": 0}}, "rate_limit.requests_per_minute"),
        ({"rate_limit": {"speed": 0}}, "rate_limit.speed"),
        ({"circuit_breaker": {"failure_threshold": 0}}, "circuit_breaker.failure_threshold"),
        ({"circuit_breaker": 5}, "circuit_breaker"),
        ({"base_url": "http://api.novita.ai"}, "base_url"),
        ({"base_url": "api.novita.ai"}, "base_url"),
        ({"base_url": "https://user:secret@api.novita.ai"}, "base_url"),
        ({"base_url": "https://api.novita.ai?x=1"}, "base_url"),
        ({"base_url": "ftp://api.novita.ai"}, "base_url"),
        ({"base_url": "https://api.novita.ai:99999"}, "base_url"),
        ({"base_url": 7}, "base_url"),
        ({"api_key": 7}, "api_key"),
        ({"api_key": "a\nb"}, "api_key"),
        ({"api_key": "ключ"}, "api_key"),
        ({"insecure_tls": "false"}, "insecure_tls"),
        ({"ca": 7}, "ca"),
        ({"ca": "/no/such/file.pem"}, "ca"),
        ({"ca": b"-----BEGIN CERTIFICATE-----\nx"}, "ca"),
        ({"user_agent": "a\nb"}, "user_agent"),
        ({"headers": {"authorization": "x"}}, "headers.authorization"),
        ({"headers": {"a b": "x"}}, "headers"),
        ({"headers": {"a": "x\n"}}, "headers.a"),
        ({"headers": 5}, "headers"),
        ({"max_response_bytes": 0}, "max_response_bytes"),
        ({"catalogue_ttl_ms": -1}, "catalogue_ttl_ms"),
        ({"random": 5}, "random"),
        ({"new_id": 5}, "new_id"),
        ({"transport": 5}, "transport"),
        ({"env_file": "/no/such/.env"}, "env_file"),
        ({"allow_in_event_loop": 1}, "allow_in_event_loop"),
    ],
)
@pytest.mark.parametrize("kind", [NovitaClient, AsyncNovitaClient])
def test_options(kind: Any, options: dict[str, Any], argument: str) -> None:
    with pytest.raises(InvalidArgumentError) as thrown:
        kind(**{**KEY, **options})
    assert thrown.value.argument == argument
    assert argument.split(".")[-1] in thrown.value.message
    assert "secret" not in thrown.value.message.replace("API_KEY", "")
    assert isinstance(thrown.value, ValueError)


@pytest.mark.parametrize(
    ("options", "argument"),
    [
        ({"path": "x"}, "path"),
        ({"path": "/a b"}, "path"),
        ({"method": "TRACE"}, "method"),
        ({"query": {"a": {}}}, "query.a"),
        ({"query": {"a": math.inf}}, "query.a"),
        ({"query": {"a": "\ud800"}}, "query.a"),
        ({"body": {"a": {1, 2}}}, "body"),
        ({"body": {"a": math.nan}}, "body"),
        ({"idempotent": "yes"}, "idempotent"),
        ({"cancel": 5}, "cancel"),
        ({"correlation_id": "a b"}, "correlation_id"),
        ({"route": "x"}, "route"),
        ({"catalogue": True, "method": "POST"}, "catalogue"),
        ({"on_response": 5}, "on_response"),
        ({"tiemout_ms": 5}, "tiemout_ms"),
        ({"timeout_ms": -5}, "timeout_ms"),
    ],
)
def test_calls(options: dict[str, Any], argument: str) -> None:
    with serving() as server, NovitaClient(**KEY, base_url=server.url) as client:
        with pytest.raises(InvalidArgumentError) as thrown:
            client.request(**{"method": "GET", "path": "/x", **options})
        assert thrown.value.argument == argument
        assert server.requests == []


def test_keys(tmp_path: Any) -> None:
    with pytest.raises(MissingApiKeyError, match="NOVITA_API_KEY_FILE"):
        NovitaClient(env={})
    with pytest.raises(MissingApiKeyError):
        NovitaClient(env={}, api_key="")
    with pytest.raises(InvalidArgumentError):
        NovitaClient(env={"NOVITA_API_KEY_FILE": str(tmp_path / "none")})
    file = tmp_path / "key"
    file.write_text("sk_file\n")
    dotenv = tmp_path / ".env"
    dotenv.write_text("NOVITA_API_KEY=sk_dotenv\nNOVITA_BASE_URL=http://127.0.0.1:1\n")
    told = [
        ({"env": {"NOVITA_API_KEY": "sk_env"}}, "sk_env"),
        ({"env": {"NOVITA_API_KEY_FILE": str(file)}}, "sk_file"),
        ({"env": {}, "env_file": dotenv}, "sk_dotenv"),
        ({"env": {"NOVITA_API_KEY": "sk_env"}, "env_file": dotenv}, "sk_env"),
    ]
    for options, key in told:
        with NovitaClient(**options) as client:
            assert client._calls.core.options.api_key == key


def test_the_extra_for_dotenv(monkeypatch: Any, tmp_path: Any) -> None:
    monkeypatch.setitem(sys.modules, "dotenv", None)
    with pytest.raises(InvalidArgumentError, match=r"novita-fleet\[dotenv\]"):
        NovitaClient(**KEY, env_file=tmp_path)


def test_the_extra_for_requests(monkeypatch: Any) -> None:
    with pytest.raises(InvalidArgumentError):
        RequestsTransport(object())  # type: ignore[arg-type]
    session = requests.Session()
    monkeypatch.setitem(sys.modules, "requests", None)
    with pytest.raises(InvalidArgumentError, match=r"novita-fleet\[requests\]"):
        RequestsTransport(session)


@pytest.mark.parametrize("kind", [NovitaClient, FleetClient])
def test_a_sync_client_in_an_event_loop(kind: Any) -> None:
    async def main() -> None:
        with serving() as server, kind(**KEY, base_url=server.url) as client:
            with pytest.raises(InvalidArgumentError, match=f"Async{kind.__name__}"):
                client.request("GET", "/x")
            assert await asyncio.to_thread(client.request, "GET", "/x") == {}
            assert len(server.requests) == 1
        with (
            serving() as server,
            kind(**KEY, base_url=server.url, allow_in_event_loop=True) as client,
        ):
            assert client.request("GET", "/x") == {}

    asyncio.run(main())


def test_a_notebook_may_block(monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "ipykernel", object())

    async def main() -> None:
        with serving() as server, NovitaClient(**KEY, base_url=server.url) as client:
            assert client.get("/x") == {}

    asyncio.run(main())


def test_an_async_client_in_another_loop() -> None:
    with serving() as server:
        client = AsyncNovitaClient(**KEY, base_url=server.url)

        async def call() -> Any:
            return await client.get("/x")

        async def call_and_close() -> Any:
            return await client.get("/x")

        loop = asyncio.new_event_loop()
        assert loop.run_until_complete(call()) == {}
        with pytest.raises(InvalidArgumentError, match="another event loop"):
            asyncio.run(call_and_close())
        loop.run_until_complete(client.close())
        loop.close()


def test_closed_clients() -> None:
    client = NovitaClient(**KEY)
    client.close()
    client.close()
    for call in (lambda: client.get("/x"), lambda: client.stream("/x"), client.health_check):
        if call == client.health_check:
            assert isinstance(client.health_check().error, ClientClosedError)
        else:
            with pytest.raises(ClientClosedError):
                call()

    async def main() -> None:
        other = AsyncNovitaClient(**KEY)
        await other.close()
        await other.close()
        with pytest.raises(ClientClosedError):
            await other.get("/x")

    asyncio.run(main())


def test_closing_ends_what_waits() -> None:
    async def main() -> None:
        limit = {"requests_per_minute": 1, "burst": 1}
        with serving() as server:
            client = AsyncNovitaClient(**KEY, base_url=server.url, rate_limit=limit, deadline_ms=1e9)
            await client.get("/x")
            waiting = [asyncio.ensure_future(client.get("/x")) for _ in range(3)]
            await asyncio.sleep(0)
            assert client.get_queue_status().queue_length == 3
            await client.close()
            for task in waiting:
                with pytest.raises(ClientClosedError):
                    await task

    asyncio.run(main())


@pytest.mark.parametrize("kind", [NovitaClient, AsyncNovitaClient, FleetClient, AsyncFleetClient])
def test_clients_are_neither_pickled_nor_copied(kind: Any) -> None:
    client = kind(**KEY)
    for action in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="make one in each process"):
            action(client)
    assert "sk_x" not in repr(client)


@pytest.mark.parametrize("kind", [WebhookClient, AsyncWebhookClient])
def test_webhook_clients_are_neither_pickled_nor_copied(kind: Any) -> None:
    with pytest.raises(TypeError, match="make one in each process"):
        pickle.dumps(kind(secret="secret"))


def test_services_want_their_own_client() -> None:
    with pytest.raises(InvalidArgumentError):
        NovitaApiService(AsyncNovitaClient(**KEY))  # type: ignore[arg-type]
    with pytest.raises(InvalidArgumentError):
        AsyncNovitaApiService(NovitaClient(**KEY))  # type: ignore[arg-type]


def test_an_asynchronous_key_needs_the_async_client() -> None:
    async def key() -> str:
        return "sk_later"

    with serving() as server:
        with NovitaClient(api_key=key, env={}, base_url=server.url) as client:
            with pytest.raises(NovitaError) as thrown:
                client.get("/x")
            assert thrown.value.code == "invalid_argument"

        async def main() -> None:
            async with AsyncNovitaClient(api_key=key, env={}, base_url=server.url) as other:
                await other.get("/x")

        asyncio.run(main())
        assert server.requests[0].headers["authorization"] == "Bearer sk_later"


def test_a_key_function_that_fails() -> None:
    def key() -> str:
        raise OSError("vault is closed")

    with serving() as server, NovitaClient(api_key=key, env={}, base_url=server.url) as client:
        with pytest.raises(MissingApiKeyError) as thrown:
            client.get("/x")
        assert isinstance(thrown.value.__cause__, OSError)
        assert server.requests == []


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda api: api.instances.get(""), "id"),
        (lambda api: api.instances.get(".."), "id"),
        (lambda api: api.instances.create({"kind": "tpu"}), "kind"),
        (lambda api: api.instances.create({"kind": "gpu"}), "productId"),
        (lambda api: api.instances.list({"page": 1}), "page"),
        (lambda api: api.instances.list(nonsense=1), "nonsense"),
        (lambda api: api.create_instance({"kind": "gpu"}), "productId"),
        (lambda api: api.create_instance(5), "request"),
        (lambda api: api.create_instances({}), "requests"),
        (lambda api: api.create_instances([{"kind": "gpu"}]), "requests[0].productId"),
        (lambda api: api.create_instances([], concurrency=0), "concurrency"),
        (lambda api: api.wait_for_instance("i", until="done"), "until"),
        (lambda api: api.wait_for_instance("i", probes=5), "probes"),
        (lambda api: api.wait_for_instance("i", probes=[{"type": "icmp"}]), "probes[0].type"),
        (lambda api: api.wait_for_instance("i", probes=[{"type": "tcp"}]), "probes[0].port"),
        (lambda api: api.wait_for_instance("i", probes=[{"type": "http", "port": 1, "path": "x"}]), "probes[0].path"),
        (
            lambda api: api.wait_for_instance("i", probes=[{"type": "http", "port": 1, "expect_body": ""}]),
            "probes[0].expect_body",
        ),
        (
            lambda api: api.wait_for_instance("i", probes=[{"type": "http", "port": 1, "headers": {"a b": "x"}}]),
            "probes[0].headers",
        ),
        (lambda api: api.wait_for_instance("i", until="stopped", probes=[{"type": "ssh"}]), "probes"),
        (lambda api: api.wait_for_instance("i", phase_deadlines={"pull": 1}), "phase_deadlines.pull"),
        (lambda api: api.get_optimal_product({"gpu": "4090"}), "gpu"),
        (lambda api: api.get_optimal_product({"max_hourly_price": 0.5}), "max_hourly_price"),
        (lambda api: api.get_optimal_product({"gpu_name": " "}), "gpu_name"),
        (lambda api: api.get_optimal_product({"region": 5}), "region"),
        (lambda api: api.get_optimal_product({"months": 2}), "months"),
        (lambda api: api.get_optimal_product({"billing_mode": "free"}), "billing_mode"),
        (lambda api: api.plan_candidates([]), "criteria"),
        (lambda api: api.plan_candidates({}, limit=0), "limit"),
        (lambda api: next(api.monitor_instance("")), "id"),
    ],
)
def test_workflows(call: Any, argument: str) -> None:
    with serving() as server, NovitaClient(**KEY, base_url=server.url) as client:
        with pytest.raises(InvalidArgumentError) as thrown:
            call(NovitaApiService(client))
        assert thrown.value.argument == argument
        assert server.requests == []


def request(**more: Any) -> dict[str, Any]:
    base = {"kind": "gpu", "productId": "p", "gpuNum": 1, "rootfsSize": 60, "imageUrl": "i"}
    return {**base, **more}


@pytest.mark.parametrize(
    ("body", "options", "argument"),
    [
        (request(), {"marker": "a-b"}, "marker"),
        (request(name="x" * 250), {}, "name"),
        (request(), {"candidates": []}, "candidates"),
        (request(), {"candidates": [5]}, "candidates[0]"),
        (request(), {"candidates": [{"name": "x"}]}, "candidates[0].name"),
        (request(), {"candidates": [{"gpuNum": "x"}]}, "candidates[0].gpuNum"),
        (request(ports="70000/http"), {}, "ports"),
        (request(ports="2222/tcp"), {}, "ports"),
        (request(ports=",".join(f"{port}/http" for port in range(1, 18))), {}, "ports"),
        (request(month=1, billingMode="spot"), {}, "month"),
        (request(autoRenew=True), {}, "autoRenew"),
        (request(autoRenewMonth=1), {}, "autoRenewMonth"),
        (request(), {"settle_ms": -1}, "settle_ms"),
        (request(), {"nonsense": -1}, "nonsense"),
    ],
)
def test_safe_creates(body: Any, options: Any, argument: str) -> None:
    with serving() as server, NovitaClient(**KEY, base_url=server.url) as client:
        with pytest.raises(InvalidArgumentError) as thrown:
            NovitaApiService(client).create_instance(body, **options)
        assert thrown.value.argument == argument
        assert server.requests == []


def test_a_cancellation_that_was_used_before() -> None:
    cancel = Cancellation()
    told: list[str] = []
    stop = cancel.add(lambda: told.append("never"))
    stop()
    stop()
    cancel.add(lambda: told.append("once"))
    cancel.cancel()
    cancel.cancel()
    cancel.add(lambda: told.append("at once"))()
    assert told == ["once", "at once"]
    with NovitaClient(**KEY) as client:
        api = NovitaApiService(client)
        for call in (
            lambda: api.wait_for_instance("i", cancel=cancel),
            lambda: next(api.monitor_instance("i", cancel=cancel)),
        ):
            with pytest.raises(NovitaError, match="aborted"):
                call()
        result = api.create_instances([request()], cancel=cancel)[0]
        assert (result.outcome, result.ok) == ("not_begun", False)


def test_a_fake_clock_that_nothing_moves() -> None:
    clock = FakeClock()
    assert clock.next_at is None
