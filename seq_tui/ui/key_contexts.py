"""Where bindings work together, and what is wrong with keys that were chosen for them.

It imports every dialog, and so is imported late.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.command import CommandInput
from textual.containers import VerticalScroll
from textual.keys import key_to_character
from textual.widgets import Input

from seq_tui.terminal.textual_patches.binding_chain import Link, declared_bindings
from seq_tui.ui.app import SeqTuiApp
from seq_tui.ui.export_kinds import KINDS
from seq_tui.ui.key_names import NAMES, UnknownKeyError, parse_key
from seq_tui.ui.keymap import Keymap, id_of, is_needed, parse_keys
from seq_tui.ui.keys import key_label
from seq_tui.ui.screens import orders
from seq_tui.ui.screens.accounts import AccountScreen
from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.screens.comparison import ComparisonScreen, ComparisonTable
from seq_tui.ui.screens.export import ExportScreen
from seq_tui.ui.screens.findings import FindingsScreen
from seq_tui.ui.screens.help import HelpBody, HelpScreen
from seq_tui.ui.screens.orders import OrderList, OrderScreen
from seq_tui.ui.screens.palette import Palette
from seq_tui.ui.screens.selection import SelectionScreen
from seq_tui.ui.screens.template_text import TemplateTextScreen, TextLines
from seq_tui.ui.screens.themes import ThemeScreen
from seq_tui.ui.widgets.choice_list import ChoiceList
from seq_tui.ui.widgets.format_list import FormatList
from seq_tui.ui.widgets.path_input import PathInput
from seq_tui.ui.widgets.search_bar import SearchInput
from seq_tui.ui.widgets.sequence_list import SequenceList
from seq_tui.ui.widgets.start_line import StartInput
from seq_tui.ui.widgets.step_detail import StepDetail
from seq_tui.ui.widgets.step_list import StepList
from seq_tui.ui.widgets.step_search_bar import StepSearchInput

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from textual.binding import BindingsMap
    from textual.dom import DOMNode


class Context(NamedTuple):
    """A widget that can have the focus, and the screen around it."""

    name: str
    owners: tuple[type[DOMNode], ...]

    @property
    def chain(self) -> list[Link]:
        """Its bindings, from the widget outwards."""
        owners: tuple[type[DOMNode], ...] = (*self.owners, SeqTuiApp)
        return [Link(owner, declared_bindings(owner)) for owner in owners]


CONTEXTS = (
    Context("the list", (SequenceList, BrowserScreen)),
    Context("the steps", (StepList, BrowserScreen)),
    Context("the properties", (StepDetail, BrowserScreen)),
    Context("the search box", (SearchInput, BrowserScreen)),
    Context("the search of the steps", (StepSearchInput, BrowserScreen)),
    Context("the start", (StartInput, BrowserScreen)),
    Context("the list of formats", (FormatList, ExportScreen)),
    Context("the path of an export", (PathInput, ExportScreen)),
    Context("the help", (HelpBody, HelpScreen)),
    Context("the accounts", (ChoiceList, AccountScreen)),
    Context("the findings", (ChoiceList, FindingsScreen)),
    Context("the comparison", (ComparisonTable, ComparisonScreen)),
    Context("the orders", (OrderList, OrderScreen)),
    Context("the text of a template", (TextLines, TemplateTextScreen)),
    Context("the themes", (ChoiceList, ThemeScreen)),
    Context("the text to select", (VerticalScroll, SelectionScreen)),
    Context("the palette", (CommandInput, Palette)),
)


LETTERS: Mapping[type[DOMNode], Mapping[str, str]] = {
    FormatList: dict.fromkeys((each.letter for each in KINDS.values()), "a format"),
    OrderList: dict.fromkeys(orders.LETTERS.values(), "an order"),
}
"""The letters that choose a line of a list, and what that is."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a binding does, and its own keys."""

    id: str
    keys: tuple[str, ...]
    """Their labels, as on the screen."""

    description: str


