"""Which proxy the environment sets for an address, and why."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

from seq_tui.domain.plain_http import is_loopback_host

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.client.lean_httpx import httpx

SYSTEM = "the settings of the system"


@dataclass(frozen=True, slots=True)
class ProxyChoice:
    """The proxy for one host."""

    reason: str
    """The variable that sets it, or why there is none."""

    address: str = field(default="", repr=False)
    """With a scheme, and perhaps with a password; empty without a proxy."""


def choose_proxy(url: httpx.URL, environ: Mapping[str, str] = os.environ) -> ProxyChoice:
    """The proxy for the host of `url`; this machine is never reached through one."""
    if is_loopback_host(url.host):
        return ProxyChoice("this machine is never reached through a proxy")
    name, value = _variable("no", environ)
    if value and (entry := _exception(value, url)):
        return ProxyChoice(f"{entry} in {name}")
    for scheme in (url.scheme, "all"):
        name, value = _variable(scheme, environ)
        if value:
            return ProxyChoice(name, _with_scheme(value))
    return _system_choice(url)


def _exception(no_proxy: str, url: httpx.URL) -> str:
    """The entry of a ``NO_PROXY`` that matches the host of `url`; empty if none does."""
    # Slow to import, and seldom needed.
    from seq_tui.client.no_proxy import no_proxy_entries

    port = url.port or {"http": 80}.get(url.scheme, 443)
    hosts = {name.lower().removesuffix(".") for name in (url.host, url.raw_host.decode("ascii"))}
    entries = (
        entry.text
        for entry in no_proxy_entries(no_proxy)
        if any(entry.matches(host, port) for host in hosts)
    )
    return next(entries, "")


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
