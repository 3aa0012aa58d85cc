"""The client as a whole: options of calls, logs, health, the short memory of catalogue reads, the fleet server."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import os
import random
import threading
import uuid
from typing import Any

import pytest
from drivers import KINDS, client_of
from fake_clock import FakeClock
from loopback import reply, serving

from novita_fleet import AsyncNovitaClient, FleetClient, NovitaClient, RedactingFilter
from novita_fleet.call_ids import CallIds
from novita_fleet.errors import (
    CircuitOpenError,
    ConflictError,
    DeadlineExceededError,
    InvalidArgumentError,
    NotFoundError,
    QueueFullError,
    RateLimitedError,
    ServerError,
    UnauthorizedError,
)

KEY = {"api_key": "sk_topsecret", "env": {}, "random": lambda: 0.0}


def answering(*answers: tuple[int, bytes]) -> Any:
    left = list(answers)

    def answer(handler: Any, _request: Any) -> None:
        status, body = left.pop(0) if len(left) > 1 else left[0]
        reply(handler, status, body)

    return answer


@pytest.mark.parametrize("kind", KINDS)
def test_all_methods(kind: str) -> None:
    with serving() as server, client_of(kind, server.url) as client:
        client.get("/a")
        client.post("/b", {"x": 1})
        client.put("/c", {"x": 1})
        client.delete("/d")
        client.request("PATCH", "/e", {"x": 1})
        raw = client.request_raw("GET", "/f")
        assert [f"{each.method} {each.path}" for each in server.requests] == [
            "GET /a",
            "POST /b",
            "PUT /c",
            "DELETE /d",
            "PATCH /e",
            "GET /f",
        ]
        assert (raw.status, raw.body, raw.attempts) == (200, b"{}", 1)
        assert client.health_check().ok
        assert client.get_circuit_breaker_state() == "closed"


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_response_tells(kind: str) -> None:
    told: list[Any] = []
    with serving() as server, client_of(kind, server.url) as client:
        server.answer = lambda handler, _: reply(handler, 200, b"{}", {"x-request-id": "r-1", "set-cookie": "a=b"})
        client.get("/x", on_response=told.append, correlation_id="mine")
        server.answer = lambda handler, _: reply(handler, 401, b'{"reason": "NO", "message": "key sk_test is bad"}')
        with pytest.raises(UnauthorizedError) as thrown:
            client.get("/x", on_response=told.append)
        server.answer = lambda handler, _: reply(handler, 200, b"")
        assert client.get("/x", on_response=lambda _: 1 / 0) is None
    good, bad = told
    assert (good.status, good.request_id, good.correlation_id, good.source) == (200, "r-1", "mine", "network")
    assert good.headers["set-cookie"] == "[redacted]"
    assert bad.status == 401
    assert "sk_test" not in str(thrown.value) + json.dumps(thrown.value.to_dict())


def test_other_limits_share_the_rest() -> None:
    with serving(answering((500, b"{}"))) as server, NovitaClient(**KEY, base_url=server.url) as client:
        other = client.with_options(max_retries=0)
        with pytest.raises(ServerError):
            other.get("/x")
        assert len(server.requests) == 1
        with pytest.raises(ServerError):
            client.get("/x")
        assert len(server.requests) == 5
        assert client.get_circuit_breaker_state() == other.get_circuit_breaker_state() == "open"
        with pytest.raises(CircuitOpenError):
            other.get("/x")
        with pytest.raises(InvalidArgumentError):
            client.with_options(base_url="x")  # type: ignore[call-arg]


def test_the_breaker_that_opens_between_retries_tells_why() -> None:
    breaker = {"failure_threshold": 2}
    with (
        serving(answering((500, b"{}"))) as server,
        NovitaClient(**KEY, base_url=server.url, circuit_breaker=breaker) as client,
        pytest.raises(CircuitOpenError) as thrown,
    ):
        client.get("/x")
    assert isinstance(thrown.value.__cause__, ServerError)
    assert len(server.requests) == 2


def test_deadlines_and_queues() -> None:
    clock = FakeClock()
    limit = {"requests_per_minute": 1, "burst": 1, "max_queue": 0}
    with serving() as server:
        with NovitaClient(**KEY, base_url=server.url, clock=clock, rate_limit=limit) as client:
            client.get("/x")
            with pytest.raises(QueueFullError):
                client.get("/x")
        limit = {"requests_per_minute": 1, "burst": 1}
        with NovitaClient(**KEY, base_url=server.url, clock=clock, rate_limit=limit) as client:
            client.get("/x")
            with pytest.raises(DeadlineExceededError) as late:
                client.get("/x", deadline_ms=30_000)
            assert late.value.retry_after_ms == pytest.approx(60_000)
        server.answer = lambda handler, _: reply(handler, 503, b"{}")
        slow = {**KEY, "random": lambda: 0.5}
        with NovitaClient(**slow, base_url=server.url, clock=clock) as client:
            with pytest.raises(DeadlineExceededError) as late:
                client.get("/x", deadline_ms=400)
            assert isinstance(late.value.__cause__, ServerError)
        server.answer = lambda handler, _: reply(handler, 429, b"{}", {"retry-after": "20"})
        with NovitaClient(**KEY, base_url=server.url, clock=clock) as client:
            with pytest.raises(RateLimitedError) as limited:
                client.get("/x", deadline_ms=10_000)
            assert limited.value.retry_after_ms == 20_000
            assert client.get_queue_status().paused_until is not None


def test_the_short_memory_of_catalogue_reads() -> None:
    clock = FakeClock()
    told: list[Any] = []
    with serving(answering((200, b'{"n": 1}'))) as server:
        with NovitaClient(**KEY, base_url=server.url, clock=clock) as client:
            for _ in range(3):
                assert client.get("/x", catalogue=True, on_response=told.append) == {"n": 1}
            assert [each.source for each in told] == ["network", "cache", "cache"]
            client.get("/x", catalogue=True, headers={"x-a": "b"})
            clock.advance(5_001)
            client.get("/x", catalogue=True)
            for index in range(105):
                client.get(f"/{index}", catalogue=True)
            client.get("/x", catalogue=True)
            assert len(server.requests) == 3 + 105 + 1


def test_equal_reads_share_one_request() -> None:
    async def main() -> None:
        told: list[Any] = []
        gate = threading.Event()

        def answer(handler: Any, _request: Any) -> None:
            gate.wait(10)
            reply(handler, *answers.pop(0))

        answers = [(200, b'{"n": 1}'), (404, b'{"message": "no"}'), (200, b'{"n": 2}')]
        with serving(answer) as server:
            async with AsyncNovitaClient(**KEY, base_url=server.url, catalogue_ttl_ms=0) as client:

                def read(**options: Any) -> Any:
                    return asyncio.ensure_future(client.get("/x", catalogue=True, on_response=told.append, **options))

                async def begun(count: int) -> None:
                    while len(server.requests) < count:
                        await asyncio.sleep(0.001)

                first, *others = [read() for _ in range(4)]
                await begun(1)
                gate.set()
                assert await asyncio.gather(first, *others) == [{"n": 1}] * 4
                assert sorted(each.source for each in told) == ["network", "shared", "shared", "shared"]
                assert len(server.requests) == 1
                failed = await asyncio.gather(*[read() for _ in range(3)], return_exceptions=True)
                assert [type(each) for each in failed] == [NotFoundError] * 3
                assert len({id(each) for each in failed}) == 3
                # Whoever leads gives up; one of those that wait leads on.
                gate.clear()
                leader, follower, other = read(), read(), read()
                await begun(3)
                other.cancel()
                leader.cancel()
                gate.set()
                answers.append((200, b'{"n": 3}'))
                assert (await follower)["n"] in (2, 3)
                assert client.get_queue_status().in_flight == 0
                assert client._calls.core.pipeline.flights == {}

    asyncio.run(main())


def test_ids_of_calls(monkeypatch: Any) -> None:
    random.seed(1)
    expected = random.random()
    random.seed(1)
    ids = CallIds()
    told = {ids.new() for _ in range(1_000)}
    assert len(told) == 1_000
    assert {(uuid.UUID(id).version, uuid.UUID(id).variant) for id in told} == {(4, uuid.RFC_4122)}
    assert str(uuid.UUID(min(told))) == min(told)
    # Neither do they follow from a seed that an experiment has set, nor do they use it up.
    assert random.random() == expected
    twin = copy.deepcopy(ids)
    assert twin.new() == ids.new()
    process = os.getpid()
    monkeypatch.setattr(os, "getpid", lambda: process + 1)
    # As after a fork.
    assert len({twin.new(), ids.new(), twin.new(), ids.new()}) == 4


def test_logs_hold_no_secret(caplog: Any) -> None:
    with caplog.at_level(logging.DEBUG, "novita_fleet"), serving(answering((500, b"{}"), (200, b"{}"))) as server:
        with NovitaClient(**KEY, base_url=server.url) as client:
            client.get("/x?token=hidden", query={"api_key": "hidden"})
    messages = [record.getMessage() for record in caplog.records if record.name == "novita_fleet"]
    assert [message.split(":")[0] for message in messages] == ["request", "retry", "response"]
    assert "GET /x" in messages[0]
    text = json.dumps([record.__dict__.get("novita") for record in caplog.records]) + "".join(messages)
    assert "hidden" not in text and "topsecret" not in text
    own = logging.getLogger("mine")
    with caplog.at_level(logging.DEBUG, "mine"), serving() as server:
        with NovitaClient(**KEY, base_url=server.url, logger=own) as client:
            client.get("/x")
    assert any(record.name == "mine" for record in caplog.records)


def test_the_filter_for_other_logs() -> None:
    record = logging.LogRecord("x", 20, "f", 1, "Authorization: Bearer %s and %s", ("sk_abc", "mine"), None)
    assert RedactingFilter(["mine"]).filter(record)
    assert "sk_abc" not in record.getMessage() and "mine" not in record.getMessage()
    assert RedactingFilter().filter(record)


def test_the_fleet_server() -> None:
    pages = {"/v1/instances?limit=1": {"data": [{"id": "a"}], "nextCursor": "c"}}

    def answer(handler: Any, request: Any) -> None:
        told = pages.get(request.path, {"data": [{"id": "b"}], "nextCursor": None})
        reply(handler, 200, json.dumps(told).encode())

    with serving(answer) as server, FleetClient(api_key="nfk_x", env={}, base_url=server.url) as fleet:
        assert [each["id"] for each in fleet.instances.list_all({"limit": 1})] == ["a", "b"]
        fleet.instances.create({"productId": "p"}, idempotency_key="k-1")
        fleet.instances.create({"productId": "p"})
        fleet.instances.stop("i/1")
        fleet.webhook_endpoints.list()
        with pytest.raises(InvalidArgumentError):
            fleet.instances.get("")
        assert fleet.health_check().ok
        keys = [each.headers.get("idempotency-key") for each in server.requests if each.path == "/v1/instances"]
        assert keys[0] == "k-1" and len(keys[1] or "") == 36
        assert "POST /v1/instances/i%2F1/stop" in [f"{each.method} {each.path}" for each in server.requests]
        body = (
            b'{"code": "idempotency_key_reused", "errors": [{"field": "name", "message": "no"}], "title": "Conflict"}'
        )
        server.answer = lambda handler, _: reply(handler, 409, body)
        with pytest.raises(ConflictError) as thrown:
            fleet.instances.create({"productId": "p"})
        assert thrown.value.reason == "idempotency_key_reused"
        assert thrown.value.to_dict()["fieldProblems"] == [{"field": "name", "message": "no"}]
