"""The vectors of resilience: backoff, retry, budget, breaker, limiter."""

from __future__ import annotations

from typing import Any

import pytest
from fake_clock import FakeClock
from vectors import load, named, number, snake, snakes

from novita_fleet.errors import CircuitOpenError, InvalidArgumentError, QueueFullError
from novita_fleet.program import Await
from novita_fleet.resilience.backoff import exponential_backoff
from novita_fleet.resilience.circuit_breaker import CircuitBreaker
from novita_fleet.resilience.rate_limiter import LimiterQueue
from novita_fleet.resilience.retry import AGAIN, STOP, RetryDecision, RetryOptions, retry
from novita_fleet.resilience.retry_after import read_retry_after
from novita_fleet.resilience.retry_budget import RetryBudget

BACKOFF = load("backoff.json")
BUDGET = load("retry-budget.json")


@pytest.mark.parametrize("case", **named(BACKOFF["cases"]))
def test_backoff(case: dict[str, Any]) -> None:
    randoms = list(case.get("randoms", []))
    backoff = exponential_backoff(
        base_ms=case["baseMs"], max_ms=case["maxMs"], jitter=case["jitter"], random=lambda: randoms.pop(0)
    )
    assert [backoff(attempt) for attempt in case["attempts"]] == case["delays"]
    assert randoms == []


@pytest.mark.parametrize("case", **named(BACKOFF["refused"]))
def test_backoff_refused(case: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgumentError) as thrown:
        exponential_backoff(base_ms=case["baseMs"], max_ms=case["maxMs"], jitter=case["jitter"])
    assert thrown.value.argument == snake(case["argument"])


@pytest.mark.parametrize("case", **named(BUDGET["cases"]))
def test_retry_budget(case: dict[str, Any]) -> None:
    budget = RetryBudget(**snakes(case["options"]))
    assert budget.tokens == case["tokens"]
    for step in case["steps"]:
        taken = 0
        for _ in range(step.get("many", 1)):
            if step["do"] == "succeed":
                budget.succeed()
            else:
                taken += budget.try_take()
        if step["do"] == "take":
            assert taken == step["taken"]
        assert budget.tokens == step["tokens"]


@pytest.mark.parametrize("case", **named(BUDGET["refused"]))
def test_retry_budget_refused(case: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgumentError) as thrown:
        RetryBudget(**{snake(name): number(value) for name, value in case["options"].items()})
    assert thrown.value.argument == snake(case["argument"])


@pytest.mark.parametrize("case", **named(load("retry-after.json")["cases"]))
def test_retry_after(case: dict[str, Any]) -> None:
    assert read_retry_after(case["headers"], case["now"]) == case["ms"]


@pytest.mark.parametrize("case", **named(load("breaker-traces.json")["cases"]))
def test_breaker_traces(case: dict[str, Any]) -> None:
    clock = FakeClock()
    breaker = CircuitBreaker(**snakes(case["options"]), clock=clock)
    permits: dict[str, int] = {}

    def admission(ask: Any) -> Any:
        try:
            ask()
        except CircuitOpenError as error:
            return {"refusedForMs": error.retry_after_ms}
        return "admitted"

    for step in case["steps"]:
        clock.advance(step["at"] - clock.monotonic())
        if step["do"] == "acquire":
            assert admission(lambda name=step["permit"]: permits.update({name: breaker.acquire()})) == step["expect"]
        if step["do"] == "check":
            assert admission(breaker.check) == step["expect"]
        if step["do"] == "record":
            breaker.record(permits[step["permit"]], step["outcome"])
        assert breaker.get_state() == step["state"]


