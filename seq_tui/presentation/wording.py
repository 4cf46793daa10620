"""The texts for a sequence and its parts, for the screen and the exports.

They are sanitised (`seq_tui.sanitize.sanitize`), and of one line except those of `value_text`.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import MAXYEAR, datetime, timedelta
from typing import TYPE_CHECKING

from seq_tui.domain.delay import CumulativeDelay
from seq_tui.domain.sequence import EmailAction, TaskAction
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.domain.zone_name import is_zone_known, zone_name
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from seq_tui.domain.delay import Delay
    from seq_tui.domain.json import Json
    from seq_tui.domain.schedule import Landing
    from seq_tui.domain.sequence import Action, Sequence
    from seq_tui.domain.summary import Summary

TASK = "task"
AT_ONCE = "at once"
WEEKDAYS, HOURS = "wd", "h"
"""The units of delays in columns and charts, everywhere the same; in sentences and where a column
has room they are ``weekdays`` and ``hours``."""

UNKNOWN = "?"
"""Stands alone for a missing value, and after one that could not be read or summed."""

FOREVER = "forever"

MAX_LINE = 200
"""Most characters of foreign text in one line; `value_text` returns all of it."""

MAX_CREATOR = 60
"""Most characters of the name of a creator."""

MAX_COMPACT_JSON = 60
"""Most characters of JSON in one line; a longer object or array is indented over several."""

WEEKEND = "!"
"""After a time on a Saturday or Sunday."""

HELD = "held"
"""After the Monday on which an e-mail is sent that was due on the weekend before."""

HELD_IN_FULL = "held over the weekend"
"""The same where there is room."""

ZONE_UNKNOWN = "zone unknown"
"""After an offset from UTC that is all that is known of a zone."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

NOMINAL = 11
"""Most cells of a delay in the list of sequences."""

