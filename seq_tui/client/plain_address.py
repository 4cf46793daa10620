"""An address of the API in its plainest form, taken apart without a library."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address

DEFAULT_BASE = "https://api.getbase.com"
"""The service's own address (API document)."""

_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"

_PLAIN = re.compile(
    rf"(https?)://({_LABEL}(?:\.{_LABEL})*)(?::([1-9][0-9]{{0,4}}))?((?:/[A-Za-z0-9_~-]+)*)/?"
)
"""No user, no escapes, no dots in the path, no letters that need another spelling."""

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """Where the list endpoint is."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the ``Host`` of a request names them."""
        is_usual = self.port == _PORTS[self.scheme]
        return self.host if is_usual else f"{self.host}:{self.port}"


def plain_target(base_url: str) -> Target | None:
    """Where the list endpoint is, by the rules of `seq_tui.client.endpoint.sequences_url`.

    `None` for every address that must be looked at more closely: what is wrong, and much of what
    is right but rare.
    """
    match = _PLAIN.fullmatch(base_url.strip())
    if match is None:
        return None
    scheme, host, port, path = match.groups("")
    target = Target(
        scheme,
        host,
        int(port or _PORTS[scheme]),
        path + ("" if path.endswith("/v2") else "/v2") + "/sequences",
    )
    is_clear = scheme == "http" and not is_loopback_host(host)
    return None if is_clear or target.port > 65535 else target


def is_loopback_host(host: str) -> bool:
    """Whether a host is this machine, by its name or number and not by what a resolver says."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
