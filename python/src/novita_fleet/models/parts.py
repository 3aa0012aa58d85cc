"""Parts that several models of v1 have."""

from __future__ import annotations

from typing import Any

from .loose_values import Raw, read_boolean, read_number, read_object, read_objects, read_text
from .model import Field, Model, needed, number, text


class EnvVar(Model):
    """An environment variable; its value is not shown."""

    key = needed("key")
    value: Field[str] = Field(lambda raw: read_text(raw.get("value")) or "", hidden=True)


def env_vars(name: str = "envs") -> Field[list[EnvVar]]:
    """The environment variables that have a key; hidden, since values may be secrets."""
    return Field(lambda raw: [EnvVar(each) for each in read_objects(raw.get(name)) if read_text(each.get("key"))], True)


class VolumeMount(Model):
    """A disk inside of an instance or a worker."""

    type = text("type")
    storage_id = text("id")
    mount_path = text("mountPath")
    size_gb = number("size")


class ErrorText(Model):
    """What went wrong, in the words of the cloud."""

    code = text("code")
    message = text("message")


def error_of(code: Any, message: Any) -> ErrorText | None:
    """An error, when there is a code or a message."""
    told = {"code": read_text(code), "message": read_text(message)}
    return None if told["code"] is None and told["message"] is None else ErrorText(told)


class WebTerminal(Model):
    """A terminal in the browser; its password is hidden."""

    is_running: Field[bool] = Field(lambda raw: read_boolean(raw.get("isRunning")) or False)
    username = text("username")
    address = text("address")
    password = text("password", hidden=True)


class Jupyter(Model):
    """A Jupyter server; its address holds a token and is hidden."""

    is_running: Field[bool] = Field(lambda raw: read_boolean(raw.get("isRunning")) or False)
    port = number("port")
    address = text("address", hidden=True)


class InstanceLogs(Model):
    """Addresses of logs; they hold keys and are hidden."""

    system_address = text("systemLogAddress", hidden=True)
    instance_address = text("instanceLogAddress", hidden=True)


def read_web_terminal(value: Any) -> WebTerminal | None:
    """A terminal with an address."""
    raw = read_object(value)
    return None if read_text(raw.get("address")) is None else WebTerminal(raw)


def read_jupyter(value: Any) -> Jupyter | None:
    """A Jupyter server; the cloud writes an empty address and port 0 for none."""
    raw = read_object(value)
    has_address = read_text(raw.get("address")) is not None
    return Jupyter(raw) if has_address or read_number(raw.get("port")) not in (None, 0) else None


def read_logs(value: Any) -> InstanceLogs | None:
    """Logs with at least one address."""
    raw: Raw = read_object(value)
    names = ("systemLogAddress", "instanceLogAddress")
    return InstanceLogs(raw) if any(read_text(raw.get(name)) for name in names) else None
