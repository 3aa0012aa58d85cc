"""How the default transport of the sync clients keeps connections, and what it makes of URLs and headers."""

from __future__ import annotations

import math
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from loopback import reply, serving

from novita_fleet import Urllib3Transport
from novita_fleet.drivers.sync_clock import SystemClock
from novita_fleet.errors import AttemptTimeoutError, ConnectionError
from novita_fleet.transport.transport import TransportRequest
from novita_fleet.transport.urllib3_connections import Exchange


@contextmanager
def transport(**options: Any) -> Iterator[Urllib3Transport]:
    made = Urllib3Transport(tls=None, clock=SystemClock(), **options)
    try:
        yield made
    finally:
        made.close()


def request(url: str, **more: Any) -> TransportRequest:
    told: dict[str, Any] = {"headers": (), "body": None, "timeout_ms": 10_000, "max_bytes": 1_000, "cancel": None}
    return TransportRequest(method="GET", url=url, path="/", **{**told, **more})


def idle(sender: Urllib3Transport, origin: str) -> Any:
    return sender._connections._origins[origin]._idle


def test_one_that_the_server_has_closed_is_not_used() -> None:
    with serving() as server, transport() as sender:
        sender.send(request(f"{server.url}/a"))
        (kept,) = idle(sender, server.url)
        server.answer = lambda handler, _: setattr(handler, "close_connection", True)
        # Whatever comes on an idle connection, be it the end, makes it unusable.
        kept.sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
        select.select([kept.sock], [], [], 10)
        server.answer = type(server)().answer
        assert sender.send(request(f"{server.url}/b")).status == 200
        assert server.connections == 2
        assert kept.is_closed


def test_no_more_are_kept_than_wanted() -> None:
    together = threading.Barrier(3)

    def answer(handler: Any, _request: Any) -> None:
        together.wait(10)
        handler.send_response(204)
        handler.end_headers()

    with serving(answer) as server, transport(connections=2) as sender:
        threads = [threading.Thread(target=lambda: sender.send(request(f"{server.url}/"))) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (server.connections, len(idle(sender, server.url))) == (3, 2)


def test_no_more_origins_are_kept_than_sixteen() -> None:
    with ExitStack() as stack, transport() as sender:
        servers = [stack.enter_context(serving()) for _ in range(17)]
        for server in servers[:16]:
            sender.send(request(f"{server.url}/"))
        (first,), (second,) = idle(sender, servers[0].url), idle(sender, servers[1].url)
        sender.send(request(f"{servers[0].url}/"))
        sender.send(request(f"{servers[16].url}/"))
        # The one that was not used for the longest time has to go.
        assert not first.is_closed and second.is_closed
        assert servers[0].connections == 1


def test_closing_ends_what_is_idle_and_later_what_is_not() -> None:
    with serving() as server, transport() as sender:
        origin = sender._connections.of(server.url)
        sender.send(request(f"{server.url}/"))
        (kept,) = idle(sender, server.url)
        used = origin.take()
        assert used is kept
        sender.close()
        assert not used.is_closed
        origin.put(used)
        assert used.is_closed and len(origin._idle) == 0


def test_a_body_that_is_not_read_to_its_end_costs_the_connection() -> None:
    with serving() as server, transport() as sender:
        server.answer = lambda handler, _: reply(handler, 200, b"1234" * 50_000)
        assert sender.send(request(f"{server.url}/", max_bytes=5, truncate=True)).body == b"12341"
        assert len(idle(sender, server.url)) == 0
        assert len(sender.send(request(f"{server.url}/", max_bytes=200_000)).body) == 200_000
        assert len(idle(sender, server.url)) == 1


def test_a_stream_that_is_read_whole_gives_its_connection_back() -> None:
    with serving() as server, transport() as sender:
        for _ in range(2):
            stream = sender.send(request(f"{server.url}/", stream_idle_ms=10_000)).stream
            assert b"".join(stream) == b"{}"
            stream.close()
        assert (server.connections, len(idle(sender, server.url))) == (1, 1)
        sender.send(request(f"{server.url}/", stream_idle_ms=10_000)).stream.close()
        assert len(idle(sender, server.url)) == 0


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/a/b?c=d%20e", "/a/b?c=d%20e"),
        ("", "/"),
        ("?a=b", "/?a=b"),
        ("/{a}|ü?q=[1]", "/%7Ba%7D%7C%C3%BC?q=%5B1%5D"),
    ],
)
def test_targets(path: str, sent: str) -> None:
    with serving() as server, transport() as sender:
        sender.send(request(server.url + path))
        assert server.requests[0].path == sent


def test_hosts() -> None:
    with serving() as server, transport() as sender:
        sender.send(request(server.url.replace("http://127.0.0.1", "HTTP://LOCALHOST") + "/"))
        assert server.requests[0].headers["host"] == f"localhost:{server.port}"
        for wrong in ("http:///x", "ftp://127.0.0.1/x"):
            with pytest.raises(ConnectionError) as thrown:
                sender.send(request(wrong))
            assert not thrown.value.request_sent


@contextmanager
def raw(answer: Any) -> Iterator[str]:
    """A server of one connection, which `answer` gets."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                answer(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join(10)


def test_a_header_that_comes_twice() -> None:
    heads: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        heads.append(connection.recv(1_000))
        connection.sendall(b"HTTP/1.1 204 OK\r\n\r\n")

    with raw(answer) as url, transport() as sender:
        sender.send(request(f"{url}/", headers=(("x-a", "1"), ("x-b", "2"), ("x-a", "3"))))
    assert [line for line in heads[0].split(b"\r\n") if line.startswith(b"x-a")] == [b"x-a: 1", b"x-a: 3"]


def test_an_answer_to_a_request_that_is_not_read_to_its_end() -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(1_000)
        connection.sendall(b"HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        connection.shutdown(socket.SHUT_RD)

    with raw(answer) as url, transport() as sender:
        assert sender.send(request(f"{url}/", body=b" " * 20_000_000)).status == 413


def test_a_body_without_a_length_is_cut_when_its_time_is_over() -> None:
    done = threading.Event()

    def answer(connection: socket.socket) -> None:
        connection.recv(1_000)
        connection.sendall(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")
        while not done.wait(0.01):
            try:
                connection.sendall(b" ")
            except OSError:
                return

    with raw(answer) as url, transport() as sender:
        threading.Timer(10, done.set).start()
        with pytest.raises(AttemptTimeoutError):
            sender.send(request(f"{url}/", timeout_ms=100, max_bytes=math.inf))
        assert not done.is_set()
        done.set()


def test_what_has_ended_is_not_cut() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        over = Exchange()
        over.hold(ours)
        over.end()
        over.time_out()
        ours.sendall(b"a")
        assert over.cut_by == ""
        early = Exchange()
        early.cancel()
        early.time_out()
        # A connection that is made after the caller gave up is cut at once.
        early.hold(ours)
        assert early.cut_by == "cancel"
        with pytest.raises(OSError):
            ours.sendall(b"a")
