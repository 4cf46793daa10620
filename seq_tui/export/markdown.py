"""Sequences as Markdown: CommonMark with GitHub's tables, and no HTML.

Received text is displayed literally: Markdown syntax in it is escaped or put in a fenced block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seq_tui.domain.schedule import landings
from seq_tui.domain.summary import summarise
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.document import JoinedDocument
from seq_tui.export.step_rows import scheduled_rows, step_rows
from seq_tui.export.timeline_text import timeline_lines
from seq_tui.presentation.header import build_header
from seq_tui.presentation.step_fields import step_fields
from seq_tui.presentation.wording import (
    UNKNOWN,
    days_rule_text,
    name_text,
    number_text,
    rule_text,
    start_text,
    value_text,
)
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence, Step
    from seq_tui.domain.template_text import TemplateText

WIDTH = 80
"""Cells in a line of the timeline."""

MIN_FENCE = 3

_TABLE = (
    "| # | | Action | Wait | From start | Lands | Day |",
    "|--:|:-:|---|---|---|---|--:|",
)

_TABLE_WITHOUT_LANDINGS = ("| # | | Action | Wait | From start |", "|--:|:-:|---|---|---|")

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$#]")
"""Characters with a meaning anywhere in a line."""

_FIRST = re.compile(r"([-+=:]|[0-9]{1,9}(?=[.)]))")
"""Syntax at the beginning of a line: a list item, or the underline of a heading."""

_IDENTIFIER = re.compile(r"[A-Za-z0-9_.-]+")


def render(
    sequence: Sequence, start: datetime | None, weekend: WeekendRule = WeekendRule.HOLD
) -> bytes:
    """Return the header, the timeline from `start`, the table of steps and their properties."""
    return "".join(f"{line}\n" for line in _lines(sequence, start, weekend)).encode()


def new_document(start: datetime | None, weekend: WeekendRule = WeekendRule.HOLD) -> JoinedDocument:
    """Begin a document of many sequences, each with a first-level heading."""
    return JoinedDocument(lambda sequence: render(sequence, start, weekend), separator=b"\n")


def escape(text: str) -> str:
    """Escape one line of sanitized text, so that Markdown displays it literally."""
    text = _SPECIAL.sub(r"\\\g<0>", text.strip())
    first = _FIRST.match(text)
    if first is None:
        return text
    end = first.end() if first[0].isdigit() else 0
    return f"{text[:end]}\\{text[end:]}"


def _lines(sequence: Sequence, start: datetime | None, weekend: WeekendRule) -> Iterator[str]:
    figures, actions, origins = build_header(sequence, weekend=weekend)
    yield f"# {escape(name_text(sequence))}"
    for facts in ([*figures, *actions], origins):
        yield ""
        yield escape(" · ".join(facts))
    if sequence.extra:
        yield ""
        yield from _fields(sequence.extra.items())
    if sequence.steps and start is not None:
        yield from _schedule(sequence.steps, start, weekend)
        yield from ("", escape(days_rule_text(summarise(sequence, weekend))))
    elif sequence.steps:
        yield from ("", "## Steps", "", *_TABLE_WITHOUT_LANDINGS)
        yield from (_row(row) for row in step_rows(sequence.steps))
    if sequence.steps:
        yield from ("", "## Properties", "")
        for rank, step in enumerate(sequence.steps, start=1):
            yield from _properties(rank, step, sequence.template_texts)


def _schedule(steps: tuple[Step, ...], start: datetime, weekend: WeekendRule) -> Iterator[str]:
    landed = landings(steps, start, weekend)
    yield from ("", "## When", "", escape(start_text(start)), "")
    yield from fenced(timeline_lines(steps, landed, start, WIDTH))
    yield from ("", "## Steps", "", *_TABLE)
    for row in scheduled_rows(steps, landed, start):
        yield _row(row)
    yield from ("", escape(rule_text(weekend=weekend)))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(escape, cells))} |"


def _properties(rank: int, step: Step, texts: Mapping[int, TemplateText]) -> Iterator[str]:
    """Write an item of a numbered list, which contains the fields of the step as a list."""
    first = f"{rank}. "
    yield f"{first}step {number_text(step.id)} · position {number_text(step.position)}"
    yield from _fields(step_fields(step, texts), " " * len(first))


def _fields(fields: Iterable[tuple[str, Json]], indent: str = "") -> Iterator[str]:
    """Write a list; a value of several lines goes in a block below its name."""
    for name, value in fields:
        title = f"{indent}- {_name(sanitize(name))}"
        lines = value_text(value).split("\n")
        if len(lines) == 1 and lines[0].strip():
            yield f"{title} {escape(lines[0])}"
        else:
            yield title
            yield ""
            yield from (f"{indent}  {line}".rstrip() for line in fenced(lines))


def _name(name: str) -> str:
    """Format the name of a field: as code if it needs no escapes, or else in bold."""
    return f"`{name}`" if _IDENTIFIER.fullmatch(name) else f"**{escape(name) or UNKNOWN}**"


def fenced(lines: Iterable[str]) -> Iterator[str]:
    """Put the lines between fences that none of them can close."""
    lines = [line.expandtabs(4) for line in lines]
    runs = (len(run) for line in lines for run in re.findall("`+", line))
    fence = "`" * max(MIN_FENCE, max(runs, default=0) + 1)
    yield from (f"{fence}text", *lines, fence)
