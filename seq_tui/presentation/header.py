"""What stands under the name of a sequence: its figures, its actions, who made it when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.summary import summarise
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.wording import (
    UNKNOWN,
    counted,
    delay_text,
    length_text,
    moment_text,
    span_text,
    steps_text,
)

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.summary import Summary


class Header(NamedTuple):
    """Texts in three groups, to be joined by a sign; a group may be empty."""

    figures: list[str]
    """``#21143``, ``9 steps``, ``22 weekdays``, ``30–32 days``."""

    actions: list[str]
    """``4 e-mails``, ``2 tasks``, ``longest gap 5 wd``, ``78 % automated``."""

    origins: list[str]
    """``updated 12 Aug 2022``, ``created 2 Jun 2019``, ``creator 1700155``."""


def header(sequence: Sequence, glyphs: Glyphs = UNICODE) -> Header:
    """The header of a sequence; figures that need steps are left out where there are none."""
    figures, actions = [f"#{known(sequence.id)}", steps_text(sequence)], []
    if sequence.steps:
        summary = summarise(sequence)
        figures += _lengths(summary, glyphs)
        actions = [*_kinds(summary), *_facts(summary)]
    origins = [
        f"updated {moment_text(sequence.updated_at)}",
        f"created {moment_text(sequence.created_at)}",
        f"creator {known(sequence.creator_id)}",
    ]
    return Header(figures, actions, origins)


def known(number: int | None) -> str:
    """The number, or what stands for one that was not sent."""
    return UNKNOWN if number is None else str(number)


def _lengths(summary: Summary, glyphs: Glyphs) -> list[str]:
    """How long a sequence with steps takes: its cumulative delay and, if known, its span."""
    span = span_text(summary.span_days, glyphs)
    return [length_text(summary, glyphs=glyphs), *([span] if span else [])]


def _kinds(summary: Summary) -> list[str]:
    """How many actions of each kind there are: ``2 e-mails``, ``1 reply``, ``1 task``."""
    kinds = (
        (summary.emails - summary.replies, "e-mail"),
        (summary.replies, "reply"),
        (summary.tasks, "task"),
        (summary.unknown, "unknown action"),
    )
    return [counted(count, noun) for count, noun in kinds if count]


def _facts(summary: Summary) -> list[str]:
    """What else there is to say of a sequence: ``longest gap 3 wd``, ``60 % automated``.

    Automated are the e-mails, replies among them; 0 and 100 % are said only of none and all.
    """
    facts = []
    if summary.longest_gap is not None:
        facts.append(f"longest gap {delay_text(summary.longest_gap, short=True)}")
    if (share := summary.automation_share) is not None:
        percent = round(100 * share)
        facts.append(f"{min(max(percent, 1), 99) if 0 < share < 1 else percent} % automated")
    return facts
