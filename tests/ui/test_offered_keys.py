"""Which keys the key line offers in a state, and what it calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.ui.palette_commands import BindingCommands
from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.widgets.key_line import KeyLine
from tests.fake_source import FakeSource, sequence
from tests.ui.browsing import NARROW, WIDE, Browsing, browse
from tests.ui.states import STATES

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

EMPTY = sequence(0)._replace(name="Empty", steps=(), steps_total=0)
BARE = sequence(3)._replace(name="Bare", steps=None, steps_total=3)
"""A sequence whose steps were not received."""

LOCALE = EMPTY._replace(extra={"locale": "en"})
"""A sequence with a property of its own, and without steps."""


def offered(browsing: Browsing) -> str:
    """The keys that the line shows, separated by single blanks."""
    return " ".join(browsing.text(browsing.screen.query_one(KeyLine)).split())


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p", "e"])
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_below_a_dialog_no_key_of_the_browser_is_offered(
    key: str, size: tuple[int, int]
) -> None:
    async with browse(FakeSource(9), size=size) as browsing:
        await browsing.press("down")
        before = offered(browsing)
        await browsing.press(key)
        assert not isinstance(browsing.app.screen, BrowserScreen)
        keys = browsing.screen.query_one(KeyLine)
        assert keys.render_line(0).text.strip() == ""
        assert "Quit" not in browsing.text().splitlines()[-1]
        await browsing.press("escape")
        assert offered(browsing) == before


async def test_back_is_offered_only_where_it_does_something() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("down")
        assert "esc" not in offered(browsing)
        for keys in (("enter",), ("z",)):
            await browsing.press(*keys)
            assert "esc Back" in offered(browsing)
            await browsing.press("escape")
            assert "esc" not in offered(browsing)
        await browsing.search("4")
        await browsing.press("enter")
        assert "esc Back" in offered(browsing)
        await browsing.press("escape")
        assert "esc" not in offered(browsing)


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("bare", [EMPTY, BARE], ids=["none", "not received"])
async def test_steps_and_details_are_offered_where_there_are_some(
    bare: Sequence, size: tuple[int, int]
) -> None:
    async with browse(FakeSource(sequences=(bare, sequence(1))), size=size) as browsing:
        await browsing.settle()
        assert offered(browsing).startswith("⏎ Open / Search")
        await browsing.press("enter")
        assert offered(browsing).startswith("/ Search")
        await browsing.press("enter")
        assert browsing.messages == ["There is nothing more to show of this sequence."]
        await browsing.press("escape", "down")
        assert offered(browsing).startswith("⏎ Steps / Search")
        await browsing.press("enter")
        assert offered(browsing).startswith("⏎ Details")


async def test_details_are_offered_for_a_property_of_a_sequence_without_steps() -> None:
    async with browse(FakeSource(sequences=(LOCALE,))) as browsing:
        await browsing.press("enter")
        assert offered(browsing).startswith("⏎ Details")


async def test_the_other_keys_stay_where_they_are_as_the_cursor_moves() -> None:
    async with browse(FakeSource(sequences=(EMPTY, sequence(1)))) as browsing:
        await browsing.settle()
        keys = browsing.screen.query_one(KeyLine)
        column = browsing.text(keys).index("/ Search")
        await browsing.press("down")
        assert browsing.text(keys).index("/ Search") == column


async def test_enter_goes_to_a_row_that_was_typed_and_says_if_there_is_none() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        await browsing.press("slash")
        assert offered(browsing) == "⏎ List esc Clear f1 Help"
        await browsing.press(*":25")
        assert offered(browsing) == "⏎ Go esc Clear f1 Help"
        await browsing.press("enter")
        assert browsing.messages == ["There is no row 25: the last one is 9."]
        assert browsing.list.cursor == 8


@pytest.mark.parametrize(
    "name",
    ["unreachable", "refused", "no-sequences", "nothing-found", "row-not-loaded", "loading"],
)
async def test_what_needs_a_sequence_is_not_offered_without_one(name: str) -> None:
    state = STATES[name]
    app = state.app()
    async with app.run_test(size=WIDE) as pilot:
        await state.reach(pilot)
        browsing = Browsing(app, pilot)
        await pilot.pause()
        assert {"Export", "Copy", "Details"}.isdisjoint(offered(browsing).split())
        commands = [str(hit.text) async for hit in BindingCommands(browsing.screen).discover()]
        wanted = {"Export", "Copy", "Copy id", "Copy JSON", "Open in Sell"}
        assert wanted.isdisjoint(commands)
