"""What the screen reports about requests: in the status line, the search box and notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.ui.debounce import Debounce

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.screen import Screen

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source, SourceInfo
    from seq_tui.ui.search_session import SearchSession
    from seq_tui.ui.widgets.sequences_pane import SequencesPane
    from seq_tui.ui.widgets.status_line import StatusLine

PROGRESS_DELAY = 0.1
"""Seconds without an answer after which a search is reported as loading. Most answers from a file
come earlier, and to report and clear it again would take several times longer than they do."""

RECHECK_DELAY = 1.0
"""Seconds until the source is checked again for a pause and for warnings."""


class ProgressReporter:
    """Reports the state of a session, delayed where an answer may come at once."""

    def __init__(
        self,
        screen: Screen[None],
        session: SearchSession,
        source: Source[Sequence],
        pane: SequencesPane,
        status: StatusLine,
        now: Callable[[], datetime],
    ) -> None:
        """Create a reporter.

        Args:
            screen: owns the timers, and shows notifications.
            session: whose state is reported.
            source: knows its pauses and its warnings.
            pane: the list and its search box.
            status: the status line.
            now: returns the present time.
        """
        self._screen = screen
        self._session = session
        self._source = source
        self._pane = pane
        self._status = status
        self._now = now
        self._delay = Debounce(screen, PROGRESS_DELAY, self.report)
        self._recheck = Debounce(screen, RECHECK_DELAY, self._check_again)

    def report(self) -> None:
        """Report the number of rows found and the state, now."""
        self._delay.cancel()
        self._pane.update_count(self._session.current)
        self.report_state()

    def report_unless_answered_soon(self) -> None:
        """Report now, or after `PROGRESS_DELAY` if a search was just begun."""
        if not self._pane.is_searching(self._session.current):
            self.report()
        elif not (self._delay.is_pending or self._pane.is_dimmed):
            self._delay.restart()

    def report_state(self) -> None:
        """Update the status line."""
        results = self._session.current
        state = "" if self._delay.is_pending else self._session.state
        position = results.position_text(self._pane.list.cursor)
        age = results.age_text(self._pane.list.window, self._now)
        self._status.show_state(position, state, self._source.retry_in(), age)
        if state == "loading":
            self._recheck.restart()

    def reload(self) -> SourceInfo | None:
        """Follow the source to where it is now; how it describes itself, if that is elsewhere."""
        source_info = self._source.reload()
        if source_info is not None:
            self._status.show_account(source_info)
        self._tell_warning()
        return source_info

    def recheck_later(self) -> None:
        """Check again after `RECHECK_DELAY`: a page is cached a moment after it arrived."""
        self._recheck.restart()

    def _check_again(self) -> None:
        self._tell_warning()
        self.report_state()

    def _tell_warning(self) -> None:
        if warning := self._source.pop_warning():
            self._screen.notify(warning, severity="warning", markup=False)
