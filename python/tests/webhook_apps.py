"""Webhook receivers of three frameworks, run for real on loopback, and requests for them."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
import fastapi
import flask
import urllib3
import uvicorn
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import path

from novita_fleet.webhooks import sign_webhook
from novita_fleet.webhooks.django import django_webhook
from novita_fleet.webhooks.fastapi import fastapi_webhook
from novita_fleet.webhooks.flask import flask_webhook

SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
LOCAL = {"secret": SECRET, "allow_addresses": ["127.0.0.0/8"], "random": lambda: 0.0}
urlpatterns: list[Any] = []


class Quiet(WSGIRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        return


@contextmanager
def wsgi(app: Any) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/webhooks"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def flask_app(options: dict[str, Any]) -> Iterator[str]:
    app = flask.Flask("receiver")
    app.add_url_rule("/webhooks", view_func=flask_webhook(**options), methods=["POST", "GET"])
    with wsgi(app) as url:
        yield url


@contextmanager
def django_app(options: dict[str, Any]) -> Iterator[str]:
    if not settings.configured:
        settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="x", DEBUG=False)
        django.setup()
    urlpatterns[:] = [path("webhooks", django_webhook(**options))]
    from django.urls import clear_url_caches

    clear_url_caches()
    with wsgi(WSGIHandler()) as url:
        yield url


@contextmanager
def fastapi_app(options: dict[str, Any]) -> Iterator[str]:
    app = fastapi.FastAPI()
    app.add_route("/webhooks", fastapi_webhook(**options), methods=["POST", "GET"])
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}/webhooks"
    finally:
        server.should_exit = True
        thread.join()
        sock.close()


FRAMEWORKS: dict[str, Callable[..., Any]] = {"flask": flask_app, "django": django_app, "fastapi": fastapi_app}


def event(id: str = "evt_1", **more: Any) -> bytes:
    told = {"id": id, "type": "instance.ready", "timestamp": "2026-01-01T00:00:00.000Z", "sequence": 1, "data": {}}
    return json.dumps({**told, **more}).encode()


def post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, Any], Any]:
    response = urllib3.request("POST", url, body=body, headers=headers, retries=False)
    told = {name.lower(): value for name, value in response.headers.items()}
    return response.status, json.loads(response.data), told


def signed(body: bytes, id: str = "evt_1", at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    seconds = int(time.time() if at is None else at)
    return sign_webhook(id=id, timestamp=seconds, body=body, secrets=[secret])
