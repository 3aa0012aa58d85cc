"""Reads the bodies of answers."""

from __future__ import annotations

import json
import zlib
from typing import Any

from ..errors.call import DecodeError
from ..transport.transport import TransportResponse

_MAX_TEXT = 2_000
_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 47}


def _refuse(name: str) -> Any:
    raise ValueError(name)


# JSON has no NaN and no infinity, whatever Python reads. Made once: `json.loads` would make one for each answer.
_DECODER = json.JSONDecoder(parse_constant=_refuse)


def unpack(response: TransportResponse, max_bytes: int) -> bytes:
    """The body without its content encodings, at most so many bytes."""
    encoding = response.headers.get("content-encoding")
    if encoding is None:
        return response.body
    names = [
        each.strip().lower() for each in (encoding if isinstance(encoding, str) else ",".join(encoding)).split(",")
    ]
    body = response.body
    for name in reversed([each for each in names if each not in ("", "identity")]):
        body = _inflate(name, body, max_bytes, response.status)
    return body


def _inflate(name: str, body: bytes, max_bytes: int, status: int) -> bytes:
    if name not in _WINDOW:
        raise DecodeError(f"The answer ({status}) cannot be unpacked: unknown encoding {name[:40]}", status)
    if body == b"":
        return body
    unpacker = zlib.decompressobj(_WINDOW[name])
    try:
        plain = unpacker.decompress(body, max_bytes + 1)
    except zlib.error as error:
        raise DecodeError(f"The answer ({status}) cannot be unpacked: it is not {name}", status) from error
    if len(plain) > max_bytes:
        raise DecodeError(f"The answer ({status}) has more than {max_bytes} bytes", status)
    if not unpacker.eof:
        raise DecodeError(f"The answer ({status}) cannot be unpacked: it is cut short", status)
    return plain


def decode_json(body: bytes, method: str, path: str, status: int) -> Any:
    """The JSON of an answer; None when there is none."""
    if body == b"":
        return None
    try:
        return _DECODER.decode(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise DecodeError(f"{method} {path} was answered with {status} and a body that is not JSON", status) from None


def decode_text(body: bytes) -> Any:
    """What the body of a refusal says: JSON, or text, or None."""
    text = body.decode("utf-8", "replace").strip()
    if text == "":
        return None
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return f"{text[:_MAX_TEXT]}…" if len(text) > _MAX_TEXT else text