@pytest.mark.parametrize("case", **named(load("limiter-traces.json")["cases"]))
def test_limiter_traces(case: dict[str, Any]) -> None:
    clock = FakeClock()
    limiter = LimiterQueue(clock=clock, **snakes(case["options"]))
    events: list[dict[str, Any]] = []
    leaves: dict[str, Any] = {}
    settled: set[str] = set()

    def see(id: str, **outcome: Any) -> None:
        events.append({"at": clock.monotonic(), "id": id, **outcome})

    def settle(id: str, error: BaseException | None) -> None:
        settled.add(id)
        if error is None:
            see(id, outcome="granted")
        else:
            assert isinstance(error, QueueFullError)
            see(id, outcome="refused", limit=error.limit, retryAfterMs=round(error.retry_after_ms))

    for step in case["steps"]:
        clock.advance(step["at"] - clock.monotonic())
        do, id = step["do"], step.get("id", "")
        if do == "arrive" and step.get("aborted"):
            see(id, outcome="aborted")
        elif do == "arrive":
            deadline = step.get("deadlineAt", float("inf"))
            leaves[id] = limiter.enqueue(lambda error, id=id: settle(id, error), deadline)
        elif do == "try":
            see(id, outcome="granted" if limiter.try_acquire() else "not_free")
        elif do == "abort":
            if id in leaves and id not in settled:
                settled.add(id)
                leaves[id]()
                see(id, outcome="aborted")
        elif do == "pauseFor":
            limiter.pause_for(step["ms"])
        elif do == "pauseUntil":
            limiter.pause_until(step["epochMs"])
        else:
            {"release": limiter.release, "giveBack": limiter.give_back, "slowDown": limiter.slow_down}[do]()
    clock.advance(case["until"] - clock.monotonic())
    assert events == case["events"]
    status = limiter.get_status()
    assert {"waiting": status.queue_length, "held": status.in_flight} == case["end"]


class _Failure(Exception):
    def __init__(self, attempt: int) -> None:
        super().__init__(attempt)
        self.attempt = attempt


class _GivenUp(Exception):
    pass


@pytest.mark.parametrize("case", **named(load("retry-loop.json")["cases"]))
def test_retry_loop(case: dict[str, Any]) -> None:
    clock = FakeClock()
    told = case["options"]
    randoms = list(told.get("randoms", []))
    budget = RetryBudget(**snakes(told["budget"])) if "budget" in told else None
    begun: list[float] = []
    waits: list[float] = []
    reasons: list[str] = []
    abort_at = told.get("abortAt")
    backoff = exponential_backoff(**snakes(told["backoff"]), random=lambda: randoms.pop(0))

    def is_aborted() -> bool:
        return abort_at is not None and clock.monotonic() >= abort_at

    def operation(attempt: int) -> Any:
        if is_aborted():
            raise _GivenUp
        begun.append(clock.monotonic())
        step = case["attempts"][attempt]
        clock.advance(step["takesMs"])
        if step["result"] == "failure":
            raise _Failure(attempt)
        return attempt
        yield

    def wait(delay_ms: float) -> Any:
        until = clock.monotonic() + delay_ms
        # The caller gives up first among what happens at one moment.
        if abort_at is not None and abort_at <= until:
            clock.advance(abort_at - clock.monotonic())
            raise _GivenUp
        clock.advance(delay_ms)
        return
        yield

    def decide(_error: Exception, attempt: int) -> RetryDecision:
        decision = case["attempts"][attempt].get("decision", "stop")
        if decision == "stop":
            return STOP
        return AGAIN if decision == "again" else RetryDecision(True, decision["afterMs"])

    def give_up(error: Exception, reason: str, _attempt: int) -> Exception:
        reasons.append(reason)
        return error

    options = RetryOptions(
        max_retries=told["maxRetries"],
        backoff=backoff,
        clock=clock,
        wait=wait,
        decide=decide,
        is_aborted=is_aborted,
        deadline_at=told.get("deadlineAt", float("inf")),
        on_retry=lambda _error, _attempt, delay_ms: waits.append(delay_ms),
        on_give_up=give_up,
    )
    program = retry(operation, lambda: options, budget)
    try:
        program.send(None)
        raise AssertionError("it waits for nothing here")
    except StopIteration as stop:
        end: dict[str, Any] = {"outcome": "success", "attempt": stop.value}
    except _GivenUp:
        end = {"outcome": "aborted"}
    except _Failure as error:
        end = {"outcome": "failure", "attempt": error.attempt, "reason": reasons[0] if reasons else "aborted"}
    end["at"] = clock.monotonic()
    expected = case["expect"]
    assert {"begun": begun, "waits": waits, "end": end} == {name: expected[name] for name in ("begun", "waits", "end")}
    assert (None if budget is None else budget.tokens) == expected.get("tokens")
    assert randoms == []


def test_an_effect_is_plain_data() -> None:
    assert Await(print) == Await(print)
