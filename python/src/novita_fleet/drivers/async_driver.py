"""Runs programs by awaiting each effect."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, TypeVar

from ..errors.argument import InvalidArgumentError
from ..program import Ask, Await, Emit, Iteration, Probe, Program, Send, Together
from ..resilience.clock import Clock
from ..transport.transport import AsyncTransport
from .run_probe import run_probe_async

T = TypeVar("T")


class AsyncDriver:
    """One for each client, for one event loop. Cancelling a task throws into its program, whose `finally` runs."""

    def __init__(self, transport: AsyncTransport, clock: Clock, owner: str) -> None:
        self.transport = transport
        self.clock = clock
        self._owner = owner
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self, program: Program[T]) -> Coroutine[Any, Any, T]:
        """The result of the program, or its error."""
        self._check_loop(program)
        return self._drive(program)

    async def iterate(self, program: Iteration[T]) -> AsyncIterator[T]:
        """What the program emits, as it comes."""
        self._check_loop(program)
        answer: Any = None
        error: BaseException | None = None
        try:
            while True:
                try:
                    effect = program.send(answer) if error is None else program.throw(error)
                except StopIteration:
                    return
                answer, error = None, None
                if isinstance(effect, Emit):
                    yield effect.item
                    continue
                try:
                    answer = await self._carry_out(effect)
                except BaseException as thrown:
                    error = thrown
        finally:
            program.close()

    def spawn(self, program: Program[None]) -> None:
        """Runs the program in a task of its own."""
        task = asyncio.get_running_loop().create_task(self._drive(program))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Ends the tasks that were spawned."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _drive(self, program: Program[T]) -> T:
        answer: Any = None
        error: BaseException | None = None
        try:
            while True:
                try:
                    effect = program.send(answer) if error is None else program.throw(error)
                except StopIteration as stop:
                    return stop.value  # type: ignore[no-any-return]
                answer, error = None, None
                try:
                    if isinstance(effect, Send):
                        answer = await self.transport.send(effect.request)
                    else:
                        answer = await self._carry_out(effect)
                except BaseException as thrown:
                    error = thrown
        finally:
            program.close()

    async def _carry_out(self, effect: Any) -> Any:
        if isinstance(effect, Send):
            return await self.transport.send(effect.request)
        if isinstance(effect, Await):
            return await self._await(effect.begin)
        if isinstance(effect, Ask):
            value = effect.function()
            return await value if inspect.isawaitable(value) else value
        if isinstance(effect, Together):
            return await self._together(effect)
        if isinstance(effect, Probe):
            return await run_probe_async(effect.attempt)
        raise TypeError(f"not an effect: {type(effect).__name__}")

    async def _await(self, begin: Callable[..., Callable[[], None]]) -> Any:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[tuple[Any, BaseException | None]] = loop.create_future()

        def finish(value: Any, error: BaseException | None) -> None:
            if not future.done():
                future.set_result((value, error))

        def settle(value: Any, error: BaseException | None) -> None:
            # A Cancellation may be used from another thread.
            if _in_loop(loop):
                finish(value, error)
            else:
                loop.call_soon_threadsafe(finish, value, error)

        leave = begin(settle)
        try:
            value, error = await future
        except BaseException:
            leave()
            raise
        if error is not None:
            raise error
        return value

    async def _together(self, effect: Together) -> list[Any]:
        gate = asyncio.Semaphore(effect.limit)

        async def one(program: Program[Any]) -> Any:
            async with gate:
                return await self._drive(program)

        tasks = [asyncio.ensure_future(one(program)) for program in effect.programs]
        try:
            return list(await asyncio.gather(*tasks))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _check_loop(self, program: Program[Any]) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is None:
            self._loop = loop
        if self._loop is loop:
            return
        program.close()
        raise InvalidArgumentError("client", f"{self._owner} belongs to another event loop; make one in each loop")


def _in_loop(loop: asyncio.AbstractEventLoop) -> bool:
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False
