"""Going to rows that are not loaded: to the end of a list, or to a row by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seq_tui.ui.search_results import SearchResults
    from seq_tui.ui.widgets.sequence_list import SequenceList


class Navigation:
    """Moves a list's cursor to rows that its loader has to fetch first."""

    def __init__(self, sequence_list: SequenceList) -> None:
        self._list = sequence_list
        self._seeking: SearchResults | None = None
        """The results whose last row the cursor will go to once it is found."""

    def seek_end(self, results: SearchResults) -> None:
        """Start searching for the last row, unless it is known."""
        if results.rows.total is None:
            results.loader.seek_end()
            # After a failure the loader does not seek.
            self._seeking = results if results.loader.is_seeking else None

    def cancel(self, results: SearchResults) -> bool:
        """Stop seeking the end, and return whether that was under way."""
        was_seeking = results.loader.is_seeking
        results.loader.stop_seeking()
        self._seeking = None
        return was_seeking

    def finish_seeking(self, results: SearchResults) -> None:
        """Go to the last known row if the loader no longer seeks the end, found or not."""
        if self._seeking is results and not results.loader.is_seeking:
            self._seeking = None
            self._list.cursor = self._list.row_count - 1

    def go_to(self, results: SearchResults, index: int) -> bool:
        """Move the cursor to a row, which the loader then fetches.

        Returns False if the list is known to be shorter; the cursor is then on its last row.
        """
        self.cancel(results)
        results.rows.assume_row(index)
        self._list.row_count = results.rows.count
        self._list.cursor = index
        return index < results.rows.count
