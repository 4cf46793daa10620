"""The first paint of a list in another order looks exactly like the screen that follows it."""

from __future__ import annotations

import pytest

from seq_tui.cli.first_paint import immediate_page
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.domain.sort_text import parse_sort
from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.options import ScreenOptions
from seq_tui.ui.saved_view import Memory, SavedView, pages_in_view
from seq_tui.ui.widgets.status_line import StatusLine
from tests.ui.browsing import NARROW, WIDE, Browsing, app_over
from tests.ui.test_first_paint import DEMO, FREE, FakeTerminal, first_paint_on, painted_over

pytestmark = pytest.mark.anyio

SORTED = [
    (NARROW, SavedView(sort="-length")),
    (WIDE, SavedView(sort="name")),
    (WIDE, SavedView(sort="-updated", row=208, top=180)),
    (WIDE, SavedView(sort="-steps", search="trial")),
    ((60, 20), SavedView(sort="-updated")),
    ((40, 10), SavedView(sort="-created")),
    ((100, 30), SavedView(sort="-created", share=0.2)),
]


@pytest.mark.parametrize("columns", [("marks", "steps", "length", "updated"), ("creator", "steps")])
@pytest.mark.parametrize(("size", "view"), SORTED)
async def test_the_screen_repaints_nothing_of_rows_in_another_order(
    size: tuple[int, int], view: SavedView, columns: tuple[str, ...]
) -> None:
    terminal, source, sort = FakeTerminal(size), DemoAccount(), parse_sort(view.sort)
    options = ScreenOptions(columns=columns)
    first_paint = first_paint_on(terminal, query=view.search, view=view, sort=sort, columns=columns)
    query = Query.parse(view.search).sorted_by(sort)
    numbers = pages_in_view(view, first_paint.rows_in_view, PER_PAGE)
    first_paint.draw(*filter(None, (immediate_page(source, query, each) for each in numbers)))
    app = app_over(source, DEMO, first_paint=first_paint, options=options, memory=Memory(view))
    async with app.run_test(size=size) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        browsing.screen.query_one(StatusLine).show_start("")
        lines = painted_over(terminal, browsing)
        pane, shown = browsing.screen.query_one("#sequences").region, browsing.list.region
        width = browsing.list.scrollable_content_region.width
    assert "By " in terminal.text[1]
    assert lines[0] == FREE * size[0]
    for y in range(pane.y, pane.bottom):
        is_row = shown.y <= y < shown.bottom
        whole = pane.width if not is_row else width + 1
        assert lines[y][:whole] == FREE * whole, (y, terminal.text[y], lines[y])
