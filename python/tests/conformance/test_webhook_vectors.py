"""The vectors of webhook signatures."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from vectors import load, named

from novita_fleet.errors import WebhookVerificationError
from novita_fleet.webhooks import sign_webhook, verify_signature, verify_webhook

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
