"""The glyphs of actions, delays and lists, with an ASCII set for terminals without Unicode."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from seq_tui.domain.sequence import ActionKind


class Glyphs(NamedTuple):
    """A set of glyphs; all but `ellipsis`, `at_earliest` and `arrow` are one cell wide."""

    email: str = "✉"
    reply: str = "↩"
    task: str = "☐"
    unknown: str = "?"
    at_earliest: str = "≥"
    """Before a delay that is a minimum, because a task comes first."""

    dash: str = "–"
    dot: str = "·"
    ellipsis: str = "…"
    cursor: str = "▌"
    """Before the highlighted row of a list."""

    marked: str = "◆"
    """Before a sequence that is marked, to be compared."""

    wait: str = "─"
    landing: str = "●"
    """At the end of a wait, when a step happens: an e-mail, or any step without a kind."""

    landing_reply: str = "○"
    landing_task: str = "■"
    """The same for the other kinds, so that no colour is needed to tell them apart."""

    weekend: str = "·"
    """A Saturday or Sunday in the ruler of a calendar without a band."""

    open_wait: str = "┄"
    """A wait that is a minimum, because a task comes first."""

    band: str = "░"
    """A cell of a weekend, where there is no colour for its background."""

    failed: str = "✗"
    """Before what failed."""

    error: str = "✗"
    warning: str = "▲"
    info: str = "◦"
    """Before findings of the checks, by level: `seq_tui.presentation.findings.level_mark`."""

    ascending: str = "▲"
    descending: str = "▼"
    """Beside the head of the column that a list is sorted by."""

    arrow: str = "→"
    """Between what was and what is."""

    spinner: str = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
    """The signs that follow each other while something is loading."""

    def action(self, kind: ActionKind) -> str:
        """The glyph of an action of that kind."""
        match kind:
            case ActionKind.EMAIL:
                return self.email
            case ActionKind.REPLY:
                return self.reply
            case ActionKind.TASK:
                return self.task
            case ActionKind.UNKNOWN:
                return self.unknown

    def moment(self, kind: ActionKind) -> str:
        """The glyph of the moment at which an action of that kind happens."""
        match kind:
            case ActionKind.REPLY:
                return self.landing_reply
            case ActionKind.TASK:
                return self.landing_task
            case ActionKind.EMAIL | ActionKind.UNKNOWN:
                return self.landing


UNICODE = Glyphs()
"""For terminals and files that use Unicode."""

ASCII = Glyphs(
    *("E", "R", "T", "?", ">=", "-", "|", "...", ">", "*", "-", "o", "@", "#", ".", ".", ":"),
    failed="x",
    error="x",
    warning="!",
    info="i",
    ascending="^",
    descending="v",
    arrow="->",
    spinner="|/-\\",
)
"""For all other encodings."""


def glyphs_for(encoding: str | None) -> Glyphs:
    """The glyphs that text in `encoding`, the name of a codec of Python, can contain."""
    try:
        name = codecs.lookup(encoding or "ascii").name
    except LookupError:
        return ASCII
    return UNICODE if name.startswith("utf") else ASCII
