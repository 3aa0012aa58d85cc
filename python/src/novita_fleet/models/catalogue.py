"""Products, clusters and templates of v1."""

from __future__ import annotations

from ..money import PRICE_SCALE, Money, parse_money
from .loose_values import Raw
from .model import Field, Model, flag, many, money, needed, number, numbers, text, texts, time
from .parts import env_vars


class TermPrice(Model):
    """The price of so many months."""

    months = number("month")
    price = money("price", PRICE_SCALE)
    base_price = money("basePrice", PRICE_SCALE)


def _spot_price(raw: Raw) -> Money | None:
    # A price of 0 is how the cloud writes that there is no spot offer.
    price = parse_money(raw.get("spotPrice"), PRICE_SCALE)
    return None if price is None or price.amount == 0 else price


class Product(Model):
    """A kind of machine on offer; prices are for one GPU and hour."""

    id = needed("id")
    name = needed("name")
    price = money("price", PRICE_SCALE)
    spot_price = Field(_spot_price)
    monthly_prices = many("monthlyPrice", TermPrice)
    billing_methods = texts("billingMethods")
    regions = texts("regions")
    available = flag("availableDeploy")
    inventory = text("inventoryState")
    cpu_per_gpu = number("cpuPerGpu")
    memory_per_gpu_gb = number("memoryPerGpu")
    disk_per_gpu_gb = number("diskPerGpu")
    min_rootfs_gb = number("minRootFS")
    max_rootfs_gb = number("maxRootFS")
    min_local_storage_gb = number("minLocalStorage")
    max_local_storage_gb = number("maxLocalStorage")


class CpuProduct(Model):
    """A kind of machine without GPU."""

    id = needed("id")
    name = needed("name")
    price = money("price", PRICE_SCALE)
    available = flag("availableDeploy")
    cpu_count = number("cpuNum")
    memory_gb = number("memorySize")
    rootfs_gb = number("rootfsSize")
    local_volume_gb = number("localVolumeSize")


class Cluster(Model):
    """A place where instances run."""

    id = needed("id")
    name = needed("name")
    gpu_types = texts("availableGpuType")
    supports_network_storage = flag("supportNetworkStorage")
    supports_instance_network = flag("supportInstanceNetwork")


class TemplatePorts(Model):
    """Ports of one type."""

    type = text("type")
    ports = numbers("ports")


class TemplateTool(Model):
    """A program that a template brings along."""

    name = text("name")
    description = text("describe")
    port = number("port")
    type = text("type")


class Template(Model):
    """What an instance is made of."""

    id = needed("Id", "id")
    name = needed("name")
    type = text("type")
    channel = text("channel")
    image = text("image")
    image_auth_id = text("imageAuth")
    start_command = text("startCommand")
    entrypoint = text("entrypoint")
    rootfs_size_gb = number("rootfsSize")
    ports = many("ports", TemplatePorts)
    tools = many("tools", TemplateTool)
    min_cuda_version = text("minCudaVersion")
    description = text("description")
    readme = text("readme")
    owner_id = text("user")
    created_at = time("createdAt", "createTime")
    updated_at = time("updatedAt")
    envs = env_vars()
