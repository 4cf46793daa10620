"""Going to rows that were never read: to the end of a list, or to a row by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seq_tui.ui.search_results import Listing
    from seq_tui.ui.widgets.sequence_list import SequenceList


class Travel:
    """Moves the cursor of a list to where its loader has to go first."""

    def __init__(self, sequence_list: SequenceList) -> None:
        self._list = sequence_list
        self._to_end: Listing | None = None
        """The listing whose end is being looked for, to go there."""

    def seek_end(self, listing: Listing) -> None:
        """Look for the last row, unless it is known."""
        if listing.rows.total is None:
            listing.loader.seek_end()
            # Where a failure stands, nothing is looked for.
            self._to_end = listing if listing.loader.is_seeking else None

    def stop(self, listing: Listing) -> bool:
        """Stay here; says whether there was anything to stop."""
        was_seeking = listing.loader.is_seeking
        listing.loader.stop_seeking()
        self._to_end = None
        return was_seeking

    def arrive(self, listing: Listing) -> None:
        """Go to the last row once the search for it is over, however it ended."""
        if self._to_end is listing and not listing.loader.is_seeking:
            self._to_end = None
            self._list.cursor = self._list.row_count - 1

    def go_to(self, listing: Listing, index: int) -> bool:
        """Go to a row as if it were there; if it is not, the loader finds out.

        Says whether the row may be there at all; if not, the last one is gone to.
        """
        self.stop(listing)
        listing.rows.reach(index)
        self._list.row_count = listing.rows.count
        self._list.cursor = index
        return index < listing.rows.count
