"""The doctor: all is well before the simulator, and each failure is named when something is broken on purpose."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import Any

import pytest
from loopback import reply, serving
from simulated_cloud import Simulator
from test_transports import certificates
from vectors import ROOT

from novita_fleet.__main__ import main


@pytest.fixture
def environment(monkeypatch: Any) -> Any:
    for name in ("NOVITA_API_KEY", "NOVITA_API_KEY_FILE", "NOVITA_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NOVITA_API_KEY", "sk_doctor")
    return monkeypatch


def failures(capsys: Any, *arguments: str) -> tuple[int, list[str]]:
    code = main(["doctor", *arguments])
    out = capsys.readouterr().out
    assert "sk_doctor" not in out
    return code, [line for line in out.splitlines() if line.startswith("FAILED")]


def test_all_is_well_before_the_simulator(environment: Any) -> None:
    simulator = Simulator()
    try:
        environment.setenv("NOVITA_API_KEY", simulator.api_key)
        environment.setenv("PYTHONPATH", str(ROOT / "python/src"))
        command = [sys.executable, "-m", "novita_fleet", "doctor", "--base-url", simulator.base_url]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        simulator.close()
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["ok"] * 7


def test_no_key(environment: Any, capsys: Any) -> None:
    environment.delenv("NOVITA_API_KEY")
    code, (line,) = failures(capsys)
    assert code == 1
    assert line.startswith("FAILED  key: ") and "NOVITA_API_KEY_FILE" in line
    environment.setenv("NOVITA_API_KEY_FILE", "/no/such/file")
    assert "key" in failures(capsys)[1][0]


def test_a_wrong_key(environment: Any, capsys: Any) -> None:
    simulator = Simulator(apiKeys=["sk_other"])
    try:
        code, (line,) = failures(capsys, "--base-url", simulator.base_url)
    finally:
        simulator.close()
    assert code == 1
    assert line.startswith("FAILED  key accepted: ")


def test_a_wrong_host(environment: Any, capsys: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert failures(capsys, "--base-url", url)[1][0].startswith("FAILED  connection: ")
    (line,) = failures(capsys, "--base-url", "https://no-such-host.invalid")[1]
    assert line.startswith("FAILED  connection: ") and "host is not known" in line
    assert failures(capsys, "--base-url", "http://api.novita.ai")[1][0].startswith("FAILED  base URL: ")


def test_a_bad_authority(environment: Any, capsys: Any, tmp_path: Any) -> None:
    authority, context = certificates()
    file = tmp_path / "ca.pem"
    with serving(tls=context) as server:
        (line,) = failures(capsys, "--base-url", server.url)[1]
        assert line.startswith("FAILED  TLS: ") and "`ca`" in line
        file.write_text("no certificate")
        assert failures(capsys, "--base-url", server.url, "--ca", str(file))[1][0].startswith("FAILED  TLS: ")
        file.write_bytes(authority.cert_pem.bytes())
        assert failures(capsys, "--base-url", server.url, "--ca", str(file)) == (0, [])


def test_a_clock_that_is_wrong_and_other_answers(environment: Any, capsys: Any) -> None:
    def old(handler: Any, _request: Any) -> None:
        handler.send_response_only(200)
        handler.send_header("date", "Thu, 01 Jan 2015 00:00:00 GMT")
        handler.send_header("content-length", "2")
        handler.end_headers()
        handler.wfile.write(b"{}")

    with serving(old) as server:
        (line,) = failures(capsys, "--base-url", server.url)[1]
        assert line.startswith("FAILED  clock: ") and "ahead of" in line
        server.answer = lambda handler, _: reply(handler, 403, b"error code: 1010")
        assert failures(capsys, "--base-url", server.url)[1][0].startswith("FAILED  call: forbidden")
