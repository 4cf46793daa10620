"""The line at the bottom: the most useful keys, made from the active bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len

from seq_tui.ui.cells import Cell, Line
from seq_tui.ui.debounce import Debounce
from seq_tui.ui.widgets.painted_line import PaintedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from textual import events
    from textual.binding import ActiveBinding, Binding
    from textual.screen import Screen

    from seq_tui.presentation.glyphs import Glyphs


MESSAGE_SECONDS = 4.0
"""How long a message replaces the keys, unless another key is pressed."""

WARNING_SIGN = "! "

QUIT = "quit"
"""The binding that a single click does not press: the help is beside it."""

CLICK_AGAIN = "Click again to quit."

GAP = 1
"""Cells between two keys, besides the blank that each begins with."""


class KeyHint(NamedTuple):
    """One key, and what it does in the current state."""

    key: str
    """Textual's name of the key."""

    label: str
    """The text on the key."""

    description: str
    tooltip: str
    is_right: bool
    """Whether it is at the right end of the line."""

    needs_confirmation: bool
    """Whether it needs a second click, as it cannot be undone."""

    is_kept: bool
    """Whether others are omitted before it."""

    is_joined: bool
    """Whether it shares the description of the next one when there is little room."""

    @property
    def width(self) -> int:
        """Its cells, beginning with a blank."""
        return cell_len(
            f" {self.label} {self.description}" if self.description else f" {self.label}"
        )


