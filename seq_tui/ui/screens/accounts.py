"""The dialog that chooses an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.widgets import OptionList

from seq_tui.sanitize import sanitize
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.keys import bindings
from seq_tui.ui.screens.dialog import Dialog
from seq_tui.ui.widgets.choice_list import PRESENT, ChoiceList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from seq_tui.ui.accounts import AccountEntry

MAX_DESCRIPTION = 100


class AccountScreen(Dialog[str]):
    """Returns the profile of the chosen account; `None` if none was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("account.cancel", "escape,q,p", "close_dialog", "Cancel", "Stay in this account")
    )

    DEFAULT_CSS = """
    AccountScreen {
        align: center middle;
        & > ChoiceList {
            width: auto; min-width: 40; max-width: 90%; height: auto; max-height: 80%;
            padding: 0 1; background: $surface; scrollbar-size-vertical: 1;
            &, &:focus { border: $frame-focus $line-focus; }
        }
    }
    """

    def __init__(self, entries: Sequence[AccountEntry], present: str) -> None:
        super().__init__()
        self._entries, self._present = tuple(entries), present

    def compose(self) -> ComposeResult:
        """One line an account: its name, its address, and which one is present."""
        names = [entry.name for entry in self._entries]
        width = max(cell_len(sanitize(name)) for name in names) + 2
        lines = (self._line(entry, width) for entry in self._entries)
        present = names.index(self._present) if self._present in names else 0
        accounts = ChoiceList(*lines, present=present)
        accounts.border_title = "Account"
        keys = key_text(accounts, "options.select"), key_text(self, "account.cancel")
        accounts.border_subtitle = Content(f"{keys[0]} opens   {keys[1]} cancels")
        yield accounts

    def _line(self, entry: AccountEntry, width: int) -> str:
        description = sanitize(entry.description, limit=MAX_DESCRIPTION)
        # One of the settings may be wrong, and hold anything.
        name = sanitize(entry.name)
        name = f"{name}{' ' * (width - cell_len(name))}" if width > 2 else ""
        mark = f"   {PRESENT}" if entry.name == self._present else ""
        return f"{name}{description}{mark}"

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        if self.is_current:
            self.dismiss(self._entries[message.option_index].name)
