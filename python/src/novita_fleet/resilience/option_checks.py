"""Checks of values that callers give. None of them shows a value that may be a secret."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ..errors.argument import InvalidArgumentError

MAX_SAFE_INTEGER = 2**53 - 1
T = TypeVar("T")


def check_known_options(owner: str, options: Any, known: Iterable[str], prefix: str = "") -> None:
    """Refuses options that are not known, by name."""
    if not isinstance(options, Mapping):
        name = prefix[:-1] if prefix else "options"
        raise InvalidArgumentError(name, f'{owner}: "{name}" must be a mapping, got {describe(options)}')
    names = list(known)
    for name in options:
        if name not in names:
            listed = ", ".join(prefix + each for each in names)
            raise InvalidArgumentError(f"{prefix}{name}", f'{owner}: unknown option "{prefix}{name}"; known: {listed}')


def check_number(
    name: str,
    value: Any,
    *,
    minimum: float = 0,
    maximum: float = MAX_SAFE_INTEGER,
    integer: bool = False,
) -> float:
    """The value, when it is a number within bounds."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # A comparison with NaN is false, so NaN is refused here too.
    in_range = is_number and minimum <= value <= maximum
    if in_range and (not integer or value == math.inf or float(value).is_integer()):
        return value  # type: ignore[no-any-return]
    kind = "a whole number" if integer else "a number"
    least, most = _shown(minimum), _shown(maximum)
    bounds = f"of at least {least}" if maximum in (MAX_SAFE_INTEGER, math.inf) else f"from {least} to {most}"
    raise InvalidArgumentError(name, f'"{name}" must be {kind} {bounds}, got {describe(value)}')


def check_boolean(name: str, value: Any) -> bool:
    """The value, when it is true or false: a word such as `'false'` would count as true."""
    if isinstance(value, bool):
        return value
    raise InvalidArgumentError(name, f'"{name}" must be True or False, got {describe(value)}')


def check_callable(name: str, value: Callable[..., T] | None) -> Callable[..., T] | None:
    """The value, when it is None or can be called."""
    if value is None or callable(value):
        return value
    raise InvalidArgumentError(name, f'"{name}" must be callable, got {describe(value)}')


def describe(value: Any) -> str:
    """A number itself; of anything else its type alone, since it may be a secret."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _shown(value)
    return f"a value of type {type(value).__name__}"


def _shown(value: float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
