"""Each binding is declared once, for the key line, the help and the palette."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

import pytest
from textual.binding import Binding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit
from textual.widgets import Input

import seq_tui.ui
from seq_tui.ui.keys import GROUPS, key_label
from seq_tui.ui.palette_commands import NOTHING_FOUND, BindingCommands
from seq_tui.ui.screens.help import HelpScreen
from seq_tui.ui.widgets.key_line import KeyLine
from tests.fake_source import FakeSource
from tests.ui.browsing import Browsing, browse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.screen import Screen

pytestmark = pytest.mark.anyio


def declared() -> Iterator[tuple[str, Binding]]:
    """Each binding in `seq_tui.ui`, with the name of the class that declares it."""
    for module in pkgutil.walk_packages(seq_tui.ui.__path__, "seq_tui.ui."):
        for item in vars(importlib.import_module(module.name)).values():
            if isinstance(item, type) and item.__module__ == module.name:
                for binding in vars(item).get("BINDINGS", ()):
                    assert isinstance(binding, Binding)
                    yield item.__name__, binding


DECLARED = list(declared())

TALL = (140, 80)
"""A terminal with room for the whole help."""


def test_the_tests_find_the_declared_bindings() -> None:
    owners = {owner for owner, _ in DECLARED}
    assert owners >= {"SeqTuiApp", "BrowserScreen", "HelpScreen", "SearchInput", "SequenceList"}
    assert len(DECLARED) > 20


@pytest.mark.parametrize(("owner", "binding"), DECLARED, ids=lambda part: getattr(part, "id", part))
def test_every_binding_has_an_id_a_description_and_a_tooltip(owner: str, binding: Binding) -> None:
    assert binding.id
    assert binding.description
    assert binding.tooltip
    assert binding.tooltip != binding.description
    assert not binding.tooltip.endswith(".")


def test_every_binding_outside_of_dialogs_is_in_a_group() -> None:
    groups = {
        owner: {binding.group in GROUPS for owned, binding in DECLARED if owned == owner}
        for owner, _ in DECLARED
    }
    dialogs = {owner for owner, is_grouped in groups.items() if is_grouped != {True}}
    assert dialogs <= {
        "AccountScreen",
        "ChoiceList",
        "ComparisonScreen",
        "ExportScreen",
        "FindingsScreen",
        "HelpScreen",
        "OrderScreen",
        "SelectionScreen",
        "TemplateTextScreen",
        "ThemeScreen",
    }


def test_no_two_bindings_have_the_same_id() -> None:
    # A table of bindings may belong to several classes.
    names = [binding.id or "" for binding in {id(each): each for _, each in DECLARED}.values()]
    assert sorted(names) == sorted(set(names))


def test_no_class_gives_one_key_two_meanings() -> None:
    keys = [(owner, key) for owner, binding in DECLARED for key in binding.key.split(",")]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize(
    ("key", "label", "plain"),
    [
        ("slash", "/", "/"),
        ("colon", ":", ":"),
        ("question_mark", "?", "?"),
        ("left_square_bracket", "[", "["),
        ("right_curly_bracket", "}", "}"),
        ("less_than_sign", "<", "<"),
        ("minus", "-", "-"),
        ("plus", "+", "+"),
        ("equals_sign", "=", "="),
        ("G", "G", "G"),
        ("up", "↑", "up"),
        ("shift+left", "shift+←", "shift+left"),
        ("enter", "⏎", "enter"),
        ("escape", "esc", "esc"),
        ("space", "space", "space"),
        ("shift+tab", "shift+tab", "shift+tab"),
        ("pagedown", "pgdn", "pgdn"),
        ("ctrl+d", "^d", "^d"),
        ("ctrl+shift+d", "^shift+d", "^shift+d"),
        ("f5", "f5", "f5"),
    ],
)
def test_a_key_is_labelled_with_its_character(key: str, label: str, plain: str) -> None:
    assert key_label(key, is_plain=False) == label
    assert key_label(key, is_plain=True) == plain


@pytest.mark.parametrize(
    "keys", [(), ("enter",), ("enter", "enter")], ids=["list", "steps", "step"]
)
async def test_no_key_means_two_things_at_one_place(keys: tuple[str, ...]) -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.press("down", *keys)
        meanings: dict[str, list[str]] = {}
        for owner, bindings in browsing.screen._binding_chain:
            for binding in (each for many in bindings.key_to_bindings.values() for each in many):
                # What a widget of Textual binds before ours; scrolling sideways is skipped here.
                is_inherited = owner is browsing.app.focused and "scroll_" not in binding.action
                if binding.id or is_inherited:
                    meanings.setdefault(binding.key, []).append(binding.action)
    assert {key: actions for key, actions in meanings.items() if len(actions) > 1} == {}
    assert {"j", "5", "H", "ctrl+f"} <= meanings.keys() or keys == ("enter", "enter")


def in_the_browser(*owners: str) -> list[Binding]:
    """The bindings of the app, the browser, and some widgets."""
    wanted = {"SeqTuiApp", "BrowserScreen", *owners}
    return [binding for owner, binding in DECLARED if owner in wanted]


async def discovered(browsing: Browsing) -> list[str]:
    """The entries of the palette before anything is typed."""
    hits = [hit async for hit in BindingCommands(browsing.screen).discover()]
    return [str(hit.text) for hit in hits if isinstance(hit, DiscoveryHit)]


@pytest.mark.parametrize(
    ("keys", "owners"),
    [((), ("VirtualList", "SequenceList")), (("enter",), ("VirtualList", "StepList"))],
    ids=["list", "steps"],
)
async def test_help_and_palette_list_every_active_binding(
    keys: tuple[str, ...], owners: tuple[str, ...]
) -> None:
    async with browse(FakeSource(9), size=TALL) as browsing:
        await browsing.press("down", *keys)
        offered = await discovered(browsing)
        await browsing.pilot.press("f1")
        assert isinstance(browsing.app.screen, HelpScreen)
        help_text = browsing.text()
    working = in_the_browser(*owners)
    assert set(offered) >= {binding.description for binding in working}
    words = set(help_text.split())
    for binding in working:
        # Two rows that differ in one word are one, as in "One row up / down".
        assert words.issuperset(binding.tooltip.split()), binding.tooltip


async def test_in_the_search_box_help_and_palette_list_only_keys_that_type_nothing() -> None:
    async with browse(FakeSource(9), size=TALL) as browsing:
        await browsing.press("slash")
        offered = set(await discovered(browsing))
        await browsing.pilot.press("f1")
        help_text = browsing.text()
    assert offered >= {"List", "Clear", "Help", "Refresh", "Complete", "Quit"}
    assert offered.isdisjoint({"Next", "Search", "Down"})
    assert "To the sequences found" in help_text
    assert "Search names" not in help_text
    assert "steps>5" in help_text, "the language is explained where it is typed"


async def test_help_shows_the_labels_of_the_keys() -> None:
    async with browse(FakeSource(9), size=TALL) as browsing:
        await browsing.press("question_mark")
        lines = browsing.text().split("\n")
    for keys, text in (
        ("/", "Search the list"),
        ("esc", "Back"),
        ("r f5", "Load again"),
        ("? f1", "List all keys"),
        ("↑ k  ↓ j ^n", "One row up / down"),
        ("pgup ^b  pgdn ^f", "One screen up / down"),
        ("0-9", "Repeat a motion"),
    ):
        assert any(re.search(rf" {re.escape(keys)} +{text}", line) for line in lines), keys


async def test_two_keys_of_one_command_are_one_palette_entry() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        names = await discovered(browsing)
    assert names.count("Refresh") == 1
    assert names.count("Down") == 1


async def test_the_palette_finds_a_command_by_its_tooltip() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        commands = BindingCommands(browsing.screen)
        found = [hit async for hit in commands.search("after a failure")]
        assert [isinstance(hit, Hit) and "Refresh" in str(hit.text) for hit in found][:1] == [True]
        assert [str(hit.text) async for hit in commands.search("zzzz")] == ["zzzz"]


async def test_without_a_match_the_palette_says_so_and_its_list_is_never_empty() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.press("ctrl+p")
        palette = browsing.app.screen
        assert isinstance(palette, CommandPalette)
        commands = palette.query_one(CommandList)
        for text in ("zzz", "zzzz", "zzzzz"):
            palette.query_one(Input).value = text
            while not browsing.text(palette.query_one("#--results")).count(NOTHING_FOUND):
                assert commands.option_count
                await browsing.pilot.pause(0.005)
            assert commands.option_count == 1


@pytest.mark.parametrize("rows", [36, 35, 24, 20, 12, 10])
async def test_the_last_command_in_view_has_what_it_does(rows: int) -> None:
    async with browse(FakeSource(9), size=(120, rows)) as browsing:
        await browsing.press("ctrl+p")
        commands = browsing.app.screen.query_one(CommandList)
        while not commands.option_count:
            await browsing.pilot.pause(0.005)
        await browsing.settle()
        assert commands.size.height % 2 == 0
        assert commands.region.bottom < browsing.app.screen.query_one("#--container").region.bottom
        assert "esc closes" in browsing.text()


async def test_the_palette_lists_its_commands_by_groups_with_their_keys() -> None:
    async with browse(FakeSource(9), size=(120, 200)) as browsing:
        await browsing.press("ctrl+p")
        while "One row up" not in browsing.text():
            await browsing.pilot.pause(0.01)
        await browsing.settle()
        palette = browsing.app.screen.query_one("#--container")
        shown = browsing.text(palette).split("\n")
        assert palette.region.width == 60
    titles = [" ".join(line.strip("│ ▄").split()) for line in shown]
    order = list(map(titles.index, ("Search Find /", "Start Start t", "Export Take away e")))
    assert order == sorted(order)
    assert titles.index("Refresh Account r f5") < titles.index("Theme seq-tui")
    assert titles.index("Theme seq-tui") < titles.index("To the last row"), "all know how to move"
    assert {len(line.rstrip("│ ▄")) for line in shown if line.rstrip("│ ▄").endswith(" /")} == {57}


async def test_a_small_screen_has_the_whole_palette() -> None:
    async with browse(FakeSource(9), size=(40, 12)) as browsing:
        await browsing.press("ctrl+p", *"zoom")
        while "full screen" not in browsing.text():
            await browsing.pilot.pause(0.01)
        assert browsing.app.screen.query_one("#--container").region.width == 40
        assert any(line.strip("│ ").endswith(" z") for line in browsing.text().split("\n"))


async def choose(browsing: Browsing, text: str) -> None:
    """Run the first command that the palette finds."""
    await browsing.pilot.press("ctrl+p")
    palette = browsing.app.screen
    assert isinstance(palette, CommandPalette)
    palette.query_one(Input).value = text
    while browsing.app.screen is palette:
        await browsing.pilot.pause(0.02)
        await browsing.pilot.press("enter")
    await browsing.settle()


async def test_a_command_of_the_palette_does_what_its_key_does() -> None:
    source = FakeSource(9)
    async with browse(source) as browsing:
        await browsing.settle()
        await choose(browsing, "refresh")
        assert source.requested == [("", 1), ("", 1)]
        browsing.list.cursor = 3
        await choose(browsing, "to the steps of the sequence")
        assert browsing.steps.has_focus


async def test_the_key_line_shows_the_most_useful_keys_only() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.press("down")
        footer = browsing.text(browsing.screen.query_one(KeyLine))
        bindings = in_the_browser("VirtualList", "SequenceList")
        # At rest there is nothing to go back from.
        shown = {binding.description for binding in bindings if binding.show} - {"Back"}
        others = {binding.description for binding in bindings} - shown
        assert {name for name in shown | others if f" {name}" in footer} == shown
        await browsing.press("enter")
        assert "Details" in browsing.text(browsing.screen.query_one(KeyLine))


async def test_the_palette_offers_textual_commands_only_if_no_binding_replaces_them() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        screen: Screen[object] = browsing.app.screen
        titles = {command.title for command in browsing.app.get_system_commands(screen)}
    assert titles == {"Theme", "Screenshot"}
