"""The line with the start, which turns into an input."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.containers import Container, Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from seq_tui.domain.start_reading import Reading, complete_start, read_start, start_examples
from seq_tui.domain.zone_name import is_zone_known
from seq_tui.presentation.wording import short_start_text, start_text
from seq_tui.sanitize import sanitize
from seq_tui.ui.keys import START, bindings
from seq_tui.ui.widgets.sanitized_input import SanitizedInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from seq_tui.presentation.glyphs import Glyphs

LABEL = "if started "

MAX_LENGTH = 120
"""Most characters of a start; the line with the start and the longest zone has 70."""

BESIDE = 84
"""The cells from which on the reading is beside the input."""

SLIM = 58
"""The cells up to which the lines below the input are not indented."""


def editor_lines(width: int) -> int:
    """The lines of the input, the reading beside or below it, and the examples."""
    return 2 if width >= BESIDE else 3


class StartInput(SanitizedInput):
    """The input for a start, which shows how the last word may go on."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("start.take", "enter", "screen.take_start", "Take", "Take this start"),
        ("start.leave", "escape", "screen.leave_start", "Leave", "Leave the start as it was"),
        ("start.complete", "tab", "complete", "Complete", "Complete a word or a time zone"),
        group=START,
        footer={"start.take", "start.leave", "start.complete"},
    )

    def action_complete(self) -> None:
        """Complete the last word, if that is possible."""
        if self.cursor_at_end and (completed := complete_start(self.value)):
            self.value = completed
            self.action_end()

    def action_cursor_right(self, select: bool = False) -> None:
        """Complete the last word from its end; elsewhere go one character on."""
        if self.cursor_at_end and not select:
            self.action_complete()
        else:
            super().action_cursor_right(select)


class StartSuggester(Suggester):
    """Shows after the text how the last word may go on."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The text with its last word completed."""
        return complete_start(value) or None


class StartEditor(Container):
    """An input, the start that its text means, and examples."""

    class Changed(Message):
        """The text has changed."""

    DEFAULT_CSS = f"""
    StartEditor {{
        layout: grid; grid-size: 2 3; grid-columns: {len(LABEL)} 1fr; grid-rows: 1;
        width: 1fr; height: 3; background: $surface;
        & > StartInput {{
            height: 1; padding: 0; background: $panel;
            &, &:focus {{ border: none; }}
        }}
        & > .reading, & > .examples {{
            column-span: 2; padding-left: {len(LABEL)}; text-wrap: nowrap; text-overflow: ellipsis;
        }}
        & > .reading {{
            color: $ink-quiet;
            &.-read {{ color: $ink-success; text-style: bold; }}
            &.-wrong {{ color: $ink-error; }}
        }}
        & > .examples {{ color: $ink-quiet; }}
        &.-slim > .reading, &.-slim > .examples {{ padding-left: 0; }}
        &.-beside {{
            grid-size: 3 2; grid-columns: {len(LABEL)} 1fr 46; height: 2;
            & > .reading {{ column-span: 1; padding-left: 1; }}
            & > .examples {{ column-span: 3; }}
        }}
    }}
    """

    def __init__(self, start: datetime, now: Callable[[], datetime], glyphs: Glyphs) -> None:
        """Create an editor.

        Args:
            start: the start at hand.
            now: tells the present time.
            glyphs: the signs that the terminal can show.
        """
        super().__init__()
        self._start = start
        self._now = now
        self._last_read: datetime | None = None
        """What the text meant when it last was a start; `None` once it is empty or wrong."""
        self._wrong_text: str | None = None
        """The text that `show_wrong` was about."""
        self._glyphs = glyphs
        text = start_text(start).removeprefix(LABEL)
        self.input = StartInput(text, glyphs, max_length=MAX_LENGTH)
        self.input.suggester = StartSuggester()
        self._reading = Static(markup=False, classes="reading")
        self._examples = Static(markup=False, classes="examples")

    def compose(self) -> ComposeResult:
        """The label, the input, the reading, and the examples."""
        yield Static(LABEL, markup=False)
        yield self.input
        yield self._reading
        yield self._examples

    def on_mount(self) -> None:
        """Show what the present start means."""
        self._show_reading()

    def on_resize(self) -> None:
        """Show the examples that there is room for."""
        width = self.size.width
        is_slim = width < SLIM
        self.set_class(editor_lines(width) == 2, "-beside")
        self.set_class(is_slim, "-slim")
        room = width - len(LABEL) * (not is_slim)
        examples = ""
        for example in start_examples(self._now()):
            longer = f"{examples} {self._glyphs.dot} {example}" if examples else example
            if len(longer) <= room:
                examples = longer
        self._examples.update(examples)

    @property
    def reading(self) -> Reading:
        """What the text means."""
        return read_start(self.input.value, self._now(), self._start)

    @property
    def shown_start(self) -> datetime:
        """What the dates follow: what the line says, or the start at hand where it says none."""
        return self._last_read or self._start

    def show_wrong(self, message: str) -> None:
        """Say why the text is no start, until it changes."""
        self._wrong_text = self.input.value
        self._reading.update(sanitize(message))
        self._reading.set_classes("reading -wrong")

    @on(Input.Changed)
    def _show_reading(self) -> None:
        if self.input.value == self._wrong_text:
            # The message of a letter may arrive after the key that was pressed with it.
            return
        self._wrong_text = None
        reading = self.reading
        if reading.start is not None or reading.is_wrong or not self.input.value.strip():
            self._last_read = reading.start
        if reading.start is None and reading.is_wrong:
            self.show_wrong(reading.message)
        elif reading.start is None:
            before = self._last_read
            text = f"= {short_start_text(before, self._now())} " if before else ""
            self._reading.update(sanitize(f"{text}{self._glyphs.ellipsis} {reading.message}"))
            self._reading.set_classes("reading")
        else:
            text = start_text(reading.start).removeprefix(LABEL)
            if cell_len(f"= {text}") > self.size.width:
                text = short_start_text(reading.start, self._now())
            self._reading.update(f"= {text}")
            self._reading.set_classes("reading -read")
        self.post_message(self.Changed())


class StartLine(Vertical):
    """The start that the landings are computed from; a click opens its input."""

    DEFAULT_CSS = """
    StartLine {
        height: auto;
        & > .start { height: 1; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        &.-zone-unknown > .start { color: $ink-warning; }
        &.-edited > .start { display: none; }
        &:hover > .start { text-style: bold underline; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = Static(markup=False, classes="start")

    def compose(self) -> ComposeResult:
        """The start as a text."""
        yield self._text

    def show_start(self, start: datetime) -> None:
        """Show another start."""
        self._text.update(start_text(start), layout=False)
        self.set_class(not is_zone_known(start), "-zone-unknown")

    @property
    def is_edited(self) -> bool:
        """Whether the input is open here."""
        return self.has_class("-edited")

    def lines_in(self, width: int) -> int:
        """How many lines it needs in that width."""
        return editor_lines(width) if self.is_edited else 1

    @property
    def is_in_view(self) -> bool:
        """Whether there is room for the line, in a pane that is shown."""
        return all(node.display for node in self.ancestors_with_self) and bool(self.region)

    async def edit(self, editor: StartEditor) -> None:
        """Show an input in place of the text, until the input is removed."""
        self.add_class("-edited")
        await self.mount(editor)

    def stop_editing(self) -> None:
        """Show the text again."""
        self.remove_class("-edited")

    async def on_click(self) -> None:
        """Open the input."""
        await self.run_action("screen.start")
