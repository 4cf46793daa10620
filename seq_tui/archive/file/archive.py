"""An account saved in a file, read through the same methods as the service itself."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from seq_tui.archive.file.creator_names import SavedNames
from seq_tui.archive.file.deleted import Deleted
from seq_tui.archive.file.errors import ArchiveError, DamagedError, translate_errors
from seq_tui.archive.file.metadata import read_metadata
from seq_tui.archive.file.older_versions import CurrentNames
from seq_tui.archive.file.open_readonly import open_untrusted
from seq_tui.archive.file.reader import RowReader
from seq_tui.archive.file.schema import DELETED_FROM, version
from seq_tui.archive.file.sqlite_files import read_file_id
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import PER_PAGE, Page, RawPage, never_cancelled
from seq_tui.domain.sequence import DELETED_AT, Sequence
from seq_tui.wire.page_items import page_from
from seq_tui.wire.records import sequence_from, unwrap

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from seq_tui.archive.file.metadata import ArchiveMetadata
    from seq_tui.archive.file.reader import Row
    from seq_tui.archive.file.sqlite_files import FileId
    from seq_tui.archive.file.verification import Verification
    from seq_tui.domain.json import Json
    from seq_tui.domain.query import Query
    from seq_tui.wire.item_texts import ReceivedItem


class Archive(SavedNames):
    """The sequences of an archive, in the account's order.

    Sequences that the account has since deleted follow all others, as records with `DELETED_AT`.
    Raw pages leave them out: they hold what the account itself would answer.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._use(connection)
        self.path = path
        self._file_id: FileId = None
        self.deleted: Deleted | None = None
        """Which rows the pages hold; by default all, and as received only what can be so."""
        self._replaced: list[sqlite3.Connection] = []
        """Files that were open before, which a search may still be reading."""

    def _use(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._reader = RowReader(connection)
        self._names = CurrentNames(connection)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the archive at `path`, which may be any file from anyone, without writing to it.

        Raises:
            ArchiveError: it cannot be read; the message gives the reason in one line.
        """
        file_id = read_file_id(path)
        archive = cls(open_untrusted(path), path)
        archive._file_id = file_id
        return archive

    def follow_path(self) -> bool:
        """Open the file that its path leads to now; whether that is another one than before.

        Raises:
            ArchiveError: there is none, or it cannot be read; then the one that was open stays so.
        """
        if (file_id := read_file_id(self.path)) is not None and file_id == self._file_id:
            return False
        connection = open_untrusted(self.path)
        with translate_errors(self.path), ExitStack() as stack:
            stack.callback(connection.close)
            if read_metadata(connection) is None:
                raise DamagedError(self.path, "it has no metadata")
            stack.pop_all()
        self._replaced.append(self._connection)
        self._use(connection)
        self._file_id = file_id
        return True

    def limit_memory(self, kilobytes: int) -> None:
        """Let SQLite cache at most this much of the file in memory; its default is 2,000 kB."""
        with self._reading():
            self._connection.execute(f"PRAGMA cache_size = -{kilobytes}")

    @property
    def metadata(self) -> ArchiveMetadata:
        """The archive's metadata.

        Raises:
            ArchiveError: it has none, or cannot be read.
        """
        with self._reading():
            metadata = read_metadata(self._connection)
        if metadata is None:
            raise DamagedError(self.path, "it has no metadata")
        return metadata

    @property
    def count(self) -> int:
        """Number of items, without those that the account has since deleted.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            return self._reader.live_count()

    def has_any(self, ids: Iterable[int]) -> bool:
        """Whether it holds at least one of these sequences.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            return any(self._reader.position_of(each) is not None for each in ids)

    async def item_texts(
        self,
        query: Query,
        number: int,
        per_page: int = PER_PAGE,
        *,
        is_wanted: Callable[[], bool] = never_cancelled,
    ) -> tuple[list[str], bool]:
        """The items of a page as `raw_page` has them, in the service's own JSON; if it is the last.

        Raises:
            ArchiveError: it cannot be read.
        """
        which = self.deleted or Deleted.NO
        rows, is_last = await self._rows(query, number, per_page, is_wanted, which)
        return [row.text for row in rows], is_last

    async def item_text(self, sequence_id: int) -> str:
        """The sequence with this id, which the account still has, in its own envelope.

        Raises:
            SourceError: there is none, or the archive cannot be read.
        """
        return self._row(sequence_id, include_deleted=False).text

    @property
    def row_count(self) -> int:
        """Number of all rows, deleted sequences included.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            return self._reader.row_count()

    @property
    def holds_whole_account(self) -> bool:
        """Whether an empty query selects all that the account had when it was saved, as proven."""
        metadata = self.metadata
        is_proven = metadata.is_complete and not metadata.has_gaps
        return is_proven and self.deleted in (None, Deleted.YES)

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

    async def page(
        self,
        query: Query,
        number: int,
        per_page: int = PER_PAGE,
        *,
        is_wanted: Callable[[], bool] = never_cancelled,
    ) -> Page[Sequence]:
        """Page `number` (from 1) of the results of `query`; past the end, empty and the last.

        Names and tasks match without regard to case. With both ids and a name, both must match.

        Raises:
            ArchiveError: it cannot be read.
        """
        which = self.deleted or Deleted.YES
        rows, is_last = await self._rows(query, number, per_page, is_wanted, which)
        page = page_from(RawPage(number, self._items(rows), is_last))
        if which is Deleted.YES:
            with translate_errors(self.path):
                page = replace(page, total=self._reader.count(query))
        deleted = {row.id: row.deleted_at for row in rows if row.deleted_at is not None}
        if not deleted:
            return page
        marked = (mark_deleted(each, deleted.get(each.id)) for each in page.items)
        return replace(page, items=tuple(marked))

    async def raw_page(
        self,
        query: Query,
        number: int,
        per_page: int = PER_PAGE,
        *,
        is_wanted: Callable[[], bool] = never_cancelled,
    ) -> RawPage:
        """The page as the account would answer it, with its items as received.

        Raises:
            ArchiveError: it cannot be read.
        """
        which = self.deleted or Deleted.NO
        rows, is_last = await self._rows(query, number, per_page, is_wanted, which)
        texts = tuple(row.text for row in rows)
        return RawPage(number, self._items(rows), is_last, texts=lambda: texts)

    async def get(self, sequence_id: int) -> Sequence:
        """The sequence with this id.

        Raises:
            SourceError: there is none, or the archive cannot be read.
        """
        row = self._row(sequence_id)
        data = unwrap(self._items([row])[0])
        if data is None:
            raise DamagedError(self.path)
        sequence = sequence_from(data)
        if sequence.id != sequence_id:
            # Its own id decides, which an index or a column may contradict.
            reason = f"it has sequence {sequence.id} in the place of {sequence_id}"
            raise DamagedError(self.path, reason)
        return mark_deleted(sequence, row.deleted_at)

    async def raw(self, sequence_id: int, *, include_deleted: bool = True) -> Json:
        """The sequence with this id in its envelope, as received.

        Raises:
            SourceError: there is none, or the archive cannot be read.
        """
        return self._items([self._row(sequence_id, include_deleted=include_deleted)])[0]

    async def raw_text(self, sequence_id: int) -> str:
        """The same as the text that was saved.

        Raises:
            ArchiveError: as `raw`.
        """
        return self.item_of(self._row(sequence_id)).text

    def row_of(self, sequence_id: int) -> int | None:
        """The row of a sequence; `None` also if the file cannot be read, which `page` reports."""
        with suppress(ArchiveError), translate_errors(self.path):
            return self._reader.row_of(sequence_id)
        return None

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

    def verify(self) -> Verification:
        """Read the whole file, and say what it holds and what is damaged.

        Raises:
            ArchiveError: the file cannot be read.
        """
        # Imported here, since nothing is verified before the first rows are painted.
        from seq_tui.archive.file.verification import verify_archive

        with self._reading():
            format_version = version(self._connection)
        return verify_archive(self, self._connection, format_version)

    def require_intact(self) -> None:
        """Read the whole file, and check that nothing in it is damaged.

        Raises:
            DamagedError: something is.
            ArchiveError: the file cannot be read.
        """
        for problem in self.verify().problems:
            raise DamagedError(self.path, problem)

    async def aclose(self) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        for connection in (*self._replaced, self._connection):
            connection.close()

    async def _rows(
        self,
        query: Query,
        number: int,
        per_page: int,
        is_wanted: Callable[[], bool],
        deleted: Deleted,
    ) -> tuple[list[Row], bool]:
        """The rows of a page, and whether it is the last."""
        start = (number - 1) * per_page
        with self._reading():
            stop = start + per_page + 1
            rows = await self._reader.find(query, start, stop, is_wanted, deleted)
        return rows[:per_page], len(rows) <= per_page

    def _row(self, sequence_id: int, *, include_deleted: bool = True) -> Row:
        with self._reading():
            row = self._reader.row_with_id(sequence_id)
        if row is not None and (include_deleted or row.position < DELETED_FROM):
            return row
        raise SourceError(self._not_found(sequence_id))

    def _not_found(self, sequence_id: int) -> Failure:
        """The failure to report for an id that is not in the file."""
        message = f"There is no sequence {sequence_id} in the archive {self.path}"
        return Failure(Cause.NOT_FOUND, message)

    def _items(self, rows: list[Row]) -> tuple[Json, ...]:
        with self._reading():
            return tuple(json.loads(row.text) for row in rows)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Read the file in this block; its errors become those of an archive."""
        with translate_errors(self.path):
            self._names.update()
            yield


def mark_deleted(sequence: Sequence, deleted_at: str | None) -> Sequence:
    """The record with `DELETED_AT`, if there is such a time."""
    if deleted_at is None:
        return sequence
    return replace(sequence, extra={**sequence.extra, DELETED_AT: deleted_at})
