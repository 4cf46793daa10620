"""Time zones by name, and the local zone of this system."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from seq_tui.domain.start import StartError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import tzinfo

ETC = Path("/etc")

MAX_NAME = 60
"""Most characters of a zone's name; the longest existing name has 32."""

MIN_SIMILARITY = 0.7
"""How similar an unknown name and a suggested one must be, from 0 to 1."""


def find_zone(name: str) -> ZoneInfo:
    """The zone of that name, such as ``Europe/Warsaw``; upper and lower case do not matter.

    Raises:
        StartError: there is none; the message suggests the most similar name, if there is one.
    """
    name = name.strip()
    if zone := _zone(name):
        return zone
    wanted = name.casefold().replace(" ", "_")
    known = {each.casefold(): each for each in sorted(available_timezones())}
    if wanted in known:
        return ZoneInfo(known[wanted])
    # A city alone is only suggested, never used: two zones may share it.
    known = {each.rpartition("/")[2]: known[each] for each in known} | known
    # Imported only where it is needed: for an unknown name.
    import difflib

    similar = difflib.get_close_matches(wanted[:MAX_NAME], known, n=1, cutoff=MIN_SIMILARITY)
    advice = f"did you mean {known[similar[0]]}?" if similar else "try Europe/Warsaw or UTC"
    raise StartError(f"there is no time zone {name[:MAX_NAME]!r}; {advice}")


def local_zone(environ: Mapping[str, str] = os.environ, etc: Path = ETC) -> tzinfo:
    """The zone of this system: from ``TZ``, or else from the folder `etc`.

    A zone whose present offset differs from that of the system clock is ignored. If none is left,
    the zone is the present offset from UTC, without clock changes.
    """
    now = datetime.now().astimezone()
    for name in _local_names(environ, etc):
        zone = _zone(name)
        if zone and now.astimezone(zone).utcoffset() == now.utcoffset():
            return zone
    return timezone(now.utcoffset() or UTC.utcoffset(None))


def _local_names(environ: Mapping[str, str], etc: Path) -> Iterator[str]:
    """The names to try; of a path, the part after ``zoneinfo/``."""
    if "TZ" in environ:
        # A colon before a name is ignored, and an empty name means UTC (POSIX, tzset).
        name = environ["TZ"].removeprefix(":").rpartition("zoneinfo/")[2]
        yield name or "UTC"
        if not name.startswith("/"):
            return
    with suppress(OSError):
        yield str((etc / "localtime").readlink()).rpartition("zoneinfo/")[2]
    with suppress(OSError, UnicodeDecodeError):
        yield (etc / "timezone").read_text(encoding="utf-8").strip()


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such file, not inside the folder, a folder
        return None
