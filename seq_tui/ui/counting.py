"""A count typed before a motion: ``5j`` moves five rows, ``12G`` to row 12, ``3]`` three days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.actions import parse
from textual.events import Event, Key, MouseDown

from seq_tui.terminal.textual_patches.app_events import PromptKeysApp
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.screens.message_screen import MessageScreen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

REPEATED = {"step", "page", "next", "shift", "widen"}
"""Actions whose one parameter, an amount, is multiplied by a count."""

NUMBERED = {"first", "last"}
"""Actions that with a count go to the row with that number."""

MOTIONS = ("list.down", "next", "start.later", "list.last")
"""The bindings that show how a count is used."""

MAX_DIGITS = 9
"""Most digits of a count: no account holds a thousand million sequences."""


class Count:
    """The digits typed since the last other key."""

    def __init__(self) -> None:
        self.digits = ""

    def add(self, digit: str) -> None:
        """Add a digit; a count begins with none of the digit 0, and ends at `MAX_DIGITS`."""
        if len(self.digits) < MAX_DIGITS and (self.digits or digit != "0"):
            self.digits += digit

    def hint(self, keys: Iterable[str]) -> str:
        """What was typed, and the keys that can follow."""
        count = self.digits or "5"
        motions = "  ".join(("as in", *(f"{count}{key}" for key in keys)))
        return f"{count} times, {motions}" if self.digits else f"before a motion, {motions}"

    def apply(self, action: str | ActionParseResult) -> str | ActionParseResult:
        """The action with its amount multiplied, if it is a motion and there is a count."""
        if not self.digits:
            return action
        destination, name, parameters = parse(action) if isinstance(action, str) else action
        count = int(self.digits)
        if name in NUMBERED:
            return destination, "go_to", (count,)
        amount = parameters[0] if name in REPEATED else None
        return (destination, name, (amount * count,)) if isinstance(amount, int | float) else action


class CountingApp(PromptKeysApp):
    """An app whose motions take a count; the digits are a binding to the action ``app.count``."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._count = Count()
        self._key = ""
        """The key that is being handled."""
        self._is_counted = False
        """Whether it is a digit of the count."""

    async def on_event(self, event: Event) -> None:
        """Drop the count at a click."""
        if isinstance(event, MouseDown) and self._count.digits:
            if isinstance(self.screen, MessageScreen):
                self.screen.key_arrived()
            self._count.digits = ""
        await super().on_event(event)

    async def _handle_key(self, event: Key) -> None:
        """Drop the count after each key that does not add to it; the one of Back only does that."""
        self._key, self._is_counted = event.key, False
        if not (self._count.digits and self._goes_back(event.key)):
            await super()._handle_key(event)
        if not self._is_counted:
            self._count.digits = ""

    def _goes_back(self, key: str) -> bool:
        active = self.screen.active_bindings.get(key)
        return active is not None and active.binding.id == "back"

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action as many times as the count says."""
        return await super().run_action(self._count.apply(action), default_namespace, namespaces)

    def action_count(self) -> None:
        """Add the digit of the key to the count, and show it until the next key."""
        self._is_counted = True
        if self._key.isdecimal():
            self._count.add(self._key)
        if isinstance(self.screen, MessageScreen):
            node = self.focused or self.screen
            keys = [key_text(node, name, letter=True) for name in MOTIONS]
            self.screen.say(self._count.hint(keys), lasts=True)
