"""The left pane, or all of a narrow screen: the search box, the list, and what failed."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.reactive import var

from seq_tui.domain.page import Window
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.navigation import Navigation
from seq_tui.ui.options import DEFAULT_OPTIONS
from seq_tui.ui.sequence_line import TITLE, SequenceColumns, first_rows, title_of
from seq_tui.ui.widgets.notice_line import NoticeLine
from seq_tui.ui.widgets.search_bar import SearchBar
from seq_tui.ui.widgets.sequence_list import SequenceList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from textual.app import ComposeResult

    from seq_tui.domain.filter.completion import Known
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.store.paged_list import PagedList
    from seq_tui.ui.notice import Notice
    from seq_tui.ui.search_results import SearchResults


KNOWN_ROWS = 200
"""Rows whose words are offered as completions, at each key."""

TEMPLATE_ROWS = 1_000
"""Rows whose templates are offered after ``template:``."""


class SequencesPane(Vertical):
    """Shows the results that the screen gives it."""

    wanted_columns: var[int] = var(SequenceColumns().pane_width, init=False)
    """How many columns the longest names need, with the border."""

    def __init__(
        self,
        answers_at_once: Callable[[Query], bool],
        glyphs: Glyphs,
        text: str,
        columns: tuple[str, ...] = DEFAULT_OPTIONS.columns,
        *,
        id: str | None = None,
    ) -> None:
        """Create a pane with a text in its search box, and these columns beside the name.

        For `answers_at_once` see `SearchBar`.
        """
        super().__init__(id=id)
        self.glyphs = glyphs
        self._highlighted: tuple[int, int | None] = (0, None)
        self._is_sought = False
        """Whether the highlighted sequence is in another row than the cursor, or not loaded."""
        self._searched = 0
        """How many sequences were compared with a pending search."""
        self.creators: Mapping[int, str] = {}
        """The names of users that are known, by id, for completions."""
        self.all_rows: Callable[[], PagedList[Sequence]] = lambda: self.list.rows
        """Returns the rows of the whole list, as far as they are in memory."""
        self._notice = NoticeLine(glyphs, id="notice")
        self.search = SearchBar(text, glyphs, self._known, answers_at_once, id="search")
        self.list = SequenceList(glyphs, columns, id="list")
        self.border_title = TITLE
        self.navigation = Navigation(self.list)

    def compose(self) -> ComposeResult:
        """The search box above the list, and below it what failed."""
        yield self.search
        yield self.list
        yield self._notice

    @property
    def highlighted(self) -> Sequence | None:
        """The sequence under the cursor, if it is loaded."""
        return self.list.rows.row(self.list.cursor)

    @property
    def highlighted_id(self) -> int | None:
        """The id of the sequence under the cursor, also before it is loaded again."""
        if (row := self.highlighted) is not None:
            return row.id
        cursor, sequence_id = self._highlighted
        return sequence_id if cursor == self.list.cursor else None

    def update_hint(self) -> None:
        """Show above the rows what is wrong with the search, or how it may go on."""
        width = self.list.scrollable_content_region.width - 1
        self.list.show_hint(self.search.hint(width) if width > 0 else ())

    def on_descendant_focus(self) -> None:
        """Show the hint of the search box while it has the focus."""
        self.update_hint()

    def on_descendant_blur(self) -> None:
        """Show no hint beside another part, but for a mistake."""
        self.update_hint()

    def _known(self) -> Known:
        """What occurs in the first rows, for completions."""
        from seq_tui.domain.filter.completion import Known

        names = (row.name or "" for row in first_rows(self.list.rows, most=KNOWN_ROWS))
        return Known(names, sorted(set(self.creators.values())), self._templates())

    def _templates(self) -> Iterator[int]:
        """The templates of the first rows of the whole list, and of those that are shown.

        They are looked for only where one is typed: by then the list shows no names any more, as
        none has the word.
        """
        from seq_tui.domain.filter.facts import Facts

        lists = (self.all_rows(), self.list.rows)
        rows = chain.from_iterable(first_rows(each, most=TEMPLATE_ROWS) for each in lists)
        yield from sorted({template for row in rows for template in Facts(row).templates})

    def is_searching(self, results: SearchResults) -> bool:
        """Whether the rows on the screen answer an older query than the one in the box."""
        return self.search.typed_query not in (None, results.query)

    @property
    def is_dimmed(self) -> bool:
        """Whether the rows are dimmed, because they answer an older query."""
        return self.list.has_class("-stale")

    def begin(self, results: SearchResults) -> None:
        """Set the first results, before anything is shown."""
        self.list.rows = results.rows
        self.search.sort = results.query.sort
        self._show_order(results)

    def show_results(self, results: SearchResults) -> None:
        """Show other results."""
        self.list.rows = results.rows
        self.list.mark(results.query.wanted)
        self._show_order(results)
        self._fit_columns(results)
        self.list.row_count = results.rows.count
        self.list.cursor = results.cursor
        if results.sought is not None:
            self._highlighted = (results.cursor, results.sought)
            self._is_sought, results.sought = True, None
            self._follow_highlighted(results)
        self.list.refresh_rows(Window(0, results.rows.count))
        if self.search.input.has_focus:
            # Completions are words of these rows.
            self.update_hint()

    def _show_order(self, results: SearchResults) -> None:
        if (sort := results.query.sort) != self.list.sort:
            self.list.show_sort(sort)
            self.border_title = title_of(sort)

    def update_rows(self, results: SearchResults, window: Window) -> None:
        """Show loaded rows; if a sequence moved, the cursor moves with it."""
        cursor, sequence_id = self._highlighted
        if self._is_sought and cursor == self.list.cursor:
            # A list that turns out to be shorter moves the cursor, which is no choice of the user.
            self._highlighted = (max(0, min(cursor, results.rows.count - 1)), sequence_id)
        if not window.start or results.top in window:
            self._fit_columns(results)
        self.list.row_count = results.rows.count
        self._follow_highlighted(results)
        self.list.refresh_rows(window)

    def _fit_columns(self, results: SearchResults) -> None:
        """Make room for the first rows. Columns only grow, so that nothing jumps on a search."""
        rows = self.list.named(first_rows(results.rows, results.first_top))
        columns = self.list.columns.grown(rows, self.glyphs)
        if columns != self.list.columns:
            self.list.fit_columns(columns)
            self.wanted_columns = columns.pane_width

    def show_creators(self, names: Mapping[int, str], results: SearchResults) -> None:
        """Show creators by these names."""
        self.creators = names
        if self.list.creators is not None:
            self._fit_columns(results)
            self.list.show_creators()

    def give_up_sought(self, results: SearchResults) -> str:
        """What to say once all pages that were read for it lack the sequence that is sought."""
        if not self._is_sought or results.loader.failure or not results.loader.is_idle:
            return ""
        self._is_sought, sought = False, self._highlighted[1]
        if results.loader.sought != sought:
            return ""  # The search was interrupted, and proves nothing.
        return f"#{sought} was not found in the first rows of the list."

    def _follow_highlighted(self, results: SearchResults) -> None:
        cursor, sequence_id = self._highlighted
        if cursor == self.list.cursor and sequence_id is not None:
            row = results.rows.find(sequence_id)
            if row is not None:
                self._is_sought = False
                self.list.cursor = row
            elif results.query.sort is not None and not self._is_sought:
                # Sequences that were not known before came before it.
                self._is_sought = True
                results.loader.seek_record(sequence_id)

    def remember_highlighted(self) -> None:
        """Remember which sequence is under the cursor, so that the cursor can follow it.

        One that is sought is remembered until the cursor is moved.
        """
        if self._is_sought and self.list.cursor == self._highlighted[0]:
            return
        self._is_sought = False
        row = self.highlighted
        self._highlighted = (self.list.cursor, row.id if row else None)

    def show_notices(
        self, results: SearchResults, in_list: Notice | None, below: Notice | None
    ) -> None:
        """Show what there is to say in place of the rows, after the last one, and below them."""
        self.list.tail = results.end_text(self.glyphs, key_text(self, "back"))
        self.list.show_notice(in_list)
        self._notice.show_notice(below)

    def show_searched(self, searched: int) -> None:
        """Show how many sequences were read or compared for a search that is not over yet."""
        self._searched = searched
        if self.is_dimmed:
            self.search.show_count(self._search_progress())
        elif searched and self.list.row_count:
            self.list.tail = f"reading all sequences, {searched:,} so far{self.glyphs.ellipsis}"

    def _search_progress(self) -> str:
        if not self._searched:
            return self.glyphs.ellipsis
        done = "searched" if self.search.input.value else "read"
        return f"{self._searched:,} {done}"

    def update_count(self, results: SearchResults, *, is_whole: bool) -> None:
        """Show the number of rows found, or dim the rows of an older query.

        Args:
            results: what is shown.
            is_whole: whether all sequences were searched that are to be.
        """
        is_searching = self.is_searching(results)
        count = "" if results.query.selects_all else results.count_text
        if count and not is_whole:
            count += " so far"
        if self.search.mistake is not None:
            # The rows are still those of the last search that could be read.
            count = ""
        self.search.show_count(self._search_progress() if is_searching else count)
        self.list.set_class(is_searching, "-stale")
