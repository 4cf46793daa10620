"""The texts of the search box, for its widget, the first paint and the command line."""

from __future__ import annotations

from seq_tui.domain.query import Query

PROMPT = "/"

PLACEHOLDER = "search names, steps>5"
"""In an empty search box; it has room in the narrowest list."""

ROW_PREFIX = ":"
"""Marks the number of a row to go to."""


def initial_query(text: str) -> Query:
    """The query to start with if the box has this text.

    All sequences, if it names a row or cannot be read.
    """
    query = Query() if text.startswith(ROW_PREFIX) else Query.parse(text)
    return Query() if query.mistake else query
