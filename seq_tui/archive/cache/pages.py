"""Pages of an account as somebody last looked at them, in an archive with gaps."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError, translate_errors
from seq_tui.archive.file.open_readonly import open_again, open_foreign
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.domain.failure import Cause, Failure
from seq_tui.domain.page import PER_PAGE, Page, RawPage
from seq_tui.wire.page_items import page_from

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence

LAST = "last page"
"""Under this name it is noted which page is the last, where that is known."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

LATEST = 1 << 36
"""Seconds after `EPOCH` of the latest time that is believed, in the year 4147."""

_PAGE = """SELECT coalesce(CAST(json AS TEXT), ''), CAST(seen AS INTEGER)
FROM sequence JOIN words USING (position) WHERE position >= ? AND position < ? ORDER BY position"""

_OLDEST = "SELECT min(CAST(seen AS INTEGER)) FROM words WHERE position < ?"

_PAGES = "SELECT count(DISTINCT (position - 1) / ?) FROM words WHERE position < ?"


class CachedPages(Archive):
    """What is kept of an account; `page` gives all of it, without the gaps.

    Each row tells in its column ``seen`` when it was read, in seconds after `EPOCH`.
    """

    @classmethod
    def of(cls, path: Path, host: str, account: str, *, is_open: bool = False) -> CachedPages:
        """The pages kept at `path`, to be read only; the file's time says when that was last done.

        Args:
            path: where they are.
            host: where the account is.
            account: what tells it from others of the same host.
            is_open: whether this process has the file open already.

        Raises:
            ArchiveError: they cannot be read, or are those of another account.
        """
        pages = cls(open_again(path) if is_open else open_foreign(path), path)
        about = pages.about
        if (about.host, about.account) != (host, account):
            pages.close()
            raise ArchiveError(f"{path} holds another account, that of {about.host}")
        # Where this cannot be noted, it is as old as its last page.
        with suppress(OSError):
            os.utime(path)
        return pages

    def kept(self, number: int) -> Page[Sequence] | None:
        """Page `number` (from 1) of all sequences as it was last read; `None` if it never was.

        Raises:
            ArchiveError: it cannot be read.
        """
        first = (number - 1) * PER_PAGE + 1
        with translate_errors(self.path):
            rows = self._connection.execute(_PAGE, (first, first + PER_PAGE)).fetchall()
            if not rows:
                return None
            items = tuple(json.loads(text) for text, _ in rows)
            page = page_from(RawPage(number, items, is_last=number == self.last_page()))
            return replace(page, read_at=_moment(min(seen for _, seen in rows)))

    def found(self, query: Query, number: int) -> Page[Sequence]:
        """Page `number` of what `query` finds among the rows kept, as old as the oldest of them.

        Raises:
            ArchiveError: it cannot be read.
        """
        start = (number - 1) * PER_PAGE
        with translate_errors(self.path):
            rows = self._reader.found_at_once(query, start, start + PER_PAGE + 1)
        is_last = len(rows) <= PER_PAGE
        page = page_from(RawPage(number, self._items(rows[:PER_PAGE]), is_last))
        return replace(page, read_at=self.oldest())

    def oldest(self) -> datetime | None:
        """When the oldest row was read; `None` where none is kept.

        Raises:
            ArchiveError: it cannot be read.
        """
        with translate_errors(self.path):
            seen = self._connection.execute(_OLDEST, (DELETED_FROM,)).fetchone()[0]
        return None if seen is None else _moment(seen)

    def last_page(self) -> int | None:
        """The number of the last page, where it was read.

        Raises:
            ArchiveError: it cannot be read.
        """
        with translate_errors(self.path):
            query = "SELECT CAST(value AS INTEGER) FROM progress WHERE name = ?"
            row = self._connection.execute(query, (LAST,)).fetchone()
        return None if row is None else row[0]

    def is_whole(self) -> bool:
        """Whether every page up to the last one is kept, though maybe from different times.

        Raises:
            ArchiveError: it cannot be read.
        """
        with translate_errors(self.path):
            count = self._connection.execute(_PAGES, (PER_PAGE, DELETED_FROM)).fetchone()[0]
        return bool(count == self.last_page())

    def _none(self, sequence_id: int) -> Failure:
        """It was not seen, which does not say that there is none."""
        message = f"Sequence {sequence_id} was not seen, and nothing is asked for offline"
        return Failure(Cause.OFFLINE, message)


def _moment(seen: int) -> datetime:
    return EPOCH + timedelta(seconds=max(0, min(seen, LATEST)))
