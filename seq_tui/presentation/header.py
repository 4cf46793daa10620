"""The lines below the name of a sequence: figures, actions, dates and creator."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.summary import summarise
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.wording import (
    counted,
    creator_text,
    delay_text,
    length_text,
    moment_text,
    number_text,
    span_text,
    steps_text,
)

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.summary import Summary


class Header(NamedTuple):
    """Three groups of texts, each of which may be empty; the caller joins them."""

    figures: list[str]
    """``#21143``, ``deleted 2 Oct 2026``, ``9 steps``, ``22 weekdays``, ``30–32 days``."""

    actions: list[str]
    """``4 e-mails``, ``2 tasks``, ``longest gap 5 weekdays``, ``78 % automated``."""

    origins: list[str]
    """``updated 12 Aug 2022``, ``created 2 Jun 2019``, ``creator 1700155``."""


def build_header(
    sequence: Sequence,
    glyphs: Glyphs = UNICODE,
    weekend: WeekendRule = WeekendRule.HOLD,
) -> Header:
    """The header of a sequence; figures that need steps are omitted without steps.

    Args:
        sequence: to describe.
        glyphs: the signs to use.
        weekend: the rule for e-mails that are due on a weekend.
    """
    figures, actions = [f"#{number_text(sequence.id)}"], []
    figures += [*deletion_texts(sequence), steps_text(sequence)]
    if sequence.steps:
        summary = summarise(sequence, weekend)
        figures += _length_texts(summary, glyphs)
        actions = [*_action_counts(summary), *_statistics(summary)]
    origins = [
        f"updated {moment_text(sequence.updated_at)}",
        f"created {moment_text(sequence.created_at)}",
        f"creator {creator_text(sequence)}",
    ]
    return Header(figures, actions, origins)


def deletion_texts(sequence: Sequence) -> list[str]:
    """``deleted 2 Oct 2026``, if the account has since deleted the sequence."""
    at = sequence.deleted_at
    return [] if at is None else [f"deleted {moment_text(at)}"]


def _length_texts(summary: Summary, glyphs: Glyphs) -> list[str]:
    """The length of a sequence with steps: its cumulative delay and, if known, its span."""
    span = span_text(summary.span_days, glyphs)
    return [length_text(summary, glyphs=glyphs), *([span] if span else [])]


def _action_counts(summary: Summary) -> list[str]:
    """The number of actions of each kind: ``2 e-mails``, ``1 reply``, ``1 task``."""
    kinds = (
        (summary.emails - summary.replies, "e-mail"),
        (summary.replies, "reply"),
        (summary.tasks, "task"),
        (summary.unknown, "unknown action"),
    )
    return [counted(count, noun) for count, noun in kinds if count]


def _statistics(summary: Summary) -> list[str]:
    """``longest gap 3 weekdays`` and ``60 % automated``, where they are known.

    E-mails and replies count as automated. The share is rounded to 0 or 100 % only if it is exact.
    """
    texts = []
    if summary.longest_gap is not None:
        texts.append(f"longest gap {delay_text(summary.longest_gap)}")
    if (share := summary.automation_share) is not None:
        percent = round(100 * share)
        texts.append(f"{min(max(percent, 1), 99) if 0 < share < 1 else percent} % automated")
    return texts
