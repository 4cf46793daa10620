"""Texts are measured, and what terminals measure differently is told from all other text."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from seq_tui.terminal.cell_widths import anchored, cells_of, disputed_in

AGREED = "name ŁжαשעΩ漢字한글カナ─│╭●▌✉☐↩≥·…é№€"


def test_the_characters_of_the_screen_and_of_old_scripts_are_agreed_on() -> None:
    assert disputed_in(AGREED) == frozenset()
    assert anchored(AGREED, 3, 4) == AGREED


@pytest.mark.parametrize(
    "character",
    ["\U0001f6b2", "\U0001faea", "\U0001fae8", "⌚", "☔", "⚡", "䷀", "\ue0a0", "\U0001f1e9"],
)
def test_emoji_new_characters_and_private_ones_are_disputed(character: str) -> None:
    assert disputed_in(f"a{character}b") == {character}
    width = cell_len(character)
    begin, end = "\x1b[5;5H", f"\x1b[5;{5 + width}H"
    assert anchored(f"a{character}b", 3, 4) == f"a{' ' * width}{begin}{character}{end}b"


@pytest.mark.parametrize("text", ["e\u0301", "क्षि", "👩\u200d🚀"])
def test_text_whose_characters_join_is_placed_as_a_whole(text: str) -> None:
    assert cells_of(text) is None
    width = cell_len(text) + 3
    assert anchored(f"{text}   ", 0, 0) == f"{' ' * width}\x1b[1;1H{text}\x1b[1;{width + 1}H"
