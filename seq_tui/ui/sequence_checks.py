"""What the checks find in the sequences on the screen, once it has the time for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.cache import LRUCache

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.checks.checker import SequenceChecker
    from seq_tui.domain.checks.finding import Finding, Level
    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.sequence import Sequence
    from seq_tui.presentation.glyphs import Glyphs

CHECKED = 512
"""Sequences whose level is remembered: several screens full."""


class SequenceChecks:
    """Finds nothing until it begins, so that the first rows need not import the checks.

    Args:
        options: returns the user's options; `None` if nothing is to be marked.
    """

    def __init__(self, options: Callable[[], CheckOptions] | None) -> None:
        self._options = options
        self._checker: SequenceChecker | None = None
        self._levels: LRUCache[int, tuple[Sequence, Level | None]] = LRUCache(CHECKED)
        """By the identity of a sequence, which is kept so that no other one gets it."""

    def begin(self) -> None:
        """Import the checks, and find from now on what they find."""
        if self._options is not None and self._checker is None:
            self._checker = self._new_checker()

    def all_findings(self, sequence: Sequence) -> tuple[Finding, ...]:
        """What is found in a sequence, the gravest first, also before the beginning."""
        from seq_tui.domain.checks.finding import GRAVEST_FIRST

        found = (self._checker or self._new_checker()).findings(sequence)
        return tuple(sorted(found, key=lambda each: GRAVEST_FIRST.index(each.level)))

    def findings(self, sequence: Sequence) -> tuple[Finding, ...]:
        """The same, but nothing before the beginning."""
        return () if self._checker is None else self.all_findings(sequence)

    def look_at(self, sequence: Sequence) -> None:
        """Check a sequence that comes into view."""
        if self._checker is not None and self._known(sequence) is None:
            # Remarks are for who asks: most sequences with a task have one.
            from seq_tui.domain.checks.finding import Level

            level = self._checker.worst_level(sequence, Level.WARNING)
            self._levels[id(sequence)] = (sequence, level)

    def level(self, sequence: Sequence) -> Level | None:
        """The level of the gravest error or warning of a sequence that was looked at."""
        known = self._known(sequence)
        return None if known is None else known[1]

    def sign(self, sequence: Sequence, glyphs: Glyphs) -> str:
        """The glyph of that level; empty if there is none."""
        if (level := self.level(sequence)) is None:
            return ""
        from seq_tui.presentation.findings import level_mark

        return level_mark(level, glyphs)

    def _known(self, sequence: Sequence) -> tuple[Sequence, Level | None] | None:
        known = self._levels.get(id(sequence))
        return known if known is not None and known[0] is sequence else None

    def _new_checker(self) -> SequenceChecker:
        from seq_tui.domain.checks.checker import SequenceChecker
        from seq_tui.domain.checks.options import DEFAULT_OPTIONS

        return SequenceChecker(DEFAULT_OPTIONS if self._options is None else self._options())


def is_problem(finding: Finding) -> bool:
    """Whether it is an error or a warning, and not only good to know."""
    from seq_tui.domain.checks.finding import Level

    return finding.level.is_at_least(Level.WARNING)
