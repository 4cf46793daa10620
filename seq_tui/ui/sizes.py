"""The sizes at which the layout of the screen changes."""

MIN_COLUMNS = 40
MIN_ROWS = 10
"""A smaller terminal shows only a message."""

TWO_PANES = 100
"""Fewest columns for two panes."""

LIST_SHARE, DETAIL_SHARE = 2, 3
"""How two panes divide the columns, as long as the list has no more than `MAX_LIST_COLUMNS`."""

MAX_LIST_COLUMNS = 64

WIDTHS = [(0, "-tiny"), (MIN_COLUMNS, "-narrow"), (TWO_PANES, "-wide")]
"""The screen's class from a number of columns on: a message, one pane, two panes."""

HEIGHTS = [(0, "-flat"), (MIN_ROWS, "-short"), (32, "-tall")]
"""The screen's class from a number of rows on: a message, compact panes, spacious panes."""
