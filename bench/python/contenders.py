"""Who is measured. Everyone makes one GET over kept connections and returns the decoded JSON of the answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from typing import Any

import aiohttp
import httpx
import requests
import tenacity
import urllib3
from novita_fleet import AsyncNovitaClient, NovitaClient

OURS, OURS_ASYNC = "NovitaClient", "AsyncNovitaClient"
PATH = "/v1/instances/i-1"
# Every policy is on, and none makes a call wait.
OPTIONS: dict[str, Any] = {
    "api_key": "sk_x",
    "env": {},
    "rate_limit": {"requests_per_minute": 100_000_000, "burst": 100_000_000, "concurrency": 64},
}


def pooled(level: int) -> httpx.Limits:
    """For httpx, which looks at every idle connection at each call: it must have no more than it needs.

    None expires: it would close one that idles for 5 seconds, sometimes while another thread takes it.
    """
    return httpx.Limits(max_connections=level, max_keepalive_connections=level, keepalive_expiry=None)


def blocking(origin: str, stack: ExitStack, level: int) -> dict[str, Callable[[], Any]]:
    """Calls that block, so many at once. Threads share a client, but not a Session, which is not made for that."""
    url = origin + PATH
    ours = stack.enter_context(NovitaClient(base_url=origin, **OPTIONS))
    manager = stack.enter_context(urllib3.PoolManager(maxsize=level))
    pool = stack.enter_context(urllib3.HTTPConnectionPool(*origin.removeprefix("http://").split(":"), maxsize=level))
    bare = stack.enter_context(httpx.Client(limits=pooled(level)))
    local = threading.local()

    def session() -> requests.Session:
        if not hasattr(local, "session"):
            local.session = stack.enter_context(requests.Session())
        return local.session

    def urlopen() -> Any:
        answer = pool.urlopen("GET", PATH, retries=False, redirect=False, assert_same_host=False)
        return json.loads(answer.data)

    again = tenacity.retry(stop=tenacity.stop_after_attempt(3), wait=tenacity.wait_random_exponential())
    return {
        OURS: lambda: ours.get(PATH),
        "urllib3": lambda: manager.request("GET", url).json(),
        "urllib3, pool.urlopen": urlopen,
        "requests.Session": lambda: session().get(url).json(),
        "requests + tenacity": again(lambda: session().get(url).json()),
        "httpx.Client": lambda: bare.get(url).json(),
    }


async def awaiting(origin: str, stack: AsyncExitStack, level: int) -> dict[str, Callable[[], Awaitable[Any]]]:
    """Calls that are awaited, so many at once."""
    url = origin + PATH
    ours = await stack.enter_async_context(AsyncNovitaClient(base_url=origin, **OPTIONS))
    connector = aiohttp.TCPConnector(limit=0)
    plain = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
    bare = await stack.enter_async_context(httpx.AsyncClient(limits=pooled(level)))

    async def with_ours() -> Any:
        return await ours.get(PATH)

    async def with_aiohttp() -> Any:
        async with plain.get(url) as response:
            return await response.json()

    async def with_httpx() -> Any:
        return (await bare.get(url)).json()

    return {OURS_ASYNC: with_ours, "aiohttp": with_aiohttp, "httpx.AsyncClient": with_httpx}
