"""Sequences as Markdown: CommonMark with the tables of GitHub, and no HTML.

Each foreign text is shown as it is: what Markdown would take for its own is escaped, or stands in
a fenced block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seq_tui.domain.schedule import landings
from seq_tui.export.document import Joined
from seq_tui.export.step_rows import scheduled_rows
from seq_tui.export.timeline_text import timeline_lines
from seq_tui.presentation.header import header, known
from seq_tui.presentation.wording import UNKNOWN, name_text, rule_text, start_text, value_text
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence, Step

WIDTH = 80
"""Cells in a line of the timeline."""

MIN_FENCE = 3

_TABLE = (
    "| # | | Action | Wait | From start | Lands | Day |",
    "|--:|:-:|---|---|---|---|--:|",
)

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$#]")
"""What means something anywhere in a line."""

_FIRST = re.compile(r"([-+=:]|[0-9]{1,9}(?=[.)]))")
"""What means something at the beginning of a line: a list, a line under a heading."""

_IDENTIFIER = re.compile(r"[A-Za-z0-9_.-]+")


def one(sequence: Sequence, start: datetime) -> bytes:
    """The header, the timeline from a start with a zone, the steps as a table, their properties."""
    return "".join(f"{line}\n" for line in _lines(sequence, start)).encode()


def document(start: datetime) -> Joined:
    """The same for many sequences, each below a heading of the first level."""
    return Joined(lambda sequence: one(sequence, start), between=b"\n")


def escape(text: str) -> str:
    """One line of clean text as Markdown that shows it."""
    text = _SPECIAL.sub(r"\\\g<0>", text.strip())
    first = _FIRST.match(text)
    if first is None:
        return text
    end = first.end() if first[0].isdigit() else 0
    return f"{text[:end]}\\{text[end:]}"


def _lines(sequence: Sequence, start: datetime) -> Iterator[str]:
    figures, actions, origins = header(sequence)
    yield f"# {escape(name_text(sequence))}"
    for facts in ([*figures, *actions], origins):
        yield ""
        yield escape(" · ".join(facts))
    if sequence.extra:
        yield ""
        yield from _fields(sequence.extra.items())
    if sequence.steps:
        yield from _schedule(sequence.steps, start)
        yield from ("", "## Properties", "")
        for rank, step in enumerate(sequence.steps, start=1):
            yield from _properties(rank, step)


def _schedule(steps: tuple[Step, ...], start: datetime) -> Iterator[str]:
    landed = landings(steps, start)
    yield from ("", "## When", "", escape(start_text(start)), "")
    yield from _fenced(timeline_lines(steps, landed, start, WIDTH))
    yield from ("", "## Steps", "", *_TABLE)
    for row in scheduled_rows(steps, landed, start):
        yield f"| {' | '.join(map(escape, row))} |"
    yield from ("", escape(rule_text()))


def _properties(rank: int, step: Step) -> Iterator[str]:
    """An item of a numbered list, with the fields of the step as a list in it."""
    first = f"{rank}. "
    yield f"{first}step {known(step.id)} · position {known(step.position)}"
    fields = [*step.action.properties.items(), *step.extra.items()]
    yield from _fields(fields, " " * len(first))


def _fields(fields: Iterable[tuple[str, Json]], indent: str = "") -> Iterator[str]:
    """A list; a value of several lines stands in a block below its name."""
    for name, value in fields:
        title = f"{indent}- {_name(sanitize(name))}"
        lines = value_text(value).split("\n")
        if len(lines) == 1 and lines[0].strip():
            yield f"{title} {escape(lines[0])}"
        else:
            yield title
            yield ""
            yield from (f"{indent}  {line}".rstrip() for line in _fenced(lines))


def _name(name: str) -> str:
    """The name of a field, as code where that needs no escapes."""
    return f"`{name}`" if _IDENTIFIER.fullmatch(name) else f"**{escape(name) or UNKNOWN}**"


def _fenced(lines: Iterable[str]) -> Iterator[str]:
    """The lines as they are, between fences that none of them can close."""
    lines = [line.expandtabs(4) for line in lines]
    runs = (len(run) for line in lines for run in re.findall("`+", line))
    fence = "`" * max(MIN_FENCE, max(runs, default=0) + 1)
    yield from (f"{fence}text", *lines, fence)
