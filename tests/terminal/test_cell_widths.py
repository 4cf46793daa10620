"""Texts are measured, and what terminals measure differently is told from all other text."""

from __future__ import annotations

import pytest

from seq_tui.terminal.cell_widths import cells_of, disputed_in

AGREED = "name ŁжαשעΩ漢字한글カナ─│╭●▌✉☐↩≥·…é№€"


def test_the_characters_of_the_screen_and_of_old_scripts_are_agreed_on() -> None:
    assert disputed_in(AGREED) == frozenset()


@pytest.mark.parametrize(
    "character",
    ["\U0001f6b2", "\U0001faea", "\U0001fae8", "⌚", "☔", "⚡", "䷀", "\ue0a0", "\U0001f1e9"],
)
def test_emoji_new_characters_and_private_ones_are_disputed(character: str) -> None:
    assert disputed_in(f"a{character}b") == {character}


@pytest.mark.parametrize("text", ["e\u0301", "क्षि", "👩\u200d🚀"])
def test_text_whose_characters_join_has_no_cells(text: str) -> None:
    assert cells_of(text) is None
