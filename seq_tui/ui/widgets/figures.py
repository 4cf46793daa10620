"""A sequence in figures: groups of short texts, wrapped between texts and never inside one.

Also a sentence that is said in fewer words where there is less room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from seq_tui.presentation.layout import cut
from seq_tui.presentation.wording import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
        figures, actions, origins = self._header
        known = [text for text in origins if not text.endswith(f" {UNKNOWN}")]
        figures, actions, origins = (
            wrap_evenly(group, width, self._glyphs) for group in (figures, actions, known)
        )
        return [
            *(Content(line) for line in (*figures, *actions)),
            *(Content.styled(line, "$ink-quiet") for line in origins),
        ]


class FittedSentence(Widget):
    """Says a sentence in one line, in as many words as fit.

    Args:
        forms: the sentence in ever fewer words.
        glyphs: the characters to draw with.
        id: the widget's id.
    """

    DEFAULT_CSS = """
    FittedSentence { height: 1; }
    """

    def __init__(self, forms: Sequence[str], glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._forms = forms
        self._glyphs = glyphs

    def render(self) -> Content:
        """The longest form that fits; if none does, the shortest, cut off."""
        width = self.size.width
        fitting = (form for form in self._forms if cell_len(form) <= width)
        return Content(next(fitting, cut(self._forms[-1], width, self._glyphs.ellipsis)))


def wrap_evenly(texts: Sequence[str], width: int, glyphs: Glyphs) -> list[str]:
    """`wrap_texts` in lines of similar widths, so that no text is left alone in the last one."""
    lines = list(wrap_texts(texts, width, glyphs))
    widest = max(map(cell_len, texts), default=0)
    while len(lines) > 1 and (narrower := max(map(cell_len, lines)) - 1) >= widest:
        narrow = list(wrap_texts(texts, narrower, glyphs))
        if len(narrow) > len(lines):
            break
        lines = narrow
    return lines


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
