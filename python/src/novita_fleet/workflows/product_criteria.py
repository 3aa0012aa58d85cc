"""What is wanted of a product."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from ..errors.argument import InvalidArgumentError
from ..money import Money, compare_money, money
from ..resilience.option_checks import check_known_options, check_number

MODES = ("onDemand", "spot", "monthly")
_STOCKS = ("low", "normal", "high")
_PRICE = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,6}))?")


class ProductCriteria(TypedDict, total=False):
    """What is wanted.

    gpu_name: a part of the name, such as "4090". region: one name or several, in the order of the wish.
    billing_mode: onDemand (default), spot or monthly, with `months` (1).
    max_hourly_price: money, or text such as "0.67", for the whole instance. gpu_num (1): GPUs of the instance.
    min_inventory: low, normal or high.
    """

    gpu_name: str
    region: str | Sequence[str]
    billing_mode: Literal["onDemand", "spot", "monthly"]
    months: int
    max_hourly_price: Money | str
    gpu_num: int
    min_inventory: Literal["low", "normal", "high"]


@dataclass(frozen=True)
class ResolvedCriteria:
    """Criteria after the checks."""

    gpu_name: str
    regions: tuple[str, ...]
    billing_mode: str
    months: int
    max_hourly_price: Money | None
    gpu_num: int
    min_inventory: str | None


def resolve_criteria(owner: str, criteria: Mapping[str, Any]) -> ResolvedCriteria:
    """The criteria with their defaults; raises InvalidArgumentError."""
    check_known_options(owner, criteria, ProductCriteria.__annotations__)
    mode = criteria.get("billing_mode", "onDemand")
    if criteria.get("months") is not None and mode != "monthly":
        raise InvalidArgumentError("months", '"months" is only for the billing mode "monthly"')
    region = criteria.get("region", [])
    if not isinstance(region, (str, list, tuple)):
        raise InvalidArgumentError("region", '"region" must be a text or a list of texts')
    price = criteria.get("max_hourly_price")
    stock = criteria.get("min_inventory")
    gpu_name = criteria.get("gpu_name")
    return ResolvedCriteria(
        gpu_name="" if gpu_name is None else _check_text("gpu_name", gpu_name),
        regions=tuple(_check_text("region", each) for each in ([region] if isinstance(region, str) else region)),
        billing_mode=_check_choice("billing_mode", mode, MODES),
        months=int(check_number("months", criteria.get("months", 1), minimum=1, maximum=120, integer=True)),
        max_hourly_price=None if price is None else _read_price(price),
        gpu_num=int(check_number("gpu_num", criteria.get("gpu_num", 1), minimum=1, maximum=8, integer=True)),
        min_inventory=None if stock is None else _check_choice("min_inventory", stock, _STOCKS),
    )


def _read_price(price: Any) -> Money:
    if isinstance(price, str):
        found = _PRICE.fullmatch(price)
        if found is not None:
            return money(int(found[1] + (found[2] or "")), len(found[2] or ""))
    elif isinstance(price, Money):
        checked = money(price.amount, price.scale)
        if compare_money(checked, money(0, 0)) >= 0:
            return checked
    # A number would have been rounded already: 0.1 + 0.2 is more than 0.3.
    message = '"max_hourly_price" must be Money, or text such as "0.67" with at most 6 decimal places'
    raise InvalidArgumentError("max_hourly_price", message)


def _check_text(name: str, value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if text == "":
        raise InvalidArgumentError(name, f'"{name}" must be a text that is not empty')
    return text


def _check_choice(name: str, value: Any, choices: Sequence[str]) -> str:
    if value in choices:
        return str(value)
    raise InvalidArgumentError(name, f'"{name}" must be one of {", ".join(choices)}')
