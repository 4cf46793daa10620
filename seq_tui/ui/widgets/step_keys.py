"""The keys that work in the steps and in their properties."""

from __future__ import annotations

from seq_tui.ui.keys import FIND, bindings

STEP_KEYS = bindings(
    ("step.uses", "x", "screen.uses", "Uses", "Sequences with this template or task"),
    group=FIND,
    footer={"step.uses"},
)
