"""The texts of the search box, for its widget, the first paint and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.query import ACCOUNT_ORDER, Query

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.query import Sort
    from seq_tui.ui.saved_view import SavedView

PROMPT = "/"

PLACEHOLDER = "search names, steps>5"
"""In an empty search box; it has room in the narrowest list."""

ROW_PREFIX = ":"
"""Marks the number of a row to go to."""


def initial_query(
    text: str, sort: Sort | None = None, checks: Callable[[], CheckOptions] | None = None
) -> Query:
    """The query to start with if the box has this text, whose problems are those of some checks.

    All sequences, if it names a row or cannot be read.
    """
    query = Query() if text.startswith(ROW_PREFIX) else Query.parse(text)
    query = (Query() if query.mistake else query).sorted_by(sort)
    return query if checks is None else query.checked_by(checks)


def initial_sort(view: SavedView, default: str) -> Sort | None:
    """The order to start with: the one that was left, or else that of the options."""
    text = view.sort or default
    if text == ACCOUNT_ORDER:
        return None
    # Imported here, since the first paint needs no order by default.
    from seq_tui.domain.sort_text import parse_sort

    return parse_sort(text)
