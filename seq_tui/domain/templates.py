"""Which e-mail templates the sequences of an account use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.sequence import EmailAction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.template_text import TemplateText


class Use(NamedTuple):
    """How one sequence uses a template."""

    sequence_id: int | None
    sequence_name: str | None
    """As received."""

    steps: int
    """How many of its steps send the template."""

    replies: int
    """How many of these send it as a reply."""


@dataclass(slots=True)
class TemplateUses:
    """All uses of one template."""

    template_id: int
    sequences: int = 0
    steps: int = 0
    replies: int = 0
    uses: list[Use] = field(default_factory=list)
    """The sequences in the order of the account; perhaps only the first of them."""

    def add(self, use: Use, most_named: int | None) -> None:
        """Count a use, and store it if there is room."""
        self.sequences += 1
        self.steps += use.steps
        self.replies += use.replies
        if most_named is None or len(self.uses) < most_named:
            self.uses.append(use)


class TemplateCollector:
    """Collects the templates of sequences, which it does not keep.

    A sequence that an archive keeps although the account has deleted it uses nothing any more.

    Args:
        most_named: how many sequences of a template are stored by name, from the first one on; the
            others are counted only. All by default.
    """

    def __init__(self, most_named: int | None = None) -> None:
        self._most_named = most_named
        self._templates: dict[int, TemplateUses] = {}
        self.sequences = 0
        """Sequences that were added."""

        self.without_steps = 0
        """Those among them that were received without their steps."""

        self.steps_without_id = 0
        """Steps that send an e-mail without a usable id of a template."""

        self.texts: Mapping[int, TemplateText] | None = None
        """What the templates say, as far as an archive keeps it; `None` for any other account."""

    @property
    def count(self) -> int:
        """How many templates were found."""
        return len(self._templates)

    @property
    def ids(self) -> list[int]:
        """The ids of all templates."""
        return list(self._templates)

    def add(self, sequence: Sequence) -> None:
        """Collect the templates of one more sequence."""
        if sequence.deleted_at is not None:
            return
        self.sequences += 1
        self.without_steps += sequence.steps is None
        counts: dict[int, tuple[int, int]] = {}
        for template_id, is_reply in self._emails(sequence):
            steps, replies = counts.get(template_id, (0, 0))
            counts[template_id] = steps + 1, replies + is_reply
        for template_id, (steps, replies) in counts.items():
            uses = self._templates.setdefault(template_id, TemplateUses(template_id))
            uses.add(Use(sequence.id, sequence.name, steps, replies), self._most_named)

    def by_use(self) -> list[TemplateUses]:
        """The templates, those first that most sequences use, then those that most steps use."""
        return sorted(
            self._templates.values(),
            key=lambda each: (-each.sequences, -each.steps, each.template_id),
        )

    def _emails(self, sequence: Sequence) -> Iterator[tuple[int, bool]]:
        """The template of each e-mail, and whether it is a reply."""
        for step in sequence.steps or ():
            if not isinstance(action := step.action, EmailAction):
                continue
            if (template_id := action.usable_template_id) is None:
                self.steps_without_id += 1
            else:
                yield template_id, action.is_reply
