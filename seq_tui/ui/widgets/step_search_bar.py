"""The line above the steps in which they are searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from seq_tui.domain.filter.parser import Mistake
from seq_tui.domain.step_search import StepSearch
from seq_tui.presentation.wording import counted
from seq_tui.ui.keys import FIND, bindings
from seq_tui.ui.search_hint import mistake_line
from seq_tui.ui.search_prompt import PROMPT
from seq_tui.ui.widgets.sanitized_input import SanitizedInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.cells import Line

PLACEHOLDERS = (
    "search the steps: reply, a task, a template, a value",
    "search the steps: reply, a value",
    "search the steps",
)
"""In the empty line, the longest that there is room for."""

MAX_LENGTH = 200
"""Most characters of a search; a longer pasted text is cut."""

MARK = f"{PROMPT} "


class StepSearchInput(SanitizedInput):
    """The input of the line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (
            "step.search.leave",
            "enter",
            "screen.leave_step_search",
            "Steps",
            "To the steps; those found stay marked",
        ),
        (
            "step.search.down",
            "down,ctrl+n",
            "screen.leave_step_search",
            "Down",
            "Down to the steps; those found stay marked",
        ),
        (
            "step.search.clear",
            "escape",
            "screen.clear_step_search",
            "Clear",
            "End the search of the steps",
        ),
        group=FIND,
        footer={"step.search.leave", "step.search.clear"},
    )

    def on_resize(self) -> None:
        """Show what can be typed, as far as there is room; Textual calls the base class too."""
        fitting = (each for each in PLACEHOLDERS if len(each) < self.size.width)
        self.placeholder = next(fitting, "")


class StepSearchBar(Vertical):
    """A prompt, an input, how many steps were found, and below them what is wrong."""

    class Typed(Message):
        """The text has changed."""

    DEFAULT_CSS = f"""
    StepSearchBar {{
        height: auto;
        & > Horizontal {{
            height: 1;
            & > .mark {{ width: {len(MARK)}; color: $ink-quiet; }}
            & > StepSearchInput {{
                width: 1fr; height: 1; border: none; padding: 0; background: transparent;
                &:focus {{ border: none; }}
            }}
            & > .count {{
                width: auto; padding-left: 1; color: $ink-quiet;
                &.-none {{ color: $ink-warning; }}
            }}
            &:focus-within > .mark {{ color: $ink-accent; }}
        }}
        & > .hint {{ height: 1; color: $ink-warning; text-wrap: nowrap; display: none; }}
    }}
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self.input = StepSearchInput("", glyphs, max_length=MAX_LENGTH)
        self._count = Static(markup=False, classes="count")
        self._hint = Static(markup=False, classes="hint")
        self._read: StepSearch | Mistake | None = None

    def compose(self) -> ComposeResult:
        """The line, and the line below it."""
        with Horizontal():
            yield Static(MARK, markup=False, classes="mark")
            yield self.input
            yield self._count
        yield self._hint

    @property
    def step_search(self) -> StepSearch | None:
        """What the text searches for; `None` if it is empty, or cannot be read."""
        return self._read if isinstance(self._read, StepSearch) else None

    @property
    def mistake(self) -> Mistake | None:
        """What cannot be read in the text."""
        return self._read if isinstance(self._read, Mistake) else None

    @property
    def lines(self) -> int:
        """How many lines it needs."""
        return 1 + (self.mistake is not None)

    def show_count(self, found: int, steps: int) -> None:
        """Say how many of the steps were found; nothing if none are searched."""
        count = f"{found:,}" if found else "none"
        self._count.update(f"{count} of {counted(steps, 'step')}" if steps else "")
        self._count.set_class(not found, "-none")

    def show_mistake(self) -> None:
        """Point at what cannot be read, in place of the count."""
        line: Line = ()
        if self.mistake is not None:
            self._count.update("")
            shift = len(MARK) - int(self.input.scroll_offset.x)
            text, width = self.input.value, self.size.width
            line = mistake_line(text, self.mistake, shift, width, self._glyphs)
        self._hint.update("".join(cell.text for cell in line))
        self._hint.display = bool(line)

    def on_resize(self) -> None:
        """Point at the same columns in another width."""
        self.show_mistake()

    @on(Input.Changed)
    def _text_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._read = StepSearch.parse(self.input.value)
        self.post_message(self.Typed())
