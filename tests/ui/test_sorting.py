"""The list in other orders: by a key, by a click on a head, and remembered."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache import source as cached_source
from seq_tui.archive.cache.source import CachedSource
from seq_tui.domain.query import Query, Sort
from seq_tui.domain.sort_text import next_sort, parse_sort, sort_of_head, sort_text
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.presentation.glyphs import ASCII
from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.app import SeqTuiApp
from seq_tui.ui.options import ScreenOptions
from seq_tui.ui.saved_view import Memory, SavedView, parse_view
from seq_tui.ui.screens.orders import OrderScreen
from seq_tui.ui.widgets.sequences_pane import SequencesPane
from tests.archive.cache.sessions import NOW as CACHE_NOW
from tests.archive.cache.sessions import open_cache
from tests.fake_source import FakeSource
from tests.ui.browsing import NARROW, NOW, WIDE, Browsing, browse

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

DEMO = SourceInfo(SourceKind.DEMO, "demo account", has_pages=False)

SIZES = [WIDE, NARROW, (60, 20)]

DATES = ScreenOptions(columns=("marks", "steps", "length", "id", "updated"))


async def in_order(sort: Sort | None, text: str = "", size: int = 342) -> list[Sequence]:
    """The first sequences of the demo account in an order."""
    page = await DemoAccount(size).page(Query.parse(text).sorted_by(sort), 1)
    return list(page.items)


def names(browsing: Browsing, count: int = 5) -> list[str]:
    """The names in the first rows."""
    rows = [browsing.list.rows.row(index) for index in range(count)]
    return [row.name or "" for row in rows if row is not None]


def heads(browsing: Browsing) -> str:
    """The line of heads, without blanks around them."""
    return " ".join(browsing.text(browsing.list).split("\n")[0].split())


def pane_title(browsing: Browsing) -> str:
    return str(browsing.screen.query_one(SequencesPane).border_title)


async def click_head(browsing: Browsing, head: str) -> None:
    line = browsing.text(browsing.list).split("\n")[0]
    await browsing.pilot.click(browsing.list, offset=(line.index(head), 0))
    await browsing.settle()


@pytest.mark.parametrize("size", SIZES)
async def test_a_letter_sorts_and_the_same_letter_reverses(size: tuple[int, int]) -> None:
    async with browse(DemoAccount(), size=size, source_info=DEMO) as browsing:
        await browsing.press("s", "l")
        assert names(browsing) == [row.name for row in (await in_order(Sort("length", True)))[:5]]
        assert pane_title(browsing) == "By length, longest first"
        assert "By length, longest first" in browsing.text().split("\n")[1]
        assert heads(browsing).endswith("▼len")
        await browsing.press("s", "l")
        assert names(browsing) == [row.name for row in (await in_order(Sort("length")))[:5]]
        assert heads(browsing).endswith("▲len")
        await browsing.press("s", "a")
        assert names(browsing) == [row.name for row in (await in_order(None))[:5]]
        assert heads(browsing) == "name steps len"
        assert pane_title(browsing) == "Sequences"


@pytest.mark.parametrize("letter", ["n", "s", "l", "c", "u", "r"])
async def test_the_cursor_stays_on_its_sequence(letter: str) -> None:
    async with browse(DemoAccount(), source_info=DEMO) as browsing:
        await browsing.press("2", "0", "0", "G")
        found = browsing.screen._list_pane.highlighted_id
        for keys in (("s", letter), ("s", letter), ("s", "a")):
            await browsing.press(*keys)
            assert browsing.screen._list_pane.highlighted_id == found
            assert browsing.text(browsing.list).count("▌") == 1
        assert browsing.list.cursor == 199
        assert browsing.messages == []


async def test_the_chooser_says_what_each_letter_does_and_what_is_present() -> None:
    async with browse(DemoAccount(), size=(40, 10), source_info=DEMO) as browsing:
        await browsing.press("s", "u", "s")
        text = browsing.text()
        for line in (
            "n  name     A to Z",
            "s  steps    most first",
            "l  length   longest first",
            "c  created  newest first",
            "u  updated  ▼ newest first · u: ▲ ",
            "r  creator  A to Z",
            "a  account  as the account has it",
            "a letter sorts   esc cancels",
        ):
            assert line in text
        await browsing.press("down", "enter")
        assert pane_title(browsing) == "By creator, A to Z"
        await browsing.press("s", "escape")
        assert not isinstance(browsing.app.screen, OrderScreen)
        assert pane_title(browsing) == "By creator, A to Z"


@pytest.mark.parametrize(
    ("head", "title", "reversed_title"),
    [
        ("name", "By name, A to Z", "By name, Z to A"),
        ("steps", "By steps, most first", "By steps, fewest first"),
        ("count", "By steps, most first", "By steps, fewest first"),
        ("len", "By length, longest first", "By length, shortest first"),
        ("updated", "By updated, newest first", "By updated, oldest first"),
    ],
)
async def test_a_head_sorts_reverses_and_the_third_time_does_not_sort(
    head: str, title: str, reversed_title: str
) -> None:
    size = (200, 50)
    async with browse(DemoAccount(), size=size, source_info=DEMO, options=DATES) as browsing:
        await browsing.press("down", "down")
        for wanted in (title, reversed_title, "Sequences"):
            await click_head(browsing, head)
            assert pane_title(browsing) == wanted
        assert browsing.list.cursor == 2
        await click_head(browsing, "id")
        assert pane_title(browsing) == "Sequences"


async def test_one_head_has_the_sign() -> None:
    size = (200, 50)
    async with browse(DemoAccount(), size=size, source_info=DEMO, options=DATES) as browsing:
        await browsing.press("s", "s")
        assert heads(browsing) == "name ▼steps count len id updated"
        await browsing.press("s", "n")
        assert heads(browsing) == "name ▲ steps count len id updated"


async def test_an_order_without_a_column_is_said_by_the_title_alone() -> None:
    async with browse(DemoAccount(), size=NARROW, source_info=DEMO) as browsing:
        await browsing.press("s", "u")
        assert heads(browsing) == "name steps len"
        assert "By updated, newest first" in browsing.text()


async def test_search_and_order_go_together_and_esc_clears_the_search_only() -> None:
    async with browse(DemoAccount(), source_info=DEMO) as browsing:
        await browsing.press("s", "n")
        await browsing.search("trial")
        found = await in_order(Sort("name"), "trial")
        assert names(browsing) == [row.name for row in found[:5]]
        await browsing.press("enter", "down", "down", "s", "n")
        assert browsing.screen._list_pane.highlighted_id == found[2].id
        assert pane_title(browsing) == "By name, Z to A"
        await browsing.press("escape")
        assert browsing.screen._list_pane.highlighted_id == found[2].id
        assert names(browsing) == [row.name for row in (await in_order(Sort("name", True)))[:5]]
        assert pane_title(browsing) == "By name, Z to A"


async def test_a_filter_and_an_order_go_together() -> None:
    async with browse(DemoAccount(), source_info=DEMO) as browsing:
        await browsing.search("steps>5")
        await browsing.press("enter", "s", "n")
        found = await in_order(Sort("name"), "steps>5")
        assert names(browsing) == [row.name for row in found[:5]]
        assert f"of {len(found)}" in browsing.text()


async def test_a_plain_terminal_has_other_signs() -> None:
    app = SeqTuiApp(DemoAccount(), DEMO, now=lambda: NOW, glyphs=ASCII)
    async with app.run_test(size=NARROW) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        await browsing.press("s", "l")
        assert heads(browsing).endswith("vlen")
        await browsing.press("s")
        assert "v longest first | l: ^ shortest first" in browsing.text()
        await browsing.press("l")
        assert heads(browsing).endswith("^len")


# What is remembered.


async def test_the_order_that_was_chosen_comes_back() -> None:
    views: list[SavedView] = []
    memory = Memory(SavedView(), views.append)
    async with browse(DemoAccount(), source_info=DEMO, memory=memory) as browsing:
        await browsing.press("s", "u", "down")
        browsing.app.save_view()
    assert views[-1].sort == "-updated"
    assert parse_view(views[-1].to_values()) == views[-1]
    async with browse(DemoAccount(), source_info=DEMO, memory=Memory(views[-1])) as browsing:
        await browsing.settle()
        assert pane_title(browsing) == "By updated, newest first"
        assert browsing.list.cursor == views[-1].row
        assert browsing.screen._list_pane.highlighted_id == views[-1].sequence_id


async def test_the_order_of_the_options_holds_until_another_is_chosen() -> None:
    views: list[SavedView] = []
    options = ScreenOptions(sort="name")
    memory = Memory(SavedView(), views.append)
    async with browse(DemoAccount(), source_info=DEMO, memory=memory, options=options) as browsing:
        await browsing.settle()
        assert pane_title(browsing) == "By name, A to Z"
        browsing.app.save_view()
        assert views[-1].sort == ""
        await browsing.press("s", "a")
        browsing.app.save_view()
        assert views[-1].sort == "account"
    async with browse(
        DemoAccount(), source_info=DEMO, memory=Memory(views[-1]), options=options
    ) as browsing:
        await browsing.settle()
        assert pane_title(browsing) == "Sequences"


@pytest.mark.parametrize("text", ["colour", "-", "name:up", "name,steps"])
def test_an_unknown_order_is_dropped_and_the_rest_is_kept(text: str) -> None:
    assert parse_view({"row": 3, "sort": text}) == SavedView(row=3)


def test_an_order_that_is_no_text_is_damage() -> None:
    with pytest.raises(ValueError, match="sort"):
        parse_view({"sort": 7})


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("name", Sort("name")),
        (" -Updated ", Sort("updated", True)),
        ("length:desc", Sort("length", True)),
        ("created:asc", Sort("created")),
        ("account", None),
    ],
)
def test_an_order_is_read_as_text(text: str, sort: Sort | None) -> None:
    assert parse_sort(text) == sort
    assert parse_sort(sort_text(sort)) == sort


def test_numbers_and_times_begin_with_the_largest() -> None:
    assert next_sort("updated", Sort("name")) == Sort("updated", True)
    assert next_sort("updated", Sort("updated", True)) == Sort("updated")
    assert next_sort("name", None) == Sort("name")
    assert sort_of_head("name", Sort("name")) == Sort("name", True)
    assert sort_of_head("name", Sort("name", True)) is None
    assert sort_of_head("steps", Sort("name", True)) == Sort("steps", True)


# A live account.


@pytest.fixture(autouse=True)
def _show_nothing_before_all_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached_source, "PARTIAL_S", 3600)


async def test_the_first_order_of_a_live_account_reads_it_once_and_the_next_nothing(
    tmp_path: Path,
) -> None:
    live = FakeSource(342)
    source = CachedSource(live, open_cache(lambda: tmp_path / "a.seq"), lambda: CACHE_NOW)
    async with browse(source) as browsing:
        await browsing.settle()
        await browsing.press("down", "s", "s")
        assert sorted(live.requested) == [("", 1), ("", 2), ("", 3), ("", 4)]
        assert names(browsing, 2) == ["Sequence 4", "Sequence 9"]
        assert browsing.screen._list_pane.highlighted_id == 1001
        assert "205 of" in browsing.text()
        await browsing.press("s", "n", "s", "n", "s", "a")
        assert len(live.requested) == 4
        assert names(browsing, 2) == ["Sequence 0", "Sequence 1"]
        await browsing.press("s", "n", "r")
        assert len(live.requested) == 8
        assert names(browsing, 2) == ["Sequence 0", "Sequence 1"]
        assert browsing.screen._list_pane.highlighted_id == 1001
    source.close()


async def test_the_rows_that_are_known_are_sorted_while_the_others_are_read(
    tmp_path: Path,
) -> None:
    live = FakeSource(342)
    source = CachedSource(live, open_cache(lambda: tmp_path / "a.seq"), lambda: CACHE_NOW)
    async with browse(source) as browsing:
        await browsing.settle()
        await source.page(Query(), 1)
        source._cache.flush((written := Event()).set)
        assert written.wait(30)
        live.hold()
        await browsing.pilot.press("s", "s")
        browsing.screen._progress.report_notices()
        await browsing.pilot.pause()
        assert names(browsing, 2) == ["Sequence 4", "Sequence 9"]
        assert browsing.screen._list_pane.highlighted_id == 1000
        assert pane_title(browsing) == "By steps, most first"
        assert browsing.list.tail == "reading all sequences, 100 so far…"
        live.release()
        await browsing.settle()
        assert browsing.list.row_count == 342
        assert browsing.screen._list_pane.highlighted_id == 1000
        assert browsing.list.tail == ""
    source.close()


async def test_offline_the_cached_rows_are_sorted(tmp_path: Path) -> None:
    def path() -> Path:
        return tmp_path / "a.seq"

    before = CachedSource(FakeSource(30), open_cache(path), lambda: CACHE_NOW)
    await before.page(Query(), 1)
    before.close()
    source = CachedSource(None, open_cache(path), lambda: CACHE_NOW)
    async with browse(source) as browsing:
        await browsing.settle()
        await browsing.press("s", "s")
        assert names(browsing, 2) == ["Sequence 4", "Sequence 9"]
        assert pane_title(browsing) == "By steps, most first"
    source.close()
