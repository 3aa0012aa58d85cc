"""The loop that sends a call again, as a program (see `program.py`)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from ..program import Program
from .backoff import Backoff
from .clock import Clock
from .option_checks import check_number
from .retry_budget import RetryBudget

T = TypeVar("T")
GiveUpReason = Literal["not_retryable", "retries_exhausted", "budget_exhausted", "deadline"]
_TOLERANCE_MS = 0.01


@dataclass(frozen=True)
class RetryDecision:
    """Whether to try again; `delay_ms` None leaves the wait to the backoff."""

    retry: bool
    delay_ms: float | None = None


STOP = RetryDecision(False)
AGAIN = RetryDecision(True)


@dataclass(slots=True)
class RetryOptions:
    """How often, how long, and who is asked. `deadline_at` is a moment of the monotonic clock."""

    max_retries: float
    backoff: Backoff
    clock: Clock
    wait: Callable[[float], Program[None]]
    decide: Callable[[Exception, int], RetryDecision]
    is_aborted: Callable[[], bool]
    deadline_at: float = math.inf
    on_retry: Callable[[Exception, int, float], None] | None = None
    on_give_up: Callable[[Exception, GiveUpReason, int], Exception] | None = None


def retry(
    operation: Callable[[int], Program[T]], ask: Callable[[], RetryOptions], budget: RetryBudget | None = None
) -> Program[T]:
    """Runs the operation until it succeeds or must not be run again; raises the error of its last attempt. Options are
    asked for when it has failed, since it seldom does; every success is put into the budget."""
    options: RetryOptions | None = None
    attempt = 0
    while True:
        try:
            result = yield from operation(attempt)
        except Exception as error:
            options = options or _checked(ask())
            if options.is_aborted():
                raise
            failure = error
        else:
            if budget is not None:
                budget.succeed()
            return result
        delay_ms = _next_delay(failure, attempt, options, budget)
        until = options.clock.monotonic() + delay_ms
        if options.on_retry is not None:
            options.on_retry(failure, attempt, delay_ms)
        # A timer may fire a little before its time.
        left = delay_ms
        while left > _TOLERANCE_MS:
            yield from options.wait(left)
            left = until - options.clock.monotonic()
        # Or long after it, when the process was busy or asleep.
        if options.clock.monotonic() >= options.deadline_at:
            raise _given_up(failure, "deadline", attempt, options)
        attempt += 1


def _checked(options: RetryOptions) -> RetryOptions:
    check_number("max_retries", options.max_retries, maximum=math.inf, integer=True)
    return options


def _next_delay(error: Exception, attempt: int, options: RetryOptions, budget: RetryBudget | None) -> float:
    decision = options.decide(error, attempt)
    if not decision.retry:
        raise _given_up(error, "not_retryable", attempt, options)
    if attempt >= options.max_retries:
        raise _given_up(error, "retries_exhausted", attempt, options)
    wanted = options.backoff(attempt) if decision.delay_ms is None else decision.delay_ms
    delay_ms = check_number("delay_ms", wanted, maximum=math.inf)
    if options.clock.monotonic() + delay_ms >= options.deadline_at:
        raise _given_up(error, "deadline", attempt, options)
    # Asked last, so that no token is lost to a repetition that is not made.
    if budget is not None and not budget.try_take():
        raise _given_up(error, "budget_exhausted", attempt, options)
    return delay_ms


def _given_up(error: Exception, reason: GiveUpReason, attempt: int, options: RetryOptions) -> Exception:
    return error if options.on_give_up is None else options.on_give_up(error, reason, attempt)
