"""The keys that work in the steps and in their properties."""

from __future__ import annotations

from seq_tui.ui.keys import FIND, MOVE, bindings

STEP_KEYS = bindings(
    ("step.uses", "x", "screen.uses", "Uses", "Sequences with this template or task"),
    group=FIND,
    footer={"step.uses"},
)

READ_KEYS = bindings(
    ("text.read", "enter", "screen.read_text", "Text", "Read the text of the e-mail"),
    group=MOVE,
    footer={"text.read"},
)
"""The key of the properties alone."""
