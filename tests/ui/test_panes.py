"""How the screen is divided: by names, by keys, by the mouse, and for one part alone."""

from __future__ import annotations

from itertools import product

import pytest
from textual.events import Key, MouseDown, MouseMove, MouseUp
from textual.geometry import Size

from seq_tui.presentation.glyphs import ASCII
from seq_tui.ui.app import SeqTuiApp
from seq_tui.ui.pane_layout import PaneLayout
from seq_tui.ui.sizes import list_columns
from seq_tui.ui.widgets.sequence_detail import SequenceDetail
from seq_tui.ui.widgets.sequences_pane import SequencesPane
from seq_tui.ui.widgets.status_line import StatusLine
from seq_tui.ui.widgets.step_detail import StepDetail
from tests.fake_source import FakeSource, sequence
from tests.ui.browsing import NARROW, NOW, ORIGIN, WIDE, Browsing, browse

pytestmark = pytest.mark.anyio


def parts(browsing: Browsing) -> set[str]:
    """The ids of those panes and parts that have cells on the screen."""
    ids = ("sequences", "detail", "steps", "step")
    return {name for name in ids if browsing.screen.query_one(f"#{name}").region.area}


ALL = {"sequences", "detail", "steps", "step"}


def widths(browsing: Browsing) -> tuple[int, int]:
    """The columns of the list and of the detail."""
    names = ("#sequences", "#detail")
    left, right = (browsing.screen.query_one(name).region.width for name in names)
    return left, right


async def drag(browsing: Browsing, start: int, *columns: int) -> None:
    """Drag the mouse along a row, from a column over others."""
    for event, column in (
        (MouseDown, start),
        *((MouseMove, column) for column in columns),
        (MouseUp, columns[-1]),
    ):
        browsing.app.post_message(
            event(
                None, column, 9, 0, 0, 1, shift=False, meta=False, ctrl=False,
                screen_x=column, screen_y=9,
            )
        )  # fmt: skip
        await browsing.settle()


async def test_zoom_shows_the_part_with_the_focus_alone_and_then_all_again() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        for keys, shown in (
            ((), {"sequences"}),
            (("enter",), {"detail", "steps", "step"}),
            (("enter",), {"detail", "step"}),
        ):
            await browsing.press(*keys)
            assert parts(browsing) == ALL, shown
            focused = browsing.screen.focused
            await browsing.press("z")
            assert parts(browsing) == shown
            assert browsing.screen.focused is focused, shown
            await browsing.press("z")
            assert parts(browsing) == ALL, shown
            assert browsing.screen.focused is focused, shown


async def test_a_zoomed_part_gives_way_to_the_one_that_gets_the_focus() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "z", "enter")
        assert parts(browsing) == {"detail", "steps", "step"}
        await browsing.press("enter")
        assert parts(browsing) == {"detail", "step"}
        await browsing.screen.run_action("leave")
        await browsing.screen.run_action("leave")
        await browsing.settle()
        assert parts(browsing) == {"sequences"}


async def test_escape_ends_the_zoom_before_it_goes_back() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.search("4")
        await browsing.press("enter", "down")
        for size in (NARROW, WIDE):
            await browsing.resize(size)
            for keys in ((), ("enter",), ("enter",)):
                await browsing.press(*keys)
                focused, shown = browsing.screen.focused, parts(browsing)
                await browsing.press("z", "escape")
                assert not browsing.screen.pane_layout.is_zoomed, (size, focused)
                assert (browsing.screen.focused, parts(browsing)) == (focused, shown), size
                assert browsing.list.row_count < 50, f"the search stays: {size} {focused}"
            await browsing.back_to_list()


async def test_in_a_narrow_terminal_enter_opens_the_properties_over_the_whole_pane() -> None:
    async with browse(FakeSource(50), size=NARROW) as browsing:
        await browsing.press("end", "enter")
        for rows, beside in ((20, set()), (24, {"step"})):
            await browsing.resize((80, rows))
            assert parts(browsing) == {"detail", "steps"} | beside, rows
            await browsing.press("enter")
            assert parts(browsing) == {"detail", "step"}, rows
            assert browsing.screen.query_one(StepDetail).has_focus, rows
            await browsing.press("escape")
            assert parts(browsing) == {"detail", "steps"} | beside, rows
            assert browsing.steps.has_focus, rows


