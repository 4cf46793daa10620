"""Checks across the sequences of an account, which are seen once, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.checks.checker import finding_at
from seq_tui.domain.checks.contents import template_of
from seq_tui.domain.checks.facts import quoted
from seq_tui.domain.checks.options import DEFAULT_OPTIONS
from seq_tui.domain.checks.rules import DUPLICATE_NAME, REUSED_TEMPLATE
from seq_tui.domain.folding import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.checks.finding import Finding
    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.sequence import Sequence


class AccountChecker:
    """Finds what only several sequences together show.

    Names and templates are kept as hashes of 64 bits: of a million, two are taken for one by chance
    once in ten million accounts.
    """

    def __init__(self, options: CheckOptions = DEFAULT_OPTIONS) -> None:
        self._limit = options.template_reuse
        self._name_level = options.level_of(DUPLICATE_NAME)
        self._template_level = options.level_of(REUSED_TEMPLATE)
        self._ids: dict[int, int | None] = {}
        """By the hash of a name, the id of the first sequence with it."""

        self._uses: dict[int, int] = {}
        """By the hash of a template, the number of sequences that use it."""

        self._reused: dict[int, tuple[Sequence, int, int | str]] = {}
        """By the same, the sequence and step where the limit was passed, and the template."""

    def add(self, sequence: Sequence) -> Iterator[Finding]:
        """Count a sequence, and yield what those that were added before make of it."""
        if self._template_level is not None:
            self._count_templates(sequence)
        words = fold_words(sequence.name or "")
        if self._name_level is None or not words:
            return
        key = hash(words)
        if key in self._ids:
            first = self._ids[key]
            other = "Another sequence" if first is None else f"Sequence {first}"
            message = f"{other} has the same name."
            yield finding_at(DUPLICATE_NAME, self._name_level, sequence, None, message)
        else:
            self._ids[key] = sequence.id

    def findings(self) -> Iterator[Finding]:
        """What all sequences together show, each in one of the sequences that it is about."""
        if self._template_level is None:
            return
        for key, (sequence, index, template) in self._reused.items():
            message = (
                f"Template {quoted(template)} is in {self._uses[key]:,} sequences,"
                f" more than {self._limit:,}."
            )
            yield finding_at(REUSED_TEMPLATE, self._template_level, sequence, index, message)

    def _count_templates(self, sequence: Sequence) -> None:
        first: dict[int | str, int] = {}
        for index, step in enumerate(sequence.steps or ()):
            template = template_of(step.action)
            if template is not None:
                first.setdefault(template, index)
        for template, index in first.items():
            key = hash(template)
            self._uses[key] = self._uses.get(key, 0) + 1
            if self._uses[key] == self._limit + 1:
                self._reused[key] = (sequence, index, template)
