"""The entries of the command palette, made from the bindings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from seq_tui.ui.keys import GROUPS, MOVE, PROGRAM, Group, labels_by_id

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from textual.command import Hits

WIDTH = 60
"""Cells of the palette, if the screen is not narrower."""

MARGIN = 5
"""Cells beside an entry: borders, blanks, and the scroll bar."""

NOTHING_FOUND = "No command has these words"

ORDER = (None, *(group for group in GROUPS if group != MOVE), MOVE)
"""The order of the entries: a dialog's own ones first, and last what every user has a key for."""


class Entry(NamedTuple):
    """A command of the palette."""

    name: str
    tooltip: str
    group: Group | None
    keys: str
    run: Callable[[], Awaitable[object] | object]


class BindingCommands(Provider):
    """Every binding that works on the screen below, and what has no key."""

    async def discover(self) -> Hits:
        """Yield all commands, group by group."""
        for entry in self._entries():
            yield DiscoveryHit(
                self._line(entry, Content(entry.name)), entry.run, entry.name, entry.tooltip
            )

    async def search(self, query: str) -> Hits:
        """Yield the commands whose name or tooltip matches, those with the name first.

        Without any, yield one that says so. Textual would empty its list at each letter, and say so
        half a second later (8.2.8).
        """
        matcher, is_found = self.matcher(query), False
        for entry in self._entries():
            by_name, by_tooltip = matcher.match(entry.name), matcher.match(entry.tooltip)
            if by_name or by_tooltip:
                is_found = True
                name = matcher.highlight(entry.name) if by_name else Content(entry.name)
                score = max(2 * by_name, by_tooltip)
                yield Hit(score, self._line(entry, name), entry.run, entry.name, entry.tooltip)
        if not is_found:
            again = partial(self.app.run_action, "command_palette")
            yield Hit(0, Content(NOTHING_FOUND), again, query, "Start again with all commands")

    def _entries(self) -> list[Entry]:
        return sorted(
            (*self._of_bindings(), *self._of_app()), key=lambda entry: ORDER.index(entry.group)
        )

    def _of_bindings(self) -> Iterator[Entry]:
        """The enabled bindings, each once, with all of its keys."""
        active_bindings = self.screen.active_bindings.values()
        for active, keys in labels_by_id(active_bindings, self.app.get_key_display).values():
            binding = active.binding
            yield Entry(
                binding.description,
                binding.tooltip,
                binding.group,
                keys,
                partial(self.app.run_action, binding.action, active.node),
            )

    def _of_app(self) -> Iterator[Entry]:
        for command in self.app.get_system_commands(self.screen):
            yield Entry(command.title, command.help, PROGRAM, "", command.callback)

    def _line(self, entry: Entry, name: Content) -> Content:
        """The name at the left, the group and the keys at the right."""
        group = entry.group.description if entry.group else ""
        right = f"{group}   {entry.keys}" if entry.keys else group
        width = min(WIDTH, self.app.size.width) - MARGIN
        gap = width - name.cell_length - Content(right).cell_length
        if gap < 1:
            right, gap = entry.keys, max(1, width - name.cell_length - len(entry.keys))
        return Content.assemble(name, " " * gap, (right, "not bold"))
