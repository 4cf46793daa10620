"""The screen: a list of sequences, and the steps of the highlighted one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.widgets import Footer, Static

from seq_tui.domain.query import Query
from seq_tui.domain.start import StartError
from seq_tui.store.loader import Loaded
from seq_tui.text import typed
from seq_tui.ui.keys import bindings
from seq_tui.ui.listings import Listings
from seq_tui.ui.rest import Rest
from seq_tui.ui.screens.help import HelpScreen
from seq_tui.ui.screens.panes import PaneScreen
from seq_tui.ui.screens.start import StartScreen
from seq_tui.ui.travel import Travel
from seq_tui.ui.widgets.notice import Notice, notice_for
from seq_tui.ui.widgets.search_bar import ROW, SearchBar
from seq_tui.ui.widgets.sequence_detail import SequenceDetail
from seq_tui.ui.widgets.sequence_list import SequenceList
from seq_tui.ui.widgets.status_line import StatusLine
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from seq_tui.domain.sequence import Sequence
    from seq_tui.report.glyphs import Glyphs
    from seq_tui.store.source import Origin, Source
    from seq_tui.ui.listing import Listing

DETAIL_REST = 0.08
"""Seconds without a step of the cursor after which the detail follows it, so that a held key does
not paint the right half each time."""

SECOND = 1.0
"""Seconds after which it is said anew what is waited for."""


class BrowserScreen(PaneScreen):
    """Browse one account."""

    AUTO_FOCUS = "#list"

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("search", "slash", "search", "Search", "By a part of a name, or by id: #21,22"),
        ("row", "colon", "row", "Row", "To a row by its number: :500000"),
        ("back", "escape", "back", "Back", "One level back; from the list, clear the search"),
        ("next", "n", "next(1)", "Next", "The next sequence, also from its steps"),
        ("previous", "N", "next(-1)", "Previous", "The previous one, also from its steps"),
        ("pane.next", "tab", "app.focus_next", "Next pane", "To the next part of the screen"),
        ("pane.previous", "shift+tab", "app.focus_previous", "Previous pane", "And back"),
        ("start.earlier", "left_square_bracket", "shift(-1)", "Earlier", "Start a day earlier"),
        ("start.later", "right_square_bracket", "shift(1)", "Later", "Start a day later"),
        ("start.week-earlier", "left_curly_bracket", "shift(-7)", "Week earlier", "Or a week"),
        ("start.week-later", "right_curly_bracket", "shift(7)", "Week later", "Or a week"),
        ("start", "t", "start", "Start", "Type when it starts: thu 15:00, +2d, now"),
        ("refresh", "r,f5", "refresh", "Refresh", "Read again; after a failure, go on"),
        ("help", "question_mark,f1", "help", "Help", "All keys"),
        ("quit", "q", "app.quit", "Quit", "Leave"),
        # The keys to begin with; the help has them all.
        footer={"search", "back", "start", "start.earlier", "start.later", "help", "quit"},
    )

    def __init__(
        self,
        source: Source,
        origin: Origin,
        now: Callable[[], datetime],
        glyphs: Glyphs,
        query: str = "",
    ) -> None:
        query = typed(query)
        self._now = now
        self._origin = origin
        self._glyphs = glyphs
        self._pause = source.pause
        self._listings = Listings(source, Query.parse(query))
        self._highlighted: tuple[int, int | None] = (0, None)
        self._status = StatusLine(origin, glyphs, id="status")
        self._search = SearchBar(query, id="search")
        self._list = SequenceList(glyphs, id="list")
        self._list.rows = self._listings.shown.rows
        self._travel = Travel(self._list)
        self._notice = Notice(id="notice")
        self._detail = SequenceDetail(glyphs, now(), id="detail")
        super().__init__(self._list, self._detail, self._detail.steps)
        self._detail_rest = Rest(self, DETAIL_REST, self._show_detail)
        self._second = Rest(self, SECOND, self._say_status)

    def compose(self) -> ComposeResult:
        """Two panes between a status line and a line of keys."""
        yield self._status
        with Vertical(id="panes"):
            with Vertical(id="sequences"):
                yield self._search
                yield self._list
                yield self._notice
            yield self._detail
        yield Static("Too small: 40 columns by 10 rows is the least.", id="too-small")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Ask for the first page."""
        self._follow(self._listing)
        self._update()

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
                    self._list.row_count = listing.rows.count
                    self._keep_highlighted()
                    self._list.refresh_rows(result.window)
                    if result.is_short:
                        self.notify(f"There are only {listing.found} rows.", markup=False)
                self._travel.arrive(listing)
                self._update()

    def _show(self, listing: Listing) -> None:
        """Put another listing in the place of the one that is shown."""
        self._listing.cursor = self._list.cursor
        self._listings.show(listing)
        self._list.rows = listing.rows
        self._list.row_count = listing.rows.count
        self._list.cursor = listing.cursor
        self._list.refresh_rows(self._list.window)
        self._listing.loader.want(self._list.window)
        self._update()

    def _keep_highlighted(self) -> None:
        """Keep the cursor on its sequence, where a page that was read again moved it."""
        cursor, sequence_id = self._highlighted
        if cursor == self._list.cursor and sequence_id is not None:
            row = self._listing.rows.find(sequence_id)
            self._list.cursor = cursor if row is None else row

    def _note_highlighted(self) -> Sequence | None:
        row = self._listing.rows.row(self._list.cursor)
        self._highlighted = (self._list.cursor, row.id if row else None)
        return row

    def _update(self) -> None:
        """Say how things are, in each place that says it."""
        listing = self._listing
        self._list.tail = listing.tail(self._glyphs)
        self._list.set_class(not listing.rows.count, "-empty")
        self._notice.say(notice_for(listing, self._origin, self._glyphs))
        self._say_status()
        if not self._detail_rest.is_awaited:
            self._show_detail()

    @on(SequenceList.EndWanted)
    def _seek_end(self) -> None:
        self._travel.seek_end(self._listing)
        self._update()

    @on(SearchBar.Typed)
    def _say_status(self) -> None:
        listing = self._listing
        is_loading = self._listings.next is not None or not listing.loader.is_idle
        state = "loading" if is_loading else "failed" if listing.loader.failure else ""
        self._status.say(listing.position(self._list.cursor), state, self._pause())
        if is_loading:
            self._second.begin()
        found = listing.found if listing.query else ""
        self._search.say(self._glyphs.ellipsis if self._is_searching else found)
        self._list.set_class(self._is_searching, "-stale")

    def _show_detail(self) -> None:
        self._detail_rest.end()
        self._detail.show(self._note_highlighted())

    @on(VirtualList.WindowChanged, "#list")
    def _want(self) -> None:
        self._listing.loader.want(self._list.window)
        self._say_status()

    @on(VirtualList.Highlighted, "#list")
    def _rest_on_highlighted(self) -> None:
        self._note_highlighted()
        self._say_status()
        self._detail_rest.begin()

    @property
    def _is_searching(self) -> bool:
        """Whether the rows on screen are not yet those of the text in the box."""
        return self._search.asked not in (None, self._listing.query)

    @on(SearchBar.Rested)
    def _ask(self) -> None:
        """Ask for what the box says; it is shown as soon as there is an answer."""
        asked = self._search.asked
        if asked is not None and (listing := self._listings.ask(asked)):
            if listing.is_answered:
                self._show(listing)
            else:
                self._follow(listing)
        self._say_status()

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is under way: no request, and no pause that is waited for."""
        rests = (self._search.rest, self._detail_rest, self._detail.rest)
        is_waiting = any(rest.is_awaited for rest in rests)
        return self._listings.next is None and self._listing.loader.is_idle and not is_waiting

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
            self._travel.go_to(self._listing, row - 1)
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
        self.give_keys_to(self._detail.steps)

    def action_back(self) -> None:
        """One level back."""
        if self._travel.stop(self._listing):
            self._update()
        elif self.focused is self._detail.step:
            self.give_keys_to(self._detail.steps)
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
            self._detail.shift(days)
        except StartError as error:
            self.notify(str(error), severity="warning", markup=False)

    def action_start(self) -> None:
        """Type a start."""
        self.app.push_screen(StartScreen(self._now), self._detail.start_at)

    def action_refresh(self) -> None:
        """Read again: from what failed, or all of what is in view."""
        loader = self._listing.loader
        if loader.failure:
            loader.retry()
        elif loader.is_idle and self._listings.next is None:
            self._listing.rows.expire()
            loader.want(self._list.window)
        self._update()

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(HelpScreen(self.active_bindings))
