"""A webhook receiver for Django (extra `django`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from typing_extensions import Unpack

from .receiver import WebhookReceiver, WebhookReceiverOptions

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def django_webhook(**options: Unpack[WebhookReceiverOptions]) -> Callable[[HttpRequest], HttpResponse]:
    """A view that answers webhooks; it needs no CSRF token, since it checks a signature.

    Example:
        urlpatterns = [path("webhooks", django_webhook(secrets="whsec_…", on_event=handle))]
    """
    from django.http import HttpResponse
    from django.views.decorators.csrf import csrf_exempt

    receiver = WebhookReceiver(**options)

    def webhook(request: Any) -> HttpResponse:
        answer = receiver.refuse_early(request.method or "", request.META.get("CONTENT_LENGTH") or None)
        if answer is None:
            # One byte more than the cap tells that a body is too large, without reading all of it.
            body = request.read(receiver.max_body_bytes + 1)
            answer = receiver.handle(method=request.method, headers=list(request.headers.items()), body=body)
        headers = {name: value for name, value in answer.headers.items() if name != "content-type"}
        return HttpResponse(answer.body.encode(), answer.headers["content-type"], answer.status, headers=headers)

    return csrf_exempt(webhook)  # type: ignore[no-any-return]
