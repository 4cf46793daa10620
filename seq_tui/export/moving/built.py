"""What is built for one sequence, and what is known of a tool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.moving.drafts import Draft
    from seq_tui.export.moving.losses import Loss
    from seq_tui.export.moving.moved import MovedSequence
    from seq_tui.export.moving.payload import Payload
    from seq_tui.export.moving.target_rules import TargetPlan


class Built(NamedTuple):
    """The payload of one sequence."""

    payload: Payload
    plan: TargetPlan
    """Its waits as written, by the tool's rule."""

    step_losses: tuple[tuple[Loss, ...], ...]
    """For each step what is lost because of the tool, beside the losses that every tool has."""


@dataclass(frozen=True, slots=True)
class Target:
    """A tool that sequences can be written for."""

    name: str
    """As ``--for`` takes it."""

    label: str
    """Its own name."""

    build: Callable[[MovedSequence, WeekendRule], Built]
    build_template: Callable[[Draft], Payload] | None
    """Builds a template, where the tool makes templates before sequences."""

    date_rule: str
    """How it counts dates, in one sentence."""

    losses: tuple[Loss, ...]
    """What is lost of every sequence."""

    open_questions: tuple[str, ...]
    """What its description does not say, for a tool whose files are a beta."""

    sending: str
    """Markdown that says how to send the files; it names variables, never a token.

    It defines a function ``send`` of the shell, and has ``{example}`` for the name of a file of a
    sequence and ``{others}`` for how to send all."""
