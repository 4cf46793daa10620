"""What a start means while it is being typed, and how its last word may go on."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.start import StartError
from seq_tui.domain.start_parts import EXAMPLES, MONTHS, WEEKDAYS
from seq_tui.domain.start_text import parse_start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

NAMES = tuple(map(str.lower, (*WEEKDAYS, *MONTHS)))

WORDS = ("today", "tomorrow", "now", "next", "noon", *NAMES)

ABBREVIATION = 3
"""Letters from which on a weekday or a month is understood."""

UNITS = ("weeks", "days", "hours", "weekdays")

MIN_ZONE = 2
"""Fewest letters of a zone or a city that are completed."""

SIMILARITY = 0.8
"""How similar a mistyped word must be to a known one, from 0 to 1."""

EXPECTED = (
    (r"next", "a weekday or week: next thu, next week"),
    (r"in", "how long: in 2 weeks, in 3 weekdays"),
    (r"[+-]", "a number: +2d, +3wd, +1w"),
    (r"(in |[+-] ?)[0-9]+ ?[a-z]*", "days, weekdays, weeks or hours: +2d, +3wd, +1w, +4h"),
    (r"[0-9]{1,2}:[0-9]?", "two digits of minutes: 15:00"),
    (r"[0-9]{4}-([0-9]{1,2}(-)?)?", "a month and a day: 2026-12-03"),
    (r"[0-9]{1,2}\.([0-9]{1,2}\.?[0-9]{0,3})?", "a whole date or time: 3.12.2026, 15:00"),
    (r"[0-9]{1,3}", "a month, a time or a year: 3 dec, 3pm, 15:00"),
    (r"[0-9]{1,2}:[0-9]{2} ?[ap]|[0-9]{1,2} ?[ap]", "am or pm"),
)
"""What may follow a text that ends in one of these, with examples."""


class Reading(NamedTuple):
    """What a text means so far."""

    start: datetime | None
    message: str = ""
    """What is expected next, or what is wrong; empty with a start."""

    is_wrong: bool = False
    """Whether more characters cannot make a start of it."""


def read_start(text: str, now: datetime, start: datetime) -> Reading:
    """Read a start while it is typed; ``3 weeks later`` counts from the `start` at hand."""
    text = " ".join(text.split())
    if not text:
        return Reading(None, "a day, a date, a time, or a move")
    _, word = _split(text)
    completed = _complete_word(text)
    if completed and completed not in (*WORDS, *UNITS):
        # Half a name is looked for among the abbreviations of all zones (60 ms).
        return Reading(None, f"a zone: {completed}")
    try:
        return Reading(_parse(text, now, start))
    except StartError as error:
        for ending, expected in EXPECTED:
            if re.search(rf"(^| )(?:{ending})$", text, re.IGNORECASE):
                return Reading(None, expected)
        if completed and (len(word) < ABBREVIATION or completed not in NAMES):
            return Reading(None, f"{completed}?")
        if similar := _similar(text, now, start):
            return Reading(None, f"did you mean {similar}?", is_wrong=True)
        return Reading(None, str(error).removesuffix(f"; {EXAMPLES}"), is_wrong=True)


def _similar(text: str, now: datetime, start: datetime) -> str:
    """The text with its first word corrected, where that makes a start; empty elsewhere."""
    # Imported only where it is needed: for a mistyped word.
    import difflib

    word = re.search("(?<![a-z/_])[a-z]{3,}(?![a-z/_])", text, re.IGNORECASE)
    if word is None or any(name.startswith(word[0].lower()) for name in WORDS):
        return ""
    for name in difflib.get_close_matches(word[0].lower(), WORDS, n=1, cutoff=SIMILARITY):
        corrected = f"{text[: word.start()]}{name}{text[word.end() :]}"
        if name == "next" or _is_start(corrected, now, start):
            return corrected
    return ""


def _is_start(text: str, now: datetime, start: datetime) -> bool:
    try:
        _parse(text, now, start)
    except StartError:
        return False
    return True


def _parse(text: str, now: datetime, start: datetime) -> datetime:
    if move := re.fullmatch("([0-9]{1,4} ?[a-z]+) (later|earlier)(.*)", text, re.IGNORECASE):
        sign = "+" if move[2].lower() == "later" else "-"
        return parse_start(f"{sign}{move[1]}{move[3]}", start)
    return parse_start(text, now, start)


def complete_start(text: str) -> str:
    """The text with its last word completed; empty if there is nothing to complete."""
    name = _complete_word(text)
    return _split(text)[0] + name if name else ""


def _complete_word(text: str) -> str:
    """The last word, completed; empty if it is complete, or cannot be completed."""
    before, word = _split(text)
    for name in _candidates(before, word) if word else ():
        if name.lower().startswith(word.lower()) and len(name) > len(word):
            return name
    return ""


def _split(text: str) -> tuple[str, str]:
    """What is before the last word, and that word, which may be the name of a zone."""
    word = re.search("[a-z][a-z_/]*$", text, re.IGNORECASE)
    return (text[: word.start()], word[0]) if word else (text, "")


def _candidates(before: str, word: str) -> Iterator[str]:
    if re.search("(^|[ +-])[0-9]+ ?$", before) and re.match("([+-]|in )", before):
        yield from UNITS
    yield from WORDS
    if before.strip() and len(word) >= MIN_ZONE:
        # Imported only where it is needed: for a start with a zone.
        from seq_tui.domain.zone import cities

        names = cities()
        yield from names
        yield from names.values()


def start_examples(now: datetime) -> tuple[str, ...]:
    """Starts that can be typed, with dates of the next days."""
    day, later = now + timedelta(days=3), now + timedelta(days=12)
    weekday, month = WEEKDAYS[day.weekday()][:3].lower(), MONTHS[later.month - 1][:3].lower()
    return (
        f"{weekday} 15:00",
        f"{later.day} {month} 9:30",
        "in 2 weeks",
        f"{weekday} 3pm Tokyo",
        "+2wd",
        f"{later:%Y-%m-%d}",
    )
