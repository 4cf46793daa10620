"""Lets the detail follow the cursor of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.page import PER_PAGE
from seq_tui.ui.creator_names import CreatorNames
from seq_tui.ui.debounce import Debounce

if TYPE_CHECKING:
    from textual.screen import Screen

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source
    from seq_tui.domain.wanted_steps import WantedSteps
    from seq_tui.ui.progress import ProgressReporter
    from seq_tui.ui.search_session import SearchSession
    from seq_tui.ui.widgets.detail_pane import DetailPane
    from seq_tui.ui.widgets.sequences_pane import SequencesPane

DETAIL_DEBOUNCE = 0.08
"""Seconds that the cursor must rest before the detail follows it, so that a held key does not
repaint the detail for each row."""


class DetailFollower:
    """Shows the sequence under the cursor, and asks who created it.

    Args:
        screen: owns the timer and the workers.
        source: the account.
        session: knows whether the account can be asked.
        pane: the list.
        detail: the pane that follows it.
        progress: reports what there is to say in place of a sequence.
    """

    def __init__(
        self,
        screen: Screen[None],
        source: Source[Sequence],
        session: SearchSession,
        pane: SequencesPane,
        detail: DetailPane,
        progress: ProgressReporter,
    ) -> None:
        self._screen = screen
        self._session = session
        self._pane = pane
        self._detail = detail
        self._progress = progress
        self._creators = CreatorNames(source)
        self.debounce = Debounce(screen, DETAIL_DEBOUNCE, self.show)

    def follow(self) -> None:
        """Show the sequence once the cursor rests."""
        self.debounce.restart()

    def update(self) -> None:
        """Show what was received of the sequence now, unless the cursor is still moving."""
        if self.debounce.is_pending:
            self._progress.report_notices()
        else:
            self.show()

    def show(self) -> None:
        """Show the sequence at once."""
        self.debounce.cancel()
        self._pane.remember_highlighted()
        self._detail.mark(self._wanted_steps())
        self._detail.show(self._pane.highlighted)
        self._ask_for_creator()
        self._progress.report_notices()

    def _wanted_steps(self) -> WantedSteps | None:
        """Which steps the search on the screen is about."""
        if (query := self._session.current.query).filter is None:
            return None
        # Imported here, since few searches are about steps.
        from seq_tui.domain.wanted_steps import WantedSteps

        return WantedSteps.of(query)

    def _ask_for_creator(self) -> None:
        # After the rows, and never while they are out of reach.
        sequence = None if self._session.state else self._pane.highlighted
        rows, first = self._session.current.rows, self._pane.list.cursor // PER_PAGE * PER_PAGE
        others = map(rows.row, range(first, min(first + PER_PAGE, rows.count)))
        if creator_ids := self._creators.new_creators(sequence, others):
            self._screen.run_worker(self._show_creators(creator_ids), group="creators")

    async def _show_creators(self, creator_ids: frozenset[int]) -> None:
        names = await self._creators.load(creator_ids)
        self._detail.show_creators(names)
        self._pane.creators = names
