"""What to search for to find the sequences that use the same as a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.filter.nodes import Template
from seq_tui.domain.folding import fold
from seq_tui.domain.query import MAX_ID, quote
from seq_tui.domain.sequence import EmailAction, TaskAction
from seq_tui.sanitize import strip_controls

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Step


def uses_search(step: Step, most: int) -> str:
    """The text to search for sequences with the template, or the task, of a step.

    Empty if it has none. Of a long task it has the beginning.

    Args:
        step: any step.
        most: most characters of the text.
    """
    action = step.action
    if isinstance(action, EmailAction):
        template_id = action.usable_template_id
        if template_id is not None and 0 <= template_id <= MAX_ID:
            return str(Template(template_id))
    if isinstance(action, TaskAction) and isinstance(action.content, str):
        return _task_search(action.content, most)
    return ""


def _task_search(content: str, most: int) -> str:
    text = _typeable(content.lstrip()[:most])
    while len(search := f"task:{quote(text.rstrip())}") > most:
        text = text[:-1]
    return search if fold(text).strip() else ""


def _typeable(text: str) -> str:
    """The beginning of a text that a search box takes, and that is folded as the text itself."""
    typed = ""
    for each in text:
        if each.isspace():
            typed += " "
        elif strip_controls(each):
            typed += each
        elif fold(each):
            break
    return typed
