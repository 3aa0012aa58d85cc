"""An instance, as the second API generation tells it."""

from __future__ import annotations

from typing import Any

from .loose_values import Raw, read_boolean, read_number, read_numbers, read_object, read_text, read_time
from .model import Field, Model, Number, flag, many, needed, number, one, text, time
from .parts import env_vars


class V2Status(Model):
    """A status, and what is wrong."""

    status: Field[str] = Field(lambda raw: read_text(raw.get("status")) or "unknown")
    error = text("error")
    message = text("message")


def status_of(value: Any) -> V2Status:
    """A status, from an object or from text alone."""
    alone = read_text(value)
    return V2Status(value if alone is None else {"status": alone})


class V2AutoRenew(Model):
    """Whether a term is renewed."""

    enabled = flag("enabled")
    months = number("months")
    status = text("status")


def _auto_renew(raw: Raw) -> V2AutoRenew | None:
    renewal = read_object(raw.get("auto_renew"))
    return None if read_boolean(renewal.get("enabled")) is None else V2AutoRenew(renewal)


class V2Prepaid(Model):
    """A term that was paid before."""

    months = number("months")
    end_time = Field(lambda raw: read_time(raw.get("end_time")))
    auto_renew = Field(_auto_renew)


def _prepaid(raw: Raw) -> V2Prepaid | None:
    prepaid = read_object(raw.get("prepaid"))
    return V2Prepaid(prepaid) if prepaid else None


class V2Billing(Model):
    """How an instance is paid."""

    mode = text("mode")
    prepaid = Field(_prepaid)


def _billing(raw: Raw) -> V2Billing | None:
    billing = V2Billing(raw.get("billing"))
    return None if billing.mode is None and billing.prepaid is None else billing


class V2InstancePort(Model):
    """A port and its address."""

    port = number("port")
    protocol = text("protocol")
    endpoint = text("endpoint")


class V2InstanceVolume(Model):
    """A disk of an instance."""

    type = text("type")
    id = text("id")
    mount_point = text("mount_point")


class V2InstanceNetwork(Model):
    """The network of an instance."""

    id = text("id")
    ip = text("ip")


def _network(raw: Raw) -> V2InstanceNetwork | None:
    network = V2InstanceNetwork(raw.get("network"))
    return None if network.id is None and network.ip is None else network


class V2AutoMigrate(Model):
    """Whether an instance may move by itself."""

    enabled = flag("enabled")
    include_system_disk = flag("include_system_disk")


def _auto_migrate(raw: Raw) -> V2AutoMigrate | None:
    migration = read_object(raw.get("auto_migrate"))
    return None if read_boolean(migration.get("enabled")) is None else V2AutoMigrate(migration)


class V2Ssh(Model):
    """The way in by SSH; the password is hidden."""

    command = text("command")
    username = text("username")
    password = text("password", hidden=True)


class V2Jupyter(Model):
    """A Jupyter server; its address holds a token and is hidden."""

    enabled = flag("enabled")
    port = number("port")
    endpoint = text("endpoint", hidden=True)


class V2WebTerminal(Model):
    """A terminal in the browser; all but whether there is one is hidden."""

    enabled = flag("enabled")
    endpoint = text("endpoint", hidden=True)
    username = text("username", hidden=True)
    password = text("password", hidden=True)


class V2Log(Model):
    """Addresses of logs; they hold keys and are hidden."""

    instance_endpoint = text("instance_endpoint", hidden=True)
    system_endpoint = text("system_endpoint", hidden=True)


class V2InstanceTools(Model):
    """Ways into an instance."""

    ssh = one("ssh", V2Ssh)
    jupyter = one("jupyter", V2Jupyter)
    web_terminal = one("web_terminal", V2WebTerminal)
    log: Field[V2Log] = Field(lambda raw: V2Log(raw.get("log")), hidden=True)


def _spec(name: str) -> Field[Number | None]:
    return Field(lambda raw: read_number(read_object(raw.get("resource_specs")).get(name)))


class V2Instance(Model):
    """An instance. Fields that are missing or unreadable are None."""

    id = needed("id")
    name = needed("name")
    type = text("type")
    status = Field(lambda raw: status_of(raw.get("status")))
    product_id = text("product_id")
    image = text("image")
    registry_auth_id = text("registry_auth_id")
    billing = Field(_billing)
    ports = many("ports", V2InstancePort)
    gpu_count = _spec("gpu_num")
    gpu_ids: Field[list[Number]] = Field(
        lambda raw: read_numbers(read_object(raw.get("resource_specs")).get("gpu_ids"))
    )
    cpu_count = _spec("cpu_num")
    memory_gb = _spec("memory_gb")
    rootfs_size_gb = _spec("rootfs_size_gb")
    network = Field(_network)
    volumes = many("volumes", V2InstanceVolume)
    region_id = text("region")
    region_version = text("region_version")
    auto_migrate = Field(_auto_migrate)
    created_at = time("created_at")
    last_started_at = time("last_started_at")
    last_stopped_at = time("last_stopped_at")
    tools = Field(lambda raw: None if raw.get("tools") is None else V2InstanceTools(raw.get("tools")))
    member_id = text("member_id")
    owner_id = text("owner_id")
    command = text("command", hidden=True)
    entrypoint = text("entrypoint", hidden=True)
    envs = env_vars()
