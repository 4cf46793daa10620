"""Time zones by name or rule, and the local zone of this system."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import TZPATH, ZoneInfo, available_timezones

from seq_tui.domain.start import StartError
from seq_tui.domain.tzif import MAX_FILE_BYTES, check_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import tzinfo

ETC = Path("/etc")

ZONES = Path("/usr/share/zoneinfo")
"""Where the C library looks for the file that ``TZ`` names, unless ``TZDIR`` is set."""

MAX_LINKS = 8
"""Most symbolic links that are followed to a name."""

WEEKS = 53
"""For how many weeks a zone is compared with the system's clock."""

MAX_NAME = 60
"""Most characters of a zone's name; the longest existing name has 32."""

CONTINENTS = (
    *("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/"),
    *("Australia/", "Europe/", "Indian/", "Pacific/"),
)
"""The folders of the zones that are named after cities."""

COUNTRIES = {
    "UK": "Europe/London",
    "England": "Europe/London",
    "Ireland": "Europe/Dublin",
    "Germany": "Europe/Berlin",
    "France": "Europe/Paris",
    "Italy": "Europe/Rome",
    "Sweden": "Europe/Stockholm",
    "India": "Asia/Kolkata",
    "China": "Asia/Shanghai",
}
"""Countries of one zone, which the names of zones do not have."""

MIN_SIMILARITY = 0.7
"""How similar an unknown name and a suggested one must be, from 0 to 1."""


def find_zone(name: str) -> ZoneInfo:
    """The zone of that name, such as ``Europe/Warsaw``, or of a city, in upper or lower case.

    A POSIX string names one too, if it cannot be taken for an offset: ``CET+1`` is *west* of
    Greenwich there, ``<+01>-1`` and ``CET-1CEST,M3.5.0,M10.5.0/3`` are clear.

    Raises:
        StartError: there is none; the message suggests the most similar name, if there is one.
    """
    name = name.strip()
    if zone := named_zone(name):
        return zone
    wanted = name.casefold().replace(" ", "_")
    known = {each.casefold(): each for each in sorted(available_timezones())}
    if wanted in known and (zone := named_zone(known[wanted])):
        return zone
    if zone := city_zone(name):
        return zone
    is_clear = "," in name or name.startswith("<")
    # Imported only where they are needed: for names that are not those of a zone.
    import difflib

    from seq_tui.domain.zone_rules import posix_zone

    if is_clear and (zone := posix_zone(name.upper())):
        return zone
    known = {each.rpartition("/")[2]: known[each] for each in known} | known
    similar = difflib.get_close_matches(wanted[:MAX_NAME], known, n=1, cutoff=MIN_SIMILARITY)
    advice = f"did you mean {known[similar[0]]}?" if similar else "try Europe/Warsaw or UTC"
    raise StartError(f"there is no time zone {name[:MAX_NAME]!r}; {advice}")


@cache
def cities() -> Mapping[str, str]:
    """The zones of cities, by the names of the cities, which no two different zones share."""
    zones = sorted(name for name in available_timezones() if name.startswith(CONTINENTS))
    names = {name.rpartition("/")[2]: name for name in zones}
    # Australian states have abbreviations, which are not names of cities.
    return {city: name for city, name in names.items() if not city.isupper()} | COUNTRIES


def city_zone(name: str) -> ZoneInfo | None:
    """The zone of a city; upper and lower case do not matter."""
    wanted = name.strip().casefold().replace(" ", "_")
    names = (name for city, name in cities().items() if city.casefold() == wanted)
    return next(map(named_zone, names), None)


def local_zone(environ: Mapping[str, str] = os.environ, etc: Path = ETC) -> tzinfo:
    """The zone of this system: from ``TZ``, or else from the folder `etc`.

    Only a zone that agrees with the system's clock for a year is used. If there is none, the zone
    is the present offset from UTC, and `seq_tui.domain.zone_name.is_zone_known` is false.
    """
    for zone in _candidates(environ, etc):
        if zone is not None and _agrees_with_clock(zone):
            return zone
    offset = timedelta(seconds=time.localtime().tm_gmtoff)
    # A `TZ` may set the clock off by a day, which Python has no zone for.
    offset = offset if abs(offset) < timedelta(days=1) else timedelta()
    # The name makes it differ from UTC, whose clock is known never to change.
    return timezone(offset, str(timezone(offset)))


def _candidates(environ: Mapping[str, str], etc: Path) -> Iterator[ZoneInfo | None]:
    """The zones to try, as the C library finds them, and those with a name first."""
    if "TZ" in environ:
        # A colon before a name is ignored, and an empty name means UTC (POSIX, tzset).
        text = environ["TZ"].removeprefix(":") or "UTC"
        path = Path(environ.get("TZDIR", ZONES), text)
        yield named_zone(text)
        yield _linked_zone(path)
        yield from _unnamed_zones(path, text)
        if path != ETC / "localtime":
            return
    yield _linked_zone(etc / "localtime")
    # Beside a copy of a zone, its name is often in this file; or that of another zone.
    with suppress(OSError, UnicodeDecodeError):
        yield named_zone((etc / "timezone").read_text(encoding="utf-8").strip())
    yield from _unnamed_zones(etc / "localtime")


def _unnamed_zones(path: Path, rules: str = "") -> Iterator[ZoneInfo | None]:
    # Nearly every zone has a name, so the start does not wait for this import.
    from seq_tui.domain.zone_rules import posix_zone, zone_from_file

    yield zone_from_file(path)
    yield posix_zone(rules)


def _linked_zone(path: Path) -> ZoneInfo | None:
    """The zone named by a path, or by the symbolic links that it leads to."""
    with suppress(OSError):
        for _ in range(MAX_LINKS):
            _, is_zone, name = str(path).rpartition("zoneinfo/")
            if is_zone:
                return named_zone(name)
            path = path.parent / path.readlink()
    return None


def zone_bytes(name: str) -> bytes:
    """The file of a zone that exists, unchecked; empty if it cannot be read."""
    with suppress(OSError, ModuleNotFoundError):
        if path := _file_of(name):
            return path.read_bytes()
        # Imported only where it is needed: on systems without files of zones.
        from importlib.resources import files

        return files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
    return b""


def _file_of(name: str) -> Path | None:
    paths = (Path(folder, name) for folder in TZPATH)
    return next((path for path in paths if path.is_file()), None)


def named_zone(name: str) -> ZoneInfo | None:
    """The zone of exactly that name; `None` if there is none, or if its file is damaged."""
    try:
        if path := _file_of(name):
            with path.open("rb") as file:
                check_file(file.read(MAX_FILE_BYTES + 1))
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such file, not inside the folder, a folder
        return None


def _agrees_with_clock(zone: ZoneInfo) -> bool:
    """Whether a zone has the offsets of the system's clock, in each week of the coming year.

    The present offset alone would not tell London from UTC in winter. They are compared on
    Wednesdays: on the day of a clock change, which is at a weekend, libraries may differ by hours.
    """
    wednesday = datetime.now(UTC).replace(hour=12)
    wednesday -= timedelta(days=wednesday.weekday() - 2)
    times = ((wednesday + timedelta(weeks=week)).timestamp() for week in range(WEEKS))
    return all(
        datetime.fromtimestamp(at, zone).utcoffset()
        == timedelta(seconds=time.localtime(at).tm_gmtoff)
        for at in times
    )
