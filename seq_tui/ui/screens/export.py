"""The export dialog: format, folder and name, and where the file was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static

from seq_tui.domain.failure import SourceError
from seq_tui.export.files import (
    AlreadyExistsError,
    NoFolderError,
    WriteError,
    file_name,
    is_folder,
    translate_errors,
)
from seq_tui.presentation.wording import name_text
from seq_tui.sanitize import sanitize, strip_controls
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.keys import bindings
from seq_tui.ui.screens.dialog import Dialog
from seq_tui.ui.threads import run_in_thread
from seq_tui.ui.widgets.format_list import FormatList
from seq_tui.ui.widgets.path_input import PathInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets.button import ButtonVariant

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.export_kinds import Exported, ExportKind

KEYS = (("export.write", "writes"), ("export.close", "cancels"))
KEYS_OPEN = (
    ("export.write", "opens it"),
    ("export.folder", "its folder"),
    ("export.close", "closes"),
)
KEYS_CLOSE = (("export.write", "closes"),)
"""The keys in the bottom border: before the file is written, and after."""

DIALOG_HEIGHTS = [(0, "-lowest"), (18, "-low"), (24, "-middle"), (30, "-high")]
"""The dialog's class from a number of rows on: three formats, ten, all of them, and blank lines."""

MAX_TITLE = 200
"""Most characters of the sequence's name in the title, which is then cut to the box's width."""


class ExportChoice(NamedTuple):
    """What a user chose, and is offered again the next time."""

    folder: str
    format_name: str


@dataclass(frozen=True, slots=True)
class Choosing:
    """The user chooses what to write and where."""

    asked: Path | None = None
    """The file to replace, or the folder to make, if the user confirms it with another enter."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The file is being written."""


@dataclass(frozen=True, slots=True)
class Written:
    """The file was written."""

    path: Path


