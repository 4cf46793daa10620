"""Every binding works by another key, and no longer by its own."""

from __future__ import annotations

import inspect
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.keys import key_to_character

from seq_tui.domain.template_text import TemplateText
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.accounts import AccountEntry
from seq_tui.ui.app import SeqTuiApp
from seq_tui.ui.key_contexts import CONTEXTS, Context, commands
from seq_tui.ui.keymap import id_of
from seq_tui.ui.keys import labels_by_id
from seq_tui.ui.options import DEFAULT_OPTIONS
from seq_tui.ui.screens.accounts import AccountScreen
from seq_tui.ui.screens.help import HelpBody
from seq_tui.ui.screens.selection import SelectionScreen
from seq_tui.ui.screens.template_text import TemplateTextScreen
from seq_tui.ui.widgets.key_line import KeyLine
from seq_tui.ui.widgets.search_bar import SearchInput
from tests.ui.browsing import NOW, ORIGIN, Browsing
from tests.ui.test_commands import DECLARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractAsyncContextManager

    from textual.actions import ActionParseResult
    from textual.binding import Binding
    from textual.dom import DOMNode
    from textual.pilot import Pilot

pytestmark = pytest.mark.anyio

MODIFIERS = ("alt", "alt+ctrl", "alt+shift", "ctrl+shift", "alt+ctrl+shift", "hyper")

NEW_KEYS = {
    command.id: f"{held}+f{number}"
    for command, (held, number) in zip(commands(), product(MODIFIERS, range(1, 25)), strict=False)
}
"""A key for each binding that no binding has."""

OPENED_BY = {
    "the list": (),
    "the steps": ("open",),
    "the properties": ("open", "properties"),
    "the search box": ("search",),
    "the search of the steps": ("open", "search"),
    "the start": ("start",),
    "the list of formats": ("export",),
    "the orders": ("sort",),
    "the path of an export": ("export", "pane.next"),
    "the help": ("help",),
    "the findings": ("findings",),
    "the comparison": ("mark", "list.down", "compare"),
    "the palette": ("palette",),
}
"""The bindings that lead to each context; the others are opened without a key."""


class RecordingApp(SeqTuiApp):
    """Notes the actions of its keys, and does not run them, once it is told to."""

    CSS_PATH = str(Path(inspect.getfile(SeqTuiApp)).with_name("app.tcss"))

    recorded: list[str] | None = None

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        if self.recorded is None:
            return await super().run_action(action, default_namespace, namespaces)
        owner = SeqTuiApp if default_namespace is self else type(default_namespace)
        self.recorded.append(f"{owner.__name__}: {action}")
        return True

    async def actions_of(self, key: str) -> list[str]:
        """What a key would do."""
        self.recorded = []
        character = key_to_character(key)
        if not (self.focused and self.focused.check_consume_key(key, character)):
            await self._check_bindings(key, priority=True) or await self._check_bindings(key)
        return self.recorded


def remapped(keys: Mapping[str, str]) -> RecordingApp:
    """An app with other keys."""
    options = DEFAULT_OPTIONS._replace(keys=keys)
    return RecordingApp(DemoAccount(), ORIGIN, now=lambda: NOW, options=options)


def running(app: SeqTuiApp) -> AbstractAsyncContextManager[Pilot[None]]:
    """The app on a wide screen."""
    return app.run_test(size=(120, 36))


async def open_context(browsing: Browsing, context: Context, keys: Mapping[str, str]) -> None:
    """Move the focus to a widget of a context, by keys where there are some."""
    await browsing.settle()
    if context.name == "the themes":
        browsing.app.search_themes()
    elif context.name == "the accounts":
        await browsing.app.push_screen(
            AccountScreen([AccountEntry("a", ""), AccountEntry("b", "")], "a")
        )
    elif context.name == "the text of a template":
        text = TemplateText(1, "subject", "text", "", "", "")
        await browsing.app.push_screen(TemplateTextScreen(text, UNICODE, print))
    elif context.name == "the text to select":
        await browsing.app.push_screen(SelectionScreen("text"))
    else:
        await browsing.press(*(keys[name] for name in OPENED_BY[context.name]))
    await browsing.settle()
    assert isinstance(browsing.app.focused, context.owners[0])
    assert isinstance(browsing.app.screen, context.owners[1])


def declared(context: Context) -> Iterator[tuple[type[DOMNode], str, Binding]]:
    """Each binding of a context with its owner and its id, from the widget outwards."""
    for owner, bindings in context.chain:
        for _, binding in bindings:
            yield owner, id_of(owner, binding), binding


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.name)
async def test_each_binding_works_by_its_new_key_and_not_by_its_own(context: Context) -> None:
    app = remapped(NEW_KEYS)
    async with running(app) as pilot:
        await open_context(Browsing(app, pilot), context, NEW_KEYS)
        for owner, name, binding in declared(context):
            done = await app.actions_of(NEW_KEYS[name])
            assert done == [f"{owner.__name__}: {binding.action}"], name
            assert await app.actions_of(binding.key) == [], binding.key


def test_the_contexts_have_every_declared_binding() -> None:
    known = {command.id for command in commands()}
    assert {binding.id for _, binding in DECLARED} <= known
    assert len(known) == len(NEW_KEYS)


