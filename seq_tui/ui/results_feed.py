"""Feeds the list with the results of its searches as their pages arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.store.loader import Loaded
from seq_tui.ui.chosen_keys import key_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.query import Sort
    from seq_tui.ui.detail_follower import DetailFollower
    from seq_tui.ui.progress import ProgressReporter
    from seq_tui.ui.saved_view import SavedView
    from seq_tui.ui.screens.message_screen import MessageScreen
    from seq_tui.ui.search_results import SearchResults
    from seq_tui.ui.search_session import SearchSession
    from seq_tui.ui.widgets.sequences_pane import SequencesPane

LOADING_GROUP = "loading"
"""The workers that receive pages; they run until the screen closes."""


class ResultsFeed:
    """Requests the rows in view, and shows those that were received.

    Args:
        screen: runs the workers, and says what the user went to in vain.
        session: the searches.
        pane: the list.
        detail: follows the list.
        progress: reports requests.
        update: updates all else that depends on the rows.
    """

    def __init__(
        self,
        screen: MessageScreen,
        session: SearchSession,
        pane: SequencesPane,
        detail: DetailFollower,
        progress: ProgressReporter,
        update: Callable[[], None],
    ) -> None:
        self._screen = screen
        self._session = session
        self._pane = pane
        self._detail = detail
        self._progress = progress
        self._update = update

    @property
    def _current(self) -> SearchResults:
        return self._session.current

    def show_first(self) -> None:
        """Show the rows that are there already, without any request."""
        self._pane.show_results(self._current)
        self._pane.list.wanted_top = self._current.top or None
        self._pane.navigation.continue_at(self._current.rows.assumed)
        self._progress.report_state()
        self._progress.report_notices()

    def start(self) -> None:
        """Request the rows in view, and show what is received from now on."""
        self._start_worker(self._current)

    def _start_worker(self, results: SearchResults) -> None:
        if not results.has_worker:
            results.has_worker = True
            self._screen.run_worker(self._process_loaded(results), group=LOADING_GROUP)

    async def _process_loaded(self, results: SearchResults) -> None:
        async for outcome in results.loader.results():
            if results is self._session.pending:
                self._switch_to(results)
            elif results is self._current:
                if isinstance(outcome, Loaded):
                    self._show_loaded(outcome)
                self._screen.say(self._pane.navigation.finish_seeking(results))
                self._screen.say(self._pane.give_up_sought(results))
                if change := results.pop_change(key_text(self._screen, "refresh")):
                    self._screen.notify(change, markup=False)
                self._update()
            self._progress.recheck_later()
            self._screen.paint()

    def _show_loaded(self, loaded: Loaded) -> None:
        self._pane.update_rows(self._current, loaded.window)
        if loaded.is_past_end:
            self._screen.say(self._pane.navigation.seek_instead(self._current))

    def search(self, view: SavedView | None = None) -> None:
        """Search for the text in the box; the rows stay until there is an answer.

        Args:
            view: where the cursor begins in what is found.
        """
        query = self._pane.search.typed_query
        if query is not None:
            self._begin(self._session.start_search(query, view))

    def sort_by(self, sort: Sort | None) -> None:
        """Put the rows in another order; those on the screen stay until there is an answer."""
        self._pane.search.sort = sort
        self._begin(self._session.sort_by(sort, self._pane.highlighted_id))
        self._progress.report_unless_answered_soon()

    def _begin(self, results: SearchResults | None) -> None:
        """Request the first rows of other results; at once those that are there are shown."""
        if results is not None:
            self._start_worker(results)
            if results.is_answered:
                self._switch_to(results)

    def _switch_to(self, results: SearchResults) -> None:
        """Show other results in place of the current ones."""
        self._pane.navigation.cancel(self._current)
        self._current.cursor = self._pane.list.cursor
        self._session.switch_to(results)
        self._pane.show_results(results)
        # The rows appear at once; the detail of the first one can wait for the next key.
        self._detail.follow()
        self._request_window()
        self._update()

    def request_window(self) -> None:
        """Request the rows that came into view, and show those that are there already."""
        if self._request_window():
            self._update()
        self._progress.report_state()

    def _request_window(self) -> bool:
        """Request the rows in view; whether some of them are there already, and are shown."""
        if cached := self._current.loader.want(self._pane.list.window):
            self._show_loaded(cached)
        return cached is not None

    def seek_end(self) -> None:
        """Go to the last row, which may have to be found first."""
        self._pane.navigation.seek_end(self._current)
        self._update()

    def stop_seeking(self) -> bool:
        """Stop seeking the last row; whether that was under way."""
        if not self._pane.navigation.cancel(self._current):
            return False
        self._update()
        return True

    def go_to(self, row: int) -> None:
        """Go to a row by its number, from 1."""
        self._screen.say(self._pane.navigation.go_to(self._current, row))

    def refresh(self) -> None:
        """Retry after a failure, or reload the rows in view, from a newer file if there is one."""
        source_info = self._progress.reload()
        if source_info is not None:
            self._detail.forget_texts()
            self._screen.say(f"{source_info.name} was replaced: now {source_info.as_of}")
        self._session.refresh(self._pane.list.window, is_replaced=source_info is not None)
        self._update()
