"""The option ``--ascii``, before or after the command."""

from __future__ import annotations

from seq_tui.cli.flag_option import flag_option, is_given

OPTION, GLYPHS = "--ascii", "ascii"

ascii_option = flag_option(OPTION, "Draw the browser in plain characters.")


def chosen_glyphs() -> tuple[str, object] | None:
    """The option and the glyphs of the browser, if it is given."""
    return (OPTION, GLYPHS) if is_given(OPTION) else None