async def test_key_line_help_and_palette_show_the_new_keys() -> None:
    keys = {
        "screen.copy-text": "f9",
        "search": "f13",
        "export": "X",
        "quit": "alt+x",
        "help": "f2,f3",
        "refresh": "ctrl+r",
    }
    app = remapped(keys)
    async with running(app) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        line = browsing.text(browsing.screen.query_one(KeyLine))
        for hint in ("f13 Search", "X Export", "f2 Help", "alt+x Quit"):
            assert hint in line
        assert "/ Search" not in line
        await browsing.press("f3")
        shown = browsing.text(app.screen.query_one(HelpBody))
        for row in ("f13", "X", "alt+x", "f2 f3", "^r"):
            assert f" {row} " in shown, row
        assert "f5" not in shown
        await browsing.press("escape")
        found = labels_by_id(app.screen.active_bindings.values(), app.get_key_display)
        assert "screen.copy-text" not in found, "what Textual has for itself is not offered"
        await browsing.press("ctrl+p")
        while "alt+x" not in browsing.text():
            await browsing.press("pagedown")


@pytest.mark.parametrize(
    ("keys", "pressed", "done"),
    [
        ({"zoom": "e"}, "e", "zoom"),
        ({"zoom": "j"}, "j", "zoom"),
        ({"zoom": "Esc"}, "escape", "zoom"),
        ({"zoom": "ctrl+p"}, "ctrl+p", "zoom"),
        ({"list.down": "ctrl+p"}, "ctrl+p", "step(1)"),
        ({"export": "z", "zoom": "e"}, "z", "export"),
        ({"next": "5"}, "5", "next(1)"),
    ],
)
async def test_a_chosen_key_does_what_was_chosen(
    keys: Mapping[str, str], pressed: str, done: str
) -> None:
    app = remapped(keys)
    async with running(app) as pilot:
        await Browsing(app, pilot).settle()
        assert [each.partition(": ")[2] for each in await app.actions_of(pressed)] == [done]


@pytest.mark.parametrize("keys", [{"quit.always": ""}, {"help.close": ""}, {"help.close": "nokey"}])
async def test_the_way_out_stays(keys: Mapping[str, str]) -> None:
    app = remapped({"redraw": "escape,q,?,f1,enter,ctrl+q", "help": "f2", **keys})
    async with running(app) as pilot:
        context = next(each for each in CONTEXTS if each.name == "the help")
        await open_context(Browsing(app, pilot), context, {"help": "f2"})
        assert await app.actions_of("escape") == ["HelpScreen: close_dialog"]
        assert await app.actions_of("ctrl+q") == ["SeqTuiApp: quit"]


async def test_an_empty_text_leaves_no_key() -> None:
    app = remapped({"quit": ""})
    async with running(app) as pilot:
        await Browsing(app, pilot).settle()
        assert await app.actions_of("q") == []


async def test_an_input_still_types_what_became_a_key() -> None:
    app = remapped({"search": "f13", "zoom": "x", "back": "b", "count": "n"})
    async with running(app) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.press("f13", *"xbn5/")
        assert browsing.screen.query_one(SearchInput).value == "xbn5/"


async def test_a_count_still_repeats_a_remapped_motion() -> None:
    app = remapped({"list.down": "d"})
    async with running(app) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.press("5", "d")
        assert browsing.list.cursor == 5
        await browsing.press("j")
        assert browsing.list.cursor == 5


async def test_sentences_name_the_chosen_keys() -> None:
    chosen = {
        "list.down": "d",
        "list.last": "E",
        "next": "w",
        "start.later": "f6",
        "steps.fit": "F",
    }
    app = remapped({**chosen, "steps.fit": "F", "back": "b", "help.close": "x"})
    async with running(app) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.press("3")
        assert browsing.messages == ["3 times, as in  3d  3w  3f6  3E"]
        await browsing.press("b")
        assert browsing.messages == []
        await browsing.press("enter", "F")
        assert browsing.messages == ["Calendar: the steps in view; F shows all"]
        await browsing.press("f1")
        assert app.screen.query_one(HelpBody).border_subtitle == "x closes"
        await browsing.press("x", "b", "slash", *"zzzz")
        while "has" not in browsing.text(browsing.list):
            await browsing.pilot.pause(0.01)
        assert "b clears the search" in browsing.text(browsing.list)


@pytest.mark.parametrize(
    ("keys", "opened_by", "text"),
    [
        ({"theme.cancel": "x", "options.select": "f4"}, "the themes", "f4 keeps   x cancels"),
        ({"account.cancel": "x", "options.select": "f4"}, "the accounts", "f4 opens   x cancels"),
        # Brackets could be taken for markup.
        ({"theme.cancel": "]", "options.select": "["}, "the themes", "[ keeps   ] cancels"),
        ({"account.cancel": "]", "options.select": "["}, "the accounts", "[ opens   ] cancels"),
        ({"palette.escape": "]", "input.submit": "["}, "the palette", "[ runs   ] closes"),
        ({"export.write": "[", "export.close": "]"}, "the list of formats", "[ writes  ] cancels"),
        ({"selection.close": "x"}, "the text to select", "   x closes"),
        (
            {"export.write": "f4", "export.close": "x"},
            "the list of formats",
            "f4 writes  x cancels",
        ),
        ({"palette.escape": "f4", "input.submit": "f5"}, "the palette", "f5 runs   f4 closes"),
        ({"help.close": ""}, "the help", "esc closes"),
    ],
)
async def test_dialogs_name_the_chosen_keys(
    keys: Mapping[str, str], opened_by: str, text: str
) -> None:
    app = remapped(keys)
    context = next(each for each in CONTEXTS if each.name == opened_by)
    own = {"export": "e", "help": "question_mark", "palette": "ctrl+p"}
    async with running(app) as pilot:
        browsing = Browsing(app, pilot)
        await open_context(browsing, context, own)
        assert text in browsing.text()
