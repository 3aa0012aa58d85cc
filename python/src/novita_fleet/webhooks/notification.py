"""Makes events of instances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, TypedDict

from ..errors.argument import InvalidArgumentError
from ..resilience.option_checks import check_known_options, check_number
from .event import WebhookEvent, event_problem

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class NotificationOptions(TypedDict, total=False):
    """What an event tells beside the instance and its status.

    id: of the event, random unless given. type: `instance.<status>` unless given.
    timestamp: milliseconds since 1970. sequence (0): of the instance. elapsed_time (0): milliseconds.
    novita_instance_id, error ({"code", "message"}), data: more fields of `data`.
    """

    id: str
    type: str
    timestamp: float
    sequence: int
    novita_instance_id: str | None
    elapsed_time: float
    error: Mapping[str, str] | None
    data: Mapping[str, Any]


def create_notification(
    instance_id: str, status: str, options: NotificationOptions, new_id: Callable[[], str], now: float
) -> WebhookEvent:
    """An event with the structure that receivers expect."""
    check_known_options("create_notification_payload", options, NotificationOptions.__annotations__)
    for name, value in (("instance_id", instance_id), ("status", status)):
        if not isinstance(value, str) or value == "":
            raise InvalidArgumentError(name, f'"{name}" must be a non-empty string')
    timestamp = check_number("timestamp", options.get("timestamp", now), maximum=253_402_300_799_999)
    type = "instance.timeout" if status == "timed_out" else f"instance.{status}"
    at = _EPOCH + timedelta(milliseconds=int(timestamp))
    event: WebhookEvent = {
        "id": options.get("id") or new_id(),
        "type": options.get("type") or type,
        "timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "sequence": options.get("sequence", 0),
        "data": {
            **options.get("data", {}),
            "instanceId": instance_id,
            "novitaInstanceId": options.get("novita_instance_id"),
            "status": status,
            "elapsedTime": check_number("elapsed_time", options.get("elapsed_time", 0)),
            "error": options.get("error"),
        },
    }
    check_event(event)
    return event


def check_event(event: Any) -> None:
    """Refuses what is no event."""
    problem = event_problem(event)
    if problem is not None:
        raise InvalidArgumentError("payload", f"the payload is no webhook event: {problem}")
