"""Probes of instances: what is tried, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from typing_extensions import NotRequired

from ..errors.argument import InvalidArgumentError
from ..http.headers import check_headers
from ..models.instance import Instance
from ..resilience.option_checks import check_known_options, check_number
from .probe import HttpAttempt, ProbeAttempt, SshAttempt, TcpAttempt

_INTERVAL_MS = 2_000
_TIMEOUT_MS = 5_000


class HttpProbe(TypedDict):
    """Passes when the port answers with the status (200), and with the text in its body. Times are milliseconds."""

    type: Literal["http"]
    port: int
    path: NotRequired[str]
    expect_status: NotRequired[int]
    expect_body: NotRequired[str]
    headers: NotRequired[Mapping[str, str]]
    interval_ms: NotRequired[float]
    timeout_ms: NotRequired[float]


class TcpProbe(TypedDict):
    """Passes when a connection to the port holds. Times are milliseconds."""

    type: Literal["tcp"]
    port: int
    interval_ms: NotRequired[float]
    timeout_ms: NotRequired[float]


class SshProbe(TypedDict):
    """Passes when the port (22) says its SSH version. Times are milliseconds."""

    type: Literal["ssh"]
    port: NotRequired[int]
    interval_ms: NotRequired[float]
    timeout_ms: NotRequired[float]


InstanceProbe = HttpProbe | TcpProbe | SshProbe
_NAMES: dict[str, Any] = {"http": HttpProbe, "tcp": TcpProbe, "ssh": SshProbe}


def interval_of(probe: InstanceProbe) -> float:
    """Milliseconds between attempts."""
    return probe.get("interval_ms", _INTERVAL_MS)


def probe_address(probe: InstanceProbe, instance: Instance) -> str | None:
    """Where the port of the probe is reached, when the cloud tells it."""
    port = probe.get("port", 22)
    for each in instance.ports:
        if each.port == port and each.endpoint is not None:
            return each.endpoint
    if probe["type"] != "ssh":
        return None
    # Novita page gpu-instance-get-instance: the detail tells the way in as a command, too.
    found = re.search(r"\bssh\s+-p\s+([0-9]+)\s+\S+@([^\s@]+)", instance.ssh_command or "")
    return None if found is None else f"{found[2]}:{found[1]}"


def attempt_of(probe: InstanceProbe, address: str) -> ProbeAttempt:
    """One attempt; raises InvalidArgumentError when the address cannot be read."""
    timeout_ms = probe.get("timeout_ms", _TIMEOUT_MS)
    if probe["type"] == "tcp":
        return TcpAttempt(address, timeout_ms)
    if probe["type"] == "ssh":
        return SshAttempt(address, timeout_ms)
    return HttpAttempt(
        address,
        timeout_ms,
        path=probe.get("path", "/"),
        expect_status=probe.get("expect_status", 200),
        expect_body=probe.get("expect_body"),
        headers=dict(probe.get("headers", {})),
    )


def check_probes(probes: Any) -> Sequence[InstanceProbe]:
    """The probes, when each can be tried."""
    if not isinstance(probes, (list, tuple)):
        raise InvalidArgumentError("probes", '"probes" must be a list')
    for index, probe in enumerate(probes):
        _check_probe(probe, f"probes[{index}].")
    return probes


def _check_probe(probe: Any, at: str) -> None:
    kind = probe.get("type") if isinstance(probe, Mapping) else None
    if kind not in _NAMES:
        raise InvalidArgumentError(f"{at}type", f'"{at}type" must be one of {", ".join(_NAMES)}')
    check_known_options("wait_for_instance", probe, _NAMES[kind].__annotations__, at)
    port = probe.get("port", 22 if kind == "ssh" else None)
    check_number(f"{at}port", port, minimum=1, maximum=65_535, integer=True)
    for name in ("interval_ms", "timeout_ms"):
        if name in probe:
            check_number(f"{at}{name}", probe[name], minimum=1)
    if kind != "http":
        return
    status = probe.get("expect_status", 200)
    check_number(f"{at}expect_status", status, minimum=100, maximum=599, integer=True)
    path, body = probe.get("path", "/"), probe.get("expect_body")
    if not isinstance(path, str) or re.fullmatch(r"/[\x21-\x22\x24-\x7e]*", path) is None:
        message = f'"{at}path" must begin with a slash and be percent-encoded, without a fragment'
        raise InvalidArgumentError(f"{at}path", message)
    if body is not None and (not isinstance(body, str) or body == ""):
        raise InvalidArgumentError(f"{at}expect_body", f'"{at}expect_body" must be a text of at least 1 character')
    try:
        check_headers(
            {name: value for name, value in probe.get("headers", {}).items() if name.lower() != "authorization"}
        )
    except InvalidArgumentError as error:
        raise InvalidArgumentError(f"{at}{error.argument}", error.message) from None
