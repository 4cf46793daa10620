"""Saves where the user is: at the end, and a moment after the layout has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.failure import SourceError
from seq_tui.ui.debounce import Debounce
from seq_tui.ui.threads import run_in_thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.ui.saved_view import Memory, SavedView
    from seq_tui.ui.screens.message_screen import MessageScreen

SAVE_DEBOUNCE = 1.0
"""Seconds without another change after which it is saved."""


class ViewSaver:
    """Saves the view of one account.

    Args:
        screen: says once if that fails.
        memory: where to save it.
        view: returns the present view.
    """

    def __init__(
        self, screen: MessageScreen, memory: Memory, view: Callable[[], SavedView]
    ) -> None:
        self._screen = screen
        self._memory = memory
        self._view = view
        self._debounce = Debounce(screen, SAVE_DEBOUNCE, self._start_saving)
        self._has_failed = False

    def save_later(self) -> None:
        """Save the view soon, as it is then; a step of the cursor is no reason to."""
        if self._memory.save is not None and not self._has_failed:
            self._debounce.restart()

    def save(self) -> None:
        """Save the view now, unless that has failed before.

        Raises:
            SourceError: it cannot be saved.
        """
        self._debounce.cancel()
        if self._memory.save is not None and not self._has_failed:
            self._memory.save(self._view())

    def _start_saving(self) -> None:
        self._screen.run_worker(self._save_in_thread(), name="save view")

    async def _save_in_thread(self) -> None:
        """Save the view in a thread, because a disk may block."""
        if self._memory.save is None:
            return
        try:
            await run_in_thread(self._memory.save, self._view())
        except SourceError as error:
            self._has_failed = True
            self._screen.say(f"Not remembered: {error.failure}", is_warning=True)