async def test_zoom_takes_away_the_frame_where_there_is_one_pane_only() -> None:
    async with browse(FakeSource(50), size=NARROW) as browsing:
        await browsing.press("end", "enter")
        framed = browsing.screen.query_one(SequenceDetail).size
        assert browsing.text().count("Sequence 49") == 1
        await browsing.press("z")
        assert browsing.screen.query_one(SequenceDetail).size == framed + Size(2, 2)
        assert browsing.text().count("Sequence 49") == 1
        assert "╭" not in browsing.text()
        await browsing.press("z")
        assert browsing.screen.query_one(SequenceDetail).size == framed


async def test_a_name_that_the_border_cuts_is_in_full_below_it() -> None:
    name = "Wiedervorlage nach der Frühjahrsaktion in allen Filialen " * 2
    long = sequence(4)._replace(name=name.strip())
    async with browse(FakeSource(sequences=(long, sequence(5)))) as browsing:
        await browsing.press("enter")
        for size in (NARROW, WIDE):
            await browsing.resize(size)
            assert browsing.title.endswith("…"), size
            shown = browsing.text(browsing.screen.query_one("#name"))
            assert " ".join(shown.split()) == name.strip(), size
            await browsing.press("n")
            assert browsing.title == "Sequence 5", size
            assert not browsing.screen.query_one("#name").region.area, size
            await browsing.press("N")


async def test_a_name_that_is_too_long_for_two_lines_ends_in_an_ellipsis() -> None:
    long = sequence(4)._replace(name="展示会 " * 40)
    async with browse(FakeSource(sequences=(long,)), size=(40, 10)) as browsing:
        await browsing.press("enter")
        lines = browsing.text(browsing.screen.query_one("#name")).splitlines()
        assert len(lines) == 2
        assert [line.endswith("…") for line in lines] == [False, True]
        assert parts(browsing) == {"detail", "steps"}


async def test_tab_reaches_only_what_is_shown() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("enter", "z")
        focused = set()
        for _ in range(6):
            await browsing.press("tab")
            assert browsing.screen.focused is not None
            focused.add(browsing.screen.focused.id)
        assert "list" not in focused


async def test_plus_widens_the_pane_with_the_focus_and_minus_narrows_it() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        before, _ = widths(browsing)
        await browsing.press("plus")
        assert widths(browsing) == (before + 6, 120 - before - 6)
        await browsing.press("minus", "minus")
        assert widths(browsing)[0] == before - 6
        await browsing.press("enter", "minus")
        assert widths(browsing)[0] == before


async def test_no_pane_becomes_too_narrow_to_read() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press(*["plus"] * 20)
        assert widths(browsing) == (80, 40)
        await browsing.press(*["minus"] * 20)
        assert widths(browsing) == (30, 90)


async def test_a_share_that_was_set_survives_other_sizes() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press(*["minus"] * 20)
        await browsing.pilot.resize_terminal(*NARROW)
        await browsing.settle()
        assert parts(browsing) == {"sequences"}
        await browsing.pilot.resize_terminal(200, 50)
        await browsing.settle()
        assert widths(browsing) == (50, 150)


async def test_the_border_between_the_panes_can_be_dragged() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        for side in (-1, 0):
            start = widths(browsing)[0] + side
            await drag(browsing, start, 50, 60)
            assert widths(browsing) == (61, 59), side
            await drag(browsing, 60, 5)
            assert widths(browsing) == (30, 90), side
            # Let go: the pointer moves alone.
            await drag(browsing, 10, 70)
            assert widths(browsing) == (30, 90), side


async def test_a_share_counts_as_set_only_once_the_border_has_moved() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        await browsing.pilot.click("#sequences", offset=(widths(browsing)[0] - 1, 5))
        assert browsing.screen.pane_layout == PaneLayout()


