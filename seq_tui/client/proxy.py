"""Which proxy the environment sets for an address, and why.

The variables are read as curl and Go read them, whose spellings of ``NO_PROXY`` differ: names,
``.name`` and ``*.name``, numbers, networks such as ``10.0.0.0/8``, each with or without a port, and
separated by commas, semicolons or blanks. ``name`` and ``.name`` stand for a host and all below it,
``*.name`` only for those below it. No name is resolved for a comparison.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from ipaddress import IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, TypeAlias
from urllib.request import getproxies, proxy_bypass

from seq_tui.client.hosts import is_loopback_host

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from ipaddress import IPv4Address, IPv4Network

    from seq_tui.client.lean_httpx import httpx

    Address: TypeAlias = IPv4Address | IPv6Address
    Network: TypeAlias = IPv4Network | IPv6Network

SYSTEM = "the settings of the system"

_SEPARATORS = re.compile(r"[\s,;]+")
_ENTRY = re.compile(
    r"(?:\[(?P<number>[0-9a-f:.]+)\]|(?P<text>[^\[\]]+?))(?::(?P<port>[0-9]{1,5}))?"
)
_NAME = re.compile(r"(?:\*?\.)?[^\s*/:@.]+(?:\.[^\s*/:@.]+)*")


@dataclass(frozen=True, slots=True)
class ProxyChoice:
    """The proxy for one host."""

    reason: str
    """The variable that sets it, or why there is none."""

    address: str = field(default="", repr=False)
    """With a scheme, and perhaps with a password; empty without a proxy."""


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


def choose_proxy(url: httpx.URL, environ: Mapping[str, str] = os.environ) -> ProxyChoice:
    """The proxy for the host of `url`; this machine is never reached through one."""
    if is_loopback_host(url.host):
        return ProxyChoice("this machine is never reached through a proxy")
    port = url.port or {"http": 80}.get(url.scheme, 443)
    hosts = {name.lower().removesuffix(".") for name in (url.host, url.raw_host.decode("ascii"))}
    no_proxy, exceptions = _variable("no", environ)
    for entry in no_proxy_entries(exceptions):
        if any(entry.matches(host, port) for host in hosts):
            return ProxyChoice(f"{entry.text} in {no_proxy}")
    for scheme in (url.scheme, "all"):
        name, value = _variable(scheme, environ)
        if value:
            return ProxyChoice(name, _with_scheme(value))
    return _system_choice(url)


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


def _variable(scheme: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """The variable of a scheme, and its value; in small letters it wins, even if it is empty."""
    name = f"{scheme}_proxy"
    if name not in environ:
        name = name.upper()
    return name, environ.get(name, "").strip()


def _system_choice(url: httpx.URL) -> ProxyChoice:
    """The proxy in the settings of the system, which Python can read on macOS."""
    value = getproxies().get(url.scheme, "").strip()
    if not value:
        return ProxyChoice("no variable sets one")
    if proxy_bypass(url.netloc.decode("ascii")):
        return ProxyChoice(f"an exception in {SYSTEM}")
    return ProxyChoice(SYSTEM, _with_scheme(value))


def _with_scheme(value: str) -> str:
    return value if "://" in value else f"http://{value}"
