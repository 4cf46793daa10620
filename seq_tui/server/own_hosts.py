"""The hosts that a server is called by: names and addresses, as in a ``Host`` header."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_NAME = r"[a-z0-9_][a-z0-9_.-]{0,252}"
_HOST_HEADER = re.compile(
    rf"(?:\[([0-9a-f:.]+)\]|({_NAME}))(?::(\d{{0,5}}))?", re.ASCII | re.IGNORECASE
)
_MAX_PORT = 65_535
_HOST_NAME = re.compile(_NAME, re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OwnHosts:
    """The hosts that a server is called by, at any port, since a tunnel may lead from another."""

    names: frozenset[str]
    """Names and addresses, each in the one form that `_normalize` gives it."""

    has_any_address: bool = False
    """Whether every address is one of them. A page cannot let an address lead elsewhere."""

    @classmethod
    def of(cls, host: str, address: str, allowed: Iterable[str] = ()) -> OwnHosts:
        """The hosts of a server that listens on `address`, was told `host`, and is allowed more."""
        number = ipaddress.ip_address(address)
        names = {_normalize(each) for each in (host, address, *allowed)}
        if number.is_loopback or number.is_unspecified:
            names |= _LOOPBACK
        return cls(frozenset(names), has_any_address=number.is_unspecified)

    def include(self, header: str) -> bool:
        """Whether this ``Host`` header means the server."""
        match = _HOST_HEADER.fullmatch(header)
        if not match or int(match[3] or 0) > _MAX_PORT:
            return False
        host = _normalize(match[1] or match[2])
        return host in self.names or (self.has_any_address and _is_address(host))


def is_host(text: str) -> bool:
    """Whether `text` is a name or an address, without a port."""
    return bool(_HOST_NAME.fullmatch(text)) or _is_address(text)


def _normalize(host: str) -> str:
    """One form for all that mean the same: ``A.example.``, or ``0::1``; without a zone."""
    name = host.lower().partition("%")[0].removesuffix(".")
    return str(ipaddress.ip_address(name)) if _is_address(name) else name


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
