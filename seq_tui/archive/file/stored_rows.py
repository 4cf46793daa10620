"""The rows of an archive as they are stored, one by one and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.archive.file.archive_file import ArchiveFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seq_tui.archive.file.reader import Row
    from seq_tui.wire.item_texts import ReceivedItem


class StoredRows(ArchiveFile):
    """What saving, verifying and comparing archives read, whatever an account would answer."""

    @property
    def count(self) -> int:
        """Number of items, without those that the account has since deleted.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            return self._reader.live_count()

    @property
    def row_count(self) -> int:
        """Number of all rows, deleted sequences included.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            return self._reader.row_count()

    @property
    def deleted_count(self) -> int:
        """Number of items that the account has since deleted.

        Raises:
            ArchiveError: it cannot be read.
        """
        return self.row_count - self.count

    @property
    def earlier_count(self) -> int:
        """Number of earlier forms of all sequences.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            number: int = self._connection.execute("SELECT count(*) FROM earlier").fetchone()[0]
        return number

    @property
    def step_count(self) -> int:
        """Number of steps of all sequences that the account has not since deleted.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            return self._reader.step_count()

    def has_any(self, ids: Iterable[int]) -> bool:
        """Whether it holds at least one of these sequences.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            return any(self._reader.position_of(each) is not None for each in ids)

    def all_rows(self) -> Iterator[Row]:
        """Every row in order, deleted sequences last; `item_of` says whether one is intact."""
        with self._reading():
            yield from self._reader.all_rows()

    def row_with_id(self, sequence_id: int) -> Row | None:
        """The row of the sequence with this id, if it is there.

        Raises:
            ArchiveError: it cannot be read, or is not as it was saved.
        """
        with self._reading():
            return self._reader.row_with_id(sequence_id)

    def all_earlier_rows(self) -> Iterator[Row]:
        """The earlier forms of all sequences; `Row.deleted_at` is when each was replaced."""
        with self._reading():
            yield from self._reader.all_earlier_rows()

    def earlier_rows(self, sequence_id: int) -> list[Row]:
        """The earlier forms of a sequence, the oldest first, with times as `all_earlier_rows`.

        Raises:
            ArchiveError: they cannot be read, or are not as they were saved.
        """
        with self._reading():
            return self._reader.earlier_rows(sequence_id)

    def item_of(self, row: Row) -> ReceivedItem:
        """The item of a row of this archive.

        Raises:
            DamagedError: it is not as it was saved.
        """
        with self._reading():
            return row.item
