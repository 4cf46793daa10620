"""Addresses of the API: which ones are allowed, and what their origin is."""

from __future__ import annotations

import re
from typing import TypeAlias

from seq_tui.client.errors import ConfigurationError
from seq_tui.client.hosts import DEFAULT_BASE, is_resolvable
from seq_tui.client.lean_httpx import httpx
from seq_tui.domain.plain_http import is_loopback_host, refusal

NetworkOrigin: TypeAlias = tuple[str, str, int | None]
"""Scheme, host and port. A token is sent only where all three are equal."""

EXAMPLES = f"Examples are {DEFAULT_BASE} and, on this machine only, http://127.0.0.1:8080."

_WITHOUT_SCHEME = re.compile(
    r"(?://)?(?P<host>[a-z0-9-]+(?:[.][a-z0-9-]+)*|\[[0-9a-f:]+\])(?P<rest>(?::\d{1,5})?(?:/[\w./-]*)?)",
    re.ASCII | re.IGNORECASE,
)

_PORTS = {"http": 80, "https": 443}


def api_url(base_url: str) -> httpx.URL:
    """The address of the API with its final ``/v2``, for a base with or without a path and that.

    Raises:
        ConfigurationError: the base is not a web address, has a user, query or fragment, or is
            plain ``http`` to another machine, where the token would travel unencrypted.
    """
    try:
        url = httpx.URL(base_url.strip())
        # Only now does httpx decode it, and raises another ValueError for "xn--" and no name.
        host = url.host
    except (httpx.InvalidURL, ValueError):
        raise ConfigurationError(
            "The address of the API is not a web address", _what_to_type(base_url)
        ) from None
    if url.scheme not in _PORTS or not is_resolvable(url.raw_host, url.port):
        raise ConfigurationError(
            "The address of the API must be https:// and a host", _what_to_type(base_url)
        )
    if url.userinfo or url.query or url.fragment:
        raise ConfigurationError(
            "The address of the API must hold no user, query or fragment",
            EXAMPLES,
        )
    if url.scheme == "http" and (message := refusal(host)):
        raise ConfigurationError(message, "Use https://.")
    path = url.path.rstrip("/")
    return url.copy_with(path=path + ("" if path.endswith("/v2") else "/v2"))


def _what_to_type(base_url: str) -> str:
    """The same address with its scheme, if only that is missing; or else examples.

    Anything that is not clearly a host and a path may be a secret, and is not quoted.
    """
    if not (match := _WITHOUT_SCHEME.fullmatch(base_url.strip())):
        return EXAMPLES
    host, rest = match["host"], match["rest"]
    if is_loopback_host(host.strip("[]").lower()):
        return f"Type http://{host}{rest}."
    return f"Type https://{host}{rest}." if "." in host.strip(".") else EXAMPLES


def resource_url(api: httpx.URL, path: str) -> httpx.URL:
    """The address of ``sequences``, ``sequences/21`` or another path of the API."""
    return api.copy_with(path=f"{api.path}/{path}")


def origin(url: httpx.URL) -> NetworkOrigin:
    """The origin of an address, with the default port of its scheme."""
    return url.scheme, url.host, url.port or _PORTS.get(url.scheme)


def is_loopback(url: httpx.URL) -> bool:
    """Whether the host is this machine; see `is_loopback_host`."""
    return is_loopback_host(url.host)