def commands(choices: Mapping[str, str] = MappingProxyType({})) -> list[Command]:
    """Every binding by its id, in the order of the contexts, with the keys that hold.

    Args:
        choices: keys by the id of a binding, separated by commas.
    """
    keymap = Keymap(choices)
    texts: dict[str, str] = {}
    keys: dict[str, dict[str, None]] = {}
    for context in CONTEXTS:
        for owner, bindings in context.chain:
            for _, binding in bindings:
                texts.setdefault(id_of(owner, binding), binding.tooltip or binding.description)
        for name, key in _ids_and_keys(context, keymap.apply(context.chain)):
            keys.setdefault(name, {})[key_label(key, is_plain=True)] = None
    return [Command(name, tuple(keys.get(name, ())), text) for name, text in texts.items()]


def key_problems(
    choices: Mapping[str, str], closest: Callable[[str, Collection[str]], str]
) -> Iterator[tuple[str, str]]:
    """The id of each choice that cannot hold, and why.

    Args:
        choices: keys by the id of a binding, separated by commas.
        closest: returns the name that was meant by a wrong one; empty if none is near.
    """
    for name, text in choices.items():
        yield from ((name, each) for each in _wrong_names(text, closest))
        if not text and is_needed(name):
            yield name, "must have a key: without it there is no way out; its own one stays"
    chosen = {name: tuple(parse_keys(text)) for name, text in choices.items()}
    told: set[tuple[str, ...]] = set()
    for context in CONTEXTS:
        for name, reason, pair in _conflicts(context, chosen):
            if pair not in told:
                told.add(pair)
                yield name, reason


def _wrong_names(text: str, closest: Callable[[str, Collection[str]], str]) -> Iterator[str]:
    for written in filter(None, text.split(",")):
        try:
            parse_key(written)
        except UnknownKeyError as error:
            near = closest(written.casefold(), NAMES)
            advice = f"did you mean {near}?" if near else "keys are named as in ctrl+f, f5, slash"
            yield f"{error}; {advice}"


def _conflicts(
    context: Context, chosen: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """An id, why a key of it does nothing here, and what identifies the mistake."""
    owners: dict[str, str] = {}
    for owner, bindings in context.chain:
        names = dict.fromkeys(id_of(owner, binding) for _, binding in bindings)
        for name in names:
            for key in chosen.get(name, ()):
                label = key_label(key, is_plain=True)
                if owners.setdefault(key, name) != name:
                    first = owners[key]
                    reason = (
                        f"{label} is the key of {first} too, which works in {context.name} as well"
                    )
                    yield name, reason, (name, first, key)
                elif issubclass(owner, Input) and _is_typed(key):
                    reason = f"{label} is typed in {context.name}, and so does nothing else there"
                    yield name, reason, (name, key)
                elif label in LETTERS.get(owner, {}):
                    reason = f"{label} chooses {LETTERS[owner][label]} in {context.name}"
                    yield name, reason, (name, key)


def _is_typed(key: str) -> bool:
    character = key_to_character(key)
    return character is not None and character.isprintable()


def lost_keys(choices: Mapping[str, str]) -> list[str]:
    """A sentence for each binding that loses a key of its own to one that was chosen."""
    keymap = Keymap(choices)
    found: dict[tuple[str, str, str], str] = {}
    for context in CONTEXTS:
        after = dict.fromkeys(_ids_and_keys(context, keymap.apply(context.chain)))
        takers = {key: name for name, key in after if name in keymap}
        for name, key in _ids_and_keys(context, [link.bindings for link in context.chain]):
            if name in keymap or (name, key) in after or key not in takers:
                continue
            rest = [key_label(other, is_plain=True) for each, other in after if each == name]
            keeps = f"it keeps {' '.join(rest)}" if rest else "it has no key left"
            lost = key_label(key, is_plain=True), takers[key], name
            found.setdefault(lost, f"{lost[0]} is now {lost[1]}, no longer {name}; {keeps}")
    return list(found.values())


def _ids_and_keys(context: Context, chain: Iterable[BindingsMap]) -> Iterator[tuple[str, str]]:
    for link, bindings in zip(context.chain, chain, strict=True):
        for key, binding in bindings:
            yield id_of(link.owner, binding), key
