"""A count before a motion."""

from __future__ import annotations

import pytest
from textual.actions import parse
from textual.events import Key
from textual.widgets import Input

from seq_tui.ui.counting import MAX_DIGITS, Count
from tests.fake_source import FakeSource
from tests.ui.browsing import browse

pytestmark = pytest.mark.anyio


def counted(digits: str, action: str) -> object:
    count = Count()
    for digit in digits:
        count.add(digit)
    result = count.apply(action)
    return parse(result)[1:] if isinstance(result, str) else result[1:]


@pytest.mark.parametrize(
    ("digits", "action", "result"),
    [
        ("", "step(1)", ("step", (1,))),
        ("5", "step(1)", ("step", (5,))),
        ("5", "step(-1)", ("step", (-5,))),
        ("12", "step(1)", ("step", (12,))),
        ("3", "page(-0.5)", ("page", (-1.5,))),
        ("2", "shift(7)", ("shift", (14,))),
        ("4", "next(-1)", ("next", (-4,))),
        ("12", "last", ("go_to", (12,))),
        ("12", "first", ("go_to", (12,))),
        ("5", "in_view(0)", ("in_view", (0,))),
        ("5", "export", ("export", ())),
        ("0", "step(1)", ("step", (1,))),
        ("010", "step(1)", ("step", (10,))),
        ("9" * 40, "last", ("go_to", (int("9" * MAX_DIGITS),))),
    ],
)
def test_a_count_multiplies_a_motion_and_nothing_else(
    digits: str, action: str, result: object
) -> None:
    assert counted(digits, action) == result


def test_the_namespace_of_an_action_stays() -> None:
    count = Count()
    count.add("3")
    assert count.apply("screen.next(1)") == ("screen", "next", (3,))


async def test_counts_move_in_the_list() -> None:
    async with browse(FakeSource(290)) as browsing:
        await browsing.settle()
        for keys, row in (
            ("5j", 5),
            ("12k", 0),
            ("10j", 10),
            ("05j", 15),
            ("12G", 11),
            ("7g", 6),
            ("3n", 9),
            ("2N", 7),
            ("j", 8),
        ):
            await browsing.press(*keys)
            assert browsing.list.cursor == row, keys
        half = browsing.list.rows_in_view * 3 // 2
        await browsing.press("3", "ctrl+d")
        assert browsing.list.cursor == 8 + half


async def test_a_row_that_is_not_loaded_is_fetched() -> None:
    source = FakeSource(12_000)
    async with browse(source) as browsing:
        await browsing.press(*"5000G")
        assert browsing.list.cursor == 4_999
        assert "Sequence 4999" in browsing.text(browsing.list)
        assert len(source.requested) <= 4


async def test_a_row_past_the_end_is_said_to_be_missing() -> None:
    async with browse(FakeSource(30)) as browsing:
        await browsing.press("end", *"99G")
        assert browsing.list.cursor == 29
        assert browsing.messages == ["There is no row 99: the last one is 30."]


async def test_the_count_is_shown_until_the_next_key() -> None:
    async with browse(FakeSource(30)) as browsing:
        await browsing.press(*"12")
        [message] = browsing.messages
        assert message.startswith("12 times, as in  12j")
        await browsing.press("j")
        assert browsing.messages == []
        await browsing.press("5", "escape")
        assert browsing.messages == []


async def test_a_click_hides_the_count_that_it_drops() -> None:
    async with browse(FakeSource(30)) as browsing:
        await browsing.press("5")
        await browsing.pilot.click("#list", offset=(5, 3))
        assert browsing.messages == []


async def test_counts_move_in_the_steps_and_move_the_start() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.press("end", "enter", *"2j")
        assert browsing.steps.cursor == 2
        await browsing.press(*"2G")
        assert browsing.steps.cursor == 1
        started = browsing.screen.query_one("#started")
        await browsing.press("3", "greater_than_sign")
        assert "Thu 26 Nov 2026" in browsing.text(started)
        await browsing.press("2", "left_curly_bracket")
        assert "Thu 12 Nov 2026" in browsing.text(started)


@pytest.mark.parametrize("between", [("escape",), ("H", "g"), ("x",), ("f1", "escape")], ids=str)
async def test_any_other_key_drops_the_count(between: tuple[str, ...]) -> None:
    async with browse(FakeSource(90)) as browsing:
        await browsing.settle()
        await browsing.press("5", *between, "j")
        assert browsing.list.cursor == 1


async def test_a_click_drops_the_count() -> None:
    async with browse(FakeSource(90)) as browsing:
        await browsing.press("5")
        await browsing.pilot.click("#list", offset=(5, 3))
        clicked = browsing.list.cursor
        await browsing.press("k")
        assert browsing.list.cursor == clicked - 1


async def test_escape_with_a_count_does_nothing_else() -> None:
    async with browse(FakeSource(90)) as browsing:
        await browsing.press("end", "enter", "5", "escape")
        assert browsing.steps.has_focus
        await browsing.press("escape")
        assert browsing.list.has_focus


async def test_digits_are_typed_in_an_input() -> None:
    async with browse(FakeSource(90)) as browsing:
        await browsing.press("slash", *"55")
        assert browsing.screen.query_one("#search-input", Input).value == "55"
        await browsing.press("escape", "home", "j")
        assert browsing.list.cursor == 1


@pytest.mark.parametrize(("keys", "row"), [("20Gj5k", 15), ("12j3k", 9), ("50G2n", 51)])
async def test_keys_that_arrive_together_keep_their_order(keys: str, row: int) -> None:
    async with browse(FakeSource(90)) as browsing:
        await browsing.settle()
        for key in keys:
            browsing.app.post_message(Key(key, key))
        await browsing.settle()
        assert browsing.list.cursor == row
