"""The search box above the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from seq_tui.domain.query import Query
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.debounce import Debounce
from seq_tui.ui.keys import MOVE, bindings
from seq_tui.ui.search_hint import (
    advice_line,
    completion_line,
    examples_line,
    mistake_line,
)
from seq_tui.ui.search_prompt import PLACEHOLDER, PROMPT, ROW_PREFIX
from seq_tui.ui.widgets.sanitized_input import SanitizedInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.filter.completion import Completion, Known
    from seq_tui.domain.filter.parser import Mistake
    from seq_tui.domain.query import Sort
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.cells import Line

SEARCH_DEBOUNCE = 0.2
"""Seconds without a key after which a search is sent to the service."""

LOCAL_DEBOUNCE = 0.001
"""The same where no request is needed: keys that arrive together are one search, and none waits."""

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
        (
            "search.complete",
            "tab",
            "complete",
            "Complete",
            "Complete the word, or on to the next part",
        ),
        ("search.down", "down,ctrl+n", "screen.leave_search", "Leave", "Down to the list"),
        ("search.clear", "escape", "screen.clear_search", "Clear", "Empty the search box"),
        group=MOVE,
        footer={"search.leave", "search.clear"},
    )

    def __init__(
        self, glyphs: Glyphs, known: Callable[[], Known], *, id: str | None = None
    ) -> None:
        """Create an empty line; `known` returns what occurs in the rows at hand."""
        super().__init__("", glyphs, placeholder=PLACEHOLDER, max_length=MAX_LENGTH, id=id)
        self._known = known

    @property
    def completions(self) -> list[Completion]:
        """How the word before the cursor may go on."""
        from seq_tui.domain.filter.completion import completions

        is_at_end = self.cursor_position == len(self.value)
        return completions(self.value, self._known()) if is_at_end else []

    def action_complete(self) -> None:
        """Complete the word; without a way to go on, move the focus as the key does elsewhere."""
        if found := self.completions:
            self.value = self.value[: found[0].start] + found[0].text
            self.cursor_position = len(self.value)
        else:
            self.screen.focus_next()

    def on_blur(self) -> None:
        """Select nothing any more: after a return, a key adds to the text.

        A switch to another window and back leaves the selection as it is.
        """
        if self.app.app_focus:
            self.selection = Selection.cursor(self.cursor_position)

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
        self,
        text: str,
        glyphs: Glyphs,
        known: Callable[[], Known],
        answers_at_once: Callable[[Query], bool],
        *,
        id: str | None = None,
    ) -> None:
        """Create a box with a text.

        Args:
            text: the search at first.
            glyphs: the characters to draw with.
            known: returns what occurs in the rows at hand.
            answers_at_once: whether a query sends no request.
            id: the id of the widget.
        """
        super().__init__(id=id)
        self._answers_at_once = answers_at_once
        self._text = text
        self._glyphs = glyphs
        self.sort: Sort | None = None
        """The order that is wanted of what the box finds."""
        self.checks: Callable[[], CheckOptions] | None = None
        """The checks whose findings are problems; `None` for those without settings."""
        self.input = SearchInput(glyphs, known, id="search-input")
        self.debounce = Debounce(self, SEARCH_DEBOUNCE, lambda: self.post_message(self.Settled()))
        """Waits for a pause in typing."""
        self._parsed = "", Query()
        """A text of the box, and what it says."""
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
        """The query in the box, in the order that is wanted.

        `None` if the text names a row instead, or cannot be read.
        """
        if self.names_row:
            return None
        query = self._query
        if query.mistake:
            return None
        query = query.sorted_by(self.sort)
        return query if self.checks is None else query.checked_by(self.checks)

    @property
    def _query(self) -> Query:
        """What the text says, parsed once."""
        text, query = self._parsed
        if text != self.input.value:
            query = Query.parse(self.input.value)
            self._parsed = self.input.value, query
        return query

    @property
    def mistake(self) -> Mistake | None:
        """What cannot be read in the text."""
        return None if self.names_row else self._query.mistake

    def _advice(self, *, is_completed: bool) -> str:
        """What may be meant by a text that can be read; empty if nothing else may be.

        Args:
            is_completed: whether completions are offered.
        """
        if self.names_row or self._query.mistake:
            return ""
        # Imported here, since only what is typed needs it.
        from seq_tui.domain.filter.advice import advice
        from seq_tui.domain.filter.parser import Mistake, parse_filter

        text = self.input.value
        part = self._query.filter or parse_filter(text)
        return "" if isinstance(part, Mistake) else advice(text, part, is_completed=is_completed)

    def hint(self, width: int) -> Line:
        """What is wrong with the text or, while it is typed, how it may go on; or nothing.

        The line begins below the blank behind the prompt.
        """
        if not self.input.value:
            return examples_line(width) if self.input.has_focus else ()
        mistake = self.mistake
        # What may go on is not wrong yet.
        is_open = mistake is None or mistake.stop >= len(self.input.value)
        found = self.completions if is_open and self.input.has_focus else []
        if self.input.has_focus and (advice := self._advice(is_completed=bool(found))):
            return advice_line(advice, width, self._glyphs)
        if found:
            key = key_text(self.input, "search.complete")
            return completion_line(found, key, width, self._glyphs)
        if mistake is None:
            return ()
        shift = len(PROMPT) - int(self.input.scroll_offset.x)
        return mistake_line(self.input.value, mistake, shift, width, self._glyphs)

    @property
    def completions(self) -> list[Completion]:
        """How the text may go on; one that names a row does not."""
        return [] if self.names_row else self.input.completions

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
        query = self.typed_query
        if self._answers_at_once(self._query if query is None else query):
            self.debounce.restart_with(LOCAL_DEBOUNCE)
        else:
            self.debounce.restart()
        self.post_message(self.Typed())

    def show_count(self, count: str) -> None:
        """Show the number of rows found, or an ellipsis while searching."""
        if count != self._shown_count:
            self._shown_count = count
            width = max(self._count_width, len(count)) if count else 0
            self._count.update(count, layout=width != self._count_width)
            self._count_width = width
