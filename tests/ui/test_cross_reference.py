"""Tests of the key that lists which sequences use the same as a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.filter.evaluate import Surroundings, selects
from seq_tui.domain.filter.facts import Facts
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import (
    Action,
    EmailAction,
    Sequence,
    Step,
    TaskAction,
    UnknownAction,
)
from seq_tui.sanitize import strip_controls
from seq_tui.ui.step_uses import uses_search
from seq_tui.ui.widgets.key_line import KeyLine
from seq_tui.ui.widgets.search_bar import MAX_LENGTH, SearchInput
from tests.fake_source import FakeSource
from tests.ui.browsing import NOW, Browsing, browse

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

HOSTILE = 'Say "no" (or -x)\nto\x1b]0;x\x07 [/b] Łódź'


def email(template_id: Json) -> Step:
    return Step(action=EmailAction(properties={"email_template_id": template_id}))


def task(content: Json) -> Step:
    return Step(action=TaskAction(properties={"task_content": content}))


def account(*steps: tuple[Step, ...]) -> FakeSource:
    """A sequence for each of the tuples; their names have no part in common."""
    names = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")
    return FakeSource(
        sequences=tuple(
            Sequence(number, names[number - 1], len(each), steps=each)
            for number, each in enumerate(steps, 1)
        )
    )


SHARED = account(
    (email(9),),
    (email(7), task("Call about the price")),
    (email(8), task("call about the PRICE, again")),
    (email(9), email(7)),
)


def searched(browsing: Browsing) -> str:
    return browsing.screen.query_one(SearchInput).value


def names(browsing: Browsing) -> list[str | None]:
    rows = browsing.list.rows
    return [row.name for at in range(rows.count) if (row := rows.row(at)) is not None]


@pytest.mark.anyio
async def test_the_sequences_with_a_template_are_listed_with_the_present_one_highlighted() -> None:
    async with browse(SHARED) as browsing:
        await browsing.press("down", "down", "down", "enter", "down", "x")
        assert searched(browsing) == "template:7"
        assert names(browsing) == ["Beta", "Delta"]
        assert browsing.list.cursor == 1
        assert browsing.list.has_focus
        assert browsing.title == "Delta"


@pytest.mark.anyio
async def test_the_sequences_with_the_text_of_a_task_are_listed() -> None:
    async with browse(SHARED) as browsing:
        await browsing.press("down", "enter", "down", "x")
        assert searched(browsing) == 'task:"Call about the price"'
        assert names(browsing) == ["Beta", "Gamma"]
        assert browsing.list.cursor == 0


@pytest.mark.anyio
async def test_escape_leads_back_to_the_search_the_row_and_the_step() -> None:
    async with browse(SHARED) as browsing:
        await browsing.search("a")
        assert names(browsing) == ["Alpha", "Beta", "Gamma", "Delta"]
        await browsing.press("enter", "down", "enter", "down", "x", "down")
        assert names(browsing) == ["Beta", "Gamma"]
        await browsing.press("escape")
        assert searched(browsing) == "a"
        assert names(browsing) == ["Alpha", "Beta", "Gamma", "Delta"]
        assert browsing.list.cursor == 1
        assert browsing.steps.has_focus
        assert browsing.steps.cursor == 1
        await browsing.press("escape")
        assert browsing.list.has_focus
        await browsing.press("escape")
        assert searched(browsing) == ""


@pytest.mark.anyio
async def test_escape_leads_back_without_a_request_where_nothing_was_searched() -> None:
    async with browse(SHARED) as browsing:
        await browsing.press("down", "enter", "x")
        assert names(browsing) == ["Beta", "Delta"]
        before = list(SHARED.requested)
        await browsing.press("escape")
        assert SHARED.requested == before
        assert names(browsing) == ["Alpha", "Beta", "Gamma", "Delta"]
        assert (browsing.list.cursor, browsing.steps.cursor) == (1, 0)
        assert browsing.steps.has_focus


@pytest.mark.anyio
async def test_from_one_list_to_the_next_and_back_through_both() -> None:
    async with browse(SHARED) as browsing:
        await browsing.press("down", "enter", "x", "down", "enter", "up", "x")
        assert (searched(browsing), names(browsing)) == ("template:9", ["Alpha", "Delta"])
        await browsing.press("escape")
        assert searched(browsing) == "template:7"
        assert browsing.list.cursor == 1
        assert browsing.steps.has_focus
        await browsing.press("escape", "escape")
        assert (searched(browsing), browsing.list.cursor) == ("", 1)


@pytest.mark.anyio
async def test_another_search_forgets_the_way_back() -> None:
    async with browse(SHARED) as browsing:
        await browsing.press("down", "enter", "x")
        await browsing.search(" alpha")
        await browsing.press("enter", "escape")
        assert searched(browsing) == ""
        assert browsing.list.has_focus


@pytest.mark.anyio
async def test_the_uses_of_what_is_listed_already_lead_to_the_list() -> None:
    async with browse(SHARED, "template:7") as browsing:
        await browsing.settle()
        await browsing.press("enter", "x")
        assert browsing.list.has_focus
        assert names(browsing) == ["Beta", "Delta"]


@pytest.mark.anyio
async def test_the_key_works_in_the_properties_too_and_leads_back_there() -> None:
    async with browse(SHARED) as browsing:
        await browsing.press("down", "enter", "enter", "x")
        assert names(browsing) == ["Beta", "Delta"]
        await browsing.press("escape")
        assert browsing.screen.query_one("#step").has_focus


NOTHING = [
    Step(action=UnknownAction("text_message", {"email_template_id": 7})),
    email(None),
    email("7"),
    email(True),
    email(-7),
    email(1 << 63),
    task(None),
    task(7),
    task(""),
    task(" \n"),
    task("\u200b"),
    task("\x07bell"),
]


@pytest.mark.anyio
@pytest.mark.parametrize("step", NOTHING)
async def test_a_step_with_nothing_to_look_for_does_not_offer_it_and_says_so(step: Step) -> None:
    async with browse(account((email(7), step))) as browsing:
        await browsing.press("enter")
        keys = browsing.screen.query_one(KeyLine)
        assert "x Uses" in browsing.text(keys)
        await browsing.press("down")
        assert "Uses" not in browsing.text(keys)
        await browsing.press("x")
        assert browsing.messages == ["This step has no template and no task to look for."]
        assert browsing.steps.has_focus
        assert searched(browsing) == ""


@pytest.mark.anyio
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 10)])
async def test_on_a_small_screen_the_list_takes_the_place_of_the_steps(
    size: tuple[int, int],
) -> None:
    async with browse(SHARED, size=size) as browsing:
        await browsing.press("down", "enter", "x")
        assert "Delta" in browsing.text(browsing.list)
        assert browsing.list.has_focus
        await browsing.press("escape")
        assert browsing.steps.has_focus
        assert browsing.steps.display


@pytest.mark.anyio
async def test_a_hostile_task_is_found_by_what_can_be_typed_of_it() -> None:
    source = account((task(HOSTILE),), (task("no"),), (task(HOSTILE.upper()),))
    async with browse(source) as browsing:
        await browsing.press("enter", "x")
        assert searched(browsing) == 'task:"Say ""no"" (or -x) to"'
        assert names(browsing) == ["Alpha", "Gamma"]
        assert "\x1b" not in browsing.text()


TEXTS = st.text(st.characters() | st.sampled_from(' "()#:-\n\tŁ\u0301\u200b\x1b'), max_size=300)


def action_of(text: str) -> Action:
    return TaskAction(properties={"task_content": text})


@given(TEXTS)
def test_a_task_is_found_by_its_own_search(text: str) -> None:
    step = Step(action=action_of(text))
    search = uses_search(step, MAX_LENGTH)
    assert len(search) <= MAX_LENGTH
    assert strip_controls(search) == search
    if search:
        query = Query.parse(search)
        assert query.filter is not None
        assert selects(query.filter, Facts(Sequence(1, steps=(step,))), Surroundings(NOW))


@given(st.text('aŁ語\U0001f6b2"-', min_size=1))
def test_whatever_can_be_typed_is_searched_for(text: str) -> None:
    assert uses_search(task(text), MAX_LENGTH)


def test_a_long_task_is_found_by_its_beginning() -> None:
    search = uses_search(task('a"' * 500), MAX_LENGTH)
    assert MAX_LENGTH - 2 <= len(search) <= MAX_LENGTH
    assert search.startswith('task:"a""a""')
