"""An archive that is being written: a download on its way, or a cache."""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from seq_tui.archive.file.about import About, read_about, write_about
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError, translate_errors
from seq_tui.archive.file.open_writable import open_own
from seq_tui.archive.file.row import record_of
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.archive.file.storage import clear, next_position, optimise, write
from seq_tui.domain.page import PER_PAGE
from seq_tui.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from seq_tui.archive.file.row import Record
    from seq_tui.domain.json import Json

PROGRAM = f"seq-tui {VERSION}"


@dataclass(frozen=True, slots=True)
class Change:
    """What putting items into an archive did."""

    added: int = 0
    """Items that were not there."""

    changed: int = 0
    """Sequences that were there in an older state."""

    same: int = 0
    """Items that were there already, as new or newer."""

    repeated: int = 0
    """Items that had been put in the same reading already."""


class ArchiveWriter(Archive):
    """An archive that takes items in; each change is there whole or not at all, at any instant."""

    @classmethod
    def begin(cls, path: Path, host: str, account: str = "") -> ArchiveWriter:
        """The archive at `path`, made if there is none, else to go on with.

        Args:
            path: where it is; for its owner only.
            host: where the account is read from.
            account: what tells this account from others of the same host.

        Raises:
            ArchiveError: it cannot be written, is damaged, or is that of another account.
        """
        connection = open_own(path)
        archive = cls(connection, path)
        with ExitStack() as stack:
            stack.callback(connection.close)
            with translate_errors(path):
                about = read_about(connection)
                if about is None:
                    about = About(PROGRAM, host, account, utc_now())
                    archive.describe(about)
            if (about.host, about.account) != (host, account):
                raise ArchiveError(f"{path} holds another account, that of {about.host}")
            stack.pop_all()
        return archive

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A block whose changes are kept together or not at all; blocks within are part of it."""
        if self._connection.in_transaction:
            yield
            return
        with translate_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with translate_errors(self.path):
                self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def put(self, items: Iterable[Json], *, pass_number: int = 0, again: bool = False) -> Change:
        """Add items behind the last one, in one transaction.

        A sequence that is there already stays where it is, and in the state whose ``updated_at`` is
        the later text, or of equal ones in that of the later reading; one that was deleted and is
        back becomes the last.

        Args:
            items: as they were received.
            pass_number: the number of the reading that they were seen in; see `unseen`.
            again: whether they have all been read before, so that one without an id, which nobody
                can recognise, is taken for the one that equals it.

        Raises:
            ArchiveError: they cannot be written; then none is.
        """
        did: Counter[str] = Counter()
        with self.transaction(), translate_errors(self.path):
            for item in items:
                did[self._put(record_of(item), pass_number, again=again)] += 1
        return Change(**did)

    def put_page(
        self, number: int, items: Iterable[Json], *, is_last: bool = False, seen: int = 0
    ) -> None:
        """Let page `number` (from 1) hold these items in this order, in one transaction.

        Whatever was on that page, and is not on it any more, goes; if it is the last, so do the
        pages behind it. Pages before it may be missing: such an archive has gaps.

        Raises:
            ArchiveError: they cannot be written; then nothing has changed.
        """
        first = (number - 1) * PER_PAGE + 1
        with self.transaction(), translate_errors(self.path):
            self._gap()
            clear(self._connection, first, DELETED_FROM if is_last else first + PER_PAGE)
            for at, item in enumerate(items, first):
                record = record_of(item)
                if record.id is not None:
                    self._forget(self._reader.position(record.id))
                write(self._connection, at, record, seen)

    def delete(self, ids: Iterable[int], at: str) -> int:
        """Keep these sequences as ones that the account has deleted, as was noticed at `at`.

        Returns how many of them were there.
        """
        with self.transaction(), translate_errors(self.path):
            places = {each: self._reader.position(each) for each in ids}
            live = [place for place in places.values() if place and place < DELETED_FROM]
            for place in live:
                self._mark_deleted(place, at)
        return len(live)

    def keep(self, old: Archive, at: str) -> int:
        """Take over what only the `old` archive holds, as deleted by the time `at`.

        Returns how many items these were.
        """
        kept = 0
        with self.transaction(), translate_errors(self.path):
            for row in old.stored():
                sequence_id, text, deleted_at = row
                # To find an id takes 5 µs, to read a record 150 (measured).
                if sequence_id is not None and self._reader.position(sequence_id) is not None:
                    continue
                if self._place(record_of(old._items([row])[0]), is_known=True) is None:
                    self._keep_deleted(text, deleted_at or at)
                    kept += 1
        return kept

    def unseen(self, pass_number: int) -> list[int]:
        """The ids of the sequences that the account may have deleted: not seen since `reading`."""
        query = (
            "SELECT id FROM sequence JOIN words USING (position)"
            " WHERE position < ? AND seen < ? AND id IS NOT NULL ORDER BY position"
        )
        with translate_errors(self.path):
            rows = self._connection.execute(query, (DELETED_FROM, pass_number)).fetchall()
        return [sequence_id for (sequence_id,) in rows]

    def seen(self, pass_number: int) -> int:
        """How many items were seen in that reading, which is the newest."""
        query = "SELECT count(*) FROM words WHERE position < ? AND seen = ?"
        with translate_errors(self.path):
            number: int = self._connection.execute(query, (DELETED_FROM, pass_number)).fetchone()[0]
        return number

    def mark_deleted(self, pass_number: int, at: str) -> int:
        """Keep all that was not seen since `reading` as deleted by the time `at`; how many."""
        query = "SELECT position FROM words WHERE position < ? AND seen < ? ORDER BY position"
        with self.transaction(), translate_errors(self.path):
            rows = self._connection.execute(query, (DELETED_FROM, pass_number)).fetchall()
            for (place,) in rows:
                self._mark_deleted(place, at)
        return len(rows)

    def remember(self, name: str, value: str | None) -> None:
        """Note something to be found again by `recall` after an interruption; `None` forgets it."""
        with self.transaction(), translate_errors(self.path):
            self._connection.execute("DELETE FROM progress WHERE name = ?", (name,))
            if value is not None:
                self._connection.execute("INSERT INTO progress VALUES (?, ?)", (name, value))

    def recall(self, name: str) -> str | None:
        """What was noted under that name last."""
        with translate_errors(self.path):
            query = "SELECT value FROM progress WHERE name = ?"
            row = self._connection.execute(query, (name,)).fetchone()
        return None if row is None else row[0]

    def describe(self, about: About) -> None:
        """Make the archive say that about itself."""
        with self.transaction(), translate_errors(self.path):
            write_about(self._connection, about)

    def finish(self) -> None:
        """Close the archive as one whole file, safe on the disk, with none beside it."""
        with translate_errors(self.path), closing(self._connection):
            optimise(self._connection)
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA journal_mode = DELETE")
        with self.path.open("rb") as file:
            os.fsync(file.fileno())

    def _put(self, record: Record, pass_number: int, *, again: bool) -> str:
        """Put one record; which count of `Change` it belongs to."""
        place = self._place(record, pass_number, is_known=again)
        if place is None:
            write(self._connection, next_position(self._connection), record, pass_number)
            return "added"
        _, text, _ = self._reader.at(place)
        seen = self._connection.execute("SELECT seen FROM words WHERE position = ?", (place,))
        is_same_reading = seen.fetchone()[0] == pass_number
        is_repeated = pass_number > 0 and is_same_reading
        if place < DELETED_FROM and not _is_news(record, text, is_same_reading=is_same_reading):
            update = "UPDATE words SET seen = ? WHERE position = ?"
            self._connection.execute(update, (pass_number, place))
            return "repeated" if is_repeated else "same"
        self._forget(place)
        back = next_position(self._connection) if place >= DELETED_FROM else place
        write(self._connection, back, record, pass_number)
        return "repeated" if is_repeated else "changed"

    def _place(self, record: Record, pass_number: int = 0, *, is_known: bool) -> int | None:
        """Where the sequence of a record is, or an equal item without an id if it `is_known`.

        Of equal items, each is found once in a reading.
        """
        if record.id is not None:
            return self._reader.position(record.id)
        query = (
            "SELECT position FROM sequence JOIN words USING (position)"
            " WHERE id IS NULL AND json = ? AND (seen < ? OR ? = 0) LIMIT 1"
        )
        limits = (record.json, pass_number, pass_number)
        row = self._connection.execute(query, limits).fetchone() if is_known else None
        return None if row is None else row[0]

    def _mark_deleted(self, place: int, at: str) -> None:
        self._gap()
        _, text, _ = self._reader.at(place)
        self._forget(place)
        self._keep_deleted(text, at)

    def _keep_deleted(self, text: str, at: str) -> None:
        place = next_position(self._connection, deleted=True)
        write(self._connection, place, record_of(json.loads(text)), deleted_at=at)

    def _forget(self, place: int | None) -> None:
        if place is not None:
            clear(self._connection, place, place + 1)

    def _gap(self) -> None:
        self._connection.execute("UPDATE about SET has_gaps = 1 WHERE NOT has_gaps")


def _is_news(record: Record, text: str, *, is_same_reading: bool) -> bool:
    """Whether a record that has just come tells more than the JSON that is there."""
    if record.json == text:
        return False
    updated_at = record_of(json.loads(text)).updated_at
    return record.updated_at > updated_at or (
        record.updated_at == updated_at and not is_same_reading
    )


def utc_now() -> str:
    """The time now, as an archive notes it: ``2026-11-24T18:30:05Z``."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
