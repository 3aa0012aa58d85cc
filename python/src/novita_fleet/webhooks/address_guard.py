"""Keeps webhooks out of networks that they must not reach: this machine, private networks, metadata services."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit

from ..errors.argument import InvalidArgumentError
from ..errors.webhook import WebhookAddressError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_REFUSED = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private use",
    "100.64.0.0/10": "shared address space",
    "127.0.0.0/8": "loopback",
    "168.63.129.16/32": "platform service of a cloud",
    "169.254.0.0/16": "link-local, cloud metadata",
    "172.16.0.0/12": "private use",
    "192.0.0.0/24": "IETF protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.88.99.0/24": "6to4 relay",
    "192.168.0.0/16": "private use",
    "198.18.0.0/15": "benchmarking",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved, broadcast",
    "::1/128": "loopback",
    "::/96": "unspecified, IPv4-compatible",
    "64:ff9b::/96": "NAT64",
    "64:ff9b:1::/48": "NAT64",
    "100::/64": "discard only",
    "2001::/23": "IETF protocol assignments, Teredo",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4",
    "3fff::/20": "documentation",
    "fc00::/7": "unique local",
    "fe80::/10": "link-local",
    "fec0::/10": "site-local",
    "ff00::/8": "multicast",
    "::/3": "not global unicast",
    "4000::/2": "not global unicast",
    "8000::/1": "not global unicast",
}
_NETWORKS: list[tuple[Network, str]] = [(ipaddress.ip_network(each), use) for each, use in _REFUSED.items()]
_LOCAL_NAMES = {
    "localhost",
    "localhost.localdomain",
    "localhost4",
    "localhost4.localdomain4",
    "localhost6",
    "localhost6.localdomain6",
    "ip6-localhost",
    "ip6-loopback",
}
_METADATA_NAMES = {
    "metadata",
    "metadata.google.internal",
    "metadata.goog",
    "metadata.azure.internal",
    "metadata.azure.com",
    "metadata.packet.net",
    "metadata.platformequinix.com",
    "metadata.tencentyun.com",
    "instance-data",
    "instance-data.ec2.internal",
}


class AddressGuard:
    """Checks URLs before they are used, and every address that a name stands for at each connection.

    Example:
        guard = AddressGuard(allow=["127.0.0.0/8"])  # for tests on this machine
    """

    def __init__(self, allow: Sequence[str] = ()) -> None:
        self._allowed = [_parse_entry(entry) for entry in allow]
        self._local_allowed = any(self._is_allowed(ipaddress.ip_address(each)) for each in ("127.0.0.1", "::1"))

    def check_url(self, url: str) -> SplitResult:
        """The parts of a URL that may be called; raises WebhookAddressError, whose message does not show the URL."""
        parts = _parse_url(url)
        host = parts.hostname or ""
        address = _literal(host)
        if address is None:
            self._check_name(host)
        else:
            self.check_address(str(address))
        return parts

    def check_address(self, address: str) -> None:
        """Refuses an address in a network that must not be reached."""
        found = _parse_address(address)
        if found is None:
            raise WebhookAddressError(f'"{address}" is not an address that can be checked')
        if self._is_allowed(found):
            return
        for network, use in _NETWORKS:
            if network.version == found.version and found in network:
                raise WebhookAddressError(f'"{address}" is in {network} ({use})')

    def _is_allowed(self, address: Address) -> bool:
        return any(each.version == address.version and address in each for each in self._allowed)

    def _check_name(self, host: str) -> None:
        if host == "":
            raise WebhookAddressError("the URL has no host")
        if host.endswith("."):
            raise WebhookAddressError(f'the host "{host}" ends with a dot')
        name = host.lower()
        if name in _METADATA_NAMES:
            raise WebhookAddressError(f'"{host}" is a metadata service')
        if not self._local_allowed and (name in _LOCAL_NAMES or name.endswith(".localhost")):
            raise WebhookAddressError(f'"{host}" stands for this machine')


def _parse_url(url: Any) -> SplitResult:
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        _ = parts.port
    except ValueError:
        raise WebhookAddressError("the webhook URL is not a URL") from None
    if parts.scheme == "" or re.search(r"[\s\\]", str(url)):
        raise WebhookAddressError("the webhook URL is not a URL")
    if parts.scheme not in ("http", "https"):
        raise WebhookAddressError(f"the webhook URL must start with http:// or https://, not {parts.scheme}:")
    if parts.username is not None or parts.password is not None:
        raise WebhookAddressError("the webhook URL must not hold a user name or a password")
    return parts


def _literal(host: str) -> Address | None:
    """An address that stands in a URL, also in the spellings that systems accept for IPv4, such as 0x7f.1."""
    if ":" in host:
        return _parse_address(host)
    parts = host.split(".")
    if not 1 <= len(parts) <= 4 or not all(re.fullmatch("0x[0-9a-f]*|[0-9]+", part.lower()) for part in parts):
        return None
    try:
        values = [_number(part.lower()) for part in parts]
    except ValueError:
        raise WebhookAddressError(f'the host "{host}" is no address that can be checked') from None
    last = 256 ** (5 - len(values)) - 1
    if any(value > 255 for value in values[:-1]) or values[-1] > last:
        raise WebhookAddressError(f'the host "{host}" is no address that can be checked')
    total = values[-1] + sum(value * 256 ** (3 - index) for index, value in enumerate(values[:-1]))
    return ipaddress.IPv4Address(total)


def _number(text: str) -> int:
    if text.startswith("0x"):
        return int(text[2:] or "0", 16)
    return int(text, 8) if len(text) > 1 and text.startswith("0") else int(text)


def _parse_address(text: str) -> Address | None:
    if "%" in text:
        return None
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return address if mapped is None else mapped


def _parse_entry(entry: Any) -> Network:
    try:
        network = ipaddress.ip_network(entry, strict=False) if isinstance(entry, str) else None
    except ValueError:
        network = None
    if network is None:
        message = f'"allow" takes addresses and networks such as "127.0.0.0/8" or "::1", not {entry!r}'
        raise InvalidArgumentError("allow", message)
    return network
