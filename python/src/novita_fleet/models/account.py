"""Networks, storages, logins, prewarm tasks, jobs and metrics of v1."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .loose_values import Raw, read_number, read_object, read_objects, read_text, read_time
from .model import Field, Model, many, needed, number, one, text, texts, time
from .parts import ErrorText, env_vars, error_of

_FIRST_MILLISECONDS = 1e11


def read_one(value: Any) -> Raw:
    """The object, or the first of a list: the cloud writes some of them either way."""
    if not isinstance(value, list):
        return read_object(value)
    objects = read_objects(value)
    return objects[0] if objects else {}


class NetworkAddress(Model):
    """The address of an instance in a network."""

    instance_id = text("Id")
    ip = text("Ip")


class Network(Model):
    """A private network."""

    id = needed("Id", "id")
    name = needed("name")
    state: Field[str | None] = Field(
        lambda raw: read_text(read_one(raw.get("state")).get("state")) or read_text(raw.get("state"))
    )
    error: Field[str | None] = Field(lambda raw: read_text(read_one(raw.get("state")).get("error")))
    cluster_id = text("clusterId")
    segment = text("segment")
    addresses = many("Addresses", NetworkAddress)
    owner_id = text("user")
    created_at = time("createTime")


class NetworkStorage(Model):
    """A disk on the network. Nobody documented the unit of its price."""

    id = needed("storageId")
    name = needed("storageName")
    size_gb = number("storageSize")
    cluster_id = text("clusterId")
    cluster_name = text("clusterName")
    price = number("price")


class RegistryAuth(Model):
    """A login of an image registry; its password is hidden."""

    id = needed("id")
    name = needed("name")
    username = text("username")
    password = text("password", hidden=True)


class PrewarmProduct(Model):
    """A product for which an image is prepared."""

    id = text("productId")
    name = text("productName")


class PrewarmTask(Model):
    """Preparing an image in a cluster."""

    id = needed("id")
    state = text("state")
    image_url = text("imageUrl")
    image_name = text("imageName")
    image_size_bytes = number("imageSize")
    registry_auth_id = text("repositoryAuth")
    cluster_id = text("clusterId")
    cluster_name = text("clusterName")
    products = many("products", PrewarmProduct)
    note = text("note")
    messages = texts("reason")
    created_at = time("createTime")
    completed_at = time("completeTime")


class PrewarmQuota(Model):
    """How many images may be prepared."""

    used = number("total")
    limit = number("limit")
    max_image_size_gb = number("perImageSize")


def _job_error(raw: Raw) -> ErrorText | None:
    state = read_object(raw.get("state"))
    return error_of(state.get("error"), state.get("errorMessage"))


class Job(Model):
    """Something long that the cloud does, such as saving an image."""

    id = needed("Id", "id")
    type = text("type")
    state: Field[str | None] = Field(
        lambda raw: read_text(read_object(raw.get("state")).get("state")) or read_text(raw.get("state"))
    )
    error = Field(_job_error)
    instance_id = text("instanceId")
    owner_id = text("user")
    created_at = time("createdAt")
    log_address = text("logAddress", hidden=True)
    envs = env_vars()


def _stamp(raw: Raw) -> datetime | None:
    stamp = read_number(raw.get("timestamp"))
    return read_time(stamp / 1000 if stamp is not None and stamp >= _FIRST_MILLISECONDS else stamp)


class MetricPoint(Model):
    """One measurement."""

    at = Field(_stamp)
    value = number("value")


class GpuMetric(Model):
    """Measurements of one GPU."""

    gpu_id = text("gpuId")
    points = many("items", MetricPoint)


class GpuMetrics(Model):
    """Measurements of all GPUs and of each."""

    average = many("avg", MetricPoint)
    gpus = many("gpuIds", GpuMetric)


class InstanceMetrics(Model):
    """How busy an instance is; values as the cloud sends them."""

    cpu = many("cpuUtilization", MetricPoint)
    memory = many("memUtilization", MetricPoint)
    root_disk = many("rootDiskUtilization", MetricPoint)
    gpu = one("gpuUtilization", GpuMetrics)
    gpu_memory = one("gpuMemUtilization", GpuMetrics)
