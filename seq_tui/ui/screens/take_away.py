"""A screen with keys that copy, export and open its highlighted sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.ui.screens.remembered import RememberedScreen
from seq_tui.ui.sequence_actions import SEQUENCES_PAGE, SequenceActions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.events import Key

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import SourceInfo
    from seq_tui.system.desktop_services import DesktopServices
    from seq_tui.ui.export_kinds import Exported
    from seq_tui.ui.options import ScreenOptions
    from seq_tui.ui.saved_view import Memory
    from seq_tui.ui.search_session import SearchSession
    from seq_tui.ui.widgets.detail_pane import DetailPane
    from seq_tui.ui.widgets.key_line import KeyLine
    from seq_tui.ui.widgets.sequences_pane import SequencesPane


class TakeAwayScreen(RememberedScreen):
    """Does with the highlighted sequence what leads out of the program, or says why it cannot.

    Args:
        source_info: how the account describes itself.
        desktop_services: returns the clipboard and the opener of files.
        options: the user's.
        memory: where the user was, and where to save that.
        session: the searches of the list.
        list_pane: the first pane.
        detail: the second pane.
        keys: the line that shows keys and messages.
        now: tells the present time.
    """

    def __init__(
        self,
        source_info: SourceInfo,
        desktop_services: Callable[[], DesktopServices],
        options: ScreenOptions,
        memory: Memory,
        session: SearchSession,
        list_pane: SequencesPane,
        detail: DetailPane,
        keys: KeyLine,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(memory, session, list_pane, detail, keys, now)
        self._options = options
        self._source_info = source_info
        self._actions = SequenceActions(
            self,
            desktop_services,
            has_pages=source_info.has_pages,
            sequence=lambda: detail.named(list_pane.highlighted),
            may_have_rows=lambda: list_pane.list.row_count > 0 or not self._results.is_answered,
            focused=lambda: detail.copyable if self.is_in_detail else None,
            exported=self._exported,
            weekend=options.weekend_rule,
            glyphs=list_pane.glyphs,
            page=options.page_url or SEQUENCES_PAGE,
        )

    def _exported(self, sequence: Sequence) -> Exported:
        """What the documents of a sequence say."""
        # The first rows do without the formats.
        from seq_tui.ui.export_kinds import Exported

        return Exported(
            sequence,
            self._detail_pane.content.start,
            self._options.weekend_rule,
            self._source_info,
            self._now(),
            self._detail_pane.texts,
            self._options.checks,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable what needs a sequence where there is none."""
        if self._actions.disabled_reason(action):
            return None
        return super().check_action(action, parameters)

    def on_key(self, event: Key) -> None:
        """Say why a disabled key does nothing."""
        active = self.active_bindings.get(event.key)
        if active and (reason := self._actions.disabled_reason(active.binding.action)):
            event.stop()
            self.say(reason, is_warning=True)

    def copy_text(self, text: str) -> None:
        """Copy what the user selected."""
        self._actions.copy_selection(text)

    # Actions of the keys.

    def action_copy(self) -> None:
        """Copy what has the focus."""
        self._actions.copy()

    def action_copy_id(self) -> None:
        """Copy the sequence's id."""
        self._actions.copy_id()

    def action_copy_json(self) -> None:
        """Copy the sequence as JSON."""
        self._actions.copy_json()

    def action_open_page(self) -> None:
        """Open the page with the sequences in Sell."""
        self._actions.open_page()

    def action_export(self) -> None:
        """Export the sequence to a file."""
        self._actions.export()
