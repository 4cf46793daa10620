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
        self._wanted_row = 0
        """The row that the user went to last, from 1; 0 once its absence has been said."""

    def seek_end(self, results: SearchResults) -> None:
        """Start searching for the last row, unless it is known."""
        self._wanted_row = 0
        self._seek_end(results)

    def cancel(self, results: SearchResults) -> bool:
        """Stop seeking the end, and return whether that was under way."""
        was_seeking = results.loader.is_seeking
        results.loader.stop_seeking()
        self._seeking = None
        self._wanted_row = 0
        return was_seeking

    def finish_seeking(self, results: SearchResults) -> str:
        """Go to the last known row if the loader no longer seeks the end, found or not.

        Returns:
            What to say to the user, if anything.
        """
        if self._seeking is not results or results.loader.is_seeking:
            return ""
        self._seeking = None
        self._list.cursor = self._list.row_count - 1
        return self._missing_row_text(results)

    def go_to(self, results: SearchResults, row: int) -> str:
        """Move the cursor to a row, from 1, which the loader then fetches.

        Returns:
            What to say to the user if the list is known to be shorter, and the cursor on its last
            row.
        """
        self.cancel(results)
        self._wanted_row = row
        results.rows.assume_row(row - 1)
        self._list.row_count = results.rows.count
        self._list.cursor = row - 1
        return self._missing_row_text(results) if results.rows.count < row else ""

    def continue_at(self, row: int) -> None:
        """Begin at a row, from 1; if it turns out to be past the end, go to the last one."""
        self._wanted_row = row

    def seek_instead(self, results: SearchResults) -> str:
        """Go to the last row in place of the wanted one, which turned out to be past the end.

        Returns:
            What to say to the user, if the last row is known already.
        """
        if self._wanted_row <= results.rows.count:
            return ""
        self._seek_end(results)
        return "" if self._seeking is results else self._missing_row_text(results)

    def _seek_end(self, results: SearchResults) -> None:
        if results.rows.total is None:
            results.loader.seek_end()
            # After a failure the loader does not seek.
            self._seeking = results if results.loader.is_seeking else None

    def _missing_row_text(self, results: SearchResults) -> str:
        row, self._wanted_row = self._wanted_row, 0
        if not row:
            return ""
        if results.rows.total == 0:
            return f"There is no row {row:,}: the list is empty."
        last = "the last one" if results.rows.total is not None else "the last known one"
        return f"There is no row {row:,}: {last} is {results.rows.count:,}."
