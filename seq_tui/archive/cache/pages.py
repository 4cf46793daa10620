"""Cached pages of an account, read from an archive with gaps."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import OtherAccountError
from seq_tui.archive.file.open_readonly import open_untrusted, reopen
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.domain.failure import Cause, Failure
from seq_tui.domain.page import PER_PAGE, Page, RawPage
from seq_tui.wire.page_items import page_from

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence

LAST_PAGE_KEY = "last page"
"""Name under which a cache stores the number of the last page, once that is known."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

MAX_SEEN = 1 << 36
"""The latest time that is believed, in seconds after `EPOCH`: in the year 4147."""

_OLDEST = "SELECT min(CAST(seen AS INTEGER)) FROM words WHERE place >= ? AND place < ?"


class CachedPages(Archive):
    """The cached pages of an account; its own method `page` lists all rows without the gaps.

    The column ``seen`` of each row is the time at which it was read, in seconds after `EPOCH`.
    """

    _oldest: tuple[tuple[int, int], datetime | None] | None = None
    """When the oldest row was read, and the state of the file in which that is so: finding it takes
    as long as a search."""

    @classmethod
    def of_account(
        cls, path: Path, host: str, account: str, *, is_open: bool = False
    ) -> CachedPages:
        """Open the cache at `path` for reading, and set its modification time to now.

        Args:
            path: the file.
            host: the account's host.
            account: distinguishes it from others of the same host.
            is_open: whether this process has the file open already.

        Raises:
            ArchiveError: it cannot be read, or holds another account.
        """
        pages = cls(reopen(path) if is_open else open_untrusted(path), path)
        metadata = pages.metadata
        if (metadata.host, metadata.account) != (host, account):
            pages.close()
            raise OtherAccountError(f"{path} holds another account, that of {metadata.host}")
        # If the time cannot be set, that of the last write decides when the cache is unused.
        with suppress(OSError):
            os.utime(path)
        return pages

    @property
    def holds_whole_account(self) -> bool:
        """Never: pages are stored as they are seen."""
        return False

    def stored_page(self, number: int) -> Page[Sequence] | None:
        """Page `number` (from 1) of all sequences as last read; `None` if it is not cached.

        Raises:
            ArchiveError: it cannot be read.
        """
        first = (number - 1) * PER_PAGE + 1
        with self._reading():
            rows = self._reader.rows_between(first, first + PER_PAGE)
            read_at = self._oldest_read_at(first, first + PER_PAGE)
            if not rows or read_at is None:
                return None
            page = page_from(RawPage(number, self._items(rows), number == self.last_page()))
            return page._replace(read_at=read_at)

    def account_row_of(self, sequence_id: int) -> int | None:
        """The row in the account that a sequence had when it was read; `None` if it is not cached.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            position = self._reader.position_of(sequence_id)
        return None if position is None or position >= DELETED_FROM else position - 1

    def search(self, query: Query, number: int) -> Page[Sequence]:
        """Page `number` of the results of `query` among all cached rows, dated as the oldest row.

        Raises:
            ArchiveError: it cannot be read.
        """
        start = (number - 1) * PER_PAGE
        with self._reading():
            rows = self._reader.find_sync(query, start, start + PER_PAGE + 1)
        is_last = len(rows) <= PER_PAGE
        page = page_from(RawPage(number, self._items(rows[:PER_PAGE]), is_last))
        return page._replace(read_at=self.oldest_read_at())

    def locate(self, query: Query, sequence_id: int) -> tuple[int | None, bool]:
        """Look a little further for the row of a sequence; whether that is over.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            return self._reader.locate(query, sequence_id)

    def oldest_read_at(self) -> datetime | None:
        """When the oldest row was read; `None` if the cache is empty.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            version = self._reader.data_version()
            if self._oldest is None or self._oldest[0] != version:
                self._oldest = (version, self._oldest_read_at(0, DELETED_FROM))
            return self._oldest[1]

    def _oldest_read_at(self, first: int, stop: int) -> datetime | None:
        """When the oldest row at these positions was read; `None` if there is none."""
        seen = self._connection.execute(_OLDEST, (first, stop)).fetchone()[0]
        return None if seen is None else _to_datetime(seen)

    def last_page(self) -> int | None:
        """The number of the last page, if it has been read.

        Raises:
            ArchiveError: it cannot be read.
        """
        with self._reading():
            query = "SELECT CAST(value AS INTEGER) FROM progress WHERE name = ?"
            row = self._connection.execute(query, (LAST_PAGE_KEY,)).fetchone()
        return None if row is None else row[0]

    def _not_found(self, sequence_id: int) -> Failure:
        """The failure to report for an id that is not cached, but may exist."""
        message = f"Sequence {sequence_id} is not cached, and --offline sends no requests"
        return Failure(Cause.OFFLINE, message)


def _to_datetime(seen: int) -> datetime:
    return EPOCH + timedelta(seconds=max(0, min(seen, MAX_SEEN)))
