"""Writing one sequence to a file: in which format, where, and whether to open it then."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from seq_tui.export.files import AlreadyThereError, WriteError, file_name, is_folder, whole_file
from seq_tui.export.formats import FORMATS
from seq_tui.presentation.wording import name_text
from seq_tui.sanitize import sanitize, strip_controls
from seq_tui.ui.keys import bindings
from seq_tui.ui.widgets.plain_checkbox import PlainCheckbox

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets.button import ButtonVariant

    from seq_tui.domain.sequence import Sequence
    from seq_tui.export.formats import Format

KEYS = "enter writes   esc cancels"

HEIGHTS = [(0, "-low"), (18, "-high")]
"""From so many rows on, the dialog has this class: few formats in view, or all with room around."""

NAME_WIDTH = 2 + max(map(len, FORMATS))
"""Cells for a format's name, and for a gap behind it."""

MAX_TITLE = 200
"""Most characters of the sequence's name above the box, which cuts it to its width."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written."""

    path: Path
    size: int
    """Bytes."""

    is_to_open: bool


class PathInput(Input):
    """The name of a file; what is pasted into it is foreign text too."""

    def validate_value(self, value: str) -> str:
        """Keep nothing that a terminal would obey."""
        return strip_controls(value)


class ExportScreen(ModalScreen["Exported | None"]):
    """Asks, writes, and closes with what was written; stays open where it cannot be written."""

    AUTO_FOCUS = "#formats"

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (
            "export.write",
            "enter",
            "write",
            "Write",
            "Write the file; again, over one that is there",
        ),
        ("export.cancel", "escape", "cancel", "Cancel", "Write nothing"),
        # Before the list takes an enter for a choice.
        priority=True,
    )

    VERTICAL_BREAKPOINTS = HEIGHTS

    DEFAULT_CSS = """
    ExportScreen {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 100%; height: auto; max-height: 100%;
            border: round $primary; padding: 1 2; background: $surface;
        }
        & OptionList {
            height: auto; max-height: 12; border: none; padding: 0; background: transparent;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & Horizontal { height: 1; margin-top: 1; }
        & #to { width: 4; color: $foreground 60%; }
        & #path { width: 1fr; border: none; height: 1; padding: 0; background: $boost; }
        & #gap { width: 1fr; height: 1; }
        & Button { width: auto; min-width: 10; margin-left: 1; }
        & #said { height: auto; max-height: 6; margin-top: 1; }
        & #said.-quiet { display: none; }
        & #said.-asking { color: $warning; text-style: bold; }
        & #said.-wrong { color: $error; }
        &.-low {
            & > Vertical { padding: 0 1; }
            & OptionList { max-height: 3; }
            & Horizontal { margin-top: 0; }
            & #said { max-height: 3; margin-top: 0; }
        }
    }
    """

    def __init__(self, sequence: Sequence, start: datetime, *, has_windows: bool) -> None:
        """Make a dialog.

        Args:
            sequence: what to write.
            start: from which its landings are worked out.
            has_windows: whether a file can be opened where the user sees it.
        """
        super().__init__()
        self._sequence = sequence
        self._start = start
        self._formats = tuple(FORMATS.values())
        self._format = self._formats[0]
        self._replaced: Path | None = None
        self._is_writing = False
        self._list = OptionList(
            *map(_option, self._formats), id="formats", markup=False, compact=True
        )
        self._path = PathInput(
            file_name(sequence, self._format.suffix), id="path", max_length=4096, compact=True
        )
        self._path.cursor_blink = False
        self._tick = PlainCheckbox("open it then", id="open") if has_windows else None
        self._said = Static(markup=False, id="said", classes="-quiet")

    def compose(self) -> ComposeResult:
        """The formats, the path, and two choices above what there is to say."""
        with Vertical() as box:
            box.border_title = Content(f"Export {name_text(self._sequence)[:MAX_TITLE]}")
            box.border_subtitle = KEYS
            yield self._list
            with Horizontal():
                yield Static("to", id="to")
                yield self._path
            with Horizontal():
                if self._tick is not None:
                    yield self._tick
                yield Static(id="gap")
                yield _mouse_button("Write", "write", "primary")
                yield _mouse_button("Cancel", "cancel", "default")
            yield self._said

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing else while the file is being written."""
        is_ours = action in ("write", "cancel")
        return super().check_action(action, parameters) and not (is_ours and self._is_writing)

    @on(OptionList.OptionHighlighted)
    def _choose(self) -> None:
        """Take the highlighted format, and its suffix where the path has that of the last one."""
        chosen = self._formats[self._list.highlighted or 0]
        if chosen is self._format:
            return
        self._ask_anew()
        before, self._format = self._format, chosen
        if self._path.value.endswith(before.suffix):
            self._path.value = self._path.value.removesuffix(before.suffix) + chosen.suffix

    @on(Input.Changed)
    def _ask_anew(self) -> None:
        """Another file may be replaced only after another question."""
        self._replaced = None
        self._say("")

    def action_cancel(self) -> None:
        """Write nothing."""
        self.dismiss(None)

    def action_write(self) -> None:
        """Write the file, without the screen waiting for it."""
        # The word of the last key may still be on its way.
        self._choose()
        self._is_writing = True
        self._say("writing")
        self.run_worker(self._write())

    async def _write(self) -> None:
        path = Path(self._path.value)
        try:
            path, size = await asyncio.to_thread(self._written, path, self._format)
        except AlreadyThereError as error:
            self._replaced = error.path
            self._say(f"{error.path} is there already. Enter again replaces it.", "-asking")
        except WriteError as error:
            self._say(f"{error.failure.message} {error.failure.advice}", "-wrong")
        else:
            is_to_open = self._tick is not None and self._tick.value
            self.dismiss(Exported(path, size, is_to_open))
        finally:
            self._is_writing = False

    def _written(self, path: Path, form: Format) -> tuple[Path, int]:
        """Write the file; its path, also where only a folder was named, and its bytes."""
        document = form.one(self._sequence, self._start)
        path = _in_folder(path, file_name(self._sequence, form.suffix))
        with whole_file(path, replace=path == self._replaced) as write:
            write(document)
        return path, len(document)

    def _say(self, text: str, kind: str = "") -> None:
        self._said.update(sanitize(text))
        self._said.set_classes(kind if text else "-quiet")


def _option(form: Format) -> Option:
    return Option(f"{form.name:<{NAME_WIDTH}}{form.words}")


def _mouse_button(label: str, action: str, variant: ButtonVariant) -> Button:
    """A button for the mouse only: enter and escape do the same from anywhere."""
    button = Button(label, variant, action=f"screen.{action}", compact=True)
    button.can_focus = False
    return button


def _in_folder(path: Path, name: str) -> Path:
    """The file that `path` names; where that is a folder, one of that name in it.

    Raises:
        WriteError: it begins with the home folder of nobody.
    """
    try:
        path = path.expanduser()
    except RuntimeError:
        raise WriteError(path, "there is no such user") from None
    return path / name if is_folder(path) else path
