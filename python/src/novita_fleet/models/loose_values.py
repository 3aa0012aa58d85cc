"""Readers for answers whose fields may be missing, or be text where numbers are meant. None of them raises."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

Raw = Mapping[str, Any]
EMPTY: Raw = {}
_NUMBER = re.compile(r"\s*-?[0-9]+(?:\.[0-9]+)?\s*")
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def read_object(value: Any) -> Raw:
    """The object itself, or an empty one."""
    return value if isinstance(value, Mapping) else EMPTY


def read_objects(value: Any) -> list[Raw]:
    """The objects of a list."""
    if not isinstance(value, list):
        return []
    return [read_object(item) for item in value if isinstance(item, (Mapping, list))]


def read_text(value: Any) -> str | None:
    """Text that is not empty; numbers become text."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e21 else str(value)


def read_texts(value: Any) -> list[str]:
    """The texts of a list."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def read_number(value: Any) -> float | int | None:
    """A number, also when it is written as text."""
    if isinstance(value, str):
        if _NUMBER.fullmatch(value) is None:
            return None
        number = float(value) if "." in value else int(value)
        return number if abs(number) < 1e308 else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return value


def read_numbers(value: Any) -> list[float | int]:
    """The numbers of a list."""
    if not isinstance(value, list):
        return []
    return [number for number in map(read_number, value) if number is not None]


def read_boolean(value: Any) -> bool | None:
    """True or false, or None for anything else."""
    return value if isinstance(value, bool) else None


def read_time(value: Any) -> datetime | None:
    """A time from seconds since 1970; 0 and below mean none."""
    seconds = read_number(value)
    if seconds is None or seconds <= 0:
        return None
    try:
        return _EPOCH + timedelta(milliseconds=math.floor(seconds * 1000))
    except OverflowError:
        return None
