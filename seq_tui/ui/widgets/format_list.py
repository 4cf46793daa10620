"""The list of the formats that a sequence can be exported in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from seq_tui.export.formats import FORMATS, SLIDE

if TYPE_CHECKING:
    from textual.events import Key

    from seq_tui.export.formats import Format

LETTERS = {
    "text": "t",
    "json": "j",
    "markdown": "m",
    "mermaid": "g",
    "csv": "c",
    "tsv": "v",
    "svg": "s",
    SLIDE.name: "l",
    "html": "h",
}
"""The key of each format."""

NAME_WIDTH = 2 + max(map(len, FORMATS))
"""Cells for a format's name and the gap after it."""


class FormatList(OptionList):
    """The formats, each with the letter that chooses it."""

    DEFAULT_CSS = """
    FormatList, FormatList:focus {
        height: auto; max-height: 12; border: none; padding: 0; background: transparent;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, format_name: str = "") -> None:
        """Create a list, with a format highlighted: the first one if there is none of that name."""
        formats = [each for each in FORMATS.values() if each.name != "html"]
        self.formats = (*formats, SLIDE, FORMATS["html"])
        super().__init__(*map(_option, self.formats), id="formats", markup=False, compact=True)
        names = [each.name for each in self.formats]
        self.highlighted = names.index(format_name) if format_name in names else 0

    @property
    def chosen(self) -> Format:
        """The highlighted format."""
        return self.formats[self.highlighted or 0]

    def on_key(self, event: Key) -> None:
        """Choose a format by its letter."""
        letters = [LETTERS[each.name] for each in self.formats]
        if event.character in letters:
            event.stop()
            self.highlighted = letters.index(event.character)


def _option(export_format: Format) -> Option:
    letter = Content.styled(LETTERS[export_format.name], "bold $ink-accent")
    return Option(
        letter + Content(f"  {export_format.name:<{NAME_WIDTH}}{export_format.description}")
    )
