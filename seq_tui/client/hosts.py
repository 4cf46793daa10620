"""The host of the service, and what a host is; imports no HTTP library."""

from __future__ import annotations

import re

DEFAULT_BASE = "https://api.getbase.com"
"""The address of the Sell API (API document)."""

_HOST = re.compile(rb"[\w.:-]+")
"""The characters of a name or a number of a host, in ASCII."""


def is_resolvable(raw_host: bytes, port: int | None) -> bool:
    """Whether the system accepts host and port; if not, it raises errors of many kinds."""
    if not _HOST.fullmatch(raw_host):
        return False
    labels = raw_host.removesuffix(b".").split(b".")
    return all(0 < len(label) <= 63 for label in labels) and (port or 0) <= 65535
