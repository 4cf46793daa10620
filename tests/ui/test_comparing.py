"""Marking two sequences in the list, and comparing them on the screen."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from seq_tui.presentation.glyphs import ASCII
from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.screens.comparison import ComparisonScreen, ComparisonTable
from seq_tui.ui.widgets.key_line import KeyLine
from tests.compared import NEW, OLD
from tests.fake_source import FakeSource
from tests.ui.browsing import Browsing, browse
from tests.ui.hostile import found_on_screen, sequences

pytestmark = pytest.mark.anyio

OTHER = NEW._replace(id=21133)

SIZES = [(40, 10), (60, 20), (80, 24), (120, 36), (200, 50)]


def pair() -> FakeSource:
    return FakeSource(sequences=(OLD, OTHER))


def marked_rows(browsing: Browsing, sign: str = "◆") -> list[str]:
    """The names of the rows with the sign of a mark."""
    lines = browsing.text(browsing.list).splitlines()
    return [line[2:].split("  ")[0].strip() for line in lines if line[1:2] == sign]


def rows(browsing: Browsing) -> str:
    return browsing.text(browsing.app.screen.query_one(ComparisonTable))


def cursor_row(browsing: Browsing) -> str:
    return next(line for line in rows(browsing).splitlines() if line.startswith("▌"))


async def test_space_marks_in_the_blank_before_the_name_and_says_what_follows() -> None:
    async with browse(FakeSource(5)) as browsing:
        before = browsing.text(browsing.list)
        await browsing.press("space")
        assert marked_rows(browsing) == ["Sequence 0"]
        assert browsing.text(browsing.list).replace("◆", " ") == before
        assert browsing.messages == ["Marked #1000 · = compares with another"]
        await browsing.press("down", "space")
        assert marked_rows(browsing) == ["Sequence 0", "Sequence 1"]
        assert browsing.messages == ["Marked #1000 and #1001 · = compares them"]


async def test_space_on_a_marked_one_unmarks_it() -> None:
    async with browse(FakeSource(5)) as browsing:
        await browsing.press("space", "space")
        assert marked_rows(browsing) == []
        assert browsing.messages == ["No longer marked: #1000"]


async def test_a_third_mark_takes_that_of_the_first() -> None:
    async with browse(FakeSource(5)) as browsing:
        await browsing.press("space", "down", "space", "down", "space")
        assert marked_rows(browsing) == ["Sequence 1", "Sequence 2"]
        assert browsing.messages == ["Marked #1001 and #1002 · = compares them"]


async def test_a_sequence_without_an_id_cannot_be_marked() -> None:
    async with browse(FakeSource(sequences=(OLD._replace(id=None), NEW))) as browsing:
        await browsing.press("space")
        assert marked_rows(browsing) == []
        assert "no id" in browsing.messages[0]


async def test_marks_survive_a_search_for_others() -> None:
    async with browse(FakeSource(30)) as browsing:
        await browsing.press("space")
        await browsing.search("Sequence 22")
        await browsing.press("enter", "equals_sign")
        assert isinstance(browsing.app.screen, ComparisonScreen)
        assert "#1000 Sequence 0" in browsing.text()
        assert "#1022 Sequence 22" in browsing.text()
        await browsing.press("escape", "escape")
        assert marked_rows(browsing) == ["Sequence 0"]


async def test_nothing_to_compare_is_said() -> None:
    async with browse(FakeSource(5)) as browsing:
        await browsing.press("equals_sign")
        assert browsing.messages == ["Mark a sequence with space, then go to another one."]
        await browsing.press("space", "equals_sign")
        assert browsing.messages == ["#1000 is the marked one: go to another sequence."]
        assert isinstance(browsing.app.screen, BrowserScreen)


async def test_the_key_line_offers_to_compare_what_can_be_compared() -> None:
    async with browse(FakeSource(5), size=(160, 36)) as browsing:
        line = browsing.screen.query_one(KeyLine)
        assert "= Compare" not in browsing.text(line)
        await browsing.press("space", "down")
        assert "= Compare" in browsing.text(line)
        await browsing.press("up")
        assert "= Compare" not in browsing.text(line)


async def test_a_space_is_typed_in_the_search_box() -> None:
    async with browse(FakeSource(5)) as browsing:
        await browsing.press("slash", *"Sequence", "space", "1")
        assert browsing.screen._search.input.value == "Sequence 1"
        assert marked_rows(browsing) == []


async def test_both_stand_side_by_side_with_waits_and_landings() -> None:
    async with browse(pair(), size=(160, 36)) as browsing:
        await browsing.press("space", "down", "equals_sign")
        lines = rows(browsing).splitlines()
        assert lines[0].split() == [
            *("#", "old", "wait", "lands", "#", "new", "wait", "lands", "difference"),
        ]
        equal = lines[1].split()
        assert equal[:8] == [*("▌", "1", "✉", "e-mail", "11", "at", "once", "Mon")]
        assert equal.count("09:00") == 2
        signs = {line[1] for line in lines[2:9] if len(line) > 1}
        assert {">", "~", "-", "+", "<"} <= signs
        assert "1 step added, 1 removed, 1 moved, 2 changed" in browsing.text()
        assert "name           Trial                → Trial [b]" in browsing.text()


async def test_on_narrow_screens_each_step_is_one_row() -> None:
    async with browse(pair(), size=(80, 24)) as browsing:
        await browsing.press("space", "down", "equals_sign")
        head = rows(browsing).splitlines()[0].split()
        assert head[:4] == ["old", "new", "action", "wait"]


async def test_d_shows_cumulative_delays_in_place_of_dates() -> None:
    async with browse(pair(), size=(160, 36)) as browsing:
        await browsing.press("space", "down", "equals_sign", "d")
        assert rows(browsing).splitlines()[0].count("from start") == 2
        assert "if started" not in browsing.text()
        await browsing.press("d")
        assert rows(browsing).splitlines()[0].count("lands") == 2


async def test_n_goes_through_the_differences_and_begins_again() -> None:
    async with browse(pair(), size=(160, 40)) as browsing:
        await browsing.press("space", "down", "equals_sign")
        table = browsing.app.screen.query_one(ComparisonTable)
        count = len(table.stops)
        assert f"{count} differences" in browsing.text()
        await browsing.press("n")
        assert f"difference 1 of {count}" in browsing.text()
        assert cursor_row(browsing)[1] in "~+-<>"
        await browsing.press("N")
        assert f"difference {count} of {count}" in browsing.text()
        await browsing.press("n")
        assert f"difference 1 of {count}" in browsing.text()


async def test_equal_sequences_differ_in_nothing() -> None:
    async with browse(FakeSource(sequences=(OLD, OLD._replace(id=5)))) as browsing:
        await browsing.press("space", "down", "equals_sign")
        assert "no difference" in browsing.text()
        assert "Comparison ─" in browsing.text()
        before = browsing.text()
        await browsing.press("n")
        assert browsing.text() == before


async def test_the_present_start_decides_the_dates() -> None:
    async with browse(pair(), size=(160, 36)) as browsing:
        await browsing.press("greater_than_sign", "space", "down", "equals_sign")
        assert "if started Tue 24 Nov 2026 09:00" in browsing.text()
        assert "Tue 24 Nov 09:00" in rows(browsing).splitlines()[1]


async def test_escape_returns_to_the_list_with_its_marks() -> None:
    async with browse(pair()) as browsing:
        await browsing.press("space", "down", "equals_sign", "escape")
        assert isinstance(browsing.app.screen, BrowserScreen)
        assert browsing.list.has_focus
        assert marked_rows(browsing) == ["Trial"]


@pytest.mark.parametrize("size", SIZES)
async def test_at_every_size_the_names_and_the_first_step_are_shown(size: tuple[int, int]) -> None:
    async with browse(pair(), size=size) as browsing:
        await browsing.press("space", "down", "equals_sign")
        text = browsing.text()
        assert "old  #21132 Trial" in text
        assert "new  #21133 Trial [b]" in text
        assert "✉ e-mail" in rows(browsing)
        assert all(cell_len(line) <= size[0] for line in text.splitlines())


@pytest.mark.parametrize("steps", [None, ()])
async def test_without_steps_the_fields_are_compared(steps: tuple[()] | None) -> None:
    bare = FakeSource(sequences=(OLD._replace(steps=steps), OTHER._replace(steps=steps)))
    async with browse(bare) as browsing:
        await browsing.press("space", "down", "equals_sign")
        assert "Trial → Trial [b]" in rows(browsing).splitlines()[0]


@pytest.mark.parametrize("size", [(40, 10), (120, 36)])
async def test_hostile_texts_are_shown_as_text(size: tuple[int, int]) -> None:
    async with browse(FakeSource(sequences=sequences()), size=size) as browsing:
        await browsing.press("space")
        for _ in sequences()[1:]:
            await browsing.press("down", "equals_sign")
            assert isinstance(browsing.app.screen, ComparisonScreen)
            assert "old  #1 " in browsing.text()
            assert not found_on_screen(browsing.app)
            await browsing.press("escape")


async def test_plain_marks_are_ascii() -> None:
    async with browse(FakeSource(3)) as browsing:
        browsing.list._glyphs = ASCII
        await browsing.press("space")
        assert marked_rows(browsing, "*") == ["Sequence 0"]
