"""Carries out one attempt of a probe, blocking or awaiting."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from contextlib import suppress

from ..probes.probe import ProbeAttempt, ProbeResult, connection_failure

_CHUNK = 16_384


def run_probe(attempt: ProbeAttempt) -> ProbeResult:
    """Blocks until the attempt has a result."""
    until = time.monotonic() + attempt.timeout_ms / 1000
    try:
        with socket.create_connection((attempt.host, attempt.port), attempt.timeout_ms / 1000) as plain:
            sock = (
                ssl.create_default_context().wrap_socket(plain, server_hostname=attempt.host) if attempt.tls else plain
            )
            sock.sendall(attempt.request)
            hold = None if attempt.hold_ms is None else time.monotonic() + attempt.hold_ms / 1000
            while True:
                left = min(until if hold is None else hold, until) - time.monotonic()
                if left <= 0:
                    return attempt.held() if hold is not None and hold <= until else _late(attempt)
                sock.settimeout(left)
                try:
                    data = sock.recv(_CHUNK)
                except TimeoutError:
                    continue
                result = attempt.feed(data) if data else attempt.ended()
                if result is not None:
                    return result
    except TimeoutError:
        return _late(attempt)
    except OSError as error:
        return connection_failure(error)


async def run_probe_async(attempt: ProbeAttempt) -> ProbeResult:
    """Awaits the result of the attempt."""
    try:
        return await asyncio.wait_for(_converse(attempt), attempt.timeout_ms / 1000)
    except (asyncio.TimeoutError, TimeoutError):
        return _late(attempt)
    except OSError as error:
        return connection_failure(error)


async def _converse(attempt: ProbeAttempt) -> ProbeResult:
    context = ssl.create_default_context() if attempt.tls else None
    reader, writer = await asyncio.open_connection(attempt.host, attempt.port, ssl=context)
    try:
        writer.write(attempt.request)
        while True:
            hold = None if attempt.hold_ms is None else attempt.hold_ms / 1000
            try:
                data = await asyncio.wait_for(reader.read(_CHUNK), hold)
            except (asyncio.TimeoutError, TimeoutError):
                return attempt.held()
            result = attempt.feed(data) if data else attempt.ended()
            if result is not None:
                return result
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def _late(attempt: ProbeAttempt) -> ProbeResult:
    return ProbeResult(False, f"no answer within {attempt.timeout_ms:g} ms")
