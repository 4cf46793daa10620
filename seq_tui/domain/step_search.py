"""What is searched for in the steps of one sequence, in the words of the filter language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.delay import HOURS
from seq_tui.domain.filter.nodes import (
    And,
    EmailText,
    Has,
    Not,
    Or,
    TaskText,
    Template,
    Text,
    selected_leaves,
)
from seq_tui.domain.filter.parser import Mistake, parse_filter
from seq_tui.domain.folding import fold
from seq_tui.domain.sequence import EmailAction, TaskAction
from seq_tui.domain.wanted_steps import KINDS

if TYPE_CHECKING:
    from seq_tui.domain.filter.nodes import Filter
    from seq_tui.domain.sequence import Step

NOT_OF_A_STEP = "only words, task: text: or has:"
"""Why a field cannot be searched for here, and what can."""

HAS_OF_A_STEP = (*KINDS, "hours")
"""What ``has:`` can ask for of a step."""


class StepSearch(NamedTuple):
    """Selects steps by words of what is shown of them, and by the fields that steps have."""

    part: Filter

    @classmethod
    def parse(cls, text: str) -> StepSearch | Mistake | None:
        """The search that a text says, or what is wrong with it; `None` for an empty text."""
        if not text.strip():
            return None
        part = parse_filter(text, _complaint, HAS_OF_A_STEP)
        return part if isinstance(part, Mistake) else cls(part)

    @property
    def texts(self) -> tuple[str, ...]:
        """The folded texts that steps may be found by, to mark them there."""
        texts = map(_text, selected_leaves(self.part))
        return tuple(dict.fromkeys(filter(None, map(fold, texts))))

    def selects(self, step: Step, shown: str, said: str | None = None) -> bool:
        """Whether it selects a step.

        Args:
            step: to look at.
            shown: the folded text of it on the screen, with `said`.
            said: what its e-mail template says, folded, if that is known.
        """
        return _selects(self.part, step, shown, said)


def _complaint(part: Filter) -> str:
    """Why a part cannot be searched for in steps; empty if it can."""
    return "" if isinstance(part, TaskText | EmailText | Template | Has) else NOT_OF_A_STEP


def _text(part: Filter) -> str:
    if isinstance(part, Text | TaskText | EmailText):
        return part.text
    return str(part.id) if isinstance(part, Template) else ""


def _selects(part: Filter, step: Step, shown: str, said: str | None) -> bool:
    match part:
        case And():
            return all(_selects(each, step, shown, said) for each in part.parts)
        case Or():
            return any(_selects(each, step, shown, said) for each in part.parts)
        case Not():
            return not _selects(part.part, step, shown, said)
        case Text():
            return fold(part.text) in shown
        case EmailText():
            return said is not None and fold(part.text) in said
    return _has_it(part, step)


def _has_it(part: Filter, step: Step) -> bool:
    action = step.action
    match part:
        case TaskText():
            said = action.content if isinstance(action, TaskAction) else None
            is_said = isinstance(said, str) and fold(part.text) in fold(said)
            return step.is_task and (is_said or not part.text)
        case Template():
            return isinstance(action, EmailAction) and action.usable_template_id == part.id
        case Has(what=what) if what in KINDS:
            return action.kind in KINDS[what]
    return step.delay.unit == HOURS and bool(step.delay.hours)