_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Characters that Unicode calls printable but that look empty: Hangul fillers, blank Braille."""


def counted(amount: int | float, noun: str) -> str:
    """``1 row``, ``2 rows``, ``3 replies``, ``1,234 sequences``; `noun` is the singular."""
    return f"{_number(amount)} {noun if amount == 1 else _plural(noun)}"


def number_text(number: int | None) -> str:
    """The number, or ``?`` if it was not sent."""
    return UNKNOWN if number is None else str(number)


def delay_text(delay: Delay, *, short: bool = False) -> str:
    """``at once``, ``1 weekday``, ``4 hours``; an unreadable delay as received, with a ``?``."""
    if delay.weekdays is None or delay.hours is None:
        received = [_raw(value) for value in (delay.amount, delay.unit) if value is not None]
        return " ".join([*received, UNKNOWN])
    return _sum_text(delay.weekdays, delay.hours, short=short) or AT_ONCE


def cumulative_text(
    total: CumulativeDelay, *, short: bool = False, glyphs: Glyphs = UNICODE
) -> str:
    """``≥ 3 weekdays 4 hours``; short ``≥ 3 wd 4 h``; a ``?`` marks an incomplete sum."""
    text = _sum_text(total.weekdays, total.hours, short=short)
    if not total.complete:
        text = f"{text} {UNKNOWN}" if text else UNKNOWN
    text = text or AT_ONCE
    return f"{glyphs.at_earliest} {text}" if total.at_earliest else text


def length_text(summary: Summary, *, short: bool = False, glyphs: Glyphs = UNICODE) -> str:
    """The cumulative delay of the last step, as `cumulative_text` formats it."""
    last = CumulativeDelay(summary.weekdays, summary.hours, summary.complete, summary.at_earliest)
    return cumulative_text(last, short=short, glyphs=glyphs)


def nominal_text(total: CumulativeDelay, glyphs: Glyphs = UNICODE, cells: int = NOMINAL) -> str:
    """`cumulative_text` in a narrow column: ``6 wd 4 h``, ``≥ 3 wd``; ``?`` if it is incomplete.

    A ``+`` stands for hours that do not fit beside the weekdays.
    """
    if not total.complete:
        return UNKNOWN
    prefix = f"{glyphs.at_earliest} " if total.at_earliest else ""
    days = f"{_brief(total.weekdays)} {WEEKDAYS}" if total.weekdays else ""
    hours = f"{_brief(total.hours)} {HOURS}" if total.hours else ""
    if not (days and hours):
        return prefix + (days or hours or AT_ONCE)
    text = f"{prefix}{days} {hours}"
    return text if len(text) <= cells else f"{prefix}{days}+"


def span_text(span_days: tuple[int, int] | None, glyphs: Glyphs = UNICODE) -> str:
    """``8–10 days``, ``1 day``, ``same day``; empty if the span is unknown."""
    if span_days is None:
        return ""
    low, high = span_days
    if low == high:
        return counted(low, "day") if low else "same day"
    return f"{_number(low)}{glyphs.dash}{_number(high)} days"


def steps_text(sequence: Sequence) -> str:
    """``5 steps``, ``5 of 8 steps received``, ``8 steps, not included``."""
    total = sequence.steps_total
    if sequence.steps is None:
        if total is None:
            return "steps not included"
        return f"{counted(total, 'step')}, not included"
    received = len(sequence.steps)
    if total is not None and total != received:
        return f"{_number(received)} of {counted(total, 'step')} received"
    return counted(received, "step")


def action_text(action: Action) -> str:
    """``e-mail 398744``, ``reply 398745``, ``task Call about price``; unknown types as received."""
    if isinstance(action, EmailAction):
        kind = "reply" if action.is_reply else "e-mail"
        template = action.template_id
        return f"{kind} {_one_line(template)}" if template is not None else f"{kind}, no template"
    if isinstance(action, TaskAction):
        content = _one_line(action.content) if action.content is not None else ""
        return f"{TASK} {content}" if content else f"{TASK}, no text"
    return _one_line(action.action_type) if action.action_type else "unknown action"


def action_label(action: Action) -> str:
    """`action_text` beside the mark of the action, which says that a task is one."""
    text = action_text(action)
    return text.removeprefix(f"{TASK} ") if isinstance(action, TaskAction) else text


def action_mark(action: Action, glyphs: Glyphs = UNICODE) -> str:
    """The glyph of an action: ``✉``, ``↩``, ``☐``, or ``?`` for an unknown type."""
    return glyphs.action(action.kind)


def moment_text(moment: str | None) -> str:
    """``12 Oct 2026`` for an ISO 8601 time with a zone, in that zone; anything else as received.

    ``9999-12-31T00:00:00Z`` means forever (API document, "Date and time").
    """
    if moment is None:
        return UNKNOWN
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        parsed = None
    if parsed is None or parsed.tzinfo is None:
        return _one_line(moment) or UNKNOWN
    if parsed.year == MAXYEAR:
        return FOREVER
    return f"{parsed.day} {MONTHS[parsed.month - 1]} {parsed.year}"


def as_of_text(read_at: datetime, now: datetime) -> str:
    """``as of 24 Nov 18:05``, in the zone of `now`; with the year if it differs.

    ``age unknown`` if `read_at` is in the future, because one of the two clocks was wrong.
    """
    if read_at >= now + timedelta(minutes=1):
        return "age unknown"
    at = read_at.astimezone(now.tzinfo)
    year = "" if at.year == now.year else f" {at.year}"
    return f"as of {at.day} {MONTHS[at.month - 1]}{year} {at:%H:%M}"


def landing_text(
    landing: Landing,
    start: datetime,
    glyphs: Glyphs = UNICODE,
    *,
    short: bool = True,
    above: datetime | None = None,
) -> str:
    """``Thu 26 Nov 13:00``, ``Sat 28 Nov 13:00 !``, ``≥ Mon 30 Nov 00:00 held``, ``?``.

    The year is shown if it is not the year of `start`; below another time, `above`, only where it
    differs from the year of that one: ``Thu 31 Dec 13:00``, ``Fri 1 Jan 2027 13:00``,
    ``Mon 4 Jan 13:00``. `rule_text` explains the signs.
    """
    at = landing.at
    if at is None:
        return UNKNOWN
    in_year = at.year == (start if above is None else above).year
    text = f"{_date_text(at, in_year=in_year)} {_clock_text(at)}"
    text = f"{glyphs.at_earliest} {text}" if landing.at_earliest else text
    return text + landing_remark(landing, short=short)


def landing_remark(landing: Landing, *, short: bool = True) -> str:
    """The end of `landing_text`: `` held``, ``, held over the weekend``, `` !``, or nothing."""
    if landing.held:
        return f" {HELD}" if short else f", {HELD_IN_FULL}"
    return f" {WEEKEND}" if landing.is_weekend else ""


def day_text(landing: Landing) -> str:
    """``Day 3``, where the start is on day 1; ``?`` if the landing is unknown."""
    return UNKNOWN if landing.day is None else f"Day {landing.day}"


def start_text(start: datetime) -> str:
    """``if started Mon 23 Nov 2026 09:00 Europe/Warsaw``.

    ``UTC+01:00, zone unknown`` if only the offset is known, so that clock changes are missing.
    """
    zone = zone_name(start) if is_zone_known(start) else f"{zone_name(start)}, {ZONE_UNKNOWN}"
    return f"if started {_date_text(start)} {_clock_text(start)} {zone}"


def short_start_text(start: datetime, now: datetime) -> str:
    """``Mon 30 Nov 09:00``, with the year and the place unless they are those of the present."""
    date = _date_text(start, in_year=start.year == now.year)
    zone = zone_name(start)
    place = "" if zone == zone_name(now) else f" {zone.rpartition('/')[2].replace('_', ' ')}"
    return f"{date} {_clock_text(start)}{place}"


def rule_text(glyphs: Glyphs = UNICODE, weekend: WeekendRule = WeekendRule.HOLD) -> str:
    """The rule for landings, and the meaning of the signs beside them, in 76 cells."""
    if weekend is WeekendRule.HOLD:
        rule = f"e-mails {HELD_IN_FULL}, {WEEKEND} on a weekend"
    else:
        rule = f"weekdays skip Sat/Sun, hours run on ({WEEKEND} weekend)"
    return f"Estimate: {rule}, {glyphs.at_earliest} at the earliest"


def rule_forms(
    glyphs: Glyphs = UNICODE, weekend: WeekendRule = WeekendRule.HOLD
) -> tuple[str, ...]:
    """`rule_text`, and the same in ever fewer words: 76, 62, 50 and 27 cells."""
    earliest = f"{glyphs.at_earliest} at the earliest"
    hold = weekend is WeekendRule.HOLD
    weekends = "weekend e-mails wait" if hold else "hours run on at weekends"
    return (
        rule_text(glyphs, weekend),
        f"Estimate: {weekends} {glyphs.dot} {WEEKEND} weekend {glyphs.dot} {earliest}",
        f"Estimate: {weekends} {glyphs.dot} {earliest}",
        f"Estimate: {earliest}",
    )


def days_rule_text(summary: Summary, glyphs: Glyphs = UNICODE) -> str:
    """What ``Day 33`` and ``30–32 days`` count, in one line."""
    rule = "Day 1 is the day of the start"
    if summary.span_days is None:
        return rule
    low, high = summary.span_days
    if not high:
        return f"{rule}, and of the last step{' at the earliest' * summary.at_earliest}"
    later = f"{span_text(summary.span_days, glyphs)} later"
    earliest = "at the earliest " * summary.at_earliest
    why = ", depending on when it starts" if low < high else ""
    return f"{rule}; the last step is {earliest}{later}{why}"


def name_text(sequence: Sequence) -> str:
    """The name in one line, or ``(unnamed #21)`` if it has no visible character."""
    if sequence.name is None or not any(map(_is_visible, sequence.name)):
        return "(unnamed)" if sequence.id is None else f"(unnamed #{sequence.id})"
    return sanitize(sequence.name)


def creator_text(sequence: Sequence) -> str:
    """Who created a sequence: the name in one line, where it is known, or else the id."""
    return sanitize(sequence.creator_name, limit=MAX_CREATOR) or number_text(sequence.creator_id)


def value_text(value: Json) -> str:
    """The whole value of a property: text with its line breaks, anything else as JSON."""
    if isinstance(value, str) and value:
        return sanitize(value, lines=True)
    text = json.dumps(value, ensure_ascii=False)
    if len(text) > MAX_COMPACT_JSON:
        text = json.dumps(value, ensure_ascii=False, indent=2)
    return sanitize(text, lines=True)


def _date_text(at: datetime, *, in_year: bool = False) -> str:
    year = "" if in_year else f" {at.year}"
    return f"{DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]}{year}"


def _clock_text(at: datetime) -> str:
    """``02:30``, or ``02:30 CEST`` if the clock shows that time twice on its day.

    ``02:30 +02:00`` where clocks have no word for it.
    """
    text = at.isoformat(timespec="minutes")
    if at.utcoffset() == at.replace(fold=1 - at.fold).utcoffset():
        return text[11:16]
    name = at.tzname() or ""
    return f"{text[11:16]} {name if name.isalpha() else text[16:]}"


def _brief(amount: int | float) -> str:
    """An amount in five characters or fewer: ``12``, ``1.5``, ``0.33``, ``14k``."""
    if amount < 10:
        return f"{amount:.2g}"
    amount, powers = int(amount), 0
    while amount >= 10_000:
        amount, powers = amount // 1000, powers + 1
    return f"{amount}{'kMGT'[powers - 1] if powers else ''}"


def _number(amount: int | float) -> str:
    return f"{int(amount) if amount == int(amount) else amount:,}"


def _plural(noun: str) -> str:
    """The plural by the rules of English; only a ``y`` after a consonant becomes ``ies``."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _sum_text(weekdays: int | float, hours: int | float, *, short: bool) -> str:
    parts = []
    if weekdays:
        parts.append(f"{_number(weekdays)} {WEEKDAYS}" if short else counted(weekdays, "weekday"))
    if hours:
        parts.append(f"{_number(hours)} {HOURS}" if short else counted(hours, "hour"))
    return " ".join(parts)


def _raw(value: Json) -> str:
    """An unexpected value: a word as it is, anything else as JSON."""
    if isinstance(value, str) and value.isalpha():
        return sanitize(value, limit=MAX_LINE)
    return sanitize(json.dumps(value, ensure_ascii=False), limit=MAX_LINE)


def _one_line(value: Json) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return sanitize(" ".join(text.split()), limit=MAX_LINE)


def _is_visible(character: str) -> bool:
    return (
        character.isprintable()
        and not character.isspace()
        and character not in _BLANK
        and not unicodedata.category(character).startswith("M")
    )
