"""The fields of a step as every export lists them: as received, then what its e-mail says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Step
    from seq_tui.domain.template_text import TemplateText

SUBJECT, TEXT = "e-mail subject", "e-mail text"
"""The names of what an archive knows of an e-mail; the service's own names have no spaces."""


def text_of_step(step: Step, texts: Mapping[int, TemplateText]) -> TemplateText | None:
    """What the e-mail of a step says, if it is one, and that is known."""
    return None if step.template_id is None else texts.get(step.template_id)


def step_fields(step: Step, texts: Mapping[int, TemplateText]) -> list[tuple[str, Json]]:
    """The fields by name, as they are displayed."""
    fields: list[tuple[str, Json]] = [*step.action.properties.items(), *step.extra.items()]
    if (text := text_of_step(step, texts)) is not None:
        said = ((SUBJECT, text.subject), (TEXT, text.readable.strip("\n")))
        fields.extend((name, value) for name, value in said if value)
    return fields
