"""Says which criterion left nothing, and what comes close."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..errors.workflow import NoProductError
from ..models.catalogue import Cluster, Product
from ..money import compare_money, format_money
from .product_criteria import MODES, ResolvedCriteria
from .product_offers import (
    ProductListing,
    has_name,
    hourly_price_of,
    is_cheap_enough,
    is_in,
    is_in_stock,
    is_offered_in,
    price_of,
)

_MOST_NEAR = 5


@dataclass(frozen=True)
class Catalogue:
    """What the cloud has: all products in whatever place and billing mode, and those listed for the wanted places."""

    clusters: Sequence[Cluster]
    listings: Sequence[ProductListing]
    everything: Sequence[Product]


def unknown_region(region: str, clusters: Sequence[Cluster]) -> NoProductError:
    """When a name means no cluster."""
    return NoProductError("region", nearest_names(region, _names(clusters)), f'No region is called "{region}"')


def explain_no_product(criteria: ResolvedCriteria, catalogue: Catalogue) -> NoProductError:
    """The error for criteria that nothing meets."""
    name, mode = criteria.gpu_name, criteria.billing_mode
    what = "product" if name == "" else f'product with "{name}" in its name'
    everything = catalogue.everything
    named = [product for product in everything if has_name(product, criteria)]
    if not named and name != "":
        near = nearest_names(name, _names(everything))[:_MOST_NEAR]
        return NoProductError("gpuName", near, f'No product has "{name}" in its name')
    sold = [product for product in named if price_of(product, criteria) is not None]
    if not sold:
        modes = [each for each in MODES if any(price_of(product, criteria, each) is not None for product in named)]
        return NoProductError("billingMode", modes, f'No {what} is sold as "{mode}"')
    prices = [
        price
        for listing in catalogue.listings
        for product in listing.products
        if has_name(product, criteria) and is_in(product, listing.cluster)
        if (price := price_of(product, criteria)) is not None
    ]
    if not prices and criteria.regions:
        elsewhere = [
            cluster
            for cluster in catalogue.clusters
            if any(is_offered_in(product.regions, cluster) for product in sold)
        ]
        near = sorted(_names(elsewhere))
        return NoProductError("region", near, f"No {what} is on offer in the wanted region")
    if prices and not any(is_cheap_enough(price, criteria) for price in prices):
        lowest = prices[0]
        for price in prices:
            if compare_money(price.total, lowest.total) < 0:
                lowest = price
        near = [format_money(hourly_price_of(lowest))]
        return NoProductError("maxHourlyPrice", near, f"Every {what} costs more than the limit")
    others = [
        product
        for product in everything
        if (price_now := price_of(product, criteria)) is not None
        and is_cheap_enough(price_now, criteria)
        and is_in_stock(product, criteria)
    ]
    near = nearest_names(name, _names(others))[:_MOST_NEAR]
    gpus = f"{criteria.gpu_num} GPU{'' if criteria.gpu_num == 1 else 's'}"
    return NoProductError("stock", near, f"No {what} has {gpus} in stock as wanted")


def nearest_names(wanted: str, names: Iterable[str]) -> list[str]:
    """The names, the most alike first."""
    text = wanted.lower()
    distances: dict[str, int] = {}
    for name in names:
        lower = name.lower()
        parts = [part for part in (lower, *re.split(r"[\W_]+", lower)) if part]
        distances[name] = 0 if text == "" else min(_distance(text, part) for part in parts)
    return sorted(distances, key=lambda name: (distances[name], name))


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for index, char in enumerate(a):
        after = [index + 1]
        for at, other in enumerate(b):
            after.append(min(row[at] + (char != other), row[at + 1] + 1, after[at] + 1))
        row = after
    return row[-1]


def _names(named: Iterable[Product | Cluster]) -> list[str]:
    return list(dict.fromkeys(each.name for each in named))
