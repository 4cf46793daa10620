"""A screen on which the steps of the highlighted sequence are searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from seq_tui.ui.screens.start import StartScreen

if TYPE_CHECKING:
    from textual.widget import Widget


class StepSearchScreen(StartScreen):
    """Opens the line above the steps, and returns from it to where the focus was."""

    _before_search: Widget | None = None
    """What had the focus when the line was opened."""

    @property
    def has_matches(self) -> bool:
        """Whether the focus is in steps of which some were searched for."""
        return self.is_in_detail and bool(self._detail_pane.content.steps.matches)

    async def _search_steps(self) -> None:
        content = self._detail_pane.content
        self._before_search = self.focused
        search = await content.open_search()
        self.move_focus(search)
        search.select_all()

    def action_leave_step_search(self) -> None:
        """Go to the steps, where what was found stays marked; an empty search ends."""
        content = self._detail_pane.content
        bar = content.search_bar
        if bar is not None and bar.mistake is not None:
            self.say(bar.mistake.message, is_warning=True)
            return
        self.move_focus(content.steps)
        self._end_empty_search()

    def action_clear_step_search(self) -> None:
        """End the search, and go back to where it was opened."""
        content = self._detail_pane.content
        self.move_focus(self._before_search or content.steps)
        content.return_from_search()

    def on_descendant_focus(self) -> None:
        """End a search without a text when a click or ``tab`` moved the focus away from it.

        Textual calls the handlers of the base classes too.
        """
        if not isinstance(self.focused, Input):
            self._end_empty_search()

    def _end_empty_search(self) -> None:
        bar = self._detail_pane.search_bar
        if bar is not None and bar.step_search is None:
            self._detail_pane.content.end_search()

    def _end_step_search(self) -> bool:
        """End the search from the steps or their properties; whether there was one."""
        return self.is_in_detail and self._detail_pane.content.end_search()
