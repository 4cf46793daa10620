"""The signs that stand beside words, with a plain set for terminals that cannot draw them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from seq_tui.domain.sequence import ActionKind


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs, each one cell wide but for `ellipsis` and `at_earliest`."""

    email: str = "✉"
    reply: str = "↩"
    task: str = "☐"
    unknown: str = "?"
    at_earliest: str = "≥"
    """Before a delay that may grow longer, because a task comes first."""

    dash: str = "–"
    dot: str = "·"
    ellipsis: str = "…"
    cursor: str = "▌"
    """Before the highlighted row of a list."""

    wait: str = "─"
    landing: str = "●"
    """At the end of a wait, where a step happens."""

    weekend: str = "·"
    """In a calendar, where a Saturday or a Sunday is."""

    def action(self, kind: ActionKind) -> str:
        """The sign for an action of that kind."""
        match kind:
            case ActionKind.EMAIL:
                return self.email
            case ActionKind.REPLY:
                return self.reply
            case ActionKind.TASK:
                return self.task
            case ActionKind.UNKNOWN:
                return self.unknown


UNICODE = Glyphs()
"""For terminals and files in UTF-8."""

ASCII = Glyphs("E", "R", "T", "?", ">=", "-", "|", "...", ">", "-", "o", ".")
"""For everything else."""


def glyphs_for(encoding: str | None) -> Glyphs:
    """The set that text in `encoding`, a name of Python's codecs, can hold."""
    try:
        name = codecs.lookup(encoding or "ascii").name
    except LookupError:
        return ASCII
    return UNICODE if name.startswith("utf") else ASCII
