"""A screen that begins where its user was in an earlier session, and remembers where that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.ui.pane_layout import Part
from seq_tui.ui.saved_view import MAX_TEXT, SavedView
from seq_tui.ui.screens.step_search import StepSearchScreen
from seq_tui.ui.view_saver import ViewSaver

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from seq_tui.ui.pane_layout import PaneLayout
    from seq_tui.ui.saved_view import Memory
    from seq_tui.ui.search_results import SearchResults
    from seq_tui.ui.search_session import SearchSession
    from seq_tui.ui.widgets.detail_pane import DetailPane
    from seq_tui.ui.widgets.key_line import KeyLine
    from seq_tui.ui.widgets.sequences_pane import SequencesPane


class RememberedScreen(StepSearchScreen):
    """Restores the layout and the open part, and saves all of the view.

    Args:
        memory: where the user was, and where to save that.
        session: the searches of the list.
        list_pane: the first pane.
        detail: the second pane.
        keys: the line that shows keys and messages.
        now: tells the present time.
    """

    def __init__(
        self,
        memory: Memory,
        session: SearchSession,
        list_pane: SequencesPane,
        detail: DetailPane,
        keys: KeyLine,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(list_pane, detail, keys, now)
        self.pane_layout = memory.view.layout
        self._session = session
        self._saved_view = memory.view
        self._opened_id = memory.view.opened_id
        """The sequence to open as soon as it is highlighted."""
        self._first_sort = list_pane.search.sort
        """The order at the start."""
        self._saver = ViewSaver(self, memory, self._view)

    @property
    def _results(self) -> SearchResults:
        return self._session.current

    def divide(self, layout: PaneLayout) -> None:
        """Divide the screen as the user wants it, now and at the next start."""
        super().divide(layout)
        self._saver.save_later()

    def save_view(self) -> None:
        """Remember where the user is.

        Raises:
            SourceError: that cannot be saved.
        """
        self._saver.save()

    def _open_first(self) -> None:
        """Open the sequence that the user begins with, unless a key was pressed meanwhile."""
        first = self._list_pane.highlighted
        is_awaited = first is None and self._results.rows.count > 0
        if self._opened_id is None or not self._results.is_answered or is_awaited:
            return
        if first is not None and first.id == self._opened_id and self.focused is self._main:
            self.action_enter()
            if first.id == self._saved_view.opened_id:
                self._open_saved_part()
        self._opened_id = None

    def _open_saved_part(self) -> None:
        """From the steps that were just opened, go where the focus was."""
        self._detail_pane.content.go_to_step(self._saved_view.step)
        if self._saved_view.part is Part.PROPERTIES:
            # They are mounted after the steps.
            self.call_after_refresh(self._open_properties)

    def _open_properties(self) -> None:
        content = self._detail_pane.content
        if content.has_properties:
            content.show_step()
            self.move_focus(content.step_detail)

    @property
    def _chosen_sort(self) -> str:
        """The order to remember: one that was not changed may still be that of the options."""
        if (sort := self._list_pane.search.sort) == self._first_sort:
            return self._saved_view.sort
        # Imported here, since few lists are sorted.
        from seq_tui.domain.sort_text import sort_text

        return sort_text(sort)

    def _view(self) -> SavedView:
        """Where the user is."""
        pane, detail, layout = self._list_pane, self._detail_pane, self.pane_layout
        search = str(self._results.query) if pane.search.names_row else pane.search.input.value
        view = SavedView(
            search=search,
            part=self._part,
            step=detail.step,
            share=layout.share,
            is_zoomed=layout.is_zoomed,
            start=detail.chosen_start,
            sort=self._chosen_sort,
        )
        if len(search) > MAX_TEXT:
            return view.elsewhere()
        if pane.is_searching(self._results):
            return view  # The rows are not those of the text.
        return view.at(pane.highlighted_id, pane.list.cursor, pane.list.scroll_offset.y)
