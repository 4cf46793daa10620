"""The texts for what is different between two sequences, for the screen and the exports."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.comparison.field_changes import ABSENT, CREATOR_ID, PROPERTIES, STEPS
from seq_tui.domain.comparison.step_pairs import Change
from seq_tui.domain.delay import CumulativeDelay, cumulative_delays
from seq_tui.domain.schedule import landings
from seq_tui.domain.summary import summarise
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.layout import cut
from seq_tui.presentation.wording import (
    HOURS,
    UNKNOWN,
    WEEKDAYS,
    counted,
    creator_text,
    length_text,
    span_text,
    steps_text,
    value_text,
)
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.comparison.compare import Comparison
    from seq_tui.domain.comparison.field_changes import Absent, FieldChange
    from seq_tui.domain.json import Json
    from seq_tui.domain.schedule import Landing
    from seq_tui.domain.sequence import Sequence

SIGNS = {
    Change.EQUAL: " ",
    Change.CHANGED: "~",
    Change.MOVED: ">",
    Change.MOVED_AWAY: "<",
    Change.ADDED: "+",
    Change.REMOVED: "-",
}
"""What stands before a step; plain in any encoding."""

NO_DIFFERENCE = "no difference"
NOT_SENT = "not sent"

EARLIER, LATER = "earlier", "later"
SHORTER, LONGER = "shorter", "longer"

MAX_VALUE = 60
"""Most cells of a value in one line."""

CONTEXT = 10
"""Characters before the first difference of two long texts."""

MAX_NAMES = 3
"""Most fields that a summary names."""


class Unit(NamedTuple):
    """A unit of time, in words and in a column."""

    noun: str
    symbol: str

    def short(self, amount: int | float) -> str:
        """``4 h``."""
        return f"{counted(amount, self.noun).split()[0]} {self.symbol}"


DAY, WEEKDAY = Unit("day", "d"), Unit("weekday", WEEKDAYS)
HOUR, MINUTE = Unit("hour", HOURS), Unit("minute", "min")


class Sides(NamedTuple):
    """Where the two sequences come from; empty if that is the same."""

    old: str = ""
    new: str = ""


class Difference(NamedTuple):
    """Something that differs, in words."""

    name: str
    old: str
    new: str

    def text(self, glyphs: Glyphs) -> str:
        """``7 → 8``."""
        return f"{self.old} {glyphs.arrow} {self.new}"


def field_difference(field: FieldChange, glyphs: Glyphs = UNICODE) -> Difference:
    """A field that differs, each value in one line: of long texts, the part that differs."""
    old, new = _line(field.old), _line(field.new)
    if max(len(old), len(new)) > MAX_VALUE:
        skipped = max(_common_length(old, new) - CONTEXT, 0)
        if skipped:
            # From the beginning of a word, if one is near.
            skipped = old.rfind(" ", max(skipped - CONTEXT, 0), skipped) + 1 or skipped
            old, new = (glyphs.ellipsis + text[skipped:] for text in (old, new))
    name = sanitize(field.name.removeprefix(f"{PROPERTIES}."), limit=MAX_VALUE)
    return Difference(name, *(cut(text, MAX_VALUE, glyphs.ellipsis) for text in (old, new)))


def sequence_differences(
    comparison: Comparison, glyphs: Glyphs = UNICODE, weekend: WeekendRule = WeekendRule.HOLD
) -> list[Difference]:
    """What differs between two sequences besides their steps: fields, then figures."""
    old, new = comparison.old, comparison.new
    found = []
    for field in comparison.fields:
        if field.name == STEPS:
            found.append(Difference(STEPS, steps_text(old), steps_text(new)))
        elif field.name == CREATOR_ID and (old.creator_name or new.creator_name):
            found.append(Difference("creator", creator_text(old), creator_text(new)))
        else:
            found.append(field_difference(field, glyphs))
    if comparison.has_steps:
        both = zip(_figures(old, glyphs, weekend), _figures(new, glyphs, weekend), strict=True)
        found += [
            Difference(name, before, after)
            for (name, before), (_, after) in both
            if before != after
        ]
    return found


def summary_text(
    comparison: Comparison,
    start: datetime | None = None,
    weekend: WeekendRule = WeekendRule.HOLD,
) -> str:
    """``name differs; 2 steps added, 1 moved; ends 3 days later``; what differs, in one line.

    A start, which must have a zone, says when the last steps happen; without one, the sums of the
    delays are compared.
    """
    if comparison.is_equal:
        return NO_DIFFERENCE
    fields = [field.name for field in comparison.fields if field.name != STEPS]
    names = [sanitize(name, limit=MAX_VALUE) for name in fields]
    parts = [_names_text(names)] if names else []
    if comparison.has_steps:
        parts.append(_steps_summary(comparison))
        parts.append(_end_text(comparison, start, weekend))
    elif len(fields) < len(comparison.fields):
        parts.append("the steps cannot be compared")
    return "; ".join(part for part in parts if part)


def later_text(old: Landing, new: Landing, *, short: bool = False) -> str:
    """``3 days later``, ``4 hours earlier`` by the clock; short ``+3 d``, ``-4 h``.

    Empty if both are at the same time, ``?`` if one of them is unknown.
    """
    if old.at is None or new.at is None:
        return "" if old.at is new.at else UNKNOWN
    gap = new.at.replace(tzinfo=None) - old.at.replace(tzinfo=None)
    gap = gap or new.at.astimezone(UTC) - old.at.astimezone(UTC)
    if not gap:
        return ""
    minutes = round(abs(gap) / timedelta(minutes=1))
    units = ((minutes // 1440, DAY), (minutes // 60 % 24, HOUR), (minutes % 60, MINUTE))
    lengths = [(amount, unit) for amount, unit in units if amount] or [(0, MINUTE)]
    is_later = gap > timedelta()
    if short:
        return "-+"[is_later] + " ".join(unit.short(amount) for amount, unit in lengths)
    length = " ".join(counted(amount, unit.noun) for amount, unit in lengths)
    return f"{length} {(EARLIER, LATER)[is_later]}"


def delay_later_text(
    old: CumulativeDelay,
    new: CumulativeDelay,
    words: tuple[str, str] = (EARLIER, LATER),
    *,
    short: bool = False,
) -> str:
    """``2 weekdays later, 4 hours earlier``; short ``+2 wd -4 h``.

    Empty for equal sums, ``?`` if one of them is incomplete.
    """
    if not (old.complete and new.complete):
        return "" if old == new else UNKNOWN
    both = ((new.weekdays - old.weekdays, WEEKDAY), (new.hours - old.hours, HOUR))
    gaps = [(gap, unit) for difference, unit in both if (gap := round(difference, 9))]
    if short:
        return " ".join(f"{'-+'[gap > 0]}{unit.short(abs(gap))}" for gap, unit in gaps)
    amounts: dict[str, list[str]] = {}
    for gap, unit in gaps:
        amounts.setdefault(words[gap > 0], []).append(counted(abs(gap), unit.noun))
    return ", ".join(f"{' '.join(texts)} {word}" for word, texts in amounts.items())


def _figures(sequence: Sequence, glyphs: Glyphs, weekend: WeekendRule) -> Iterator[tuple[str, str]]:
    """What can be counted of a sequence, by name."""
    summary = summarise(sequence, weekend)
    yield "e-mails", str(summary.emails - summary.replies)
    yield "replies", str(summary.replies)
    yield "tasks", str(summary.tasks)
    yield "unknown actions", str(summary.unknown)
    yield "length", length_text(summary, glyphs=glyphs)
    yield "calendar days", span_text(summary.span_days, glyphs) or UNKNOWN


def _names_text(names: list[str]) -> str:
    if len(names) > MAX_NAMES:
        return f"{len(names)} fields differ"
    *first, last = names
    return f"{', '.join(first)} and {last} differ" if first else f"{last} differs"


def _steps_summary(comparison: Comparison) -> str:
    kinds = (Change.ADDED, Change.REMOVED, Change.MOVED, Change.CHANGED)
    counts = [(comparison.count(kind), kind.value) for kind in kinds]
    texts = [(count, word) for count, word in counts if count]
    if not texts:
        return "the steps are equal"
    (first, word), *others = texts
    return ", ".join(
        [f"{counted(first, 'step')} {word}", *(f"{count:,} {verb}" for count, verb in others)]
    )


def _end_text(comparison: Comparison, start: datetime | None, weekend: WeekendRule) -> str:
    old, new = comparison.old.steps, comparison.new.steps
    if not old or not new:
        return ""
    before, after = cumulative_delays(old)[-1], cumulative_delays(new)[-1]
    if start is None:
        text = delay_later_text(before, after, (SHORTER, LONGER))
        return "length unknown" if text == UNKNOWN else text
    text = later_text(landings(old, start, weekend)[-1], landings(new, start, weekend)[-1])
    if text == UNKNOWN:
        return "end unknown"
    is_earliest = before.at_earliest or after.at_earliest
    return f"{'earliest end' if is_earliest else 'ends'} {text}" if text else ""


def _line(value: Json | Absent) -> str:
    return NOT_SENT if value is ABSENT else " ".join(value_text(value).split())


def _common_length(old: str, new: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = zip(old, new, strict=False)
    return next(
        (i for i, (one, other) in enumerate(pairs) if one != other), min(map(len, (old, new)))
    )
