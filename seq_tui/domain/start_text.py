"""Parses a start: what users type, and each form in which this program or ``date`` writes a time.

``2026-11-26 15:00``, ``thu 3pm``, ``3 dec``, ``+2wd`` or ``now``; a zone may follow. The forms:

- a date: ``2026-11-26``, ``26.11.2026``, ``26 nov 2026``, ``nov 26``; without a year the next such
  day, or with a weekday (``Thu 26 Nov``) the one of last, this or next year that is such a weekday;
  ``the 3rd`` is the next one;
- a day: ``today``, ``tomorrow``, or a weekday by its first three letters or more: the next one,
  today if its time is still to come; ``next thu`` is never today, ``next week`` is its Monday;
- a move from now, by weekdays, days, weeks or hours: ``+2wd``, ``-1d``, ``in 2 weeks``, ``+3h``;
  hours are elapsed time, and the others keep the clock time of now unless one follows;
- a clock time: ``15:00``, ``3pm``, ``at 3:30 pm``, ``noon``, with seconds too, which do not count;
  after a day also ``15h``, ``1500``, and where it leaves no doubt ``tomorrow 9``. Without one a day
  begins at `MORNING`;
- a zone: a name (``Europe/Warsaw``), a city (``Tokyo``), or an offset (``+02:00``, ``Z``); see
  `start_zone`.

A date as ``3/12/2026`` is a different day in different countries, and is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seq_tui.domain.start import StartError, to_the_minute
from seq_tui.domain.start_parts import EXAMPLES, MONTHS, WEEKDAYS, find_start, with_hour
from seq_tui.domain.zone_name import zone_name

if TYPE_CHECKING:
    from datetime import datetime

    from seq_tui.domain.start_parts import Parts

MAX_TEXT = 200
"""Most characters of a start."""

FILLERS = ("at", "on", "in", "the", "of", "this", "morning")
"""Words between the parts of a start, which say nothing more: a day begins at `MORNING`."""

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

NO_CLOCK_TIME = ("afternoon", "evening", "midnight", "night", "lunch")
"""Times of day that begin at no time that all people share."""

_MAX_QUOTED = 40
"""Most characters of an invalid text that the error message quotes."""

_FRAME = re.compile(
    r"^(?:if started |start )?(?:(?:≥|>=) ?)?"
    r"|(?:, zone unknown)?(?: !| held|, held over the weekend)?(?: [·|] day [0-9]+)?$",
    re.IGNORECASE,
)
"""What this program writes around a time."""

_TOKEN = re.compile(
    r"""(?:
      (?P<iso>     [0-9]{4} (?: (?:-[0-9]{1,2}){2} | (?:/[0-9]{1,2}){2} ))
                   (?: t(?=[0-9]) | (?![\w/-]) )
    | (?P<dotted>  [0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}) (?![\w.])
    | (?P<unclear> [0-9]{1,4}(?:/[0-9]{1,4}){1,2} | [0-9]{1,4}(?:-[0-9]{1,4}){2}) (?![\w:/-])
    | (?P<move>    (?:in\ |[+-]\ ?)[0-9]{1,9}\ ?(?:wd|weekdays?|d|days?|w|weeks?|h|hours?)
                 | [0-9]{1,9}\ (?:weekdays?|days?|weeks?|hours?)) (?![a-z])
    | (?P<clock>   [0-9]{1,2} (?: (?: :[0-9]{2}){1,2} (?:[.,][0-9]{1,9})? (?:\ ?[ap]m\b)?
                                | \ ?[ap]m\b )) (?![0-9:.])
    | (?P<hours>   (?<![a-z]) [0-9]{1,2}h(?:[0-9]{2})?) \b
    | (?P<oclock>  [0-9]{1,2}) \ ?o'?clock\b
    | (?P<ordinal> [0-9]{1,2}) (?:st|nd|rd|th) (?![\w:.])
    | (?P<offset>  (?:utc|gmt)[+-][0-9]{1,2}(?: :?[0-9]{2}){0,2}
                 | [+-](?: [0-9]{2}(?: :?[0-9]{2}){0,2} | [0-9]:[0-9]{2} )) (?![\w:-])
    | (?P<year>    [0-9]{4}) (?!\w)
    | (?P<number>  [0-9]{1,2}) (?![\w:.])
    | (?P<zone>    [a-z_-]+(?:/[a-z0-9_+-]+)+ | [a-z]{3}[0-9][a-z]{3} | gmt0
                 | (?:[a-z]{3,}|<[^<> ]+>)[+-]?[0-9][^ ,]*(?:,[^ ,]+){2} | <[^<> ]+>[^ ,]+) (?!\w)
    | (?P<word>    [a-z]+(?:[_-][a-z]+)*)
    ) [ ,]*""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def parse_start(text: str, now: datetime, at_hand: datetime | None = None) -> datetime:
    """Parse a start relative to the time `now`, to the minute.

    With a start `at_hand`, a clock time alone is on its day, and a zone alone at its clock time.
    It is in the zone of `now`, unless the text names another zone. A clock time that does not exist
    on its day moves forward by the gap; of one that exists twice, the first is used, unless the
    text tells which.

    Raises:
        StartError: the text has none of the forms above, or is outside the years 1 to 9999.
    """
    try:
        parts = _parse_parts(text, now)
        if at_hand is not None and parts is not None:
            if parts.keys() == {"zone"} and _is_zone(parts["zone"]):
                parts |= {"iso": f"{at_hand:%Y-%m-%d}", "clock": f"{at_hand:%H:%M}"}
            elif "clock" in parts and not parts.keys() - {"clock", "zone", "offset"}:
                now = at_hand
        start = None if parts is None else _start_in_zone(parts, now)
    except OverflowError:
        raise StartError(f"{_quote(text)} is outside the years of the calendar") from None
    if start is None:
        raise StartError(f"{_quote(text)} is not understood as a start; {EXAMPLES}")
    return to_the_minute(start)


