"""Words and signs of findings, for the screen and the reports."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from seq_tui.domain.checks.finding import Level
from seq_tui.domain.sequence import Sequence
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.wording import MAX_LINE, counted, name_text
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seq_tui.domain.checks.finding import Finding

_NOUNS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "remark"}
"""What findings of a level are called where they are counted."""


def sequence_text(finding: Finding) -> str:
    """``#21123 Welcome``: the sequence of a finding, with at most `MAX_LINE` characters of it."""
    name = sanitize(name_text(Sequence(name=finding.sequence_name)), limit=MAX_LINE)
    return name if finding.sequence_id is None else f"#{finding.sequence_id} {name}"


def step_text(finding: Finding) -> str:
    """``step 3``, by rank; empty if the finding is about the whole sequence."""
    return "" if finding.rank is None else f"step {finding.rank}"


def place_text(finding: Finding) -> str:
    """``#21123 Welcome, step 3``."""
    return ", ".join(filter(None, (sequence_text(finding), step_text(finding))))


def level_mark(level: Level, glyphs: Glyphs = UNICODE) -> str:
    """The glyph of a level: ``✗``, ``▲`` or ``◦``."""
    match level:
        case Level.ERROR:
            return glyphs.error
        case Level.WARNING:
            return glyphs.warning
        case Level.INFO:
            return glyphs.info


def message_text(finding: Finding) -> str:
    """The sentence with the facts, in one line."""
    return sanitize(finding.message)


def problems_text(findings: Iterable[Finding], glyphs: Glyphs = UNICODE) -> str:
    """``▲ 3 warnings``: how many errors and warnings there are, not what is only good to know."""
    levels = [each.level for each in findings if each.level.is_at_least(Level.WARNING)]
    if not levels:
        return ""
    worst = next(level for level in Level if level in levels)
    return f"{level_mark(worst, glyphs)} {counts_text(Counter(levels))}"


def counts_text(counts: Mapping[Level, int]) -> str:
    """``1 error, 3 warnings``, the gravest first; empty if all are zero."""
    found = [counted(number, _NOUNS[level]) for level in Level if (number := counts.get(level, 0))]
    return ", ".join(found)
