"""What reaches the network, over real connections, with each transport."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import ssl
import struct
import threading
import time
from typing import Any

import pytest
import trustme
from drivers import KINDS, client_of
from loopback import reply, serving

from novita_fleet import Cancellation, NovitaClient
from novita_fleet.errors import (
    AbortedError,
    AttemptTimeoutError,
    ConnectionError,
    DeadlineExceededError,
    DecodeError,
    InvalidArgumentError,
    ServerError,
)

#: Tests of what is a matter of the session, where the user brings one.
OWN_TRANSPORTS_ONLY = {"test_a_stream_that_stalls", "test_own_authorities", "test_insecure_tls"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    is_limited = metafunc.function.__name__ in OWN_TRANSPORTS_ONLY
    metafunc.parametrize("kind", [kind for kind in KINDS if not (is_limited and kind == "requests")])


def reset(handler: Any, _request: Any) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def trickle(handler: Any, _request: Any) -> None:
    handler.send_response(200)
    handler.send_header("content-length", "1000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def test_sends_what_it_should(kind: str) -> None:
    with serving() as server, client_of(kind, server.url + "/base", headers={"X-Team": "a"}) as client:
        client.post("/x", {"a": "ü", "b": None}, query={"q": [1, "ä b"], "t": True}, headers={"x-one": "1"})
        (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/base/x?q=1&q=%C3%A4%20b&t=true")
    assert json.loads(request.body) == {"a": "ü", "b": None}
    assert request.headers["authorization"] == "Bearer sk_test"
    assert request.headers["user-agent"].startswith("novita-fleet/")
    assert request.headers["content-type"] == "application/json"
    assert (request.headers["x-team"], request.headers["x-one"]) == ("a", "1")
    assert len(request.headers["x-correlation-id"]) == 36
    assert "cookie" not in request.headers


def test_connections_are_reused(kind: str) -> None:
    with serving() as server, client_of(kind, server.url) as client:
        for _ in range(5):
            assert client.get("/x") == {}
        assert server.connections == 1


def test_redirects_and_cookies_are_not_followed(kind: str) -> None:
    def answer(handler: Any, _request: Any) -> None:
        reply(handler, 302, b"{}", {"location": "/elsewhere", "set-cookie": "a=b"})

    with serving(answer) as server, client_of(kind, server.url) as client:
        with pytest.raises(Exception, match="302"):
            client.get("/x")
        assert len(server.requests) == 1


def test_gzip_is_unpacked_and_capped(kind: str) -> None:
    bodies = [gzip.compress(b'{"a": 1}'), gzip.compress(b" " * 100_000), b"garbage"]

    def answer(handler: Any, _request: Any) -> None:
        reply(handler, 200, bodies.pop(0), {"content-encoding": "gzip"})

    with serving(answer) as server, client_of(kind, server.url, max_response_bytes=10_000) as client:
        assert client.get("/x") == {"a": 1}
        for _ in range(2):
            with pytest.raises(DecodeError):
                client.get("/x")


def test_large_bodies_are_refused(kind: str) -> None:
    def chunked(handler: Any, _request: Any) -> None:
        handler.send_response(200)
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        for _ in range(3):
            handler.wfile.write(b"5\r\n     \r\n")
        handler.wfile.write(b"0\r\n\r\n")

    with serving() as server, client_of(kind, server.url, max_response_bytes=10) as client:
        server.answer = lambda handler, _: reply(handler, 200, b" " * 11)
        with pytest.raises(DecodeError):
            client.get("/x")
        server.answer = chunked
        with pytest.raises(DecodeError):
            client.get("/x")
        server.answer = lambda handler, _: reply(handler, 200, b'{"a":    1}'[:10] + b"")
        with pytest.raises(DecodeError, match="not JSON"):
            client.get("/x")


def test_requests_are_packed_when_wanted(kind: str) -> None:
    with serving() as server, client_of(kind, server.url, compress_above_bytes=100) as client:
        client.put("/x", {"a": "b" * 1_000})
        client.put("/x", {"a": "b"})
        large, small = server.requests
    assert large.headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(large.body)) == {"a": "b" * 1_000}
    assert "content-encoding" not in small.headers


def test_a_reset_connection(kind: str) -> None:
    with serving(reset) as server, client_of(kind, server.url, max_retries=1) as client:
        with pytest.raises(ConnectionError) as thrown:
            client.get("/x")
        assert thrown.value.request_sent
        assert len(server.requests) == 2


def test_a_body_that_is_cut_short(kind: str) -> None:
    def answer(handler: Any, _request: Any) -> None:
        reply(handler, 200, b"{}", {"content-length": "50"})
        handler.close_connection = True
        handler.connection.shutdown(socket.SHUT_RDWR)

    with serving(answer) as server, client_of(kind, server.url, max_retries=0) as client:
        with pytest.raises(ConnectionError) as thrown:
            client.get("/x")
        assert thrown.value.request_sent


def test_nobody_listens(kind: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with client_of(kind, url, max_retries=0) as client:
        with pytest.raises(ConnectionError) as thrown:
            client.post("/x")
        assert not thrown.value.request_sent
        health = client.health_check()
        assert not health.ok and isinstance(health.error, ConnectionError)


def test_the_timeout_of_an_attempt(kind: str) -> None:
    with serving(lambda *_: time.sleep(1)) as server, client_of(kind, server.url) as client:
        with pytest.raises(AttemptTimeoutError) as thrown:
            client.post("/x", timeout_ms=50)
        assert thrown.value.timeout_ms == 50
        assert thrown.value.request_sent
        with pytest.raises(DeadlineExceededError) as late:
            client.post("/x", deadline_ms=50)
        assert isinstance(late.value.__cause__, AttemptTimeoutError)


def test_a_trickling_body_is_cut(kind: str) -> None:
    with serving(trickle) as server, client_of(kind, server.url, max_retries=0) as client:
        begun = time.monotonic()
        with pytest.raises(AttemptTimeoutError):
            client.get("/x", timeout_ms=200)
        assert time.monotonic() - begun < 5


def test_cancelling_from_another_thread(kind: str) -> None:
    cancel = Cancellation()

    def answer(handler: Any, request: Any) -> None:
        cancel.cancel()
        trickle(handler, request)

    with serving(answer) as server, client_of(kind, server.url) as client:
        with pytest.raises(AbortedError) as thrown:
            client.get("/x", cancel=cancel)
        assert thrown.value.request_sent
        with pytest.raises(AbortedError) as before:
            client.get("/x", cancel=cancel)
        assert not before.value.request_sent
        assert len(server.requests) == 1
        assert client.get_queue_status().in_flight == 0


def test_streams(kind: str) -> None:
    def answer(handler: Any, _request: Any) -> None:
        reply(handler, 200, "one\r\ntwo\nthrée".encode(), {"x-request-id": "r-1"})

    with serving(answer) as server, client_of(kind, server.url) as client:
        stream = client.stream("/log")
        assert (stream.status, stream.request_id, stream.attempts) == (200, "r-1", 1)
        assert client.lines(stream) == ["one", "two", "thrée"]
        assert b"".join(client.read(client.stream("/log"))) == "one\r\ntwo\nthrée".encode()
        unread = client.stream("/log")
        client.settle(unread.close())


def test_a_stream_of_another_address_gets_no_key(kind: str) -> None:
    with serving() as other, serving() as server, client_of(kind, server.url) as client:
        client.read(client.stream(url=f"{other.url}/log?token=secret"))
        client.read(client.stream(url=f"{server.url}/own"))
        assert "authorization" not in other.requests[0].headers
        assert server.requests[0].headers["authorization"] == "Bearer sk_test"
        other.answer = lambda handler, _: reply(handler, 500, b"token=secret /log?token=secret")
        with pytest.raises(ServerError) as thrown:
            client.stream(url=f"{other.url}/log?token=secret", max_retries=0)
        assert "secret" not in json.dumps(thrown.value.to_dict())
        for wrong in ({"url": "ftp://x"}, {"url": other.url, "method": "POST"}, {}, {"path": "/x", "url": other.url}):
            with pytest.raises(InvalidArgumentError):
                client.stream(**wrong)


def test_a_stream_that_stalls(kind: str) -> None:
    def answer(handler: Any, _request: Any) -> None:
        handler.send_response(200)
        handler.send_header("content-length", "10")
        handler.end_headers()
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(2)

    with serving(answer) as server, client_of(kind, server.url) as client:
        stream = client.stream("/log", idle_timeout_ms=100)
        with pytest.raises(AttemptTimeoutError):
            client.read(stream)


def test_cancelling_a_stream(kind: str) -> None:
    cancel = Cancellation()

    def answer(handler: Any, request: Any) -> None:
        threading.Timer(0.1, cancel.cancel).start()
        trickle(handler, request)

    with serving(answer) as server, client_of(kind, server.url) as client:
        stream = client.stream("/log", cancel=cancel)
        with pytest.raises(AbortedError):
            client.read(stream)


def certificates() -> tuple[trustme.CA, ssl.SSLContext]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return authority, context


def test_own_authorities(kind: str, tmp_path: Any) -> None:
    authority, context = certificates()
    pem = authority.cert_pem.bytes()
    file = tmp_path / "ca.pem"
    file.write_bytes(pem)
    with serving(tls=context) as server:
        for ca in (pem, pem.decode(), str(file), file, [pem, str(file)]):
            with client_of(kind, server.url, ca=ca) as client:
                assert client.get("/x") == {}
        with client_of(kind, server.url, max_retries=0) as client:
            with pytest.raises(ConnectionError, match="certificate") as thrown:
                client.post("/x")
            assert not thrown.value.request_sent


def test_insecure_tls(kind: str, caplog: Any) -> None:
    _, context = certificates()
    with serving(tls=context) as server:
        with pytest.warns(RuntimeWarning, match="insecure_tls"), caplog.at_level(logging.WARNING):
            manager = client_of(kind, server.url, insecure_tls=True)
            client = manager.__enter__()
        try:
            assert client.get("/x") == {}
        finally:
            manager.__exit__(None, None, None)
    assert "read the API key" in caplog.text
    for variable in ("NOVITA_FLEET_ENV", "NODE_ENV", "ENVIRONMENT"):
        with pytest.raises(InvalidArgumentError, match="refused"):
            NovitaClient(api_key="k", insecure_tls=True, env={variable: "production"})
