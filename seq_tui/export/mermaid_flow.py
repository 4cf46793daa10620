"""Sequences without a start as a Mermaid flowchart: a box for each step, an arrow for each wait.

A box says how long after the start the step comes, in weekdays and hours, which needs no calendar.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

from seq_tui.export.mermaid_text import MAX_EDGES, MAX_TEXT, Sections, escape, title_text
from seq_tui.export.step_rows import step_rows
from seq_tui.presentation.header import build_header
from seq_tui.presentation.layout import cut
from seq_tui.presentation.wording import counted, steps_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from seq_tui.domain.sequence import Sequence
    from seq_tui.export.step_rows import StepRow

MAX_TITLE = 80
MAX_LABEL, MAX_WAIT = 120, 40
"""Maximum cells of an action and of a wait; Mermaid wraps them."""

_INDENT = "    "


class FlowChart:
    """A flowchart whose sections are omitted once it reaches a limit of Mermaid.

    Args:
        title: may have any length.
        most: the most sections.
    """

    def __init__(self, title: str, most: int | None = None) -> None:
        # JSON's strings are YAML's.
        quoted = json.dumps(cut(title, MAX_TITLE, "…"), ensure_ascii=False)
        self._beginning = f"---\ntitle: {quoted}\n---\n"
        self._direction = "LR"
        self._sections = Sections(self._beginning, most)

    @classmethod
    def of_steps(cls, sequence: Sequence) -> Self:
        """A chart of one sequence, with a section for each step."""
        chart = cls(title_text(sequence))
        chart._direction = "TD"
        figures = " · ".join(build_header(sequence).figures)
        chart._sections.add(f'{_INDENT}s0(["start of {escape(figures)}"])\n')
        for before, row in enumerate(step_rows(sequence.steps or (), short=True)):
            chart._sections.add(f"{_INDENT}s{before} {_arrow(row)} {_box('s', row)}\n", edges=1)
        return chart

    def omit(self) -> None:
        """Count a section that was not added."""
        self._sections.omitted += 1

    def try_add(self, sequence: Sequence) -> bool:
        """Add a section for a sequence; return whether there was room for it."""
        number = len(self._sections.texts) + 1
        rows = list(step_rows(sequence.steps or (), short=True))
        name = f"q{number}"
        lines = [f'subgraph {name}["{escape(cut(title_text(sequence), MAX_TITLE, "…"))}"]']
        lines += [f"{_INDENT}{line}" for line in _steps(name, sequence, rows)]
        text = "".join(f"{_INDENT}{line}\n" for line in (*lines, "end"))
        return self._sections.try_add(text, edges=max(len(rows) - 1, 0))

    def omission(self, noun: str) -> str:
        """How many sections are omitted, each of which stands for one `noun`; empty if none."""
        omitted = self._sections.omitted
        if not omitted:
            return ""
        limits = f"{MAX_TEXT:,} characters and {MAX_EDGES} arrows"
        return f"{counted(omitted, noun)} left out, Mermaid reads {limits}"

    def encode(self, noun: str) -> bytes:
        """Return the chart; each section stands for one `noun`."""
        sections = list(self._sections.texts)
        if text := self.omission(noun):
            sections.append(f'{_INDENT}omitted["{escape(text)}"]\n')
        return f"{self._beginning}flowchart {self._direction}\n{''.join(sections)}".encode()


def _steps(name: str, sequence: Sequence, rows: list[StepRow]) -> Iterator[str]:
    """The boxes and arrows in a section of a sequence."""
    yield "direction LR"
    if not rows:
        yield f'{name}s0["{escape(steps_text(sequence))}"]'
        return
    yield _box(f"{name}s", rows[0])
    for before, row in pairwise(rows):
        yield f"{name}s{before.rank} {_arrow(row)} {_box(f'{name}s', row)}"


def _arrow(row: StepRow) -> str:
    return f'-->|"{escape(cut(row.wait, MAX_WAIT, "…"))}"|'


def _box(prefix: str, row: StepRow) -> str:
    action = escape(f"{row.rank} {row.mark} {cut(row.action, MAX_LABEL, '…')}")
    return f'{prefix}{row.rank}["{action}<br/>{escape(row.from_start)}"]'
