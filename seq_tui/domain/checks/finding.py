"""What a check found, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave a finding is, the gravest first."""

    ERROR = "error"
    """The sequence cannot do what it says."""

    WARNING = "warning"
    """Probably a mistake."""

    INFO = "info"
    """Often intended, and good to know."""

    def is_at_least(self, other: Level) -> bool:
        """Whether it is as grave as `other`, or graver."""
        return GRAVEST_FIRST.index(self) <= GRAVEST_FIRST.index(other)


GRAVEST_FIRST = tuple(Level)


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a sequence breaks a rule."""

    rule: str
    """The id of the rule."""

    level: Level
    sequence_id: int | None
    sequence_name: str | None
    """As received."""

    rank: int | None
    """The rank of the step, from 1; `None` if the finding is about the sequence as a whole."""

    step_id: int | None
    position: int | None
    """The step's id and position, as received."""

    message: str
    """A sentence with the facts; it may hold foreign text, which is not sanitised."""
