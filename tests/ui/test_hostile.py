"""Hostile texts in every foreign field are shown, and have no effect."""

from __future__ import annotations

import pytest
from textual.events import Key, Paste

from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.sanitize import sanitize
from seq_tui.ui.list_notices import Progress, empty_notice, failure_notice
from seq_tui.ui.notice import notice_lines
from seq_tui.ui.widgets.search_bar import SearchInput
from seq_tui.ui.widgets.sequence_detail import SequenceDetail
from tests.fake_source import FakeSource
from tests.test_sanitize import dangers
from tests.ui.browsing import ORIGIN, Browsing, browse
from tests.ui.hostile import HOSTILE, INJECTION, failure, found_on_screen, sequences

pytestmark = pytest.mark.anyio

SEARCHED = "]52;c;cHduZWQ=[/b][@click=app.quit]x"
"""What remains of `INJECTION` in the search box."""

HARMLESS = "\u00ad\u200d\ufe0e\ufe0f"
"""Invisible but harmless characters, which a search may contain."""

INERT = "␛]52;c;cHduZWQ=␇[/b][@click=app.quit]x[/]"


async def test_a_hostile_name_is_shown_inertly_everywhere() -> None:
    async with browse(FakeSource(sequences=sequences()[:1]), size=(150, 36)) as browsing:
        await browsing.settle()
        for part in ("#list", "#summary", "#steps", "#step"):
            assert INERT[:12] in browsing.text(browsing.screen.query_one(part)), part
        assert INERT in browsing.text(browsing.screen.query_one("#summary"))
        assert found_on_screen(browsing.app) == ""


async def test_no_foreign_text_has_an_effect_on_the_screen() -> None:
    async with browse(FakeSource(sequences=sequences())) as browsing:
        await browsing.settle()
        assert browsing.list.window.stop == len(HOSTILE), "all of them are in view"
        detail = browsing.screen.query_one(SequenceDetail)
        for row in sequences():
            detail.show(row)
            for step in range(3):
                browsing.steps.cursor = step
                await browsing.pilot.pause(0)
                assert found_on_screen(browsing.app) == "", (row.name, step)


async def test_no_foreign_text_gets_into_help_or_palette() -> None:
    async with browse(FakeSource(sequences=sequences())) as browsing:
        for keys in (("question_mark",), ("escape", "ctrl+p"), ("escape", "enter", "ctrl+p")):
            await browsing.press(*keys)
            assert found_on_screen(browsing.app) == ""


async def click_on(browsing: Browsing, part: str) -> None:
    """Click on the first lines of a part of the screen."""
    widget = browsing.screen.query_one(part)
    for y in (0, 1):
        await browsing.pilot.click(widget, offset=(9, y))


async def test_a_click_on_a_hostile_name_runs_nothing() -> None:
    links = tuple(row for row in sequences() if "@click" in (row.name or ""))
    assert len(links) == 3
    async with browse(FakeSource(sequences=links)) as browsing:
        await browsing.settle()
        for part in ("#list", "#summary", "#steps", "#step"):
            await click_on(browsing, part)
            assert browsing.app.return_code is None


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_hostile_failure_is_shown_inertly(text: str) -> None:
    notice = failure_notice(failure(text), Progress(), UNICODE)
    assert all(
        dangers(cell.text) == "" for line in notice_lines(notice, 60, 99, "…") for cell in line
    )


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_hostile_search_without_results_is_shown_inertly(text: str) -> None:
    assert dangers(empty_notice(Query(name=text), ORIGIN).sentence) == ""


async def test_a_hostile_failure_on_the_screen_has_no_effect() -> None:
    source = FakeSource(9)
    source.failures = [failure(INJECTION + "[/"), failure("[@click=app.quit]x[/]\x9b31m")]
    async with browse(source) as browsing:
        await browsing.settle()
        assert found_on_screen(browsing.app) == ""
        assert "".join(INERT.split()) in "".join(browsing.text(browsing.list).split())
        await browsing.press("r")
        assert found_on_screen(browsing.app) == ""
        await click_on(browsing, "#notice")
        assert browsing.app.return_code is None


@pytest.mark.parametrize("text", [INJECTION, "\u202ea\rb\x9b31m[red]][/"], ids=ascii)
async def test_a_hostile_account_name_has_no_effect(text: str) -> None:
    async with browse(
        FakeSource(1), source_info=SourceInfo(SourceKind.ARCHIVE, text, text)
    ) as browsing:
        assert sanitize(text) in browsing.text().splitlines()[0]
        assert found_on_screen(browsing.app) == ""
        await browsing.pilot.click(browsing.screen.query_one("#status"), offset=(40, 0))
        assert browsing.app.return_code is None


async def test_text_pasted_into_the_search_box_has_no_effect() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.press("slash")
        box = browsing.screen.query_one(SearchInput)
        for text in HOSTILE:
            box.value = ""
            box.post_message(Paste(text))
            await browsing.pilot.pause(0)
            assert dangers(box.value, allowed=HARMLESS) == ""
            assert found_on_screen(browsing.app, allowed=HARMLESS) == "", text
        await browsing.settle()
        box.value = ""
        box.post_message(Paste(INJECTION))
        await browsing.settle()
        assert SEARCHED in "".join(browsing.text(browsing.list).split())
        assert found_on_screen(browsing.app) == ""


async def test_text_typed_into_the_search_box_has_no_effect() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.press("slash")
        for character in "a\x1b\x07\x9b\x00\u202e\u200b[/":
            browsing.app.post_message(Key(f"key_{ord(character)}", character))
        await browsing.settle()
        assert dangers(browsing.screen.query_one(SearchInput).value) == ""
        assert browsing.screen.query_one(SearchInput).value.startswith("a")
        assert found_on_screen(browsing.app) == ""


async def test_a_hostile_query_from_the_command_line_has_no_effect() -> None:
    async with browse(FakeSource(9), INJECTION) as browsing:
        await browsing.settle()
        assert SEARCHED in "".join(browsing.text(browsing.list).split())
        assert found_on_screen(browsing.app) == ""
