"""The dialog with what the checks find in one sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from seq_tui.domain.checks.rules import RULES
from seq_tui.presentation.findings import level_mark, message_text, sequence_text, step_text
from seq_tui.presentation.layout import cut, wrap
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.keys import bindings
from seq_tui.ui.screens.dialog import Dialog
from seq_tui.ui.widgets.choice_list import ChoiceList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from seq_tui.domain.checks.finding import Finding
    from seq_tui.presentation.glyphs import Glyphs

MAX_MESSAGE = 400
"""Most characters of a sentence, which may quote foreign text."""

WIDTH, REASON_PERCENT = 84, 40
"""Most columns of the dialog, and the rows of the reason in percent of the screen, as below."""

BORDERS_AND_PADDING = 4
"""Columns beside a text."""


class FindingsScreen(Dialog[int]):
    """Returns the rank of the chosen step, or 0 for the sequence as a whole.

    Args:
        findings: at least one, all of one sequence.
        glyphs: the signs that the terminal can show.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("findings.close", "escape,q,exclamation_mark", "close_dialog", "Close", "Back")
    )

    DEFAULT_CSS = """
    FindingsScreen {
        align: center middle;
        & > Vertical {
            width: 84; max-width: 100%; height: auto; max-height: 100%;
            border: $frame-focus $line-focus; background: $surface;
            & > ChoiceList {
                height: auto; max-height: 45vh; padding: 0 1; background: $surface;
                scrollbar-size-vertical: 1;
                &, &:focus { border: none; }
            }
            & > Static {
                height: auto; max-height: 40vh; padding: 0 1; border-top: $frame $line-quiet;
                border-title-color: $foreground;
            }
        }
    }
    """

    def __init__(self, findings: Sequence[Finding], glyphs: Glyphs) -> None:
        super().__init__()
        self._findings, self._glyphs = tuple(findings), glyphs
        self._explained = self._findings[0]
        self._reason = Static(markup=False, id="reason")

    def compose(self) -> ComposeResult:
        """A line for each finding, and below why the highlighted one matters."""
        places = max(len(step_text(each)) for each in self._findings)
        lines = (self._line(each, places) for each in self._findings)
        with Vertical() as frame:
            frame.border_title = Content(sequence_text(self._findings[0]))
            found = ChoiceList(*lines, present=0)
            keys = key_text(found, "options.select"), key_text(self, "findings.close")
            frame.border_subtitle = Content(f"{keys[0]} to the step   {keys[1]} closes")
            yield found
            yield self._reason

    def _line(self, finding: Finding, places: int) -> str:
        place = f"{step_text(finding):<{places}}  " if places else ""
        message = message_text(finding)[:MAX_MESSAGE]
        return f"{level_mark(finding.level, self._glyphs)} {place}{message}"

    @on(OptionList.OptionHighlighted)
    def _explain(self, message: OptionList.OptionHighlighted) -> None:
        self._explained = self._findings[message.option_index]
        self._show_reason()

    def on_resize(self) -> None:
        """Lay out the reason again."""
        self._show_reason()

    def _show_reason(self) -> None:
        """Say why the highlighted finding matters, as far as there is room."""
        rule = RULES[self._explained.rule]
        width = min(WIDTH, self.size.width) - BORDERS_AND_PADDING
        rows = max(1, self.size.height * REASON_PERCENT // 100 - 1)
        reason = wrap(rule.reason, width)
        lines = [*reason, *wrap(f"But: {rule.doubt}", width)]
        if len(lines) > rows:
            lines[rows - 1 :] = [cut(" ".join(lines[rows - 1 :]), width, self._glyphs.ellipsis)]
        texts = (
            Content(line) if index < len(reason) else Content.styled(line, "$ink-quiet")
            for index, line in enumerate(lines)
        )
        self._reason.update(Content("\n").join(texts))
        self._reason.border_title = Content(f" {self._explained.level.value} {rule.id} ")

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        if self.is_current:
            self.dismiss(self._findings[message.option_index].rank or 0)
