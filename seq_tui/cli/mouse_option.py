"""The option ``--no-mouse``, before or after the command."""

from __future__ import annotations

from seq_tui.cli.flag_option import flag_option, is_given

OPTION = "--no-mouse"

mouse_option = flag_option(
    OPTION, "Leave the mouse to the terminal, which then selects text by itself."
)


def chosen_mouse() -> tuple[str, object] | None:
    """The option, and that the browser does not react to the mouse, if it is given."""
    return (OPTION, False) if is_given(OPTION) else None
