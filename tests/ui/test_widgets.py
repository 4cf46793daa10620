"""Single parts of the screen: counts, the status line, the search box, the steps."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from seq_tui.domain.page import NextPage
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import Sequence, Step, TaskAction
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.store.circuit_breaker import CircuitBreaker
from seq_tui.ui.search_results import SearchResults
from seq_tui.ui.widgets.search_bar import MAX_LENGTH
from tests.fake_source import NO_ANSWER, FakeSource, sequence, steps
from tests.store.pages import page
from tests.ui.browsing import NARROW, browse

if TYPE_CHECKING:
    from seq_tui.domain.page import Page

pytestmark = pytest.mark.anyio


def results(query: str = "") -> SearchResults:
    return SearchResults.of(
        Query.parse(query), FakeSource(), asyncio.Semaphore(1), CircuitBreaker()
    )


@pytest.mark.parametrize(
    ("pages", "cursor", "position", "tail"),
    [
        ([], 0, "", ""),
        ([page(1, range(100))], 11, "12 of 100+", "loading more…"),
        ([page(1, range(34), is_last=True)], 11, "12 of 34", ""),
        ([page(1, [], is_last=True)], 0, "", ""),
        ([page(1, range(1_300), is_last=True)], 1_199, "1,200 of 1,300", ""),
        ([page(1, [1, 2], dropped=3, is_last=True)], 0, "1 of 2", "3 more could not be shown"),
        (
            [page(1, [1], dropped=1), page(2, [], is_last=True, is_certain=False)],
            0,
            "1 of 1+",
            "1 more could not be shown · there may be more: the service ended it with an error",
        ),
        (
            [page(1, [1], is_last=True, is_certain=False, next_page=NextPage.BACK)],
            0,
            "1 of 1+",
            "there may be more: page 1 leads back to a page before",
        ),
        (
            [page(1, [1, 2]), page(2, [2, 1])],
            1,
            "2 of 2+",
            "2 came twice · there may be more: page 2 only repeats others",
        ),
    ],
)
async def test_counts_are_honest(
    pages: list[Page[Sequence]], cursor: int, position: str, tail: str
) -> None:
    shown = results()
    for one in pages:
        shown.rows.put(one)
    assert shown.position_text(cursor) == position
    assert shown.end_text(UNICODE, "esc") == tail


async def test_after_a_failure_no_row_is_reported_as_loading() -> None:
    shown = results()
    shown.rows.put(page(1, [1]))
    shown.loader.failure = NO_ANSWER
    assert shown.end_text(UNICODE, "esc") == "not loaded"


@pytest.mark.parametrize(
    ("source_info", "words"),
    [
        (SourceInfo(SourceKind.LIVE, "api.getbase.com"), ["api.getbase.com", " live"]),
        (SourceInfo(SourceKind.ARCHIVE, "old.sqlite"), ["old.sqlite", " archive"]),
        (
            SourceInfo(SourceKind.DEMO, "demo account", "Set a token"),
            ["demo account", "Set a token", "demo"],
        ),
    ],
)
async def test_the_status_line_always_names_the_account(
    source_info: SourceInfo, words: list[str]
) -> None:
    async with browse(FakeSource(342), source_info=source_info, size=NARROW) as browsing:
        await browsing.settle()
        line = browsing.text().splitlines()[0]
        assert line.startswith(" seq-tui ")
        assert all(word in line for word in ["1 of 100+", *words])


async def test_the_status_line_shows_the_state() -> None:
    source = FakeSource(342)
    source.hold()
    async with browse(source) as browsing:
        status = browsing.screen.query_one("#status")
        assert browsing.text(status).endswith(" loading")
        source.release()
        await browsing.settle()
        assert browsing.text(status).endswith(" live")
        source.failures = [NO_ANSWER]
        await browsing.press("end")
        assert browsing.text(status).endswith(" failed")
        await browsing.press("r")
        assert browsing.text(status).endswith(" live")


async def test_the_scroll_bar_begins_beside_the_first_row_with_a_blank_before_it() -> None:
    async with browse(FakeSource(342)) as browsing:
        await browsing.settle()
        bar = browsing.list.vertical_scrollbar
        assert bar.content_region.y == browsing.list.region.y + 1
        assert bar.content_region.bottom == browsing.list.region.bottom
        row = browsing.list.row_text(0)
        assert row == f"{row.rstrip()} "


async def test_a_long_advice_leaves_room_for_the_position() -> None:
    source_info = SourceInfo(SourceKind.DEMO, "demo account", "Set a token to see your own " * 9)
    async with browse(FakeSource(342), source_info=source_info, size=NARROW) as browsing:
        await browsing.settle()
        line = browsing.text().splitlines()[0]
        right = "start Mon 23 Nov 09:00 · 1 of 100+ · demo"
        assert line.rstrip() == " seq-tui  demo account".ljust(NARROW[0] - 1 - len(right)) + right


async def test_the_search_box_shows_the_number_of_rows_found() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        count = browsing.screen.query_one("#search-count")
        assert browsing.text(count).strip() == ""
        source.hold()
        await browsing.pilot.press("slash", "3", "3")
        while browsing.text(count).strip() != "…":
            await browsing.pilot.pause()
        source.release()
        await browsing.settle()
        assert browsing.text(count).strip() == "13"


@pytest.mark.parametrize("length", [MAX_LENGTH, MAX_LENGTH + 1, 100_000])
async def test_a_long_pasted_text_is_cut(length: int) -> None:
    async with browse(FakeSource(1)) as browsing:
        await browsing.search("abcde")
        box = browsing.screen._search.input
        box.cursor_position = 2
        box.post_message(Paste("\x07" + "x" * length))
        await browsing.settle()
        pasted = MAX_LENGTH - len("abcde")
        assert box.value == "ab" + "x" * pasted + "cde"
        assert box.cursor_position == 2 + pasted
        box.post_message(Paste("more"))
        await browsing.settle()
        assert box.value == "ab" + "x" * pasted + "cde", "there is no room"
        assert box.region.height == 1


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (40, "↩ reply 398745 ≥ Wed 25 Nov 11:00"),
        (60, "3 ↩ reply 398745 1 weekday ≥ Wed 25 Nov 11:00"),
        (120, "3 ↩ reply 398745 1 wd ┄○ ≥ Wed 25 Nov 11:00"),
        (200, "3 ↩ reply 398745 1 weekday ≥ 2 weekdays 2 hours 3 ┄○ ≥ Wed 25 Nov 11:00"),
    ],
)
async def test_the_steps_are_aligned_with_their_column_titles(width: int, shown: str) -> None:
    async with browse(FakeSource(sequences=(sequence(4),)), size=(width, 36)) as browsing:
        await browsing.settle()
        await browsing.press("enter")
        lines = browsing.text(browsing.steps).splitlines()
        titles, *rows = lines[browsing.steps.header_lines - 1 :]
    assert re.sub("┄+", "┄", rows[2]).split() == shown.split()
    for title, text in (("#", "3"), ("action", "↩"), ("wait", "1 w"), ("from start", "≥")):
        if title in titles:
            assert titles.index(title) == rows[2].index(text)


async def test_ten_thousand_steps_can_be_browsed() -> None:
    long = Sequence(id=1, name="Long", steps=steps(10_000))
    async with browse(FakeSource(sequences=(long,))) as browsing:
        await browsing.press("enter", "end")
        assert browsing.steps.cursor == 9_999
        assert "10000" in browsing.text(browsing.steps)
        assert "Step 10000" in browsing.text(browsing.screen.query_one("#step"))


async def test_a_long_property_can_be_scrolled() -> None:
    content = "\n".join(f"line {number}" for number in range(200))
    step = Step(action=TaskAction(properties={"task_content": content}))
    async with browse(FakeSource(sequences=(Sequence(id=1, name="x", steps=(step,)),))) as browsing:
        await browsing.press("enter", "enter", "end")
        detail = browsing.screen.query_one("#step")
        assert detail.has_focus
        assert detail.scroll_offset.y > 0
        assert "line 199" in browsing.text(detail)
        await browsing.press("home")
        assert "Step 1" in browsing.text(detail)


async def test_another_sequence_is_shown_from_its_first_step_on() -> None:
    rows = tuple(Sequence(id=n, name=f"Long {n}", steps=steps(300)) for n in (1, 2))
    async with browse(FakeSource(sequences=rows)) as browsing:
        await browsing.press("enter", "end", "n")
        assert browsing.steps.cursor == 0
        assert browsing.steps.window.start == 0
