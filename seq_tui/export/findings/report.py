"""What all forms of a report share: they are written in pieces, as findings come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.checks.finding import Finding, Level


@dataclass(slots=True)
class Totals:
    """How much was checked and found; counted while it is read."""

    sequences: int = 0
    """The sequences that were checked."""

    found: Counter[Level] = field(default_factory=Counter)
    """The findings of the report, by level."""

    hidden: Counter[Level] = field(default_factory=Counter)
    """The findings of lower levels, which the report leaves out."""


class Report(Protocol):
    """A document whose bytes are its pieces in order; it is complete after `end`."""

    def begin(self) -> bytes:
        """The bytes before the first finding."""
        ...

    def add(self, findings: Iterable[Finding]) -> bytes:
        """The next findings; those of one sequence follow each other."""
        ...

    def end(self, totals: Totals, /) -> bytes:
        """The bytes after the last finding."""
        ...
