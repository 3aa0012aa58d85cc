"""Errors: the same codes as in TypeScript, safe to show, and fit to be pickled."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import re
from datetime import datetime, timezone
from pathlib import Path

import pytest
from failures import error_of
from vectors import ROOT

import novita_fleet
from novita_fleet import errors
from novita_fleet.generated.error_codes import ERROR_CODES

SEEN = errors.SeenStatus("pulling", "pulling", datetime(2026, 1, 1, tzinfo=timezone.utc))
DETAILS = errors.WaitErrorDetails("i-1", "ready", "pulling", (SEEN,))
TRY = errors.CreateTry({"productId": "p", "envs": [{"key": "K", "value": "secret"}]}, "refused", "NO", 1)
ALL = [
    *(error_of({"kind": "answer", "status": status}) for status in (400, 401, 403, 404, 409, 418, 429, 500)),
    *(error_of({"kind": kind, "requestSent": True}) for kind in ("connection", "attempt_timeout", "aborted")),
    error_of({"kind": "deadline_exceeded", "requestSent": False}),
    error_of({"kind": "unreadable_answer", "status": 200}),
    *(error_of({"kind": kind}) for kind in ("circuit_open", "queue_full", "invalid_argument", "client_closed")),
    errors.MissingApiKeyError("none"),
    errors.CircuitOpenError(0),
    errors.CreateUnclearError("job-m1", [TRY]),
    errors.CreateRefusedError("job-m1", [TRY]),
    errors.CreateRefusedError("job-m1", []),
    errors.NoProductError("gpuName", ["a", "b"], "none"),
    errors.InstanceFailedError(DETAILS, "exited", "It has exited."),
    errors.WaitTimeoutError(DETAILS, "pullingMs", 1_000, "HTTP 502"),
    errors.WebhookVerificationError("webhook_malformed", "no"),
    errors.WebhookAddressError("no"),
    errors.WebhookDeliveryError("no", reason="status", attempts=1, duration_ms=2, status=500, response_body="secret"),
]


def test_the_codes_are_those_of_typescript() -> None:
    text = (ROOT / "packages/resilience/src/error-codes.ts").read_text("utf-8")
    table = text[text.index("const table = {") : text.index("} as const satisfies")]
    found = {
        code: (area, int(status) if status else None)
        for code, area, status in re.findall(r"\n  (\w+): \{\s+area: '(\w+)',(?:\s+status: (\d+),)?", table)
    }
    assert found == ERROR_CODES


def test_every_class_has_a_code_of_the_table() -> None:
    classes = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.NovitaError)]
    assert len(classes) >= 28
    for kind in classes:
        assert kind.code in ERROR_CODES, kind


@pytest.mark.parametrize("error", ALL, ids=lambda error: f"{type(error).__name__} {error.code}")
def test_errors_survive_pickling_and_copying(error: errors.NovitaError) -> None:
    error.__cause__ = errors.MissingApiKeyError("the cause")
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert str(other) == str(error)
        assert other.to_dict() == error.to_dict()
        assert str(other.__cause__) == "the cause"
    told = json.dumps(error.to_dict())
    assert "secret" not in told
    assert error.to_dict()["code"] in ERROR_CODES


def test_the_version_is_told_once() -> None:
    project = (Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8")
    assert f'version = "{novita_fleet.__version__}"' in project
    assert json.loads((ROOT / "packages/client/package.json").read_text("utf-8"))["version"] == novita_fleet.__version__


def test_everything_public_is_there() -> None:
    for name in novita_fleet.__all__:
        assert hasattr(novita_fleet, name), name
    documented = [getattr(novita_fleet, name) for name in novita_fleet.__all__]
    for thing in documented:
        if inspect.isclass(thing) or inspect.isfunction(thing):
            assert thing.__doc__, thing
