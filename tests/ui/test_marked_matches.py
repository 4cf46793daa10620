"""What a search matched is marked in the names of the list."""

from __future__ import annotations

import pytest

from seq_tui.domain.query import Query
from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.cells import Cell
from seq_tui.ui.sequence_line import highlighted, with_matches
from tests.ui.browsing import browse

pytestmark = pytest.mark.anyio

LINE = (Cell(" Trial · Łódź  ", "name"), Cell("✉↩", "email"), Cell(" 4 d", "name"))


def test_only_matches_in_the_name_are_marked() -> None:
    line = with_matches(LINE, ("tri", "lodz", "d"))
    assert [(cell.text, cell.role) for cell in line] == [
        (" ", "name"),
        ("Tri", "match"),
        ("al · ", "name"),
        ("Łódź", "match"),
        ("  ", "name"),
        ("✉↩", "email"),
        (" 4 d", "name"),
    ]
    assert "".join(cell.text for cell in line) == "".join(cell.text for cell in LINE)
    assert with_matches(LINE, ()) is LINE


def test_the_blanks_after_a_name_are_no_match() -> None:
    line = with_matches(LINE, (" ",))
    assert [cell.text for cell in line if cell.role == "match"] == [" ", " ", " "]


def test_under_the_cursor_only_matches_differ() -> None:
    line = highlighted(with_matches(LINE, ("trial",)))
    assert [(cell.text, cell.role) for cell in line] == [
        (" ", "name"),
        ("Trial", "match"),
        (" · Łódź  ✉↩ 4 d", "name"),
    ]
    assert len(highlighted(LINE)) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Łódź trial", ("lodz", "trial")),
        ("trial -old", ("trial",)),
        ('("no reply" or steps>5) task:price', ("no reply",)),
        ("#21", ()),
        ("", ()),
    ],
)
def test_what_is_wanted_in_names(text: str, wanted: tuple[str, ...]) -> None:
    assert Query.parse(text).wanted == wanted


async def test_the_list_underlines_what_was_searched_for() -> None:
    async with browse(DemoAccount()) as screen:
        await screen.search("europe trial")

        def underlined(y: int) -> list[str]:
            return [
                segment.text
                for segment in screen.list.render_line(y)
                if segment.style is not None and segment.style.underline
            ]

        assert underlined(1) == ["Trial", "Europe"], "under the cursor"
        assert all("".join(underlined(y)).lower() for y in range(1, screen.list.row_count + 1))
        await screen.press("escape")
        assert underlined(1) == []
