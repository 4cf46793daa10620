"""The dialog that chooses the order of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.widgets import OptionList

from seq_tui.domain.query import ACCOUNT_ORDER
from seq_tui.domain.sort_text import ORDERS, next_sort
from seq_tui.presentation.sort_wording import direction_text
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.keys import bindings
from seq_tui.ui.screens.dialog import Dialog
from seq_tui.ui.widgets.choice_list import PRESENT, ChoiceList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key

    from seq_tui.domain.query import Sort
    from seq_tui.presentation.glyphs import Glyphs

LETTERS = {
    "name": "n",
    "steps": "s",
    "length": "l",
    "created": "c",
    "updated": "u",
    "creator": "r",
    ACCOUNT_ORDER: "a",
}
"""The key of each order."""

NAME_WIDTH = 2 + max(map(len, ORDERS))
"""Cells for the name of an order and the gap after it."""

AS_RECEIVED = "as the account has it"


class OrderList(ChoiceList):
    """The orders, each with the letter that chooses it."""

    def on_key(self, event: Key) -> None:
        """Choose an order by its letter."""
        letters = [LETTERS[order] for order in ORDERS]
        if event.character in letters:
            event.stop()
            self.highlighted = letters.index(event.character)
            self.action_select()


class OrderScreen(Dialog[str]):
    """Returns the chosen order, one of `ORDERS`; `None` if none was chosen.

    Args:
        present: the order of the list.
        glyphs: the signs that the terminal can show.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("order.cancel", "escape,q", "close_dialog", "Cancel", "Leave the list as it is")
    )

    DEFAULT_CSS = """
    OrderScreen {
        align: center middle;
        & > OrderList {
            width: 56; max-width: 100%; height: auto; max-height: 100%; padding: 0 1;
            background: $surface; text-wrap: nowrap; text-overflow: ellipsis;
            scrollbar-size-vertical: 1;
            &, &:focus { border: $frame-focus $line-focus; }
        }
    }
    """

    def __init__(self, present: Sort | None, glyphs: Glyphs) -> None:
        super().__init__()
        self._present, self._glyphs = present, glyphs

    def compose(self) -> ComposeResult:
        """One line an order: its letter, its name, and how it begins."""
        key = ACCOUNT_ORDER if self._present is None else self._present.key
        orders = OrderList(*map(self._line, ORDERS), present=ORDERS.index(key))
        orders.border_title = "Sort by"
        orders.border_subtitle = Content(
            f"a letter sorts   {key_text(self, 'order.cancel')} cancels"
        )
        yield orders

    def _line(self, order: str) -> Content:
        letter = Content.styled(LETTERS[order], "bold $ink-accent")
        return letter + Content(f"  {order:<{NAME_WIDTH}}{self._description(order)}")

    def _description(self, order: str) -> str:
        """How the list begins once the order is chosen, and how it does now."""
        key = ACCOUNT_ORDER if self._present is None else self._present.key
        if order == ACCOUNT_ORDER:
            return f"{AS_RECEIVED}  {PRESENT}" if order == key else AS_RECEIVED
        chosen = next_sort(order, self._present)
        if self._present is None or order != key:
            return direction_text(chosen)
        return f"{self._signed(self._present)} {self._glyphs.dot} {LETTERS[order]}: " + (
            self._signed(chosen)
        )

    def _signed(self, sort: Sort) -> str:
        sign = self._glyphs.descending if sort.is_descending else self._glyphs.ascending
        return f"{sign} {direction_text(sort)}"

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        if self.is_current:
            self.dismiss(ORDERS[message.option_index])
