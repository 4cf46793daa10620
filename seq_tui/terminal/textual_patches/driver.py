"""Textual's Linux driver, with public names for the parts of it that `TerminalDriver` replaces.

Needed until Textual's driver takes the file that it writes to, lets another class measure the
terminal, and shows the state of its threads and of the layout. What each part is replaced for,
with measurements, is explained in `seq_tui.terminal.driver`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

if TYPE_CHECKING:
    from io import TextIOWrapper

    from textual.drivers._writer_thread import WriterThread


class OpenLinuxDriver(LinuxDriver):
    """A `LinuxDriver` with access to its file, threads and measure of the terminal."""

    @property
    def output_file(self) -> TextIOWrapper:
        """The file that the output thread writes to; set it before that thread starts."""
        return cast("TextIOWrapper", self._file)

    @output_file.setter
    def output_file(self, file: TextIOWrapper) -> None:
        self._file = file

    @property
    def output_thread(self) -> WriterThread | None:
        """The thread that writes, which lives as long as the app is on the screen.

        It calls nothing of its file but ``write`` and, when it has no more text, ``flush``.
        """
        thread = self._writer_thread
        return thread if thread is not None and thread.is_alive() else None

    @property
    def is_reading_input(self) -> bool:
        """Whether the input thread is running."""
        return self._key_thread is not None and self._key_thread.is_alive()

    @property
    def reports_mouse_in_pixels(self) -> bool:
        """Whether mode 1016 was switched on, which Textual does not switch off again (8.2.8)."""
        return self._mouse_pixels

    @property
    def layout_size(self) -> Size:
        """The size of the layout that is drawn; zero before there is one.

        It follows the size of the screen by up to two frames, which are still drawn in the old one
        (measured, 8.2.8).
        """
        screens = self._app.screen_stack
        return screens[-1]._compositor.size if screens else Size(0, 0)

    def measure_terminal(self) -> tuple[int, int]:
        """The columns and rows of the terminal; called at the start and after each change."""
        return super()._get_terminal_size()

    def _get_terminal_size(self) -> tuple[int, int]:
        return self.measure_terminal()
