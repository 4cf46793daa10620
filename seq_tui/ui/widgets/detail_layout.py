"""Divides the lines of a detail among its parts, so that none is cut beside empty ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region
from textual.layout import Layout, WidgetPlacement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.geometry import Size
    from textual.layout import ArrangeResult
    from textual.widget import Widget

FEWEST_STEPS = 2
"""Steps in view before any other part gets a line."""

FEWEST_PROPERTIES = 4
"""Lines of the properties below the steps, with their border, where they always have room."""

LEFT_PROPERTIES = 6
"""Lines of the properties, with their border, where they are shown only if these are left over."""


class Wanted(NamedTuple):
    """As many lines as each part of a detail can use; 0 of a part that is not there."""

    name: int
    figures: int
    start: int
    ruler: int
    """The lines above the steps."""

    steps: int
    """The lines of all steps, or of the notice in place of them."""

    rule: int
    has_properties: bool
    is_roomy: bool = True
    """Whether name, figures, start and properties get lines before all steps have theirs."""

    typed: int = 0
    """Lines of the start that are there only while it is typed."""

    search: int = 0
    """The lines of the search above the steps."""


class Lines(NamedTuple):
    """The lines that each part gets, from the top."""

    name: int
    figures: int
    start: int
    steps: int
    rule: int
    properties: int
    search: int = 0
    """Those between the start and the steps."""


def divide_lines(height: int, wanted: Wanted) -> Lines:
    """Divide `height` lines.

    The steps come first. Where there is little room, all else gets only what is left over; of the
    figures, some lines may be shown, but the rule is a sentence, which is whole or absent. What no
    part can use is blank below the rule, so that this stays close to the steps.
    """
    lines = dict.fromkeys(Lines._fields, 0)
    left = height
    for part, number in _claims(wanted):
        if part == "rule" and left < number:
            continue
        more = max(0, min(number - lines[part], left))
        lines[part] += more
        left -= more
    has_properties = lines["properties"] or (
        # What was there before the start or the search was typed stays.
        wanted.has_properties
        and FEWEST_PROPERTIES <= left >= LEFT_PROPERTIES - wanted.typed - wanted.search
    )
    rest = "rule" if lines["rule"] else "steps"
    lines["properties" if has_properties else rest] += left
    return Lines(**lines)


def _claims(wanted: Wanted) -> tuple[tuple[str, int], ...]:
    """How many lines each part gets, in the order of their rank; a part may get more later."""
    all_steps = wanted.ruler + wanted.steps
    fewest = FEWEST_PROPERTIES * wanted.has_properties
    beside = (
        ("properties", fewest),
        ("start", wanted.start),
        ("figures", min(wanted.figures, 1)),
    )
    return (
        ("start", wanted.start * bool(wanted.typed)),
        ("search", wanted.search),
        ("steps", min(all_steps, wanted.ruler + FEWEST_STEPS)),
        ("name", wanted.name),
        *(beside if wanted.is_roomy else ()),
        ("steps", all_steps),
        ("start", wanted.start),
        ("figures", wanted.figures),
        ("rule", wanted.rule),
        ("figures", wanted.figures + 1 if wanted.figures else 0),
    )


class DetailLayout(Layout):
    """Stacks widgets, each with the lines that it is given.

    Args:
        divide: returns the lines of each widget for a size.
    """

    name = "detail"

    def __init__(self, divide: Callable[[Size], Mapping[Widget, int]]) -> None:
        self._divide = divide

    def arrange(
        self,
        parent: Widget,
        children: list[Widget],
        size: Size,
        # Textual asks for the least size too; this layout has one for each size.
        greedy: bool = True,  # noqa: ARG002 - an argument of Textual's
    ) -> ArrangeResult:
        """Place the children from the top."""
        parent.pre_layout(self)
        lines = self._divide(size)
        placements, y = [], 0
        for widget in children:
            region = Region(0, y, size.width, lines[widget])
            placements.append(WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, widget))
            y = region.bottom
        return placements
