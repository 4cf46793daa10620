"""The keys of the browser, wherever in it they are pressed."""

from __future__ import annotations

from seq_tui.ui.keys import bindings

BROWSER_KEYS = bindings(
    ("search", "slash", "search", "Search", "By a part of a name, or by id: #21,22"),
    ("row", "colon", "row", "Row", "To a row by its number: :500000"),
    ("back", "escape", "back", "Back", "One level back; from the list, clear the search"),
    ("next", "n", "next(1)", "Next", "The next sequence, also from its steps"),
    ("previous", "N", "next(-1)", "Previous", "The previous one, also from its steps"),
    ("pane.next", "tab", "app.focus_next", "Next pane", "To the next part of the screen"),
    ("pane.previous", "shift+tab", "app.focus_previous", "Previous pane", "And back"),
    ("start.earlier", "left_square_bracket", "shift(-1)", "Earlier", "Start a day earlier"),
    ("start.later", "right_square_bracket", "shift(1)", "Later", "Start a day later"),
    ("start.week-earlier", "left_curly_bracket", "shift(-7)", "Week earlier", "Or a week"),
    ("start.week-later", "right_curly_bracket", "shift(7)", "Week later", "Or a week"),
    ("start", "t", "start", "Start", "Type when it starts: thu 15:00, +2d, now"),
    ("export", "e", "export", "Export", "Write the sequence to a file"),
    ("copy.id", "y", "copy_id", "Copy", "The id, to the clipboard"),
    ("copy.json", "Y", "copy_json", "Copy JSON", "The whole sequence, to the clipboard"),
    ("open.page", "o", "open_page", "Open in Sell", "The sequence's page, in a browser"),
    ("refresh", "r,f5", "refresh", "Refresh", "Read again; after a failure, go on"),
    ("help", "question_mark,f1", "help", "Help", "All keys"),
    ("quit", "q", "app.quit", "Quit", "Leave"),
    # The keys to begin with; the help has them all.
    footer={
        "search",
        "back",
        "start",
        "start.earlier",
        "start.later",
        "export",
        "copy.id",
        "help",
        "quit",
    },
)
"""What each does is an action of the screen."""

RIGHT_KEYS = ("help", "quit")
"""Those that stand at the right end of the line, and give way last."""

JOINED_KEYS = ("start.earlier", "start.later")
"""Those that leave their word to the next one, the start, where the line is too long."""
