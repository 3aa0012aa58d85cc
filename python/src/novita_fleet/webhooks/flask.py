"""A webhook receiver for Flask (extra `flask`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from .receiver import WebhookReceiver, WebhookReceiverOptions

if TYPE_CHECKING:
    from flask import Response


def flask_webhook(**options: Unpack[WebhookReceiverOptions]) -> Callable[[], Response]:
    """A view that answers webhooks.

    Example:
        app.add_url_rule("/webhooks", view_func=flask_webhook(secrets="whsec_…", on_event=handle), methods=["POST"])
    """
    from flask import Response, request

    receiver = WebhookReceiver(**options)

    def webhook() -> Response:
        answer = receiver.refuse_early(request.method, request.headers.get("content-length"))
        if answer is None:
            # One byte more than the cap tells that a body is too large, without reading all of it.
            body = request.stream.read(receiver.max_body_bytes + 1)
            answer = receiver.handle(method=request.method, headers=list(request.headers.items()), body=body)
        return Response(answer.body, answer.status, answer.headers)

    return webhook
