"""The simulator as a process, and clients before it whose time is moved together with it."""

from __future__ import annotations

import asyncio
import atexit
import http.client
import itertools
import json
import math
import subprocess
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from fake_clock import FakeClock
from vectors import ROOT

from novita_fleet import (
    AiohttpTransport,
    AsyncNovitaApiService,
    AsyncNovitaClient,
    NovitaApiService,
    NovitaClient,
)
from novita_fleet.transport.transport import TransportRequest, TransportResponse

T = TypeVar("T")
V1 = "/gpu-instance/openapi/v1"
CREATE = f"POST {V1}/gpu/instance/create"
REQUEST = {
    "kind": "gpu",
    "name": "job",
    "productId": "4090.16c62g",
    "gpuNum": 1,
    "rootfsSize": 60,
    "imageUrl": "image",
}
# As in packages/client/test/simulated-cloud.ts, so that the same requests are made.
DURATIONS = {
    "toCreate": 2,
    "creating": 5,
    "pulling": 60,
    "toStart": 2,
    "starting": 10,
    "toStop": 2,
    "stopping": 5,
    "toRestart": 2,
    "restarting": 10,
    "toRemove": 2,
    "removing": 5,
    "removedVisible": 60,
    "appStart": 20,
}


@cache
def _process() -> subprocess.Popen[str]:
    """One process for all simulators of a run; it ends with its standard input, so with the run."""
    assert (ROOT / "packages/simulator/dist/index.js").exists(), "`npm run build` builds the simulator"
    command = ["node", str(Path(__file__).with_name("simulators.mjs"))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[str]) -> None:
    process.communicate()


def _ask(line: dict[str, Any]) -> Any:
    process = _process()
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps(line) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


class Simulator:
    """One cloud."""

    def __init__(self, **options: Any) -> None:
        told = _ask(options)
        self.base_url: str = told["baseUrl"]
        self.api_key: str = told["apiKey"]
        self._connection = http.client.HTTPConnection(self.base_url.removeprefix("http://"), timeout=30)

    def admin(self, method: str, path: str, body: Any = None) -> Any:
        headers = {} if body is None else {"content-type": "application/json"}
        text = None if body is None else json.dumps(body)
        self._connection.request(method, f"/_simulator{path}", text, headers)
        response = self._connection.getresponse()
        answer = response.read()
        assert response.status < 300, (path, response.status, answer)
        return json.loads(answer) if answer else None

    def fault(self, kind: str, route: str = "*", **more: Any) -> None:
        self.admin("POST", "/faults", {"kind": kind, "route": route, **more})

    def advance(self, ms: float) -> None:
        self.admin("POST", "/clock/advance", {"seconds": ms / 1000})

    def summary(self) -> Any:
        return self.admin("GET", "/summary")

    def close(self) -> None:
        self._connection.close()
        _ask({"close": self.base_url})


def stepped(**options: Any) -> Simulator:
    return Simulator(clock="stepped", stock=1_000_000, durations=DURATIONS, **options)


def client_options(simulator: Simulator, clock: Any, options: dict[str, Any]) -> dict[str, Any]:
    return {
        "base_url": simulator.base_url,
        "api_key": simulator.api_key,
        "env": {},
        "random": lambda: 0.0,
        "clock": clock,
        **options,
        "rate_limit": {"requests_per_minute": math.inf, "max_queue": math.inf, **options.get("rate_limit", {})},
        "circuit_breaker": {"failure_threshold": 1_000, **options.get("circuit_breaker", {})},
    }


class SyncCloud:
    """A sync client; its clock moves the simulator whenever a program blocks."""

    def __init__(self, options: dict[str, Any] | None = None, real: bool = False) -> None:
        self.simulator = stepped()
        self.clock = FakeClock()
        self.clock.moved.append(self.simulator.advance)
        markers = itertools.count(1)
        clock = None if real else self.clock
        self.client = NovitaClient(**client_options(self.simulator, clock, options or {}))
        self.api = NovitaApiService(self.client, new_marker=lambda: f"m{next(markers)}", random=lambda: 0.0)

    def close(self) -> None:
        self.client.close()
        self.simulator.close()


class BusyTransport:
    """Counts what is in flight, so that no time passes meanwhile."""

    def __init__(self) -> None:
        self.inner = AiohttpTransport(tls=None)
        self.busy = 0

    async def send(self, request: TransportRequest) -> TransportResponse:
        self.busy += 1
        try:
            return await self.inner.send(request)
        finally:
            self.busy -= 1

    async def close(self) -> None:
        await self.inner.close()


class AsyncCloud:
    """An async client; `until` moves its clock and the simulator when nothing else is left to do."""

    def __init__(self, options: dict[str, Any] | None = None, real: bool = False) -> None:
        self.simulator = stepped()
        self.clock = FakeClock()
        self.clock.moved.append(self.simulator.advance)
        self.transport = BusyTransport()
        markers = itertools.count(1)
        clock = None if real else self.clock
        told = client_options(self.simulator, clock, {"transport": self.transport, **(options or {})})
        self.client = AsyncNovitaClient(**told)
        self.api = AsyncNovitaApiService(self.client, new_marker=lambda: f"m{next(markers)}", random=lambda: 0.0)

    async def until(self, awaitable: Awaitable[T]) -> T:
        task = asyncio.ensure_future(awaitable)
        while not task.done():
            await self.settle()
            if not task.done():
                self.clock.fire_next()
        return await task

    async def settle(self) -> None:
        turns = 0
        while turns < 20:
            turns = 0 if self.transport.busy else turns + 1
            await asyncio.sleep(0.001 if self.transport.busy else 0)

    async def close(self) -> None:
        await self.client.close()
        self.simulator.close()


def run_async(main: Callable[[], Awaitable[T]]) -> T:
    async def wrapped() -> T:
        return await main()

    return asyncio.run(wrapped())
