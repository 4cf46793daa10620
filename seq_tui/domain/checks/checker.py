"""Checks one sequence at a time, by the rules that the options leave on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.checks.finding import GRAVEST_FIRST, Finding, Level
from seq_tui.domain.checks.options import DEFAULT_OPTIONS
from seq_tui.domain.checks.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.checks.rule import Rule
    from seq_tui.domain.sequence import Sequence


class SequenceChecker:
    """Finds where a sequence breaks the rules that need no other sequence."""

    def __init__(self, options: CheckOptions = DEFAULT_OPTIONS) -> None:
        self._options = options
        self._active = [
            (rule.check, rule, level)
            for rule in RULES.values()
            if rule.check is not None and (level := options.level_of(rule)) is not None
        ]
        self._gravest_first = sorted(self._active, key=lambda each: GRAVEST_FIRST.index(each[2]))

    def findings(self, sequence: Sequence) -> Iterator[Finding]:
        """What is found, by rule, and then in the order of the steps."""
        for check, rule, level in self._active:
            for index, message in check(sequence, self._options):
                yield finding_at(rule, level, sequence, index, message)

    def worst_level(self, sequence: Sequence, least: Level = Level.INFO) -> Level | None:
        """The level of the gravest finding that is at least of one; `None` if there is none."""
        for check, _, level in self._gravest_first:
            if not level.is_at_least(least):
                return None
            for _ in check(sequence, self._options):
                return level
        return None

    def has_problem(self, sequence: Sequence) -> bool:
        """Whether an error or a warning is found."""
        return self.worst_level(sequence, Level.WARNING) is not None


_DEFAULT = SequenceChecker()


def has_problem(sequence: Sequence) -> bool:
    """Whether a sequence has an error or a warning, by the rules as they are without settings."""
    return _DEFAULT.has_problem(sequence)


def finding_at(
    rule: Rule, level: Level, sequence: Sequence, index: int | None, message: str
) -> Finding:
    """A finding of a rule in a sequence, at the step with that index or in the whole of it."""
    step = sequence.steps[index] if sequence.steps and index is not None else None
    return Finding(
        rule=rule.id,
        level=level,
        sequence_id=sequence.id,
        sequence_name=sequence.name,
        rank=None if index is None else index + 1,
        step_id=step.id if step is not None else None,
        position=step.position if step is not None else None,
        message=message,
    )
