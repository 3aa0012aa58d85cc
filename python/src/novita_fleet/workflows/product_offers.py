"""Ranks what is on offer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cmp_to_key

from ..models.catalogue import Cluster, Product
from ..models.loose_values import read_number, read_objects
from ..money import PRICE_SCALE, Money, compare_money, cost_of, parse_money
from .product_criteria import ResolvedCriteria

_HOURS_PER_MONTH = 720
_HOUR_MS = 3_600_000
_STOCK = ("none", "low", "normal", "high")


@dataclass(frozen=True)
class ProductOffer:
    """A product in a place. `hourly_price` is for the whole instance; `months` of a monthly offer."""

    product: Product
    cluster: Cluster | None
    billing_mode: str
    gpu_num: int
    months: int | None
    hourly_price: Money


@dataclass(frozen=True)
class ProductListing:
    """What the cloud lists for a place, or for any."""

    cluster: Cluster | None
    products: Sequence[Product]


@dataclass(frozen=True)
class InstancePrice:
    """What so many hours of an instance cost."""

    total: Money
    hours: int


def rank_offers(criteria: ResolvedCriteria, listings: Sequence[ProductListing]) -> list[ProductOffer]:
    """All offers that meet the criteria, the best first."""
    ranked: list[tuple[ProductOffer, int, InstancePrice]] = []
    for place, listing in enumerate(listings):
        for product in listing.products:
            if not has_name(product, criteria) or not is_in(product, listing.cluster):
                continue
            price = price_of(product, criteria)
            if price is None or not is_cheap_enough(price, criteria) or not is_in_stock(product, criteria):
                continue
            ranked.append((_offer_of(product, listing.cluster, criteria, price), place, price))

    def compare(a: tuple[ProductOffer, int, InstancePrice], b: tuple[ProductOffer, int, InstancePrice]) -> int:
        by_price = compare_money(a[2].total, b[2].total)
        if by_price != 0:
            return by_price
        first, second = _rank(a), _rank(b)
        return (first > second) - (first < second)

    ranked.sort(key=cmp_to_key(compare))
    return [offer for offer, _, _ in ranked]


def _rank(entry: tuple[ProductOffer, int, InstancePrice]) -> tuple[int, str, str, int]:
    product = entry[0].product
    return -_stock_of(product), product.name, product.id, entry[1]


def has_name(product: Product, criteria: ResolvedCriteria) -> bool:
    """Whether the name holds what is wanted."""
    return criteria.gpu_name.lower() in product.name.lower()


def is_in(product: Product, cluster: Cluster | None) -> bool:
    """Whether the product is on offer in the place."""
    return cluster is None or is_offered_in(product.regions, cluster)


def price_of(product: Product, criteria: ResolvedCriteria, mode: str | None = None) -> InstancePrice | None:
    """The price, when the product is sold so."""
    billing_mode = mode or criteria.billing_mode
    if product.billing_methods and billing_mode not in product.billing_methods:
        return None
    unit = _unit_price_of(product, billing_mode, criteria.months)
    # A price of 0 is how the cloud writes that something is not on offer.
    if unit is None or unit.amount <= 0:
        return None
    hours = criteria.months * _HOURS_PER_MONTH if billing_mode == "monthly" else 1
    return InstancePrice(cost_of(unit, criteria.gpu_num * _HOUR_MS), hours)


def is_cheap_enough(price: InstancePrice, criteria: ResolvedCriteria) -> bool:
    """Whether the price is within the limit, compared exactly."""
    most = criteria.max_hourly_price
    if most is None:
        return True
    cost: int = price.total.amount * 10**most.scale
    limit: int = most.amount * price.hours * 10**price.total.scale
    return cost <= limit


def is_in_stock(product: Product, criteria: ResolvedCriteria) -> bool:
    """Whether there is enough of it."""
    least = criteria.min_inventory
    return product.available and (least is None or _stock_of(product) >= _STOCK.index(least))


def hourly_price_of(price: InstancePrice) -> Money:
    """The price of one hour, rounded half up."""
    total = price.total
    return Money((2 * total.amount + price.hours) // price.hours // 2, total.scale, total.currency)


def means_cluster(name: str, cluster: Cluster) -> bool:
    """Whether a name of a region means the cluster."""
    return name.lower() == cluster.id.lower() or _short(name) == _short(cluster.name)


def is_offered_in(regions: Sequence[str], cluster: Cluster) -> bool:
    """Whether one of the regions means the cluster; none at all stand for everywhere."""
    return not regions or any(means_cluster(region, cluster) for region in regions)


def _short(name: str) -> str:
    return re.sub(r"\s*\(.*", "", name, count=1).strip().lower()


def _offer_of(
    product: Product, cluster: Cluster | None, criteria: ResolvedCriteria, price: InstancePrice
) -> ProductOffer:
    months = criteria.months if criteria.billing_mode == "monthly" else None
    return ProductOffer(product, cluster, criteria.billing_mode, criteria.gpu_num, months, hourly_price_of(price))


def _unit_price_of(product: Product, mode: str, months: int) -> Money | None:
    if mode == "onDemand":
        return product.price
    if mode == "spot":
        return product.spot_price
    for term in read_objects(product.raw.get("monthlyPrice")):
        if read_number(term.get("month")) == months:
            return parse_money(term.get("price"), PRICE_SCALE)
    return None


def _stock_of(product: Product) -> int:
    inventory = product.inventory or "none"
    return _STOCK.index(inventory) if inventory in _STOCK else 0
