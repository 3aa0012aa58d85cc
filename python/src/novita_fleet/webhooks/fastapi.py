"""A webhook receiver for FastAPI and Starlette (extra `fastapi`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from typing_extensions import Unpack

from .receiver import AsyncWebhookReceiver, ReceiverResponse, WebhookReceiverOptions

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def fastapi_webhook(**options: Unpack[WebhookReceiverOptions]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that answers webhooks; the handler may be asynchronous.

    Example:
        app.add_route("/webhooks", fastapi_webhook(secrets="whsec_…", on_event=handle), methods=["POST"])
    """
    from starlette.responses import Response

    receiver = AsyncWebhookReceiver(**options)

    def answer(told: ReceiverResponse) -> Response:
        return Response(told.body, told.status, told.headers)

    async def endpoint(request: Any) -> Response:
        early = receiver.refuse_early(request.method, request.headers.get("content-length"))
        if early is not None:
            return answer(early)
        chunks = bytearray()
        async for chunk in request.stream():
            chunks += chunk
            if len(chunks) > receiver.max_body_bytes:
                return answer(receiver.refuse_too_large())
        headers = request.headers.items()
        return answer(await receiver.handle(method=request.method, headers=headers, body=bytes(chunks)))

    return endpoint
