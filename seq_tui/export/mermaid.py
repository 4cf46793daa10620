"""Sequences as a Mermaid Gantt chart: a bar for each wait, and a diamond where the step lands.

Times are local times in the zone of the start, which the title names. Weekends are not excluded:
Mermaid would extend each bar that touches one, even a wait in hours.

Mermaid reads at most `MAX_TEXT` characters. Sections beyond that are omitted, and the chart states
how many.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seq_tui.domain.schedule import landings
from seq_tui.domain.weekend_rule import WeekendRule
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
"""Mermaid's default limit on the characters of a diagram (``maxTextSize``)."""

RESERVED_TEXT = 500
"""Characters reserved for the axis and for the section about omitted ones."""

MAX_LABEL = 80
"""Maximum cells of a label; Mermaid does not wrap lines."""

MAX_HEADING = 24
"""Maximum cells of a section's heading, which is beside the chart."""

_COMPACT = "displayMode: compact\n"
"""Draws tasks that do not overlap in one row, such as a bar and its diamond."""

_FRONT_MATTER = "---\n{}config:\n  gantt:\n    leftPadding: {}\n---\n"
"""The front matter; its padding is the space for headings, in pixels."""

_TICKS = ((2, "%a %H:%M", ""), (14, "%a %e %b", "1day"), (150, "%e %b", "1week"))
"""Maximum length of a chart in days, the format of its axis, and the interval of the labels."""

_MONTHLY = ("%b %Y", "")

_SPECIAL = re.compile(r"[^\w .,()/!?=+≥·…✉↩☐–-]")
"""Characters that Mermaid may read as syntax."""


def render(sequence: Sequence, start: datetime, weekend: WeekendRule = WeekendRule.HOLD) -> bytes:
    """Draw one sequence from a start, which must have a zone, with a section for each step."""
    chart = Chart(start, name_text(sequence), _FRONT_MATTER.format(_COMPACT, 110), weekend)
    for row, begin, at in _rows(sequence, start, weekend):
        heading = cut(f"{row.rank} {row.mark} {row.wait}", MAX_HEADING, "…")
        bar = [_task("·", "done", begin, at)] if begin < at else []
        chart.add_section(heading, [*bar, _diamond(row, at)], at)
    if not sequence.steps:
        chart.add_section("", [_task(steps_text(sequence), "milestone", start, start)], start)
    return chart.encode("step")


class MermaidDocument:
    """A document of many sequences: a chart with a section for each, without bars."""

    def __init__(self, start: datetime, weekend: WeekendRule = WeekendRule.HOLD) -> None:
        """Begin an empty document for a start, which must have a zone."""
        self._start = start
        self._weekend = weekend
        self._chart = Chart(start, "Sequences", _FRONT_MATTER.format("", 190), weekend)

    def add(self, sequence: Sequence) -> bytes:
        """Return nothing yet: the chart begins with its axis, which depends on the last landing."""
        rows = list(_rows(sequence, self._start, self._weekend))
        tasks = [_diamond(row, at) for row, _, at in rows]
        empty = _task(steps_text(sequence), "milestone", self._start, self._start)
        last = max((at for _, _, at in rows), default=self._start)
        self._chart.add_section(cut(name_text(sequence), MAX_HEADING, "…"), tasks or [empty], last)
        return b""

    def end(self) -> bytes:
        """Return the chart."""
        return self._chart.encode("sequence")


class Chart:
    """A chart whose sections are omitted once it reaches Mermaid's limit."""

    def __init__(
        self, start: datetime, title: str, front_matter: str, weekend: WeekendRule
    ) -> None:
        """Begin an empty chart.

        Args:
            start: must have a zone.
            title: may have any length.
            front_matter: the text before the chart.
            weekend: the rule for the landings, which a comment explains.
        """
        title = f"{cut(title, MAX_LABEL, '…')} · {start_text(start)}"
        self._beginning = f"{front_matter}gantt\n    title {escape(title)}\n"
        self._rule = rule_text(weekend=weekend)
        self._sections: list[str] = []
        self._remaining = MAX_TEXT - RESERVED_TEXT - _size(self._beginning)
        self._omitted = 0
        self._begin = self._last = _local_time(start)

    def add_section(self, heading: str, tasks: list[str], last: datetime) -> None:
        """Add a section that ends at `last`, unless it or an earlier one does not fit."""
        section = _section(heading, tasks)
        size = _size(section)
        if self._omitted or size > self._remaining:
            self._omitted += 1
            return
        self._remaining -= size
        self._sections.append(section)
        self._last = max(self._last, _local_time(last))

    def encode(self, noun: str) -> bytes:
        """Return the chart; each section stands for one `noun`."""
        days = (self._last - self._begin).days
        axis_format, interval = next(
            ((axis_format, each) for most, axis_format, each in _TICKS if days <= most), _MONTHLY
        )
        lines = [f"%% {self._rule}", "dateFormat YYYY-MM-DDTHH:mm", f"axisFormat {axis_format}"]
        if interval:
            lines += [f"tickInterval {interval}", "weekday monday"]
        lines.append("todayMarker off")
        if self._omitted:
            omitted = counted(self._omitted, noun)
            text = f"{omitted} left out, Mermaid reads {MAX_TEXT:,} characters"
            task = _task(text, "crit, milestone", self._last, self._last)
            self._sections.append(_section("…", [task]))
        axis = "".join(f"    {line}\n" for line in lines)
        return (self._beginning + axis + "".join(self._sections)).encode()


def escape(text: str) -> str:
    """Escape one line of received text, with special characters as numeric entities."""
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)


def _rows(
    sequence: Sequence, start: datetime, weekend: WeekendRule
) -> Iterator[tuple[ScheduledRow, datetime, datetime]]:
    """Yield each step with the local times at which its bar begins and ends.

    A step without a known landing has the position of the last known one. Where clocks go back, a
    landing's local time may be earlier than the previous one; it is raised to that, since a bar
    cannot run backwards.
    """
    steps = sequence.steps or ()
    landed = landings(steps, start, weekend)
    begin = _local_time(start)
    rows = scheduled_rows(steps, landed, start, short=True)
    for row, landing in zip(rows, landed, strict=True):
        at = begin if landing.at is None else max(begin, _local_time(landing.at))
        yield row, begin, at
        begin = at


def _section(heading: str, tasks: list[str]) -> str:
    first = f"    section {escape(heading) or '·'}\n"
    return first + "".join(f"    {task}\n" for task in tasks)


def _diamond(row: ScheduledRow, at: datetime) -> str:
    """Return the diamond of a step; the rank first keeps Mermaid from reading a keyword."""
    lands = "landing not known" if row.lands == UNKNOWN else row.lands
    label = f"{row.rank} {row.mark} {cut(row.action, MAX_LABEL, '…')} · {lands}"
    return _task(label, "milestone", at, at)


def _task(label: str, tags: str, begin: datetime, end: datetime) -> str:
    # Mermaid centres a diamond on its duration, so a duration of zero puts it at its time.
    until = "0d" if begin == end else _local_time(end).isoformat(timespec="minutes")
    return f"{escape(label)} :{tags}, {_local_time(begin).isoformat(timespec='minutes')}, {until}"


def _size(text: str) -> int:
    """Count characters as JavaScript does, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _local_time(at: datetime) -> datetime:
    return at.replace(tzinfo=None, second=0, microsecond=0)
