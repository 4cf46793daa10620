"""The name of a time's zone; apart from `seq_tui.domain.zone`, which imports `zoneinfo`."""

from __future__ import annotations

from datetime import UTC, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def zone_name(at: datetime) -> str:
    """``Europe/Warsaw``, or ``UTC+01:00`` for a time whose zone has no name."""
    # Only a `zoneinfo.ZoneInfo` has a key.
    if key := getattr(at.tzinfo, "key", None):
        return str(key)
    offset = at.utcoffset()
    return "" if offset is None else str(timezone(offset))


def is_zone_known(at: datetime) -> bool:
    """Whether the zone of a time is more than its offset, so that clock changes are known."""
    return at.tzinfo is UTC or not isinstance(at.tzinfo, timezone)
