"""The zone of a typed start: by its name, its offset from UTC, or what a clock calls its time.

A name (``Europe/Warsaw``, ``UTC``) is the zone of the schedule, as with ``--zone``. An offset
(``+02:00``, ``Z``) or an abbreviation (``CEST``, as ``date`` prints it) has no rules for clock
changes: it only tells which instant is meant, and the schedule stays in the zone at hand. Before a
name (``EST New York``) it tells which of two equal clock times is meant there.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from seq_tui.domain.start import StartError
from seq_tui.domain.start_parts import Parts, find_start
from seq_tui.domain.zone import city_zone, find_zone, named_zone, zone_bytes
from seq_tui.domain.zone_name import zone_name

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_OFFSET = timedelta(hours=16)
"""No place was ever as far from UTC; the farthest was Manila, at -15:56."""

UNIVERSAL = ("UTC", "GMT")
"""Names that are the same everywhere; to learn that of others, the files of all zones are read."""

_ABBREVIATIONS = re.compile(rb"([A-Z]{3,6})\0")
"""What the file of a zone calls its times."""


def find_start_in_zone(parts: Parts, zone: str, offset: str, now: datetime) -> datetime | None:
    """The start that the parts say at a place, at an offset, or both.

    Raises:
        StartError: there is no such zone, its abbreviation is ambiguous, or it has another offset.
        OverflowError: the start is outside the years 1 to 9999.
    """
    if not offset:
        abbreviation, _, place = zone.partition(" ")
        if place and not city_zone(zone) and (home := _named_place(place)):
            return _start_called(parts, abbreviation, now.astimezone(home))
        return _start_at(parts, zone, now)
    at = find_start(parts, now.astimezone(timezone(_offset(offset))))
    if at is None or not zone:
        return at and at.astimezone(now.tzinfo)
    named = _start_at(parts, zone, now)
    there = named and at.astimezone(named.tzinfo)
    if there is None or there.utcoffset() != at.utcoffset():
        raise StartError(f"{zone} is not at {offset} then; leave one of them out")
    return there


def _named_place(name: str) -> ZoneInfo | None:
    try:
        return find_zone(name)
    except StartError:
        return None


def _start_called(parts: Parts, abbreviation: str, now: datetime) -> datetime | None:
    """The start that the parts say in the zone of `now`, where clocks call it so."""
    if (start := find_start(parts, now)) is None:
        return None
    for at in _both(start):
        if (at.tzname() or "").upper() == abbreviation.upper():
            return at
    raise StartError(f"{zone_name(now)} is not at {abbreviation} then; leave one of them out")


def _both(start: datetime) -> tuple[datetime, datetime]:
    """The start, and the other time of that day at which clocks show the same, if there is one."""
    return start, start.replace(fold=1 - start.fold)


def _start_at(parts: Parts, zone: str, now: datetime) -> datetime | None:
    start = find_start(parts, now)
    if start is None:
        return None
    for at in _both(start):
        if (at.tzname() or "").upper() == zone.upper():
            return at
    if zone == zone_name(now):
        return start
    found = _find(zone, start.replace(tzinfo=None))
    at_zone = find_start(parts, now.astimezone(found))
    is_place = isinstance(found, ZoneInfo)
    return at_zone if at_zone is None or is_place else at_zone.astimezone(now.tzinfo)


def _find(name: str, clock: datetime) -> tzinfo:
    """The zone of a name, or the offset of an abbreviation that is in use at a clock time.

    An abbreviation that is also the name of a zone means that zone where the two differ: in summer
    ``CET`` is at +01:00 in Africa, and at +02:00 in the zone of that name.
    """
    if zone := city_zone(name):
        return zone
    is_abbreviation = name.isalpha() and name.upper() not in UNIVERSAL
    offsets = _offsets(name.upper(), clock) if is_abbreviation else set()
    try:
        zone = find_zone(name)
    except StartError:
        if not offsets:
            raise
    else:
        if offsets != {clock.replace(tzinfo=zone).utcoffset()}:
            return zone
    if len(offsets) > 1:
        *others, last = map(_offset_text, sorted(offsets))
        raise StartError(f"{name} is {', '.join(others)} or {last}; type which, or a city")
    return timezone(offsets.pop())


def _offsets(abbreviation: str, clock: datetime) -> set[timedelta]:
    """The offsets of all places whose clocks show a time and call it by an abbreviation."""
    times = (
        clock.replace(tzinfo=zone, fold=fold)
        for zone in filter(None, map(named_zone, _users().get(abbreviation, ())))
        for fold in (0, 1)
    )
    return {at.utcoffset() or timedelta() for at in times if at.tzname() == abbreviation}


@cache
def _users() -> Mapping[str, tuple[str, ...]]:
    """The names of the zones that use an abbreviation, now or once.

    To read the files takes 20 ms, and to make zones of them all several times longer.
    """
    users: dict[str, list[str]] = {}
    for name in available_timezones():
        for abbreviation in set(_ABBREVIATIONS.findall(zone_bytes(name))):
            users.setdefault(abbreviation.decode("ascii"), []).append(name)
    return {abbreviation: tuple(names) for abbreviation, names in users.items()}


def _offset_text(offset: timedelta) -> str:
    """``+02:00``, as it can be typed."""
    return timezone(offset).tzname(None).removeprefix("UTC") or "+00:00"


def _offset(text: str) -> timedelta:
    """The offset of ``+02:00``, ``+0200``, ``+02`` or ``utc+2``."""
    digits = re.sub("[^0-9]", "", text)
    pairs = re.findall("[0-9]{2}", digits if len(digits) % 2 == 0 else f"0{digits}")
    hours, minutes, seconds = (int(pair) for pair in [*pairs, "0", "0"][:3])
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if offset >= MAX_OFFSET or max(minutes, seconds) > 59:
        raise StartError(f"there is no offset {text}; try +02:00")
    return -offset if "-" in text else offset
