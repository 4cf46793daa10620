"""Sequences as a Gantt chart of Mermaid: a diamond where a step happens, a bar while it waits.

Times are what a clock shows in the zone of the start, which the title names. Weekends are not
excluded: Mermaid would make each bar longer that touches one, also a wait of hours.

Mermaid reads no more than `MAX_TEXT` characters. What has no room is left out, and the chart says
how much that is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seq_tui.domain.schedule import landings
from seq_tui.export.step_rows import ScheduledRow, scheduled_rows
from seq_tui.presentation.layout import cut
from seq_tui.presentation.wording import (
    UNKNOWN,
    counted,
    name_text,
    rule_text,
    start_text,
    steps_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.sequence import Sequence

MAX_TEXT = 50_000
"""Characters of a diagram that Mermaid reads, unless it is told otherwise (``maxTextSize``)."""

SPARE = 500
"""Of these, for the axis and for the section that says what is left out."""

MAX_LABEL = 80
"""Most cells of a label; Mermaid breaks no lines."""

BESIDE = 24
"""Most cells of what stands beside the chart."""

_COMPACT = "displayMode: compact\n"
"""Draws in one row what does not overlap, as a bar and the diamond behind it."""

_PREFACE = "---\n{}config:\n  gantt:\n    leftPadding: {}\n---\n"
"""With the room beside the chart, in pixels."""

_TICKS = ((2, "%a %H:%M", ""), (14, "%a %e %b", "1day"), (150, "%e %b", "1week"))
"""For charts of so many days at most: the format of the axis, and the interval of its labels."""

_LONG = ("%b %Y", "")

_SPECIAL = re.compile(r"[^\w .,()/!?=+≥·…✉↩☐–-]")
"""What Mermaid may take for more than a letter."""


def one(sequence: Sequence, start: datetime) -> bytes:
    """A chart of one sequence from a start, a time with a zone; a section for each step."""
    chart = Chart(start, name_text(sequence), _PREFACE.format(_COMPACT, 110))
    for row, begin, at in _rows(sequence, start):
        heading = cut(f"{row.rank} {row.mark} {row.wait}", BESIDE, "…")
        bar = [_task("·", "done", begin, at)] if begin < at else []
        chart.draw(heading, [*bar, _diamond(row, at)], at)
    if not sequence.steps:
        chart.draw("", [_task(steps_text(sequence), "milestone", start, start)], start)
    return chart.whole("step")


class Sections:
    """A document of many sequences: a chart with a section for each, and no bars."""

    def __init__(self, start: datetime) -> None:
        """Make an empty one for a start, a time with a zone."""
        self._start = start
        self._chart = Chart(start, "Sequences", _PREFACE.format("", 190))

    def add(self, sequence: Sequence) -> bytes:
        """Nothing yet: the axis, which comes first, depends on the last landing of all."""
        rows = list(_rows(sequence, self._start))
        tasks = [_diamond(row, at) for row, _, at in rows]
        empty = _task(steps_text(sequence), "milestone", self._start, self._start)
        last = max((at for _, _, at in rows), default=self._start)
        self._chart.draw(cut(name_text(sequence), BESIDE, "…"), tasks or [empty], last)
        return b""

    def end(self) -> bytes:
        """The chart."""
        return self._chart.whole("sequence")


class Chart:
    """The lines of a chart, as far as there is room."""

    def __init__(self, start: datetime, title: str, preface: str) -> None:
        """Make an empty chart.

        Args:
            start: a time with a zone.
            title: of any length.
            preface: what stands before the chart.
        """
        title = f"{cut(title, MAX_LABEL, '…')} · {start_text(start)}"
        self._head = f"{preface}gantt\n    title {escape(title)}\n"
        self._sections: list[str] = []
        self._room = MAX_TEXT - SPARE - _size(self._head)
        self._left_out = 0
        self._begin = self._last = _clock(start)

    def draw(self, heading: str, tasks: list[str], last: datetime) -> None:
        """Add a section that ends at `last`, if there is room and nothing was left out before."""
        section = _section(heading, tasks)
        size = _size(section)
        if self._left_out or size > self._room:
            self._left_out += 1
            return
        self._room -= size
        self._sections.append(section)
        self._last = max(self._last, _clock(last))

    def whole(self, noun: str) -> bytes:
        """The chart; `noun` is what each section stands for."""
        days = (self._last - self._begin).days
        form, interval = next(((form, each) for most, form, each in _TICKS if days <= most), _LONG)
        lines = ["%% " + rule_text(), "dateFormat YYYY-MM-DDTHH:mm", f"axisFormat {form}"]
        if interval:
            lines += [f"tickInterval {interval}", "weekday monday"]
        lines.append("todayMarker off")
        if self._left_out:
            omitted = counted(self._left_out, noun)
            text = f"{omitted} left out, Mermaid reads {MAX_TEXT:,} characters"
            task = _task(text, "crit, milestone", self._last, self._last)
            self._sections.append(_section("…", [task]))
        axis = "".join(f"    {line}\n" for line in lines)
        return (self._head + axis + "".join(self._sections)).encode()


def escape(text: str) -> str:
    """One line of foreign text as Mermaid shows it: special characters by their numbers."""
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)


def _rows(sequence: Sequence, start: datetime) -> Iterator[tuple[ScheduledRow, datetime, datetime]]:
    """Each step with where its bar begins and ends, as a clock shows it.

    A step whose landing is not known stands where the last known one does. The clock of a landing
    may be behind the one before it, where clocks go back; Mermaid's time cannot.
    """
    steps = sequence.steps or ()
    landed = landings(steps, start)
    begin = _clock(start)
    rows = scheduled_rows(steps, landed, start, short=True)
    for row, landing in zip(rows, landed, strict=True):
        at = begin if landing.at is None else max(begin, _clock(landing.at))
        yield row, begin, at
        begin = at


def _section(heading: str, tasks: list[str]) -> str:
    first = f"    section {escape(heading) or '·'}\n"
    return first + "".join(f"    {task}\n" for task in tasks)


def _diamond(row: ScheduledRow, at: datetime) -> str:
    """A step; behind the rank, no word of its action can be read as one of Mermaid's."""
    lands = "landing not known" if row.lands == UNKNOWN else row.lands
    label = f"{row.rank} {row.mark} {cut(row.action, MAX_LABEL, '…')} · {lands}"
    return _task(label, "milestone", at, at)


def _task(label: str, tags: str, begin: datetime, end: datetime) -> str:
    # A diamond is drawn in the middle of its time, so that it has none.
    until = "0d" if begin == end else _clock(end).isoformat(timespec="minutes")
    return f"{escape(label)} :{tags}, {_clock(begin).isoformat(timespec='minutes')}, {until}"


def _size(text: str) -> int:
    """The characters of a text as JavaScript counts them, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _clock(at: datetime) -> datetime:
    return at.replace(tzinfo=None, second=0, microsecond=0)