class KeyLine(PaintedLine):
    """Shows what some keys do, and presses them when clicked.

    Textual's own footer creates a widget for each key whenever the keys change, and leaks watchers
    each time (measured, 8.2.8: 2,264 after 70 changes).
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-line--label",
        "key-line--description",
        "key-line--hovered",
        "key-line--message",
        "key-line--warning",
    }

    DEFAULT_CSS = """
    KeyLine {
        color: $foreground;
        background: $panel;
        & > .key-line--label { color: $ink-accent; text-style: bold; }
        & > .key-line--description { color: $foreground; }
        & > .key-line--hovered { color: $ink-accent; text-style: underline; }
        & > .key-line--message { color: $foreground; text-style: bold; }
        & > .key-line--warning { color: $ink-warning; text-style: bold; }
    }
    """

    def __init__(
        self,
        glyphs: Glyphs,
        right: Collection[str] = (),
        joined: Collection[str] = (),
        *,
        labels: Callable[[], Mapping[str, str]] = dict,
        id: str | None = None,
    ) -> None:
        """Create a line.

        Args:
            glyphs: the characters to draw with.
            right: the ids of bindings at the right end, which are omitted last.
            joined: the ids of bindings that share the description of the next one when there is
                no room for their own.
            labels: returns what some bindings, by their ids, are called in the present state of the
                screen; one with an empty label is not shown.
            id: the widget's id.
        """
        super().__init__(glyphs, "key-line", id=id)
        self._right = right
        self._joined = joined
        self._labels = labels
        self._kept: Collection[str] = ()
        self._hints: tuple[KeyHint, ...] = ()
        self._hovered: KeyHint | None = None
        self.message = ""
        """Shown in place of the keys, unless it is empty."""
        self._message_role = "message"
        self._message_end = Debounce(self, MESSAGE_SECONDS, self.hide_message)

    def show_message(self, text: str, *, is_warning: bool = False, lasts: bool = False) -> bool:
        """Show a message in place of the keys, until the next one or for `MESSAGE_SECONDS`.

        Args:
            text: sanitized.
            is_warning: whether something could not be done.
            lasts: whether it stays until the next key, however late that is.

        Returns:
            Whether the line has room for all of it; otherwise nothing is shown.
        """
        room = self.size.width - cell_len(WARNING_SIGN) * is_warning
        if cell_len(f" {text} ") > room:
            return False
        self.hide_message()
        self.message, self._message_role = text, "warning" if is_warning else "message"
        if not lasts:
            self._message_end.restart()
        self.refresh()
        return True

    def hide_message(self) -> None:
        """Show the keys again."""
        self._message_end.cancel()
        if self.message:
            self.message = ""
            self.refresh()

    @property
    def _message_text(self) -> str:
        sign = WARNING_SIGN if self._message_role == "warning" else ""
        return f" {sign}{self.message} " if self.message else ""

    def on_mount(self) -> None:
        """Update whenever the bindings of the screen change."""
        self.screen.bindings_updated_signal.subscribe(self, self._update_hints)

    def keep(self, binding_ids: Collection[str]) -> None:
        """Set which bindings stay where there is no room for all, beside those at the right."""
        if binding_ids != self._kept:
            self._kept = binding_ids
            self._update_hints(self.screen)

    def _update_hints(self, screen: Screen[object]) -> None:
        # Below a dialog no key of the screen works; the dialog names its own.
        hints = tuple(self._hints_of(screen)) if screen.is_active else ()
        if hints != self._hints:
            self._hints, self._hovered = hints, None
            self.refresh()

    def _hints_of(self, screen: Screen[object]) -> Iterable[KeyHint]:
        labels = self._labels()

        def label(binding: Binding) -> str:
            return labels.get(binding.id or "", binding.description if binding.show else "")

        first_keys: dict[str, ActiveBinding] = {}
        for active in screen.active_bindings.values():
            if active.enabled and label(active.binding):
                # Several keys may have the same action: show the first one.
                first_keys.setdefault(active.binding.action, active)
        for active in first_keys.values():
            yield KeyHint(
                active.binding.key,
                self.app.get_key_display(active.binding),
                label(active.binding),
                active.tooltip,
                active.binding.id in self._right,
                active.binding.id == QUIT,
                active.binding.id in self._kept,
                active.binding.id in self._joined,
            )

    def _described(self, width: int) -> list[KeyHint]:
        """The hints; without room for all, the joined ones have no description.

        Beside a message only those at the right end are left.
        """
        if self.message:
            return [hint for hint in self._hints if hint.is_right]
        if sum(hint.width + GAP for hint in self._hints) <= width:
            return list(self._hints)
        return [hint._replace(description="") if hint.is_joined else hint for hint in self._hints]

    def _placed(self, width: int) -> list[tuple[int, KeyHint]]:
        """The hints that fit, with their columns; joined ones never without the one they join."""
        hints = self._described(width)
        right = [hint for hint in hints if hint.is_right]
        right_start = width - sum(hint.width + GAP for hint in right)
        placed, column = [], cell_len(self._message_text)
        for group in _fitting(hints, right_start - column):
            for hint in group:
                placed.append((column, hint))
                column += hint.width
            column += GAP
        for hint in right:
            if right_start >= cell_len(self._message_text):
                placed.append((right_start, hint))
            right_start += hint.width + GAP
        return placed

    def draw(self, width: int) -> Line:
        """The message, and the hints that fit; none is cut."""
        cells = [Cell(self._message_text, self._message_role)]
        end = cell_len(self._message_text)
        for column, hint in self._placed(width):
            cells += (Cell(" " * (column - end)), *self._cells(hint))
            end = column + hint.width
        return tuple(cells)

    def _cells(self, hint: KeyHint) -> Line:
        is_hovered = hint == self._hovered
        if not hint.description:
            return Cell(" "), Cell(hint.label, "hovered" if is_hovered else "label")
        role = "hovered" if is_hovered else "description"
        return Cell(" "), Cell(hint.label, "label"), Cell(" "), Cell(hint.description, role)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the tooltip of the key under the pointer."""
        self._hover(self._hint_at(event.x))

    def on_leave(self) -> None:
        """Remove the tooltip."""
        self._hover(None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the pointer; one that quits only at the second click."""
        hint = self._hint_at(event.x)
        if hint is None:
            return
        if (
            hint.needs_confirmation
            and self.message != CLICK_AGAIN
            and self.show_message(CLICK_AGAIN)
        ):
            return
        self.app.simulate_key(hint.key)

    def _hint_at(self, column: int) -> KeyHint | None:
        for start, hint in self._placed(self.size.width):
            if start <= column < start + hint.width:
                return hint
        return None

    def _hover(self, hint: KeyHint | None) -> None:
        if hint != self._hovered:
            self._hovered = hint
            self.tooltip = hint.tooltip if hint else None
            self.refresh()


def _fitting(hints: Iterable[KeyHint], room: int) -> list[list[KeyHint]]:
    """The groups at the left that fit into a number of cells; those that are kept come first."""
    groups = list(_groups(hint for hint in hints if not hint.is_right))
    fitting = []
    for group in sorted(groups, key=lambda group: not group[-1].is_kept):
        width = sum(hint.width for hint in group) + GAP
        if width <= room:
            fitting.append(group)
            room -= width
    return [group for group in groups if group in fitting]


def _groups(hints: Iterable[KeyHint]) -> Iterator[list[KeyHint]]:
    """Each hint that has a description, after those that share it."""
    group: list[KeyHint] = []
    for hint in hints:
        group.append(hint)
        if hint.description:
            yield group
            group = []
