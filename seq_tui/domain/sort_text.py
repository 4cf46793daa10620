"""The order of a list as text: in settings, on the command line and where it is remembered."""

from __future__ import annotations

from seq_tui.domain.query import ACCOUNT_ORDER, SORT_KEYS, Sort

ORDERS = (*SORT_KEYS, ACCOUNT_ORDER)
"""What a text can name."""

DIRECTIONS = {"asc": False, "desc": True}
"""Whether each direction is descending."""

DESCENDING_FIRST = ("steps", "length", "created", "updated")
"""The keys of which the largest value is looked for first: the newest, the longest."""


def parse_sort(text: str) -> Sort | None:
    """The order that a text says: ``name``, ``-updated`` or ``updated:desc``.

    Returns:
        `None` for the order of the account.

    Raises:
        ValueError: there is no such key or direction; it says which.
    """
    key, colon, direction = text.strip().casefold().partition(":")
    if colon and direction not in DIRECTIONS:
        raise ValueError(direction)
    is_descending = DIRECTIONS[direction] if colon else key.startswith("-")
    key = key.removeprefix("-").strip()
    if key not in ORDERS:
        raise ValueError(key)
    return None if key == ACCOUNT_ORDER else Sort(key, is_descending)


def sort_text(sort: Sort | None) -> str:
    """The text that `parse_sort` reads."""
    if sort is None:
        return ACCOUNT_ORDER
    return f"-{sort.key}" if sort.is_descending else sort.key


def next_sort(key: str, present: Sort | None) -> Sort:
    """The order by a key that is chosen: the usual direction first, and then the other one."""
    if present is not None and present.key == key:
        return Sort(key, not present.is_descending)
    return Sort(key, key in DESCENDING_FIRST)


def sort_of_head(key: str, present: Sort | None) -> Sort | None:
    """The order after a click on the head of a column: as `next_sort`, and the third time none."""
    is_reversed = present is not None and present != Sort(key, key in DESCENDING_FIRST)
    if present is not None and present.key == key and is_reversed:
        return None
    return next_sort(key, present)
