"""The address guard: where webhooks are never sent."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from loopback import serving
from webhook_apps import LOCAL, SECRET, event

from novita_fleet import errors
from novita_fleet.webhooks import AddressGuard, AsyncWebhookClient, WebhookClient

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
