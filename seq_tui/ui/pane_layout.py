"""How the user divides the screen between its panes: plain data that can be saved and restored."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from seq_tui.ui.sizes import MIN_DETAIL_COLUMNS, MIN_LIST_COLUMNS, TWO_PANES, list_columns

SHARE_STEP = 0.05
"""By how much one key changes the share of the list."""


class Part(Enum):
    """A part of the screen that can have it to itself."""

    LIST = "list"
    STEPS = "steps"
    """A sequence with its steps, and below them the properties if there is room."""

    PROPERTIES = "properties"


class DetailView(NamedTuple):
    """What of a detail is shown, and where its name is."""

    part: Part = Part.STEPS
    """What has the focus."""

    is_alone: bool = False
    """Whether properties with the focus are shown alone."""

    has_title: bool = True
    """Whether the border says the name."""


class PaneLayout(NamedTuple):
    """The choices of the user; by default, the list is as wide as its names need."""

    share: float | None = None
    """The part of the columns that the list has, from 0 to 1; `None` if its names decide."""

    is_zoomed: bool = False
    """Whether the part with the focus has the whole screen."""

    def is_single(self, columns: int) -> bool:
        """Whether only one part is shown, in a terminal of some columns."""
        return self.is_zoomed or columns < TWO_PANES

    def is_bare(self, columns: int) -> bool:
        """Whether the part has no frame either: in a small terminal, zooming takes that away."""
        return self.is_zoomed and columns < TWO_PANES

    def list_columns(self, columns: int, needed: int) -> int:
        """The columns of the list beside the detail, with its border.

        Args:
            columns: of the terminal.
            needed: as many as the longest names need.
        """
        if self.share is None:
            return list_columns(columns, needed)
        widest = columns - MIN_DETAIL_COLUMNS
        return max(MIN_LIST_COLUMNS, min(round(self.share * columns), widest))

    def with_list_columns(self, wanted: int, columns: int) -> PaneLayout:
        """The list with a number of columns, as far as both panes keep their fewest."""
        clamped = max(MIN_LIST_COLUMNS, min(wanted, columns - MIN_DETAIL_COLUMNS))
        return self._replace(share=clamped / columns)

    def toggle_zoom(self) -> PaneLayout:
        """The part with the focus on the whole screen, or beside the others again."""
        return self._replace(is_zoomed=not self.is_zoomed)
