"""Characters that an encoding lacks."""

from __future__ import annotations

import codecs

import pytest
from rich.cells import cell_len

from seq_tui.terminal.encoding_errors import replace_by_width

codecs.register_error("test-replace-by-width", replace_by_width)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Trial · Europe – no reply…", "Trial - Europe - no reply."),
        ("“Händler”, l’été: ½", '"Handler", l\'ete: ?'),
        ("展示会 🚲 Łódź", "?????? ?? ?odz"),
        ("plain", "plain"),
    ],
)
def test_a_similar_character_of_the_same_width_is_shown(text: str, shown: str) -> None:
    written = text.encode("ascii", "test-replace-by-width").decode()
    assert written == shown
    assert len(written) == cell_len(text)


def test_what_the_encoding_has_is_not_replaced() -> None:
    assert "é …".encode("latin-1", "test-replace-by-width") == "é .".encode("latin-1")


def test_a_mark_that_joins_the_letter_before_it_takes_no_cell() -> None:
    assert "e\u0301".encode("ascii", "test-replace-by-width") == b"e"


def test_other_errors_are_not_hidden() -> None:
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("ascii", "test-replace-by-width")
