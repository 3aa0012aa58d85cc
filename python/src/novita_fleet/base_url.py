"""The address of an API."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from .errors.argument import InvalidArgumentError


def check_base_url(base_url: Any) -> tuple[str, str]:
    """Origin and base path; plain http is for this machine only, since whoever is on the way could read the key."""
    try:
        url = urlsplit(base_url if isinstance(base_url, str) else "")
        port = url.port
    except ValueError:
        raise _refused("must be a URL such as https://api.novita.ai") from None
    if not url.scheme or not url.hostname or re.search(r"\s", str(base_url)):
        raise _refused("must be a URL such as https://api.novita.ai")
    if url.username is not None or url.password is not None:
        raise _refused("must not hold a user name or a password")
    if url.query or url.fragment or "?" in base_url or "#" in base_url:
        raise _refused("must not have a query or a fragment")
    if url.scheme not in ("https", "http"):
        raise _refused("must begin with https://")
    if url.scheme == "http" and not _is_loopback(url.hostname):
        raise _refused(f"must begin with https://; plain http is allowed to this machine only, not to {url.hostname}")
    host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
    default = {"https": 443, "http": 80}[url.scheme]
    return f"{url.scheme}://{host}" + ("" if port in (None, default) else f":{port}"), url.path.rstrip("/")


def _is_loopback(hostname: str) -> bool:
    is_name = hostname == "localhost" or hostname.endswith(".localhost")
    return is_name or hostname == "::1" or re.fullmatch(r"127\.[\d.]+", hostname) is not None


def _refused(what: str) -> InvalidArgumentError:
    return InvalidArgumentError("base_url", f'"base_url" {what}')
