"""The keys that work everywhere in the browser."""

from __future__ import annotations

from typing import NamedTuple

from seq_tui.ui.keys import ACCOUNT, FIND, MOVE, PROGRAM, START, TAKE_AWAY, KeyBinding, bindings

BROWSER_KEYS = bindings(
    ("search", "slash", "search", "Search", "Search the list or, inside, the steps", FIND),
    ("sort", "s", "sort", "Sort", "Sort the list, or click on a head", FIND),
    ("row", "colon", "row", "Row", "Go to a row by its number: :500000", MOVE),
    ("back", "escape", "back", "Back", "Back: end a zoom, or clear the search", MOVE),
    ("in", "right,l", "enter", "In", "To the part at the right", MOVE),
    ("out", "left,h", "leave", "Out", "To the part at the left", MOVE),
    KeyBinding(
        "count",
        "1,2,3,4,5,6,7,8,9,0",
        "app.count",
        "Count",
        "Repeat a motion",
        MOVE,
        label="0-9",
    ),
    ("next", "n", "next(1)", "Next", "Next sequence, or match", MOVE),
    ("previous", "N", "next(-1)", "Previous", "Previous sequence, or match", MOVE),
    ("pane.next", "tab", "app.focus_next", "Next pane", "To the next part", MOVE),
    (
        "pane.previous",
        "shift+tab",
        "app.focus_previous",
        "Previous pane",
        "To the previous part",
        MOVE,
    ),
    ("zoom", "z", "zoom", "Zoom", "Zoom this pane: full screen, and back", MOVE),
    ("pane.wider", "plus", "widen(1)", "Wider", "Widen pane, or drag its edge", MOVE),
    (
        "pane.narrower",
        "minus",
        "widen(-1)",
        "Narrower",
        "Narrow pane, or drag its edge",
        MOVE,
    ),
    ("findings", "exclamation_mark", "findings", "Findings", "What the checks find in it", FIND),
    ("mark", "space", "mark", "Mark", "Mark two sequences", FIND),
    ("compare", "equals_sign", "compare", "Compare", "Compare two sequences", FIND),
    (
        "start.earlier",
        "less_than_sign,left_square_bracket,shift+left",
        "shift(-1)",
        "Earlier",
        "Start one day earlier",
        START,
    ),
    (
        "start.later",
        "greater_than_sign,right_square_bracket,shift+right",
        "shift(1)",
        "Later",
        "Start one day later",
        START,
    ),
    (
        "start.week-earlier",
        "left_curly_bracket",
        "shift(-7)",
        "Week earlier",
        "Start one week earlier",
        START,
    ),
    (
        "start.week-later",
        "right_curly_bracket",
        "shift(7)",
        "Week later",
        "Start one week later",
        START,
    ),
    ("start", "t", "start", "Start", "Type the start: thu 15:00, +2d, now", START),
    ("export", "e", "export", "Export", "Write the sequence to a file", TAKE_AWAY),
    ("copy", "y", "copy", "Copy", "Copy the focused id, text or property", TAKE_AWAY),
    ("copy.id", "c", "copy_id", "Copy id", "Copy the sequence's id, from anywhere", TAKE_AWAY),
    (
        "copy.json",
        "Y",
        "copy_json",
        "Copy JSON",
        "Copy the sequence as JSON",
        TAKE_AWAY,
    ),
    (
        "open.page",
        "o",
        "open_page",
        "Open in Sell",
        "Open Sell's page with all sequences",
        TAKE_AWAY,
    ),
    ("account", "p", "app.choose_account", "Account", "Open the account of a profile", ACCOUNT),
    ("refresh", "r,f5", "refresh", "Refresh", "Load again, also after a failure", ACCOUNT),
    (
        "help",
        "question_mark,f1",
        "app.help",
        "Help",
        "List all keys, and explain all signs",
        PROGRAM,
    ),
    ("quit", "q", "app.quit", "Quit", "Quit seq-tui", PROGRAM),
    # The keys that a new user needs first; the help lists all of them.
    footer={
        "search",
        "sort",
        "back",
        "start",
        "start.earlier",
        "start.later",
        "export",
        "copy",
        "help",
        "quit",
    },
)
"""Their actions are methods of `BrowserScreen`."""

RIGHT_KEYS = ("help", "quit")
"""The bindings at the right end of the key line, which are omitted last."""

JOINED_KEYS = ("start.earlier", "start.later")
"""The bindings that share the description of the next one, Start, when there is little room."""

STEPS_KEYS = ("properties", *JOINED_KEYS, "start")
"""The bindings that stay in the key line while the steps have the focus."""


class KeyState(NamedTuple):
    """What decides which keys the key line offers, and what it calls them."""

    has_sequence: bool = False
    """Whether there is a sequence in the row of the cursor."""

    has_steps: bool = False
    """Whether that sequence has steps, and they were received."""

    has_properties: bool = False
    is_inside: bool = False
    """Whether the focus is in the detail, or the end of the list is sought."""

    is_searched: bool = False
    """Whether there is text in the search box."""

    names_row: bool = False
    """Whether that text is the number of a row."""

    is_zoomed: bool = False
    has_failed: bool = False
    can_compare: bool = False
    """Whether there are two sequences to compare."""
    has_text: bool = False
    """Whether the properties have the focus, of a step whose text is known."""

    has_uses: bool = False
    """Whether other sequences can use the same as the highlighted step."""

    has_findings: bool = False
    """Whether the checks find an error or a warning in that sequence."""

    has_matches: bool = False
    """Whether the focus is in steps of which some were searched for."""

    @property
    def labels(self) -> dict[str, str]:
        """What some bindings are called, by their ids; empty for those that are not offered."""
        goes_back = self.is_inside or self.is_searched or self.is_zoomed
        return {
            # Of equal length, so that the other keys stay where they are.
            "open": "Steps" if self.has_steps or not self.has_sequence else "Open ",
            "properties": "Details" if self.has_properties else "",
            "text.read": "Text" if self.has_text else "",
            "step.uses": "Uses" if self.has_uses else "",
            "back": "Back" if goes_back else "",
            "zoom": "Zoom" if self.is_zoomed else "",
            "next": "Next" if self.has_matches else "",
            "sort": "" if self.is_inside else "Sort",
            "findings": "Findings" if self.has_findings else "",
            "compare": "Compare" if self.can_compare else "",
            "refresh": "Refresh" if self.has_failed else "",
            "search.leave": "Go" if self.names_row else "List",
        }
