"""The option ``--fresh``, before or after the command."""

from __future__ import annotations

from seq_tui.cli.flag_option import flag_option, is_given

OPTION = "--fresh"

fresh_option = flag_option(
    OPTION, "Start without what is remembered, and remember nothing of this session."
)


def is_fresh() -> bool:
    """Whether nothing is restored or remembered."""
    return is_given(OPTION)
