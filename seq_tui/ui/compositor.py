"""A compositor that renders the lines that changed, and not all that lie between them.

Textual's own renders every line of every widget that may lie within one box around all changes:
for a step in a list that is told in a line at the other end of the screen, some 250 lines for three
(measured, 8.2.8: half of the time that the key takes).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from textual.strip import Strip


class BandsUpdate(ChopsUpdate):
    """The updates of several bands as one."""

    def __init__(self, updates: list[ChopsUpdate]) -> None:
        super().__init__([], [], [])
        self._updates = updates

    def render_segments(self, console: Console) -> str:
        """What to write for all of them."""
        return "".join(update.render_segments(console) for update in self._updates)


class BandCompositor(Compositor):
    """Renders each band of changed lines by itself."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed since the last time, if anything did."""
        regions = self._dirty_regions.copy()
        updates: list[ChopsUpdate] = []
        for band in bands(regions):
            self._dirty_regions = band
            if (update := super().render_partial_update()) is not None:
                updates.append(update)
        self._dirty_regions = set()
        return BandsUpdate(updates) if updates else None

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Each widget in a box, rendered in the box's lines: its region, what is seen, and that."""
        if crop is None:
            yield from super()._get_renders()
            return
        lines = Region(0, crop.y, self.size.width, crop.height)
        left, right = crop.x, crop.right
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip).intersection(lines)
            if seen.x < right and seen.right > left and seen.height:
                strips = widget.render_lines(seen.translate((-region.x, -region.y)))
                yield region, clip.intersection(lines), strips
                # The widgets come from front to back: what is covered need not be rendered.
                if seen.height == crop.height:
                    left = max(left, seen.right) if seen.x <= left else left
                    right = min(right, seen.x) if seen.right >= right else right
                    if left >= right:
                        return


def bands(regions: Iterable[Region]) -> Iterator[set[Region]]:
    """Regions by the lines that they lie in, those together that touch."""
    band: set[Region] = set()
    bottom = 0
    for region in sorted(regions, key=lambda region: region.y):
        if band and region.y > bottom:
            yield band
            band = set()
        band.add(region)
        bottom = max(bottom, region.bottom)
    if band:
        yield band
