"""What is safe to log and to keep in errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

REDACTED = "[redacted]"
# White space as ECMAScript has it, so that both languages mask alike.
_WS = "\\t-\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
_SECRET_HEADERS = {"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "api-key"}
_SECRET_KEY = re.compile(
    r"(?:password|passwd|passphrase|pwd|secret|token|apikey|accesskey|secretkey|signingkey|privatekey"
    r"|credentials?|auth|authorization|cookie)\Z"
)
_SECRET_PARAMETER = re.compile(r"(?:key|sig|.*signature)\Z")
_SECRET_TEXT = re.compile(
    rf"\b(Bearer|Basic)[{_WS}]+[^{_WS}\"',;]+|\b(?:sk|nfk|whsec)_[\w+/=-]+"
    rf"|\beyJ[\w-]+\.[\w-]+\.[\w-]*|(//)[^{_WS}/]+@",
    re.IGNORECASE | re.ASCII,
)
_PAIR = re.compile(r"([?&]?)(?<![\w.-])([\w.-]+)=", re.ASCII)
_PAIR_VALUE = re.compile(rf"\"[^\"]*\"?|'[^']*'?|[^{_WS}&\"'<>,;#]+")
_MEMBER = re.compile(rf"()\"([\w.-]+)\\*\"[{_WS}]*:[{_WS}]*", re.ASCII)
_MEMBER_VALUE = re.compile(rf"\\*\"(?:[^\"\\]|\\.)*\"?|[\[{{](?s:.*)|[^{_WS},}}\]]+")
_MAX_DEPTH = 8


def is_secret_key(name: str) -> bool:
    """Whether a field or header of this name holds a secret."""
    return _SECRET_KEY.search(name.replace("-", "").replace("_", "").lower()) is not None


def redact_headers(headers: Mapping[str, str | Sequence[str]], secrets: Sequence[str] = ()) -> dict[str, str]:
    """Headers without their secrets; a header that came several times is joined."""
    safe: dict[str, str] = {}
    for name, value in headers.items():
        hidden = name.lower() in _SECRET_HEADERS or is_secret_key(name)
        text = value if isinstance(value, str) else ", ".join(value)
        safe[name] = REDACTED if hidden else redact_text(text, secrets)
    return safe


def redact_text(text: str, secrets: Sequence[str] = ()) -> str:
    """Text without credentials, values under secret names, and the given secrets."""
    safe = _SECRET_TEXT.sub(_masked, text)
    safe = _mask_values(safe, _PAIR, _PAIR_VALUE, REDACTED, _is_secret_pair)
    safe = _mask_values(safe, _MEMBER, _MEMBER_VALUE, f'"{REDACTED}"', lambda _sign, name: _is_secret_member(name))
    # The longest first: one that begins with another would otherwise leave its end to be seen.
    for secret in sorted(secrets, key=len, reverse=True):
        if secret:
            safe = safe.replace(secret, REDACTED)
    return safe


def redact_body(value: Any, secrets: Sequence[str] = ()) -> Any:
    """A parsed JSON value without its secrets; the value itself stays as it is."""
    return _redact_value(value, secrets, 0)


def _masked(found: re.Match[str]) -> str:
    if found[2] is not None:
        return f"//{REDACTED}@"
    return REDACTED if found[1] is None else f"{found[1]} {REDACTED}"


def _is_secret_pair(sign: str, name: str) -> bool:
    return is_secret_key(name) or (sign != "" and _SECRET_PARAMETER.match(name.lower()) is not None)


def _is_secret_member(name: str) -> bool:
    return is_secret_key(name) or name == "envs"


def _mask_values(
    text: str,
    head: re.Pattern[str],
    value: re.Pattern[str],
    mask: str,
    is_secret: Callable[[str, str], bool],
) -> str:
    safe: list[str] = []
    done = 0
    for found in head.finditer(text):
        if found.start() < done or not is_secret(found[1], found[2]):
            continue
        hidden = value.match(text, found.end())
        if hidden is None or hidden.end() == found.end():
            continue
        safe += (text[done : found.end()], mask)
        done = hidden.end()
    return "".join(safe) + text[done:]


def _redact_value(value: Any, secrets: Sequence[str], depth: int) -> Any:
    if isinstance(value, str):
        return redact_text(value, secrets)
    if not isinstance(value, (Mapping, list, tuple)):
        return value
    if depth >= _MAX_DEPTH:
        return "[nested too deep]"
    if not isinstance(value, Mapping):
        return [_redact_value(item, secrets, depth + 1) for item in value]
    safe: dict[str, Any] = {}
    for name, item in value.items():
        if is_secret_key(name):
            safe[name] = REDACTED
        elif name == "envs" or (name == "env" and isinstance(item, (Mapping, list, tuple))):
            safe[redact_text(name, secrets)] = _redact_variables(item)
        else:
            safe[redact_text(name, secrets)] = _redact_value(item, secrets, depth + 1)
    return safe


def _redact_variables(variables: Any) -> Any:
    if not isinstance(variables, (list, tuple)):
        return REDACTED
    return [
        {**({"key": each["key"]} if isinstance(each, Mapping) and "key" in each else {}), "value": REDACTED}
        for each in variables
    ]
