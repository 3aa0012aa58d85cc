"""The examples run as their README says."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
import threading
from typing import Any
from wsgiref.simple_server import make_server

import pytest
from simulated_cloud import Simulator
from vectors import ROOT
from webhook_apps import Quiet

from novita_fleet import WebhookClient

EXAMPLES = ROOT / "examples/python"
SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


def run(program: str) -> str:
    simulator = Simulator(speed=200)
    try:
        env = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "python/src"),
            "NOVITA_API_KEY": simulator.api_key,
            "NOVITA_BASE_URL": simulator.base_url,
        }
        command = [sys.executable, str(EXAMPLES / program)]
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        assert simulator.summary()["stillBilling"] in (0, [], False)
    finally:
        simulator.close()
    return done.stdout


def test_the_readme_tells_of_all() -> None:
    told = set(re.findall(r"^\| `(\w+\.py)`", (EXAMPLES / "README.md").read_text("utf-8"), re.MULTILINE))
    assert told == {path.name for path in EXAMPLES.glob("*.py")}


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (
            "tour.py",
            ["health: ok", "the cheapest 4090 on the spot market: RTX 4090 24GB", "an expected error: not_found"],
        ),
        ("create_safely.py", ["created: ", "example-nf", "is running", "deleted"]),
        ("batch_manager.py", ["5 of 5 are running", "deleted"]),
        ("monitor.py", ["ready", "deleted"]),
        ("requests_session.py", ["hook: 200", "clusters over requests"]),
    ],
)
def test_programs(program: str, expected: list[str]) -> None:
    output = run(program)
    for text in expected:
        assert text in output


@pytest.mark.parametrize("program", ["receiver_flask.py"])
def test_receivers(program: str, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    app = runpy.run_path(str(EXAMPLES / program))["app"]
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    with WebhookClient(secret=SECRET, allow_addresses=["127.0.0.0/8"]) as client:
        client.send_success_notification(f"http://127.0.0.1:{server.server_port}/webhooks", "inst_1")
    server.shutdown()
    server.server_close()
    assert capsys.readouterr().out == "instance.ready of inst_1\n"


@pytest.mark.parametrize("program", ["receiver_fastapi.py", "receiver_django.py"])
def test_other_receivers_are_made(program: str) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "python/src"), "WEBHOOK_SECRET": SECRET}
    command = [sys.executable, "-c", f"import runpy; runpy.run_path({str(EXAMPLES / program)!r})"]
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
