"""Search in an archive: the rows whose name or task contains all of some words, in order.

The index lists the rows that contain each trigram. Words of three or more characters are found
through their trigrams; the rows found are then compared with the words themselves. Shorter words
are usually so common that a scan of the first rows finds enough matches. If it does not, the search
uses all trigrams that begin with such a word; if there are too many of these, it scans the
remaining rows until it has enough matches.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.archive.file.encoded_item import task_texts
from seq_tui.archive.file.positions import Positions
from seq_tui.archive.file.schema import last_live_place
from seq_tui.domain.folding import contains_all
from seq_tui.domain.storable_text import REPLACEMENT, replace_unstorable
from seq_tui.wire.records import MAX_INTEGER, sequence_from, unwrap

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as SequenceOf
    from typing import TypeAlias

    from seq_tui.archive.file.filter_sql import Condition
    from seq_tui.domain.sequence import Sequence

    Row: TypeAlias = tuple[int] | tuple[int, str]
    """A position, and the text at it if it is still to be compared."""

TRIGRAM = 3
"""Characters in each entry of the index."""

MAX_TRIGRAMS = 64
"""Most trigrams in one query of the index; a longer text is found by its beginning."""

MAX_WORDS = 20
"""Most words to compare in SQLite; those of a longer text are compared with the row itself."""

SCAN_FIRST = 5_000
"""The last position to scan for short words before the index is used. The scan takes a
millisecond, and the index is slowest where the text is common."""

SAMPLE = 2_500
"""Rows at either end of the account in which words are counted to tell whether they are common."""

COMMON = 4
"""If the index finds at least one row in so many, to look at each row is quicker."""

CHUNK = 10_000
"""Rows to find in one go: it takes 10 ms, after which other tasks run."""


class SearchField(NamedTuple):
    """The statements that search one kind of text, and the text itself.

    In each, ``{words}`` stands for as many comparisons as there are words.
    """

    index_name: str
    index_query: str
    scan_query: str
    text_query: str
    """The next rows with their texts, to compare them here."""

    comparison: str
    create_vocabulary: str
    """Creates the table of all trigrams in the index."""

    next_trigram_query: str
    texts: Callable[[Sequence], list[str]]
    """The original texts of a sequence; the file holds only their keys."""


NAME = SearchField(
    "name_index",
    "SELECT words.place FROM name_index JOIN words ON words.place = name_index.rowid"
    " WHERE name_index MATCH ? AND name_index.rowid > ? AND {words}"
    " ORDER BY name_index.rowid LIMIT ?",
    "SELECT place FROM words WHERE place > ? AND place <= ? AND {words} ORDER BY place LIMIT ?",
    "SELECT place, CAST(name AS TEXT) FROM words WHERE place > ? ORDER BY place LIMIT ?",
    "instr(words.name, ?)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.name_terms"
    " USING fts5vocab(main, name_index, instance)",
    "SELECT term FROM temp.name_terms WHERE term >= ? LIMIT 1",
    lambda sequence: [sequence.name or ""],
)

TASK = SearchField(
    "task_index",
    "SELECT words.place FROM task_index JOIN words ON words.place = task_index.rowid"
    " WHERE task_index MATCH ? AND task_index.rowid > ? AND {words}"
    " ORDER BY task_index.rowid LIMIT ?",
    "SELECT place FROM words WHERE place > ? AND place <= ? AND {words} ORDER BY place LIMIT ?",
    "SELECT place, CAST(tasks AS TEXT) FROM words WHERE place > ? ORDER BY place LIMIT ?",
    "instr(words.tasks, ?)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.task_terms"
    " USING fts5vocab(main, task_index, instance)",
    "SELECT term FROM temp.task_terms WHERE term >= ? LIMIT 1",
    task_texts,
)

PICK = "SELECT place FROM words WHERE place IN ({numbers}) AND {words}"

_COUNT = "SELECT count(*) FROM {index} WHERE {index} MATCH ? AND rowid > ? AND rowid <= ?"
_WITH_TASK = "SELECT place FROM sequence WHERE tasks > 0 AND place > ? ORDER BY place LIMIT ?"
"""The rows that have any task, with or without a text."""


class Matches(Positions):
    """The rows with a text that contains all words; found as far as requested.

    Args:
        connection: the open archive.
        words: folded, as those of a `seq_tui.domain.query.Query`. Without any, every name matches,
            and every sequence with a task.
        field: the kind of text.
        is_folded: whether the texts in the file are folded, as they are since version 2. Otherwise
            every row is read and folded: slower, with the same result.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        words: SequenceOf[str],
        field: SearchField = NAME,
        *,
        is_folded: bool = True,
    ) -> None:
        super().__init__()
        self._connection = connection
        self._field = field
        self._words = words
        # The longest first, since it excludes most rows.
        keys = sorted(map(replace_unstorable, words), key=len, reverse=True)
        self._keys = keys[:MAX_WORDS]
        self._is_folded = is_folded
        # Keys share a placeholder, those of all tasks are one text, and not all may be compared.
        self._is_rechecked = (
            any(REPLACEMENT in key for key in keys)
            or (field is TASK and any(" " in key for key in keys))
            or len(keys) > MAX_WORDS
        )
        is_short = 0 < max(map(len, keys), default=0) < TRIGRAM
        self._scan_until = SCAN_FIRST if is_short and is_folded else 0
        self._searched_until = 0

    def is_match(self, position: int) -> bool:
        """Whether one of the row's own texts contains all words."""
        query = "SELECT coalesce(CAST(item AS TEXT), '') FROM sequence WHERE place = ?"
        row = self._connection.execute(query, (position,)).fetchone()
        data = unwrap(json.loads(row[0])) if row else None
        texts = [] if data is None else self._field.texts(sequence_from(data))
        return any(contains_all(text, self._words) for text in texts)

    @cached_property
    def _index_terms(self) -> str | None:
        return _index_terms(self._connection, self._keys, self._field)

    @property
    def name_words(self) -> SequenceOf[str]:
        """Those of the search."""
        return self._keys if self._field is NAME and self._is_folded else ()

    def found_in_index(self, condition: Condition) -> Condition:
        """A condition that selects some of these rows, of those that the index finds, if it can."""
        if not self._is_folded or self._index_terms is None:
            return condition
        if not self._index_terms:
            return condition._replace(sql="0", parameters=())
        if self._is_common(self._index_terms):
            return condition
        return condition.found_in(self._field.index_name, self._index_terms)

    def _is_common(self, terms: str) -> bool:
        """Whether the index finds much by these terms among the first and the last rows."""
        last = last_live_place(self._connection)
        count = _COUNT.format(index=self._field.index_name)
        found: int = sum(
            self._connection.execute(count, (terms, first, first + SAMPLE)).fetchone()[0]
            for first in (0, max(last - SAMPLE, SAMPLE))
        )
        return found * COMMON > 2 * SAMPLE

    def not_searched(self) -> tuple[int, Condition] | None:
        """The rows that the index finds, unless some have to be read to compare them."""
        if self._is_complete or self._is_rechecked or not self._is_folded or not self._index_terms:
            return None
        # Imported here, since only an order that is not the account's needs it.
        from seq_tui.archive.file.filter_sql import Condition

        condition = Condition(self._with_words("{words}"), tuple(self._keys), needs_words=True)
        return self._searched_until, self.found_in_index(condition)

    def find_more(self, count: int) -> None:
        """Find the next rows, at most `CHUNK`, or those among the next ones to fold."""
        count = min(count, CHUNK)
        is_first_scan = self._searched_until < self._scan_until
        if self._field is TASK and not self._keys:
            rows = self._execute(_WITH_TASK, self._searched_until, count)
        elif not self._is_folded:
            count = CHUNK
            rows = self._execute(self._field.text_query, self._searched_until, count)
        elif is_first_scan:
            rows = self._scan(self._scan_until, count)
        elif self._index_terms is None:
            rows = self._scan(MAX_INTEGER, count)
        else:
            rows = self._query_index(self._index_terms, count)
        if len(rows) == count:
            self._searched_until = rows[-1][0]
        elif is_first_scan:
            self._searched_until = self._scan_until
        else:
            self._is_complete = True
        self._found.extend(self._checked(rows))

    def pick(self, places: list[int]) -> list[int] | None:
        """Those whose text contains all words; what has to be read to tell takes long."""
        if self._is_rechecked or not self._is_folded or not self._keys:
            return None
        query = self._with_words(PICK.format(numbers=",".join(map(str, places)), words="{words}"))
        return [place for (place,) in self._connection.execute(query, self._keys)]

    def _checked(self, rows: list[Row]) -> Iterator[int]:
        """The positions of the rows, without those that the statement could not exclude."""
        if not self._is_rechecked and self._is_folded:
            yield from (row[0] for row in rows)
            return
        for position, *texts in rows:
            is_found = all(contains_all(text, self._keys) for text in texts)
            if is_found and not (self._is_rechecked and not self.is_match(position)):
                yield position

    def _scan(self, last: int, count: int) -> list[Row]:
        """The next matching rows up to position `last`, by comparing each row."""
        query = self._with_words(self._field.scan_query)
        return self._execute(query, self._searched_until, last, *self._keys, count)

    def _query_index(self, terms: str, count: int) -> list[Row]:
        """The next matching rows by the index; none if `terms` is empty."""
        query = self._with_words(self._field.index_query)
        after = self._searched_until
        return self._execute(query, terms, after, *self._keys, count) if terms else []

    def _with_words(self, query: str) -> str:
        comparisons = [self._field.comparison] * len(self._keys) or ["1"]
        return query.replace("{words}", " AND ".join(comparisons))

    def _execute(self, query: str, *parameters: int | str) -> list[Row]:
        return self._connection.execute(query, parameters).fetchall()


