"""Networks, jobs, prewarm tasks and endpoints of the second API generation."""

from __future__ import annotations

from .loose_values import Raw, read_text
from .model import Field, Model, boolean, many, needed, number, numbers, one, text, texts, time
from .parts import env_vars
from .v2_instance import V2Status, status_of


def _status(raw: Raw) -> V2Status:
    return status_of(raw.get("status"))


class V2NetworkAddress(Model):
    """The address of an instance in a network."""

    id = text("id")
    ip = text("ip")


class V2Network(Model):
    """A private network."""

    id = needed("id")
    name = needed("name")
    status = Field(_status)
    owner_id = text("owner_id")
    region_id = text("region_id", "region")
    segment = text("segment")
    addresses = many("addresses", V2NetworkAddress)
    created_at = time("created_at")


class V2Job(Model):
    """Something long that the cloud does."""

    id = needed("id", "job_id")
    type = text("type")
    status = Field(_status)


class V2PrewarmTask(Model):
    """Preparing an image in a region."""

    id = needed("task_id", "id")
    name = needed("name")
    image = text("image")
    region_id = text("region_id")
    product_ids = texts("product_ids")
    image_size_bytes = number("image_size")
    status = Field(_status)
    reasons = texts("reason")
    registry_auth_id = text("registry_auth_id")
    note = text("note")
    created_at = time("created_at")
    completed_at = time("completed_at")


class V2WorkerConfig(Model):
    """How many workers an endpoint has, and how large they are."""

    min_replicas = number("min_replicas")
    max_replicas = number("max_replicas")
    gpu_count = number("gpu_num")
    max_concurrent_per_worker = number("max_concurrent_per_worker")
    idle_timeout_seconds = number("idle_timeout")
    request_timeout_seconds = number("request_timeout")
    rootfs_size_gb = number("rootfs_size_gb")
    min_cuda_version = text("min_cuda_version")


class V2ScalingPolicy(Model):
    """What makes an endpoint grow."""

    type = text("type")
    value = number("value")


class V2EndpointVolume(Model):
    """A disk of the workers."""

    type = text("type")
    id = text("id")
    size_gb = number("size")
    mount_point = text("mount_point")


class V2EndpointWorker(Model):
    """One worker; the address of its log is hidden."""

    id = needed("id")
    status = Field(_status)
    healthy = boolean("health")
    draining = boolean("drain")
    log = text("log", hidden=True)


class V2HealthCheck(Model):
    """Where a worker is asked whether it is well."""

    path = text("path")
    port = number("port")


class V2Endpoint(Model):
    """A serverless endpoint."""

    id = needed("id")
    name = needed("name")
    type = text("type")
    app_name = text("app_name")
    status = Field(_status)
    url = text("url")
    product_id = text("product_id")
    region_id = text("region_id")
    worker_config = one("worker_config", V2WorkerConfig)
    policy = one("policy", V2ScalingPolicy)
    image = text("image")
    registry_auth_id = text("registry_auth_id")
    volumes = many("volumes", V2EndpointVolume)
    ports = numbers("ports")
    workers = many("workers", V2EndpointWorker)
    health_check = one("health_check", V2HealthCheck)
    member_id = text("member_id")
    owner_id = text("owner_id")
    created_at = time("created_at")
    command = text("command", hidden=True)
    entrypoint = text("entrypoint", hidden=True)
    envs = env_vars()


class V2NewTask(Model):
    """A task that was begun; the cloud may not tell its id."""

    id: Field[str | None] = Field(lambda raw: read_text(raw.get("task_id")) or read_text(raw.get("id")))
