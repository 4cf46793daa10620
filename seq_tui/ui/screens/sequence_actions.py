"""Taking the highlighted sequence elsewhere: the clipboard, a file, its page in Sell."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from seq_tui.sanitize import sanitize
from seq_tui.ui.screens.panes import PaneScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from datetime import datetime

    from textual.events import Key
    from textual.widget import Widget

    from seq_tui.domain.sequence import Sequence
    from seq_tui.system.desktop_services import DesktopServices
    from seq_tui.ui.screens.export import Exported

PAGE = "https://app.futuresimple.com/settings/sequences/{}"
"""Where Sell shows a sequence, to those who may see it."""

NO_PAGE = "No page in Sell is known for this account's sequences."

MAX_SELECTION = 100_000
"""Most characters of a text that a person would select on a screen."""


class SharingScreen(PaneScreen):
    """Knows the ways out of the terminal for a sequence that the user chose."""

    def __init__(
        self,
        main: Widget,
        detail: Widget,
        in_detail: Callable[[], Widget],
        desktop_services: Callable[[], DesktopServices],
        *,
        has_pages: bool,
        chosen: Callable[[], tuple[Sequence | None, datetime]],
    ) -> None:
        """Make a screen.

        Args:
            main: what gets the keys when nothing else has them.
            detail: the second pane.
            in_detail: gives what gets the keys in it.
            desktop_services: gives the world around the terminal, which is not met before.
            has_pages: whether Sell has a page for each sequence.
            chosen: gives the sequence that the user means, and the start that is asked about.
        """
        super().__init__(main, detail, in_detail)
        self._desktop_services = desktop_services
        self._has_pages = has_pages
        self._chosen = chosen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that leads nowhere is grey."""
        if action == "open_page" and not self._has_pages:
            return None
        return super().check_action(action, parameters)

    def on_key(self, event: Key) -> None:
        """Say why a grey key does nothing."""
        active = self.active_bindings.get(event.key)
        if active is not None and active.binding.action == "open_page" and not active.enabled:
            event.stop()
            self._tell(NO_PAGE, is_warning=True)

    def action_copy_id(self) -> None:
        """The id to the clipboard."""
        if (number := self._number()) is not None:
            self._copy(self._bring(str(number), f"id {number}"))

    def action_copy_json(self) -> None:
        """To the clipboard what ``seq-tui show --format json`` prints."""
        if (sequence := self._sequence()) is not None:
            self._copy(self._bring_json(sequence))

    def action_open_page(self) -> None:
        """The page in Sell, in a browser."""
        if (number := self._number()) is not None:
            self.run_worker(self._open_page(PAGE.format(number)), group="open", exclusive=True)

    def action_export(self) -> None:
        """Write it to a file."""
        if (sequence := self._sequence()) is not None:
            from seq_tui.ui.screens.export import ExportScreen

            _, start = self._chosen()
            screen = ExportScreen(sequence, start, has_windows=self._desktop_services().has_windows)
            self.app.push_screen(screen, self._note_exported)

    def _sequence(self) -> Sequence | None:
        sequence, _ = self._chosen()
        if sequence is None:
            self._tell("No sequence is highlighted.", is_warning=True)
        return sequence

    def _number(self) -> int | None:
        if (sequence := self._sequence()) is None:
            return None
        if sequence.id is None:
            self._tell("The service sent no id for this sequence.", is_warning=True)
        return sequence.id

    def _copy(self, bringing: Coroutine[None, None, None]) -> None:
        # A later copy is the one that is wanted, also where the way of an earlier one is long.
        self.run_worker(bringing, group="copy", exclusive=True)

    async def _bring_json(self, sequence: Sequence) -> None:
        # Ten thousand steps take a quarter of a second (measured), and no key waits for them.
        text = await asyncio.to_thread(_json_text, sequence)
        number = "the sequence" if sequence.id is None else sequence.id
        await self._bring(text, f"the JSON of {number}")

    async def _bring(self, text: str, what: str) -> None:
        if (told := await self._desktop_services().copy(text, what)) is not None:
            self._tell(told)
        elif len(text) <= MAX_SELECTION:
            self._show_text(text)
        else:
            length = f"{len(text):,} characters are too many for a terminal's clipboard"
            self._tell(f"Not copied: {length}. Export {what} to a file.", is_warning=True)

    async def _open_page(self, address: str) -> None:
        if await self._desktop_services().open(address):
            self._tell(f"Asked the browser for {address}")
        else:
            self._show_text(address)

    def _note_exported(self, exported: Exported | None) -> None:
        if exported is None:
            return
        self._tell(f"Wrote {exported.path}, {exported.size:,} bytes.")
        if exported.is_to_open:
            target = str(exported.path.absolute())
            self.run_worker(self._open_file(target), group="open", exclusive=True)

    async def _open_file(self, target: str) -> None:
        if not await self._desktop_services().open(target):
            self._tell("No program opened it.", is_warning=True)

    def _show_text(self, text: str) -> None:
        from seq_tui.ui.screens.selection import SelectionScreen

        # No news lies over what is to be selected.
        self.app.clear_notifications()
        self.app.push_screen(SelectionScreen(text))

    def _tell(self, text: str, *, is_warning: bool = False) -> None:
        self.notify(
            sanitize(text), severity="warning" if is_warning else "information", markup=False
        )


def _json_text(sequence: Sequence) -> str:
    from seq_tui.export.json import encode, sequence_json

    return encode(sequence_json(sequence), indent=2).decode()
