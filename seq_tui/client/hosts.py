"""The host of the service, and which hosts are this machine; imports no HTTP library."""

from __future__ import annotations

from ipaddress import ip_address

DEFAULT_BASE = "https://api.getbase.com"
"""The address of the Sell API (API document)."""


def is_loopback_host(host: str) -> bool:
    """Whether a host is this machine, judged by its name or number and never by a resolver."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
