"""The option ``--plain``, before or after the command."""

from __future__ import annotations

from seq_tui.cli.flag_option import flag_option, is_given

OPTION = "--plain"

plain_option = flag_option(
    OPTION,
    "Print the list, or the sequence with this id, instead of opening the browser: for pipes,"
    " screen readers and terminals that cannot draw.",
)


def is_plain() -> bool:
    """Whether the browser is to print instead of drawing."""
    return is_given(OPTION)
