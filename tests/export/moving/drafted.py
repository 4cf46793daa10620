"""Sequences and template texts for the tests of files for other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction, UnknownAction
from seq_tui.domain.template_text import TemplateText
from seq_tui.export.moving.drafts import Drafts
from seq_tui.export.moving.moved import move_sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.domain.json import Json
    from seq_tui.export.moving.moved import MovedSequence

AT_ONCE = Delay(0, "hours")


def wait(amount: Json, unit: Json = "weekdays") -> Delay:
    return Delay(amount, unit)


def email(template: Json = 1, delay: Delay = AT_ONCE, *, reply: bool = False) -> Step:
    properties: dict[str, Json] = {"email_template_id": template, "is_reply": reply}
    return Step(delay=delay, action=EmailAction(properties=properties))


def task(content: Json = "Call", delay: Delay = AT_ONCE) -> Step:
    return Step(delay=delay, action=TaskAction(properties={"task_content": content}))


def unknown(delay: Delay = AT_ONCE) -> Step:
    return Step(delay=delay, action=UnknownAction("sms", {"text_template_id": 7}))


def sequence(*steps: Step, name: str | None = "Trial", number: int = 21) -> Sequence:
    return Sequence(id=number, name=name, steps_total=len(steps), steps=steps)


def text(
    template: int = 1, subject: str = "Hello", plain: str = "How is it?", html: str = ""
) -> TemplateText:
    return TemplateText(template, subject, plain, html, "ann", "2026-11-01T09:00:00Z")


def moved(
    *steps: Step,
    texts: tuple[TemplateText, ...] = (),
    tag_map: Mapping[str, str] | None = None,
    name: str | None = "Trial",
) -> MovedSequence:
    by_id = {each.template_id: each for each in texts}
    return move_sequence(sequence(*steps, name=name), by_id, Drafts(tag_map or {}))


def codes(losses: tuple[object, ...]) -> list[str]:
    """The codes of losses."""
    return [str(getattr(each, "code", "")) for each in losses]
