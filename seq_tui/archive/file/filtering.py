"""Chooses how the rows that a filter selects are found."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from seq_tui.archive.file.creator_names import read_creator_names
from seq_tui.archive.file.facts_table import has_current_facts
from seq_tui.archive.file.filter_matches import FilterMatches
from seq_tui.archive.file.filter_scan import FilterScan
from seq_tui.archive.file.filter_sql import Compiler
from seq_tui.archive.file.search_key import search_key
from seq_tui.archive.file.selection import position_of, word_matches
from seq_tui.domain.filter.evaluate import Surroundings, selects
from seq_tui.domain.filter.nodes import And, TaskText, Text, asks_for_texts, leaves
from seq_tui.domain.folding import fold

if TYPE_CHECKING:
    import sqlite3

    from seq_tui.archive.file.positions import Positions
    from seq_tui.domain.filter.nodes import Filter

MAX_LEAVES = 100
"""Most parts of a filter to compare in SQLite, which refuses conditions of a thousand."""


def filter_rows(connection: sqlite3.Connection, part: Filter) -> Positions:
    """What a filter selects."""
    if isinstance(part, TaskText):
        words = tuple(filter(None, (fold(part.text),)))
        return word_matches(connection, words, is_task=True)
    names, texts = read_creator_names(connection), _texts(connection, part)
    surroundings = Surroundings(present_time(), names, texts)
    is_long = next(islice(leaves(part), MAX_LEAVES, None), None) is not None
    if is_long or not has_current_facts(connection):
        return FilterMatches(connection, part, surroundings)
    words, is_task, is_all = _indexed_words(part)
    matches = word_matches(connection, words, is_task=is_task) if words else None
    if matches is not None and is_all:
        return matches
    condition = Compiler(partial(position_of, connection), surroundings).compile(part)
    is_selected = partial(selects, part, surroundings=surroundings)
    return FilterScan(connection, condition, matches, is_selected)


def _texts(connection: sqlite3.Connection, part: Filter) -> dict[int, str]:
    """What the templates say, folded, if the filter needs that."""
    if not asks_for_texts(part):
        return {}
    # Imported here, since few filters need the texts.
    from seq_tui.archive.texts.text_rows import read_folded_texts

    return read_folded_texts(connection)


def present_time() -> datetime:
    """Now; the dates of a filter are those of this zone."""
    return datetime.now(UTC)


def _indexed_words(part: Filter) -> tuple[tuple[str, ...], bool, bool]:
    """Texts that must occur and that an index finds, whether in tasks, and whether that is all.

    The texts are those of the name or, if there are none, one of a task.
    """
    parts = part.parts if isinstance(part, And) else (part,)
    of_name = [each for each in parts if isinstance(each, Text) and _is_indexed(each)]
    of_task = [each for each in parts if isinstance(each, TaskText) and _is_indexed(each)][:1]
    found = of_name or of_task
    words = tuple(fold(each.text) for each in found)
    return words, not of_name, len(found) == len(parts)


def _is_indexed(part: Text | TaskText) -> bool:
    is_number = isinstance(part, Text) and part.number is not None
    return not is_number and bool(search_key(part.text))
