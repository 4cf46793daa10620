"""Tests of the steps that a search was about: marked, and gone to by ``n`` and ``N``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from tests.fake_source import FakeSource
from tests.ui.browsing import Browsing, browse

if TYPE_CHECKING:
    from textual.widget import Widget

pytestmark = pytest.mark.anyio

SIZES = [(120, 36), (80, 24), (60, 20), (40, 10)]


def email(template_id: int) -> Step:
    return Step(action=EmailAction(properties={"email_template_id": template_id}))


def task(content: str) -> Step:
    return Step(action=TaskAction(properties={"task_content": content}))


PLAIN = Sequence(1, "Plain", 3, steps=(email(7), task("Write"), email(8)))
PRICED = Sequence(
    2,
    "Priced",
    6,
    steps=(
        email(7),
        task("Ask the price"),
        email(8),
        task("PRICE [/b]\x1b]0;x\x07"),
        email(9),
        task("prize"),
    ),
)
LATER = Sequence(3, "Later", 2, steps=(email(7), task("Another price")))


def account() -> FakeSource:
    return FakeSource(sequences=(PLAIN, PRICED, LATER))


def underlined(browsing: Browsing, widget: Widget) -> list[str]:
    """The underlined texts of a widget, from its first line to its last."""
    region = widget.region
    lines = browsing.app.screen._compositor.render_strips()[region.y : region.bottom]
    return [
        segment.text
        for line in lines
        for segment in line.crop(region.x, region.right)
        if segment.style and segment.style.underline
    ]


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_step_that_was_searched_for_is_highlighted_once_it_is_opened(
    size: tuple[int, int],
) -> None:
    async with browse(account(), "task:price", size=size) as browsing:
        await browsing.settle()
        await browsing.press("enter")
        assert browsing.title == "Priced"
        assert browsing.steps.cursor == 1
        assert browsing.steps.matches == (1, 3)
        assert underlined(browsing, browsing.steps)[0] == "price"
        assert "\x1b" not in browsing.text()


async def test_what_matched_is_marked_in_rows_and_in_properties() -> None:
    async with browse(account(), "task:price or template:9") as browsing:
        await browsing.settle()
        await browsing.press("enter")
        assert underlined(browsing, browsing.steps) == ["price", "PRICE", "9"]
        properties = browsing.screen.query_one("#step")
        assert underlined(browsing, properties) == ["price", "price"]
        await browsing.press("n")
        assert underlined(browsing, properties) == ["PRICE", "PRICE"]
        await browsing.press("k")
        assert underlined(browsing, properties) == []


async def test_the_sign_of_a_kind_that_was_searched_for_is_marked() -> None:
    async with browse(account(), "plain has:task") as browsing:
        await browsing.settle()
        await browsing.press("enter")
        assert browsing.steps.cursor == 1
        assert underlined(browsing, browsing.steps) == ["☐"]


async def test_n_goes_from_match_to_match_and_around() -> None:
    async with browse(account(), "task:price") as browsing:
        await browsing.settle()
        await browsing.press("enter")
        for key, step, said in [
            ("n", 3, "2 of 2"),
            ("n", 1, "1 of 2, first again"),
            ("N", 3, "2 of 2, last again"),
            ("N", 1, "1 of 2"),
        ]:
            await browsing.press(key)
            assert (browsing.steps.cursor, browsing.messages) == (step, [said])
        assert browsing.list.cursor == 0


async def test_from_between_two_matches_n_and_capital_n_go_to_these() -> None:
    async with browse(account(), "task:price") as browsing:
        await browsing.settle()
        await browsing.press("enter", "down", "n")
        assert browsing.steps.cursor == 3
        await browsing.press("up", "N")
        assert browsing.steps.cursor == 1
        await browsing.press("up", "N")
        assert (browsing.steps.cursor, browsing.messages) == (3, ["2 of 2, last again"])


async def test_in_the_properties_n_shows_those_of_the_next_match() -> None:
    async with browse(account(), "task:price") as browsing:
        await browsing.settle()
        await browsing.press("enter", "enter", "n")
        properties = browsing.screen.query_one("#step")
        assert properties.has_focus
        assert "Step 4" in str(properties.border_title)


async def test_in_the_list_and_without_matches_n_goes_to_the_next_sequence() -> None:
    async with browse(account(), "task:price") as browsing:
        await browsing.settle()
        await browsing.press("n")
        assert browsing.list.cursor == 1
        assert browsing.title == "Later"
        assert browsing.steps.cursor == 1
    async with browse(account()) as browsing:
        await browsing.press("enter", "n")
        assert browsing.list.cursor == 1
        assert browsing.messages == []


async def test_nothing_is_marked_once_the_search_is_left() -> None:
    async with browse(account(), "task:price") as browsing:
        await browsing.settle()
        await browsing.press("escape")
        assert browsing.title == "Priced"
        assert browsing.steps.matches == ()
        assert underlined(browsing, browsing.steps) == []


async def test_a_search_that_is_typed_goes_to_the_match_of_a_sequence_on_the_screen() -> None:
    async with browse(account()) as browsing:
        await browsing.press("down")
        assert browsing.steps.cursor == 0
        await browsing.search("task:prize")
        assert (browsing.title, browsing.steps.cursor) == ("Priced", 5)


async def test_a_step_that_was_chosen_stays_among_the_matches() -> None:
    async with browse(account()) as browsing:
        await browsing.press("down", "enter", "down", "down", "down", "down", "x")
        assert browsing.steps.cursor == 4
        assert underlined(browsing, browsing.steps) == ["9"]


async def test_the_only_match_is_not_said_to_come_again() -> None:
    async with browse(account(), "task:prize") as browsing:
        await browsing.settle()
        await browsing.press("enter", "g", "n", "n")
        assert (browsing.steps.cursor, browsing.messages) == (5, ["1 of 1"])
