"""The entries of ``NO_PROXY``, read as curl and Go read them, whose spellings differ.

An entry is a name, ``.name`` or ``*.name``, a number, or a network such as ``10.0.0.0/8``, with or
without a port; entries are separated by commas, semicolons or blanks. ``name`` and ``.name`` stand
for a host and all below it, ``*.name`` only for those below it. No name is resolved to compare it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from ipaddress import IPv4Address, IPv4Network

    Address: TypeAlias = IPv4Address | IPv6Address
    Network: TypeAlias = IPv4Network | IPv6Network

_SEPARATORS = re.compile(r"[\s,;]+")
_ENTRY = re.compile(
    r"(?:\[(?P<number>[0-9a-f:.]+)\]|(?P<text>[^\[\]]+?))(?::(?P<port>[0-9]{1,5}))?"
)
_NAME = re.compile(r"(?:\*?\.)?[^\s*/:@.]+(?:\.[^\s*/:@.]+)*")


@dataclass(frozen=True, slots=True)
class NoProxyEntry:
    """One entry of ``NO_PROXY``."""

    text: str
    """As it was written."""

    name: str = ""
    """In lower case, without a final dot."""

    network: Network | None = None
    port: int | None = None
    """`None` for every port."""

    @property
    def is_usable(self) -> bool:
        """Whether it can match any host."""
        return bool(self.name) or self.network is not None

    def matches(self, host: str, port: int) -> bool:
        """Whether a host, in lower case and without a final dot, is reached without a proxy."""
        if self.port not in (None, port):
            return False
        if self.network is not None:
            number = _number(host)
            return number is not None and number in self.network
        if self.name.startswith("*."):
            return host.endswith(self.name[1:])
        return self.name == "*" or f".{host}".endswith("." + self.name.removeprefix("."))


def no_proxy_entries(value: str) -> Iterator[NoProxyEntry]:
    """The entries of a ``NO_PROXY``, also those that cannot be understood."""
    return map(_parse, filter(None, _SEPARATORS.split(value)))


def _parse(text: str) -> NoProxyEntry:
    """One entry; a network has no port, because its colons would be ambiguous."""
    lowered = text.lower()
    if lowered == "*":
        return NoProxyEntry(text, name="*")
    if network := _network(lowered):
        return NoProxyEntry(text, network=network)
    found = _ENTRY.fullmatch(lowered)
    if found is None:
        return NoProxyEntry(text)
    port = int(found["port"]) if found["port"] else None
    if network := _network(found["number"] or found["text"]):
        return NoProxyEntry(text, network=network, port=port)
    name = (found["text"] or "").removesuffix(".")
    return NoProxyEntry(text, name if _NAME.fullmatch(name) else "", port=port)


def _network(text: str) -> Network | None:
    """A network, or one address as a network of its own."""
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return None
    if isinstance(network, IPv6Network) and network.prefixlen >= 96:
        mapped = network.network_address.ipv4_mapped
        return ip_network(f"{mapped}/{network.prefixlen - 96}") if mapped else network
    return network


def _number(host: str) -> Address | None:
    try:
        number = ip_address(host)
    except ValueError:
        return None
    return (isinstance(number, IPv6Address) and number.ipv4_mapped) or number
