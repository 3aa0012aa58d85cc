"""One attempt of a probe, without I/O: the drivers connect, send, and feed what comes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..errors.argument import InvalidArgumentError
from ..resilience.option_checks import check_number
from ..version import VERSION

_TCP_ADDRESS = re.compile(
    r"(?:[a-z]+://)?(?:\[([0-9a-f:.]+)\]|([^\s:/\[\]@]+)):([0-9]{1,5})/?", re.IGNORECASE | re.ASCII
)
_MAX_BODY = 64 * 1024
_MAX_GREETING = 8 * 1024
TCP_HOLD_MS = 250
"""How long a connection must hold before a TCP probe has passed."""


@dataclass(frozen=True)
class ProbeResult:
    """Whether an attempt passed, and what it saw."""

    passed: bool
    detail: str


class ProbeAttempt:
    """Where to connect and what to send; `feed` and `ended` answer a result, or None while more must come."""

    def __init__(self, host: str, port: int, tls: bool, timeout_ms: float) -> None:
        self.host = host
        self.port = port
        self.tls = tls
        self.timeout_ms = timeout_ms
        self.request = b""
        self.hold_ms: float | None = None

    def feed(self, data: bytes) -> ProbeResult | None:
        """Takes what came."""
        raise NotImplementedError

    def ended(self) -> ProbeResult:
        """The other side has closed the connection."""
        raise NotImplementedError

    def held(self) -> ProbeResult:
        """The connection has held for `hold_ms`."""
        return ProbeResult(True, "connected")


class TcpAttempt(ProbeAttempt):
    """Passes when the connection holds, or when the other side speaks."""

    def __init__(self, address: str, timeout_ms: float) -> None:
        super().__init__(*parse_tcp_address(address), False, timeout_ms)
        self.hold_ms = TCP_HOLD_MS

    def feed(self, data: bytes) -> ProbeResult | None:
        """Whoever speaks first is there."""
        return ProbeResult(True, "connected")

    def ended(self) -> ProbeResult:
        """Such as a proxy without anything behind it."""
        return ProbeResult(False, "closed at once")


class SshAttempt(ProbeAttempt):
    """Passes when the other side says its SSH version."""

    def __init__(self, address: str, timeout_ms: float) -> None:
        super().__init__(*parse_tcp_address(address), False, timeout_ms)
        self._greeting = ""

    def feed(self, data: bytes) -> ProbeResult | None:
        """Looks for the version."""
        self._greeting += data.decode("latin-1")
        version = re.search(r"^SSH-[\x20-\x7e]*(?=\r?\n)", self._greeting, re.MULTILINE)
        if version is not None:
            return ProbeResult(True, version[0])
        return self.ended() if len(self._greeting) > _MAX_GREETING else None

    def ended(self) -> ProbeResult:
        """Without a version."""
        return ProbeResult(False, "no SSH version")


class HttpAttempt(ProbeAttempt):
    """Passes when the answer has the expected status, and the expected text in its body."""

    def __init__(
        self,
        address: str,
        timeout_ms: float,
        *,
        path: str = "/",
        expect_status: int = 200,
        expect_body: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        url = urlsplit(address if re.match(r"[a-z]+://", address, re.IGNORECASE) else f"https://{address}")
        if url.scheme not in ("http", "https") or not url.hostname:
            raise InvalidArgumentError("address", '"address" must be an http or https URL')
        tls = url.scheme == "https"
        super().__init__(url.hostname, url.port or (443 if tls else 80), tls, timeout_ms)
        sent = {"host": url.netloc, "user-agent": f"novita-fleet/{VERSION}", "connection": "close", **(headers or {})}
        lines = [f"GET {url.path.rstrip('/')}{path} HTTP/1.0", *(f"{name}: {value}" for name, value in sent.items())]
        self.request = "\r\n".join([*lines, "", ""]).encode("latin-1")
        self._status = expect_status
        self._text = None if expect_body is None else expect_body.encode()
        self._received = b""

    def feed(self, data: bytes) -> ProbeResult | None:
        """Reads the status, then looks for the text."""
        self._received = (self._received + data)[: _MAX_BODY + 16_384]
        head, found, body = self._received.partition(b"\r\n\r\n")
        status = re.match(rb"HTTP/1\.[01] ([0-9]{3})", self._received)
        if status is None:
            return self.ended() if len(self._received) > 16 else None
        if int(status[1]) != self._status:
            return ProbeResult(False, f"HTTP {int(status[1])} instead of {self._status}")
        if self._text is None:
            return ProbeResult(True, f"HTTP {self._status}")
        if found and self._text in body:
            return ProbeResult(True, f"HTTP {self._status}")
        return self.ended() if len(body) >= _MAX_BODY or len(head) > 16_384 else None

    def ended(self) -> ProbeResult:
        """Without what was expected."""
        if re.match(rb"HTTP/1\.[01] [0-9]{3}", self._received) is None:
            return ProbeResult(False, "no HTTP answer")
        return ProbeResult(False, "The answer does not contain the expected text.")


def parse_tcp_address(address: str) -> tuple[str, int]:
    """Host and port."""
    found = _TCP_ADDRESS.fullmatch(address)
    if found is None:
        raise InvalidArgumentError("address", '"address" must be host:port')
    port = check_number("port", int(found[3]), minimum=1, maximum=65_535, integer=True)
    return found[1] or found[2], int(port)


def connection_failure(error: BaseException) -> ProbeResult:
    """Why there was no connection, as the system names it."""
    import errno

    number: Any = getattr(error, "errno", None)
    return ProbeResult(False, errno.errorcode.get(number, "no connection"))
