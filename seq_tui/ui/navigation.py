"""Going to rows that were never read: to the end of a list, or to a row by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seq_tui.ui.search_results import SearchResults
    from seq_tui.ui.widgets.sequence_list import SequenceList


class Navigation:
    """Moves the cursor of a list to where its loader has to go first."""

    def __init__(self, sequence_list: SequenceList) -> None:
        self._list = sequence_list
        self._to_end: SearchResults | None = None
        """The listing whose end is being looked for, to go there."""

    def seek_end(self, results: SearchResults) -> None:
        """Look for the last row, unless it is known."""
        if results.rows.total is None:
            results.loader.seek_end()
            # Where a failure stands, nothing is looked for.
            self._to_end = results if results.loader.is_seeking else None

    def stop(self, results: SearchResults) -> bool:
        """Stay here; says whether there was anything to stop."""
        was_seeking = results.loader.is_seeking
        results.loader.stop_seeking()
        self._to_end = None
        return was_seeking

    def arrive(self, results: SearchResults) -> None:
        """Go to the last row once the search for it is over, however it ended."""
        if self._to_end is results and not results.loader.is_seeking:
            self._to_end = None
            self._list.cursor = self._list.row_count - 1

    def go_to(self, results: SearchResults, index: int) -> bool:
        """Go to a row as if it were there; if it is not, the loader finds out.

        Says whether the row may be there at all; if not, the last one is gone to.
        """
        self.stop(results)
        results.rows.assume_row(index)
        self._list.row_count = results.rows.count
        self._list.cursor = index
        return index < results.rows.count
