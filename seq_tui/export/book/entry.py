"""What a book says of one sequence: plain facts, sanitised, for every form of a book."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.checks.finding import Level
from seq_tui.domain.schedule import landings
from seq_tui.domain.sequence import DELETED_AT
from seq_tui.export.book.step_entry import StepEntry, step_entries
from seq_tui.presentation.day_timeline import SOME_MONDAY
from seq_tui.presentation.findings import level_mark, message_text, step_text
from seq_tui.presentation.header import build_header
from seq_tui.presentation.wording import MAX_LINE, moment_text, name_text, steps_text, value_text
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from seq_tui.domain.checks.finding import Finding
    from seq_tui.domain.json import Json
    from seq_tui.domain.schedule import Landings
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.domain.weekend_rule import WeekendRule

UNSUBSCRIBE = "unsubscribe_settings"

LOOK_UP = "Settings › Business rules › Sequences"
"""Where Sell's web page has sequences (support articles 4408842857370 and 360045767034)."""


class BookRules(NamedTuple):
    """What is the same for all sequences of a book."""

    start: datetime | None
    """What days are counted from, with a zone; without one, there are days but no dates."""

    weekend: WeekendRule
    find: Callable[[Sequence], Iterable[Finding]]
    """Finds what somebody should look at before building a sequence again."""

    tag_map: Mapping[str, str]
    """The merge tags of the next tool by those of the templates, as far as they are known."""


class SequenceEntry(NamedTuple):
    """What a book says of one sequence."""

    key: str
    """Tells it from the others of its account, also in a later book."""

    name: str
    brief: str
    """``#21128 · 4 steps``, for the contents; also when it was deleted."""

    figures: str
    origins: str
    deleted: str
    """A sentence, if the account has deleted it; or empty."""

    settings: list[tuple[str, str]]
    """What has to be set by hand for this sequence: the name and the value."""

    remarks: list[str]
    """What the checks find."""

    steps: list[StepEntry]
    without_steps: str
    """A sentence, if there are no steps; or empty."""

    landed: Landings
    """When the steps happen, from the start of the rules or from some Monday."""

    @property
    def missing_texts(self) -> int:
        """How many steps send an e-mail whose text is not known."""
        return sum(each.words is None for each in self.steps if each.is_email)


def sequence_entry(
    sequence: Sequence, texts: Mapping[int, TemplateText], rules: BookRules
) -> SequenceEntry:
    """What a book says of a sequence, with the texts of its templates as far as they are known."""
    steps = sequence.steps or ()
    landed = landings(steps, rules.start or SOME_MONDAY, rules.weekend)
    figures, actions, origins = build_header(sequence, weekend=rules.weekend)
    return SequenceEntry(
        key=str(sequence.id) if sequence.id is not None else sanitize(sequence.name or ""),
        name=name_text(sequence),
        brief=" · ".join(figures[: 2 + (sequence.deleted_at is not None)]),
        figures=" · ".join([*figures, *actions]),
        origins=" · ".join(origins),
        deleted=_deletion(sequence),
        settings=[*_settings(sequence)],
        remarks=[*_remarks(rules.find(sequence))],
        steps=step_entries(steps, texts, landed, rules.start),
        without_steps="" if steps else _without_steps(sequence),
        landed=landed,
    )


def _deletion(sequence: Sequence) -> str:
    if (at := sequence.deleted_at) is None:
        return ""
    return f"The account had deleted this sequence by {moment_text(at)}. It may not be wanted."


def _without_steps(sequence: Sequence) -> str:
    if sequence.steps is None:
        return f"The steps were not received ({steps_text(sequence)}): look them up in Sell."
    return "It has no steps."


def _settings(sequence: Sequence) -> Iterator[tuple[str, str]]:
    """The settings of a sequence that no field of a step has."""
    fields = {name: value for name, value in sequence.extra.items() if name != DELETED_AT}
    unsubscribe = fields.pop(UNSUBSCRIBE, None)
    if isinstance(unsubscribe, dict):
        yield from _unsubscribe(unsubscribe)
    else:
        if unsubscribe is not None:
            fields = {UNSUBSCRIBE: unsubscribe, **fields}
        yield "Unsubscribe link", f"not known; look it up in Sell under {LOOK_UP}"
    for name, value in fields.items():
        yield sanitize(name, limit=MAX_LINE), value_text(value)


def _unsubscribe(settings: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    names = {True: "on", False: "off"}
    others = dict(settings)
    enabled, locale = others.pop("enabled", None), others.pop("locale", None)
    known = names[enabled] if isinstance(enabled, bool) else value_text(enabled)
    yield "Unsubscribe link", known if enabled is not None else "not known"
    yield "Unsubscribe language", value_text(locale) if locale is not None else "not known"
    for name, value in others.items():
        yield f"Unsubscribe: {sanitize(name, limit=MAX_LINE)}", value_text(value)


def _remarks(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.level.is_at_least(Level.WARNING):
            place = step_text(finding)
            message = message_text(finding)
            said = f"{place.capitalize()}: {message}" if place else message
            yield f"{level_mark(finding.level)} {said}"
