"""What the copy key takes from each part of the screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.domain.sequence import EmailAction, TaskAction
from seq_tui.presentation.wording import value_text

if TYPE_CHECKING:
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Step
    from seq_tui.ui.step_properties import Property

MAX_QUOTED = 24
"""Most cells of a value that the message quotes; a longer one is only named."""


class Copyable(NamedTuple):
    """A text for the clipboard."""

    text: str
    """Exactly as received."""

    description: str
    """What it is, for the user: ``21152``, ``the text of step 3``."""


def copyable_step(index: int, step: Step) -> Copyable:
    """The template's id of an e-mail, the text of a task, and all of any other step."""
    action = step.action
    if isinstance(action, EmailAction) and action.template_id is not None:
        return _copyable(action.template_id, f"the template of step {index + 1}", "template ")
    if isinstance(action, TaskAction) and action.content is not None:
        return Copyable(_text(action.content), f"the text of step {index + 1}")
    return Copyable(json.dumps(step.data, ensure_ascii=False), f"the JSON of step {index + 1}")


def copyable_property(shown: Property) -> Copyable:
    """The value of a property."""
    if shown.label:
        return Copyable(_text(shown.value), shown.label)
    return _copyable(shown.value, shown.name.strip())


def copyable_selection(text: str) -> Copyable:
    """What is selected with the mouse."""
    return _copyable(text, "the selected text")


def _copyable(value: Json, name: str, prefix: str = "") -> Copyable:
    text = _text(value)
    is_short = len(text) <= MAX_QUOTED and text.isprintable() and text.strip()
    quoted = value_text(value) if is_short else ""
    if not is_short or cell_len(quoted) > MAX_QUOTED:
        return Copyable(text, name)
    return Copyable(text, f"{prefix}{quoted}")


def _text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
