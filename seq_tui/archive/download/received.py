"""What was received of a list, for as long as it is read: in a temporary database of SQLite.

SQLite keeps half a megabyte of it in memory and the rest in a file that has no name, so that memory
does not grow with the account.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Self

from seq_tui.archive.file.put_result import PutResult
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.storable_text import replace_unstorable
from seq_tui.wire.item_texts import ReceivedItem, encode_json, value_of
from seq_tui.wire.records import item_id, item_updated_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from seq_tui.domain.json import Json

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA cache_size = -500;
CREATE TABLE item (
    rank INTEGER PRIMARY KEY, id INTEGER UNIQUE, updated_at TEXT, seen INTEGER,
    is_selected INTEGER, json TEXT
);
CREATE INDEX without_id ON item (json) WHERE id IS NULL;
"""


class ReceivedItems:
    """The items of a list, each id once and in its newest version.

    Args:
        stores_items: whether the items are needed again; otherwise only their ids are stored.
        stores_texts: whether `pages` returns the items with their texts, as the service wrote them.
        is_selected: whether an item is wanted; the others are counted, and nothing else.
    """

    def __init__(
        self,
        *,
        stores_items: bool,
        stores_texts: bool = False,
        is_selected: Callable[[Json], bool] = lambda _item: True,
    ) -> None:
        self.stores_texts = stores_texts
        self._stores_items = stores_items
        self._is_selected = is_selected
        self._next_rank = 1
        with _translate_errors():
            self._connection = sqlite3.connect("", isolation_level=None)
            self._connection.executescript(_TABLES)
        self.new_items: list[Json] = []
        """The selected items that the latest `put` added, each id in its newest version."""

        self.outdated = 0
        """Selected items of which a newer version came in a later `put` than the first one."""

    def transaction(self) -> AbstractContextManager[None]:
        """Nothing is ever read after an error, so there is nothing to undo."""
        return nullcontext()

    def put(
        self,
        items: Iterable[Json | ReceivedItem],
        *,
        pass_number: int = 0,
        match_equal: bool = False,
    ) -> PutResult:
        """Put items, as `seq_tui.archive.file.writer.ArchiveWriter.put` does.

        Raises:
            SourceError: the temporary database cannot be written.
        """
        repeated = 0
        added: dict[object, Json] = {}
        with _translate_errors():
            for each in items:
                item = value_of(each)
                text = each.text if isinstance(each, ReceivedItem) else None
                text = text if self.stores_texts else None
                key = item_id(item)
                found = self._find(key, item, text, pass_number, match_equal=match_equal)
                if found is None:
                    added[object() if key is None else key] = item
                    self._insert(key, item, text, pass_number)
                    continue
                rank, updated_at, seen = found
                repeated += seen == pass_number
                if seen != pass_number:
                    rank = self._move_to_end(rank, pass_number)
                if key is not None and _updated_at(item) > updated_at:
                    is_unread = key in added
                    self.outdated += not is_unread and self._is_selected(item)
                    self._replace(rank, item, text)
                    added |= {key: item} if is_unread else {}
        self.new_items = list(filter(self._is_selected, added.values()))
        return PutResult(added=len(added), repeated=repeated)

    def count_seen(self, pass_number: int) -> int:
        """The number of items that were seen in this pass."""
        query = "SELECT count(*) FROM item WHERE seen = ?"
        with _translate_errors():
            number: int = self._connection.execute(query, (pass_number,)).fetchone()[0]
        return number

    def count_unseen(self, pass_number: int) -> int:
        """The number of selected items that were seen only before this pass."""
        query = "SELECT count(*) FROM item WHERE seen < ? AND is_selected"
        with _translate_errors():
            number: int = self._connection.execute(query, (pass_number,)).fetchone()[0]
        return number

    def pages(self, pass_number: int) -> Iterator[list[Json | ReceivedItem]]:
        """The selected items that were seen in this pass, the newest, in its order."""
        query = "SELECT json FROM item WHERE seen = ? AND is_selected ORDER BY rank"
        with _translate_errors():
            cursor = self._connection.execute(query, (pass_number,))
            while rows := cursor.fetchmany(PER_PAGE):
                if self.stores_texts:
                    yield [ReceivedItem(json.loads(text), text) for (text,) in rows]
                else:
                    yield [json.loads(text) for (text,) in rows]

    def close(self) -> None:
        """Delete everything."""
        self._connection.close()

    def __enter__(self) -> Self:
        """The items, deleted at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _find(
        self,
        key: int | None,
        item: Json,
        text: str | None,
        pass_number: int,
        *,
        match_equal: bool,
    ) -> tuple[int, str, int] | None:
        """Rank, ``updated_at`` and latest pass of the same item, if it was put before."""
        columns = "SELECT rank, updated_at, seen FROM item WHERE"
        if key is not None:
            rows = self._connection.execute(f"{columns} id = ?", (key,))
        elif match_equal:
            query = f"{columns} id IS NULL AND json = ? AND seen < ? LIMIT 1"
            rows = self._connection.execute(query, (text or encode_json(item), pass_number))
        else:
            return None
        found: tuple[int, str, int] | None = rows.fetchone()
        return found

    def _insert(self, key: int | None, item: Json, text: str | None, pass_number: int) -> None:
        # The only way to recognise an item without an id is its value.
        text = (text or encode_json(item)) if self._stores_items or key is None else None
        row = (self._next_rank, key, _updated_at(item), pass_number, self._is_selected(item), text)
        self._connection.execute("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)", row)
        self._next_rank += 1

    def _move_to_end(self, rank: int, pass_number: int) -> int:
        """Let an item follow those that were seen in this pass before it; returns its new rank."""
        new_rank, self._next_rank = self._next_rank, self._next_rank + 1
        update = "UPDATE item SET seen = ?, rank = ? WHERE rank = ?"
        self._connection.execute(update, (pass_number, new_rank, rank))
        return new_rank

    def _replace(self, rank: int, item: Json, text: str | None) -> None:
        text = (text or encode_json(item)) if self._stores_items else None
        update = "UPDATE item SET updated_at = ?, is_selected = ?, json = ? WHERE rank = ?"
        self._connection.execute(update, (_updated_at(item), self._is_selected(item), text, rank))


def _updated_at(item: Json) -> str:
    return replace_unstorable(item_updated_at(item))


@contextmanager
def _translate_errors() -> Iterator[None]:
    """Raise an error of SQLite, met in this block, as a `SourceError`."""
    try:
        yield
    except sqlite3.ProgrammingError:  # a bug
        raise
    except sqlite3.Error as error:
        message = f"The temporary file cannot be written: {error}"
    else:
        return
    raise SourceError(Failure(Cause.FILE, message, "Set TMPDIR to a folder with more room."))
