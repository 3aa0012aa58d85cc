"""An instance, as v1 tells it."""

from __future__ import annotations

from ..money import PRICE_SCALE
from .loose_values import Raw, read_object, read_objects, read_text
from .model import Field, Model, many, money, needed, number, text, time
from .parts import VolumeMount, env_vars, read_jupyter, read_logs, read_web_terminal


class StatusError(Model):
    """Why an instance is as it is."""

    state = text("state")
    message = text("message")


class InstancePort(Model):
    """A port and the address at which it is reached."""

    port = number("port")
    type = text("type")
    endpoint = text("endpoint")


class InstanceNetwork(Model):
    """The network of an instance."""

    id = needed("id")
    ip = text("ip")


def _status_error(raw: Raw) -> StatusError | None:
    error = StatusError(raw.get("statusError"))
    return None if error.state is None and error.message is None else error


def _network(raw: Raw) -> InstanceNetwork | None:
    network = InstanceNetwork(raw.get("network"))
    return network if network.id else None


def _ssh(part: str, fallback: str) -> Field[str | None]:
    def read(raw: Raw) -> str | None:
        component = read_object(raw.get("connectComponentSSH"))
        return read_text(component.get(part)) or read_text(raw.get(fallback))

    return Field(read, hidden=part == "password")


class Instance(Model):
    """An instance. `status` is the cloud's own word; fields that are missing or unreadable are None."""

    id = needed("id")
    name = needed("name")
    status: Field[str] = Field(lambda raw: read_text(raw.get("status")) or "unknown")
    status_error = Field(_status_error)
    cluster_id = text("clusterId")
    cluster_name = text("clusterName")
    product_id = text("productId")
    product_name = text("productName")
    image_url = text("imageUrl")
    image_auth_id = text("imageAuthId")
    command = text("command")
    entrypoint = text("entrypoint")
    kind = text("kind")
    gpu_count = number("gpuNum")
    cpu_count = number("cpuNum")
    memory_gb = number("memory")
    rootfs_size_gb = number("rootfsSize")
    free_storage_gb = number("freeStorageSize")
    billing_mode = text("billingMode")
    hourly_price = money("instancePrice", PRICE_SCALE)
    end_time = time("endTime")
    spot_status = text("spotStatus")
    spot_reclaim_time = time("spotReclaimTime")
    created_at = time("createdAt")
    last_started_at = time("lastStartedAt")
    last_stopped_at = time("lastStoppedAt")
    keep_data_days = number("keepDataDay")
    release_data_at = time("releaseDataAt")
    volume_mounts = many("volumeMounts", VolumeMount)
    network = Field(_network)
    job_ids: Field[list[str]] = Field(
        lambda raw: [id for each in read_objects(raw.get("jobs")) if (id := read_text(each.get("id"))) is not None]
    )
    ports = many("portMappings", InstancePort)
    ssh_command = _ssh("sshCommand", "sshCommand")
    ssh_password = _ssh("password", "sshPassword")
    web_terminal = Field(lambda raw: read_web_terminal(raw.get("connectComponentWebTerminal")))
    jupyter = Field(lambda raw: read_jupyter(raw.get("connectComponentJupyter")))
    logs = Field(lambda raw: read_logs(raw.get("connectComponentLog")), hidden=True)
    envs = env_vars()
