"""Sequences as a Mermaid Gantt chart: a bar for each wait, and a diamond where the step lands.

Times are local times in the zone of the start, which the first row names. Weekends are not
excluded: Mermaid would extend each bar that touches one, even a wait in hours. Without a start, a
flowchart is drawn instead (`seq_tui.export.mermaid_flow`).

Mermaid neither wraps nor shortens a text, and reads a limited number of characters. So texts are
cut to what fits into a chart 800 pixels wide, and sections beyond the limit are omitted; the chart
states how many. A bar is neither ``done`` nor ``active``, since dark themes write on these in the
colour of the bar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from seq_tui.domain.schedule import landings
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.mermaid_flow import FlowChart
from seq_tui.export.mermaid_text import MAX_TEXT, Sections, escape, title_text
from seq_tui.export.step_rows import ScheduledRow, scheduled_rows
from seq_tui.presentation.header import deletion_texts
from seq_tui.presentation.layout import cut, wrap
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

MAX_TITLE = 72
"""Maximum cells of a title."""

LEFT_PADDING = 110
"""Pixels for the headings of sections. With more, Mermaid writes more labels to the left."""

MAX_HEADING = 15
"""Maximum cells of a line of a heading; more overlap the chart."""

MAX_LABEL = 51
"""Maximum cells of a label, in any place: Mermaid writes it to the left of its diamond if less than
its width and 1.5 paddings are free on the right, however little is free on the left."""

MAX_SECTIONS = 100
"""Most sequences in a chart."""

_COMPACT = "displayMode: compact\n"
"""Draws tasks that do not overlap in one row, such as a bar and its diamond."""

_NO_LABEL = "#8203;"
"""A space of no width, as a task must have a label."""

_TICKS = ((2, "%a %H:%M", ""), (14, "%a %e %b", "1day"), (150, "%e %b", "1week"))
"""Maximum length of a chart in days, the format of its axis, and the interval of the labels."""

_MONTHLY = ("%b %Y", "")


class SequenceDrawer:
    """Draws sequences, each as a chart with a section for each step."""

    def __init__(self, start: datetime | None, weekend: WeekendRule = WeekendRule.HOLD) -> None:
        """Draw calendars from the start, which must have a zone."""
        self._start = start
        self._weekend = weekend
        self._latest: tuple[Sequence, Chart | FlowChart] | None = None

    def render(self, sequence: Sequence) -> bytes:
        """The chart of one sequence."""
        return self._chart(sequence).encode("step")

    def omission(self, sequence: Sequence) -> str:
        """The steps that its chart leaves out, in a line for the user; empty if none."""
        omitted = self._chart(sequence).omission("step")
        return omitted and f"{name_text(sequence)}: {omitted}"

    def _chart(self, sequence: Sequence) -> Chart | FlowChart:
        # What a chart leaves out is known once it is drawn, and is asked for just after that.
        if self._latest is None or self._latest[0] is not sequence:
            self._latest = sequence, _draw(sequence, self._start, self._weekend)
        return self._latest[1]


def _draw(sequence: Sequence, start: datetime | None, weekend: WeekendRule) -> Chart | FlowChart:
    if start is None:
        return FlowChart.of_steps(sequence)
    chart = Chart(start, title_text(sequence), weekend, is_compact=True)
    for row, begin, at in _rows(sequence, start, weekend):
        heading = f"{row.rank} {row.mark} {row.wait}"
        bar = [_task(_NO_LABEL, "", begin, at)] if begin < at else []
        chart.add_section(heading, [*bar, _diamond(row, at)], at)
    if not sequence.steps:
        chart.add_section(
            "", [_task(escape(steps_text(sequence)), "milestone", start, start)], start
        )
    return chart


class MermaidDocument:
    """A document of many sequences: a chart with a section for each, without bars."""

    def __init__(self, start: datetime | None, weekend: WeekendRule = WeekendRule.HOLD) -> None:
        """Begin an empty document, with a calendar from the start, which must have a zone."""
        self._start = start
        self._weekend = weekend
        self._chart: Chart | FlowChart = (
            FlowChart("Sequences", MAX_SECTIONS)
            if start is None
            else Chart(start, "Sequences", weekend, most=MAX_SECTIONS)
        )

    def add(self, sequence: Sequence) -> bytes:
        """Return nothing yet: the chart begins with its axis, which depends on the last landing."""
        if not self.try_add(sequence):
            self._chart.omit()
        return b""

    def try_add(self, sequence: Sequence) -> bool:
        """Add a sequence if the chart has room for it; return whether it has."""
        if isinstance(self._chart, FlowChart) or self._start is None:
            return isinstance(self._chart, FlowChart) and self._chart.try_add(sequence)
        rows = list(_rows(sequence, self._start, self._weekend))
        tasks = [_diamond(row, at) for row, _, at in rows]
        empty = _task(escape(steps_text(sequence)), "milestone", self._start, self._start)
        marks = [
            _task(escape(text), "milestone", self._start, self._start)
            for text in deletion_texts(sequence)
        ]
        last = max((at for _, _, at in rows), default=self._start)
        return self._chart.try_add(name_text(sequence), [*marks, *(tasks or [empty])], last)

    def end(self) -> Iterator[bytes]:
        """Return the chart."""
        yield self._chart.encode("sequence")

    @property
    def omission(self) -> str:
        """The sequences without room."""
        return self._chart.omission("sequence")


class MermaidCharts:
    """Many sequences as charts of `MAX_SECTIONS` each, or of as many as Mermaid reads."""

    def __init__(self, start: datetime | None, weekend: WeekendRule = WeekendRule.HOLD) -> None:
        """Begin without sequences; a start must have a zone."""
        self._start = start
        self._weekend = weekend
        self._chart = MermaidDocument(start, weekend)
        self._is_empty = True
        self._charts: list[bytes] = []
        self.omissions: list[str] = []
        """What is left out: sequences that are too long for a chart of their own."""

    def add(self, sequence: Sequence) -> None:
        """Add a sequence to the last chart, or to a new one."""
        if not self._chart.try_add(sequence):
            if not self._is_empty:
                self._end_chart()
            self._chart.add(sequence)
        self._is_empty = False

    def end(self) -> list[bytes]:
        """Return all charts, at least one."""
        self._end_chart()
        return self._charts

    def _end_chart(self) -> None:
        self._charts.append(b"".join(self._chart.end()))
        if omission := self._chart.omission:
            self.omissions.append(omission)
        self._chart = MermaidDocument(self._start, self._weekend)
        self._is_empty = True


class Chart:
    """A chart whose sections are omitted once it reaches Mermaid's limit."""

    def __init__(
        self,
        start: datetime,
        title: str,
        weekend: WeekendRule,
        *,
        is_compact: bool = False,
        most: int | None = None,
    ) -> None:
        """Begin a chart whose first row is the start.

        Args:
            start: must have a zone.
            title: may have any length.
            weekend: the rule for the landings, which a comment explains.
            is_compact: whether tasks share a row.
            most: the most sections.
        """
        mode = _COMPACT if is_compact else ""
        front_matter = f"---\n{mode}config:\n  gantt:\n    leftPadding: {LEFT_PADDING}\n---\n"
        self._beginning = f"{front_matter}gantt\n    title {escape(cut(title, MAX_TITLE, '…'))}\n"
        self._rule = rule_text(weekend=weekend)
        first = _task(escape(start_text(start)), "milestone", start, start)
        self._first = _section("start", [first])
        self._sections = Sections(self._beginning + self._first, most)
        self._begin = self._last = _local_time(start)

    def add_section(self, heading: str, tasks: list[str], last: datetime) -> None:
        """Add a section that ends at `last`, or omit it if there is no room for it."""
        if not self.try_add(heading, tasks, last):
            self.omit()

    def omit(self) -> None:
        """Count a section that was not added."""
        self._sections.omitted += 1

    def try_add(self, heading: str, tasks: list[str], last: datetime) -> bool:
        """Add a section that ends at `last`; return whether there was room for it."""
        is_added = self._sections.try_add(_section(heading, tasks))
        if is_added:
            self._last = max(self._last, _local_time(last))
        return is_added

    def omission(self, noun: str) -> str:
        """How many sections are omitted, each of which stands for one `noun`; empty if none."""
        omitted = self._sections.omitted
        if not omitted:
            return ""
        return f"{counted(omitted, noun)} left out, Mermaid reads {MAX_TEXT:,} characters"

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
        axis = "".join(f"    {line}\n" for line in lines)
        sections = [self._first, *self._sections.texts]
        if text := self.omission(noun):
            task = _task(escape(text), "crit, milestone", self._last, self._last)
            sections.append(_section("…", [task]))
        return (self._beginning + axis + "".join(sections)).encode()


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
    lines = wrap(heading, MAX_HEADING)
    if len(lines) > (most := max(len(tasks) - 1, 1)):
        lines[most - 1 :] = [cut(f"{lines[most - 1]} {lines[most]}", MAX_HEADING, "…")]
    first = f"    section {'<br/>'.join(map(escape, lines)) or '·'}\n"
    return first + "".join(f"    {task}\n" for task in tasks)


def _diamond(row: ScheduledRow, at: datetime) -> str:
    """Return the diamond of a step; the rank first keeps Mermaid from reading a keyword."""
    lands = "landing not known" if row.lands == UNKNOWN else row.lands
    before, after = f"{row.rank} {row.mark} ", f" · {lands}"
    action = cut(row.action, MAX_LABEL - cell_len(before + after), "…")
    return _task(escape(f"{before}{action}{after}"), "milestone", at, at)


def _task(label: str, tags: str, begin: datetime, end: datetime) -> str:
    """Write a task, whose label is escaped."""
    # Mermaid centres a diamond on its duration, so a duration of zero puts it at its time.
    until = "0d" if begin == end else _local_time(end).isoformat(timespec="minutes")
    tags = f"{tags}, " if tags else ""
    return f"{label} :{tags}{_local_time(begin).isoformat(timespec='minutes')}, {until}"


def _local_time(at: datetime) -> datetime:
    return at.replace(tzinfo=None, second=0, microsecond=0)
