"""Serverless endpoints of v1."""

from __future__ import annotations

from .loose_values import Raw, read_number, read_object, read_objects, read_text
from .model import Field, Model, Number, boolean, many, needed, number, one, text, texts
from .parts import ErrorText, VolumeMount, env_vars, error_of


def _state(raw: Raw) -> str | None:
    return read_text(read_object(raw.get("state")).get("state")) or read_text(raw.get("state"))


def _error(raw: Raw) -> ErrorText | None:
    state = read_object(raw.get("state"))
    return error_of(state.get("error"), state.get("message"))


class WorkerConfig(Model):
    """How many workers an endpoint has, and how large they are."""

    min_workers = number("minNum")
    max_workers = number("maxNum")
    idle_timeout_seconds = number("freeTimeout")
    max_concurrent = number("maxConcurrent")
    gpu_count = number("gpuNum")
    cuda_version = text("cudaVersion")


class ScalingPolicy(Model):
    """What makes an endpoint grow."""

    type = text("type")
    value = number("value")


class EndpointWorker(Model):
    """One worker of an endpoint."""

    id = text("id")
    state = Field(_state)
    error = Field(_error)
    is_healthy = boolean("healthy")


def _of_image(name: str) -> Field[str | None]:
    return Field(lambda raw: read_text(read_object(raw.get("image")).get(name)))


def _product_ids(raw: Raw) -> list[str]:
    return [id for each in read_objects(raw.get("products")) if (id := read_text(each.get("id"))) is not None]


def _ports(raw: Raw) -> list[Number]:
    return [port for each in read_objects(raw.get("ports")) if (port := read_number(each.get("port"))) is not None]


class Endpoint(Model):
    """A serverless endpoint."""

    id = needed("id")
    name = needed("name")
    app_name = text("appName")
    state = Field(_state)
    error = Field(_error)
    url = text("url")
    cluster_id = text("clusterID")
    product_ids = Field(_product_ids)
    worker_config = one("workerConfig", WorkerConfig)
    policy = one("policy", ScalingPolicy)
    workers = many("workers", EndpointWorker)
    image = _of_image("image")
    image_auth_id = _of_image("authId")
    command = _of_image("command")
    rootfs_size_gb = number("rootfsSize")
    volume_mounts = many("volumeMounts", VolumeMount)
    ports = Field(_ports)
    health_path: Field[str | None] = Field(lambda raw: read_text(read_object(raw.get("healthy")).get("path")))
    envs = env_vars()


class LimitRange(Model):
    """The least and the most."""

    min = number("min")
    max = number("max")


class DiskLimit(LimitRange):
    """The least, the most, and what is free of charge, in GB."""

    free = number("free")


def _range(name: str) -> Field[LimitRange]:
    return Field(lambda raw: LimitRange({"min": raw.get(f"min{name}"), "max": raw.get(f"max{name}")}))


def _disk(name: str) -> Field[DiskLimit]:
    return Field(lambda raw: DiskLimit({each: raw.get(f"{each}{name}") for each in ("min", "max", "free")}))


class EndpointLimits(Model):
    """What endpoints may be like."""

    rootfs_size_gb = _disk("RootfsSize")
    local_volume_gb = _disk("LocalVolumeSize")
    workers = _range("WorkerNum")
    gpus_per_worker = _range("GPUNum")
    idle_timeout_seconds = _range("FreeTimeout")
    concurrency = _range("ConcurrencyNum")
    queue_wait_seconds = _range("QueueWaitTime")
    queued_requests = _range("RequestNum")
    cuda_versions = texts("cudaVersionList")
