"""Receiving webhooks: in three frameworks, from our own clients in both languages, and by the receivers alone."""

from __future__ import annotations

import asyncio
import json
import subprocess
import time
from typing import Any

import pytest
import urllib3
from fake_clock import FakeClock
from vectors import ROOT
from webhook_apps import FRAMEWORKS, LOCAL, SECRET, event, flask_app, post, signed

from novita_fleet.webhooks import (
    AsyncWebhookClient,
    AsyncWebhookReceiver,
    MemoryReplayStore,
    WebhookClient,
    WebhookReceiver,
)


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
