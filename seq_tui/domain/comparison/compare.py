"""Two sequences compared as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.domain.comparison.field_changes import FieldChange, sequence_changes
from seq_tui.domain.comparison.step_pairs import Change, StepPair, pair_steps

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different between two sequences.

    Not compared is what tells one record from another or follows from the rest: ids, positions, the
    times of creation and of the last update.
    """

    old: Sequence
    new: Sequence
    fields: tuple[FieldChange, ...]
    """The fields in which the sequences differ, besides their steps."""

    steps: tuple[StepPair, ...]
    """As `pair_steps` returns them; none if the steps of a sequence were not sent."""

    @property
    def has_steps(self) -> bool:
        """Whether the steps of both were sent, so that they could be compared."""
        return self.old.steps is not None and self.new.steps is not None

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs."""
        return not self.fields and self.count(Change.EQUAL) == len(self.steps)

    def count(self, change: Change) -> int:
        """How many steps became that."""
        return sum(pair.change is change for pair in self.steps)


def compare(old: Sequence, new: Sequence) -> Comparison:
    """Compare two sequences, whose steps must be in order."""
    steps: tuple[StepPair, ...] = ()
    if old.steps is not None and new.steps is not None:
        steps = pair_steps(old.steps, new.steps)
    return Comparison(old, new, sequence_changes(old, new), steps)
