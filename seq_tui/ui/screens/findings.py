"""The dialog with what the checks find in one sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from seq_tui.domain.checks.rules import RULES
from seq_tui.presentation.findings import level_mark, message_text, sequence_text, step_text
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
                overflow-y: auto; scrollbar-size-vertical: 1;
            }
        }
    }
    """

    def __init__(self, findings: Sequence[Finding], glyphs: Glyphs) -> None:
        super().__init__()
        self._findings, self._glyphs = tuple(findings), glyphs
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
        finding = self._findings[message.option_index]
        rule = RULES[finding.rule]
        doubt = Content.styled(f"But: {rule.doubt}", "$ink-quiet")
        self._reason.update(Content("\n").join([Content(rule.reason), doubt]))
        self._reason.border_title = Content(f" {finding.level.value} {rule.id} ")

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        if self.is_current:
            self.dismiss(self._findings[message.option_index].rank or 0)
