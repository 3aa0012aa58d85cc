"""Connections of urllib3, kept by origin, that can be cut from another thread."""

from __future__ import annotations

import socket
import ssl
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal, Protocol

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import parse_url

_MAX_ORIGINS = 16
_PORTS = {"http": 80, "https": 443}


class AddressCheck(Protocol):
    """Refuses addresses that must not be reached."""

    def check_address(self, address: str) -> None:
        """Raises for an address that is refused."""
        ...


class Exchange:
    """One attempt, and what cuts it short."""

    __slots__ = ("_is_over", "_lock", "_sock", "cut_by", "sent")

    def __init__(self) -> None:
        self.sent = False
        self.cut_by = ""
        self._lock = threading.Lock()
        self._sock: Any = None
        self._is_over = False

    def hold(self, sock: Any) -> None:
        """From now on, what cuts the attempt cuts this socket, even when its connection has let go of it."""
        with self._lock:
            self._sock = sock
            if self.cut_by:
                self._shut()

    def time_out(self) -> None:
        """Cuts the attempt because its time is over."""
        self._cut("timeout")

    def cancel(self) -> None:
        """Cuts the attempt because the caller gives up."""
        self._cut("cancel")

    def end(self) -> None:
        """Nothing cuts the socket any more: others may use it from now on."""
        with self._lock:
            self._is_over = True
            self._sock = None

    def _cut(self, reason: str) -> None:
        with self._lock:
            if not self._is_over and not self.cut_by:
                self.cut_by = reason
                self._shut()

    def _shut(self) -> None:
        if self._sock is not None:
            # The thread that reads wakes up; it closes the connection itself.
            with suppress(OSError, ValueError):
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


class _Tracked:
    """A connection that tells its exchange how far it is."""

    sock: Any
    port: Any
    exchange: Exchange | None = None
    check: AddressCheck | None = None
    _dns_host: str

    def _new_conn(self) -> Any:
        if self.check is None:
            return super()._new_conn()  # type: ignore[misc]
        # The addresses that are checked are those that are connected to: a second answer of the DNS may differ.
        found = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        for address in addresses:
            self.check.check_address(address)
        name = self._dns_host
        try:
            for index, address in enumerate(addresses):
                self._dns_host = address
                try:
                    return super()._new_conn()  # type: ignore[misc]
                except urllib3.exceptions.HTTPError:
                    if index == len(addresses) - 1:
                        raise
        finally:
            self._dns_host = name
        raise OSError("no address")

    def begin(self, exchange: Exchange) -> None:
        """Connects unless that was done before, and lets the exchange cut it."""
        self.exchange = exchange
        if self.sock is None:
            self.connect()  # type: ignore[attr-defined]
        exchange.hold(self.sock)

    def send(self, data: Any) -> None:
        if self.exchange is not None:
            self.exchange.sent = True
        super().send(data)  # type: ignore[misc]


class _Http(_Tracked, HTTPConnection):
    pass


class _Https(_Tracked, HTTPSConnection):
    pass


Connection = _Http | _Https


class Origin:
    """The idle connections to one place; the one used last is used next, so that those not needed end by themselves."""

    def __init__(self, make: Callable[[], Connection], most: int) -> None:
        self._make = make
        self._idle: deque[Connection] = deque()
        self._most = most
        self._closed = False

    def take(self) -> Connection:
        """One that was kept and is still open, or a new one."""
        while self._idle:
            # Another thread may have been faster.
            with suppress(IndexError):
                connection = self._idle.pop()
                if connection.is_connected:
                    return connection
                connection.close()
        return self._make()

    def put(self, connection: Connection) -> None:
        """Keeps it for the next, when it is open and not one too many."""
        connection.exchange = None
        if connection.is_closed or len(self._idle) >= self._most:
            connection.close()
            return
        self._idle.append(connection)
        if self._closed:
            self.close()

    def close(self) -> None:
        """Ends the idle ones, and those that are put back later."""
        self._closed = True
        while self._idle:
            with suppress(IndexError):
                self._idle.pop().close()


class Connections:
    """Those of one transport: at most `most` idle ones to each origin, and none to more than 16 origins."""

    def __init__(self, *, tls: ssl.SSLContext | None, most: int, check: AddressCheck | None) -> None:
        self._tls = tls
        self._most = most
        self._check = check
        self._origins: OrderedDict[str, Origin] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, origin: str) -> Origin:
        """Those to one origin, such as `https://api.novita.ai`."""
        with self._lock:
            known = self._origins.get(origin)
            if known is not None:
                if len(self._origins) > 1:
                    self._origins.move_to_end(origin)
                return known
            made = self._origins[origin] = Origin(self._maker(origin), self._most)
            left = self._origins.popitem(last=False)[1] if len(self._origins) > _MAX_ORIGINS else None
        if left is not None:
            left.close()
        return made

    def close(self) -> None:
        """Ends all that are idle, and later those that are not."""
        with self._lock:
            origins = list(self._origins.values())
            self._origins.clear()
        for origin in origins:
            origin.close()

    def _maker(self, origin: str) -> Callable[[], Connection]:
        parts = parse_url(origin)
        if not parts.host or parts.scheme not in _PORTS:
            raise urllib3.exceptions.LocationValueError("not an origin")
        # A connection takes the address of IPv6 without brackets, and then needs a port.
        host, port, tls = parts.host.strip("[]"), parts.port or _PORTS[parts.scheme], self._tls
        is_plain = parts.scheme == "http"

        def make() -> Connection:
            made: Connection
            if is_plain:
                made = _Http(host, port)
            elif tls is None:
                made = _Https(host, port)
            else:
                named: Literal[False] | None = None if tls.check_hostname else False
                made = _Https(host, port, ssl_context=tls, cert_reqs=tls.verify_mode, assert_hostname=named)
            made.check = self._check
            return made

        return make
