"""What no tool takes over from any sequence."""

from __future__ import annotations

from seq_tui.export.moving.losses import no_counterpart

COMMON_LOSSES = (
    no_counterpart(
        "ids", "ids of sequences, steps and templates, and positions: new ones are made"
    ),
    no_counterpart("history", "who created a sequence, when it was created and last changed"),
    no_counterpart("people", "the people in a sequence, and how far each of them is"),
    no_counterpart(
        "text-interface",
        "texts of templates: Zendesk Sell has no interface for them, so only those are written"
        " that were stored in the archive",
    ),
)
