"""Chooses a product, and plans what to fall back on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..cancellation import Cancellation
from ..errors.argument import InvalidArgumentError
from ..errors.workflow import NoProductError
from ..models.catalogue import Cluster
from ..program import Program, together
from ..programs.catalogue import ClustersResource, ProductsResource
from ..resilience.option_checks import check_number
from .explain_no_product import Catalogue, explain_no_product, unknown_region
from .product_criteria import MODES, ResolvedCriteria, resolve_criteria
from .product_offers import ProductListing, ProductOffer, means_cluster, rank_offers


@dataclass(frozen=True)
class OptimalProduct(ProductOffer):
    """The best offer, and all others that meet the criteria, in their order."""

    alternatives: tuple[ProductOffer, ...] = ()


@dataclass(frozen=True)
class CatalogueParts:
    """Where the catalogue is read."""

    clusters: ClustersResource
    products: ProductsResource


def get_optimal_product(
    parts: CatalogueParts, criteria: Mapping[str, Any], cancel: Cancellation | None
) -> Program[OptimalProduct]:
    """The cheapest product that meets the criteria; raises NoProductError, which says what comes close."""
    wanted = resolve_criteria("get_optimal_product", criteria)
    options: Any = {} if cancel is None else {"cancel": cancel}
    clusters: Sequence[Cluster] = []
    if wanted.regions:
        clusters = yield from parts.clusters.list(options)
    places = places_of(wanted, clusters)
    listings = yield from together([_listing_of(parts, wanted, place, options) for place in places])
    offers = rank_offers(wanted, listings)
    if offers:
        best, *others = offers
        return OptimalProduct(**best.__dict__, alternatives=tuple(others))
    lists = yield from together([parts.products.list({"billingMethod": mode}, options) for mode in MODES])
    everything = {product.id: product for listed in lists for product in listed}
    raise explain_no_product(wanted, Catalogue(clusters, listings, list(everything.values())))


def plan_candidates(
    parts: CatalogueParts,
    criteria: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    limit: int,
    cancel: Cancellation | None,
) -> Program[Sequence[dict[str, Any]]]:
    """Candidates for a safe create: what meets the first wish, then the second, each once."""
    check_number("limit", limit, minimum=1, integer=True)
    wishes = [criteria] if isinstance(criteria, Mapping) else list(criteria)
    if not wishes:
        raise InvalidArgumentError("criteria", '"criteria" must not be an empty list')
    for wish in wishes:
        resolve_criteria("plan_candidates", wish)
    found = yield from together([_offers_of(parts, wish, cancel) for wish in wishes])
    plan = [candidate for each in found if isinstance(each, list) for candidate in candidates_of(each)]
    # What was wanted most says best why nothing is there.
    if not plan and isinstance(found[0], NoProductError):
        raise found[0]
    distinct = {json.dumps(candidate): candidate for candidate in plan}
    return list(distinct.values())[: int(limit)]


def candidates_of(offers: Sequence[ProductOffer]) -> list[dict[str, Any]]:
    """Offers as candidates of a safe create."""
    found = []
    for offer in offers:
        candidate = {"productId": offer.product.id, "billingMode": offer.billing_mode, "gpuNum": offer.gpu_num}
        if offer.cluster is not None:
            candidate["clusterId"] = offer.cluster.id
        if offer.months is not None:
            candidate["month"] = offer.months
        found.append(candidate)
    return found


def places_of(criteria: ResolvedCriteria, clusters: Sequence[Cluster]) -> list[Cluster | None]:
    """The clusters that are meant, each once, in the order of the wish; None for anywhere."""
    if not criteria.regions:
        return [None]
    places: list[Cluster | None] = []
    for region in criteria.regions:
        meant = [cluster for cluster in clusters if means_cluster(region, cluster)]
        if not meant:
            raise unknown_region(region, clusters)
        places += [cluster for cluster in meant if not any(cluster is each for each in places)]
    return places


def _listing_of(
    parts: CatalogueParts, criteria: ResolvedCriteria, cluster: Cluster | None, options: Any
) -> Program[ProductListing]:
    filters: Any = {"billingMethod": criteria.billing_mode, "gpuNum": criteria.gpu_num}
    if cluster is not None:
        filters["clusterId"] = cluster.id
    return ProductListing(cluster, (yield from parts.products.list(filters, options)))


def _offers_of(
    parts: CatalogueParts, wish: Mapping[str, Any], cancel: Cancellation | None
) -> Program[list[ProductOffer] | NoProductError]:
    try:
        best = yield from get_optimal_product(parts, wish, cancel)
    except NoProductError as error:
        return error
    return [best, *best.alternatives]
