"""The screen: a list of sequences, and the steps of the highlighted one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.widgets import Static

from seq_tui.domain.query import Query
from seq_tui.domain.start import StartError
from seq_tui.sanitize import strip_controls
from seq_tui.store.loader import Loaded
from seq_tui.ui.debounce import Debounce
from seq_tui.ui.screens.browser_keys import BROWSER_KEYS, JOINED_KEYS, RIGHT_KEYS
from seq_tui.ui.screens.sequence_actions import SharingScreen
from seq_tui.ui.search_session import SearchSession
from seq_tui.ui.widgets.detail_pane import DetailPane
from seq_tui.ui.widgets.key_line import KeyLine
from seq_tui.ui.widgets.search_bar import ROW, SearchBar
from seq_tui.ui.widgets.sequence_list import SequenceList
from seq_tui.ui.widgets.sequences_pane import SequencesPane
from seq_tui.ui.widgets.status_line import StatusLine
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source, SourceInfo
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.system.desktop_services import DesktopServices
    from seq_tui.ui.search_results import SearchResults

DETAIL_DEBOUNCE = 0.08
"""Seconds without a step of the cursor after which the detail follows it, so that a held key does
not paint the right half each time."""

LATE = 0.1
"""Seconds after which an answer is said to be on its way. Most of those from a file come earlier,
and to say so and to take it back would take several times as long as they do."""

SECOND = 1.0
"""Seconds after which it is said anew what is waited for, and what else there is to say."""


class BrowserScreen(SharingScreen):
    """Browse one account."""

    AUTO_FOCUS = "#list"

    BINDINGS: ClassVar[list[BindingType]] = BROWSER_KEYS

    def __init__(
        self,
        source: Source[Sequence],
        source_info: SourceInfo,
        now: Callable[[], datetime],
        glyphs: Glyphs,
        desktop_services: Callable[[], DesktopServices],
        query: str = "",
        initial_page: Page[Sequence] | None = None,
    ) -> None:
        query = strip_controls(query)
        self._now = now
        self._pause, self._news = source.retry_in, source.pop_warning
        self._session = SearchSession(source, Query.parse(query), source_info.kind, initial_page)
        self._status = StatusLine(source_info, glyphs, id="status")
        self._pane = SequencesPane(source_info, glyphs, query, id="sequences")
        self._search, self._list = self._pane.search, self._pane.list
        self._list.rows = self._results.rows
        self._detail = DetailPane(glyphs, now, id="detail")
        self._keys = KeyLine(glyphs, right=RIGHT_KEYS, joined=JOINED_KEYS, id="keys")
        super().__init__(
            self._list,
            self._detail,
            lambda: self._detail.content.steps,
            desktop_services,
            has_pages=source_info.has_pages,
            chosen=lambda: (self._pane.highlighted, self._detail.content.start),
        )
        self._detail_debounce = Debounce(self, DETAIL_DEBOUNCE, self._show_detail)
        self._late = Debounce(self, LATE, self._say_late)
        self._second = Debounce(self, SECOND, self._look_again)

    def compose(self) -> ComposeResult:
        """Two panes between a status line and a line of keys."""
        yield self._status
        with Vertical(id="panes"):
            yield self._pane
            yield self._detail
        yield Static("Too small: 40 columns by 10 rows is the least.", id="too-small")
        yield self._keys

    def on_mount(self) -> None:
        """Ask for the first page, show meanwhile what is remembered of it, follow the cursor."""
        self._pane.show(self._results)
        self._pane.say(self._results)
        self._say_status()
        if self._results.rows.count:
            # They are painted before anything is made of an answer that may be there already.
            self.call_after_refresh(self._begin)
        else:
            self._begin()

    def _begin(self) -> None:
        self._follow(self._results)
        # What is there at once is not said to be on its way.
        self.call_later(self._update)
        # Told by a message, it would be the next frame that says where the cursor is.
        self.watch(self._list, "cursor", self._rest_on_highlighted, init=False)

    @property
    def _results(self) -> SearchResults:
        return self._session.current

    def _follow(self, results: SearchResults) -> None:
        if not results.is_followed:
            results.is_followed = True
            self.run_worker(self._take_all(results), group="listing")

    async def _take_all(self, results: SearchResults) -> None:
        async for result in results.loader.results():
            if results is self._session.pending:
                self._show(results)
            elif results is self._results:
                if isinstance(result, Loaded):
                    self._take(result)
                self._pane.navigation.arrive(results)
                self._update()
            # A page is kept a moment after it came, and only then it is known what came of that.
            self._second.begin()
            self.paint()

    def _take(self, result: Loaded) -> None:
        self._pane.take(self._results, result.window)
        if result.is_past_end:
            self._say_short()

    def _say_short(self) -> None:
        self.notify(f"There are only {self._results.found} rows.", markup=False)

    def _show(self, results: SearchResults) -> None:
        """Put another listing in the place of the one that is shown."""
        self._results.cursor = self._list.cursor
        self._session.show(results)
        self._pane.show(results)
        # The rows are there at once; what the first of them is can wait for the next key.
        self._detail_debounce.begin()
        self._want()
        self._update()

    def _update(self) -> None:
        """Say how things are, in each place that says it."""
        self._pane.say(self._results)
        self._say_typed()
        if not self._detail_debounce.is_pending:
            self._show_detail()

    @on(SequenceList.EndWanted)
    def _seek_end(self) -> None:
        self._pane.navigation.seek_end(self._results)
        self._update()

    @on(SearchBar.Typed)
    def _say_typed(self) -> None:
        if not self._pane.is_searching(self._results):
            self._say_late()
        elif not (self._late.is_pending or self._pane.is_stale):
            self._late.begin()

    def _say_late(self) -> None:
        self._late.end()
        self._pane.say_found(self._results)
        self._say_status()

    def _say_status(self) -> None:
        results, state = self._results, "" if self._late.is_pending else self._session.state
        age = results.age(self._list.window, self._now)
        self._status.say(results.position(self._list.cursor), state, self._pause(), age)
        if state == "loading":
            self._second.begin()

    def _look_again(self) -> None:
        if pop_warning := self._news():
            self.notify(pop_warning, severity="warning", markup=False)
        self._say_status()

    def _show_detail(self) -> None:
        self._detail_debounce.end()
        self._pane.note_highlighted()
        self._detail.show(self._pane.highlighted)

    @on(VirtualList.WindowChanged, "#list")
    def _want(self) -> None:
        if recalled := self._results.loader.want(self._list.window):
            self._take(recalled)
            self._update()
        self._say_status()

    def _rest_on_highlighted(self) -> None:
        self._pane.note_highlighted()
        self._say_status()
        self._detail_debounce.begin()

    @on(SearchBar.Settled)
    def _ask(self) -> None:
        """Ask for what the box says; it is shown as soon as there is an answer."""
        asked = self._search.asked
        if asked is not None and (results := self._session.ask(asked)):
            self._follow(results)
            if results.is_answered:
                self._show(results)
        self._say_typed()

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is under way: no request, and no pause that is waited for."""
        is_waiting = self._search.debounce.is_pending or self._detail_debounce.is_pending
        return not self._session.is_loading and not is_waiting and self._detail.is_at_rest

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the search box, the search key is a character."""
        is_typed = action == "search" and self.focused is self._search.input
        return super().check_action(action, parameters) and not is_typed

    def action_search(self) -> None:
        """To the search box."""
        self.give_keys_to(self._search.input)

    def action_row(self) -> None:
        """Type the number of a row."""
        self._search.begin(ROW)
        self.action_search()

    def action_leave_search(self) -> None:
        """From the search box to what it found."""
        self._search.debounce.end()
        if (row := self._search.row) is not None:
            self._search.begin(str(self._results.query))
            if not self._pane.navigation.go_to(self._results, row - 1):
                self._say_short()
        self._ask()
        self.give_keys_to(self._list)

    def action_clear_search(self) -> None:
        """Empty the search box, and leave it."""
        self._search.input.value = ""
        self.action_leave_search()

    @on(VirtualList.Selected, "#list")
    def action_open(self) -> None:
        """Into the steps of the highlighted sequence."""
        self._show_detail()
        self.give_keys_to(self._detail.content.steps)

    def action_back(self) -> None:
        """One level back."""
        if self._pane.navigation.stop(self._results):
            self._update()
        elif self.focused is self._detail.content.step:
            self.give_keys_to(self._detail.content.steps)
        elif self.is_in_detail:
            self.give_keys_to(self._list)
        else:
            self.action_clear_search()

    def action_next(self, rows: int) -> None:
        """To another sequence, wherever the keys go."""
        self._list.cursor += rows

    def action_shift(self, days: int) -> None:
        """Start earlier or later, at the same clock time."""
        try:
            self._detail.content.shift(days)
        except StartError as error:
            self.notify(str(error), severity="warning", markup=False)

    def action_start(self) -> None:
        """Type a start."""
        from seq_tui.ui.screens.start import StartScreen

        self.app.push_screen(StartScreen(self._now), self._detail.content.start_at)

    def action_refresh(self) -> None:
        """Read again: from what failed, or all of what is in view."""
        self._session.refresh(self._list.window)
        self._update()

    def action_help(self) -> None:
        """All keys."""
        from seq_tui.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.active_bindings))
