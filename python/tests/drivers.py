"""Runs one test on both drivers, and on the transport of `requests`."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from novita_fleet import AsyncNovitaClient, NovitaClient, RequestsTransport

KINDS = ("sync", "async", "requests")


class Client:
    """A client of either driver, whose methods answer directly."""

    def __init__(self, kind: str, base_url: str, **options: Any) -> None:
        told = {"api_key": "sk_test", "base_url": base_url, "env": {}, "random": lambda: 0.0, **options}
        self._loop: asyncio.AbstractEventLoop | None = None
        if kind == "async":
            self._loop = asyncio.new_event_loop()
            self.inner: Any = AsyncNovitaClient(**told)
        elif kind == "requests":
            self._session = requests.Session()
            self.inner = NovitaClient(**told, transport=RequestsTransport(self._session))
        else:
            self.inner = NovitaClient(**told)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.inner, name)

        def call(*arguments: Any, **options: Any) -> Any:
            return self.settle(method(*arguments, **options))

        return call

    def settle(self, value: Any) -> Any:
        if inspect.isawaitable(value):
            assert self._loop is not None
            return self._loop.run_until_complete(value)
        return value

    def read(self, stream: Any) -> list[bytes]:
        async def collect() -> list[bytes]:
            return [chunk async for chunk in stream]

        return list(stream) if self._loop is None else self.settle(collect())

    def lines(self, stream: Any) -> list[str]:
        async def collect() -> list[str]:
            return [line async for line in stream.lines()]

        return list(stream.lines()) if self._loop is None else self.settle(collect())

    def end(self) -> None:
        self.settle(self.inner.close())
        if self._loop is not None:
            # Lets closed connections tell of their end.
            self._loop.run_until_complete(asyncio.sleep(0.01))
            self._loop.close()
        if hasattr(self, "_session"):
            self._session.close()


@contextmanager
def client_of(kind: str, base_url: str, **options: Any) -> Iterator[Client]:
    client = Client(kind, base_url, **options)
    try:
        yield client
    finally:
        client.end()
