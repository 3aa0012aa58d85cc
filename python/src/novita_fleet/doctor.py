"""Checks an installation: `python -m novita_fleet doctor`."""

from __future__ import annotations

import importlib.util
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timezone
from email.utils import parsedate_to_datetime
from typing import Any

from .client import NovitaClient
from .client_options import NOVITA
from .errors import (
    ConnectionError,
    InvalidArgumentError,
    MissingApiKeyError,
    NovitaError,
    UnauthorizedError,
)
from .version import VERSION

_MAX_SKEW_SECONDS = 60
_EXTRAS = ("requests", "dotenv", "fastapi", "flask", "django")


@dataclass(frozen=True)
class Finding:
    """One check: its name, whether all is well, and what was found or what to do."""

    name: str
    ok: bool
    detail: str


def examine(options: Mapping[str, Any], now: Callable[[], float]) -> list[Finding]:
    """Every check that can be made; the first that fails ends those that need it. `now`: milliseconds since 1970."""
    findings = [_python(), Finding("package", True, f"novita-fleet {VERSION}; extras: {_extras()}")]
    try:
        client = NovitaClient(**options)
    except MissingApiKeyError as error:
        return [*findings, Finding("key", False, error.message)]
    except InvalidArgumentError as error:
        return [*findings, Finding(_about(error.argument), False, error.message)]
    with client:
        origin = client._calls.core.options.origin
        findings.append(Finding("key", True, "a key was found"))
        findings.append(Finding("base URL", True, origin))
        return findings + _call(client, origin, now)


def _call(client: NovitaClient, origin: str, now: Callable[[], float]) -> list[Finding]:
    try:
        answer = client.request_raw("GET", NOVITA.health_path, max_retries=0, timeout_ms=15_000)
    except UnauthorizedError as error:
        told = f"the API refuses the key ({error.message}); check NOVITA_API_KEY"
        return [Finding("connection", True, f"{origin} answers"), Finding("key accepted", False, told)]
    except ConnectionError as error:
        is_tls = "certificate" in error.message or "TLS" in error.message
        advice = (
            "pass the certificate authority as `ca`"
            if is_tls
            else "check the base URL, the network and the proxy of this machine"
        )
        return [Finding("TLS" if is_tls else "connection", False, f"{error.message}; {advice}")]
    except NovitaError as error:
        return [Finding("call", False, f"{error.code}: {error.message}")]
    findings = [
        Finding("TLS", True, "the certificate is trusted" if origin.startswith("https:") else "not used"),
        Finding("call", True, f"listing clusters was answered with {answer.status} in {answer.duration_ms:.0f} ms"),
    ]
    return [*findings, _skew(answer.headers.get("date"), now())]


def _skew(date: Any, now_ms: float) -> Finding:
    try:
        told = parsedate_to_datetime(date if isinstance(date, str) else "")
    except (TypeError, ValueError):
        return Finding("clock", True, "the answer does not tell the time")
    moment = told if told.tzinfo is not None else told.replace(tzinfo=timezone.utc)
    skew = now_ms / 1000 - moment.timestamp()
    if abs(skew) <= _MAX_SKEW_SECONDS:
        return Finding("clock", True, f"{abs(skew):.0f} s from that of the API")
    where = "ahead of" if skew > 0 else "behind"
    return Finding("clock", False, f"this machine is {abs(skew):.0f} s {where} the API; webhooks would count as stale")


def _python() -> Finding:
    version = platform.python_version()
    ok = sys.version_info >= (3, 10)
    return Finding("Python", ok, version if ok else f"{version}; 3.10 or newer is needed")


def _extras() -> str:
    return ", ".join(name for name in _EXTRAS if importlib.util.find_spec(name) is not None) or "none"


def _about(argument: str) -> str:
    names = {"base_url": "base URL", "ca": "TLS", "insecure_tls": "TLS", "NOVITA_API_KEY_FILE": "key"}
    return names.get(argument, "key" if "key" in argument.lower() else argument)
