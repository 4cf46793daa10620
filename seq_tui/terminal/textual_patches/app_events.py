"""Handle each key, and paint its effect, before the next event.

Textual posts a key to the focused widget, and runs its binding when the key has bubbled back. Keys
that arrive together, as over a slow link, then overtake each other (measured, 8.2.8): typing goes
on in the list that ``/`` was to leave, and ``ctrl+u`` deletes text that was typed after it.

It also gives keys to a screen that is not mounted yet, where no widget has the focus, or the list
that has it has no rows. Of keys pressed within half a second of the first row, which is drawn
before, one of 45 was lost (measured on a loaded machine).

Needed until Textual finishes one key before it handles the next one, and mounts a screen before.
"""

from __future__ import annotations

from textual.events import Event, Key, Paste
from textual.widgets import Input

from seq_tui.terminal.textual_patches.binding_chain import RemappingApp
from seq_tui.terminal.textual_patches.painting import PromptScreen


class PromptKeysApp(RemappingApp):
    """An app that runs a key's binding and paints its effect at once."""

    @property
    def has_pending_output(self) -> bool:
        """Whether the terminal has not accepted an earlier frame yet."""
        return False

    async def on_event(self, event: Event) -> None:
        """Handle keys and pasted text here; leave other events to Textual.

        They may arrive while the terminal reports that it is not focused, as from another program,
        and then belong to the widget that had the focus. Textual returns it only for the first key,
        after which the second one overtakes it, and drops pasted text (8.2.8).
        """
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            if isinstance(self.screen, PromptScreen) and not self.screen.takes_keys:
                self.screen.early_events.append(event)
                return
            await self._wait_for_focus()
        if isinstance(event, Paste) and not event.is_forwarded and isinstance(self.focused, Input):
            self.focused._on_paste(event)
        elif not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
        else:
            if isinstance(self.screen, PromptScreen):
                self.screen.key_arrived()
            await self._handle_key(event)
            # Of keys that arrive together, only the last one needs a frame.
            is_last = not (self.message_queue_size or self.has_pending_output)
            if is_last and isinstance(self.screen, PromptScreen):
                self.screen.paint()

    async def _handle_key(self, event: Key) -> None:
        if event.is_printable and isinstance(self.focused, Input):
            await self.focused._on_key(event)
        elif not await self._check_bindings(event.key, priority=True) and (
            not await self._check_bindings(event.key)
        ):
            await super().on_event(event)

    async def _wait_for_focus(self) -> None:
        """Wait until the screen is mounted, and return the focus that the terminal took away.

        A screen that was mounted without the focus has never had one.
        """
        await self.screen._mounted_event.wait()
        if not self.app_focus:
            self.app_focus = True
            self.screen._update_auto_focus()

    def on_key(self, event: Key) -> None:
        """End with a key that no widget used, when it has bubbled back.

        Its bindings were checked before, on the screen of that moment. Textual would check those of
        another screen, which a later key may have opened.
        """
        event.prevent_default()
