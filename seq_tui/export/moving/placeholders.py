"""Words in a payload that stand for ids which only the answers of the tool give."""

from __future__ import annotations

SEQUENCE = "SEQUENCE_ID"
"""The id in the answer to the call that makes the sequence."""

UNKNOWN_TEMPLATE = "unknown"
"""The name of the file of the template that stands for those that Sell does not name."""


def template_key(template_id: int | None) -> str:
    """The name of the file of a template, without its suffix."""
    return UNKNOWN_TEMPLATE if template_id is None else str(template_id)


def template_placeholder(template_id: int | None) -> str:
    """The id in the answer to the call that makes a template."""
    return f"TEMPLATE_ID_{template_key(template_id)}"


def step_placeholder(rank: int) -> str:
    """The id in the answer to the call that makes the step of that rank, from 1."""
    return f"STEP_ID_{rank}"