async def test_a_change_of_the_division_is_one_layout() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "enter")
        layouts = 0

        def count(_: object) -> None:
            nonlocal layouts
            layouts += 1

        browsing.screen.screen_layout_refresh_signal.subscribe(browsing.screen, count)
        for expected, key in enumerate(("z", "z", "plus", "minus"), 1):
            await browsing.press(key)
            # Textual lays out once more after widgets got another size (8.2.8).
            assert layouts == 2 * expected


@pytest.mark.parametrize(
    ("columns", "wanted", "shown"),
    [(99, 90, 99), (100, 90, 30), (120, 90, 50), (133, 90, 59), (200, 90, 90), (200, 44, 44)],
)
def test_long_names_get_what_the_detail_does_not_need(
    columns: int, wanted: int, shown: int
) -> None:
    assert list_columns(columns, wanted) == shown


async def test_the_names_decide_until_the_user_does() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        pane = browsing.screen.query_one(SequencesPane)
        pane.wanted_columns = 33
        await browsing.settle()
        assert widths(browsing)[0] == 33
        await browsing.press("plus")
        pane.wanted_columns = 44
        await browsing.settle()
        assert widths(browsing)[0] == 39


async def test_escape_always_leads_back_to_the_list() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        for size, keys in product(
            [NARROW, WIDE, (40, 10)], [("z",), ("enter", "z"), ("enter", "enter", "z")]
        ):
            await browsing.resize(size)
            await browsing.press(*keys)
            for other in ((60, 20), (30, 8), (200, 50), size):
                await browsing.resize(other)
            await browsing.press("escape", "escape", "escape")
            assert browsing.list.has_focus, (size, keys)
            assert "sequences" in parts(browsing), (size, keys)


async def test_in_and_out_go_one_level_and_stop_at_the_ends() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.search("4")
        await browsing.press("enter")
        for action, focused in (
            ("leave", "list"), ("enter", "steps"), ("enter", "step"), ("enter", "step"),
            ("leave", "steps"), ("leave", "list"),
        ):  # fmt: skip
            await browsing.screen.run_action(action)
            await browsing.settle()
            assert browsing.screen.focused is browsing.screen.query_one(f"#{focused}")
        assert browsing.list.row_count < 50


async def test_the_top_line_says_the_start_wherever_it_is_moved() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        moves = (
            ("right_square_bracket", "Tue 24 Nov 09:00"),
            ("left_curly_bracket", "Tue 17 Nov 09:00"),
            ("right_curly_bracket", "Tue 24 Nov 09:00"),
            ("left_square_bracket", "Mon 23 Nov 09:00"),
        )
        for keys in ((), ("enter",), ("z",), ("z", "enter")):
            await browsing.press(*keys)
            for size in ((40, 10), (60, 20), NARROW, WIDE):
                await browsing.resize(size)
                place = (size, browsing.screen.focused, browsing.screen.pane_layout)
                assert "Mon 23 Nov 09:00" in browsing.text().splitlines()[0], place
                for key, start in moves:
                    await browsing.press(key)
                    assert start in browsing.text().splitlines()[0], (key, place)


async def test_the_start_in_the_top_line_is_painted_with_its_key() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        status = browsing.screen.query_one(StatusLine)
        await browsing.app.on_event(Key("right_square_bracket", "]"))
        assert "Tue 24 Nov" in status.render_line(0).text


async def test_a_plain_terminal_has_plain_frames_in_every_state() -> None:
    app = SeqTuiApp(FakeSource(9), ORIGIN, now=lambda: NOW, glyphs=ASCII)
    async with app.run_test(size=WIDE) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.press("end", "up", "up")
        for key in ("", "enter", "enter", "z", "escape", "escape", "z"):
            await browsing.press(*([key] if key else []))
            for size in ((60, 20), NARROW, WIDE):
                await browsing.resize(size)
                assert browsing.text().isascii(), (key, size)
