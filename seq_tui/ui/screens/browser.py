"""The main screen: a list of sequences, and the steps of the highlighted one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.widgets import Input, Static

from seq_tui.domain.zone_name import is_zone_known
from seq_tui.presentation.wording import short_start_text
from seq_tui.sanitize import strip_controls
from seq_tui.store.loader import Loaded
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.creator_names import CreatorNames
from seq_tui.ui.debounce import Debounce
from seq_tui.ui.options import DEFAULT_OPTIONS
from seq_tui.ui.progress import ProgressReporter
from seq_tui.ui.saved_view import NO_MEMORY
from seq_tui.ui.screens.browser_keys import BROWSER_KEYS, JOINED_KEYS, RIGHT_KEYS, KeyState
from seq_tui.ui.screens.remembered import RememberedScreen
from seq_tui.ui.search_prompt import ROW_PREFIX, initial_query
from seq_tui.ui.search_session import SearchSession
from seq_tui.ui.sequence_actions import SEQUENCES_PAGE, SequenceActions
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
    from textual.events import Key

    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source, SourceInfo
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.system.desktop_services import DesktopServices
    from seq_tui.ui.options import ScreenOptions
    from seq_tui.ui.saved_view import Memory
    from seq_tui.ui.search_results import SearchResults

DETAIL_DEBOUNCE = 0.08
"""Seconds that the cursor must rest before the detail follows it, so that a held key does not
repaint the detail for each row."""

LOADING_GROUP = "loading"
"""The workers that receive pages; they run until the screen closes."""

NO_ROW_NUMBER = f"Type the number of a row after the colon, as in {ROW_PREFIX}500."

TOO_SMALL = f"Too small: at least {MIN_COLUMNS} columns by {MIN_ROWS} rows are needed."


class BrowserScreen(RememberedScreen):
    """Browse one account."""

    AUTO_FOCUS = "#list"

    BINDINGS: ClassVar[list[BindingType]] = BROWSER_KEYS

    _opened_id: int | None = None
    """The sequence to open as soon as it is highlighted."""

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
        parsed_query = initial_query(text := strip_controls(query or view.search))
        self._session = SearchSession(source, parsed_query, source_info.kind, initial_pages, view)
        self._creators = CreatorNames(source)
        self._opened_id = parsed_query.single_id if query else view.opened_id
        self._status = StatusLine(source_info, glyphs, id="status")
        self._pane = SequencesPane(source_info, glyphs, text, options.columns, id="sequences")
        self._search, self._list = self._pane.search, self._pane.list
        self._list.rows = self._results.rows
        self._detail = DetailPane(glyphs, now, options, self._show_start, view.start, id="detail")
        keys = KeyLine(glyphs, RIGHT_KEYS, JOINED_KEYS, labels=self._key_labels, id="keys")
        super().__init__(memory, self._pane, self._list, self._detail, keys, now, glyphs)
        self._actions = SequenceActions(
            self,
            desktop_services,
            has_pages=source_info.has_pages,
            sequence=lambda: self._pane.highlighted,
            may_have_rows=lambda: self._list.row_count > 0 or not self._results.is_answered,
            focused=lambda: self._detail.copyable if self.is_in_detail else None,
            start=lambda: self._detail.content.start,
            weekend=options.weekend_rule,
            glyphs=glyphs,
            page=options.page_url or SEQUENCES_PAGE,
        )
        self._progress = ProgressReporter(
            self, self._session, source, source_info, self._pane, self._detail, self._status, now
        )
        self._detail_debounce = Debounce(self, DETAIL_DEBOUNCE, self._show_detail)

    def compose(self) -> ComposeResult:
        """Two panes between a status line and a line of keys."""
        yield self._status
        with Vertical(id="panes"):
            yield self._pane
            yield self._detail
        yield Static(TOO_SMALL, id="too-small")
        yield self._keys

    def on_mount(self) -> None:
        """Show the rows that are there already, and request those in view."""
        self._pane.show_results(self._results)
        self._list.wanted_top = self._results.top or None
        self._pane.navigation.continue_at(self._results.rows.assumed)
        self._progress.report_state()
        self._progress.report_notices()
        if self._results.rows.count:
            # Paint the cached rows before processing an answer, which may be there already.
            self.call_after_refresh(self._start_loading)
        else:
            self._start_loading()

    def _start_loading(self) -> None:
        self._start_worker(self._results)
        self._open_first()
        if self._search.names_row:
            self.action_leave_search()
        # Later, so that an answer that is there already is not reported as loading.
        self.call_later(self._update)
        # A message would arrive a frame after the cursor has moved.
        self.watch(self._list, "cursor", self._cursor_moved, init=False)

    @property
    def _results(self) -> SearchResults:
        return self._session.current

    def _start_worker(self, results: SearchResults) -> None:
        if not results.has_worker:
            results.has_worker = True
            self.run_worker(self._process_loaded(results), group=LOADING_GROUP)

    async def _process_loaded(self, results: SearchResults) -> None:
        async for outcome in results.loader.results():
            if results is self._session.pending:
                self._switch_to(results)
            elif results is self._results:
                if isinstance(outcome, Loaded):
                    self._show_loaded(outcome)
                self.say(self._pane.navigation.finish_seeking(results))
                self.say(self._pane.give_up_sought(results))
                if change := results.pop_change(key_text(self, "refresh")):
                    self.notify(change, markup=False)
                self._update()
            self._progress.recheck_later()
            self.paint()

    def _open_first(self) -> None:
        """Open the sequence whose id the user started with, unless a key was pressed meanwhile."""
        first = self._pane.highlighted
        is_awaited = first is None and self._results.rows.count > 0
        if self._opened_id is None or not self._results.is_answered or is_awaited:
            return
        if first is not None and first.id == self._opened_id and self.focused is self._list:
            self.action_enter()
            if first.id == self._saved_view.opened_id:
                self._open_saved_part()
        self._opened_id = None

    def _show_loaded(self, loaded: Loaded) -> None:
        self._pane.update_rows(self._results, loaded.window)
        self._open_first()
        if loaded.is_past_end:
            self.say(self._pane.navigation.seek_instead(self._results))

    def _switch_to(self, results: SearchResults) -> None:
        """Show other results in place of the current ones."""
        self._pane.navigation.cancel(self._results)
        self._results.cursor = self._list.cursor
        self._session.switch_to(results)
        self._pane.show_results(results)
        # The rows appear at once; the detail of the first one can wait for the next key.
        self._detail_debounce.restart()
        self._request_window()
        self._update()

    def _update(self) -> None:
        """Update all that depends on the results: notice, counts, status and detail."""
        self._progress.report_unless_answered_soon()
        self._update_keys()
        if self._detail_debounce.is_pending:
            self._progress.report_notices()
        else:
            self._show_detail()

    @on(SequenceList.EndWanted)
    def _seek_end(self) -> None:
        self._pane.navigation.seek_end(self._results)
        self._update()

    @on(SequenceList.RowWanted)
    def _go_to_row(self, message: SequenceList.RowWanted) -> None:
        self.say(self._pane.navigation.go_to(self._results, message.row))

    def _show_detail(self) -> None:
        self._detail_debounce.cancel()
        self._pane.remember_highlighted()
        self._detail.show(self._pane.highlighted)
        self._ask_for_creator()
        self._progress.report_notices()

    def _ask_for_creator(self) -> None:
        # After the rows, and never while they are out of reach.
        sequence = None if self._session.state else self._pane.highlighted
        if (creator_id := self._creators.new_creator(sequence)) is not None:
            self.run_worker(self._show_creator(creator_id), group="creators")

    async def _show_creator(self, creator_id: int) -> None:
        self._detail.show_creators(await self._creators.load(creator_id))

    @on(VirtualList.WindowChanged, "#list")
    def _window_changed(self) -> None:
        if self._request_window():
            self._update()
        self._progress.report_state()

    def _request_window(self) -> bool:
        """Request the rows in view; whether some of them are there already, and are shown."""
        if cached := self._results.loader.want(self._list.window):
            self._show_loaded(cached)
        return cached is not None

    def _cursor_moved(self) -> None:
        self._pane.remember_highlighted()
        self._update_keys()
        self._progress.report_state()
        self._detail_debounce.restart()

    @property
    def _key_state(self) -> KeyState:
        sequence = self._pane.highlighted
        return KeyState(
            has_sequence=sequence is not None,
            has_steps=sequence is not None and bool(sequence.steps),
            has_properties=sequence is not None and bool(sequence.steps or sequence.extra),
            is_inside=self.is_in_detail or self._results.loader.is_seeking,
            is_searched=bool(self._search.input.value),
            names_row=self._search.names_row,
            is_zoomed=self.pane_layout.is_zoomed,
            has_failed=self._results.loader.failure is not None,
        )

    def _key_labels(self) -> dict[str, str]:
        return self._key_state.labels

    def _update_keys(self) -> None:
        """Offer the keys that work in another state; most steps of the cursor change nothing."""
        if (state := self._key_state) != self._offered:
            self._offered = state
            self.refresh_bindings()

    @on(SearchBar.Typed)
    def _report_search(self) -> None:
        self._update_keys()
        self._progress.report_unless_answered_soon()

    @on(SearchBar.Settled)
    def _start_search(self) -> None:
        """Search for the text in the box; the rows stay until there is an answer."""
        query = self._search.typed_query
        if query is not None and (results := self._session.start_search(query)):
            self._start_worker(results)
            if results.is_answered:
                self._switch_to(results)
        self._report_search()

    @property
    def is_idle(self) -> bool:
        """Whether no request is in flight and no debounce is pending."""
        debounces = (self._search.debounce, self._detail_debounce, self._preview)
        is_waiting = any(debounce.is_pending for debounce in debounces)
        return not self._session.is_loading and not is_waiting and self._detail.is_idle

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable what this state does not allow, and the search key where it types a character."""
        if self._actions.disabled_reason(action):
            return None
        is_typed = action == "search" and isinstance(self.focused, Input)
        return super().check_action(action, parameters) and not is_typed

    def on_key(self, event: Key) -> None:
        """Say why a disabled key does nothing."""
        active = self.active_bindings.get(event.key)
        if active and (reason := self._actions.disabled_reason(active.binding.action)):
            event.stop()
            self.say(reason, is_warning=True)

    def action_search(self) -> None:
        """Focus the search box."""
        self.move_focus(self._search.input)

    def action_row(self) -> None:
        """Begin typing the number of a row."""
        self._search.set_text(ROW_PREFIX)
        self.action_search()

    def action_leave_search(self) -> None:
        """Search, or go to the row whose number was typed, and focus the list."""
        self._search.debounce.cancel()
        if self._search.names_row:
            if (row := self._search.row_number) is None:
                self.say(NO_ROW_NUMBER, is_warning=True)
                return
            self._search.set_text(str(self._results.query))
            self.say(self._pane.navigation.go_to(self._results, row))
        self._start_search()
        self.move_focus(self._list)

    def action_clear_search(self) -> None:
        """Empty the search box and leave it; the sequence under the cursor stays there."""
        if self._results.query and (found := self._pane.highlighted) is not None:
            self._session.select_in_all(found.id)
        self._search.input.value = ""
        self.action_leave_search()

    @on(VirtualList.Selected, "#list")
    def action_enter(self) -> None:
        """One level in; from the list to the steps of the sequence that is highlighted now."""
        if not self.is_in_detail:
            self._show_detail()
        super().action_enter()

    def action_back(self) -> None:
        """Stop seeking the end, end the zoom, go back one level, or clear the search."""
        if self.selections:
            self.clear_selection()
        elif self._pane.navigation.cancel(self._results):
            self._update()
        elif self.pane_layout.is_zoomed:
            self.action_zoom()
        elif self.is_in_detail:
            self.action_leave()
        else:
            self.action_clear_search()

    def action_next(self, rows: int) -> None:
        """Highlight another sequence, keeping the focus."""
        self._list.cursor += rows

    def _show_start(self, start: datetime) -> None:
        text = short_start_text(start, self._now())
        self._status.show_start(text, is_warning=not is_zone_known(start))

    def action_refresh(self) -> None:
        """Retry after a failure, or reload the rows in view, from a newer file if there is one."""
        source_info = self._progress.reload()
        if source_info is not None:
            self.say(f"{source_info.name} was replaced: now {source_info.as_of}")
        self._session.refresh(self._list.window, is_replaced=source_info is not None)
        self._update()

    def action_copy(self) -> None:
        """Copy what has the focus."""
        self._actions.copy()

    def action_copy_id(self) -> None:
        """Copy the sequence's id."""
        self._actions.copy_id()

    def copy_text(self, text: str) -> None:
        """Copy what the user selected."""
        self._actions.copy_selection(text)

    def action_copy_json(self) -> None:
        """Copy the sequence as JSON."""
        self._actions.copy_json()

    def action_open_page(self) -> None:
        """Open the page with the sequences in Sell."""
        self._actions.open_page()

    def action_export(self) -> None:
        """Export the sequence to a file."""
        self._actions.export()
