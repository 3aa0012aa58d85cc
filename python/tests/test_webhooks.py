"""Sending and receiving webhooks: clients, receivers in three frameworks run for real, the address guard."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
import fastapi
import flask
import pytest
import urllib3
import uvicorn
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import path
from fake_clock import START, FakeClock
from loopback import reply, serving
from vectors import ROOT

from novita_fleet import errors
from novita_fleet.webhooks import (
    AddressGuard,
    AsyncWebhookClient,
    AsyncWebhookReceiver,
    MemoryReplayStore,
    WebhookClient,
    WebhookReceiver,
    generate_secret,
    parse_secret,
    sign_webhook,
)
from novita_fleet.webhooks.django import django_webhook
from novita_fleet.webhooks.fastapi import fastapi_webhook
from novita_fleet.webhooks.flask import flask_webhook

SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
LOCAL = {"secret": SECRET, "allow_addresses": ["127.0.0.0/8"], "random": lambda: 0.0}
urlpatterns: list[Any] = []


class Quiet(WSGIRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        return


@contextmanager
def wsgi(app: Any) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/webhooks"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def flask_app(options: dict[str, Any]) -> Iterator[str]:
    app = flask.Flask("receiver")
    app.add_url_rule("/webhooks", view_func=flask_webhook(**options), methods=["POST", "GET"])
    with wsgi(app) as url:
        yield url


@contextmanager
def django_app(options: dict[str, Any]) -> Iterator[str]:
    if not settings.configured:
        settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="x", DEBUG=False)
        django.setup()
    urlpatterns[:] = [path("webhooks", django_webhook(**options))]
    from django.urls import clear_url_caches

    clear_url_caches()
    with wsgi(WSGIHandler()) as url:
        yield url


@contextmanager
def fastapi_app(options: dict[str, Any]) -> Iterator[str]:
    app = fastapi.FastAPI()
    app.add_route("/webhooks", fastapi_webhook(**options), methods=["POST", "GET"])
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}/webhooks"
    finally:
        server.should_exit = True
        thread.join()
        sock.close()


FRAMEWORKS: dict[str, Callable[..., Any]] = {"flask": flask_app, "django": django_app, "fastapi": fastapi_app}


def event(id: str = "evt_1", **more: Any) -> bytes:
    told = {"id": id, "type": "instance.ready", "timestamp": "2026-01-01T00:00:00.000Z", "sequence": 1, "data": {}}
    return json.dumps({**told, **more}).encode()


def post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, Any], Any]:
    response = urllib3.request("POST", url, body=body, headers=headers, retries=False)
    told = {name.lower(): value for name, value in response.headers.items()}
    return response.status, json.loads(response.data), told


def signed(body: bytes, id: str = "evt_1", at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    seconds = int(time.time() if at is None else at)
    return sign_webhook(id=id, timestamp=seconds, body=body, secrets=[secret])


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_receivers(framework: str) -> None:
    seen: list[Any] = []

    def handle(told: Any, _delivery: Any) -> None:
        if told["type"] == "instance.failed":
            raise RuntimeError("a secret detail")
        seen.append(told["id"])

    told: list[str] = []
    options = {
        "secrets": [SECRET, "old secret"],
        "on_event": handle,
        "max_body_bytes": 2_000,
        "on_error": lambda _error, stage: told.append(stage),
    }
    with FRAMEWORKS[framework](options) as url:
        body = event()
        headers = signed(body)
        assert post(url, body, headers)[:2] == (200, {"status": "ok"})
        assert post(url, body, headers)[:2] == (200, {"status": "duplicate"})
        assert seen == ["evt_1"]
        status, problem, answered = post(url, body + b" ", headers)
        assert (status, problem["code"]) == (401, "webhook_signature_mismatch")
        assert answered["content-type"] == "application/problem+json"
        assert answered["www-authenticate"] == "WebhookSignature"
        stale = signed(event("evt_2"), "evt_2", time.time() - 400)
        assert post(url, event("evt_2"), stale)[1]["code"] == "webhook_timestamp_stale"
        assert post(url, body, {})[:2][0] == 401
        assert post(url, body, signed(body, secret="another"))[0] == 401
        other = signed(event("evt_3"), "evt_3", secret="old secret")
        assert post(url, event("evt_3"), other)[0] == 200
        assert post(url, b"{}", signed(b"{}"))[0] == 400
        large = event("evt_4", data={"a": "b" * 3_000})
        assert post(url, large, signed(large, "evt_4"))[0] == 413
        failing = event("evt_5", type="instance.failed")
        for _ in range(2):
            status, problem, _headers = post(url, failing, signed(failing, "evt_5"))
            assert (status, problem["code"]) == (500, "webhook_handler_failed")
            assert "secret detail" not in json.dumps(problem)
        response = urllib3.request("GET", url, retries=False)
        assert (response.status, response.headers["allow"]) == (405, "POST")
    assert told.count("handler") == 2
    assert "request" in told


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_our_client_reaches_our_receivers(framework: str, kind: str) -> None:
    seen: list[Any] = []
    with FRAMEWORKS[framework]({"secrets": SECRET, "on_event": lambda told, _: seen.append(told)}) as url:
        send_three(kind, url)
    assert [told["type"] for told in seen] == ["instance.ready", "instance.failed", "instance.timeout"]
    assert seen[1]["data"]["error"] == {"code": "exited", "message": "m"}
    assert seen[2]["data"]["error"]["code"] == "phase_timeout"


def send_three(kind: str, url: str) -> None:
    error = {"code": "exited", "message": "m"}
    if kind == "sync":
        with WebhookClient(**LOCAL) as client:
            assert client.send_success_notification(url, "inst_1", elapsed_time=5).status == 200
            client.send_failure_notification(url, "inst_1", error=error, sequence=1)
            client.send_timeout_notification(url, "inst_1")
        return

    async def main() -> None:
        async with AsyncWebhookClient(**LOCAL) as client:
            assert (await client.send_success_notification(url, "inst_1", elapsed_time=5)).status == 200
            await client.send_failure_notification(url, "inst_1", error=error, sequence=1)
            await client.send_timeout_notification(url, "inst_1")

    asyncio.run(main())


TYPESCRIPT = """
import { createServer } from 'node:http';
import { WebhookReceiver, WebhookClient } from '../packages/webhooks/dist/index.js';
import { nodeWebhook } from '../packages/webhooks/dist/adapters/node.js';
"""


def test_the_receiver_of_typescript_takes_what_python_sends() -> None:
    script = """
      import { createServer } from 'node:http';
      import { WebhookReceiver } from './packages/webhooks/dist/index.js';
      const receiver = new WebhookReceiver({ secrets: process.argv[1], onEvent: () => undefined });
      const server = createServer(async (request, response) => {
        const chunks = [];
        for await (const chunk of request) chunks.push(chunk);
        const { method, headers } = request;
        const answer = await receiver.handle({ method, headers, body: Buffer.concat(chunks) });
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
      server.listen(0, '127.0.0.1', () => console.log(server.address().port));
      process.stdin.on('end', () => process.exit(0)).resume();
    """
    command = ["node", "--input-type=module", "-e", script, SECRET]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True, cwd=ROOT) as process:
        assert process.stdout is not None and process.stdin is not None
        url = f"http://127.0.0.1:{process.stdout.readline().strip()}/"
        with WebhookClient(**LOCAL) as client:
            payload = client.create_notification_payload("inst_ü", "ready", id="evt_1")
            sent = client.send_webhook({"url": url, "payload": payload})
            assert json.loads(sent.response_body) == {"status": "ok"}
            again = client.send_webhook({"url": url, "payload": payload})
            assert json.loads(again.response_body) == {"status": "duplicate"}
        body = json.dumps(payload).encode()
        assert post(url, body + b" ", signed(body))[0] == 401
        process.stdin.close()


def test_python_takes_what_typescript_sends() -> None:
    script = """
      import { WebhookClient } from './packages/webhooks/dist/index.js';
      const client = new WebhookClient({ secret: process.argv[1], allowAddresses: ['127.0.0.0/8'] });
      const { status } = await client.sendSuccessNotification(process.argv[2], 'inst_ü');
      console.log(status);
      await client.close();
    """
    seen: list[Any] = []
    with flask_app({"secrets": SECRET, "on_event": lambda told, _: seen.append(told)}) as url:
        command = ["node", "--input-type=module", "-e", script, SECRET, url]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.strip() == "200", done.stderr
    assert seen[0]["data"]["instanceId"] == "inst_ü"


def test_retries_have_new_signatures() -> None:
    answers = [(500, {}), (429, {"retry-after": "3"}), (408, {}), (204, {})]

    def answer(handler: Any, _request: Any) -> None:
        status, headers = answers.pop(0)
        reply(handler, status, b"", headers)

    clock = FakeClock()
    with serving(answer) as server, WebhookClient(**LOCAL, clock=clock) as client:
        result = client.send_success_notification(f"{server.url}/hook", "inst_1", headers={"x-trace": "t"})
        assert (result.status, result.attempts, result.duration_ms) == (204, 4, 3_000)
        stamps = [int(request.headers["x-webhook-timestamp"]) for request in server.requests]
        assert stamps == [START // 1000, START // 1000, START // 1000 + 3, START // 1000 + 3]
        assert len({request.body for request in server.requests}) == 1
        assert server.requests[0].headers["x-trace"] == "t"


@pytest.mark.parametrize(("status", "attempts"), [(400, 1), (404, 1), (302, 1), (500, 3), (503, 3)])
def test_what_is_not_answered_with_2xx(status: int, attempts: int) -> None:
    body = b"x" * 20_000
    with serving(lambda handler, _: reply(handler, status, body)) as server:
        with WebhookClient(**LOCAL, clock=FakeClock()) as client, pytest.raises(errors.WebhookDeliveryError) as thrown:
            client.send_webhook({"url": server.url, "payload": event(), "id": "evt_1"}, 2)
        assert len(server.requests) == attempts
    error = thrown.value
    assert (error.reason, error.status, error.attempts) == ("status", status, attempts)
    assert len(error.response_body or "") == 16_384
    assert "xxx" not in json.dumps(error.to_dict())


def test_deliveries_that_fail_otherwise() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/?token=secret"
    with WebhookClient(**LOCAL, clock=FakeClock()) as client:
        with pytest.raises(errors.WebhookDeliveryError) as thrown:
            client.send_webhook({"url": url, "payload": event(), "id": "evt_1"})
        assert (thrown.value.reason, thrown.value.attempts) == ("connection", 4)
        assert "secret" not in str(thrown.value)
    with serving(lambda *_: time.sleep(0.5)) as server, WebhookClient(**LOCAL, timeout_ms=50) as client:
        with pytest.raises(errors.WebhookDeliveryError) as thrown:
            client.send_webhook({"url": server.url, "payload": event(), "id": "evt_1"}, 0)
        assert thrown.value.reason == "timeout"


REFUSED = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://foo.localhost/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest",
    "http://100.64.0.1/",
    "http://metadata.google.internal/",
    "http://example.com./",
    "http://1.2.3.4.5/x" if False else "http://256.1.1.1/",
    "http://09.1.1.1/",
    "ftp://example.com/",
    "http://user:pw@example.com/",
    "not a url",
    "http:///x",
    "http://example.com:99999/",
]


@pytest.mark.parametrize("url", REFUSED)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(errors.WebhookAddressError) as thrown:
        AddressGuard().check_url(url)
    assert "pw" not in str(thrown.value)


@pytest.mark.parametrize("url", ["https://example.com/hook", "http://93.184.216.34/", "http://[2606:4700::1]/"])
def test_addresses_that_are_fine(url: str) -> None:
    assert AddressGuard().check_url(url).scheme in ("http", "https")


def test_the_guard_is_asked_again_after_the_dns(monkeypatch: Any) -> None:
    real = socket.getaddrinfo

    def resolve(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        return real("127.0.0.1" if host == "rebound.example" else host, port, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with serving() as server:
        url = f"http://rebound.example:{server.port}/"
        request = {"url": url, "payload": event(), "id": "evt_1"}
        with WebhookClient(secret=SECRET) as client, pytest.raises(errors.WebhookAddressError, match="loopback"):
            client.send_webhook(request)

        async def main() -> None:
            async with AsyncWebhookClient(secret=SECRET) as other:
                with pytest.raises(errors.WebhookAddressError, match="loopback"):
                    await other.send_webhook(request)
            async with AsyncWebhookClient(**LOCAL) as other:
                assert (await other.send_webhook(request)).status == 200

        asyncio.run(main())
        with WebhookClient(**LOCAL) as client:
            assert client.send_webhook(request).status == 200
        assert [each.headers["host"] for each in server.requests] == [f"rebound.example:{server.port}"] * 2


@pytest.mark.parametrize("allow", ["300.0.0.0/8", "x", 5, "10.0.0.0/33"])
def test_entries_of_the_guard(allow: Any) -> None:
    with pytest.raises(errors.InvalidArgumentError):
        AddressGuard([allow])


@pytest.mark.parametrize(
    ("request_", "argument"),
    [
        ({"payload": b"{}"}, "id"),
        ({"payload": {}}, "payload"),
        ({"payload": {**json.loads(event()), "data": {"a": {1}}}}, "payload"),
        ({"payload": json.loads(event()), "id": "evt_2"}, "id"),
        ({"payload": event(), "id": "a.b"}, "id"),
        ({"payload": event(), "id": "evt_1", "secret": "a", "secrets": ["b"]}, "secrets"),
        ({"payload": event(), "id": "evt_1", "headers": {"Webhook-Id": "x"}}, "headers.Webhook-Id"),
        ({"payload": event(), "id": "evt_1", "headers": {"a b": "x"}}, "headers.a b"),
        ({"payload": event(), "id": "evt_1", "to": "x"}, "to"),
        ({"payload": event(), "id": "evt_1", "cancel": "x"}, "cancel"),
    ],
)
def test_bad_deliveries(request_: Any, argument: str) -> None:
    with WebhookClient(**LOCAL) as client, pytest.raises(errors.InvalidArgumentError) as thrown:
        client.send_webhook({"url": "http://127.0.0.1:1/", **request_})
    assert thrown.value.argument == argument


def test_other_bad_input() -> None:
    with pytest.raises(errors.InvalidArgumentError):
        WebhookClient(nonsense=1)  # type: ignore[call-arg]
    with pytest.raises(errors.InvalidArgumentError):
        WebhookClient(address_guard=AddressGuard(), allow_addresses=[])
    for secret in ("", "whsec_short", "whsec_###", [], [""], ["a"] * 17):
        with pytest.raises(errors.InvalidArgumentError):
            WebhookClient(secret=secret)
    with WebhookClient() as client:
        with pytest.raises(errors.InvalidArgumentError, match="signed"):
            client.send_webhook({"url": "http://127.0.0.1:1/", "payload": event(), "id": "evt_1"})
        with pytest.raises(errors.InvalidArgumentError):
            client.send_failure_notification("http://x.example", "inst_1")
        for arguments in (("", "ready"), ("i", "")):
            with pytest.raises(errors.InvalidArgumentError):
                client.create_notification_payload(*arguments)
        assert client.generate_signature("a", "b").startswith("sha256=")
    with pytest.raises(errors.ClientClosedError):
        client.send_webhook({"url": "http://127.0.0.1:1/", "payload": event(), "id": "evt_1", "secret": "s"})
    with pytest.raises(errors.InvalidArgumentError):
        parse_secret("x")
    assert len(parse_secret(generate_secret())) == 32
    for options in ({"secrets": SECRET}, {"secrets": SECRET, "on_event": 5}, {"on_event": print, "secrets": []}):
        with pytest.raises(errors.InvalidArgumentError):
            WebhookReceiver(**options)  # type: ignore[arg-type]
    with pytest.raises(errors.InvalidArgumentError):
        WebhookReceiver(secrets=SECRET, on_event=print, tolerance_seconds=0)


def test_a_parsed_body_is_refused_with_advice() -> None:
    receiver = WebhookReceiver(secrets=SECRET, on_event=print)
    told: Any = json.loads(event())
    answer = receiver.handle(method="POST", headers=signed(event()), body=told)
    assert answer.status == 500
    assert "request.get_data()" in answer.body


def test_stores_and_secrets_that_fail() -> None:
    class Broken:
        def claim(self, _id: str) -> Any:
            raise OSError("redis at 10.0.0.1 is gone")

    def secrets() -> Any:
        raise OSError("vault is closed")

    body = event()
    for options in ({"secrets": SECRET, "replay_store": Broken()}, {"secrets": secrets}):
        receiver = WebhookReceiver(**options, on_event=print, on_error=lambda *_: 1 / 0)  # type: ignore[arg-type]
        answer = receiver.handle(method="POST", headers=signed(body), body=body)
        assert answer.status == 500
        assert "gone" not in answer.body and "vault" not in answer.body


def test_an_asynchronous_receiver() -> None:
    class Store(MemoryReplayStore):
        async def claim(self, id: str) -> Any:  # type: ignore[override]
            return super().claim(id)

    async def secrets() -> str:
        return SECRET

    seen: list[str] = []
    started = asyncio.Event()

    async def handle(told: Any, _delivery: Any) -> None:
        started.set()
        await asyncio.sleep(0.05)
        seen.append(told["id"])

    async def main() -> None:
        receiver = AsyncWebhookReceiver(secrets=secrets, on_event=handle, replay_store=Store())
        body = event()

        async def deliver() -> Any:
            return await receiver.handle(method="POST", headers=signed(body), body=body)

        first = asyncio.ensure_future(deliver())
        await started.wait()
        meanwhile = await deliver()
        assert (meanwhile.status, meanwhile.headers["retry-after"]) == (503, "5")
        assert (await first).status == 200
        assert json.loads((await deliver()).body) == {"status": "duplicate"}
        cancelled = asyncio.ensure_future(
            receiver.handle(method="POST", headers=signed(event("evt_2"), "evt_2"), body=event("evt_2"))
        )
        await asyncio.sleep(0.01)
        cancelled.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        again = await receiver.handle(method="POST", headers=signed(event("evt_2"), "evt_2"), body=event("evt_2"))
        assert again.status == 200

    asyncio.run(main())
    assert seen == ["evt_1", "evt_2"]


def test_the_memory_of_ids() -> None:
    clock = FakeClock()
    store = MemoryReplayStore(max_entries=2, ttl_ms=1_000, lease_ms=100, clock=clock)
    first = store.claim("a")
    assert store.claim("a").state == "in_progress"
    clock.advance(100)
    second = store.claim("a")
    assert second.state == "new"
    first.release()
    assert store.claim("a").state == "in_progress"
    second.complete()
    assert store.claim("a").state == "duplicate"
    running = [store.claim("b"), store.claim("c")]
    assert store.claim("d").state == "in_progress"
    for each in running:
        each.complete()
    assert store.claim("a").state == "new"
    clock.advance(1_000)
    assert store.claim("c").state == "new"
