"""Products, regions, templates and images of the second API generation."""

from __future__ import annotations

from ..money import Money, parse_money
from .loose_values import Raw, read_boolean, read_number, read_object, read_objects
from .model import Field, Model, Number, boolean, flag, many, needed, number, one, text, texts, time
from .parts import env_vars
from .v2_instance import status_of


def _scale_of(raw: Raw) -> int | None:
    scale = read_number(raw.get("precision"))
    fits = scale is not None and float(scale).is_integer() and 0 <= scale <= 15
    return int(scale) if fits and scale is not None else None


def _amount(name: str) -> Field[Money | None]:
    def read(raw: Raw) -> Money | None:
        scale = _scale_of(raw)
        return None if scale is None else parse_money(raw.get(name), scale)

    return Field(read)


class V2Price(Model):
    """A price now, and without a reduction; `unit` such as per_hour."""

    final = _amount("final_price")
    base = _amount("base_price")
    unit = text("unit")


class V2PrepaidPrice(Model):
    """The price of a term."""

    months = number("duration_months")
    final = _amount("final_price")
    base = _amount("base_price")
    spec_id = text("spec_id")


def _with_scale(pricing: Raw, part: Raw) -> Raw:
    return {**part, "precision": pricing.get("precision")}


def _postpaid(raw: Raw) -> V2Price | None:
    part = raw.get("postpaid")
    return V2Price(_with_scale(raw, read_object(part))) if isinstance(part, (dict, list)) else None


def _spot(raw: Raw) -> V2Price | None:
    part = raw.get("spot")
    if not isinstance(part, (dict, list)):
        return None
    price = V2Price(_with_scale(raw, read_object(part)))
    # Nothing is given away: v1 writes 0 where spot is not on offer.
    return None if price.final is not None and price.final.amount == 0 else price


def _prepaid(raw: Raw) -> list[V2PrepaidPrice]:
    return [V2PrepaidPrice(_with_scale(raw, each)) for each in read_objects(raw.get("prepaid"))]


class V2Pricing(Model):
    """All prices of a product."""

    postpaid = Field(_postpaid)
    spot = Field(_spot)
    prepaid = Field(_prepaid)
    storage_per_gb = _amount("storage_price_per_gb")


class V2ProductGpu(Model):
    """The GPU of a product."""

    spec_id = text("spec_id")
    name = text("name")
    memory_gb = number("memory_gb")
    min = number("min")
    max = number("max")
    available = number("available")
    max_available = number("max_available")


class V2ProductActivity(Model):
    """Whether a product is part of a sale."""

    is_activity_product = boolean("is_activity_product")
    active = boolean("active")
    purchasable = boolean("purchasable")


def _gpu(raw: Raw) -> V2ProductGpu | None:
    gpu = read_object(read_object(raw.get("resource_spec")).get("gpu"))
    return V2ProductGpu(gpu) if gpu else None


def _activity(raw: Raw) -> V2ProductActivity | None:
    activity = read_object(raw.get("activity"))
    return V2ProductActivity(activity) if activity else None


def _spec(name: str) -> Field[Number | None]:
    return Field(lambda raw: read_number(read_object(raw.get("resource_spec")).get(name)))


def _rootfs(name: str) -> Field[Number | None]:
    return Field(lambda raw: read_number(read_object(read_object(raw.get("resource_spec")).get("rootfs")).get(name)))


class V2Product(Model):
    """A kind of machine on offer."""

    id = needed("id")
    name = needed("name")
    type = text("type")
    category = text("category")
    description = text("description")
    pricing = one("pricing", V2Pricing)
    billing_methods = texts("billing_methods")
    region_ids = texts("region_ids")
    gpu = Field(_gpu)
    cpu_count = _spec("cpu")
    memory_gb = _spec("memory_gb")
    min_rootfs_gb = _rootfs("min_gb")
    max_rootfs_gb = _rootfs("max_gb")
    free_rootfs_gb = _rootfs("free_gb")
    available = flag("deployable")
    inventory = text("inventory_state")
    activity = Field(_activity)


def _feature(name: str) -> Field[bool]:
    return Field(lambda raw: read_boolean(read_object(raw.get("feature")).get(name)) or False)


class V2Region(Model):
    """A place where instances run."""

    id = needed("id")
    name = needed("name")
    gpus = texts("gpus")
    supports_network_volumes = _feature("network_volume")
    supports_networks = _feature("instance_vpc_network")


class V2TemplatePort(Model):
    """A port of a template."""

    port = number("port")
    protocol = text("protocol")


class V2TemplateMetadata(Model):
    """What people read of a template."""

    readme = text("readme")
    logo = text("logo")
    description = text("description")
    author = text("author")
    tags = texts("tags")


class V2Template(Model):
    """What an instance is made of."""

    id = needed("id", "template_id")
    name = needed("name")
    type = text("type")
    visibility = text("visibility")
    image = text("image")
    registry_auth_id = text("registry_auth_id")
    rootfs_size_gb = number("rootfs_size_gb")
    ports = many("ports", V2TemplatePort)
    metadata = one("metadata", V2TemplateMetadata)
    min_cuda_version = text("min_cuda_version")
    created_at = time("created_at")
    updated_at = time("updated_at")
    owner_id = text("owner_id")
    member_id = text("member_id")
    command = text("command", hidden=True)
    entrypoint = text("entrypoint", hidden=True)
    envs = env_vars()


class V2ImageTag(Model):
    """A tag of an image, and its full name."""

    tag = text("tag")
    image = text("image")


class V2Image(Model):
    """An image that was saved."""

    id = needed("id", "image_id")
    name = needed("name")
    image = text("image")
    tags = many("tags", V2ImageTag)
    type = text("type")
    status = Field(lambda raw: None if raw.get("status") is None else status_of(raw.get("status")))
    created_at = time("created_at")
