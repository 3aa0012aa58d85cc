"""Runs programs by blocking on each effect."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from typing import Any, TypeVar

from ..errors.argument import InvalidArgumentError
from ..program import Ask, Await, Emit, Iteration, Probe, Program, Send, Together
from ..transport.transport import Transport
from .run_probe import run_probe
from .sync_clock import SyncClock

T = TypeVar("T")


class SyncDriver:
    """One for each client. Threads may use it at the same time."""

    def __init__(self, transport: Transport, clock: SyncClock, owner: str, allow_in_loop: bool | None = None) -> None:
        self.transport = transport
        self.clock = clock
        self._owner = owner
        # Notebooks always have a running loop, and nothing in it that would mind.
        self._allow_in_loop = "ipykernel" in sys.modules if allow_in_loop is None else allow_in_loop

    def run(self, program: Program[T]) -> T:
        """The result of the program, or its error."""
        self._check_loop(program)
        return self._drive(program)

    def iterate(self, program: Iteration[T]) -> Iterator[T]:
        """What the program emits, as it comes."""
        self._check_loop(program)
        return self._emitted(program)

    def spawn(self, program: Program[None]) -> None:
        """Runs the program beside this one."""
        self.clock.spawn(lambda: self._drive(program))

    def _drive(self, program: Program[T]) -> T:
        answer: Any = None
        error: BaseException | None = None
        while True:
            try:
                effect = program.send(answer) if error is None else program.throw(error)
            except StopIteration as stop:
                return stop.value  # type: ignore[no-any-return]
            answer, error = None, None
            try:
                answer = self._carry_out(effect)
            except BaseException as thrown:
                error = thrown

    def _emitted(self, program: Iteration[T]) -> Iterator[T]:
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
                    answer = self._carry_out(effect)
                except BaseException as thrown:
                    error = thrown
        finally:
            program.close()

    def _carry_out(self, effect: Any) -> Any:
        if isinstance(effect, Send):
            return self.transport.send(effect.request)
        if isinstance(effect, Await):
            return self._await(effect.begin)
        if isinstance(effect, Ask):
            return self._ask(effect.function)
        if isinstance(effect, Together):
            return self._together(effect)
        if isinstance(effect, Probe):
            return run_probe(effect.attempt)
        raise TypeError(f"not an effect: {type(effect).__name__}")

    def _await(self, begin: Callable[..., Callable[[], None]]) -> Any:
        event = threading.Event()
        outcome: list[tuple[Any, BaseException | None]] = []

        def settle(value: Any, error: BaseException | None) -> None:
            if not outcome:
                outcome.append((value, error))
                event.set()

        leave = begin(settle)
        try:
            self.clock.block(event)
        except BaseException:
            leave()
            raise
        value, error = outcome[0]
        if error is not None:
            raise error
        return value

    def _ask(self, function: Callable[[], Any]) -> Any:
        value = function()
        if inspect.isawaitable(value):
            if inspect.iscoroutine(value):
                value.close()
            raise InvalidArgumentError("api_key", "an asynchronous function needs the async client")
        return value

    def _together(self, effect: Together) -> list[Any]:
        contexts = [contextvars.copy_context() for _ in effect.programs]
        with ThreadPoolExecutor(max_workers=max(1, effect.limit), thread_name_prefix="novita-fleet") as pool:
            futures = [
                pool.submit(context.run, self._drive, program)
                for context, program in zip(contexts, effect.programs, strict=True)
            ]
            try:
                wait(futures, return_when=FIRST_EXCEPTION)
            finally:
                for future in futures:
                    future.cancel()
        for future in futures:
            if future.done() and not future.cancelled() and future.exception() is not None:
                raise future.exception() or RuntimeError
        return [future.result() for future in futures]

    def _check_loop(self, program: Program[Any]) -> None:
        # Unlike the public function, this one does not raise when there is none, as there should be none.
        if self._allow_in_loop or asyncio._get_running_loop() is None:
            return
        program.close()
        raise InvalidArgumentError(
            "allow_in_event_loop",
            f"{self._owner} would block the running event loop: use Async{self._owner}, or asyncio.to_thread, "
            "or pass `allow_in_event_loop=True` if nothing else runs in this loop",
        )
