"""Time zones by their names, and the one that this system is set to."""

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
"""Most characters of a zone's name; the longest that there is has 32."""

NEAR = 0.7
"""How much alike a wrong name and a suggested one are, from 0 to 1."""


def zone_named(name: str) -> ZoneInfo:
    """The zone of that name, such as ``Europe/Warsaw``, in any case of its letters.

    Raises:
        StartError: there is none; the message names the nearest, if one is near.
    """
    name = name.strip()
    if zone := _zone(name):
        return zone
    wanted = name.casefold().replace(" ", "_")
    known = {each.casefold(): each for each in sorted(available_timezones())}
    if wanted in known:
        return ZoneInfo(known[wanted])
    # The place alone is only suggested, for two zones may share it.
    known = {each.rpartition("/")[2]: known[each] for each in known} | known
    # Only a wrong name is worth the import.
    import difflib

    near = difflib.get_close_matches(wanted[:MAX_NAME], known, n=1, cutoff=NEAR)
    advice = f"did you mean {known[near[0]]}?" if near else "try Europe/Warsaw or UTC"
    raise StartError(f"there is no time zone {name[:MAX_NAME]!r}; {advice}")


def local_zone(environ: Mapping[str, str] = os.environ, etc: Path = ETC) -> tzinfo:
    """The zone of this system: that of ``TZ``, or else of the folder `etc`.

    A name whose clock is not the system's own now is not believed. Without any other, the zone is
    the offset from UTC that holds now, and knows no changes of the clocks.
    """
    now = datetime.now().astimezone()
    for name in _local_names(environ, etc):
        zone = _zone(name)
        if zone and now.astimezone(zone).utcoffset() == now.utcoffset():
            return zone
    return timezone(now.utcoffset() or UTC.utcoffset(None))


def _local_names(environ: Mapping[str, str], etc: Path) -> Iterator[str]:
    """The names to try, each after ``zoneinfo/`` where it stands in a path."""
    if "TZ" in environ:
        # A colon before a name means nothing, and no name means UTC (POSIX, tzset).
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
