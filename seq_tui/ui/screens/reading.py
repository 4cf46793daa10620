"""A screen that shows what the template of an e-mail says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.ui.pane_layout import Part
from seq_tui.ui.screens.take_away import TakeAwayScreen
from seq_tui.ui.timers import call_after

if TYPE_CHECKING:
    from seq_tui.ui.progress import ProgressReporter

COUNT_DELAY = 0.5
"""Seconds from the first rows until texts are counted, which would delay the first keys."""

NO_TEXT = "The text of this step is not known."


class ReadingScreen(TakeAwayScreen):
    """Opens the text of the highlighted step, and says how many texts are missing."""

    _progress: ProgressReporter

    def on_mount(self) -> None:
        """Count after the first rows; Textual calls the handlers of the derived classes too."""
        call_after(self, COUNT_DELAY, self._progress.begin_texts)

    @property
    def has_text(self) -> bool:
        """Whether the properties have the focus, of a step whose text is known."""
        return self._part is Part.PROPERTIES and self._detail_pane.template_text is not None

    def action_read_text(self) -> None:
        """Show the whole text."""
        if (text := self._detail_pane.template_text) is None:
            self.say(NO_TEXT, is_warning=True)
            return
        # Not needed by who has no texts.
        from seq_tui.ui.screens.template_text import TemplateTextScreen

        glyphs = self._list_pane.glyphs
        self.app.push_screen(TemplateTextScreen(text, glyphs, self._actions.copy_text))
