"""An account saved in a file, read as the service itself would be."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from seq_tui.archive.file.about import read_about
from seq_tui.archive.file.errors import DamagedError, translate_errors
from seq_tui.archive.file.open_readonly import open_foreign
from seq_tui.archive.file.reader import Reader
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import PER_PAGE, Page, RawPage, never_cancelled
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import RawSource
from seq_tui.wire.page_items import page_from
from seq_tui.wire.records import content, sequence_from

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from seq_tui.archive.file.about import About
    from seq_tui.archive.file.reader import Row
    from seq_tui.domain.json import Json
    from seq_tui.domain.query import Query

DELETED_AT = "deleted_at"
"""The field that a record has if the account has since deleted the sequence."""


class Archive(RawSource[Sequence]):
    """The sequences of an archive, in the order of the account.

    What the account has since deleted comes after all others, in records with `DELETED_AT`. It is
    no part of a raw page, which holds what the account itself would answer.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._reader = Reader(connection)
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Archive:
        """The archive at `path`, which may be anything from anyone; nothing is written.

        Raises:
            ArchiveError: it cannot be read; the message says why in one line.
        """
        return cls(open_foreign(path), path)

    def hold(self, kilobytes: int) -> None:
        """Keep at most so much of the file in memory; 2,000 where nothing is said."""
        with translate_errors(self.path):
            self._connection.execute(f"PRAGMA cache_size = -{kilobytes}")

    @property
    def about(self) -> About:
        """What the archive says about itself.

        Raises:
            ArchiveError: it says nothing, or cannot be read.
        """
        with translate_errors(self.path):
            about = read_about(self._connection)
        if about is None:
            raise DamagedError(self.path, "it does not say what it is")
        return about

    @property
    def count(self) -> int:
        """Items in it, without those that the account has since deleted.

        Raises:
            ArchiveError: it cannot be read.
        """
        with translate_errors(self.path):
            return self._reader.count()

    def has_any(self, ids: Iterable[int]) -> bool:
        """Whether it holds one of these sequences, at least.

        Raises:
            ArchiveError: it cannot be read.
        """
        with translate_errors(self.path):
            return any(self._reader.position(each) is not None for each in ids)

    @property
    def rows(self) -> int:
        """Rows in it, of whatever kind.

        Raises:
            ArchiveError: it cannot be read.
        """
        with translate_errors(self.path):
            return self._reader.total()

    @property
    def steps(self) -> int:
        """Steps of all its sequences, without those that the account has since deleted.

        Raises:
            ArchiveError: it cannot be read.
        """
        with translate_errors(self.path):
            return self._reader.steps()

    async def page(
        self,
        query: Query,
        number: int,
        per_page: int = PER_PAGE,
        *,
        is_wanted: Callable[[], bool] = never_cancelled,
    ) -> Page[Sequence]:
        """Page `number` (from 1) of what `query` asks for; empty, and the last, past the end.

        Names and tasks match without regard to case. Ids and a name at once must both match.

        Raises:
            ArchiveError: it cannot be read.
        """
        rows, is_last = await self._rows(query, number, per_page, is_wanted, deleted=True)
        page = page_from(RawPage(number, self._items(rows), is_last))
        gone = {sequence_id: at for sequence_id, _, at in rows if at is not None}
        if not gone:
            return page
        marked = (_marked(sequence, gone.get(sequence.id)) for sequence in page.items)
        return replace(page, items=tuple(marked))

    async def raw_page(
        self,
        query: Query,
        number: int,
        per_page: int = PER_PAGE,
        *,
        is_wanted: Callable[[], bool] = never_cancelled,
    ) -> RawPage:
        """The page as the account would answer it, with its items as they were received.

        Raises:
            ArchiveError: it cannot be read.
        """
        rows, is_last = await self._rows(query, number, per_page, is_wanted, deleted=False)
        return RawPage(number, self._items(rows), is_last)

    async def get(self, sequence_id: int) -> Sequence:
        """The sequence with that id.

        Raises:
            SourceError: there is none, or the archive cannot be read.
        """
        row = self._row(sequence_id)
        data = content(self._items([row])[0])
        if data is None:
            raise DamagedError(self.path)
        return _marked(sequence_from(data), row[2])

    async def raw(self, sequence_id: int, *, deleted: bool = True) -> Json:
        """The sequence with that id in its envelope, as it was received; perhaps a deleted one.

        Raises:
            SourceError: as `get`.
        """
        return self._items([self._row(sequence_id, deleted=deleted)])[0]

    def stored(self) -> Iterator[Row]:
        """Every row, in order, what the account has deleted last."""
        with translate_errors(self.path):
            yield from self._reader.every()

    def verify(self) -> None:
        """Read the whole file, and see that nothing in it is broken.

        Raises:
            DamagedError: something is.
            ArchiveError: it cannot be read.
        """
        with translate_errors(self.path):
            found = self._connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != ("ok",):
            raise DamagedError(self.path)

    async def aclose(self) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    async def _rows(
        self,
        query: Query,
        number: int,
        per_page: int,
        is_wanted: Callable[[], bool],
        *,
        deleted: bool,
    ) -> tuple[list[Row], bool]:
        """The rows of a page, and whether nothing follows them."""
        start = (number - 1) * per_page
        with translate_errors(self.path):
            rows = await self._reader.rows(
                query, start, start + per_page + 1, is_wanted, deleted=deleted
            )
        return rows[:per_page], len(rows) <= per_page

    def _row(self, sequence_id: int, *, deleted: bool = True) -> Row:
        with translate_errors(self.path):
            position = self._reader.position(sequence_id)
            if position is not None and (deleted or position < DELETED_FROM):
                return self._reader.at(position)
        raise SourceError(self._none(sequence_id))

    def _none(self, sequence_id: int) -> Failure:
        """What it means that the sequence is not here."""
        message = f"There is no sequence {sequence_id} in the archive {self.path}"
        return Failure(Cause.NOT_FOUND, message)

    def _items(self, rows: list[Row]) -> tuple[Json, ...]:
        with translate_errors(self.path):
            return tuple(json.loads(text) for _, text, _ in rows)


def _marked(sequence: Sequence, deleted_at: str | None) -> Sequence:
    if deleted_at is None:
        return sequence
    return replace(sequence, extra={**sequence.extra, DELETED_AT: deleted_at})
