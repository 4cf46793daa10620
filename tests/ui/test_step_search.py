"""Tests of ``/`` in the steps and in their properties, which searches the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from seq_tui.domain.delay import Delay
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import EmailAction, Sequence, Step
from seq_tui.domain.template_text import TemplateText
from seq_tui.domain.wanted_steps import WantedSteps
from seq_tui.ui.widgets.searched_steps import NONE_FOUND
from seq_tui.ui.widgets.step_search_bar import StepSearchBar
from tests.fake_source import FakeSource
from tests.ui.browsing import Browsing, browse
from tests.ui.test_matching_steps import email, task, underlined

if TYPE_CHECKING:
    from collections.abc import Collection

pytestmark = pytest.mark.anyio

SIZES = [(120, 36), (80, 24), (60, 20), (40, 10)]

AT_ONCE = Delay(0, "weekdays")

PRICED = Sequence(
    1,
    "Priced",
    6,
    steps=(
        email(7)._replace(delay=AT_ONCE),
        task("Ask the price"),
        Step(
            delay=Delay(4, "hours"),
            action=EmailAction(properties={"email_template_id": 8, "is_reply": True}),
        ),
        task("PRICE [/b]\x1b]0;x\x07"),
        email(9),
        task("prize"),
    ),
)
LATER = Sequence(2, "Later", 2, steps=(email(7), task("Another price")))
EMPTY = Sequence(3, "Empty", 0, steps=())


class TemplateSource(FakeSource):
    """Knows what one template says."""

    keeps_texts = True

    async def template_texts(self, ids: Collection[int]) -> dict[int, TemplateText]:
        """Template 9, if it is asked for."""
        text = TemplateText(9, "Discount", "Until Friday", "", "", "")
        return {9: text} if 9 in ids else {}


def account() -> FakeSource:
    return FakeSource(sequences=(PRICED, LATER, EMPTY))


def matches(browsing: Browsing) -> tuple[int, ...]:
    return browsing.steps.matches


def bar_text(browsing: Browsing) -> list[str]:
    """The line in which steps are searched, and the one below it; empty if there is none."""
    bars = browsing.screen.query(StepSearchBar)
    return [line.strip() for bar in bars for line in browsing.text(bar).splitlines()]


@pytest.mark.parametrize("size", SIZES)
async def test_typing_goes_to_the_first_match_and_counts(size: tuple[int, int]) -> None:
    async with browse(account(), size=size) as browsing:
        await browsing.press("enter", "slash", *"price")
        assert browsing.steps.cursor == 1
        assert matches(browsing) == (1, 3)
        assert underlined(browsing, browsing.steps) == ["price", "PRICE"]
        (line,) = bar_text(browsing)
        assert line.startswith("/ price")
        assert line.endswith("2 of 6 steps")
        assert "\x1b" not in browsing.text()
        assert browsing.list.row_count == 3, "the list is not searched"


async def test_each_key_searches_again() -> None:
    async with browse(account()) as browsing:
        await browsing.press("enter", "slash", *"pri")
        assert matches(browsing) == (1, 3, 5)
        await browsing.press("z")
        assert (matches(browsing), browsing.steps.cursor) == ((5,), 5)
        await browsing.press("backspace", "backspace", "backspace", "backspace")
        assert (matches(browsing), browsing.steps.cursor) == ((), 0)
        assert bar_text(browsing) == ["/ search the steps: reply, a task, a template, a value"]


@pytest.mark.parametrize("key", ["enter", "down", "tab"])
async def test_the_marks_stay_once_the_line_is_left_and_n_goes_round(key: str) -> None:
    async with browse(account()) as browsing:
        await browsing.press("enter", "slash", *"price", key)
        assert browsing.steps.has_focus
        assert matches(browsing) == (1, 3)
        for pressed, step, said in [
            ("n", 3, "2 of 2"),
            ("n", 1, "1 of 2, first again"),
            ("N", 3, "2 of 2, last again"),
        ]:
            await browsing.press(pressed)
            assert (browsing.steps.cursor, browsing.messages) == (step, [said])
        assert bar_text(browsing)[0].endswith("2 of 6 steps")


@pytest.mark.parametrize("size", SIZES)
async def test_escape_takes_the_search_away_and_returns_the_cursor(size: tuple[int, int]) -> None:
    async with browse(account(), size=size) as browsing:
        await browsing.press("enter", "G")
        before = browsing.text(browsing.steps)
        await browsing.press("slash", *"reply")
        assert browsing.steps.cursor == 2
        await browsing.press("escape")
        assert (browsing.steps.cursor, matches(browsing)) == (5, ())
        assert browsing.steps.has_focus
        assert browsing.text(browsing.steps) == before
        assert bar_text(browsing) == []


async def test_escape_in_the_steps_ends_the_search_before_it_leaves_them() -> None:
    async with browse(account()) as browsing:
        await browsing.press("enter", "slash", *"price", "enter", "n", "escape")
        assert browsing.steps.has_focus
        assert (browsing.steps.cursor, matches(browsing)) == (3, ())
        assert bar_text(browsing) == []
        await browsing.press("escape")
        assert browsing.list.has_focus


async def test_nothing_found_is_said_and_the_cursor_stays() -> None:
    async with browse(account()) as browsing:
        await browsing.press("enter", "down", "slash", *"nothing")
        assert bar_text(browsing)[0].endswith("none of 6 steps")
        assert browsing.steps.cursor == 1
        await browsing.press("enter", "n")
        assert browsing.messages == [NONE_FOUND]
        assert (browsing.steps.cursor, browsing.list.cursor) == (1, 0)


@pytest.mark.parametrize("size", SIZES)
async def test_a_field_that_no_step_has_is_pointed_at(size: tuple[int, int]) -> None:
    async with browse(account(), size=size) as browsing:
        await browsing.press("enter", "slash", *"steps>5")
        line, hint = bar_text(browsing)
        assert line == "/ steps>5"
        assert hint.lstrip("^ ") == "only words, task: text: or has:"
        await browsing.press("enter")
        assert browsing.screen.query_one(StepSearchBar).input.has_focus
        assert browsing.messages == ["only words, task: text: or has:"]
        await browsing.press(*["backspace"] * 2)
        assert len(bar_text(browsing)) == 1


async def test_an_unfinished_field_is_no_mistake_yet() -> None:
    async with browse(account()) as browsing:
        await browsing.press("enter", "slash", *"template:")
        assert "^" not in bar_text(browsing)[1]
        await browsing.press("9")
        assert (bar_text(browsing)[1:], matches(browsing)) == ([], (4,))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("reply", (2,)),
        ("4 hours", (2,)),
        ("automated_email", (0, 2, 4)),
        ("23 nov", (0,)),
    ],
)
async def test_what_is_shown_of_a_step_is_found(text: str, found: tuple[int, ...]) -> None:
    async with browse(account()) as browsing:
        await browsing.press("enter", "slash")
        browsing.screen.query_one(StepSearchBar).input.insert_text_at_cursor(text)
        await browsing.settle()
        assert matches(browsing) == found


async def test_a_date_is_found_where_another_start_moves_it() -> None:
    async with browse(account()) as browsing:
        await browsing.press("enter", "slash", *"tue", "enter")
        assert matches(browsing) == ()
        await browsing.press("greater_than_sign")
        assert matches(browsing) == (0,)
        assert bar_text(browsing)[0].endswith("1 of 6 steps")


async def test_a_match_in_a_property_marks_the_sign_of_the_step() -> None:
    async with browse(account()) as browsing:
        await browsing.press("enter", "slash", *"hours", "enter")
        assert underlined(browsing, browsing.steps) == ["↩"]
        properties = browsing.screen.query_one("#step")
        assert "hours" in underlined(browsing, properties)


async def test_the_words_of_a_template_are_found_once_they_are_known() -> None:
    async with browse(TemplateSource(sequences=(PRICED,))) as browsing:
        await browsing.press("enter", "slash", *"friday discount")
        assert (matches(browsing), browsing.steps.cursor) == ((4,), 4)


@pytest.mark.parametrize("search", ["text:friday", "text:FRIDAY text:discount", "text: -task"])
async def test_what_an_email_says_is_searched_for_by_text(search: str) -> None:
    async with browse(TemplateSource(sequences=(PRICED,))) as browsing:
        await browsing.press("enter", "slash")
        browsing.screen.query_one(StepSearchBar).input.insert_text_at_cursor(search)
        await browsing.settle()
        assert matches(browsing) == (4,)


async def test_a_search_of_the_list_for_text_begins_at_the_email_that_says_it() -> None:
    async with browse(TemplateSource(sequences=(PRICED,))) as browsing:
        query = Query.parse("text:friday")
        browsing.screen._detail_pane.mark(WantedSteps.of(query))
        await browsing.settle()
        assert (matches(browsing), browsing.steps.cursor) == ((4,), 4)


async def test_from_the_properties_the_search_returns_to_them() -> None:
    async with browse(account(), size=(60, 20)) as browsing:
        await browsing.press("enter", "enter")
        properties = browsing.screen.query_one("#step")
        assert properties.has_focus
        await browsing.press("slash", *"prize")
        assert browsing.steps.region, "what is found is in view"
        await browsing.press("escape")
        assert properties.has_focus
        assert browsing.steps.cursor == 0
        await browsing.press("slash", *"prize", "enter")
        assert browsing.steps.has_focus
        assert browsing.steps.cursor == 5


async def test_the_search_ends_with_the_sequence() -> None:
    async with browse(account()) as browsing:
        await browsing.press("enter", "slash", *"price", "enter", "h")
        assert matches(browsing) == (1, 3)
        await browsing.press("down")
        assert (browsing.title, matches(browsing)) == ("Later", ())
        assert bar_text(browsing) == []


async def test_the_search_of_the_list_marks_again_once_that_of_the_steps_ends() -> None:
    async with browse(account(), "task:price") as browsing:
        await browsing.settle()
        await browsing.press("enter", "slash", *"reply")
        assert matches(browsing) == (2,)
        await browsing.press("escape")
        assert matches(browsing) == (1, 3)


async def test_a_search_is_typed_over_the_one_before() -> None:
    async with browse(account()) as browsing:
        await browsing.press("enter", "slash", *"price", "enter", "slash", *"prize")
        assert browsing.screen.query_one(StepSearchBar).input.value == "prize"
        assert matches(browsing) == (5,)


async def test_an_empty_search_ends_once_it_is_left() -> None:
    async with browse(account()) as browsing:
        for key in ("enter", "tab"):
            await browsing.press("enter" if browsing.list.has_focus else "g", "slash", key)
            assert browsing.steps.has_focus
            assert bar_text(browsing) == []


async def test_without_steps_the_list_is_searched() -> None:
    async with browse(account()) as browsing:
        await browsing.press("G", "enter", "slash", *"later")
        focused = browsing.app.focused
        assert isinstance(focused, Input)
        assert (focused.id, focused.value) == ("search-input", "later")


async def test_keys_that_are_typed_at_once_arrive_in_the_line() -> None:
    async with browse(account()) as browsing:
        await browsing.press("enter")
        await browsing.app._press_keys(["slash", *"prize"])
        await browsing.settle()
        assert browsing.screen.query_one(StepSearchBar).input.value == "prize"


async def test_the_key_line_offers_the_next_match() -> None:
    async with browse(account()) as browsing:
        keys = browsing.screen.query_one("#keys")
        await browsing.press("enter")
        assert "/ Search" in browsing.text(keys)
        assert "n Next" not in browsing.text(keys)
        await browsing.press("slash", *"price")
        assert "⏎ Steps" in browsing.text(keys)
        await browsing.press("enter")
        assert "n Next" in browsing.text(keys)
