"""All files of an export for another tool, as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.schedule import DelayPlan
from seq_tui.export.files import file_name
from seq_tui.export.moving.date_comparison import compare_dates
from seq_tui.export.moving.drafts import Drafts
from seq_tui.export.moving.loss_report import LossReport
from seq_tui.export.moving.losses import missing
from seq_tui.export.moving.moved import move_sequence
from seq_tui.export.moving.placeholders import template_key
from seq_tui.export.moving.readme import readme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.moving.built import Target
    from seq_tui.export.moving.loss_report import Totals
    from seq_tui.export.moving.moved import MovedSequence

SEQUENCES = "sequences"
TEMPLATES = "templates"
REPORTS = ""
"""The folder itself."""


def subfolders(target: Target) -> tuple[str, ...]:
    """The folders for a tool in the order in which they are written: the README comes last."""
    return (SEQUENCES, *([TEMPLATES] if target.build_template else []), REPORTS)


class FolderFile(NamedTuple):
    """A file of the folder."""

    folder: str
    """One of `subfolders`."""

    name: str
    sequence_id: int | None
    document: bytes


class MovingFolder:
    """Builds the files of sequences, one after the other.

    Args:
        target: the tool.
        weekend: Sell's rule.
        account: the name of the account, for people.
        tag_map: what is written instead of merge tags.
    """

    def __init__(
        self, target: Target, weekend: WeekendRule, account: str, tag_map: Mapping[str, str]
    ) -> None:
        self._target = target
        self._weekend = weekend
        self._account = account
        self._drafts = Drafts(tag_map)
        self._report = LossReport(target, weekend, account, tag_map)
        self._templates: set[str] = set()
        self._example = ""

    @property
    def totals(self) -> Totals:
        """What was counted so far."""
        return self._report.totals

    def add(self, sequence: Sequence, texts: Mapping[int, TemplateText]) -> Iterator[FolderFile]:
        """The files of a sequence, and of the templates that no earlier one uses.

        Raises:
            SourceError: there is no room.
        """
        if sequence.steps is None:
            text = "it was received without its steps, so no file is written"
            self._report.add_unwritten(sequence, missing("steps-missing", text))
            return
        totals = self.totals
        moved = move_sequence(sequence, texts, self._drafts)
        built = self._target.build(moved, self._weekend)
        plan = DelayPlan.of(sequence.steps, self._weekend)
        rank = totals.sequences + totals.unwritten + 1
        suffix = ".json" if sequence.id is not None else f"-{rank}.json"
        name = file_name(sequence, suffix)
        path = f"{SEQUENCES}/{name}"
        self._report.add(moved, built, compare_dates(plan, built.plan), path)
        self._example = self._example or name
        yield FolderFile(SEQUENCES, name, sequence.id, built.payload.document())
        yield from self._new_templates(moved)

    def end(self) -> Iterator[FolderFile]:
        """The reports about all.

        Raises:
            SourceError: what was collected cannot be read.
        """
        report = self._report
        document = readme(self._target, self._account, self.totals, self._example)
        yield FolderFile(REPORTS, "losses.json", None, report.json())
        yield FolderFile(REPORTS, "losses.md", None, report.markdown())
        yield FolderFile(REPORTS, "README.md", None, document)

    def _new_templates(self, moved: MovedSequence) -> Iterator[FolderFile]:
        if self._target.build_template is None:
            return
        for step in moved.steps:
            if step.draft is None:
                continue
            key = template_key(step.draft.template_id)
            if key not in self._templates:
                self._templates.add(key)
                payload = self._target.build_template(step.draft)
                yield FolderFile(TEMPLATES, f"{key}.json", None, payload.document())
