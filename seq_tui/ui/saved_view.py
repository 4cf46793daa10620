"""Where a user was in an account: what comes back at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.ui.pane_layout import PaneLayout, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_TEXT = 200
"""Most characters of a search, and of a start."""

MAX_NUMBER = 10**9
"""The largest row that is believed."""

MAX_ID = 2**63


class SavedView(NamedTuple):
    """The search, the row and the layout; by default, those of a first start."""

    search: str = ""
    """The text in the search box."""

    sequence_id: int | None = None
    """The highlighted sequence."""

    row: int = 0
    """Its row, which counts if that sequence is gone."""

    top: int = 0
    """The first row in view."""

    part: Part = Part.LIST
    """What had the focus."""

    step: int = 0
    """The highlighted step."""

    share: float | None = None
    """The share of the columns that the list has; as in `PaneLayout`."""

    is_zoomed: bool = False
    start: str = ""
    """The start that the user chose, as the screen writes it; empty for the default."""

    sort: str = ""
    """The order that the user chose, as `seq_tui.domain.sort_text` writes it; empty for the default
    one."""

    @property
    def layout(self) -> PaneLayout:
        """How the screen is divided."""
        return PaneLayout(self.share, self.is_zoomed)

    @property
    def opened_id(self) -> int | None:
        """The sequence whose steps had the focus."""
        return self.sequence_id if self.part is not Part.LIST else None

    def at(self, sequence_id: int | None, row: int, top: int) -> SavedView:
        """The same, with another sequence highlighted."""
        return self._replace(sequence_id=sequence_id, row=row, top=top)

    def elsewhere(self) -> SavedView:
        """The same layout, start and order, for another search and another row."""
        return SavedView(
            share=self.share, is_zoomed=self.is_zoomed, start=self.start, sort=self.sort
        )

    def sorted_by(self, sort: str) -> SavedView:
        """The same in another order, from its first row on."""
        return self if sort == self.sort else self._replace(sort=sort, row=0, top=0)

    def moved_to(self, row: int) -> SavedView:
        """The same view of the same sequence, which is in another row now."""
        return self._replace(row=row, top=max(0, self.top + row - self.row))

    def to_values(self) -> dict[str, object]:
        """The view as JSON, without what is as by default."""
        default = SavedView._field_defaults
        changed = {key: value for key, value in self._asdict().items() if value != default[key]}
        return changed | ({"part": self.part.value} if "part" in changed else {})


def parse_view(values: Mapping[str, object]) -> SavedView:
    """The view that JSON describes; keys that are not known are ignored.

    Raises:
        ValueError: a value has the wrong type, or is impossible.
    """
    share, sequence_id = values.get("share"), values.get("sequence_id")
    is_zoomed = values.get("is_zoomed", False)
    if share is not None and not (isinstance(share, float) and 0 < share < 1):
        raise ValueError("share")
    if sequence_id is not None and (type(sequence_id) is not int or abs(sequence_id) >= MAX_ID):
        raise ValueError("sequence_id")
    if not isinstance(is_zoomed, bool):
        raise ValueError("is_zoomed")
    return SavedView(
        search=_text(values, "search"),
        sequence_id=sequence_id,
        row=_number(values, "row"),
        top=_number(values, "top"),
        part=Part(values.get("part", Part.LIST.value)),
        step=_number(values, "step"),
        share=share,
        is_zoomed=is_zoomed,
        start=_text(values, "start"),
        sort=_sort(values),
    )


class Memory(NamedTuple):
    """What is remembered of an account."""

    view: SavedView = SavedView()
    save: Callable[[SavedView], None] | None = None
    """Remembers another view; raises `SourceError` if it cannot. `None`: nothing is remembered."""

    notice: str = ""
    """What to say of an earlier view that is lost."""


NO_MEMORY = Memory()
"""Nothing was remembered, and nothing will be."""


def first_top(view: SavedView, rows: int, count: int, *, has_tail: bool) -> int:
    """The first row in view at the start, as the list scrolls to it.

    Args:
        view: the row that is highlighted, and the first row in view when there were other rows.
        rows: how many fit.
        count: how many there are.
        has_tail: whether a line follows the last one.
    """
    top = max(0, min(view.top, count + has_tail - rows))
    bottom = view.row + (has_tail and view.row == count - 1)
    return view.row if view.row < top else max(top, min(bottom - rows + 1, view.row))


def pages_in_view(view: SavedView, rows: int, per_page: int) -> list[int]:
    """The pages of the first rows in view, that of the highlighted one first."""
    top = max(min(view.top, view.row), view.row - rows + 1, 0)
    first, last = top // per_page + 1, (top + rows - 1) // per_page + 1
    selected = view.row // per_page + 1
    return [selected, *(each for each in range(first, last + 1) if each != selected)]


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key, "")
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise ValueError(key)
    return value


def _sort(values: Mapping[str, object]) -> str:
    """The order; empty if another version wrote one that this one does not have."""
    if not (text := _text(values, "sort")):
        return ""
    # Imported here, since the first paint needs no order by default.
    from seq_tui.domain.sort_text import parse_sort, sort_text

    try:
        return sort_text(parse_sort(text))
    except ValueError:
        return ""


def _number(values: Mapping[str, object], key: str) -> int:
    value = values.get(key, 0)
    if type(value) is not int or not 0 <= value <= MAX_NUMBER:
        raise ValueError(key)
    return value
