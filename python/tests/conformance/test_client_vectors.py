"""The vectors of the client: errors, effects, retry decisions, redaction, money, creating and waiting."""

from __future__ import annotations

import copy
import math
from typing import Any

import pytest
from failures import error_of
from fake_clock import FakeClock
from vectors import load, named, snake

from novita_fleet import errors
from novita_fleet.error_map import ErrorAnswer, map_api_error
from novita_fleet.http.call import Call, CallSettings
from novita_fleet.http.pipeline import Pipeline, decide_retry
from novita_fleet.money import Money, add_money, compare_money, cost_of, format_money, money, parse_money
from novita_fleet.redaction import is_secret_key, redact_body, redact_headers, redact_text
from novita_fleet.safe_create import decide_create as create
from novita_fleet.safe_create.refusal import is_about_candidate
from novita_fleet.transport.transport import TransportResponse
from novita_fleet.waiting.cloud_phase import cloud_phase
from novita_fleet.waiting.decide_wait import begin_wait, deadline_of, decide_wait
from novita_fleet.waiting.wait_state import Absent, OpenWait, Probed, Seen, Tick, WaitRules, WaitState

MONEY = load("money.json")
REDACTION = load("redaction.json")


@pytest.mark.parametrize("case", **named(load("effect.json")["cases"]))
def test_effect(case: dict[str, Any]) -> None:
    assert errors.may_have_taken_effect(error_of(case["failure"])) == case["mayHaveTakenEffect"]


@pytest.mark.parametrize("case", **named(load("retry-decisions.json")["cases"]))
def test_retry_decisions(case: dict[str, Any]) -> None:
    made = decide_retry(error_of(case["failure"]), case["idempotent"], case["maxRetryAfterMs"])
    decision = case["decision"]
    expected = {"stop": (False, None), "again": (True, None)}.get(decision) if isinstance(decision, str) else None
    assert (made.retry, made.delay_ms) == (expected or (True, decision["afterMs"]))


@pytest.mark.parametrize("case", **named(load("error-map.json")["cases"]))
def test_error_map(case: dict[str, Any]) -> None:
    settings = CallSettings("GET", "/x", "/x", None, True, 1_000, 1_000, 0, "json")
    call = Call(settings, "call-1", 0, secret="odd-key-42")
    pipeline = object.__new__(Pipeline)
    pipeline.clock = FakeClock()
    pipeline.max_response_bytes = 1_000_000
    with pytest.raises(errors.ApiError) as thrown:
        pipeline._decode(call, TransportResponse(case["status"], case["headers"], case["body"].encode()))
    error = thrown.value
    assert error.status == case["status"]
    assert {
        "className": type(error).__name__,
        "code": error.code,
        "reason": error.reason,
        "detail": error.detail,
        "retryAfterMs": error.retry_after_ms,
        "requestId": error.request_id,
        "correlationId": error.correlation_id,
        "fieldProblems": [
            {name: value for name, value in (("field", each.field), ("message", each.message)) if value is not None}
            for each in error.field_problems
        ],
    } == case["error"]


@pytest.mark.parametrize("case", **named(load("create-refusals.json")["cases"]))
def test_create_refusals(case: dict[str, Any]) -> None:
    body = {"code": case["status"], "reason": case["reason"], "message": case["message"]}
    error = map_api_error(ErrorAnswer("POST", "/", case["status"], None, "", 1, {}, body))
    assert is_about_candidate(error) == case["aboutCandidate"]


@pytest.mark.parametrize("case", **named(load("cloud-phase.json")["cases"]))
def test_cloud_phase(case: dict[str, Any]) -> None:
    assert cloud_phase(case["status"]) == case["phase"]


def dollars(value: dict[str, Any]) -> Money:
    return Money(value["amount"], value["scale"])


@pytest.mark.parametrize("case", **named(MONEY["parse"]))
def test_money_parse(case: dict[str, Any]) -> None:
    expected = None if case["money"] is None else dollars(case["money"])
    assert parse_money(case["value"], case["scale"]) == expected


@pytest.mark.parametrize("case", **named(MONEY["cost"]))
def test_money_cost(case: dict[str, Any]) -> None:
    assert cost_of(dollars(case["hourlyPrice"]), case["durationMs"]) == dollars(case["cost"])


@pytest.mark.parametrize("case", **named(MONEY["add"]))
def test_money_add(case: dict[str, Any]) -> None:
    assert add_money(dollars(case["a"]), dollars(case["b"])) == dollars(case["sum"])
    assert add_money(dollars(case["b"]), dollars(case["a"])) == dollars(case["sum"])


@pytest.mark.parametrize("case", **named(MONEY["compare"]))
def test_money_compare(case: dict[str, Any]) -> None:
    assert compare_money(dollars(case["a"]), dollars(case["b"])) == case["order"]
    assert compare_money(dollars(case["b"]), dollars(case["a"])) == -case["order"]


