"""Zones made of their rules instead of a name: TZif files and the ``TZ`` strings of POSIX."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from seq_tui.domain.tzif import DAY, MAX_FILE_BYTES, check_file, encode_rules

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_RULES = ",M3.2.0,M11.1.0"
"""The days of the clock changes if a string gives none: those of the United States, as in glibc and
in the reference code of tzdata."""

_NAME = r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)"
_OFFSET = r"[+-]?[0-9]{1,3}(?::[0-9]{2}){0,2}"
_POSIX = re.compile(
    rf"{_NAME}(?P<standard>{_OFFSET})"
    rf"(?:{_NAME}(?P<daylight>{_OFFSET})?(?P<rules>,[^,\s]+,[^,\s]+)?)?",
    re.ASCII,
)

_DAY_OF_YEAR = re.compile(r",(?P<day>[0-9]{1,3})(?P<time>/[^,]*)?", re.ASCII)


def posix_zone(text: str) -> ZoneInfo | None:
    """The zone of a string such as ``CET-1CEST,M3.5.0,M10.5.0/3``, which becomes its name.

    `None` if the text is not such a string, or if an offset is a day or more.
    """
    match = _POSIX.fullmatch(text)
    if match is None:
        return None
    has_daylight = match.end() > match.end("standard")
    rules = text if not has_daylight or match["rules"] else text + DEFAULT_RULES
    standard = _seconds(match["standard"])
    daylight = _seconds(match["daylight"]) if match["daylight"] else standard - 60 * 60
    if (has_daylight and abs(daylight) >= DAY) or abs(standard) >= DAY:
        return None
    return _zone(encode_rules(_for_zoneinfo(rules)), text)


def zone_from_file(path: Path) -> ZoneInfo | None:
    """The zone of a TZif file, such as a copy of one at ``/etc/localtime``; `None` if it is none.

    A file does not tell the name of its zone. So the name is the POSIX string that it ends in, or
    its path without one.
    """
    try:
        # Reading a pipe or a device may never end.
        if not path.is_file():
            return None
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
        rules = check_file(data)
    except (OSError, ValueError):
        return None
    if not rules:
        return _zone(data, ascii(str(path))[1:-1])
    # The last line of the file.
    data = data[: -len(rules) - 1] + f"{_for_zoneinfo(rules)}\n".encode()
    return _zone(data, rules) if posix_zone(rules) else None


def _zone(data: bytes, name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo.from_file(BytesIO(data), key=name)
    except ValueError:
        return None


def _for_zoneinfo(rules: str) -> str:
    """A POSIX string as `zoneinfo` has to read it, to mean the same."""
    return _DAY_OF_YEAR.sub(_next_day, rules) if _counts_days_from_1() else rules


@cache
def _counts_days_from_1() -> bool:
    """Whether `zoneinfo` reads the day 59 as the 59th day; POSIX counts from 0, so it is the 60th.

    CPython 3.11 to 3.13 do.
    """
    zone = _zone(encode_rules("AAA0BBB,59/0,300/0"), "")
    return zone is not None and datetime(2026, 2, 28, 12, tzinfo=zone).tzname() == "BBB"


def _next_day(rule: re.Match[str]) -> str:
    """The day after, as a rule; there is no day 366, so 365 stays, at a time a day later."""
    if rule["day"] != "365":
        return f",{int(rule['day']) + 1}{rule['time'] or ''}"
    later = _seconds((rule["time"] or "/2")[1:]) + DAY
    minutes, seconds = divmod(abs(later), 60)
    sign = "-" if later < 0 else ""
    return f",365/{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _seconds(offset: str) -> int:
    """The seconds of an offset, which is positive *west* of Greenwich, or of a time."""
    hours, minutes, seconds = (int(part) for part in f"{offset.lstrip('+-')}:0:0".split(":")[:3])
    total = hours * 3600 + minutes * 60 + seconds
    return -total if offset.startswith("-") else total
