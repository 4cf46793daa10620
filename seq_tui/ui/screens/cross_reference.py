"""A screen that lists which sequences use the same as a step, and returns from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.ui.saved_view import SavedView
from seq_tui.ui.screens.comparing import ComparingScreen
from seq_tui.ui.widgets.search_bar import MAX_LENGTH

if TYPE_CHECKING:
    from seq_tui.ui.results_feed import ResultsFeed

NO_USES = "This step has no template and no task to look for."


class WayBack(NamedTuple):
    """Where a list of uses was opened."""

    search: str
    """The text in the search box while the list is shown."""

    view: SavedView
    """Where the user was."""


class CrossReferenceScreen(ComparingScreen):
    """Searches for what a step uses; leaving that search leads back to the step."""

    _feed: ResultsFeed
    _ways_back: tuple[WayBack, ...] = ()
    """The last one leads back from the present list, if that is still shown."""

    @property
    def step_uses(self) -> str:
        """The search for what the highlighted step uses; empty outside the steps."""
        if not self.is_in_detail or (step := self._detail_pane.highlighted_step) is None:
            return ""
        # Imported here: not before the first rows.
        from seq_tui.ui.step_uses import uses_search

        return uses_search(step, MAX_LENGTH)

    def action_uses(self) -> None:
        """List the sequences that use the same; the cursor stays on the present one."""
        if not (search := self.step_uses):
            self.say(NO_USES, is_warning=True)
            return
        if search != self._list_pane.search.input.value:
            self._ways_back = (*self._open_ways_back(), WayBack(search, self._view()))
            view = SavedView(search=search, sequence_id=self._list_pane.highlighted_id)
            self._search_at(view)
        self.move_focus(self._main)

    def return_from_uses(self) -> bool:
        """Go back to the step whose uses are listed; whether any are."""
        self._ways_back = self._open_ways_back()
        if not self._ways_back:
            return False
        *rest, last = self._ways_back
        self._ways_back = tuple(rest)
        self.move_focus(self._main)
        self._saved_view, self._opened_id = last.view, last.view.opened_id
        self._search_at(last.view)
        return True

    def _open_ways_back(self) -> tuple[WayBack, ...]:
        """The ways back, unless another search was typed since the last one."""
        ways = self._ways_back
        return ways if ways and ways[-1].search == self._list_pane.search.input.value else ()

    def _search_at(self, view: SavedView) -> None:
        """Search, and begin in that row, or where that sequence is."""
        self._list_pane.search.set_text(view.search)
        self._feed.search(view)
