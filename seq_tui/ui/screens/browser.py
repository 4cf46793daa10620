"""The main screen: a list of sequences, and the steps of the highlighted one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from seq_tui.domain.zone_name import is_zone_known
from seq_tui.presentation.wording import short_start_text
from seq_tui.sanitize import strip_controls
from seq_tui.ui.detail_follower import DetailFollower
from seq_tui.ui.options import DEFAULT_OPTIONS
from seq_tui.ui.progress import ProgressReporter
from seq_tui.ui.results_feed import ResultsFeed
from seq_tui.ui.saved_view import NO_MEMORY
from seq_tui.ui.screens.browser_keys import BROWSER_KEYS, JOINED_KEYS, RIGHT_KEYS, KeyState
from seq_tui.ui.screens.checking import CheckingScreen
from seq_tui.ui.search_prompt import ROW_PREFIX, initial_query, initial_sort
from seq_tui.ui.search_session import SearchSession
from seq_tui.ui.sizes import MIN_COLUMNS, MIN_ROWS
from seq_tui.ui.widgets.detail_pane import DetailPane
from seq_tui.ui.widgets.key_line import KeyLine
from seq_tui.ui.widgets.search_bar import SearchBar
from seq_tui.ui.widgets.sequence_list import SequenceList
from seq_tui.ui.widgets.sequences_pane import SequencesPane
from seq_tui.ui.widgets.status_line import StatusLine
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source, SourceInfo
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.system.desktop_services import DesktopServices
    from seq_tui.ui.options import ScreenOptions
    from seq_tui.ui.saved_view import Memory

NO_ROW_NUMBER = f"Type the number of a row after the colon, as in {ROW_PREFIX}500."

TOO_SMALL = f"Too small: at least {MIN_COLUMNS} columns by {MIN_ROWS} rows are needed."


class BrowserScreen(CheckingScreen):
    """Browse one account."""

    AUTO_FOCUS = "#list"

    BINDINGS: ClassVar[list[BindingType]] = BROWSER_KEYS

    _offered = KeyState()
    """The state that the keys were offered for last."""

    def __init__(
        self,
        source: Source[Sequence],
        source_info: SourceInfo,
        now: Callable[[], datetime],
        glyphs: Glyphs,
        desktop_services: Callable[[], DesktopServices],
        query: str = "",
        initial_pages: Iterable[Page[Sequence]] = (),
        options: ScreenOptions = DEFAULT_OPTIONS,
        memory: Memory = NO_MEMORY,
    ) -> None:
        view = memory.view
        sort = initial_sort(view, options.sort)
        text = strip_controls(query or view.search)
        parsed_query = initial_query(text, sort, options.checks)
        session = SearchSession(source, parsed_query, source_info.kind, initial_pages, view)
        self._status = StatusLine(source_info, glyphs, id="status")
        pane = SequencesPane(source.answers_at_once, glyphs, text, options.columns, id="sequences")
        pane.search.checks = options.checks
        pane.all_rows = lambda: session.all_rows
        pane.begin(session.current)
        self._search, self._list = pane.search, pane.list
        detail = DetailPane(glyphs, now, options, self._show_start, view.start, id="detail")
        keys = KeyLine(glyphs, RIGHT_KEYS, JOINED_KEYS, labels=self._key_labels, id="keys")
        super().__init__(
            source_info, desktop_services, options, memory, session, pane, detail, keys, now
        )
        if query:
            self._opened_id = parsed_query.single_id
        self._progress = ProgressReporter(
            self, session, source, source_info, pane, detail, self._status, now
        )
        self._follower = DetailFollower(self, source, session, pane, detail, self._progress)
        self._feed = ResultsFeed(self, session, pane, self._follower, self._progress, self._update)
        # It gets the focus as soon as it is mounted, and would be styled once more for that.
        self._list.set_reactive(Widget.has_focus, True)

    def compose(self) -> ComposeResult:
        """Two panes between a status line and a line of keys."""
        yield from super().compose()
        yield self._status
        with Vertical(id="panes"):
            yield self._list_pane
            yield self._detail_pane
        yield Static(TOO_SMALL, id="too-small")
        yield self._keys

    def on_mount(self) -> None:
        """Show the rows that are there already, and request those in view."""
        self._feed.show_first()
        # A message would arrive a frame after the cursor has moved.
        self.watch(self._list, "cursor", self._cursor_moved, init=False)
        if self._results.rows.count:
            # Paint the cached rows before processing an answer, which may be there already.
            self.call_after_refresh(self._start_loading)
        else:
            self._start_loading()

    def first_laid_out(self) -> None:
        """Begin with the rows in view that were in view when the last session ended."""
        self._list.scroll_to_wanted()

    def _start_loading(self) -> None:
        self._feed.start()
        self._open_first()
        if self._search.names_row:
            self.action_leave_search()
        # Later, so that an answer that is there already is not reported as loading.
        self.call_later(self._update)

    def _update(self) -> None:
        """Update all that depends on the rows: counts, keys, detail and notices."""
        self._open_first()
        self._progress.report_unless_answered_soon()
        self._update_keys()
        self._follower.update()

    @on(VirtualList.WindowChanged, "#list")
    def _window_changed(self) -> None:
        self._feed.request_window()

    @on(SequenceList.EndWanted)
    def _end_wanted(self) -> None:
        self._feed.seek_end()

    @on(SequenceList.RowWanted)
    def _row_wanted(self, message: SequenceList.RowWanted) -> None:
        self._feed.go_to(message.row)

    def _cursor_moved(self) -> None:
        self._list_pane.remember_highlighted()
        self._update_keys()
        self._progress.report_state()
        self._follower.follow()

    @property
    def _key_state(self) -> KeyState:
        sequence = self._list_pane.highlighted
        return KeyState(
            has_sequence=sequence is not None,
            has_steps=sequence is not None and bool(sequence.steps),
            has_properties=sequence is not None and bool(sequence.steps or sequence.extra),
            is_inside=self.is_in_detail or self._results.loader.is_seeking,
            is_searched=bool(self._search.input.value),
            names_row=self._search.names_row,
            is_zoomed=self.pane_layout.is_zoomed,
            has_failed=self._results.loader.failure is not None,
            can_compare=self.can_compare,
            has_text=self.has_text,
            has_uses=bool(self.step_uses),
            has_matches=self.has_matches,
            has_findings=sequence is not None and self.checks.level(sequence) is not None,
        )

    def _key_labels(self) -> dict[str, str]:
        return self._key_state.labels

    def _update_keys(self) -> None:
        """Offer the keys that work in another state; most steps of the cursor change nothing."""
        if (state := self._key_state) != self._offered:
            self._offered = state
            self.refresh_bindings()

    def on_sequence_detail_step_shown(self) -> None:
        """Offer the keys that work on another step."""
        self._update_keys()

    @on(SearchBar.Typed)
    def _show_typed(self) -> None:
        self._list_pane.update_hint()
        self._report_search()

    def _report_search(self) -> None:
        self._update_keys()
        self._progress.report_unless_answered_soon()

    @on(SearchBar.Settled)
    def _search_typed(self) -> None:
        self._feed.search()
        self._report_search()

    @property
    def is_idle(self) -> bool:
        """Whether no request is in flight and no debounce is pending."""
        debounces = (self._search.debounce, self._follower.debounce, self._preview)
        is_waiting = any(debounce.is_pending for debounce in debounces)
        return not self._session.is_loading and not is_waiting and self._detail_pane.is_idle

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the search key where it types a character."""
        is_typed = action == "search" and isinstance(self.focused, Input)
        return super().check_action(action, parameters) and not is_typed

    async def action_search(self) -> None:
        """Focus the search box or, inside a sequence with steps, search these."""
        if not (self.is_in_detail and self._detail_pane.content.steps.row_count):
            self.move_focus(self._search.input)
            self._search.input.select_all()
            return
        await self._search_steps()

    def action_row(self) -> None:
        """Begin typing the number of a row."""
        self._search.set_text(ROW_PREFIX)
        self.move_focus(self._search.input)

    def action_leave_search(self) -> None:
        """Search, or go to the row whose number was typed, and focus the list."""
        self._search.debounce.cancel()
        if (mistake := self._search.mistake) is not None:
            self.say(mistake.message, is_warning=True)
            return
        if self._search.names_row:
            if (row := self._search.row_number) is None:
                self.say(NO_ROW_NUMBER, is_warning=True)
                return
            self._search.set_text(str(self._results.query))
            self._feed.go_to(row)
        self._search_typed()
        self.move_focus(self._list)

    def action_clear_search(self) -> None:
        """Empty the search box and leave it; the sequence under the cursor stays there."""
        if self.return_from_uses():
            return
        found = self._list_pane.highlighted
        if found is not None and not self._results.query.selects_all:
            self._session.select_in_all(found.id)
        self._search.input.value = ""
        self.action_leave_search()

    @on(VirtualList.Selected, "#list")
    def action_enter(self) -> None:
        """One level in; from the list to the steps of the sequence that is highlighted now."""
        if not self.is_in_detail:
            self._follower.show()
            self._follower.ask_for_creators()
        super().action_enter()

    def action_back(self) -> None:
        """Stop seeking the end, end a search of steps or a zoom, go back, or clear the search."""
        if self.selections:
            self.clear_selection()
        elif self._feed.stop_seeking() or self._end_step_search():
            return
        elif self.pane_layout.is_zoomed:
            self.action_zoom()
        elif self.is_in_detail:
            self.action_leave()
        else:
            self.action_clear_search()

    def action_next(self, rows: int) -> None:
        """Highlight another match in the steps, or another sequence, keeping the focus."""
        if self.is_in_detail and (said := self._detail_pane.content.next_match(rows)):
            self.say(said)
        else:
            self._list.cursor += rows

    def _show_start(self, start: datetime) -> None:
        text = short_start_text(start, self._now())
        self._status.show_start(text, is_warning=not is_zone_known(start))

    def action_refresh(self) -> None:
        """Retry after a failure, or reload the rows in view, from a newer file if there is one."""
        self._feed.refresh()