@pytest.mark.parametrize("case", **named(MONEY["format"]))
def test_money_format(case: dict[str, Any]) -> None:
    assert format_money(dollars(case["money"])) == case["text"]


@pytest.mark.parametrize("case", **named(MONEY["refused"]))
def test_money_refused(case: dict[str, Any]) -> None:
    with pytest.raises(errors.InvalidArgumentError):
        if case["do"] == "make":
            money(case["amount"], case["scale"])
        elif case["do"] == "cost":
            cost_of(dollars(case["hourlyPrice"]), case["durationMs"])
        else:
            add_money(dollars(case["a"]), dollars(case["b"]))


@pytest.mark.parametrize("case", **named(REDACTION["keys"]))
def test_redaction_keys(case: dict[str, Any]) -> None:
    assert is_secret_key(case["name"]) == case["secret"]


@pytest.mark.parametrize("case", **named(REDACTION["text"]))
def test_redaction_text(case: dict[str, Any]) -> None:
    assert redact_text(case["text"], case["secrets"]) == case["safe"]


@pytest.mark.parametrize("case", **named(REDACTION["headers"]))
def test_redaction_headers(case: dict[str, Any]) -> None:
    assert redact_headers(case["headers"], case["secrets"]) == case["safe"]


@pytest.mark.parametrize("case", **named(REDACTION["body"]))
def test_redaction_body(case: dict[str, Any]) -> None:
    before = copy.deepcopy(case["body"])
    assert redact_body(case["body"], case["secrets"]) == case["safe"]
    assert case["body"] == before


CREATE_EVENTS: dict[str, Any] = {
    "accepted": lambda event: create.Accepted(event["id"]),
    "refused": lambda event: create.Rejected(event.get("elsewhere", False)),
    "unclear": lambda event: create.NoClearAnswer(event["at"]),
    "search_failed": lambda event: create.SearchFailed(event["at"]),
    "searched": lambda event: create.Searched(
        event["began"],
        event["at"],
        [create.MarkedInstance(each["id"], each.get("createdAt")) for each in event["found"]],
    ),
}
CREATE_KINDS = {
    create.Sending: "send",
    create.Searching: "search",
    create.Created: "created",
    create.Refused: "refused",
    create.Unclear: "unclear",
}


def shown_create(state: create.SafeCreateState) -> dict[str, Any]:
    fields = {"kind": CREATE_KINDS[type(state)], **state.__dict__}
    if fields["candidate"] == 0:
        del fields["candidate"]
    return {"nextAt" if name == "next_at" else name: value for name, value in fields.items()}


@pytest.mark.parametrize("case", **named(load("safe-create.json")["cases"]))
def test_safe_create(case: dict[str, Any]) -> None:
    rules = create.SafeCreateRules(**{snake(name): value for name, value in case["rules"].items()})
    state: create.SafeCreateState = create.FIRST_STATE
    for step in case["steps"]:
        state = create.decide_create(state, CREATE_EVENTS[step["event"]["kind"]](step["event"]), rules)
        expected = {**step["state"]}
        if expected.get("candidate") == 0:
            del expected["candidate"]
        told = shown_create(state)
        told = {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}
        assert told == expected


def observation_of(told: dict[str, Any]) -> Any:
    fields = {snake(name): value for name, value in told.items() if name != "kind"}
    return {"seen": Seen, "absent": Absent, "probed": Probed, "tick": Tick}[told["kind"]](**fields)


def shown_wait(state: WaitState) -> dict[str, Any]:
    if isinstance(state, OpenWait):
        at = deadline_of(state)
        return {
            "kind": state.kind,
            "phase": state.phase,
            "wants": state.wants,
            "probesPassed": state.probes_passed,
            "deadlineAt": None if math.isinf(at) else at,
        }
    shown: dict[str, Any] = {"kind": state.kind, "phase": state.phase}
    if state.kind == "failed":
        shown["reason"] = state.reason
    if state.kind == "timeout":
        shown.update(limit=state.limit, limitMs=state.limit_ms)
    return shown


@pytest.mark.parametrize("case", **named(load("wait-traces.json")["cases"]))
def test_wait_traces(case: dict[str, Any]) -> None:
    told = case["rules"]
    deadlines = {name: math.inf if value is None else value for name, value in told["phaseDeadlines"].items()}
    timeout = math.inf if told["timeoutMs"] is None else told["timeoutMs"]
    rules = WaitRules(told["until"], told["probes"], deadlines, timeout, told["confirmMs"])
    state: WaitState = begin_wait(rules, case["startedAt"])
    for step in case["steps"]:
        state = decide_wait(state, observation_of(step["observation"]), step["now"])
        assert shown_wait(state) == step["state"]
    assert [each.__dict__ for each in state.history] == case["history"]
