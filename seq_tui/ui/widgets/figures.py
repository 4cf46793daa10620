"""A sequence in figures: groups of short texts, wrapped between texts and never inside one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from seq_tui.presentation.layout import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.geometry import Size

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.presentation.header import Header


class Figures(Widget):
    """The most important group first, so that the last lines can be left out."""

    DEFAULT_CSS = """
    Figures { height: auto; }
    """

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._header: Header | None = None

    def show(self, header: Header | None) -> None:
        """Show other figures."""
        self._header = header
        self.clear_cached_dimensions()
        self.refresh(layout=True)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """The lines for all groups."""
        return len(self._lines(width))

    def render(self) -> Content:
        """As many lines as there is room for."""
        return Content("\n").join(self._lines(self.size.width)[: self.size.height])

    def _lines(self, width: int) -> list[Content]:
        if self._header is None or not width:
            return []
        figures, actions, origins = (
            list(wrap_texts(group, width, self._glyphs)) for group in self._header
        )
        return [
            *(Content(line) for line in (*figures, *actions)),
            *(Content.styled(line, "$ink-quiet") for line in origins),
        ]


def wrap_texts(texts: Iterable[str], width: int, glyphs: Glyphs) -> Iterator[str]:
    """Texts joined by dots, in lines of at most `width` cells; only a longer text is cut."""
    line = ""
    for text in texts:
        longer = f"{line} {glyphs.dot} {text}" if line else text
        if line and cell_len(longer) > width:
            yield line
            longer = text
        line = cut(longer, width, glyphs.ellipsis)
    if line:
        yield line
