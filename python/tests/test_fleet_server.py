"""The fleet server as a process: its API through both clients, and its webhooks in all three frameworks."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from simulated_cloud import Simulator
from vectors import ROOT
from webhook_apps import FRAMEWORKS, SECRET

from novita_fleet import AsyncFleetClient, FleetClient
from novita_fleet.errors import ConflictError, NotFoundError


@contextmanager
def fleet_server(cloud: Simulator, folder: Path) -> Iterator[tuple[str, str]]:
    """Address and key of a server."""
    env = {
        **os.environ,
        "NOVITA_API_KEY": cloud.api_key,
        "NOVITA_BASE_URL": cloud.base_url,
        "NOVITA_FLEET_PORT": "0",
        "NOVITA_FLEET_DATA_DIR": str(folder),
        "NOVITA_FLEET_SWEEP_FAST_MS": "200",
        "NOVITA_FLEET_REQUESTS_PER_MINUTE": "3000",
        # Webhooks to this machine are refused unless they are allowed.
        "NOVITA_FLEET_WEBHOOK_ALLOW": "127.0.0.0/8",
    }
    command = ["node", str(ROOT / "packages/server/dist/main.js"), "--exit-with-stdin"]
    told: dict[str, str] = {}
    process = subprocess.Popen(command, stdin=-1, stdout=-1, stderr=-1, text=True, env=env)
    assert process.stdin and process.stdout and process.stderr

    def read_key(stream: Any) -> None:
        for line in stream:
            found = re.search(r"(nfk_\S+)$", line.strip())
            if found:
                told["key"] = found[1]

    def read_url(stream: Any) -> None:
        for line in stream:
            url = json.loads(line).get("url") if line.startswith("{") else None
            if url:
                told.setdefault("url", url)

    threads = [
        threading.Thread(target=read_key, args=(process.stderr,), daemon=True),
        threading.Thread(target=read_url, args=(process.stdout,), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: {"key", "url"} <= set(told) or process.poll() is not None)
        yield told["url"], told["key"]
    finally:
        process.stdin.close()
        process.wait(timeout=60)
        for thread in threads:
            thread.join(timeout=10)
        process.stdout.close()
        process.stderr.close()


def wait_until(happened: Any) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until, "it has not happened within a minute"
        time.sleep(0.02)


def test_webhooks_of_the_server_verify_in_every_framework(tmp_path: Path) -> None:
    cloud = Simulator(speed=50)
    seen: dict[str, list[Any]] = {name: [] for name in FRAMEWORKS}
    with ExitStack() as stack:
        stack.callback(cloud.close)
        url, key = stack.enter_context(fleet_server(cloud, tmp_path))
        fleet = stack.enter_context(FleetClient(base_url=url, api_key=key, env={}))
        for name, framework in FRAMEWORKS.items():
            options = {"secrets": SECRET, "on_event": lambda event, _, name=name: seen[name].append(event)}
            hook = stack.enter_context(framework(options))
            fleet.webhook_endpoints.create({"url": hook, "secret": SECRET})
        request = {"name": "job", "productId": "4090.16c62g", "imageUrl": "image"}
        made = fleet.instances.create(request, idempotency_key="k-1")
        assert fleet.instances.create(request, idempotency_key="k-1")["id"] == made["id"]
        with pytest.raises(ConflictError) as reused:
            fleet.instances.create({**request, "name": "other"}, idempotency_key="k-1")
        assert reused.value.reason == "idempotency_key_reused"
        with pytest.raises(NotFoundError):
            fleet.instances.get("unknown")
        wait_until(lambda: all("instance.ready" in {event["type"] for event in events} for events in seen.values()))
        for events in seen.values():
            sequences = [event["sequence"] for event in events]
            assert sequences == sorted(set(sequences))
            assert {event["data"]["instanceId"] for event in events} == {made["id"]}

        async def look() -> None:
            async with AsyncFleetClient(base_url=url, api_key=key, env={}) as other:
                assert [each["id"] async for each in other.instances.list_all()] == [made["id"]]
                assert (await other.instances.get(made["id"]))["status"] == "ready"
                assert (await other.health_check()).ok

        asyncio.run(look())
        fleet.instances.delete(made["id"])
        assert cloud.summary()["instancesCreated"] == 1
