"""Zones made of their rules instead of a name: TZif files and the ``TZ`` strings of POSIX."""

from __future__ import annotations

import re
import struct
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE_BYTES = 1 << 20
"""The largest file that is read; the largest zone has about 4 kB."""

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
_HEADER = struct.Struct(">4s c 15x 6L")
_DAY = 24 * 60 * 60


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
    if (has_daylight and abs(daylight) >= _DAY) or abs(standard) >= _DAY:
        return None
    if _counts_days_from_1():
        rules = _DAY_OF_YEAR.sub(_next_day, rules)
    return _zone_of_rules(rules, text)


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
        rules = _rules(data)
    except (OSError, ValueError, struct.error):
        return None
    return _zone(data, rules or ascii(str(path))[1:-1])


def _rules(data: bytes) -> str:
    """The POSIX string at the end of a TZif file; empty if it has none.

    Python's parser never returns from some incomplete files, so their length is checked here.

    Raises:
        ValueError: the file is too long or not complete.
        struct.error: it is shorter than its header.
    """
    magic, version, *_ = _HEADER.unpack_from(data)
    if magic != b"TZif" or len(data) > MAX_FILE_BYTES:
        raise ValueError("not a TZif file")
    end = _block_end(data, 0, time_size=4)
    if version != b"\0":
        end = _block_end(data, end, time_size=8)
        footer = re.compile(rb"\n([!-~]*)\n", re.ASCII).match(data, end)
        if footer is None:
            raise ValueError("no footer")
        return footer[1].decode()
    if len(data) < end:
        raise ValueError("not complete")
    return ""


def _block_end(data: bytes, begin: int, time_size: int) -> int:
    """Where a block of transitions ends that has a header at `begin` (RFC 9636, section 3.2)."""
    _, _, utc, standard, leaps, times, kinds, characters = _HEADER.unpack_from(data, begin)
    length = times * (time_size + 1) + kinds * 6 + characters + leaps * (time_size + 4)
    return begin + _HEADER.size + int(length + standard + utc)


def _zone(data: bytes, name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo.from_file(BytesIO(data), key=name)
    except (ValueError, IndexError, struct.error):
        return None


def _zone_of_rules(rules: str, name: str) -> ZoneInfo | None:
    # A file that has one kind of time, no transition, and the string as the rule of all years.
    only_kind = struct.pack(">lbb", 0, 0, 0) + b"\0"
    block = _HEADER.pack(b"TZif", b"2", 0, 0, 0, 0, 1, 1) + only_kind
    return _zone(block + block + f"\n{rules}\n".encode(), name)


@cache
def _counts_days_from_1() -> bool:
    """Whether `zoneinfo` reads the day 59 as the 59th day; POSIX counts from 0, so it is the 60th.

    CPython 3.11 to 3.13 do.
    """
    zone = _zone_of_rules("AAA0BBB,59/0,300/0", "")
    return zone is not None and datetime(2026, 2, 28, 12, tzinfo=zone).tzname() == "BBB"


def _next_day(rule: re.Match[str]) -> str:
    """The day after, as a rule; there is no day 366, so 365 stays, at a time a day later."""
    if rule["day"] != "365":
        return f",{int(rule['day']) + 1}{rule['time'] or ''}"
    later = _seconds((rule["time"] or "/2")[1:]) + _DAY
    minutes, seconds = divmod(abs(later), 60)
    sign = "-" if later < 0 else ""
    return f",365/{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _seconds(offset: str) -> int:
    """The seconds of an offset, which is positive *west* of Greenwich, or of a time."""
    hours, minutes, seconds = (int(part) for part in f"{offset.lstrip('+-')}:0:0".split(":")[:3])
    total = hours * 3600 + minutes * 60 + seconds
    return -total if offset.startswith("-") else total
