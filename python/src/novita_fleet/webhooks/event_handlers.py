"""One function for all events, or one for each type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..errors.argument import InvalidArgumentError
from .event import WEBHOOK_EVENT_TYPES, WebhookEvent
from .verify import VerifiedSignature

Handler = Callable[[WebhookEvent, VerifiedSignature], Any]


def handler_of(on_event: Any) -> Handler:
    """One function of a handler or of handlers by type."""
    if callable(on_event):
        return on_event  # type: ignore[no-any-return]
    if not isinstance(on_event, Mapping):
        raise InvalidArgumentError(
            "on_event", '"on_event" must be a function, or a mapping with one for each event type'
        )
    for type, handler in on_event.items():
        if type != "otherwise" and type not in WEBHOOK_EVENT_TYPES:
            message = f'"on_event" has a handler for "{type}", which is no type that this version knows'
            raise InvalidArgumentError("on_event", f'{message}; take it in "otherwise"')
        if not callable(handler):
            raise InvalidArgumentError("on_event", f'the handler for "{type}" in "on_event" must be a function')
    handlers = dict(on_event)

    def handle(event: WebhookEvent, delivery: VerifiedSignature) -> Any:
        handler = handlers.get(event["type"], handlers.get("otherwise"))
        return None if handler is None else handler(event, delivery)

    return handle
