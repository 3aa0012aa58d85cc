"""Our sync and async clients beside bare urllib3, aiohttp, requests, requests + tenacity and httpx, in one run.

python bench/python/clients.py [seconds of each measurement]. Only the ratios within a run mean anything.
"""

from __future__ import annotations

import asyncio
import math
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable

import aiohttp
import httpx
import requests
import tenacity
import urllib3

from novita_fleet import AsyncNovitaClient, NovitaClient

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 0.4
ROUNDS = 5
LEVELS = (1, 16, 64)
# A server of its own process, so that it takes no time of this one.
SERVER = """
import { createServer } from 'node:http';
const body = JSON.stringify({ data: Array.from({ length: 5 }, (_, id) => ({ id: `cluster-${id}` })) });
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
"""
OPEN = {"requests_per_minute": math.inf, "concurrency": 64}


def sync_rate(call: Callable[[], object], level: int) -> tuple[float, float]:
    """Calls a second, and CPU microseconds of a call."""
    until = time.perf_counter() + SECONDS
    counts = [0] * level

    def work(index: int) -> None:
        while time.perf_counter() < until:
            call()
            counts[index] += 1

    begun, cpu = time.perf_counter(), time.process_time()
    threads = [threading.Thread(target=work, args=(index,)) for index in range(level)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - begun), (time.process_time() - cpu) / sum(counts) * 1e6


async def async_rate(call: Callable[[], Awaitable[object]], level: int) -> tuple[float, float]:
    until = time.perf_counter() + SECONDS
    counts = [0] * level

    async def work(index: int) -> None:
        while time.perf_counter() < until:
            await call()
            counts[index] += 1

    begun, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(work(index) for index in range(level)))
    return sum(counts) / (time.perf_counter() - begun), (time.process_time() - cpu) / sum(counts) * 1e6


def report(title: str, results: dict[str, dict[int, list[tuple[float, float]]]], ours: str) -> None:
    print(f"\n{title}: calls a second (CPU of a call in µs), and the CPU of ours as a multiple of it")
    for name, levels in results.items():
        cells = []
        for level in LEVELS:
            rate = statistics.median(each[0] for each in levels[level])
            cpu = statistics.median(each[1] for each in levels[level])
            own = statistics.median(each[1] for each in results[ours][level])
            cells.append(f"{rate:7.0f} ({cpu:4.0f}) x{own / cpu:4.2f}")
        print(f"  {name:22}" + "   ".join(cells))


def main() -> None:
    process = subprocess.Popen(["node", "--input-type=module", "-e", SERVER], stdin=-1, stdout=-1, text=True)
    assert process.stdout is not None and process.stdin is not None
    url = f"http://127.0.0.1:{process.stdout.readline().strip()}"
    options = {"base_url": url, "api_key": "sk_x", "env": {}, "rate_limit": OPEN}

    client = NovitaClient(**options)
    pool = urllib3.PoolManager(maxsize=64)
    local = threading.local()

    def session() -> requests.Session:
        if not hasattr(local, "session"):
            local.session = requests.Session()
        return local.session

    again = tenacity.retry(stop=tenacity.stop_after_attempt(3), wait=tenacity.wait_random_exponential())
    bare = httpx.Client(limits=httpx.Limits(max_connections=64, max_keepalive_connections=64))
    sync_calls: dict[str, Callable[[], object]] = {
        "NovitaClient": lambda: client.get("/x"),
        "urllib3": lambda: pool.request("GET", f"{url}/x").json(),
        "requests.Session": lambda: session().get(f"{url}/x").json(),
        "requests + tenacity": again(lambda: session().get(f"{url}/x").json()),
        "httpx.Client": lambda: bare.get(f"{url}/x").json(),
    }
    found: dict[str, dict[int, list[tuple[float, float]]]] = {
        name: {level: [] for level in LEVELS} for name in sync_calls
    }
    for _ in range(ROUNDS):
        for level in LEVELS:
            for name, call in sync_calls.items():
                found[name][level].append(sync_rate(call, level))
    report("blocking, threads 1, 16, 64", found, "NovitaClient")

    async def asynchronous() -> None:
        async with (
            AsyncNovitaClient(**options) as other,
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as plain,
            httpx.AsyncClient(limits=httpx.Limits(max_connections=64, max_keepalive_connections=64)) as also,
        ):

            async def with_aiohttp() -> object:
                async with plain.get(f"{url}/x") as response:
                    return await response.json()

            async def with_httpx() -> object:
                return (await also.get(f"{url}/x")).json()

            async def with_ours() -> object:
                return await other.get("/x")

            calls = {"AsyncNovitaClient": with_ours, "aiohttp": with_aiohttp, "httpx.AsyncClient": with_httpx}
            told: dict[str, dict[int, list[tuple[float, float]]]] = {
                name: {level: [] for level in LEVELS} for name in calls
            }
            for _ in range(ROUNDS):
                for level in LEVELS:
                    for name, call in calls.items():
                        told[name][level].append(await async_rate(call, level))
            report("awaiting, tasks 1, 16, 64", told, "AsyncNovitaClient")

    asyncio.run(asynchronous())
    client.close()
    process.stdin.close()


main()
