"""Money: a whole amount with its scale, never a floating point number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .errors.argument import InvalidArgumentError
from .resilience.option_checks import MAX_SAFE_INTEGER, check_number

PRICE_SCALE = 5
"""Prices of v1 are in 1/100000 USD."""
WALLET_SCALE = 4
"""Balances and bills are in 1/10000 USD."""
_MS_PER_HOUR = 3_600_000
_DIGITS = re.compile(r"-?[0-9]+")


@dataclass(frozen=True)
class Money:
    """`amount / 10**scale` US dollars. Make one with `money()`, which checks it.

    Example:
        assert str(money(67_000, 5)) == "0.67 USD"
    """

    amount: int
    scale: int
    currency: str = "USD"

    def __str__(self) -> str:
        return format_money(self)


def money(amount: int, scale: int) -> Money:
    """So many 1/10**scale US dollars; raises InvalidArgumentError for fractions and beyond 2**53 - 1."""
    check_number("amount", amount, minimum=-MAX_SAFE_INTEGER, integer=True)
    check_number("scale", scale, maximum=15, integer=True)
    return Money(int(amount), int(scale))


def parse_money(value: Any, scale: int) -> Money | None:
    """Money as an API sends it, a whole number or its digits; None when it is neither."""
    if isinstance(value, str):
        if _DIGITS.fullmatch(value) is None or len(value) > 17:
            return None
        amount: Any = int(value)
    else:
        amount = value
    if isinstance(amount, bool) or not isinstance(amount, (int, float)):
        return None
    if not (-MAX_SAFE_INTEGER <= amount <= MAX_SAFE_INTEGER) or not float(amount).is_integer():
        return None
    return Money(int(amount), scale)


def cost_of(hourly_price: Money, duration_ms: int) -> Money:
    """What so many milliseconds cost, rounded half up to the scale of the price."""
    check_number("duration_ms", duration_ms, integer=True)
    exact = hourly_price.amount * int(duration_ms)
    return Money(_safe((2 * exact + _MS_PER_HOUR) // (2 * _MS_PER_HOUR)), hourly_price.scale, hourly_price.currency)


def add_money(a: Money, b: Money) -> Money:
    """The sum, at the finer scale."""
    scale = max(a.scale, b.scale)
    return Money(_safe(_at_scale(a, scale) + _at_scale(b, scale)), scale, a.currency)


def compare_money(a: Money, b: Money) -> int:
    """Below 0, 0 or above 0, as a is less than, equal to or more than b."""
    scale = max(a.scale, b.scale)
    difference = _at_scale(a, scale) - _at_scale(b, scale)
    return (difference > 0) - (difference < 0)


def format_money(value: Money) -> str:
    """Such as "0.67 USD", with at least two decimal places."""
    digits = str(abs(value.amount)).rjust(value.scale + 1, "0")
    cut = len(digits) - value.scale
    fraction = digits[cut:].rstrip("0").ljust(2, "0")
    return f"{'-' if value.amount < 0 else ''}{digits[:cut]}.{fraction} {value.currency}"


def _at_scale(value: Money, scale: int) -> int:
    factor: int = 10 ** (scale - value.scale)
    return value.amount * factor


def _safe(amount: int) -> int:
    if -MAX_SAFE_INTEGER <= amount <= MAX_SAFE_INTEGER:
        return amount
    raise InvalidArgumentError("amount", f"An amount of {amount} is beyond the safe integers")
