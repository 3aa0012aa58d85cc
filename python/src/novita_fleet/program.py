"""Programs: what a client does, written once and run by two drivers.

A program is a generator. It yields what it needs done (an effect) and is sent the result, or is thrown the error. The
sync driver blocks on each effect, the async one awaits it; neither decides anything. Cancelling an asyncio task throws
into the program at its effect, so that every `finally` runs.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from .probes.probe import ProbeAttempt
    from .transport.transport import TransportRequest

T = TypeVar("T")
Settle = Callable[[Any, "BaseException | None"], None]


@dataclass(slots=True)
class Await:
    """Waits for something that settles later. `begin` gets `settle(value, error)`, of which the first call counts, and
    returns what leaves the wait; it is called when the program is cancelled while it waits."""

    begin: Callable[[Settle], Callable[[], None]]


@dataclass(slots=True)
class Send:
    """Sends one request; the result is a TransportResponse."""

    request: TransportRequest


@dataclass(slots=True)
class Ask:
    """Calls a function of the user's that may be asynchronous for the async driver."""

    function: Callable[[], Any]


@dataclass(slots=True)
class Probe:
    """Carries out one attempt of a probe; the result is a ProbeResult."""

    attempt: ProbeAttempt


@dataclass(slots=True)
class Together:
    """Runs programs side by side, at most `limit` at once; the result is the list of theirs, in order."""

    programs: Sequence[Program[Any]]
    limit: int


@dataclass(slots=True)
class Emit:
    """Hands one item to whoever iterates over the program."""

    item: Any


Effect = Any
Program = Generator[Any, Any, T]
# What is emitted stands where what is sent would: nothing reads that.
Iteration = Generator[Any, T, None]


def collect(program: Iteration[T], take: Callable[[T], None]) -> Program[None]:
    """Runs an iterating program inside of another one, handing on what it emits."""
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
                take(effect.item)
                continue
            try:
                answer = yield effect
            except GeneratorExit:
                raise
            except BaseException as thrown:
                error = thrown
    finally:
        program.close()


def together(programs: Sequence[Program[T]], limit: int = 64) -> Program[list[T]]:
    """The results of all programs, in order; the first error ends it."""
    if len(programs) == 1:
        return [(yield from programs[0])]
    results: list[T] = yield Together(programs, limit)
    return results
