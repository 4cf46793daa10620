"""What the screen reports about requests: status line, search box, notices, notifications."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual import constants

from seq_tui.ui.debounce import Debounce
from seq_tui.ui.detail_notices import detail_notice
from seq_tui.ui.list_notices import Progress, list_notice, trouble_notice
from seq_tui.ui.slow_link import is_link_slow
from seq_tui.ui.timers import call_after

if TYPE_CHECKING:
    from asyncio import TimerHandle
    from collections.abc import Callable
    from datetime import datetime

    from textual.screen import Screen

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source, SourceInfo
    from seq_tui.ui.search_session import SearchSession
    from seq_tui.ui.widgets.detail_pane import DetailPane
    from seq_tui.ui.widgets.sequences_pane import SequencesPane
    from seq_tui.ui.widgets.status_line import StatusLine

PROGRESS_DELAY = 0.1
"""Seconds without an answer after which a search is reported as loading. Most answers from a file
come earlier, and to report and clear it again would take several times longer than they do."""

RECHECK_DELAY = 1.0
"""Seconds until the source is checked again for a pause and for warnings."""

SPINNER_INTERVAL = 0.2
"""Seconds between two signs of the spinner: one cell is sent for each."""

STILL_INTERVAL = 1.0
"""The same over a slow link, and where `TEXTUAL_ANIMATIONS` is ``none``: only the seconds
change."""


class ProgressReporter:
    """Reports the state of a session, delayed where an answer may come at once."""

    _awaited: object = None
    """What the screen waits for, if it waits for anything."""

    _since = 0.0
    """When it began to."""

    def __init__(
        self,
        screen: Screen[None],
        session: SearchSession,
        source: Source[Sequence],
        source_info: SourceInfo,
        pane: SequencesPane,
        detail: DetailPane,
        status: StatusLine,
        now: Callable[[], datetime],
    ) -> None:
        """Create a reporter.

        Args:
            screen: owns the timers, and shows notifications.
            session: whose state is reported.
            source: knows its pauses and its warnings.
            source_info: how the account describes itself.
            pane: the list and its search box.
            detail: the pane of the highlighted sequence.
            status: the status line.
            now: returns the present time.
        """
        self._screen = screen
        self._session = session
        self._source = source
        self._source_info = source_info
        self._glyphs = pane.glyphs
        self._pane = pane
        self._detail = detail
        self._status = status
        self._now = now
        self._delay = Debounce(screen, PROGRESS_DELAY, self.report)
        self._recheck = Debounce(screen, RECHECK_DELAY, self._check_again)
        self._tick: TimerHandle | None = None
        """Until a notice changes by itself."""

    def report(self) -> None:
        """Report the number of rows found and the state, now."""
        self._delay.cancel()
        results = self._session.current
        searched = results.query.needs_whole_account and self._source.searched(results.query)
        self._pane.update_count(results, is_whole=not searched)
        self.report_state()
        if self._session.pending is not None or not self._session.current.rows.count:
            self.report_notices()

    def report_unless_answered_soon(self) -> None:
        """Report now, or after `PROGRESS_DELAY` if a search was just begun."""
        if not self._pane.is_searching(self._session.current):
            self.report()
        elif not (self._delay.is_pending or self._pane.is_dimmed):
            self._delay.restart()

    def report_state(self) -> None:
        """Update the status line, and the notices that count the same seconds."""
        pause = self._source.retry_in()
        state = self._shown_state
        if pause and self._tick is not None:
            self.report_notices()
        else:
            self._show_state(state, pause)
        if state == "loading":
            self._recheck.restart()

    @property
    def _shown_state(self) -> str:
        """The session's state, but not before it is reported."""
        return "" if self._delay.is_pending else self._session.state

    def _show_state(self, state: str, pause: float) -> None:
        results = self._session.current
        position = results.position_text(self._pane.list.cursor)
        age = results.age_text(self._pane.list.window, self._now)
        self._status.show_state(position, state, pause, age)

    def report_notices(self) -> None:
        """Update what both panes say in place of rows, and again while it changes by itself."""
        results, row = self._session.current, self._pane.list.cursor
        if self._tick is not None:
            self._tick.cancel()
            self._tick = None
        progress = self._progress()
        if progress.pause:
            self._show_state(self._shown_state, progress.pause)
        place = (results, self._source_info, progress, self._glyphs)
        in_list = list_notice(*place, self._pane.creators.values())
        below = trouble_notice(*place)
        is_missing = self._pane.highlighted is None
        in_detail = detail_notice(results, row, progress) if is_missing else None
        self._pane.show_notices(results, in_list, below)
        self._pane.show_searched(progress.searched)
        self._detail.show_notice(in_detail)
        if progress.retry_in:
            # Each time that another number of seconds is left.
            seconds = progress.retry_in % 1 or 1.0
            self._tick = call_after(self._screen, seconds, self.report_notices)
        elif progress.is_loading and (is_missing or self._session.pending is not None):
            interval = SPINNER_INTERVAL if self._is_animated else STILL_INTERVAL
            self._tick = call_after(self._screen, interval, self.report_notices)

    def begin_texts(self) -> None:
        """Say how many texts an archive lacks, where there is room."""
        if self._source.keeps_texts:
            self._screen.run_worker(self._report_texts(), group="texts")

    async def _report_texts(self) -> None:
        counts = await self._source.missing_texts()
        if counts and counts[0] and not self._source_info.advice:
            missing, number = counts
            which = f"{missing:,} of {number:,}" if missing < number else f"{number:,}"
            advice = f"{which} texts missing"
            self._status.show_account(self._source_info._replace(advice=advice))

    def reload(self) -> SourceInfo | None:
        """Follow the source to where it is now; how it describes itself, if that is elsewhere."""
        source_info = self._source.reload()
        if source_info is not None:
            self._source_info = source_info
            self._status.show_account(source_info)
            self.begin_texts()
        self._tell_warning()
        return source_info

    def recheck_later(self) -> None:
        """Check again after `RECHECK_DELAY`: a page is cached a moment after it arrived."""
        self._recheck.restart()

    @property
    def _is_animated(self) -> bool:
        return constants.TEXTUAL_ANIMATIONS != "none" and not is_link_slow(self._screen)

    def _progress(self) -> Progress:
        """How far the account has come with what the screen waits for."""
        if not self._session.is_loading:
            self._awaited = None
            return Progress(retry_in=self._session.retry_in)
        results = self._session.pending or self._session.current
        awaited = (results.query, bool(results.rows.count) and self._pane.list.cursor)
        if awaited != self._awaited:
            self._awaited, self._since = awaited, monotonic()
        elapsed = monotonic() - self._since
        turn = int(elapsed / SPINNER_INTERVAL) if self._is_animated else 0
        return Progress(
            spinner=self._glyphs.spinner[turn % len(self._glyphs.spinner)],
            seconds=int(elapsed),
            pause=self._source.retry_in(),
            searched=self._source.searched(results.query),
            query=results.query,
        )

    def _check_again(self) -> None:
        self._tell_warning()
        self.report_state()

    def _tell_warning(self) -> None:
        if warning := self._source.pop_warning():
            self._screen.notify(warning, severity="warning", markup=False)
