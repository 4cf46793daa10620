"""Chooses how rows are sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.archive.file.creator_names import read_creator_names
from seq_tui.archive.file.creator_order import CreatorOrder
from seq_tui.archive.file.facts_table import has_current_facts
from seq_tui.archive.file.indexed_order import COLUMNS, Order, ValueOrder
from seq_tui.archive.file.ordered_rows import OrderedRows
from seq_tui.archive.file.sorted_rows import SortedRows

if TYPE_CHECKING:
    import sqlite3

    from seq_tui.archive.file.positions import Positions
    from seq_tui.domain.query import Sort


def sort_rows(
    connection: sqlite3.Connection, selected: Positions | None, sort: Sort, also: int | None
) -> Positions:
    """What is selected, in an order.

    Args:
        connection: the open archive.
        selected: the rows; `None` for all.
        sort: the order.
        also: the position of one more row, whether it is selected or not.
    """
    names = read_creator_names(connection)
    if not has_current_facts(connection):
        return SortedRows(connection, selected, sort, names, also)
    column = COLUMNS[sort.key]
    order: Order
    if sort.key == "creator":
        order = CreatorOrder(connection, column, sort, names)
    else:
        order = ValueOrder(connection, column, is_descending=sort.is_descending)
    return OrderedRows(order, selected, also)
