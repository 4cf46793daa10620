"""The search box above the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from seq_tui.text import clean

if TYPE_CHECKING:
    from textual.app import ComposeResult

MAX_LENGTH = 200
"""Longest text to search for; a pasted book is cut."""


class SearchInput(Input):
    """A line of text; what is pasted into it is foreign text too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, description, id=name, tooltip=tooltip)
        for name, keys, action, description, tooltip in (
            (
                "search.leave",
                "enter,down",
                "screen.leave_search",
                "To the list",
                "To what is found",
            ),
            ("search.clear", "escape", "screen.clear_search", "Clear", "Empty the search box"),
        )
    ]

    def validate_value(self, value: str) -> str:
        """Keep nothing that a terminal would obey."""
        return clean(value)


class SearchBar(Horizontal):
    """The search box, and how many rows its text found."""

    DEFAULT_CSS = """
    SearchBar {
        height: 1;
        & > #search-mark { width: 3; padding: 0 1; color: $foreground 60%; }
        & > SearchInput {
            width: 1fr; height: 1; border: none; padding: 0; background: transparent;
            &:focus { border: none; }
        }
        & > #search-count { width: auto; padding: 0 1; color: $foreground 60%; }
        &:focus-within > #search-mark { color: $accent; }
    }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text
        self.input = SearchInput(
            placeholder="search names, or #21,22",
            max_length=MAX_LENGTH,
            select_on_focus=False,
            id="search-input",
        )
        self.input.cursor_blink = False
        self._count = Static("", markup=False, id="search-count")

    def compose(self) -> ComposeResult:
        """A mark, the box, and a count."""
        yield Static("/", markup=False, id="search-mark")
        yield self.input
        yield self._count

    def on_mount(self) -> None:
        """Put the first text in; an input cannot take one before it is on a screen."""
        self.input.value = self._text

    def say(self, count: str) -> None:
        """Show how many rows were found, or that the answer is under way."""
        self._count.update(count)
