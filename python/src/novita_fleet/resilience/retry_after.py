"""How long an answer asks its client to wait."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, timezone

from .option_checks import MAX_SAFE_INTEGER

HeaderValues = Mapping[str, "str | Sequence[str]"]

_DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SHORT = f"(?:{'|'.join(day[:3] for day in _DAYS)})"
_LONG = f"(?:{'|'.join(_DAYS)})"
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_TIME = "(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"


def _alone(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"[ \t]*{pattern}[ \t]*")


# The three forms of RFC 9110 section 5.6.7.
_DATE_FORMS = [
    _alone(f"{_SHORT}, (?P<day>[0-9]{{2}}) {_MONTH} (?P<year>[0-9]{{4}}) {_TIME} GMT"),
    _alone(f"{_LONG}, (?P<day>[0-9]{{2}})-{_MONTH}-(?P<short>[0-9]{{2}}) {_TIME} GMT"),
    _alone(f"{_SHORT} {_MONTH} (?P<day>[0-9]{{2}}| [0-9]) {_TIME} (?P<year>[0-9]{{4}})"),
]
_SECONDS = _alone("([0-9]+)")
_MILLISECONDS = _alone(r"([0-9]+(?:\.[0-9]+)?)")
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def parse_retry_after(value: str, now_ms: float) -> float | None:
    """Milliseconds from now that a `Retry-After` names, or None when it cannot be read."""
    seconds = _SECONDS.fullmatch(value)
    if seconds is not None:
        return _capped(seconds[1], 1000)
    at = _parse_http_date(value, now_ms)
    return None if at is None else max(0, at - now_ms)


def parse_retry_after_ms(value: str) -> float | None:
    """Milliseconds that a `Retry-After-Ms` names, rounded up, or None when it cannot be read."""
    found = _MILLISECONDS.fullmatch(value)
    return None if found is None else _capped(found[1], 1)


def read_retry_after(headers: HeaderValues, now_ms: float) -> float | None:
    """Milliseconds that an answer asks to wait, the longest readable one; names of headers are in lower case."""
    wait = _longest(headers.get("retry-after-ms"), parse_retry_after_ms)
    return (
        wait if wait is not None else _longest(headers.get("retry-after"), lambda text: parse_retry_after(text, now_ms))
    )


def _longest(value: str | Sequence[str] | None, parse: Callable[[str], float | None]) -> float | None:
    if value is None:
        return None
    values = [value] if isinstance(value, str) else value
    waits = [wait for wait in map(parse, values) if wait is not None]
    return max(waits) if waits else None


def _parse_http_date(text: str, now_ms: float) -> float | None:
    for form in _DATE_FORMS:
        found = form.fullmatch(text)
        if found is None:
            continue
        parts = found.groupdict()
        month, day = _MONTHS.index(parts["month"]) + 1, int(parts["day"])
        time = (int(parts["hour"]), int(parts["minute"]), int(parts["second"]))
        if parts.get("short") is None:
            return _utc(int(parts["year"]), month, day, time)
        return _utc_of_short_year(int(parts["short"]), now_ms, month, day, time)
    return None


def _utc_of_short_year(short: int, now_ms: float, month: int, day: int, time: tuple[int, int, int]) -> float | None:
    """The latest such moment that is not more than 50 years ahead."""
    now = _EPOCH + timedelta(milliseconds=now_ms)
    last_year = now.year + 50
    is_leap_day = (now.month, now.day) == (2, 29)
    # The 29th of February becomes the 1st of March where there is none, as calendars of other languages have it.
    lacks_it = is_leap_day and monthrange(last_year, 2)[1] == 28
    horizon = now.replace(year=last_year, month=3, day=1) if lacks_it else now.replace(year=last_year)
    horizon_ms = (horizon - _EPOCH) / timedelta(milliseconds=1)
    year = last_year - ((last_year - short) % 100)
    at = _utc(year, month, day, time)
    return at if at is not None and at <= horizon_ms else _utc(year - 100, month, day, time)


def _utc(year: int, month: int, day: int, time: tuple[int, int, int]) -> float | None:
    hour, minute, second = time
    if hour > 23 or minute > 59 or second > 60 or year < 1 or day < 1 or day > monthrange(year, month)[1]:
        return None
    midnight = datetime(year, month, day, tzinfo=timezone.utc)
    # A leap second is the first one of the next minute; years far ahead may leave the range of dates.
    return (midnight - _EPOCH) / timedelta(milliseconds=1) + ((hour * 60 + minute) * 60 + second) * 1000


def _capped(digits: str, factor: int) -> float:
    if len(digits.split(".")[0]) > 20:
        return MAX_SAFE_INTEGER
    return min(math.ceil(float(digits) * factor), MAX_SAFE_INTEGER)
