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
from seq_tui.ui.debounce import Debounce
from seq_tui.ui.keys import MOVE, bindings
from seq_tui.ui.search_prompt import PLACEHOLDER, PROMPT, ROW_PREFIX
from seq_tui.ui.widgets.sanitized_input import SanitizedInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from seq_tui.presentation.glyphs import Glyphs

SEARCH_DEBOUNCE = 0.2
"""Seconds without a key after which a search is sent to the service."""

LOCAL_DEBOUNCE = 0.001
"""The same for a local source: keys that arrive together are one search, and none has to wait."""

MAX_ROW = 10**9 - 1
"""The largest number of a row: no account holds a thousand million sequences."""

MAX_LENGTH = 200
"""Most characters of a search; a longer pasted text is cut."""


class SearchInput(SanitizedInput):
    """The line to type a search into."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (
            "search.leave",
            "enter",
            "screen.leave_search",
            "List",
            "To the sequences found, or to the row typed",
        ),
        ("search.down", "down,ctrl+n", "screen.leave_search", "Leave", "Down to the list"),
        ("search.clear", "escape", "screen.clear_search", "Clear", "Empty the search box"),
        group=MOVE,
        footer={"search.leave", "search.clear"},
    )

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """The length of the text. Textual's own reactive lays out the screen at each letter (8.2.8),
    although nothing moves."""


class SearchBar(Horizontal):
    """The search box, and the number of rows found."""

    class Typed(Message):
        """The text has changed."""

    class Settled(Message):
        """The user has paused typing."""

    DEFAULT_CSS = """
    SearchBar {
        height: 1;
        & > #search-mark { width: 2; color: $ink-quiet; }
        & > SearchInput {
            width: 1fr; height: 1; border: none; padding: 0; background: transparent;
            &:focus { border: none; }
        }
        & > #search-count {
            width: auto; padding: 0 1; color: $ink-quiet; text-align: right;
        }
        &:focus-within > #search-mark { color: $ink-accent; }
    }
    """

    def __init__(
        self, text: str, glyphs: Glyphs, *, is_local: bool = False, id: str | None = None
    ) -> None:
        """Create a box with a text; `is_local` if a search sends no request."""
        super().__init__(id=id)
        debounce = LOCAL_DEBOUNCE if is_local else SEARCH_DEBOUNCE
        self._text = text
        self.input = SearchInput(
            "", glyphs, placeholder=PLACEHOLDER, max_length=MAX_LENGTH, id="search-input"
        )
        self.debounce = Debounce(self, debounce, lambda: self.post_message(self.Settled()))
        """Waits for a pause in typing."""
        self._shown_count = ""
        self._count_width = 0
        """Cells of the count. It never shrinks until it is empty: each change needs a layout."""
        self._count = Static("", markup=False, id="search-count")

    def compose(self) -> ComposeResult:
        """A prompt, the input, and a count."""
        yield Static(PROMPT, markup=False, id="search-mark")
        yield self.input
        yield self._count

    def on_mount(self) -> None:
        """Insert the initial text before anything typed since.

        An input accepts no text before it is mounted.
        """
        self.input.value = self._text + self.input.value

    @property
    def typed_query(self) -> Query | None:
        """The query in the box; `None` if the text names a row instead."""
        return None if self.names_row else Query.parse(self.input.value)

    @property
    def names_row(self) -> bool:
        """Whether the text names a row, or is about to."""
        return self.input.value.startswith(ROW_PREFIX)

    @property
    def row_number(self) -> int | None:
        """The number of the row that the text names, from 1; `None` if that is no number."""
        number = self.input.value.removeprefix(ROW_PREFIX).replace(",", "").strip()
        return min(int(number), MAX_ROW) or None if number.isdecimal() else None

    def set_text(self, text: str) -> None:
        """Replace the text, with the cursor at its end."""
        self.input.value = text
        self.input.cursor_position = len(text)

    @on(Input.Changed)
    def _text_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.debounce.restart()
        self.post_message(self.Typed())

    def show_count(self, count: str) -> None:
        """Show the number of rows found, or an ellipsis while searching."""
        if count != self._shown_count:
            self._shown_count = count
            width = max(self._count_width, len(count)) if count else 0
            self._count.update(count, layout=width != self._count_width)
            self._count_width = width
