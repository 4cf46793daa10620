"""Writing an archive: a download in progress, or a cache."""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.creator_names import NAMES_KEY, creator_ids, read_creator_names
from seq_tui.archive.file.encoded_item import encode_item
from seq_tui.archive.file.errors import OtherAccountError, translate_errors
from seq_tui.archive.file.metadata import ArchiveMetadata, read_metadata, write_metadata
from seq_tui.archive.file.open_writable import open_or_create
from seq_tui.archive.file.put_result import PutResult
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.archive.file.storage import (
    delete_rows,
    insert_earlier,
    insert_row,
    next_position,
    optimise_indexes,
    release_free_pages,
    update_seen_from,
)
from seq_tui.archive.file.table_checksums import delete_table_checksums, store_table_checksums
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.system_failure import where_supported
from seq_tui.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from seq_tui.archive.file.encoded_item import EncodedItem
    from seq_tui.archive.file.reader import Row
    from seq_tui.domain.json import Json
    from seq_tui.wire.item_texts import ReceivedItem

_IMPORTED_FROM = "imported from"
"""Name under which an archive stores the place of the first deleted sequence that was imported."""

WRITTEN_BY = f"seq-tui {VERSION}"


class ArchiveWriter(Archive):
    """An archive to put items into; at any instant, each change is there whole or not at all."""

    stores_texts = True

    _seen_from: str | None = None
    """When the items that are being put in were received."""

    @classmethod
    def open_or_create(cls, path: Path, host: str, account: str = "") -> ArchiveWriter:
        """Open the archive at `path` to continue it, or create it for its owner only.

        Args:
            path: the file.
            host: the host that the account is read from.
            account: distinguishes this account from others of the same host.

        Raises:
            ArchiveError: it cannot be written, is damaged, or holds another account.
        """
        connection = open_or_create(path)
        archive = cls(connection, path)
        with ExitStack() as stack:
            stack.callback(connection.close)
            with translate_errors(path):
                metadata = read_metadata(connection)
                if metadata is None:
                    metadata = ArchiveMetadata(WRITTEN_BY, host, account, utc_now())
                    archive.set_metadata(metadata)
            if (metadata.host, metadata.account) != (host, account):
                raise OtherAccountError(f"{path} holds another account, that of {metadata.host}")
            stack.pop_all()
        return archive

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Apply all changes of this block or none; a nested block joins the outer one."""
        if self._connection.in_transaction:
            yield
            return
        with self._reading():
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            with self._reading():
                delete_table_checksums(self._connection)
            yield
            with self._reading():
                self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def put(
        self,
        items: Iterable[Json | ReceivedItem],
        *,
        pass_number: int = 0,
        match_equal: bool = False,
    ) -> PutResult:
        """Append items after the last one, in one transaction.

        A sequence that is there already keeps its position. Of its two states, the one with the
        later ``updated_at`` (compared as text) stays; of equal ones, the one from the later pass. A
        sequence that was deleted and has come back is moved to the end.

        Args:
            items: as received.
            pass_number: the pass over the account in which they were seen; see `mark_deleted`.
            match_equal: whether an item without an id, which cannot be recognised otherwise, is
                taken for a stored one that equals it: for items that have been read before.

        Raises:
            ArchiveError: they cannot be written; then none is.
        """
        outcomes: Counter[str] = Counter()
        self._seen_from = utc_now()
        with self.transaction(), self._reading():
            for each in items:
                item = encode_item(each)
                outcomes[self._put(item, pass_number, match_equal=match_equal)] += 1
        return PutResult(**outcomes)

    def put_page(
        self,
        number: int,
        items: Iterable[Json | ReceivedItem],
        *,
        is_last: bool = False,
        seen: int = 0,
    ) -> None:
        """Replace page `number` (from 1) by these items in this order, in one transaction.

        Items that are no longer on that page are deleted; if it is the last page, so are all pages
        after it. Pages before it may be missing: such an archive has gaps.

        Raises:
            ArchiveError: they cannot be written; then nothing has changed.
        """
        first = (number - 1) * PER_PAGE + 1
        with self.transaction(), self._reading():
            self._mark_gaps()
            stop = DELETED_FROM if is_last else first + PER_PAGE
            delete_rows(self._connection, first, stop)
            for position, each in enumerate(items, first):
                item = encode_item(each)
                if item.id is not None:
                    self._delete_at(self._reader.position_of(item.id))
                insert_row(self._connection, position, item, seen)

    def equal_row(self, item: EncodedItem) -> Row | None:
        """The row of an item that equals this one, which has no id."""
        with self._reading():
            position = self._find_position(item, match_equal=True)
            return None if position is None else self._reader.row_at(position)

    def live_id_count(self) -> int:
        """The number of ids that the account has, without those it has since deleted."""
        query = "SELECT count(id) FROM sequence WHERE place < ?"
        with self._reading():
            number: int = self._connection.execute(query, (DELETED_FROM,)).fetchone()[0]
        return number

    def set_seen_from(self, row: Row, seen_from: str | None) -> None:
        """Change the time since when the item of a row is known in its form."""
        with self.transaction(), self._reading():
            update_seen_from(self._connection, row, seen_from)

    def put_deleted(self, item: EncodedItem, at: str, seen_from: str | None) -> None:
        """Append an item that the account has since deleted."""
        with self.transaction(), self._reading():
            self._append_deleted(item, at, seen_from)

    def put_earlier(self, item: EncodedItem, seen_from: str | None, until: str) -> None:
        """Append an earlier form of a sequence."""
        with self.transaction(), self._reading():
            insert_earlier(self._connection, item, seen_from, until)

    def begin_import(self) -> None:
        """Let `undo_import` delete the deleted sequences and earlier forms put from now on."""
        with self.transaction(), self._reading():
            first = next_position(self._connection, deleted=True)
            self.save_progress(_IMPORTED_FROM, str(first))

    def undo_import(self) -> None:
        """Delete what an earlier run imported, and did not live to publish."""
        with self.transaction(), self._reading():
            self._connection.execute("DELETE FROM earlier")
            if (first := self.load_progress(_IMPORTED_FROM)) is not None:
                delete_rows(self._connection, int(first), 2 * DELETED_FROM)
                self.save_progress(_IMPORTED_FROM, None)

    def count_seen(self, pass_number: int) -> int:
        """The number of items that were seen in this pass, which must be the newest."""
        query = "SELECT count(*) FROM words WHERE place < ? AND seen = ?"
        with self._reading():
            number: int = self._connection.execute(query, (DELETED_FROM, pass_number)).fetchone()[0]
        return number

    def mark_deleted(self, pass_number: int, at: str) -> int:
        """Mark all items not seen since this pass as deleted by the time `at`; returns how many."""
        query = "SELECT place FROM words WHERE place < ? AND seen < ? ORDER BY place"
        with self.transaction(), self._reading():
            rows = self._connection.execute(query, (DELETED_FROM, pass_number)).fetchall()
            for (position,) in rows:
                self._mark_deleted_at(position, at)
        return len(rows)

    def save_progress(self, name: str, value: str | None) -> None:
        """Store a value that `load_progress` returns after an interruption; `None` deletes it."""
        with self.transaction(), self._reading():
            self._connection.execute("DELETE FROM progress WHERE name = ?", (name,))
            if value is not None:
                self._connection.execute(
                    "INSERT INTO progress (name, value) VALUES (?, ?)", (name, value)
                )

    def creator_ids(self) -> list[int]:
        """The ids of all users who created a sequence."""
        with self._reading():
            return creator_ids(self._connection)

    def load_creator_names(self) -> dict[int, str]:
        """The names of users that are stored, by id."""
        with self._reading():
            return read_creator_names(self._connection)

    def save_creator_names(self, names: Mapping[int, str]) -> None:
        """Store the names of users by id, for `creator_names`."""
        self.save_progress(NAMES_KEY, json.dumps(names) if names else None)

    def replace_texts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Store the texts of templates that another archive's `text_rows` returned, and no other.

        Raises:
            SourceError: they cannot be written; then nothing has changed.
        """
        from seq_tui.archive.texts.text_rows import replace_rows

        with self.transaction(), self._reading():
            replace_rows(self._connection, rows)

    def load_progress(self, name: str) -> str | None:
        """The value last stored under this name."""
        with self._reading():
            query = "SELECT value FROM progress WHERE name = ?"
            row = self._connection.execute(query, (name,)).fetchone()
        return None if row is None else row[0]

    def set_metadata(self, metadata: ArchiveMetadata) -> None:
        """Replace the archive's metadata."""
        with self.transaction(), self._reading():
            write_metadata(self._connection, metadata)

    def finish(self) -> None:
        """Close the archive as one file, flushed to the disk and without side files."""
        with closing(self._connection), self._reading():
            with self.transaction():
                optimise_indexes(self._connection)
                store_table_checksums(self._connection)
            release_free_pages(self._connection)
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA journal_mode = DELETE")
        with self.path.open("rb") as file, where_supported():
            os.fsync(file.fileno())

    def _put(self, item: EncodedItem, pass_number: int, *, match_equal: bool) -> str:
        """Put one item; returns the field of `PutResult` that counts it."""
        position = self._find_position(item, pass_number, match_equal=match_equal)
        if position is None:
            self._insert(next_position(self._connection), item, pass_number)
            return "added"
        row = self._reader.row_at(position)
        seen = self._connection.execute("SELECT seen FROM words WHERE place = ?", (position,))
        is_same_pass = seen.fetchone()[0] == pass_number
        is_repeated = pass_number > 0 and is_same_pass
        is_live = position < DELETED_FROM
        if is_live and not _is_newer(item, row, is_same_pass=is_same_pass):
            update = "UPDATE words SET seen = ? WHERE place = ?"
            self._connection.execute(update, (pass_number, position))
            return "repeated" if is_repeated else "unchanged"
        self._delete_at(position)
        if not is_live:
            self._fill_gap_of_deleted(position)
        new_position = position if is_live else next_position(self._connection)
        self._insert(new_position, item, pass_number)
        return "repeated" if is_repeated else "updated"

    def _insert(self, position: int, item: EncodedItem, pass_number: int) -> None:
        """Insert an item that was not there in this form."""
        insert_row(self._connection, position, item, pass_number, seen_from=self._seen_from)

    def _find_position(
        self, item: EncodedItem, pass_number: int = 0, *, match_equal: bool
    ) -> int | None:
        """The position of the same sequence or, if `match_equal`, of an equal item without an id.

        Each of several equal items is matched once in a pass.
        """
        if item.id is not None:
            return self._reader.position_of(item.id)
        query = (
            "SELECT place FROM sequence JOIN words USING (place)"
            " WHERE id IS NULL AND item = ? AND received IS ? AND (seen < ? OR ? = 0) LIMIT 1"
        )
        limits = (item.text, item.received, pass_number, pass_number)
        row = self._connection.execute(query, limits).fetchone() if match_equal else None
        return None if row is None else row[0]

    def _mark_deleted_at(self, position: int, at: str) -> None:
        self._mark_gaps()
        row = self._reader.row_at(position)
        self._delete_at(position)
        self._append_deleted(encode_item(row.item), at, row.seen_from)

    def _append_deleted(self, item: EncodedItem, at: str, seen_from: str | None) -> None:
        position = next_position(self._connection, deleted=True)
        insert_row(self._connection, position, item, deleted_at=at, seen_from=seen_from)

    def _fill_gap_of_deleted(self, position: int) -> None:
        """Move the last deleted sequence to a place before it that is free: they have no gaps."""
        last = next_position(self._connection, deleted=True) - 1
        if last > position:
            row = self._reader.row_at(last)
            self._delete_at(last)
            item = encode_item(row.item)
            insert_row(self._connection, position, item, 0, row.deleted_at, row.seen_from)

    def _delete_at(self, position: int | None) -> None:
        if position is not None:
            delete_rows(self._connection, position, position + 1)

    def _mark_gaps(self) -> None:
        self._connection.execute("UPDATE about SET has_gaps = 1 WHERE NOT has_gaps")


def _is_newer(item: EncodedItem, row: Row, *, is_same_pass: bool) -> bool:
    """Whether an item is a newer state than the stored one."""
    if (item.text, item.received) == (row.text, row.received):
        return False
    updated_at = encode_item(row.item).updated_at
    return item.updated_at > updated_at or (item.updated_at == updated_at and not is_same_pass)


def utc_now() -> str:
    """The time now, in the form that an archive stores: ``2026-11-24T18:30:05Z``."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
