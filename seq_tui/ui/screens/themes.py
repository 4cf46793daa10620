"""The dialog that chooses a theme, and shows the screen below in the highlighted one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from seq_tui.presentation.wording import counted
from seq_tui.sanitize import sanitize
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.keys import bindings
from seq_tui.ui.screens.dialog import Dialog
from seq_tui.ui.widgets.choice_list import PRESENT, ChoiceList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

MAX_PROBLEMS = 2
"""Most mistakes in files of themes that are told."""


DIALOG_WIDTHS = [(0, "-slim"), (60, "-broad")]
"""The dialog's class from a number of columns on: all of them, and some of the screen below."""


class ThemeScreen(Dialog[str]):
    """Returns the chosen theme; `None` after it has restored the one before."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("theme.cancel", "escape,q", "close_dialog", "Cancel", "Keep the present theme")
    )

    HORIZONTAL_BREAKPOINTS = DIALOG_WIDTHS

    DEFAULT_CSS = """
    ThemeScreen {
        align: right bottom;
        background: transparent;
        & > Vertical {
            width: 38; max-width: 100%; height: auto; max-height: 90%; margin: 0 2 2 0;
            padding: 0 1; background: $surface; border: $frame-focus $line-focus;
            & > ChoiceList {
                height: auto; max-height: 55vh; padding: 0; background: $surface;
                scrollbar-size-vertical: 1;
                &, &:focus { border: none; }
            }
            & > ChoiceList.-beside-problems { max-height: 35vh; }
            & > Static {
                height: auto; max-height: 35vh; color: $ink-warning; border-top: $frame $line-quiet;
            }
        }
    }
    ThemeScreen.-slim > Vertical { width: 100%; margin: 0 0 1 0; }
    """

    def __init__(self, themes: Iterable[str], problems: Sequence[str] = ()) -> None:
        super().__init__()
        self._names = tuple(themes)
        self._problems = problems

    def compose(self) -> ComposeResult:
        """A list in a corner, so that most of the screen below can be seen."""
        self._present = self.app.theme
        width = max(map(len, self._names)) + 2
        lines = (
            f"{name:<{width}}{PRESENT}" if name == self._present else name for name in self._names
        )
        themes = ChoiceList(*lines, present=self._names.index(self._present))
        with Vertical() as frame:
            frame.border_title = "Theme"
            keys = key_text(themes, "options.select"), key_text(self, "theme.cancel")
            frame.border_subtitle = Content(f"{keys[0]} keeps   {keys[1]} cancels")
            yield themes
            if self._problems:
                themes.add_class("-beside-problems")
                yield Static(_summary(self._problems), markup=False)

    @on(OptionList.OptionHighlighted)
    def _preview(self, message: OptionList.OptionHighlighted) -> None:
        if self.is_current:
            self.app.theme = self._names[message.option_index]

    @on(OptionList.OptionSelected)
    def _keep(self, message: OptionList.OptionSelected) -> None:
        if self.is_current:
            self.dismiss(self._names[message.option_index])

    def action_close_dialog(self) -> None:
        """Restore the theme that the screen had before."""
        self.app.theme = self._present
        super().action_close_dialog()


def _summary(problems: Sequence[str]) -> str:
    """How many mistakes there are in files of themes, what says them all, and the first ones."""
    lines = map(sanitize, problems[:MAX_PROBLEMS])
    return "\n".join([f"{counted(len(problems), 'mistake')}: seq-tui config check", *lines])
