"""Where a token may be sent without encryption: to this machine only."""

from __future__ import annotations


def is_loopback_host(host: str) -> bool:
    """Whether a host is this machine, judged by its name or number and never by a resolver."""
    if host == "localhost":
        return True
    # Slow to import, and most addresses are https.
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def refusal(host: str) -> str:
    """Why plain ``http`` to a host is refused; empty if it is this machine."""
    if is_loopback_host(host):
        return ""
    return f"Plain http to {host} is refused: the token would travel unencrypted"
