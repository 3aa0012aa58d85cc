"""Checks what a caller gives for an operation against the limits in its description, before anything is sent."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from ..errors.argument import InvalidArgumentError
from ..resilience.option_checks import MAX_SAFE_INTEGER

Schema = Mapping[str, Any]


@cache
def operations() -> Mapping[str, Any]:
    """The operations and schemas of the cloud, generated from openapi/novita.yaml."""
    file = resources.files("novita_fleet.generated").joinpath("novita_operations.json")
    return json.loads(file.read_text("utf-8"))  # type: ignore[no-any-return]


def check_request(at: str, value: Any, schema: Schema) -> None:
    """Refuses a value that the schema does not allow, naming the field."""
    limits = _resolve(at, value, schema)
    _check_type(at, value, limits)
    _check_choice(at, value, limits)
    if isinstance(value, bool):
        return
    if isinstance(value, (int, float)):
        _check_number(at, value, limits)
    elif isinstance(value, str):
        _check_text(at, value, limits)
    elif isinstance(value, (list, tuple)):
        _check_list(at, value, limits)
    elif isinstance(value, Mapping):
        check_fields(at, value, limits)


def check_fields(at: str, fields: Mapping[str, Any], limits: Schema) -> None:
    """Refuses fields that are missing, unknown or out of range. None counts as absent."""
    properties: Mapping[str, Schema] = limits.get("properties", {})
    for name in limits.get("required", ()):
        if fields.get(name) is None:
            raise _refused(_join(at, name), "is missing")
    for name, value in fields.items():
        if value is None:
            continue
        if name in properties:
            check_request(_join(at, name), value, properties[name])
        elif limits.get("additionalProperties") is not True:
            raise _refused(_join(at, name), f"is unknown; known: {', '.join(properties)}")


def _resolve(at: str, value: Any, schema: Schema) -> Schema:
    if "$ref" in schema:
        beside = {key: each for key, each in schema.items() if key != "$ref"}
        return _resolve(at, value, {**operations()["schemas"][schema["$ref"]], **beside})
    discriminator = schema.get("discriminator")
    if discriminator is None:
        return schema
    mapping = discriminator["mapping"]
    name = value.get(discriminator["propertyName"]) if isinstance(value, Mapping) else None
    if isinstance(name, str) and name in mapping:
        return _resolve(at, value, {"$ref": mapping[name]})
    raise _refused(_join(at, discriminator["propertyName"]), f"must be one of {', '.join(mapping)}")


_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
}


def _fits(kind: str, value: Any) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "string":
        return isinstance(value, str)
    if kind == "array":
        return isinstance(value, (list, tuple))
    if kind == "object":
        return isinstance(value, Mapping)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return False
    return kind == "number" or (float(value).is_integer() and abs(value) <= MAX_SAFE_INTEGER)


def _check_type(at: str, value: Any, limits: Schema) -> None:
    kind = limits.get("type")
    if kind is None:
        return
    kinds = [name for name in ([kind] if isinstance(kind, str) else kind) if name in _KINDS]
    if not any(_fits(name, value) for name in kinds):
        raise _refused(at, f"must be {' or '.join(_KINDS[name] for name in kinds)}, got {_describe(value)}")


def _check_choice(at: str, value: Any, limits: Schema) -> None:
    allowed = [limits["const"]] if "const" in limits else limits.get("enum")
    if allowed is not None and value not in allowed:
        raise _refused(at, f"must be one of {', '.join(map(str, allowed))}")
    reserved = limits.get("not", {}).get("enum", ())
    if value in reserved:
        raise _refused(at, f"must not be {_describe(value)}: {', '.join(map(str, reserved))} are reserved")


def _check_number(at: str, value: float, limits: Schema) -> None:
    above = value > limits.get("maximum", math.inf)
    below = value < limits.get("minimum", -math.inf) or value <= limits.get("exclusiveMinimum", -math.inf)
    if above or below:
        raise _refused(at, f"must be {_range(limits, '')}, got {_describe(value)}")


def _check_text(at: str, value: str, limits: Schema) -> None:
    least, most = limits.get("minLength", 0), limits.get("maxLength", math.inf)
    # As the description counts: in UTF-16 units.
    length = len(value.encode("utf-16-le", "surrogatepass")) // 2
    if not least <= length <= most:
        bounds = _range({"minimum": least, "maximum": most}, " characters")
        raise _refused(at, f"must have {bounds}, got {length}")
    pattern = limits.get("pattern")
    if pattern is not None and re.search(_python_pattern(pattern), value) is None:
        raise _refused(at, f"must match {pattern}")


def _python_pattern(pattern: str) -> str:
    """In Python `$` also fits before a last line break, which ECMAScript does not allow."""
    return re.sub(r"(?<!\\)\$$", r"\\Z", pattern)


def _check_list(at: str, value: list[Any] | tuple[Any, ...], limits: Schema) -> None:
    least, most = limits.get("minItems", 0), limits.get("maxItems", math.inf)
    if not least <= len(value) <= most:
        bounds = _range({"minimum": least, "maximum": most}, " entries")
        raise _refused(at, f"must have {bounds}, got {len(value)}")
    items = limits.get("items")
    if items is not None:
        for index, item in enumerate(value):
            check_request(f"{at}[{index}]", item, items)


def _range(limits: Schema, unit: str) -> str:
    least, most = limits.get("minimum"), limits.get("maximum")
    if "exclusiveMinimum" in limits:
        upper = "" if most is None else f" and at most {most}"
        return f"more than {limits['exclusiveMinimum']}{upper}{unit}"
    if most is None or most == math.inf:
        return f"at least {least}{unit}"
    return f"at most {most}{unit}" if not least else f"from {least} to {most}{unit}"


def _describe(value: Any) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return "a list" if isinstance(value, (list, tuple)) else f"a value of type {type(value).__name__}"


def _join(at: str, name: str) -> str:
    return name if at == "" else f"{at}.{name}"


def _refused(at: str, problem: str) -> InvalidArgumentError:
    name = at or "body"
    return InvalidArgumentError(name, f'"{name}" {problem}')
