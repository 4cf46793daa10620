"""A million sequences cost as much as a thousand: in calls, bytes, requests and memory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

from seq_tui.domain.page import PER_PAGE
from seq_tui.server.demo.account import DemoAccount
from seq_tui.store.paged_list import MAX_PAGES
from seq_tui.ui import detail_follower
from seq_tui.ui.widgets.painted_line import PaintedLine
from seq_tui.ui.widgets.virtual_list import STRIPS, VirtualList
from tests.bench.programs import demo
from tests.bench.single_keys import DETAIL_BYTES, STEP_BYTES
from tests.bench.timed_program import QUIET, watching
from tests.store.pages import pages_in_memory
from tests.ui.browsing import NARROW, WIDE, browse

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.strip import Strip

    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence

THOUSAND, MILLION = 1_000, 1_000_000


class CountingAccount(DemoAccount):
    """Records the requested pages."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.requested: list[int] = []

    async def page(
        self, query: Query, number: int, per_page: int = PER_PAGE, **_: Callable[[], bool]
    ) -> Page[Sequence]:
        self.requested.append(number)
        return await super().page(query, number, per_page)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Counter[str | None]:
    """The number of lines that each widget renders, by its id."""
    lines: Counter[str | None] = Counter()

    def count_in(kind: type[Widget]) -> None:
        render = kind.render_line

        def render_line(widget: Widget, y: int) -> Strip:
            lines[widget.id] += 1
            return render(widget, y)

        monkeypatch.setattr(kind, "render_line", render_line)

    for kind in (Widget, VirtualList, PaintedLine):
        count_in(kind)
    return lines


@pytest.mark.anyio
@pytest.mark.parametrize("size", [THOUSAND, MILLION])
async def test_a_cursor_step_renders_only_two_rows_and_the_status(
    size: int, rendered: Counter[str | None]
) -> None:
    async with browse(DemoAccount(size), size=NARROW) as browsing:
        await browsing.press("down", "down")
        browsing.screen._follower.debounce._seconds = 3600
        rendered.clear()
        await browsing.pilot.press("down")
        assert rendered == {"list": 2, "status": 1}


@pytest.mark.anyio
async def test_a_cursor_step_that_scrolls_reuses_the_strips_of_a_view(
    rendered: Counter[str | None],
) -> None:
    async with browse(DemoAccount(MILLION), size=NARROW) as browsing:
        browsing.list.cursor = 60
        await browsing.settle()
        browsing.screen._follower.debounce._seconds = 3600
        rendered.clear()
        misses = browsing.list.strips.misses
        await browsing.pilot.press("down")
        assert rendered["list"] == browsing.list.rows_in_view + browsing.list.HEADER_LINES
        # The new row, and the two rows that the cursor left and entered.
        assert browsing.list.strips.misses - misses <= 3


@pytest.mark.anyio
async def test_reading_pages_recomputes_no_styles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account, styled = CountingAccount(MILLION), []
    async with browse(account) as browsing:
        await browsing.settle()
        monkeypatch.setattr(Stylesheet, "update_nodes", lambda _, nodes, **__: styled.extend(nodes))
        for _ in range(12):
            await browsing.press("pagedown")
        assert account.requested[:3] == [1, 2, 3]
        assert styled == []


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x36"])
def test_a_cursor_step_writes_few_bytes(size: tuple[int, int]) -> None:
    with watching(demo(), size) as watched:
        before = watched.received
        for row in range(2, 7):
            watched.send("Down")
            watched.read_until(f" {row} of ")
        watched.settle(2 * QUIET)
        written = watched.received - before
    # On the narrow screen the detail is hidden.
    assert 0 < written <= 5 * (STEP_BYTES if size == NARROW else DETAIL_BYTES)


@pytest.mark.anyio
async def test_a_held_key_reads_the_pages_shown_and_keeps_a_bounded_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(detail_follower, "DETAIL_DEBOUNCE", 0.005)
    account = CountingAccount(MILLION)
    async with browse(account) as browsing:
        await browsing.settle()
        assert account.requested == [1]
        for _ in range(40):
            browsing.list.action_page(1)
            browsing.list.action_page(1)
            await browsing.settle()
        shown = -(-browsing.list.window.stop // PER_PAGE)
        assert shown > MAX_PAGES
        assert account.requested == sorted(set(account.requested))
        assert len(account.requested) <= shown + 1
        assert pages_in_memory(browsing.list.rows) <= MAX_PAGES
        assert len(browsing.list.strips) <= STRIPS


@pytest.mark.anyio
async def test_finding_the_end_of_a_million_takes_30_requests_and_a_jump_3() -> None:
    account = CountingAccount(MILLION)
    async with browse(account) as browsing:
        await browsing.press("G")
        assert "1,000,000 of 1,000,000" in browsing.text()
        assert len(account.requested) <= 30
        account.requested.clear()
        await browsing.press("colon", *"500000", "enter")
        assert "500,000 of 1,000,000" in browsing.text()
        assert len(account.requested) <= 3
