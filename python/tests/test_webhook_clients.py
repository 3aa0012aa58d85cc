"""Sending webhooks: retries, failures and what is refused."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

import pytest
from fake_clock import START, FakeClock
from loopback import reply, serving
from webhook_apps import LOCAL, SECRET, event

from novita_fleet import errors
from novita_fleet.webhooks import AddressGuard, WebhookClient, WebhookReceiver, generate_secret, parse_secret


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
