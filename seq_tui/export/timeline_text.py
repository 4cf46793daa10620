"""The timeline of a sequence as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from seq_tui.export.text_layout import GAP, pad
from seq_tui.presentation.day_timeline import day_timeline
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.layout import cut
from seq_tui.presentation.timeline import timeline_with_signs
from seq_tui.presentation.wording import HELD, UNKNOWN, action_mark, action_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from seq_tui.domain.schedule import Landings
    from seq_tui.domain.sequence import Step
    from seq_tui.presentation.timeline import Bar, Timeline

MIN_ACTION = 12
"""Fewest cells for an action's words beside its bar; with less room there is its mark alone."""


def timeline_lines(
    steps: Sequence[Step],
    landings: Landings,
    start: datetime,
    width: int,
    glyphs: Glyphs = UNICODE,
) -> list[str]:
    """The ruler, then one line a step: its action, and its bar under the ruler."""
    if not steps:
        return []
    labels = _labels(steps, width // 3, glyphs)
    room = max(map(cell_len, labels))
    model = timeline_with_signs(landings, start, width - room - len(GAP), glyphs)
    return _lines(labels, room, model, glyphs)


def day_timeline_lines(
    steps: Sequence[Step], landings: Landings, width: int, glyphs: Glyphs = UNICODE
) -> list[str]:
    """The same with days instead of dates; the landings are from some Monday."""
    if not steps:
        return []
    labels = _labels(steps, width // 3, glyphs)
    room = max(map(cell_len, labels))
    signs = len(GAP) + cell_len(f" {glyphs.at_earliest} {HELD}")
    return _lines(labels, room, day_timeline(landings, width - room - signs - 1), glyphs)


def _lines(labels: list[str], room: int, model: Timeline, glyphs: Glyphs) -> list[str]:
    """A ruler, and the bar of each label."""
    indent = " " * (room + len(GAP))
    lines = [(indent + line).rstrip() for line in model.ruler if line]
    for label, bar in zip(labels, model.bars, strict=True):
        lines.append(pad(label, room) + GAP + bar_text(bar, glyphs))
    return lines


def bar_text(bar: Bar, glyphs: Glyphs = UNICODE) -> str:
    """The wait as a line, the landing as a mark, and behind it the signs of what is said of it."""
    if bar.end is None:
        return " " * bar.begin + UNKNOWN
    signs = bar.signs(glyphs)
    line = " " * bar.begin + glyphs.wait * (bar.end - bar.begin) + glyphs.landing
    return f"{line} {signs}" if signs else line


def _labels(steps: Iterable[Step], width: int, glyphs: Glyphs) -> list[str]:
    steps = list(steps)
    ranks = len(str(len(steps)))
    labels = []
    for rank, step in enumerate(steps, start=1):
        label = f"{rank:>{ranks}} {action_mark(step.action, glyphs)}"
        if width >= MIN_ACTION + len(label):
            label = cut(f"{label} {action_text(step.action)}", width, glyphs.ellipsis)
        labels.append(label)
    return labels
