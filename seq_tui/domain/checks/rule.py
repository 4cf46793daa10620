"""What a rule is, and how it is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from seq_tui.domain.checks.finding import Level
    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.sequence import Sequence

Found: TypeAlias = tuple[int | None, str]
"""The index of a step, or `None` for the sequence as a whole, and a sentence with the facts."""

Check: TypeAlias = Callable[["Sequence", "CheckOptions"], Iterator[Found]]
"""Finds where a sequence breaks a rule; lazy, so that the first one is found quickly."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that sequences should keep."""

    id: str
    level: Level
    """How grave it is to break the rule, unless the user chooses another level."""

    title: str
    """What is found, in a few words."""

    reason: str
    """Why it matters in Sell."""

    doubt: str
    """Where a finding can be wrong."""

    check: Check | None = None
    """`None` for a rule about the account, which `seq_tui.domain.checks.account` checks."""
