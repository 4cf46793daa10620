"""An account saved in a file, read through the same methods as the service itself."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from seq_tui.archive.file.creator_names import SavedNames
from seq_tui.archive.file.deleted import Deleted
from seq_tui.archive.file.errors import ArchiveError, DamagedError, translate_errors
from seq_tui.archive.file.saved_texts import SavedTexts
from seq_tui.archive.file.schema import DELETED_FROM, version
from seq_tui.archive.file.stored_rows import StoredRows
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import PER_PAGE, Page, RawPage, never_cancelled
from seq_tui.domain.sequence import DELETED_AT, Sequence
from seq_tui.wire.page_items import page_from
from seq_tui.wire.records import sequence_from, unwrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.archive.file.reader import Row
    from seq_tui.archive.file.verification import Verification
    from seq_tui.domain.json import Json
    from seq_tui.domain.query import Query


COUNTED_AT_ONCE = 200_000
"""Rows of an order that are counted within a frame of the screen."""

PAINT_S = 0.02
"""Seconds for the screen to paint what it has, before more rows are counted."""


class Archive(StoredRows, SavedNames, SavedTexts):
    """The sequences of an archive, in the account's order.

    Sequences that the account has since deleted follow all others, as records with `DELETED_AT`.
    Raw pages leave them out: they hold what the account itself would answer.
    """

    deleted: Deleted | None = None
    """Which rows the pages hold; by default all, and as received only what can be so."""

    @property
    def holds_whole_account(self) -> bool:
        """Whether an empty query selects all that the account had when it was saved, as proven."""
        metadata = self.metadata
        is_proven = metadata.is_complete and not metadata.has_gaps
        return is_proven and self.deleted in (None, Deleted.YES)

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
                page = page._replace(total=self._reader.count(query))
        deleted = {row.id: row.deleted_at for row in rows if row.deleted_at is not None}
        if not deleted:
            return page
        marked = (mark_deleted(each, deleted.get(each.id)) for each in page.items)
        return page._replace(items=tuple(marked))

    async def count_results(
        self, query: Query, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> int | None:
        """The number of results; `None` also if the file cannot be read, which `page` reports."""
        if self.deleted not in (None, Deleted.YES):
            return None
        with suppress(ArchiveError), translate_errors(self.path):
            return await self._reader.count_all(query, is_wanted)
        return None

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

    def answers_at_once(self, _query: Query) -> bool:
        """Always: it sends no request."""
        return True

    async def find_row(
        self, query: Query, sequence_id: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> int | None:
        """The row of a sequence among the results; `None` also if the file cannot be read."""
        if self.deleted not in (None, Deleted.YES):
            return None
        with suppress(ArchiveError), translate_errors(self.path):
            if query.selects_all and self._reader.live_count() > COUNTED_AT_ONCE:
                # Slow to import, and the first page needs no event loop.
                import asyncio

                await asyncio.sleep(PAINT_S)
            return await find_in_steps(lambda: self._reader.locate(query, sequence_id), is_wanted)
        return None

    def verify(self) -> Verification:
        """Read the whole file, and say what it holds and what is damaged.

        Raises:
            ArchiveError: the file cannot be read.
        """
        # Imported here, since nothing is verified before the first rows are painted.
        from seq_tui.archive.file.verification import verify_rows

        with self._reading():
            format_version = version(self._connection)
        return verify_rows(self, self._connection, format_version)

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


async def find_in_steps(
    step: Callable[[], tuple[int | None, bool]], is_wanted: Callable[[], bool]
) -> int | None:
    """What the last of some steps finds, between which other tasks run."""
    # Slow to import, and the first page needs no event loop.
    import asyncio

    while is_wanted():
        row, is_over = step()
        if is_over:
            return row
        await asyncio.sleep(0)
    return None


def mark_deleted(sequence: Sequence, deleted_at: str | None) -> Sequence:
    """The record with `DELETED_AT`, if there is such a time."""
    if deleted_at is None:
        return sequence
    return sequence._replace(extra={**sequence.extra, DELETED_AT: deleted_at})
