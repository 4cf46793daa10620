"""The entries of the command palette, made from the bindings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from seq_tui.ui.keys import ACCOUNT, LOOK, MOVE, PROGRAM, START, TAKE_AWAY, Group

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from textual.binding import ActiveBinding
    from textual.command import Hits

WIDTH = 60
"""Cells of the palette, if the screen is not narrower."""

MARGIN = 5
"""Cells beside an entry: borders, blanks, and the scroll bar."""

GROUPS = (None, LOOK, START, TAKE_AWAY, ACCOUNT, PROGRAM, MOVE)
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
        """Yield the commands whose name or tooltip matches, those with the name first."""
        matcher = self.matcher(query)
        for entry in self._entries():
            by_name, by_tooltip = matcher.match(entry.name), matcher.match(entry.tooltip)
            if by_name or by_tooltip:
                name = matcher.highlight(entry.name) if by_name else Content(entry.name)
                score = max(2 * by_name, by_tooltip)
                yield Hit(score, self._line(entry, name), entry.run, entry.name, entry.tooltip)

    def _entries(self) -> list[Entry]:
        return sorted(
            (*self._of_bindings(), *self._of_app()), key=lambda entry: GROUPS.index(entry.group)
        )

    def _of_bindings(self) -> Iterator[Entry]:
        """The enabled bindings, each once, with all of its keys."""
        keys: dict[str, list[str]] = {}
        found: dict[str, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            if (name := active.binding.id) and active.enabled:
                found[name] = active
                label = self.app.get_key_display(active.binding)
                labels = keys.setdefault(name, [])
                # The digits, which are a count, have one label together.
                labels += [label] * (label not in labels)
        for name, active in found.items():
            binding = active.binding
            yield Entry(
                binding.description,
                binding.tooltip,
                binding.group,
                " ".join(keys[name]),
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
