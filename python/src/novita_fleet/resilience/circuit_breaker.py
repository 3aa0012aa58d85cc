"""A circuit breaker: after failures in a row nothing is sent for a while, then one probe at a time."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from ..errors.argument import InvalidArgumentError
from ..errors.call import AbortedError, CircuitOpenError
from .clock import Clock
from .option_checks import check_callable, check_number

CircuitBreakerState = Literal["closed", "open", "half_open"]
CircuitOutcome = Literal["success", "failure", "ignored"]


@dataclass(frozen=True)
class _Closed:
    failures: int
    kind: CircuitBreakerState = "closed"


@dataclass(frozen=True)
class _Open:
    until: float
    kind: CircuitBreakerState = "open"


@dataclass(frozen=True)
class _HalfOpen:
    successes: int
    probing: bool
    kind: CircuitBreakerState = "half_open"


class CircuitBreaker:
    """Opens after `failure_threshold` failures in a row; `open_ms` milliseconds later one probe at a time is admitted,
    and `success_threshold` probes that succeed close it.

    Example:
        breaker = CircuitBreaker(failure_threshold=5)
        answer = breaker.execute(lambda: call_the_service())
        answer = await breaker.execute_async(call_the_service_async)
    """

    def __init__(
        self,
        *,
        failure_threshold: int = 5,
        open_ms: float = 60_000,
        success_threshold: int = 3,
        is_failure: Callable[[BaseException], bool] | None = None,
        on_state_change: Callable[[CircuitBreakerState, CircuitBreakerState], None] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._failure_threshold = check_number("failure_threshold", failure_threshold, minimum=1, integer=True)
        self._open_ms = check_number("open_ms", open_ms)
        self._success_threshold = check_number("success_threshold", success_threshold, minimum=1, integer=True)
        self._is_failure = check_callable("is_failure", is_failure) or _is_not_abort
        self._on_state_change = check_callable("on_state_change", on_state_change)
        if clock is None:
            from ..drivers.sync_clock import SystemClock

            clock = SystemClock()
        self._clock = clock
        self._lock = threading.RLock()
        self._state: _Closed | _Open | _HalfOpen = _Closed(0)
        # A permit is the generation in which it was given; a result counts only in its own.
        self._generation = 1

    def get_state(self) -> CircuitBreakerState:
        """closed, open or half_open; it reads half_open as soon as a probe would be admitted."""
        state = self._state
        if isinstance(state, _Open) and self._clock.monotonic() >= state.until:
            return "half_open"
        return state.kind

    def execute(self, operation: Callable[[], Any]) -> Any:
        """Runs the operation when it is admitted; raises CircuitOpenError otherwise, and whatever it raises."""
        permit = self.acquire()
        outcome: CircuitOutcome = "ignored"
        try:
            result = operation()
            if inspect.isawaitable(result):
                if inspect.iscoroutine(result):
                    result.close()
                raise InvalidArgumentError("operation", '"operation" is asynchronous: use execute_async')
            outcome = "success"
            return result
        except Exception as error:
            outcome = self._judge(error)
            raise
        finally:
            self.record(permit, outcome)

    async def execute_async(self, operation: Callable[[], Any]) -> Any:
        """As `execute`, for an operation that returns an awaitable. Cancelling it says nothing of the service."""
        permit = self.acquire()
        outcome: CircuitOutcome = "ignored"
        try:
            result = await operation()
            outcome = "success"
            return result
        except Exception as error:
            outcome = self._judge(error)
            raise
        finally:
            self.record(permit, outcome)

    def _judge(self, error: Exception) -> CircuitOutcome:
        return "failure" if self._is_failure(error) else "ignored"

    def check(self) -> None:
        """Raises CircuitOpenError when an operation would not be admitted; takes nothing."""
        if isinstance(self._state, _Closed):
            return
        with self._lock:
            refusal = self._refusal()
        if refusal is not None:
            raise CircuitOpenError(refusal)

    def acquire(self) -> int:
        """A permit for one operation, to be handed to `record`; raises CircuitOpenError when there is none."""
        permit = self.try_acquire()
        if permit is not None:
            return permit
        with self._lock:
            refusal = self._refusal()
        raise CircuitOpenError(refusal or 0)

    def try_acquire(self) -> int | None:
        """A permit, or None when none is given now."""
        with self._lock:
            state = self._state
            if isinstance(state, _Closed):
                return self._generation
            if self._refusal() is not None:
                return None
            self._become(_HalfOpen(state.successes if isinstance(state, _HalfOpen) else 0, True))
            return self._generation

    def record(self, permit: int, outcome: CircuitOutcome) -> None:
        """Tells how the operation with this permit ended. `ignored` says nothing about the other side."""
        state = self._state
        if outcome == "success" and isinstance(state, _Closed) and state.failures == 0:
            return
        with self._lock:
            if permit != self._generation:
                return
            if isinstance(self._state, _Closed):
                self._record_closed(self._state.failures, outcome)
            elif isinstance(self._state, _HalfOpen):
                self._record_probe(self._state.successes, outcome)

    def _record_closed(self, failures: int, outcome: CircuitOutcome) -> None:
        if outcome == "failure":
            if failures + 1 >= self._failure_threshold:
                self._open()
            else:
                self._state = _Closed(failures + 1)
        elif outcome == "success" and failures > 0:
            self._state = _Closed(0)

    def _record_probe(self, successes: int, outcome: CircuitOutcome) -> None:
        if outcome == "failure":
            self._open()
        elif outcome == "ignored":
            self._become(_HalfOpen(successes, False))
        elif successes + 1 >= self._success_threshold:
            self._become(_Closed(0))
        else:
            self._become(_HalfOpen(successes + 1, False))

    def _open(self) -> None:
        self._become(_Open(self._clock.monotonic() + self._open_ms))

    def _become(self, after: _Closed | _Open | _HalfOpen) -> None:
        before = self._state.kind
        self._state = after
        self._generation += 1
        if after.kind != before and self._on_state_change is not None:
            self._on_state_change(after.kind, before)

    def _refusal(self) -> float | None:
        """Milliseconds until a probe is admitted, 0 while one is under way, None when one would be admitted."""
        state = self._state
        if isinstance(state, _Closed):
            return None
        if isinstance(state, _HalfOpen):
            return 0 if state.probing else None
        left = state.until - self._clock.monotonic()
        return left if left > 0 else None


def _is_not_abort(error: BaseException) -> bool:
    return not isinstance(error, AbortedError)
