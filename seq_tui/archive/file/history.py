"""What an older archive of an account holds and a newer one does not, carried over into it.

The newer one then has each form that a sequence ever had in a save: the account's own now, those
before it with the time at which each was replaced or deleted, and the last form of what is gone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from seq_tui.archive.file.encoded_item import encode_item

if TYPE_CHECKING:
    from seq_tui.archive.file.reader import Row
    from seq_tui.archive.file.stored_rows import StoredRows
    from seq_tui.archive.file.writer import ArchiveWriter


@dataclass(frozen=True, slots=True)
class Changes:
    """How an account differs from what an older archive holds, and what was dropped of that."""

    new: int = 0
    """Sequences that the account did not have, perhaps for some time, when it was last saved."""

    changed: int = 0
    deleted: int = 0
    """Items that the account had then, and has no longer."""

    dropped_items: int = 0
    """Items that only the older archive holds, and that were not carried over."""

    dropped_forms: int = 0
    """The same of forms of other sequences."""


def import_history(
    archive: ArchiveWriter, old: StoredRows, at: str, *, keep: bool = True
) -> Changes:
    """Carry over what only the `old` archive holds; a second time changes nothing.

    Args:
        archive: the newer archive.
        old: an archive of the same account.
        at: the time by which a sequence that is missing from the newer one was deleted.
        keep: whether to carry anything over; if not, what is dropped is only counted.

    Raises:
        ArchiveError: one of them cannot be read or written; then nothing was carried over.
    """
    with archive.transaction():
        history = _Import(archive, old, at, keep=keep)
        return history.run()


class _Import:
    def __init__(self, archive: ArchiveWriter, old: StoredRows, at: str, *, keep: bool) -> None:
        self._archive = archive
        self._old = old
        self._at = at
        self._keep = keep
        self._still_there = 0
        self._changed = 0
        self._deleted = 0
        self._dropped_items = 0
        self._dropped_forms = 0

    def run(self) -> Changes:
        self._archive.undo_import()
        if self._keep:
            self._archive.begin_import()
        for row in self._old.all_earlier_rows():
            self._import_earlier(row, row.deleted_at or self._at)
        for row in self._old.all_rows():
            self._import(row)
        return Changes(
            self._archive.live_id_count() - self._still_there,
            self._changed,
            self._deleted,
            self._dropped_items,
            self._dropped_forms,
        )

    def _import(self, row: Row) -> None:
        new = self._counterpart(row)
        is_live = new is not None and new.deleted_at is None
        if row.deleted_at is None:
            self._deleted += not is_live
            self._still_there += is_live and row.id is not None
        if new is None:
            self._import_deleted(row)
        elif row.id is None:
            return
        elif row.deleted_at is not None:
            # Otherwise it is the same deletion, carried over before.
            if new.deleted_at != row.deleted_at:
                self._import_earlier(row, row.deleted_at)
        elif not is_same_form(row, new):
            self._changed += is_live
            self._import_earlier(row, new.seen_from or self._at)
        elif self._keep and new.seen_from != row.seen_from:
            self._archive.set_seen_from(new, row.seen_from)

    def _counterpart(self, row: Row) -> Row | None:
        """The row of the same sequence, or of an equal item without an id."""
        # Finding an id takes 5 µs, decoding an item 150 (measured).
        if row.id is not None:
            return self._archive.row_with_id(row.id)
        return self._archive.equal_row(encode_item(self._old.item_of(row)))

    def _import_deleted(self, row: Row) -> None:
        if not self._keep:
            self._dropped_items += 1
        else:
            item = encode_item(self._old.item_of(row))
            self._archive.put_deleted(item, row.deleted_at or self._at, row.seen_from)

    def _import_earlier(self, row: Row, until: str) -> None:
        if not self._keep:
            self._dropped_forms += 1
        else:
            item = encode_item(self._old.item_of(row))
            self._archive.put_earlier(item, row.seen_from, until)


def is_same_form(one: Row, other: Row) -> bool:
    """Whether two rows have the same JSON but for the order of keys, spaces and escapes.

    Numbers are compared as they are written: no value of Python tells ``1e400`` from ``1e401``.
    Archives before version 3, whose rows have no checksums, did not keep how they were.
    """
    texts = [row.received or row.text for row in (one, other)]
    if texts[0] == texts[1]:
        return True
    is_older = one.checksum is None or other.checksum is None
    canonical = _canonical_value if is_older else _canonical_text
    return canonical(texts[0]) == canonical(texts[1])


def _canonical_value(text: str) -> str:
    return json.dumps(json.loads(text), sort_keys=True)


def _canonical_text(text: str) -> str:
    """The JSON with its objects as sorted pairs, equal keys included, and its numbers as strings.

    Each of these is in a list that begins with a number, which nothing else has.
    """
    value = json.loads(
        text,
        object_pairs_hook=lambda pairs: [0, sorted(pairs, key=itemgetter(0))],
        parse_int=_number,
        parse_float=_number,
        parse_constant=_number,
    )
    return json.dumps(value)


def _number(text: str) -> list[int | str]:
    return [1, text]
