"""The sizes of a terminal from which the screen looks another way."""

MIN_COLUMNS = 40
MIN_ROWS = 10
"""In a smaller terminal there is a message and nothing else."""

TWO_PANES = 100
"""Columns from which there is room for both."""

WIDTHS = [(0, "-tiny"), (MIN_COLUMNS, "-narrow"), (TWO_PANES, "-wide")]
"""From so many columns on, the screen has this class: a message, one pane, two panes."""

HEIGHTS = [(0, "-flat"), (MIN_ROWS, "-short"), (32, "-tall")]
"""From so many rows on, the screen has this class: a message, close panes, airy ones."""