def _index_terms(
    connection: sqlite3.Connection, keys: SequenceOf[str], field: SearchField
) -> str | None:
    """The keys as a query of the index; empty if nothing can match.

    `None` if they are so short, and begin so many trigrams, that scanning the rows is quicker.
    """
    if long_keys := [key for key in keys if len(key) >= TRIGRAM]:
        trigrams = dict.fromkeys(each for key in long_keys for each in _trigrams(key))
        return " AND ".join(map(_quoted, list(trigrams)[:MAX_TRIGRAMS]))
    groups: list[str] = []
    for key in keys:
        found = list(_trigrams_with_prefix(connection, key, field))
        if not found:
            return ""
        if len(found) <= MAX_TRIGRAMS:
            groups.append(f"({' OR '.join(map(_quoted, found))})")
    return " AND ".join(groups) if groups else None


def _trigrams(key: str) -> Iterator[str]:
    """Trigrams with each character once: overlapping ones cost more and exclude little more."""
    for at in (*range(0, len(key) - TRIGRAM, TRIGRAM), len(key) - TRIGRAM):
        yield key[at : at + TRIGRAM]


def _trigrams_with_prefix(
    connection: sqlite3.Connection, key: str, field: SearchField
) -> Iterator[str]:
    """The trigrams in the index that begin with `key`, at most one more than `MAX_TRIGRAMS`."""
    connection.execute(field.create_vocabulary)
    after = key
    for _ in range(MAX_TRIGRAMS + 1):
        # A new query for each is quicker than stepping over all rows of the previous trigram.
        row = connection.execute(field.next_trigram_query, (after,)).fetchone()
        if row is None or not row[0].startswith(key):
            return
        yield row[0]
        after = row[0] + "\x01"


def _quoted(trigram: str) -> str:
    return '"' + trigram.replace('"', '""') + '"'
