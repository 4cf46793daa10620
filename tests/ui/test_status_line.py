"""The line at the top: what it says, and what it leaves out where it is narrow."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from seq_tui.presentation.glyphs import UNICODE
from seq_tui.ui.status_cells import Status, status_cells
from seq_tui.ui.widgets.status_line import StatusLine
from tests.fake_source import FakeSource
from tests.ui.browsing import WIDE, browse

STATUS = Status(
    "demo account", "Set a token", "12 of 342", "demo", start="Mon 30 Nov 09:00", start_role="start"
)

ARCHIVE = STATUS._replace(account="A", advice="", state="archive · saved 24 Nov 2026")


def text(status: Status, width: int) -> str:
    line = "".join(cell.text for cell in status_cells(status, width, UNICODE))
    assert cell_len(line) == width
    return line


@pytest.mark.parametrize(
    ("width", "left", "right"),
    [
        (
            86,
            " seq-tui  demo account · Set a token ",
            " start Mon 30 Nov 09:00 · 12 of 342 · demo ",
        ),
        (76, " seq-tui  demo account ", " start Mon 30 Nov 09:00 · 12 of 342 · demo "),
        (66, " seq-tui  demo account ", " start Mon 30 Nov 09:00 · 12 of 342 · demo "),
        (65, " seq-tui ", " start Mon 30 Nov 09:00 · 12 of 342 · demo "),
        (53, " seq-tui ", " start Mon 30 Nov 09:00 · 12 of 342 · demo "),
        (46, "  ", " start Mon 30 Nov 09:00 · 12 of 342 · demo "),
        (40, "   ", " Mon 30 Nov 09:00 · 12 of 342 · demo "),
    ],
)
def test_where_it_is_narrow_the_advice_and_the_account_go_and_start_count_and_source_stay(
    width: int, left: str, right: str
) -> None:
    line = text(STATUS, width)
    assert line.startswith(left)
    assert line.endswith(right)
    assert line[len(left) : -len(right)].strip() == ""


def test_the_source_stays_where_its_age_has_no_room() -> None:
    assert text(ARCHIVE, 60) == " Mon 30 Nov 09:00 · 12 of 342 · archive · saved 24 Nov 2026 "
    assert text(ARCHIVE, 40) == " Mon 30 Nov 09:00 · 12 of 342 · archive "


def test_the_name_of_a_file_stays_longer_than_the_program_s() -> None:
    status = ARCHIVE._replace(account="mine.seqtui", is_file=True)
    right = "Mon 30 Nov 09:00 · 12 of 342 · archive · saved 24 Nov 2026 "
    assert text(status, 90) == f" seq-tui  mine.seqtui    start {right}"
    assert text(status, 84) == f" seq-tui  mine.seqtui    {right}"
    assert text(status, 80) == f" mine.seqtui         {right}"
    assert text(status, 60) == f" {right}"


def test_a_long_account_is_cut_before_it_goes() -> None:
    status = STATUS._replace(account="an account of many words")
    right = " start Mon 30 Nov 09:00 · 12 of 342 · demo "
    assert text(status, 67) == f" seq-tui  an account o… {right}"
    assert text(status, 66) == f" seq-tui  an account…  {right}"
    assert text(status, 65).split() == ["seq-tui", *right.split()]


def test_a_rate_limit_leaves_room_for_the_start_and_not_for_the_address() -> None:
    state = "rate limited, going on in 12 s"
    line = text(STATUS._replace(account="api.getbase.com", state=state), 80)
    assert line == f" seq-tui    start Mon 30 Nov 09:00 · 12 of 342 · {state} "


@pytest.mark.parametrize("width", range(40, 130))
def test_a_start_that_arrives_moves_no_text(width: int) -> None:
    before, after = text(STATUS._replace(start=""), width), text(STATUS, width)
    left = before.partition("  12 of 342")[0].rstrip()
    assert "account" not in left or after.startswith(f"{left}  ")
    assert before.endswith(" 12 of 342 · demo ")


@pytest.mark.anyio
async def test_a_start_of_a_doubtful_zone_has_another_style() -> None:
    async with browse(FakeSource(30), size=WIDE) as browsing:
        await browsing.settle()
        status = browsing.screen.query_one(StatusLine)
        status.show_start("Mon 30 Nov 09:00 UTC+01:00, zone unknown", is_warning=True)
        await browsing.settle()
        assert "09:00 UTC+01:00, zone unknown · 1 of 30 · live" in browsing.text(status)
        (style,) = {seg.style for seg in status.render_line(0) if "zone" in seg.text}
        assert style == status.get_component_rich_style("status-line--warning")
