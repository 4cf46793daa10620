"""Which steps a search was about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.filter.nodes import Has, TaskText, Template, selected_leaves
from seq_tui.domain.folding import fold
from seq_tui.domain.sequence import ActionKind, EmailAction, Step, TaskAction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.query import Query

KINDS = {
    "email": frozenset({ActionKind.EMAIL, ActionKind.REPLY}),
    "reply": frozenset({ActionKind.REPLY}),
    "task": frozenset({ActionKind.TASK}),
}
"""The kinds of steps that ``has:`` can ask for."""


class WantedSteps(NamedTuple):
    """What steps must have, any of it, to be what was searched for; nothing by default."""

    texts: tuple[str, ...] = ()
    """Folded texts in tasks."""

    templates: frozenset[int] = frozenset()
    kinds: frozenset[ActionKind] = frozenset()

    @classmethod
    def of(cls, query: Query) -> WantedSteps:
        """What a query wants of steps, without what it negates."""
        leaves = [] if query.filter is None else list(selected_leaves(query.filter))
        tasks = [fold(each.text) for each in leaves if isinstance(each, TaskText)]
        kinds = [KINDS.get(each.what, frozenset()) for each in leaves if isinstance(each, Has)]
        if "" in tasks:
            kinds.append(KINDS["task"])
        return cls(
            tuple(filter(None, tasks)),
            frozenset(each.id for each in leaves if isinstance(each, Template)),
            frozenset().union(*kinds),
        )

    def indices(self, steps: Iterable[Step]) -> tuple[int, ...]:
        """Which of some steps are wanted, counted from 0."""
        if self == WantedSteps():
            return ()
        return tuple(
            index
            for index, step in enumerate(steps)
            if step.action.kind in self.kinds or self.marks(step)
        )

    def marks(self, step: Step) -> tuple[str, ...]:
        """The folded texts by which a step is wanted, to mark them where it is shown."""
        action = step.action
        if isinstance(action, EmailAction):
            template_id = action.usable_template_id
            return (str(template_id),) if template_id in self.templates else ()
        if self.texts and isinstance(action, TaskAction) and isinstance(action.content, str):
            content = fold(action.content)
            return tuple(each for each in self.texts if each in content)
        return ()
