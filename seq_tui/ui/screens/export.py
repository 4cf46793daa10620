"""The export dialog: format, path, and whether to open the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from seq_tui.domain.failure import SourceError
from seq_tui.export.files import AlreadyExistsError, WriteError, atomic_write, file_name, is_folder
from seq_tui.export.formats import FORMATS
from seq_tui.presentation.wording import name_text
from seq_tui.sanitize import sanitize, strip_controls
from seq_tui.ui.keys import bindings
from seq_tui.ui.threads import run_in_thread
from seq_tui.ui.widgets.plain_checkbox import PlainCheckbox

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets.button import ButtonVariant

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.formats import Format

KEYS = "enter writes   esc cancels"

DIALOG_HEIGHTS = [(0, "-low"), (18, "-high")]
"""The dialog's class from a number of rows on: compact, or with all formats in view."""

NAME_WIDTH = 2 + max(map(len, FORMATS))
"""Cells for a format's name and the gap after it."""

MAX_TITLE = 200
"""Most characters of the sequence's name in the title, which is then cut to the box's width."""


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A written file."""

    path: Path
    size: int
    """Bytes."""

    is_to_open: bool


class PathInput(Input):
    """The path of the file."""

    def validate_value(self, value: str) -> str:
        """Remove control characters, which pasted text may contain."""
        return strip_controls(value)


class ExportScreen(ModalScreen["ExportedFile | None"]):
    """Writes a file, and returns it; if it cannot be written, the dialog stays open."""

    AUTO_FOCUS = "#formats"

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (
            "export.write",
            "enter",
            "write",
            "Write",
            "Write the file; a second time replaces an existing one",
        ),
        ("export.cancel", "escape", "cancel", "Cancel", "Close without writing a file"),
        # Or the list of formats would consume enter.
        priority=True,
    )

    VERTICAL_BREAKPOINTS = DIALOG_HEIGHTS

    DEFAULT_CSS = """
    ExportScreen {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 100%; height: auto; max-height: 100%;
            border: $frame-focus $line-focus; padding: 1 2; background: $surface;
        }
        & OptionList {
            height: auto; max-height: 12; border: none; padding: 0; background: transparent;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & Horizontal { height: 1; margin-top: 1; }
        & #to { width: 4; color: $ink-quiet; }
        & #path { width: 1fr; border: none; height: 1; padding: 0; background: $background; }
        & #gap { width: 1fr; height: 1; }
        & Button { width: auto; min-width: 10; margin-left: 1; }
        & #message { height: auto; max-height: 6; margin-top: 1; }
        & #message.-quiet { display: none; }
        & #message.-confirm { color: $ink-warning; text-style: bold; }
        & #message.-wrong { color: $ink-error; }
        &.-low {
            & > Vertical { padding: 0 1; }
            & OptionList { max-height: 3; }
            & Horizontal { margin-top: 0; }
            & #message { max-height: 3; margin-top: 0; }
        }
    }
    """

    def __init__(
        self, sequence: Sequence, start: datetime, weekend: WeekendRule, *, has_windows: bool
    ) -> None:
        """Create a dialog.

        Args:
            sequence: the sequence to export.
            start: the start that its landings are computed from.
            weekend: the rule for e-mails that are due on a weekend.
            has_windows: whether a desktop can open the file.
        """
        super().__init__()
        self._sequence = sequence
        self._start = start
        self._weekend = weekend
        self._formats = tuple(FORMATS.values())
        self._format = self._formats[0]
        self._to_replace: Path | None = None
        self._is_writing = False
        self._list = OptionList(
            *map(_option, self._formats), id="formats", markup=False, compact=True
        )
        self._path = PathInput(
            file_name(sequence, self._format.suffix), id="path", max_length=4096, compact=True
        )
        self._path.cursor_blink = False
        self._checkbox = PlainCheckbox("open the file", id="open") if has_windows else None
        self._message = Static(markup=False, id="message", classes="-quiet")

    def compose(self) -> ComposeResult:
        """The formats, the path, a checkbox and buttons, and a message."""
        with Vertical() as box:
            box.border_title = Content(f"Export {name_text(self._sequence)[:MAX_TITLE]}")
            box.border_subtitle = KEYS
            yield self._list
            with Horizontal():
                yield Static("to", id="to")
                yield self._path
            with Horizontal():
                if self._checkbox is not None:
                    yield self._checkbox
                yield Static(id="gap")
                yield _mouse_button("Write", "write", "primary")
                yield _mouse_button("Cancel", "cancel", "default")
            yield self._message

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the keys while the file is being written."""
        is_ours = action in ("write", "cancel")
        return super().check_action(action, parameters) and not (is_ours and self._is_writing)

    @on(OptionList.OptionHighlighted)
    def _format_changed(self) -> None:
        """Use the highlighted format, and replace the previous format's suffix in the path."""
        highlighted = self._formats[self._list.highlighted or 0]
        if highlighted is self._format:
            return
        self._reset_confirmation()
        previous, self._format = self._format, highlighted
        if self._path.value.endswith(previous.suffix):
            self._path.value = self._path.value.removesuffix(previous.suffix) + highlighted.suffix

    @on(Input.Changed)
    def _reset_confirmation(self) -> None:
        """Ask again before a different file is replaced."""
        self._to_replace = None
        self._show_message("")

    def action_cancel(self) -> None:
        """Close without writing."""
        self.dismiss(None)

    def action_write(self) -> None:
        """Write the file in the background."""
        # The message of the last key may not be handled yet.
        self._format_changed()
        self._is_writing = True
        self._show_message("writing")
        self.run_worker(self._write())

    async def _write(self) -> None:
        path = Path(self._path.value)
        try:
            path, size = await run_in_thread(self._write_file, path, self._format)
        except AlreadyExistsError as error:
            self._to_replace = error.path
            self._show_message(
                f"{error.path} already exists. Press enter again to replace it.", "-confirm"
            )
        except SourceError as error:
            self._show_message(f"{error.failure.message} {error.failure.advice}", "-wrong")
        else:
            is_to_open = self._checkbox is not None and self._checkbox.value
            self.dismiss(ExportedFile(path, size, is_to_open))
        finally:
            self._is_writing = False

    def _write_file(self, path: Path, export_format: Format) -> tuple[Path, int]:
        """Write the file, and return its path and its size in bytes."""
        document = export_format.render(self._sequence, self._start, self._weekend)
        path = _resolved_path(path, file_name(self._sequence, export_format.suffix))
        with atomic_write(path, replace=path == self._to_replace) as write:
            write(document)
        return path, len(document)

    def _show_message(self, text: str, kind: str = "") -> None:
        self._message.update(sanitize(text))
        self._message.set_classes(kind if text else "-quiet")


def _option(export_format: Format) -> Option:
    return Option(f"{export_format.name:<{NAME_WIDTH}}{export_format.description}")


def _mouse_button(label: str, action: str, variant: ButtonVariant) -> Button:
    """A button for the mouse only: from the keyboard, enter and escape work everywhere."""
    button = Button(label, variant, action=f"screen.{action}", compact=True)
    button.can_focus = False
    return button


def _resolved_path(path: Path, name: str) -> Path:
    """`path` with ``~`` expanded; for a folder, the file `name` in it.

    Raises:
        WriteError: ``~`` names an unknown user.
    """
    try:
        path = path.expanduser()
    except RuntimeError:
        raise WriteError(path, "there is no such user") from None
    return path / name if is_folder(path) else path
