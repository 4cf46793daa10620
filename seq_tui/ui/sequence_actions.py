"""Copying, exporting and opening the highlighted sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.failure import SourceError
from seq_tui.ui.threads import run_in_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.system.desktop_services import DesktopServices
    from seq_tui.ui.copyable import Copyable
    from seq_tui.ui.export_kinds import Exported
    from seq_tui.ui.screens.export import ExportChoice
    from seq_tui.ui.screens.message_screen import MessageScreen

SEQUENCES_PAGE = "https://app.futuresimple.com/settings/sequences/leads"
"""Where Sell lists its sequences; the address of the page of one is not documented."""

ID_PLACE = "{id}"
"""Stands in the address of a page for the id of a sequence."""

NO_PAGE = "These sequences are on no page of Sell."

MAX_SELECTION = 100_000
"""The longest text, in characters, that a user would select on a screen."""


NEED_ROWS = frozenset({"enter", "next", "shift", "start"})
NO_ROWS = "There is no sequence in the list."

NEED_SEQUENCE = frozenset(
    {"copy", "copy_id", "copy_json", "export", "findings", "mark", "open_page"}
)
NO_SEQUENCE = "No sequence is highlighted."


class SequenceActions:
    """What the user can do with a sequence outside this screen."""

    def __init__(
        self,
        screen: MessageScreen,
        desktop_services: Callable[[], DesktopServices],
        *,
        has_pages: bool,
        sequence: Callable[[], Sequence | None],
        may_have_rows: Callable[[], bool],
        focused: Callable[[], Copyable | None],
        exported: Callable[[Sequence], Exported],
        weekend: WeekendRule,
        glyphs: Glyphs,
        page: str = SEQUENCES_PAGE,
    ) -> None:
        """Create the actions of a screen.

        Args:
            screen: runs the workers, and shows dialogs and messages.
            desktop_services: returns the clipboard and the opener of files; they are created when
                first used.
            has_pages: whether Sell has a page with the sequences of this account.
            sequence: returns the highlighted sequence.
            may_have_rows: returns whether there are sequences in the list, or may be soon.
            focused: returns the text that has the focus, if that is in the detail.
            exported: returns what the documents of a sequence say.
            weekend: the rule for e-mails that are due on a weekend.
            glyphs: the signs that the terminal can show.
            page: the address of that page, with `ID_PLACE` if each sequence has its own.
        """
        self._screen = screen
        self._desktop_services = desktop_services
        self._has_pages = has_pages
        self._sequence = sequence
        self._may_have_rows = may_have_rows
        self._focused = focused
        self._glyphs = glyphs
        self._page = page
        self._exported = exported
        self._weekend = weekend
        self._last_export: ExportChoice | None = None

    def disabled_reason(self, action: str) -> str:
        """Why an action is not available in this state of the screen; empty if it is."""
        name = action.partition("(")[0].rpartition(".")[2]
        if name == "open_page" and not self._has_pages:
            return NO_PAGE
        if name in NEED_ROWS and not self._may_have_rows():
            return NO_ROWS
        is_missing = name in NEED_SEQUENCE and self._sequence() is None
        # A message can be selected with the mouse, and copied, whatever it is about.
        is_selected = name == "copy" and bool(self._screen.selections)
        return NO_SEQUENCE if is_missing and not is_selected else ""

    def copy(self) -> None:
        """Copy what is selected with the mouse, or what has the focus: in the list, the id."""
        if text := self._screen.selected_text:
            self.copy_selection(text)
        elif (focused := self._focused()) is not None:
            self._start_copying(self._copy(*focused))
        else:
            self.copy_id()

    def copy_id(self) -> None:
        """Copy the id of the sequence."""
        if (sequence_id := self._require_id()) is not None:
            self._start_copying(self._copy(str(sequence_id), str(sequence_id)))

    def copy_text(self, text: str, description: str) -> None:
        """Copy any text, which is called by its description."""
        self._start_copying(self._copy(text, description))

    def copy_selection(self, text: str) -> None:
        """Copy what is selected with the mouse."""
        from seq_tui.ui.copyable import copyable_selection

        self._start_copying(self._copy(*copyable_selection(text)))

    def copy_json(self) -> None:
        """Copy the output of ``seq-tui show --format json`` to the clipboard."""
        if (sequence := self._require_sequence()) is not None:
            self._start_copying(self._copy_json(sequence))

    def open_page(self) -> None:
        """Open the page with the sequences in Sell, in a browser."""
        page = self._page
        if ID_PLACE in page:
            if (sequence_id := self._require_id()) is None:
                return
            page = page.replace(ID_PLACE, str(sequence_id))
        self._start_opening(self._open_page(page))

    def export(self) -> None:
        """Open the export dialog."""
        if (sequence := self._require_sequence()) is not None:
            from seq_tui.ui.screens.export import ExportScreen

            open_path = self._open_path if self._desktop_services().has_windows else None
            dialog = ExportScreen(
                self._exported(sequence), self._glyphs, open_path, self._last_export
            )

            def remember(_: None) -> None:
                self._last_export = dialog.choice or self._last_export

            self._screen.app.push_screen(dialog, remember)

    def _require_sequence(self) -> Sequence | None:
        if (sequence := self._sequence()) is None:
            self._notify(NO_SEQUENCE, is_warning=True)
        return sequence

    def _require_id(self) -> int | None:
        if (sequence := self._require_sequence()) is None:
            return None
        if sequence.id is None:
            self._notify("The service sent no id for this sequence.", is_warning=True)
        return sequence.id

    def _start_copying(self, copying: Coroutine[None, None, None]) -> None:
        # Only the newest copy counts, even if an earlier one takes longer.
        self._screen.run_worker(copying, group="copy", exclusive=True)

    def _start_opening(self, opening: Coroutine[None, None, None]) -> None:
        self._screen.run_worker(opening, group="open", exclusive=True)

    async def _copy_json(self, sequence: Sequence) -> None:
        # In a thread: ten thousand steps take a quarter of a second (measured).
        try:
            text = await run_in_thread(_json_text, sequence, self._weekend)
        except SourceError as error:
            self._notify(str(error.failure), is_warning=True)
            return
        name = "the sequence" if sequence.id is None else sequence.id
        await self._copy(text, f"the JSON of {name}")

    async def _copy(self, text: str, description: str) -> None:
        if (forms := await self._desktop_services().copy(text, description)) is not None:
            self._screen.say(*forms)
        elif len(text) <= MAX_SELECTION:
            self._show_for_selection(text)
        else:
            length = f"{len(text):,} characters are too many for a terminal's clipboard"
            advice = f"Export {description} to a file."
            self._notify(f"Not copied: {length}. {advice}", is_warning=True)

    async def _open_page(self, url: str) -> None:
        if await self._desktop_services().open(url):
            self._notify(f"Asked the browser for {url.removeprefix('https://')}")
        else:
            self._show_for_selection(url)

    def _open_path(self, path: Path) -> None:
        self._start_opening(self._open_file(str(path.absolute())))

    async def _open_file(self, path: str) -> None:
        if not await self._desktop_services().open(path):
            self._notify("No program opened it.", is_warning=True)

    def _show_for_selection(self, text: str) -> None:
        from seq_tui.ui.screens.selection import SelectionScreen

        # Notifications would cover the text.
        self._screen.app.clear_notifications()
        self._screen.app.push_screen(SelectionScreen(text))

    def _notify(self, text: str, *, is_warning: bool = False) -> None:
        self._screen.say(text, is_warning=is_warning)


def _json_text(sequence: Sequence, weekend: WeekendRule) -> str:
    from seq_tui.export.json import encode, sequence_json

    return encode(sequence_json(sequence, weekend=weekend), indent=2).decode()
