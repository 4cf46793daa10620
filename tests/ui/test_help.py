"""The help: its signs, its keys, and how it fits on a screen."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from seq_tui.domain.filter.fields import FIELD_NAMES, HAS
from seq_tui.domain.query import Query
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.presentation.glyphs import ASCII, UNICODE
from seq_tui.ui.app import SeqTuiApp
from seq_tui.ui.help_text import (
    HelpRow,
    HelpSection,
    join_opposites,
    label_width,
    legend,
    search_rows,
    section_lines,
    split_columns,
)
from seq_tui.ui.options import ScreenOptions
from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.screens.help import HelpBody, HelpScreen
from tests.fake_source import FakeSource
from tests.ui.browsing import NARROW, NOW, ORIGIN, WIDE, Browsing, browse

pytestmark = pytest.mark.anyio

TALL = (140, 70)
"""A terminal with room for the whole help."""

TITLES = ["Signs", "Move", "Find", "Start", "Take away", "Account", "seq-tui"]


def titles(text: str) -> list[str]:
    """The headings in a text, from top to bottom and left to right."""
    lines = [f"  {line.strip()}  " for line in text.replace("│", " ").split("\n")]
    return [title for line in lines for title in TITLES if f"  {title}  " in line]


async def help_text(
    size: tuple[int, int], *keys: str, weekend: WeekendRule = WeekendRule.HOLD
) -> str:
    """The screen with the help, opened after some keys."""
    async with browse(FakeSource(9), size=size, weekend=weekend) as browsing:
        await browsing.press("down", *keys, "f1")
        return browsing.text()


@pytest.mark.parametrize(
    ("keys", "examples"),
    [
        ({}, "5j, 3>, 12G"),
        (
            {"list.down": "n", "next": "j", "start.later": "f3", "list.last": "end"},
            "5n, 3f3, 12end",
        ),
        ({"list.down": "ctrl+t", "start.later": "", "list.last": ""}, "5^t"),
    ],
)
async def test_the_row_on_counts_names_the_keys_that_the_user_chose(
    keys: dict[str, str], examples: str
) -> None:
    options = ScreenOptions(keys=keys)
    async with browse(FakeSource(9), size=TALL, options=options) as browsing:
        await browsing.press("f1")
        assert f" Repeat a motion ({examples})  " in browsing.text()


def test_every_glyph_of_a_step_has_an_explanation() -> None:
    for glyphs in (UNICODE, ASCII):
        labels = " ".join(row.label for row in legend(glyphs))
        signs = [glyphs.email, glyphs.reply, glyphs.task, glyphs.unknown, glyphs.at_earliest]
        signs += [glyphs.wait, glyphs.open_wait, glyphs.landing, glyphs.band]
        for sign in (*signs, glyphs.ellipsis, "held", "!", "wd", "h"):
            assert sign in labels, sign
        assert glyphs is UNICODE or labels.isascii()


def test_rows_that_differ_in_one_word_become_one() -> None:
    rows = [
        HelpRow("↑ k", "One row up"),
        HelpRow("↓ j", "One row down"),
        HelpRow("e", "Write a file"),
        HelpRow("n", "To the next row"),
        HelpRow("N", "To the last line"),
    ]
    assert join_opposites(rows) == [HelpRow("↑ k  ↓ j", "One row up / down"), *rows[2:]]


def test_three_rows_that_differ_in_one_word_become_one() -> None:
    rows = [HelpRow(key, f"To the {place} row") for key, place in zip("HLM", "abc", strict=True)]
    assert join_opposites(rows) == [HelpRow("H  L  M", "To the a / b / c row")]


def test_rows_with_many_keys_stay_apart() -> None:
    rows = [HelpRow("[ < shift+left", "One day earlier"), HelpRow("] > shift+right", "One day on")]
    assert join_opposites(rows) == rows


@pytest.mark.parametrize("width", [20, 33, 62])
def test_lines_are_wrapped_and_never_cut(width: int) -> None:
    rows = (*legend(UNICODE), HelpRow("", "A sentence over the whole width of the column"))
    section = HelpSection("Signs", rows)
    lines = section_lines(section, width, label_width([section]))
    assert max(cell_len(label) + cell_len(text) for label, text in lines) <= width
    assert " ".join(text for _, text in lines).split() == " ".join(row.text for row in rows).split()


def test_columns_are_of_about_the_same_height_and_end_with_the_last_section() -> None:
    left, right = split_columns([14, 14, 12, 11, 6, 3, 7])
    assert sorted([*left, *right]) == list(range(7))
    assert (left[0], right[-1]) == (0, 6)
    assert left == sorted(left)
    assert right == sorted(right)
    heights = [14, 14, 12, 11, 6, 3, 7]
    assert abs(sum(heights[i] for i in left) - sum(heights[i] for i in right)) <= 1


@pytest.mark.parametrize("keys", [(), ("enter",), ("enter", "enter")])
async def test_wide_help_has_two_columns_that_fit_without_scrolling(keys: tuple[str, ...]) -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.press("down", *keys, "f1")
        body = browsing.app.screen.query_one(HelpBody)
        assert body.max_scroll_y == 0
        assert body.border_subtitle == "esc closes"
        assert body.border_title == "Help   other keys: seq-tui config keys"
        shown = titles(browsing.text(body))
        assert sorted(shown) == sorted(TITLES)
        assert shown[0] == "Signs"
        assert "Find a command, or choose a theme" in browsing.text(body)


async def test_narrow_help_has_one_column_that_begins_with_the_signs_and_ends_with_quit() -> None:
    async with browse(FakeSource(9), size=NARROW) as browsing:
        await browsing.press("down", "f1")
        body = browsing.app.screen.query_one(HelpBody)
        assert titles(browsing.text(body))[0] == "Signs"
        assert "At the earliest" in browsing.text(body)
        assert body.border_subtitle == "j k space scroll   esc closes"
        await browsing.press("G")
        assert titles(browsing.text(body))[-1] == "seq-tui"
        assert "Quit seq-tui" in browsing.text(body).split("\n")[-2]


async def test_in_the_search_box_the_help_begins_with_searches() -> None:
    async with browse(FakeSource(9), size=NARROW) as browsing:
        await browsing.press("slash", "f1")
        body = browsing.app.screen.query_one(HelpBody)
        assert titles(browsing.text(body))[0] == "Find"
        assert "updated<90d" in browsing.text(body)


async def test_plain_help_is_readable() -> None:
    source = FakeSource(9)
    app = SeqTuiApp(source, ORIGIN, now=lambda: NOW, glyphs=ASCII)
    async with app.run_test(size=NARROW) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.press("f1")
        body = browsing.app.screen.query_one(HelpBody)
        assert titles(browsing.text(body).replace("|", " "))[0] == "Signs"
        assert "At the earliest" in browsing.text()
        assert browsing.text().isascii()
        await browsing.press("G")
        assert "Quit seq-tui" in browsing.text()


async def test_help_says_what_a_start_and_a_search_are() -> None:
    shown = await help_text(TALL)
    for words in ("an estimate", "nothing is sent", "held until", "task:price", "#21,22"):
        assert words in " ".join(shown.split()), words


def test_every_field_of_a_search_is_in_the_help() -> None:
    shown = " ".join(f"{row.label} {row.text}" for row in search_rows())
    for name in FIELD_NAMES:
        assert re.search(rf"\b{name}\b" if name != "id" else "#21", shown), name
    for what in HAS:
        assert what in shown


def test_every_search_of_the_help_is_read() -> None:
    for row in search_rows():
        for example in row.label.split("  "):
            assert Query.parse(example).mistake is None, example


async def test_blank_lines_between_sections_are_left_out_where_they_do_not_fit() -> None:
    async with browse(FakeSource(9), size=(120, 60)) as browsing:
        await browsing.press("f1")
        body = browsing.app.screen.query_one(HelpBody)
        lines = body.size.height
        assert body.max_scroll_y == 0
        await browsing.resize((120, lines + 1))
        assert body.max_scroll_y == 0
        assert body.size.height < lines
        assert sorted(titles(browsing.text(body))) == sorted(TITLES)


async def test_help_names_the_weekend_rule_of_the_account() -> None:
    shown = await help_text(TALL, weekend=WeekendRule.IGNORE)
    assert "held until" not in shown


async def test_every_motion_scrolls() -> None:
    async with browse(FakeSource(9), size=(60, 20)) as browsing:
        await browsing.press("f1")
        body = browsing.app.screen.query_one(HelpBody)
        page = body.size.height
        for key, top in (
            ("j", 1),
            ("down", 2),
            ("k", 1),
            ("up", 0),
            ("pagedown", page),
            ("pageup", 0),
            ("space", page),
            ("pageup", 0),
            ("ctrl+d", page // 2),
            ("ctrl+u", 0),
            ("G", body.max_scroll_y),
            ("g", 0),
            ("end", body.max_scroll_y),
            ("home", 0),
        ):
            await browsing.press(key)
            assert body.scroll_offset.y == top, key


async def test_a_resize_changes_the_columns() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.press("f1")
        for size, count in ((NARROW, 1), (WIDE, 2)):
            await browsing.pilot.resize_terminal(*size)
            await browsing.settle()
            shown = [each for each in browsing.app.screen.query("#help Static") if each.display]
            assert len(shown) == count


async def click(browsing: Browsing, column: int, row: int) -> None:
    """Click a cell of the screen."""
    await browsing.pilot.click(offset=(column, row))
    await browsing.settle()


async def test_a_click_beside_the_help_closes_it_and_one_in_it_does_not() -> None:
    async with browse(FakeSource(9), size=(200, 70)) as browsing:
        await browsing.press("f1")
        box = browsing.app.screen.query_one(HelpBody).region
        await click(browsing, box.x + 5, box.y + 5)
        assert isinstance(browsing.app.screen, HelpScreen)
        await click(browsing, box.right + 2, box.y + 5)
        assert isinstance(browsing.app.screen, BrowserScreen)
        assert browsing.list.cursor == 0, "the click chooses no row"
