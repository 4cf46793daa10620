"""The list of steps, with the steps marked that a search is about, and the line to search them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from seq_tui.ui.debounce import Debounce
from seq_tui.ui.step_finder import StepFinder, next_found
from seq_tui.ui.widgets.step_list import StepList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.widgets import Input

    from seq_tui.domain.template_text import TemplateText
    from seq_tui.domain.wanted_steps import WantedSteps
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.scheduled_steps import ScheduledSteps
    from seq_tui.ui.widgets.step_search_bar import StepSearchBar

NONE_FOUND = "No step was found."

STEP_DEBOUNCE = 0.08
"""Seconds without a change of step or start after which the step's properties are updated: their
layout takes longer than everything else that a key causes."""


class SearchedSteps(Vertical):
    """Marks the steps that the search of the list is about or, once they are searched here, those.

    Args:
        glyphs: the characters to draw with.
        id: the widget's id.
    """

    _scheduled: ScheduledSteps | None = None

    search_bar: StepSearchBar | None = None
    """The line above the steps, while they are searched."""

    _before_search = 0
    """The step that was highlighted when that was opened."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self.steps = StepList(glyphs, id="steps")
        self._finder = StepFinder(glyphs)
        self.debounce = Debounce(self, STEP_DEBOUNCE, self.show_step)
        """Waits for the last change of step or start."""

    def show_step(self) -> None:
        """Show the highlighted step."""
        raise NotImplementedError

    def mark(self, wanted: WantedSteps | None) -> None:
        """Mark the steps that the search of the list is about, and begin at the first of them."""
        if wanted == self._finder.wanted:
            return
        self._finder.wanted = wanted
        self._search_again()
        if not self.has_focus_within:
            self._go_to_match()

    def _go_to_match(self) -> None:
        """Highlight a step that was searched for, if there is one."""
        if (found := self.steps.matches) and self.steps.cursor not in found:
            self.steps.cursor = found[0]

    def next_match(self, rows: int) -> str:
        """Highlight another step that was searched for.

        Args:
            rows: how many of them further down, or up if it is negative; after the last one comes
                the first.

        Returns:
            What to say of it; empty if nothing was searched for in these steps.
        """
        if not (found := self.steps.matches):
            return "" if self._finder.search is None else NONE_FOUND
        self.steps.cursor, said = next_found(found, self.steps.cursor, rows)
        return said

    async def open_search(self) -> Input:
        """Show the line to search these steps in, and return its input."""
        # Imported here, since few sequences are searched.
        from seq_tui.ui.widgets.step_search_bar import StepSearchBar

        self._before_search = self.steps.cursor
        if self.search_bar is None:
            self.search_bar = StepSearchBar(self._glyphs)
            await self.mount(self.search_bar, before=self.steps)
        return self.search_bar.input

    def on_step_search_bar_typed(self) -> None:
        """Go to the first step that is found or, without one, to where the search was opened."""
        if (bar := self.search_bar) is None:
            return
        bar.show_mistake()
        if bar.mistake is None:
            self._finder.search = bar.step_search
            self._search_again()
            self.steps.cursor = next(iter(self.steps.matches), self._before_search)
        self.refresh(layout=True)

    def _search_again(self) -> None:
        """Find the steps again, in other texts or by another search."""
        self.steps.mark(self._finder.find(self._scheduled))
        if self.search_bar is not None:
            is_empty = self._finder.search is None
            self.search_bar.show_count(
                len(self.steps.matches), 0 if is_empty else self.steps.row_count
            )
        if self.is_mounted:
            self.debounce.restart()

    def learn(self, templates: Mapping[int, TemplateText]) -> None:
        """Search in what these templates say too."""
        if templates:
            self._finder.learn(templates)
            self._search_again()
            if not self.has_focus_within:
                self._go_to_match()

    def return_from_search(self) -> None:
        """End the search, at the step that was highlighted before."""
        self.end_search()
        self.steps.cursor = self._before_search

    def end_search(self) -> bool:
        """Mark nothing of a search here any more; whether there was one."""
        if (bar := self.search_bar) is None:
            return False
        if self.screen.focused is bar.input:
            self.steps.focus()
        self.search_bar, self._finder.search = None, None
        self._search_again()
        bar.remove()
        return True
