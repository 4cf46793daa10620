"""What all sequences of a book have in common: counts, templates, merge tags, and what is missing.

It grows with the templates and their uses, not with their texts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.sequence import ActionKind

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence
    from seq_tui.export.book.entry import SequenceEntry


class Place(NamedTuple):
    """A sequence, or a step of it, in a book."""

    href: str
    label: str
    """``#21132``, or the name of a sequence without an id."""

    ranks: tuple[int, ...] = ()
    """The steps that are meant; none for the whole sequence."""


@dataclass(slots=True)
class TemplateRecord:
    """A template that steps send."""

    template_id: int
    uses: list[Place] = field(default_factory=list)
    steps: int = 0
    replies: int = 0
    is_known: bool = False
    subject: str = ""
    tags: list[str] = field(default_factory=list)


class Inventory:
    """Counts what is in a book, as its sequences are added."""

    def __init__(self) -> None:
        self.sequences = 0
        self.kinds: Counter[ActionKind] = Counter()
        """How many steps do what."""

        self._templates: dict[int, TemplateRecord] = {}
        self.unnamed_creators = 0
        """Sequences of whose creator only the id is known."""

        self.deleted: list[Place] = []
        self.without_steps: list[Place] = []
        """Sequences that were received without their steps."""

        self.other_total: list[Place] = []
        """Sequences that have another number of steps than the service says."""

        self.without_template: list[Place] = []
        """Steps that send an e-mail without a usable id of a template."""

        self.without_task: list[Place] = []
        """Tasks that do not say what to do."""

        self.unreadable_waits: list[Place] = []
        self.unknown_actions: list[Place] = []

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return self.kinds.total()

    def templates(self) -> list[TemplateRecord]:
        """The templates, by their ids."""
        return sorted(self._templates.values(), key=lambda each: each.template_id)

    def missing(self) -> list[TemplateRecord]:
        """The templates whose text is not known."""
        return [each for each in self.templates() if not each.is_known]

    def tags(self) -> dict[str, list[int]]:
        """The merge tags in alphabetical order, each with the ids of the templates that have it."""
        found: dict[str, list[int]] = {}
        for record in self.templates():
            for tag in record.tags:
                found.setdefault(tag, []).append(record.template_id)
        return dict(sorted(found.items(), key=lambda each: (each[0].casefold(), each[0])))

    def add(self, sequence: Sequence, entry: SequenceEntry, href: str) -> None:
        """Count a sequence, which is found at `href`."""
        place = Place(href, entry.name if sequence.id is None else f"#{sequence.id}")
        self.sequences += 1
        self.unnamed_creators += sequence.creator_id is not None and not sequence.creator_name
        self.kinds.update(each.kind for each in entry.steps)
        if entry.deleted:
            self.deleted.append(place)
        if sequence.steps is None:
            self.without_steps.append(place)
        elif sequence.steps_total not in (None, len(sequence.steps)):
            self.other_total.append(place)
        self._add_doubts(sequence, entry, place)
        self._add_templates(entry, place)

    def _add_doubts(self, sequence: Sequence, entry: SequenceEntry, place: Place) -> None:
        doubts: list[tuple[list[Place], list[int]]] = [
            (
                self.unreadable_waits,
                [
                    rank
                    for rank, step in enumerate(sequence.steps or (), start=1)
                    if not step.delay.is_readable
                ],
            ),
            (
                self.without_template,
                [each.rank for each in entry.steps if each.is_email and each.template_id is None],
            ),
            (
                self.without_task,
                [
                    each.rank
                    for each in entry.steps
                    if each.kind is ActionKind.TASK and not each.task
                ],
            ),
            (
                self.unknown_actions,
                [each.rank for each in entry.steps if each.kind is ActionKind.UNKNOWN],
            ),
        ]
        for places, ranks in doubts:
            if ranks:
                places.append(place._replace(ranks=tuple(ranks)))

    def _add_templates(self, entry: SequenceEntry, place: Place) -> None:
        ranks: dict[int, list[int]] = {}
        for each in entry.steps:
            if each.template_id is None:
                continue
            ranks.setdefault(each.template_id, []).append(each.rank)
            record = self._templates.setdefault(each.template_id, TemplateRecord(each.template_id))
            record.steps += 1
            record.replies += each.kind is ActionKind.REPLY
            if each.words is not None and not record.is_known:
                record.is_known, record.subject = True, each.words.subject
                record.tags = each.words.tags
        for template_id, found in ranks.items():
            self._templates[template_id].uses.append(place._replace(ranks=tuple(found)))
