"""The search box above the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static

from seq_tui.domain.query import Query
from seq_tui.sanitize import strip_controls
from seq_tui.ui.debounce import Debounce
from seq_tui.ui.first_paint.first_paint import PLACEHOLDER
from seq_tui.ui.keys import bindings

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

SEARCH_DEBOUNCE = 0.2
"""Seconds without a key after which a search is sent."""

LOCAL_DEBOUNCE = 0.001
"""The same where nothing is sent: keys that came at once are one search, and no key waits."""

ROW = ":"
"""Before the number of a row."""

MAX_DIGITS = 9
"""Of the number of a row; no account holds a thousand million."""

MAX_LENGTH = 200
"""Longest text to search for; a pasted book is cut."""


class SearchInput(Input):
    """A line of text; what is pasted into it is foreign text too."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("search.leave", "enter,down", "screen.leave_search", "List", "To what was found"),
        ("search.clear", "escape", "screen.clear_search", "Clear", "Empty the search box"),
        footer={"search.leave", "search.clear"},
    )

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """How long the text is, which moves nothing beside it: Textual would lay the screen out anew at
    each letter (8.2.8)."""

    def validate_value(self, value: str) -> str:
        """Keep nothing that a terminal would obey."""
        return strip_controls(value)


class SearchBar(Horizontal):
    """The search box, and how many rows its text found."""

    class Typed(Message):
        """The text is another one."""

    class Settled(Message):
        """The text has been the same for a while, and is worth an answer."""

    DEFAULT_CSS = """
    SearchBar {
        height: 1;
        & > #search-mark { width: 3; padding: 0 1; color: $foreground 60%; }
        & > SearchInput {
            width: 1fr; height: 1; border: none; padding: 0; background: transparent;
            &:focus { border: none; }
        }
        & > #search-count {
            width: auto; padding: 0 1; color: $foreground 60%; text-align: right;
        }
        &:focus-within > #search-mark { color: $accent; }
    }
    """

    def __init__(self, text: str = "", *, is_local: bool = False, id: str | None = None) -> None:
        """Make a box that begins with a text; `is_local` if it costs nobody anything to search."""
        super().__init__(id=id)
        debounce = LOCAL_DEBOUNCE if is_local else SEARCH_DEBOUNCE
        self._text = text
        self.input = SearchInput(
            placeholder=PLACEHOLDER,
            max_length=MAX_LENGTH,
            select_on_focus=False,
            id="search-input",
        )
        self.input.cursor_blink = False
        self.debounce = Debounce(self, debounce, lambda: self.post_message(self.Settled()))
        """The wait for the last key."""
        self._said = ""
        self._room = 0
        """Cells of the count, which keeps them until it is empty: others take another layout."""
        self._count = Static("", markup=False, id="search-count")

    def compose(self) -> ComposeResult:
        """A mark, the box, and a count."""
        yield Static("/", markup=False, id="search-mark")
        yield self.input
        yield self._count

    def on_mount(self) -> None:
        """Put the first text in, before what was typed already.

        An input cannot take one before it is on a screen.
        """
        self.input.value = self._text + self.input.value

    @property
    def asked(self) -> Query | None:
        """What the text asks for; `None` where it names a row of what is listed already."""
        text = self.input.value
        return None if text.startswith(ROW) else Query.parse(text)

    @property
    def row(self) -> int | None:
        """The number of a row, counted from 1, if the text names one: ``:500000``."""
        text = self.input.value
        number = text.removeprefix(ROW).replace(",", "").strip()
        is_row = text.startswith(ROW) and number.isascii() and number.isdigit()
        return int(number[:MAX_DIGITS]) if is_row else None

    def begin(self, text: str) -> None:
        """Put a text in, to be gone on with."""
        self.input.value = text
        self.input.cursor_position = len(text)

    @on(Input.Changed)
    def _begin_rest(self, message: Input.Changed) -> None:
        message.stop()
        self.debounce.begin()
        self.post_message(self.Typed())

    def say(self, count: str) -> None:
        """Show how many rows were found, or that the answer is under way."""
        if count != self._said:
            self._said = count
            room = max(self._room, len(count)) if count else 0
            self._count.update(count, layout=room != self._room)
            self._room = room
