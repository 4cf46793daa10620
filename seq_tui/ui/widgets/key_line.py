"""The line at the bottom: the keys to begin with, made from the bindings that are active."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len

from seq_tui.ui.cells import Cell, Line
from seq_tui.ui.widgets.painted_line import PaintedLine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from textual import events
    from textual.binding import ActiveBinding
    from textual.screen import Screen

    from seq_tui.presentation.glyphs import Glyphs


GAP = 1
"""Cells between one key and the next, beside the free one that each begins with."""


class KeyHint(NamedTuple):
    """One key, and what it does now."""

    key: str
    """Textual's name of it."""

    sign: str
    """What stands on the key."""

    description: str
    tooltip: str
    is_enabled: bool
    is_right: bool
    """Whether it stands at the right end."""

    is_joined: bool
    """Whether it leaves its description to the next one where there is little room."""

    @property
    def width(self) -> int:
        """Its cells, the first of them free."""
        return cell_len(f" {self.sign} {self.description}" if self.description else f" {self.sign}")


class KeyLine(PaintedLine):
    """Says what some keys do, and does it when clicked.

    Textual's own makes a widget for each key anew whenever the keys change, and leaves watchers
    behind each time (measured, 8.2.8: 2,264 after 70 times).
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-line--sign",
        "key-line--description",
        "key-line--disabled",
        "key-line--hovered",
    }

    DEFAULT_CSS = """
    KeyLine {
        color: $footer-foreground;
        background: $footer-background;
        & > .key-line--sign { color: $footer-key-foreground; text-style: bold; }
        & > .key-line--description { color: $footer-description-foreground; }
        & > .key-line--disabled { color: $footer-description-foreground 50%; }
        & > .key-line--hovered { color: $footer-key-foreground; text-style: underline; }
    }
    """

    def __init__(
        self,
        glyphs: Glyphs,
        right: Collection[str] = (),
        joined: Collection[str] = (),
        *,
        id: str | None = None,
    ) -> None:
        """Make a line.

        Args:
            glyphs: the signs to draw with.
            right: the names of the bindings that stand at the right end, and give way last.
            joined: the names of those that stand as signs before the next one, and share its
                description, where not all can have their own.
            id: of the widget.
        """
        super().__init__(glyphs, "key-line", id=id)
        self._right = right
        self._joined = joined
        self._hints: tuple[KeyHint, ...] = ()
        self._hovered: KeyHint | None = None

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        hints = tuple(self._made_from(screen))
        if hints != self._hints:
            self._hints, self._hovered = hints, None
            self.refresh()

    def _made_from(self, screen: Screen[object]) -> Iterable[KeyHint]:
        firsts: dict[str, ActiveBinding] = {}
        for active in screen.active_bindings.values():
            if active.binding.show:
                # Of several keys for one action, the first one stands for all.
                firsts.setdefault(active.binding.action, active)
        for active in firsts.values():
            yield KeyHint(
                active.binding.key,
                self.app.get_key_display(active.binding),
                active.binding.description,
                active.tooltip,
                active.enabled,
                active.binding.id in self._right,
                active.binding.id in self._joined,
            )

    def _worded(self, width: int) -> list[KeyHint]:
        """The keys with their descriptions, as far as there is room for all of these."""
        if sum(hint.width + GAP for hint in self._hints) <= width:
            return list(self._hints)
        return [hint._replace(description="") if hint.is_joined else hint for hint in self._hints]

    def _placed(self, width: int) -> list[tuple[int, KeyHint]]:
        """The keys that fit, each with its column; signs only with what they share."""
        hints = self._worded(width)
        right = [hint for hint in hints if hint.is_right]
        begin = width - sum(hint.width + GAP for hint in right)
        placed, column = [], 0
        for group in _groups(hint for hint in hints if not hint.is_right):
            if column + sum(hint.width for hint in group) <= begin:
                for hint in group:
                    placed.append((column, hint))
                    column += hint.width
                column += GAP
        for hint in right:
            if begin >= 0:
                placed.append((begin, hint))
            begin += hint.width + GAP
        return placed

    def draw(self, width: int) -> Line:
        """Those that fit, whole ones only."""
        cells: list[Cell] = []
        end = 0
        for column, hint in self._placed(width):
            cells += (Cell(" " * (column - end)), *self._cells(hint))
            end = column + hint.width
        return tuple(cells)

    def _cells(self, hint: KeyHint) -> Line:
        words = f" {hint.description}" if hint.description else ""
        if not hint.is_enabled:
            return (Cell(f" {hint.sign}{words}", "disabled"),)
        is_hovered = hint == self._hovered
        if not words:
            return Cell(" "), Cell(hint.sign, "hovered" if is_hovered else "sign")
        role = "hovered" if is_hovered else "description"
        return Cell(" "), Cell(hint.sign, "sign"), Cell(" "), Cell(hint.description, role)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain the key under the pointer."""
        self._hover(self._hint_at(event.x))

    def on_leave(self) -> None:
        """Explain none."""
        self._hover(None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Do what the key under the pointer does."""
        hint = self._hint_at(event.x)
        if hint is None:
            return
        if hint.is_enabled:
            self.app.simulate_key(hint.key)
        else:
            self.app.bell()

    def _hint_at(self, column: int) -> KeyHint | None:
        for begin, hint in self._placed(self.size.width):
            if begin <= column < begin + hint.width:
                return hint
        return None

    def _hover(self, hint: KeyHint | None) -> None:
        if hint != self._hovered:
            self._hovered = hint
            self.tooltip = hint.tooltip if hint else None
            self.refresh()


def _groups(hints: Iterable[KeyHint]) -> Iterator[list[KeyHint]]:
    """Each key that has a description, behind those that share it."""
    group: list[KeyHint] = []
    for hint in hints:
        group.append(hint)
        if hint.description:
            yield group
            group = []
