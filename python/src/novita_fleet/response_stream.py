"""Bodies that are read as they come: logs, large downloads, events."""

from __future__ import annotations

import codecs
from collections.abc import AsyncIterator, Iterator, Mapping
from types import TracebackType
from typing import Any

from typing_extensions import Self

from .error_map import request_id_of
from .http.call import Call
from .transport.transport import AsyncByteStream, ByteStream

_MAX_LINE = 1_048_576


class _Head:
    status: int
    headers: Mapping[str, str | list[str]]
    request_id: str | None
    correlation_id: str
    attempts: int

    def __init__(self, call: Call) -> None:
        self.status = call.response.status
        self.headers = call.response.headers
        self.request_id = request_id_of(call.response.headers)
        self.correlation_id = call.correlation_id
        self.attempts = call.attempts


class ResponseStream(_Head):
    """An answer whose body comes in pieces. Iterate over it, or over `lines()`, and close it (or use `with`).

    Example:
        with client.stream(url=instance.logs.instance_address) as log:
            for line in log.lines():
                print(line)
    """

    def __init__(self, call: Call, chunks: ByteStream) -> None:
        super().__init__(call)
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def lines(self) -> Iterator[str]:
        """The lines of the text, without their ends; bytes that are not UTF-8 are replaced."""
        splitter = LineSplitter()
        for chunk in self:
            yield from splitter.feed(chunk)
        yield from splitter.end()

    def close(self) -> None:
        """Ends the connection."""
        self._chunks.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: Any, _trace: TracebackType | None) -> None:
        self.close()


class AsyncResponseStream(_Head):
    """As ResponseStream, for `async for` and `async with`."""

    def __init__(self, call: Call, chunks: AsyncByteStream) -> None:
        super().__init__(call)
        self._chunks = chunks

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._chunks)

    async def lines(self) -> AsyncIterator[str]:
        """The lines of the text, without their ends; bytes that are not UTF-8 are replaced."""
        splitter = LineSplitter()
        async for chunk in self:
            for line in splitter.feed(chunk):
                yield line
        for line in splitter.end():
            yield line

    async def close(self) -> None:
        """Ends the connection."""
        await self._chunks.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, _kind: type[BaseException] | None, _error: Any, _trace: TracebackType | None) -> None:
        await self.close()


class LineSplitter:
    """Cuts text into lines. One that is longer than a million characters comes in parts."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, chunk: bytes) -> list[str]:
        """The lines that are complete now."""
        *lines, self._rest = (self._rest + self._decoder.decode(chunk)).split("\n")
        if len(self._rest) > _MAX_LINE:
            lines.append(self._rest)
            self._rest = ""
        return [line.removesuffix("\r") for line in lines]

    def end(self) -> list[str]:
        """What is left."""
        rest = self._rest + self._decoder.decode(b"", True)
        return [rest.removesuffix("\r")] if rest else []
