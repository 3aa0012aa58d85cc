"""The events that webhooks carry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypedDict

from ..resilience.option_checks import MAX_SAFE_INTEGER


class WebhookEvent(TypedDict):
    id: str
    type: str
    timestamp: str
    sequence: int
    data: dict[str, Any]


"""An event: `data` has `instanceId`, `novitaInstanceId`, `status`, `elapsedTime` in milliseconds, and `error`."""

WEBHOOK_EVENT_TYPES = (
    "instance.pending",
    "instance.creating",
    "instance.starting",
    "instance.running",
    "instance.ready",
    "instance.stopping",
    "instance.stopped",
    "instance.deleting",
    "instance.deleted",
    "instance.failed",
    "instance.timeout",
    "instance.reclaimed",
    "instance.lost",
    "instance.moved_on",
    "instance.spot_notice",
    "instance.replaced",
    "instance.changed",
    "instance.budget_warning",
    "instance.stop_failing",
    "instance.duplicate_found",
    "endpoint.disabled",
    "webhook.test",
)
"""The types that this version knows; a later server may send others."""

_ISO_TIME = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:\.[0-9]{1,9})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)


def event_problem(value: Any) -> str | None:
    """What is wrong with the structure of an event, or None."""
    if not isinstance(value, Mapping):
        return "the event is not an object"
    for name in ("id", "type"):
        if not isinstance(value.get(name), str) or value[name] == "":
            return f'"{name}" is not a non-empty string'
    timestamp = value.get("timestamp")
    if not isinstance(timestamp, str) or _ISO_TIME.fullmatch(timestamp) is None:
        return '"timestamp" is not an ISO 8601 date and time with zone'
    sequence = value.get("sequence")
    is_number = isinstance(sequence, (int, float)) and not isinstance(sequence, bool)
    if not is_number or not 0 <= sequence <= MAX_SAFE_INTEGER or not float(sequence).is_integer():  # type: ignore[operator,arg-type]
        return '"sequence" is not a whole number of at least 0'
    return None if isinstance(value.get("data"), Mapping) else '"data" is not an object'
