"""The help: what every sign means and every key does, in two columns where there is room."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.help_text import help_sections, label_width, section_lines, split_columns
from seq_tui.ui.keys import MOVE, bindings
from seq_tui.ui.screens.dialog import Dialog
from seq_tui.ui.widgets.list_keys import LIST_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding, BindingType
    from textual.events import Resize

    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.help_text import HelpSection

COLUMN = 62
"""Most cells of one of two columns: longer lines are hard to read."""

ONE_COLUMN = 72
"""Most cells of a single column."""

TWO_COLUMNS = 90
"""The cells from which on there are two columns."""

GUTTER = 3
"""Blank cells between two columns."""

MARGIN = 6
"""Cells of the border, the scroll bar, and the blanks beside the text."""

BORDER = 2
"""Lines of the border."""

TITLE = "Help   other keys: seq-tui config keys"
"""Its first word stands alone where there is no room for all of it."""

SCROLL_KEYS = ("list.down", "list.up", "help.page")
"""The bindings that the border names where not all of the text is in view."""


class HelpBody(VerticalScroll, inherit_bindings=False):
    """The text, which scrolls with the keys of a list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *LIST_KEYS,
        *bindings(("help.page", "space", "page(1)", "Page", "One screen on"), group=MOVE),
    ]

    def action_step(self, rows: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=rows, animate=False)

    def action_page(self, pages: float) -> None:
        """Scroll by a part of what is visible."""
        self.scroll_relative(y=int(pages * self.size.height), animate=False)

    def action_first(self) -> None:
        """Scroll to the beginning."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """Scroll to the end."""
        self.scroll_end(animate=False)


class HelpScreen(Dialog[None]):
    """Explains the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("help.close", "escape,q,question_mark,f1,enter", "close_dialog", "Close", "Close the help")
    )

    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--title", "help--label"}

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        &.-whole > HelpBody { width: 100%; }
        & > .help--title { color: $ink-accent; text-style: bold; }
        & > .help--label { color: $foreground; text-style: bold; }
        & > HelpBody {
            width: auto; max-width: 100%; height: auto; max-height: 100%; overflow-x: hidden;
            border: $frame-focus $line-focus; padding: 0 0 0 1; background: $surface;
            scrollbar-size-vertical: 1; scrollbar-gutter: stable;
            & > Horizontal { width: auto; height: auto; padding-right: 1; }
            & Static { width: auto; height: auto; }
            & #right { margin-left: 3; }
        }
    }
    """

    def __init__(
        self,
        active: Mapping[str, ActiveBinding],
        glyphs: Glyphs,
        weekend: WeekendRule,
        *,
        is_plain: bool,
    ) -> None:
        super().__init__()
        self._sections = help_sections(active, glyphs, weekend, is_plain=is_plain)
        self._columns = (Static(id="left"), Static(id="right"))

    def compose(self) -> ComposeResult:
        """Two columns, of which the second one may be empty, in a box that scrolls."""
        body = HelpBody(Horizontal(*self._columns), id="help")
        yield body

    def on_resize(self, event: Resize) -> None:
        """Arrange the sections; in two columns, blank lines between them need room."""
        width, has_blanks = event.size.width - MARGIN, True
        if width < TWO_COLUMNS:
            columns, width = [self._sections, []], min(width, ONE_COLUMN)
        else:
            width = min((width - GUTTER) // 2, COLUMN)
            # How wide the labels of a column are depends on its sections.
            signs, *keys = self._sections
            labels = [label_width([signs]), *[label_width(keys)] * len(keys)]
            lines = map(section_lines, self._sections, repeat(width), labels)
            heights = [2 + len(each) for each in lines]
            columns = [[self._sections[i] for i in column] for column in split_columns(heights)]
            highest = max(self._height(column, width) for column in columns)
            has_blanks = highest <= event.size.height - BORDER
        # Otherwise a strip of the screen below would be left beside it, too narrow to be read.
        self.set_class(event.size.width <= ONE_COLUMN, "-whole")
        for column, sections in zip(self._columns, columns, strict=True):
            column.display = bool(sections)
            column.update(self._text(sections, width, has_blanks=has_blanks))
        self.call_after_refresh(self._show_keys)

    def _show_keys(self) -> None:
        body = self.query_one(HelpBody)
        is_wide = body.size.width > len(TITLE)
        body.border_title = TITLE if is_wide else TITLE.partition(" ")[0]
        keys = " ".join(key_text(body, name, letter=True) for name in SCROLL_KEYS)
        scrolls = f"{keys} scroll   " if body.max_scroll_y else ""
        body.border_subtitle = Content(f"{scrolls}{key_text(self, 'help.close')} closes")

    def _text(self, sections: Sequence[HelpSection], width: int, *, has_blanks: bool) -> Content:
        title, label = (
            self.get_visual_style(f"help--{role}", partial=True) for role in ("title", "label")
        )
        lines: list[Content] = []
        for section in sections:
            lines += [Content()] * bool(lines and has_blanks)
            lines.append(Content.styled(section.title, title))
            lines += (
                Content.assemble((head, label), text)
                for head, text in self._lines(section, sections, width)
            )
        return Content("\n").join(lines)

    def _lines(
        self, section: HelpSection, column: Sequence[HelpSection], width: int
    ) -> list[tuple[str, str]]:
        """The lines of a section; all keys of its column are aligned, the signs need less room."""
        aligned = column[:1] if section is self._sections[0] else column
        return section_lines(section, width, label_width(aligned))

    def _height(self, column: Sequence[HelpSection], width: int) -> int:
        """The lines of a column with headings, and a blank line between sections."""
        return sum(2 + len(self._lines(section, column, width)) for section in column) - 1
