"""The vectors of webhook signatures."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from fake_clock import FakeClock
from vectors import load, named

from novita_fleet.errors import WebhookVerificationError
from novita_fleet.webhooks import MemoryReplayStore, SequenceTracker, sign_webhook, verify_signature, verify_webhook

VECTORS = load("webhook-signatures.json")


def body_of(case: dict[str, Any]) -> bytes:
    return base64.b64decode(case["bodyBase64"]) if "bodyBase64" in case else case.get("body", "").encode()


@pytest.mark.parametrize("case", **named(VECTORS["sign"]))
def test_sign(case: dict[str, Any]) -> None:
    told = {name: case[name] for name in ("id", "timestamp", "secrets")}
    assert sign_webhook(**told, body=body_of(case)) == case["headers"]
    verified = verify_signature(
        body=body_of(case), headers=case["headers"], secrets=case["secrets"], now=case["timestamp"] * 1000
    )
    assert (verified.id, verified.timestamp) == (case["id"], case["timestamp"])
    if "body" in case:
        assert sign_webhook(**told, body=case["body"]) == case["headers"]


@pytest.mark.parametrize("case", **named(VECTORS["verify"]))
def test_verify(case: dict[str, Any]) -> None:
    told = {"headers": case["headers"], "secrets": case["secrets"], "now": case["now"], "body": body_of(case)}
    if "code" in case["expect"]:
        with pytest.raises(WebhookVerificationError) as thrown:
            verify_webhook(**told, tolerance_seconds=case["toleranceSeconds"])
        assert thrown.value.code == case["expect"]["code"]
        return
    verified = verify_webhook(**told, tolerance_seconds=case["toleranceSeconds"])
    for name, value in case["expect"].items():
        assert getattr(verified, name) == value


REPLAY = load("webhook-replay.json")


@pytest.mark.parametrize("case", **named(REPLAY["traces"]))
def test_replay(case: dict[str, Any]) -> None:
    clock = FakeClock()
    store = MemoryReplayStore(clock=clock, lease_ms=case["leaseMs"], ttl_ms=case["ttlMs"])
    claims: dict[str, Any] = {}
    for step in case["steps"]:
        clock.advance(step.get("passMs", 0))
        if "complete" in step:
            claims[step["complete"]].complete()
        if "release" in step:
            claims[step["release"]].release()
        if "claim" in step:
            claim = store.claim(step["claim"])
            assert claim.state == step["gives"]
            claims[step.get("as", "")] = claim


@pytest.mark.parametrize("case", **named(REPLAY["sequences"]))
def test_sequences(case: dict[str, Any]) -> None:
    tracker = SequenceTracker()
    for instance, number, kind, *more in case["steps"]:
        event: Any = {"sequence": number, "data": {"instanceId": instance}}
        place = tracker.place(event)
        assert place.kind == kind
        if kind == "gap":
            assert list(place.missing) == more[0]
        if kind == "late":
            assert place.filled == more[0]


def test_sequences_are_bounded() -> None:
    tracker = SequenceTracker(max_instances=1)

    def place(instance: str, number: int) -> Any:
        event: Any = {"sequence": number, "data": {"instanceId": instance}}
        return tracker.place(event)

    place("a", 1)
    far = place("a", 1_000)
    assert (far.missing_count, len(far.missing), far.missing[-1]) == (998, 100, 999)
    assert len(place("a", 1_002).missing) == 1
    place("b", 1)
    assert place("a", 5).kind == "first"