class ExportScreen(Dialog[None]):
    """Writes a file and says where; if it cannot be written, says why and stays open."""

    AUTO_FOCUS = "#formats"

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (
            "export.write",
            "enter",
            "accept",
            "Write",
            "Write the file; a second time replaces an existing one, or opens the written one",
        ),
        ("export.open", "o", "open", "Open", "Open the written file"),
        ("export.folder", "f", "open_folder", "Folder", "Open the folder of the written file"),
        ("export.close", "escape", "close_dialog", "Close", "Close the dialog"),
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
        & Horizontal { height: 1; }
        & #in { margin-top: 1; }
        & .label { width: 4; color: $ink-quiet; }
        & .buttons { margin-top: 1; align-horizontal: right; }
        & Button { width: auto; min-width: 8; margin-left: 1; }
        & .-written { display: none; }
        & #message, & #where { height: auto; max-height: 100%; overflow-y: auto; }
        & #message { margin-top: 1; }
        & #message.-quiet { display: none; }
        & #message.-confirm { color: $ink-warning; text-style: bold; }
        & #message.-wrong { color: $ink-error; }
        &.-done { & .-choosing { display: none; } & .-written { display: block; } }
        &.-middle, &.-low, &.-lowest {
            & > Vertical { padding: 0 1; }
            & #in, & .buttons, & #message { margin-top: 0; }
        }
        &.-low FormatList { max-height: 10; }
        &.-lowest {
            & FormatList { max-height: 3; }
            &.-told { & FormatList, & .buttons { display: none; } }
        }
    }
    """

    def __init__(
        self,
        exported: Exported,
        glyphs: Glyphs,
        open_path: Callable[[Path], object] | None = None,
        last: ExportChoice | None = None,
    ) -> None:
        """Create a dialog.

        Args:
            exported: the sequence to export, and what its documents say besides.
            glyphs: the signs that the terminal can show.
            open_path: opens a file or a folder on the desktop, if there is one.
            last: what was chosen the last time.
        """
        super().__init__()
        self._exported = exported
        self._open_path = open_path
        self._list = FormatList(last.format_name if last else "")
        self._format = self._list.chosen
        self._state: Choosing | Writing | Written = Choosing()
        folder = last.folder if last else _working_folder()
        self._folder = PathInput(folder, glyphs, id="folder")
        self._file_name = PathInput(
            file_name(exported.sequence, self._format.suffix), glyphs, id="name"
        )
        self._message = Static(markup=False, id="message", classes="-choosing -quiet")
        self._where = Static(markup=False, id="where", classes="-written")

    def compose(self) -> ComposeResult:
        """What to write and where; once it is written, where it is."""
        with Vertical() as box:
            box.border_title = Content(f"Export {name_text(self._exported.sequence)[:MAX_TITLE]}")
            box.border_subtitle = self._keys_text(KEYS)
            yield self._list
            for label, path in (("in", self._folder), ("as", self._file_name)):
                with Horizontal(id=label, classes="-choosing"):
                    yield Static(label, classes="label")
                    yield path
            with Horizontal(classes="buttons -choosing"):
                yield _mouse_button("Write", "write", "primary")
                yield _mouse_button("Cancel", "close_dialog", "default")
            yield self._message
            yield self._where
            with Horizontal(classes="buttons -written"):
                if self._open_path is not None:
                    yield _mouse_button("Open", "open", "primary")
                    yield _mouse_button("Folder", "open_folder", "default")
                yield _mouse_button("Close", "close_dialog", "default")
        self._list.add_class("-choosing")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow what the state allows: nothing while the file is being written."""
        is_written = isinstance(self._state, Written)
        can_open = is_written and self._open_path is not None
        allowed = {
            "accept": True,
            "write": not is_written,
            "open": can_open,
            "open_folder": can_open,
            "close_dialog": True,
        }
        if action in allowed and (isinstance(self._state, Writing) or not allowed[action]):
            return False
        return super().check_action(action, parameters)

    @property
    def choice(self) -> ExportChoice | None:
        """What was chosen, once it is written."""
        if not isinstance(self._state, Written):
            return None
        return ExportChoice(self._folder.value, self._format.name)

    @on(OptionList.OptionHighlighted)
    def _format_changed(self) -> None:
        """Use the highlighted format, and replace the previous format's suffix in the name."""
        previous, self._format = self._format, self._list.chosen
        if previous is self._format:
            return
        self._reset_confirmation()
        if self._file_name.value.endswith(previous.suffix):
            stem = self._file_name.value.removesuffix(previous.suffix)
            self._file_name.value = stem + self._format.suffix

    @on(Input.Changed)
    def _reset_confirmation(self) -> None:
        """Ask again before a different file is replaced or a different folder is made."""
        if isinstance(self._state, Choosing):
            self._state = Choosing()
            self._show_message("")

    def action_accept(self) -> None:
        """Write the file, or open the written one, if there is a desktop."""
        if not isinstance(self._state, Written):
            self.action_write()
        elif self._open_path is not None:
            self.action_open()
        else:
            self.action_close_dialog()

    def action_close_dialog(self) -> None:
        """Close, unless the file is being written."""
        if not isinstance(self._state, Writing):
            super().action_close_dialog()

    def action_write(self) -> None:
        """Write the file in the background."""
        # The message of the last key may not be handled yet.
        self._format_changed()
        if isinstance(self._state, Choosing):
            asked, self._state = self._state.asked, Writing()
            self._show_message("writing")
            self.run_worker(self._write(asked))

    def action_open(self) -> None:
        """Open the written file, and close."""
        if isinstance(self._state, Written):
            self._open(self._state.path)

    def action_open_folder(self) -> None:
        """Open the folder of the written file, and close."""
        if isinstance(self._state, Written):
            self._open(self._state.path.parent)

    def _open(self, path: Path) -> None:
        if self._open_path is not None:
            self._open_path(path)
            self.action_close_dialog()

    async def _write(self, confirmed: Path | None) -> None:
        """Write the file; a file or a folder is replaced or made if the user confirmed it."""
        paths = Path(self._folder.value), Path(self._file_name.value)
        try:
            path, size = await run_in_thread(self._write_file, *paths, self._format, confirmed)
        except AlreadyExistsError as error:
            again = f"is there already. Press {self._write_key} again to replace it."
            self._ask(error.path, f"{error.path.name} {again}")
        except NoFolderError as error:
            folder = error.path.parent
            if folder.exists():
                self._show_failure(error)  # the working folder, which is gone
            else:
                self._ask(
                    folder,
                    f"There is no folder {folder}. Press {self._write_key} again to make it.",
                )
        except SourceError as error:
            self._show_failure(error)
        else:
            self._show_written(path, size)

    @property
    def _write_key(self) -> str:
        return key_text(self, "export.write")

    def _keys_text(self, keys: Iterable[tuple[str, str]]) -> Content:
        return Content("  ".join(f"{key_text(self, name)} {text}" for name, text in keys))

    def _ask(self, path: Path, question: str) -> None:
        self._state = Choosing(path)
        self._show_message(question, "-confirm")

    def _show_failure(self, error: SourceError) -> None:
        self._state = Choosing()
        self._show_message(f"{error.failure.message} {error.failure.advice}", "-wrong")

    def _write_file(
        self, folder: Path, name: Path, kind: ExportKind, confirmed: Path | None
    ) -> tuple[Path, int]:
        """Write the file or the folder, and return its path and its size in bytes."""
        default = file_name(self._exported.sequence, kind.suffix)
        path = _resolved_path(folder, name, default, is_folder_wanted=kind.is_folder)
        if path.parent == confirmed:
            with translate_errors(path):
                path.parent.mkdir(parents=True, exist_ok=True)
        return path, kind.write(self._exported, path, path == confirmed)

    def _show_written(self, path: Path, size: int) -> None:
        self._state = Written(path)
        self._where.update(sanitize(f"Wrote {size:,} bytes:\n{path.absolute()}", lines=True))
        box = self.query_one(Vertical)
        keys = KEYS_CLOSE if self._open_path is None else KEYS_OPEN
        box.border_subtitle = self._keys_text(keys)
        self.add_class("-done")
        self.set_focus(None)
        self.refresh_bindings()

    def _show_message(self, text: str, kind: str = "") -> None:
        self._message.update(sanitize(text))
        self._message.set_classes(f"-choosing {kind if text else '-quiet'}")
        self.set_class(bool(kind), "-told")


def _mouse_button(label: str, action: str, variant: ButtonVariant) -> Button:
    """A button for the mouse only: from the keyboard, keys work everywhere."""
    button = Button(label, variant, action=f"screen.{action}", compact=True)
    button.can_focus = False
    return button


def _working_folder() -> str:
    """The working folder in full; relative if it is gone, or has no name that can be typed."""
    try:
        folder = str(Path.cwd())
    except OSError:
        return "."
    return folder if folder == strip_controls(folder) else "."


def _resolved_path(folder: Path, name: Path, default: str, *, is_folder_wanted: bool) -> Path:
    """The whole path, with ``~`` expanded; of a file that would be in a folder, named `default`.

    Raises:
        WriteError: ``~`` names an unknown user.
    """
    path = folder / name
    try:
        path = folder.expanduser() / name.expanduser()
    except RuntimeError:
        raise WriteError(path, "there is no such user") from None
    return path / default if is_folder(path) and not is_folder_wanted else path
