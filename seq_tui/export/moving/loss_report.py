"""The loss report: ``losses.json`` for programs and ``losses.md`` for people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from seq_tui.export.json import encode
from seq_tui.export.moving.common_losses import COMMON_LOSSES
from seq_tui.export.moving.date_comparison import MONDAY, STARTS
from seq_tui.export.moving.loss_pages import head_lines, sequence_lines, unwritten_lines
from seq_tui.export.moving.placeholders import template_key
from seq_tui.export.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.moving.built import Built, Target
    from seq_tui.export.moving.date_comparison import DateDifference
    from seq_tui.export.moving.drafts import Draft
    from seq_tui.export.moving.losses import Loss
    from seq_tui.export.moving.moved import MovedSequence, MovedStep


_SIZES = {
    "a day": timedelta(days=1),
    "3 days": timedelta(days=3),
    "a week": timedelta(days=7),
    "longer": timedelta.max,
}
"""Into which differences are divided, the smallest first."""


@dataclass(slots=True)
class Totals:
    """What is counted over all sequences."""

    sequences: int = 0
    unwritten: int = 0
    """Sequences that were received without their steps."""

    steps: int = 0
    equal_dates: int = 0
    """Steps that happen at the same time from every start."""

    by_size: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_SIZES, 0))
    """The steps that do not, by their largest difference in words."""

    undated: int = 0
    """Steps without a date in Sell."""

    templates: dict[str, Draft] = field(default_factory=dict)
    """By the name of their file; without their bodies."""

    @property
    def different_dates(self) -> int:
        """Steps that happen at another time from some starts."""
        return sum(self.by_size.values())

    @property
    def missing_texts(self) -> int:
        """How many templates have no text."""
        return sum(each.is_missing for each in self.templates.values())

    @property
    def unmapped_tags(self) -> list[str]:
        """The merge tags that are written as in Sell, each once."""
        tags = (tag for draft in self.templates.values() for tag in draft.unmapped)
        return list(dict.fromkeys(tags))

    @property
    def tags(self) -> dict[str, list[str]]:
        """The templates of each merge tag."""
        found: dict[str, list[str]] = {}
        for key, draft in self.templates.items():
            for tag in draft.tags:
                found.setdefault(tag, []).append(key)
        return found


class LossReport:
    """Collects the losses of sequences, in memory of a limited size.

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
        self._tag_map = tag_map
        self._objects = Spool()
        self._pages = Spool()
        self.totals = Totals()

    def add(
        self,
        moved: MovedSequence,
        built: Built,
        differences: tuple[DateDifference | None, ...],
        file: str,
    ) -> None:
        """Report a sequence that was written.

        Raises:
            SourceError: there is no room.
        """
        totals = self.totals
        totals.steps += len(moved.steps)
        for difference in differences:
            totals.undated += difference is None
            totals.equal_dates += difference is not None and not difference.different
            if difference is not None and difference.different:
                totals.by_size[_size(difference)] += 1
        for step in moved.steps:
            if step.draft is not None:
                key = template_key(step.draft.template_id)
                totals.templates.setdefault(key, step.draft._replace(html=""))
        steps: list[Json] = [
            _step_json(*each)
            for each in zip(moved.steps, built.step_losses, differences, strict=True)
        ]
        self._write_object(
            {
                "id": moved.id,
                "name": moved.name,
                "file": file,
                "losses": _losses_json(moved.losses),
                "steps": steps,
            }
        )
        self._write_lines(sequence_lines(self._target, moved, built, differences, file))
        totals.sequences += 1

    def add_unwritten(self, sequence: Sequence, loss: Loss) -> None:
        """Report a sequence that was not written.

        Raises:
            SourceError: there is no room.
        """
        self._write_object(
            {
                "id": sequence.id,
                "name": sequence.name,
                "file": None,
                "losses": _losses_json([loss]),
                "steps": None,
            }
        )
        self._write_lines(unwritten_lines(sequence, loss))
        self.totals.unwritten += 1

    def json(self) -> bytes:
        """The report for programs, each sequence in a line of its own.

        Raises:
            SourceError: what was collected cannot be read.
        """
        head = encode(self._head())[:-1] + b',"sequences":['
        return b"".join([head, *self._objects.chunks(), b"\n]}\n"])

    def markdown(self) -> bytes:
        """The report for people.

        Raises:
            SourceError: what was collected cannot be read.
        """
        lines = head_lines(self._target, self._account, self._weekend, self.totals, self._tag_map)
        head = "".join(f"{line}\n" for line in lines).encode()
        return b"".join([head, *self._pages.chunks()])

    def _head(self) -> dict[str, Json]:
        target, totals = self._target, self.totals
        templates: list[Json] = [
            {
                "template_id": draft.template_id,
                "has_subject": bool(draft.subject),
                "has_body": draft.has_body,
                "losses": _losses_json(draft.losses),
            }
            for draft in totals.templates.values()
        ]
        tags: list[Json] = [
            {"tag": tag, "templates": [*keys], "written_as": self._tag_map.get(tag)}
            for tag, keys in totals.tags.items()
        ]
        return {
            "target": target.name,
            "beta": bool(target.open_questions),
            "account": self._account,
            "weekend_rule": self._weekend.value,
            "dates": {
                "zone": "UTC",
                "first_start": MONDAY.isoformat(),
                "starts": STARTS,
                "target_rule": target.date_rule,
                "steps_equal": totals.equal_dates,
                "steps_different": totals.different_dates,
                "steps_without_date": totals.undated,
            },
            "open_questions": [*target.open_questions],
            "losses": _losses_json([*COMMON_LOSSES, *target.losses]),
            "templates": templates,
            "merge_tags": tags,
        }

    def _write_object(self, value: dict[str, Json]) -> None:
        is_first = not self.totals.sequences + self.totals.unwritten
        self._objects.write((b"\n" if is_first else b",\n") + encode(value))

    def _write_lines(self, lines: Iterable[str]) -> None:
        self._pages.write("".join(f"{line}\n" for line in lines).encode())


def _step_json(
    moved: MovedStep, losses: tuple[Loss, ...], difference: DateDifference | None
) -> dict[str, Json]:
    return {
        "step": moved.rank,
        "id": moved.step.id,
        "action": moved.step.action.kind.value,
        "template_id": None if moved.draft is None else moved.draft.template_id,
        "losses": _losses_json([*moved.losses, *losses]),
        "dates": None if difference is None else difference.json,
    }


def _size(difference: DateDifference) -> str:
    """How large a difference is, in words."""
    length = abs(difference.worst)
    return next(name for name, limit in _SIZES.items() if length <= limit)


def _losses_json(losses: Iterable[Loss]) -> list[Json]:
    return [{"kind": kind.value, "code": code, "text": text} for kind, code, text in losses]
