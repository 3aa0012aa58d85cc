"""Rules of requests that their description cannot tell: ports, terms, names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors.argument import InvalidArgumentError

_MAX_PORTS = 15
_RESERVED = (2222, 2223, 2224)
_RESERVED_TEXT = ", ".join(map(str, _RESERVED))
_ENTRY = re.compile(r"([0-9]{1,5})/(http|tcp)")


def check_create_request(request: Mapping[str, Any]) -> None:
    """The rules of the v1 create call."""
    tools = request.get("tools") or ()
    check_port_list(request.get("ports"), len(tools))
    for index, tool in enumerate(tools):
        if tool.get("port") is not None:
            check_port(f"tools[{index}].port", tool["port"])
    if request.get("kind") == "gpu":
        _check_term(request)


def _check_term(request: Mapping[str, Any]) -> None:
    mode, month = request.get("billingMode"), request.get("month") or 0
    renew = request.get("autoRenew") or False
    if month > 0 and mode not in (None, "monthly"):
        text = f'must be 0 unless "billingMode" is monthly: it would be billed monthly, not {mode}'
        raise _refused("month", text)
    if renew and not (month > 0 or mode == "monthly"):
        raise _refused("autoRenew", 'must be false unless "billingMode" is monthly')
    if request.get("autoRenewMonth") is not None and not renew:
        raise _refused("autoRenewMonth", 'must be absent unless "autoRenew" is true')


def check_port_list(ports: Any, tools: int = 0) -> None:
    """Ports of v1, text such as `8888/http,22/tcp`."""
    text = "" if ports is None else ports
    if not isinstance(text, str):
        raise _refused("ports", "must be text such as 8888/http,22/tcp")
    entries = text.split(",") if text else []
    for entry in entries:
        _check_entry(entry.strip())
    count = len(entries) + tools
    if count > _MAX_PORTS:
        raise _refused("ports", f"and tools together must be at most {_MAX_PORTS}, got {count}")


def check_port_count(ports: Sequence[Any] | None, tools: int) -> None:
    """How many ports an instance may have."""
    count = len(ports or ()) + tools
    if count > _MAX_PORTS:
        raise _refused("ports", f"and tools together must be at most {_MAX_PORTS}, got {count}")


def check_port(name: str, port: Any) -> None:
    """One port, a number or its digits."""
    is_digits = re.fullmatch(r"[0-9]{1,5}", str(port)) is not None
    if not is_digits or not 1 <= int(port) <= 65_535:
        raise _refused(name, f"must be a port from 1 to 65535, got {port if is_digits else 'other text'}")
    if int(port) in _RESERVED:
        raise _refused(name, f"must not be {int(port)}: {_RESERVED_TEXT} are reserved")


def check_v2_instance(request: Mapping[str, Any]) -> None:
    """The rules of the v2 create call."""
    jupyter = (request.get("tools") or {}).get("jupyter") or {}
    if jupyter.get("port") is not None:
        check_port("tools.jupyter.port", jupyter["port"])
    check_port_count(request.get("ports"), 1 if jupyter.get("enabled") is True else 0)
    billing = request["billing"]
    if billing.get("prepaid") is not None and billing.get("mode") != "prepaid":
        raise _refused("billing.prepaid", 'must be absent unless "billing.mode" is prepaid')


def check_endpoint(settings: Mapping[str, Any], at: str) -> None:
    """The rules of v1 endpoints."""
    for index, entry in enumerate(settings["ports"]):
        check_port(f"{at}ports[{index}].port", entry["port"])
    config = settings["workerConfig"]
    if config["minNum"] > config["maxNum"]:
        problem = f'must be at most "maxNum", {config["maxNum"]}, got {config["minNum"]}'
        raise _refused(f"{at}workerConfig.minNum", problem)


def check_app_name(name: str | None) -> None:
    """The name of an endpoint in its address."""
    if name is not None and re.fullmatch("[a-z0-9-]+", name) is None:
        raise _refused("endpoint.appName", "must be of lower-case letters, digits and hyphens")


def check_storage_name(name: str) -> None:
    """The name of a network storage."""
    if re.fullmatch("[A-Za-z0-9-]+", name) is None:
        raise _refused("storageName", "must be of letters, digits and hyphens")


def check_replicas(config: Mapping[str, Any] | None) -> None:
    """The rules of v2 endpoints."""
    least = None if config is None else config.get("min_replicas")
    if config is not None and least is not None and least > config["max_replicas"]:
        problem = f'must be at most "max_replicas", {config["max_replicas"]}, got {least}'
        raise _refused("worker_config.min_replicas", problem)


def _check_entry(entry: str) -> None:
    found = _ENTRY.fullmatch(entry)
    port = int(found[1]) if found else 0
    if not 1 <= port <= 65_535:
        raise _refused(
            "ports",
            f'must be entries such as 8888/http or 22/tcp with ports from 1 to 65535, got "{entry[:40]}"',
        )
    if port in _RESERVED:
        raise _refused("ports", f"must not hold {port}: {_RESERVED_TEXT} are reserved")


def _refused(name: str, problem: str) -> InvalidArgumentError:
    return InvalidArgumentError(name, f'"{name}" {problem}')
