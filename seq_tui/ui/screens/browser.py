"""The screen: a list of sequences, and the steps of the highlighted one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.widgets import Static

from seq_tui.domain.query import Query
from seq_tui.domain.start import StartError
from seq_tui.sanitize import typed
from seq_tui.store.loader import Loaded
from seq_tui.ui.debounce import Rest
from seq_tui.ui.screens.browser_keys import BROWSER_KEYS, JOINED_KEYS, RIGHT_KEYS
from seq_tui.ui.screens.sequence_actions import SharingScreen
from seq_tui.ui.search_session import Listings
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
    from seq_tui.domain.source import Origin, Source
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.system.desktop_services import Outside
    from seq_tui.ui.search_results import Listing

DETAIL_REST = 0.08
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
        source: Source,
        origin: Origin,
        now: Callable[[], datetime],
        glyphs: Glyphs,
        outside: Callable[[], Outside],
        query: str = "",
        at_hand: Page | None = None,
    ) -> None:
        query = typed(query)
        self._now = now
        self._pause, self._news = source.pause, source.news
        self._listings = Listings(source, Query.parse(query), origin.kind, at_hand)
        self._status = StatusLine(origin, glyphs, id="status")
        self._pane = SequencesPane(origin, glyphs, query, id="sequences")
        self._search, self._list = self._pane.search, self._pane.list
        self._list.rows = self._listing.rows
        self._detail = DetailPane(glyphs, now, id="detail")
        self._keys = KeyLine(glyphs, right=RIGHT_KEYS, joined=JOINED_KEYS, id="keys")
        super().__init__(
            self._list,
            self._detail,
            lambda: self._detail.content.steps,
            outside,
            has_pages=origin.has_pages,
            chosen=lambda: (self._pane.highlighted, self._detail.content.start),
        )
        self._detail_rest = Rest(self, DETAIL_REST, self._show_detail)
        self._late = Rest(self, LATE, self._say_late)
        self._second = Rest(self, SECOND, self._look_again)

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
        self._pane.show(self._listing)
        self._pane.say(self._listing)
        self._say_status()
        if self._listing.rows.count:
            # They are painted before anything is made of an answer that may be there already.
            self.call_after_refresh(self._begin)
        else:
            self._begin()

    def _begin(self) -> None:
        self._follow(self._listing)
        # What is there at once is not said to be on its way.
        self.call_later(self._update)
        # Told by a message, it would be the next frame that says where the cursor is.
        self.watch(self._list, "cursor", self._rest_on_highlighted, init=False)

    @property
    def _listing(self) -> Listing:
        return self._listings.shown

    def _follow(self, listing: Listing) -> None:
        if not listing.is_followed:
            listing.is_followed = True
            self.run_worker(self._take_all(listing), group="listing")

    async def _take_all(self, listing: Listing) -> None:
        async for result in listing.loader.results():
            if listing is self._listings.next:
                self._show(listing)
            elif listing is self._listing:
                if isinstance(result, Loaded):
                    self._take(result)
                self._pane.travel.arrive(listing)
                self._update()
            # A page is kept a moment after it came, and only then it is known what came of that.
            self._second.begin()
            self.paint()

    def _take(self, result: Loaded) -> None:
        self._pane.take(self._listing, result.window)
        if result.is_short:
            self._say_short()

    def _say_short(self) -> None:
        self.notify(f"There are only {self._listing.found} rows.", markup=False)

    def _show(self, listing: Listing) -> None:
        """Put another listing in the place of the one that is shown."""
        self._listing.cursor = self._list.cursor
        self._listings.show(listing)
        self._pane.show(listing)
        # The rows are there at once; what the first of them is can wait for the next key.
        self._detail_rest.begin()
        self._want()
        self._update()

    def _update(self) -> None:
        """Say how things are, in each place that says it."""
        self._pane.say(self._listing)
        self._say_typed()
        if not self._detail_rest.is_awaited:
            self._show_detail()

    @on(SequenceList.EndWanted)
    def _seek_end(self) -> None:
        self._pane.travel.seek_end(self._listing)
        self._update()

    @on(SearchBar.Typed)
    def _say_typed(self) -> None:
        if not self._pane.is_searching(self._listing):
            self._say_late()
        elif not (self._late.is_awaited or self._pane.is_stale):
            self._late.begin()

    def _say_late(self) -> None:
        self._late.end()
        self._pane.say_found(self._listing)
        self._say_status()

    def _say_status(self) -> None:
        listing, state = self._listing, "" if self._late.is_awaited else self._listings.state
        age = listing.age(self._list.window, self._now)
        self._status.say(listing.position(self._list.cursor), state, self._pause(), age)
        if state == "loading":
            self._second.begin()

    def _look_again(self) -> None:
        if news := self._news():
            self.notify(news, severity="warning", markup=False)
        self._say_status()

    def _show_detail(self) -> None:
        self._detail_rest.end()
        self._pane.note_highlighted()
        self._detail.show(self._pane.highlighted)

    @on(VirtualList.WindowChanged, "#list")
    def _want(self) -> None:
        if recalled := self._listing.loader.want(self._list.window):
            self._take(recalled)
            self._update()
        self._say_status()

    def _rest_on_highlighted(self) -> None:
        self._pane.note_highlighted()
        self._say_status()
        self._detail_rest.begin()

    @on(SearchBar.Rested)
    def _ask(self) -> None:
        """Ask for what the box says; it is shown as soon as there is an answer."""
        asked = self._search.asked
        if asked is not None and (listing := self._listings.ask(asked)):
            self._follow(listing)
            if listing.is_answered:
                self._show(listing)
        self._say_typed()

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is under way: no request, and no pause that is waited for."""
        is_waiting = self._search.rest.is_awaited or self._detail_rest.is_awaited
        return not self._listings.is_loading and not is_waiting and self._detail.is_at_rest

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
        self._search.rest.end()
        if (row := self._search.row) is not None:
            self._search.begin(str(self._listing.query))
            if not self._pane.travel.go_to(self._listing, row - 1):
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
        if self._pane.travel.stop(self._listing):
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
        self._listings.refresh(self._list.window)
        self._update()

    def action_help(self) -> None:
        """All keys."""
        from seq_tui.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.active_bindings))
