"""A view of rows with a cursor, and the actions of the keys that move it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.reactive import var
from textual.scroll_view import ScrollView

from seq_tui.ui.widgets.list_keys import LIST_KEYS, VIEW_KEYS

if TYPE_CHECKING:
    from textual.binding import BindingType


class RowCursor(ScrollView, inherit_bindings=False):
    """Rows of one line each, of which one is highlighted; a subclass draws them and scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [*LIST_KEYS, *VIEW_KEYS]

    cursor: var[int] = var(0, init=False)
    """The highlighted row. Watch it: a message would arrive a frame later. It is a `var`, because a
    `reactive` would paint every line on a step."""

    row_count: var[int] = var(0, init=False)
    """How many rows are known."""

    @property
    def rows_in_view(self) -> int:
        """How many rows fit, at least one."""
        raise NotImplementedError

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self.row_count - 1))

    def action_step(self, rows: int) -> None:
        """Move the cursor."""
        self.cursor += rows

    def action_first(self) -> None:
        """Move to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move to the last known row."""
        self.cursor = self.row_count - 1

    def action_go_to(self, row: int) -> None:
        """Move to a row by its number, from 1."""
        self.cursor = row - 1

    def action_in_view(self, share: float) -> None:
        """Move to the row in view that has a share of them above it: 0 is the first, 1 the last."""
        last = min(self.rows_in_view, self.row_count - self.scroll_offset.y) - 1
        self.cursor = self.scroll_offset.y + int(last * share)

    def action_page(self, pages: float) -> None:
        """Move the view and the cursor by the same amount, so that the cursor stays in place."""
        rows = int(self.rows_in_view * pages) or int(pages > 0) * 2 - 1
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self.cursor += rows
