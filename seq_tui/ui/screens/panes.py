"""A screen of two panes, of which a narrow terminal shows the part that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from seq_tui.terminal.textual_patches.breakpoints import breakpoint_classes
from seq_tui.ui.pane_layout import SHARE_STEP, DetailView, PaneLayout, Part
from seq_tui.ui.screens.browser_keys import STEPS_KEYS
from seq_tui.ui.screens.message_screen import MessageScreen
from seq_tui.ui.sizes import TWO_PANES, properties_fit_below
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from seq_tui.ui.widgets.detail_pane import DetailPane
    from seq_tui.ui.widgets.key_line import KeyLine
    from seq_tui.ui.widgets.sequences_pane import SequencesPane

ONE_PANE_ZOOMED = "One pane has the whole screen; z shows both"

NO_PROPERTIES = "There is nothing more to show of this sequence."

ONE_PANE_NARROW = f"Two panes need {TWO_PANES} columns"


class PaneScreen(MessageScreen):
    """Divides the columns between a list and the detail of its row, or gives all to one part.

    What is not shown is not displayed either, so that it can neither have nor get the focus.

    Args:
        list_pane: the first pane.
        detail: the second pane.
        keys: the line that shows keys and messages.
    """

    def __init__(self, list_pane: SequencesPane, detail: DetailPane, keys: KeyLine) -> None:
        super().__init__(keys)
        self._list_pane = list_pane
        self._main = list_pane.list
        """What has the focus in the first pane, and when no other widget has it."""
        self._detail_pane = detail
        self.pane_layout = PaneLayout()
        """How the user divided the screen."""
        self._part = Part.LIST
        """Where the focus is, or was before the terminal became too small."""
        self._arranged: tuple[object, ...] = ()
        """What the panes were arranged for."""
        self._is_dragging = False
        """Whether the mouse holds the border between the panes."""

    def compose(self) -> ComposeResult:
        """Apply the breakpoints and divide the screen before widgets get their styles."""
        self.add_class(*breakpoint_classes(self, self.app.size))
        self._arrange_panes()
        return ()

    def on_mount(self) -> None:
        """Divide the screen again if the names need other columns."""
        self.watch(self._list_pane, "wanted_columns", self._arrange_panes)

    @property
    def is_in_detail(self) -> bool:
        """Whether the second pane has the focus."""
        return self.focused is not None and self._detail_pane in self.focused.ancestors

    def divide(self, layout: PaneLayout) -> None:
        """Divide the screen as the user wants it."""
        if layout != self.pane_layout:
            self.pane_layout = layout
            self._arrange_panes()

    def move_focus(self, widget: Widget) -> None:
        """Move the focus, and show the part that it goes to."""
        self._show_part(self._part_of(widget))
        self.set_focus(widget)

    def on_descendant_focus(self) -> None:
        """Follow the focus when ``tab`` or a click moved it."""
        if self.focused is not None:
            self._show_part(self._part_of(self.focused))

    def on_resize(self, event: events.Resize) -> None:
        """Divide the new size, and restore the focus that was lost while there was no room."""
        # Textual posts another event for each size that it lays a screen out for, so that two
        # pending sizes would alternate without end (measured, 8.2.8).
        event.size = self.app.size
        self._arrange_panes()
        self.call_after_refresh(self._restore_focus)

    def _restore_focus(self) -> None:
        if self.focused is None:
            in_list = self._part is Part.LIST
            self.set_focus(self._main if in_list else self._detail_pane.main_of(self._part))

    def _part_of(self, widget: Widget) -> Part:
        if self._detail_pane not in widget.ancestors:
            return Part.LIST
        return self._detail_pane.part_of(widget)

    def _show_part(self, part: Part) -> None:
        if part is not self._part:
            self._part = part
            self._keys.keep(STEPS_KEYS if part is Part.STEPS else ())
            self._arrange_panes()

    def _arrange_panes(self) -> None:
        """Show the parts that there is room for, in one layout."""
        wanted = self.app.size, self.pane_layout, self._part, self._list_pane.wanted_columns
        if wanted == self._arranged:
            return
        self._arranged = wanted
        columns = self.app.size.width
        is_single = self.pane_layout.is_single(columns)
        self._list_pane.display = not is_single or self._part is Part.LIST
        self._detail_pane.display = not is_single or self._part is not Part.LIST
        width = self.pane_layout.list_columns(columns, self._list_pane.wanted_columns)
        self._list_pane.styles.width = "1fr" if is_single else width
        has_room = properties_fit_below(self.app.size.height, is_single=is_single)
        is_whole = is_single and self._part is Part.PROPERTIES
        is_alone = is_whole or not has_room
        is_bare = self.pane_layout.is_bare(columns)
        self._detail_pane.show_view(DetailView(self._part, is_alone, not is_bare))
        # A class changes the styles of every widget, so that all are set at once.
        self.update_classes(
            {
                "-bare": is_bare,
                "-alone": is_alone,
                "-at-properties": self._part is Part.PROPERTIES,
            }
        )

    # Actions of the keys.

    def action_zoom(self) -> None:
        """Give the part with the focus the whole screen, or show the others again."""
        self.divide(self.pane_layout.toggle_zoom())
        self.refresh_bindings()

    def action_widen(self, steps: int) -> None:
        """Widen the pane with the focus, or narrow it by negative steps."""
        columns = self.app.size.width
        if self.pane_layout.is_single(columns):
            self.say(ONE_PANE_ZOOMED if columns >= TWO_PANES else ONE_PANE_NARROW)
            return
        steps = steps if self._part is Part.LIST else -steps
        width = self.pane_layout.list_columns(columns, self._list_pane.wanted_columns)
        wanted = width + round(steps * SHARE_STEP * columns)
        self.divide(self.pane_layout.with_list_columns(wanted, columns))

    @on(VirtualList.Selected, "#steps")
    def action_enter(self) -> None:
        """One level in: from the list to the steps, and to the properties of a step."""
        content = self._detail_pane.content
        if self._part is Part.LIST:
            self.move_focus(content.steps)
        elif content.has_properties:
            content.show_step()
            self.move_focus(content.step_detail)
        elif self._part is Part.STEPS:
            self.say(NO_PROPERTIES, is_warning=True)

    def action_fit(self) -> None:
        """Fit the calendar to the steps in view, or to all of them again."""
        self.say(self._detail_pane.content.steps.toggle_fit())

    def action_leave(self) -> None:
        """One level out: from the properties to the steps, and to the list."""
        if self._part is Part.PROPERTIES:
            self.move_focus(self._detail_pane.content.steps)
        elif self._part is Part.STEPS:
            self.move_focus(self._main)

    # The mouse.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Hold the border between the panes, two columns wide."""
        columns = self.app.size.width
        border = self._list_pane.region
        is_on_border = event.screen_x in (border.right - 1, border.right)
        is_on_panes = border.y <= event.screen_y < border.bottom
        if is_on_border and is_on_panes and not self.pane_layout.is_single(columns):
            self._is_dragging = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the border."""
        if self._is_dragging:
            columns = self.app.size.width
            self.divide(self.pane_layout.with_list_columns(event.screen_x + 1, columns))

    def on_mouse_up(self) -> None:
        """Let go of the border."""
        if self._is_dragging:
            self._is_dragging = False
            self.release_mouse()
