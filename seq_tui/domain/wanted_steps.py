"""Which steps a search was about."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.filter.nodes import EmailText, Has, TaskText, Template, selected_leaves
from seq_tui.domain.folding import fold
from seq_tui.domain.sequence import ActionKind, EmailAction, Step, TaskAction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seq_tui.domain.query import Query

KINDS = {
    "email": frozenset({ActionKind.EMAIL, ActionKind.REPLY}),
    "reply": frozenset({ActionKind.REPLY}),
    "task": frozenset({ActionKind.TASK}),
}
"""The kinds of steps that ``has:`` can ask for."""


NOTHING: Mapping[int, str] = MappingProxyType({})


class WantedSteps(NamedTuple):
    """What steps must have, any of it, to be what was searched for; nothing by default."""

    texts: tuple[str, ...] = ()
    """Folded texts in tasks."""

    templates: frozenset[int] = frozenset()
    kinds: frozenset[ActionKind] = frozenset()
    words: tuple[str, ...] = ()
    """Folded texts in e-mails."""

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
            tuple(fold(each.text) for each in leaves if isinstance(each, EmailText)),
        )

    def indices(self, steps: Iterable[Step], said: Mapping[int, str] = NOTHING) -> tuple[int, ...]:
        """Which of some steps are wanted, counted from 0.

        Args:
            steps: to choose from.
            said: what e-mail templates say, folded, by id, as far as it is known.
        """
        if self == WantedSteps():
            return ()
        return tuple(
            index
            for index, step in enumerate(steps)
            if step.action.kind in self.kinds
            or self.marks(step, said)
            or ("" in self.words and step.template_id in said)
        )

    def marks(self, step: Step, said: Mapping[int, str] = NOTHING) -> tuple[str, ...]:
        """The folded texts by which a step is wanted, to mark them where it is shown."""
        action = step.action
        if isinstance(action, EmailAction):
            template_id = step.template_id
            own = (str(template_id),) if template_id in self.templates else ()
            text = "" if template_id is None else said.get(template_id, "")
            return own + tuple(each for each in self.words if each and each in text)
        if self.texts and isinstance(action, TaskAction) and isinstance(action.content, str):
            content = fold(action.content)
            return tuple(each for each in self.texts if each in content)
        return ()
