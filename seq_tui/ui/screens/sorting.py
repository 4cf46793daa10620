"""A screen whose list can be put in other orders, by a key or by a click on a head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from seq_tui.ui.screens.cross_reference import CrossReferenceScreen
from seq_tui.ui.sequence_line import SORTED_BY
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from seq_tui.domain.query import Sort


class SortingScreen(CrossReferenceScreen):
    """Sorts its list; the cursor stays on its sequence."""

    def action_sort(self) -> None:
        """Choose an order."""
        from seq_tui.ui.screens.orders import OrderScreen

        present = self._list_pane.search.sort
        self.app.push_screen(OrderScreen(present, self._list_pane.glyphs), self._sort_by_chosen)

    def _sort_by_chosen(self, key: str | None) -> None:
        if key is None:
            return
        from seq_tui.domain.query import ACCOUNT_ORDER
        from seq_tui.domain.sort_text import next_sort

        present = self._list_pane.search.sort
        self._sort_by(None if key == ACCOUNT_ORDER else next_sort(key, present))

    @on(VirtualList.HeadClicked, "#list")
    def _sort_by_head(self, message: VirtualList.HeadClicked) -> None:
        from seq_tui.domain.sort_text import sort_of_head

        if message.column in SORTED_BY:
            present = self._list_pane.search.sort
            self._sort_by(sort_of_head(SORTED_BY[message.column], present))

    def _sort_by(self, sort: Sort | None) -> None:
        """Sort the list, now and at the next start."""
        self._feed.sort_by(sort)
        self._saver.save_later()