def _is_zone(name: str) -> bool:
    # Imported only where it is needed: for a start with a zone.
    from seq_tui.domain.zone import find_zone

    try:
        find_zone(name)
    except StartError:
        return False
    return True


def _parse_parts(text: str, now: datetime) -> Parts | None:
    """The parts of a text, or `None` if it has an unknown one, or two of a kind."""
    if len(text) > MAX_TEXT:
        return None
    text = re.sub(
        r"\bin an? ", "in 1 ", _FRAME.sub("", " ".join(text.split())), flags=re.IGNORECASE
    )
    text = re.sub(rf"\b(?:{'|'.join(NUMBERS)})(?= (?:week|day|hour))", _digits, text, flags=re.I)
    # The zone at hand may be named by a path or by rules.
    own = re.search(rf" {re.escape(zone_name(now))}(?= [0-9]{{4}}$|$)", text, re.IGNORECASE)
    if own:
        text = text[: own.start()] + text[own.end() :]
    parts: Parts = {}
    end, kind = 0, ""
    for token in _TOKEN.finditer(text):
        before = kind
        kind, value = _classify(token)
        if kind == "filler" and token.start() == end:
            end = token.end()
            continue
        if kind == "number" and re.search(r"\bat $", text[: token.start()], re.IGNORECASE):
            kind, value = "clock", f"{value}:00"
        is_continued = kind == before == "zone"
        is_repeated = kind in parts and not is_continued
        if token.start() != end or is_repeated or _is_misplaced(kind, token, parts):
            return None
        parts[kind] = f"{parts[kind]} {value}" if is_continued else value
        end = token.end()
    if own:
        parts.setdefault("zone", zone_name(now))
    if "month" in parts and "ordinal" in parts:
        parts.setdefault("number", parts.pop("ordinal"))
    is_early = "zone" in parts and len(parts) > 1 and next(iter(parts)) == "zone"
    return parts if end == len(text) and not is_early else None


def _digits(number: re.Match[str]) -> str:
    return str(NUMBERS.index(number[0].lower()) + 1)


def _is_misplaced(kind: str, token: re.Match[str], parts: Parts) -> bool:
    """Whether what looks like an offset is the end of a range."""
    if kind == "offset" and token[0].startswith("-") and "iso" not in parts:
        return not token.string[: token.start()].endswith(" ")
    return False


def _classify(token: re.Match[str]) -> tuple[str, str]:
    """The kind of a token, and what it says: of a weekday or a month the number, as text."""
    kind = token.lastgroup or ""
    value = token[kind]
    if kind == "word":
        return _classify_word(value)
    if kind == "oclock" and int(value) <= 12:
        hour = int(value)
        raise StartError(f"{hour} o'clock may be {hour % 12}:00 or {hour % 12 + 12}:00; type one")
    if kind in ("oclock", "hours"):
        return "clock", value.lower() if kind == "hours" else f"{value}:00"
    return kind, value if kind == "zone" else value.lower()


def _classify_word(value: str) -> tuple[str, str]:
    word = value.lower()
    if len(word) > 3 and any(each.startswith(word) for each in NO_CLOCK_TIME):
        raise StartError(f"type a clock time such as 15:00 for {word}")
    if word == "z":
        return "offset", "+00:00"
    if word in FILLERS:
        return "filler", word
    if word == "noon":
        return "clock", "12:00"
    if word in ("now", "today", "tomorrow", "next", "week"):
        return word, word
    for kind, names in (("weekday", WEEKDAYS), ("month", MONTHS)):
        for number, name in enumerate(names):
            if len(word) >= 3 and name.lower().startswith(word):
                return kind, str(number)
    return "zone", value


def _start_in_zone(parts: Parts, now: datetime) -> datetime | None:
    """The start that the parts say, in the zone that they name."""
    zone, offset = parts.pop("zone", ""), parts.pop("offset", "")
    start = find_start(parts, now)
    if start is None or not (zone or offset):
        return start
    # An offset belongs to a clock time; after a date alone, it may be the end of a range.
    if offset and "clock" not in with_hour(parts):
        return None
    # Imported only where it is needed: for a start with a zone.
    from seq_tui.domain.start_zone import find_start_in_zone

    return find_start_in_zone(parts, zone, offset, now)


def _quote(text: str) -> str:
    """The text in one line, with control characters escaped."""
    return repr(text if len(text) <= _MAX_QUOTED else text[:_MAX_QUOTED] + "...")
