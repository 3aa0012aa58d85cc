"""Loads the vectors that both languages must pass."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from novita_fleet.models.model import Model

ROOT = Path(__file__).parents[2]
CONFORMANCE = ROOT / "conformance"


def load(name: str) -> dict[str, Any]:
    return json.loads((CONFORMANCE / name).read_text("utf-8"))


def named(cases: list[dict[str, Any]]) -> dict[str, Any]:
    """Arguments of `parametrize` for cases with names."""
    return {"argvalues": cases, "ids": [case["name"] for case in cases]}


def snake(name: str) -> str:
    """A name of the vectors as Python has it."""
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def snakes(fields: dict[str, Any]) -> dict[str, Any]:
    return {snake(name): value for name, value in fields.items()}


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


def plain(value: Any) -> Any:
    """A value as vectors tell it: times as milliseconds, fields under the names of TypeScript."""
    if isinstance(value, datetime):
        return round(value.timestamp() * 1000)
    if isinstance(value, Model):
        return {camel(name): plain(getattr(value, name)) for name in value._shown()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if hasattr(value, "amount"):
        return {"amount": value.amount, "scale": value.scale, "currency": value.currency}
    return value


def run(program: Any) -> Any:
    """The result of a program that needs nothing done."""
    try:
        effect = program.send(None)
    except StopIteration as stop:
        return stop.value
    raise AssertionError(f"the program asks for {effect}")


def items(program: Any) -> list[Any]:
    """What a program emits that needs nothing else."""
    return [effect.item for effect in program]


def number(value: Any) -> Any:
    """A number that the vectors may tell as text."""
    return float(value) if isinstance(value, str) else value
