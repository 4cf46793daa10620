"""A compositor that renders what changed, and nothing beside it or behind it.

Textual's own renders every line of every widget that may lie within one box around all changes,
and puts each line together from pieces of all of them: for a step in a list that is told in a line
at the other end of the screen, some 250 lines for three (measured, 8.2.8: half of the time that the
key takes).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from textual.strip import Strip
    from textual.widget import Widget


class Piece(NamedTuple):
    """Where a widget is seen."""

    region: Region
    """On the screen."""

    widget: Widget
    corner: tuple[int, int]
    """The widget's own, on the screen."""

    def strips(self) -> list[Strip]:
        """The piece, line by line."""
        x, y = self.corner
        return self.widget.render_lines(self.region.translate((-x, -y)))


class PiecesUpdate(ChopsUpdate):
    """Pieces of a screen."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        super().__init__([], [], [])
        self.lines = [
            (piece.region.x, y, strip)
            for piece in pieces
            for y, strip in enumerate(piece.strips(), piece.region.y)
        ]
        """Each line of a piece: its column, its line on the screen, and what stands there."""

    def render_segments(self, console: Console) -> str:
        """What to write for all of them."""
        return "".join(
            f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self.lines
        )


class PieceCompositor(Compositor):
    """Renders, of what changed, each piece once, by the widget that is seen there."""

    def render_partial_update(self) -> PiecesUpdate | None:
        """What changed since the last time, if anything did."""
        changed = boxes(self._regions_to_spans(self._dirty_regions))
        self._dirty_regions = set()
        screen = self.size.region
        layers = [
            (widget, region, region.intersection(clip))
            for widget, (region, clip) in self.visible_widgets.items()
        ]
        pieces = [piece for box in changed for piece in _pieces(box.intersection(screen), layers)]
        return PiecesUpdate(pieces) if pieces else None


def boxes(spans: Iterable[tuple[int, int, int]]) -> list[Region]:
    """GapIndex of lines as boxes.

    Args:
        spans: line, first column, column behind the last one, from the top to the bottom.
    """
    found: dict[tuple[int, int], list[Region]] = {}
    for y, left, right in spans:
        column = found.setdefault((left, right), [])
        top = y
        if column and column[-1].bottom == y:
            top = column.pop().y
        column.append(Region(left, top, right - left, y + 1 - top))
    return [box for column in found.values() for box in column]


def _pieces(
    region: Region, layers: list[tuple[Widget, Region, Region]], front: int = 0
) -> Iterator[Piece]:
    """What is seen in a region of the screen.

    Args:
        region: where to look.
        layers: widgets from front to back, where each is, and how much of that is in view.
        front: how many of them do not lie in the region.
    """
    for index in range(front, len(layers)):
        widget, place, view = layers[index]
        if seen := region.intersection(view):
            left = seen if seen.x == view.x else _to_left(seen, view.x, layers[:index])
            yield Piece(left, widget, place.offset)
            for rest in around(region, seen):
                yield from _pieces(rest, layers, index + 1)
            return


def _to_left(seen: Region, x: int, in_front: list[tuple[Widget, Region, Region]]) -> Region:
    """The same from another column on, since a character may be cut in two where it begins."""
    wider = Region(x, seen.y, seen.right - x, seen.height)
    return seen if any(wider.overlaps(view) for _, _, view in in_front) else wider


def around(region: Region, hole: Region) -> Iterator[Region]:
    """What is left of a region outside of a hole in it: above, below, and on both sides."""
    for rest in (
        Region(region.x, region.y, region.width, hole.y - region.y),
        Region(region.x, hole.bottom, region.width, region.bottom - hole.bottom),
        Region(region.x, hole.y, hole.x - region.x, hole.height),
        Region(hole.right, hole.y, region.right - hole.right, hole.height),
    ):
        if rest:
            yield rest
