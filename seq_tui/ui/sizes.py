"""The sizes at which the layout of the screen changes."""

MIN_COLUMNS = 40
MIN_ROWS = 10
"""A smaller terminal shows only a message."""

TWO_PANES = 100
"""Fewest columns for two panes."""

MIN_LIST_COLUMNS, MIN_DETAIL_COLUMNS = 30, 40
"""Fewest columns of two panes, with their borders, however the user divides them."""

DETAIL_COLUMNS = 70
"""Columns that the detail gets before the list gets more than its fewest, unless the user divides
them. Below 68 the demo's calendars of several weeks give way to dates, which say less than the list
gains: at 100 columns it would have room for lengths, but still for no actions."""

ROWS_FOR_PROPERTIES, ROWS_FOR_ALL = 20, 32
"""Fewest rows for the properties below the steps: beside the list, and without it."""

MAX_LIST_PERCENT = 45
"""Most columns of the list beside the detail, in percent of the terminal's."""

WIDTHS = [(0, "-tiny"), (MIN_COLUMNS, "-narrow"), (TWO_PANES, "-wide")]
"""The screen's class from a number of columns on: a message, one pane, two panes."""

HEIGHTS = [(0, "-flat"), (MIN_ROWS, "-short")]
"""The screen's class from a number of rows on: a message, panes."""


def list_columns(columns: int, wanted: int) -> int:
    """How many of a terminal's columns the list gets if its names need `wanted`."""
    if columns < TWO_PANES:
        return columns
    most = min(columns * MAX_LIST_PERCENT // 100, columns - DETAIL_COLUMNS)
    return max(MIN_LIST_COLUMNS, min(wanted, most))


def properties_fit_below(rows: int, *, is_single: bool) -> bool:
    """Whether the properties of a step have room below the steps, in a terminal of some rows."""
    return rows >= (ROWS_FOR_ALL if is_single else ROWS_FOR_PROPERTIES)
