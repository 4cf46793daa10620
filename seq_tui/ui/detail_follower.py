"""Lets the detail follow the cursor of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.known_texts import KnownTexts
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

CREATORS_DEBOUNCE = 1.0
"""Seconds that the cursor must rest before a request asks who created the sequence: that is worth
one only to who reads the detail."""


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
        self._texts = KnownTexts(source)
        if "creator" in pane.list.columns.chosen:
            pane.list.creators = self._creators
        self._shown_names = 0
        """How many names are shown in the detail."""
        self.debounce = Debounce(screen, DETAIL_DEBOUNCE, self._show_rested)
        self._creators_debounce = Debounce(screen, CREATORS_DEBOUNCE, self.ask_for_creators)

    def follow(self) -> None:
        """Show the sequence once the cursor rests."""
        self._creators_debounce.cancel()
        self.debounce.restart()

    def update(self) -> None:
        """Show what was received of the sequence now, unless the cursor is still moving."""
        if self.debounce.is_pending:
            self._progress.report_notices()
        else:
            self.show()

    def _show_rested(self) -> None:
        """Show the sequence that the cursor was moved to; who stays there reads it."""
        self.show()
        if (creator_id := self._creator_id) is None or not self._creators.is_asked(creator_id):
            self._creators_debounce.restart()

    def show(self) -> None:
        """Show the sequence at once."""
        self.debounce.cancel()
        self._pane.remember_highlighted()
        self._show_known_creators()
        self._detail.mark(self._wanted_steps())
        self._detail.show(self._pane.highlighted)
        self._ask_for_texts()
        self._progress.report_notices()

    def _wanted_steps(self) -> WantedSteps | None:
        """Which steps the search on the screen is about."""
        if (query := self._session.current.query).filter is None:
            return None
        # Imported here, since few searches are about steps.
        from seq_tui.domain.wanted_steps import WantedSteps

        return WantedSteps.of(query)

    def _show_known_creators(self) -> None:
        """Show the names that are known without a request."""
        creator_id = self._creator_id
        if creator_id is not None and not self._creators.is_looked_up(creator_id):
            self._creators.look_up(self._creators_of_page())
        if len(self._creators.names) != self._shown_names:
            self._show_creators()

    def ask_for_creators(self) -> None:
        """Ask who created the sequences of the page, unless the service is out of reach."""
        self._creators_debounce.cancel()
        creator_id = None if self._session.state else self._creator_id
        if creator_id is not None and not self._creators.is_asked(creator_id):
            self._screen.run_worker(self._ask(self._creators_of_page()), group="creators")

    @property
    def waits_for_creators(self) -> bool:
        """Whether they will be asked for if the cursor rests on."""
        return self._creators_debounce.is_pending

    @property
    def _creator_id(self) -> int | None:
        """Who created the highlighted sequence."""
        sequence = self._pane.highlighted
        return None if sequence is None else sequence.creator_id

    def _creators_of_page(self) -> frozenset[int]:
        """Who created the sequences of the page that the cursor is in: one request names all."""
        rows, first = self._session.current.rows, self._pane.list.cursor // PER_PAGE * PER_PAGE
        sequences = map(rows.row, range(first, min(first + PER_PAGE, rows.count)))
        ids = {each.creator_id for each in sequences if each is not None}
        return frozenset(each for each in ids if each is not None)

    async def _ask(self, creator_ids: frozenset[int]) -> None:
        await self._creators.ask(creator_ids)
        self._show_creators()

    def _show_creators(self) -> None:
        names = self._creators.names
        self._shown_names = len(names)
        self._detail.show_creators(names)
        self._pane.show_creators(names, self._session.current)

    def _ask_for_texts(self) -> None:
        """Show what the templates of the sequence say, where an archive has it."""
        sequence = self._pane.highlighted
        if sequence is not None and self._texts.can_tell_more(sequence.template_ids):
            self._screen.run_worker(self._load_texts(sequence.template_ids), group="texts")

    async def _load_texts(self, template_ids: frozenset[int]) -> None:
        self._detail.show_texts(await self._texts.ask(template_ids))

    def forget_texts(self) -> None:
        """Ask for texts again, since another file has them."""
        self._texts.forget()
