"""Opens another account in place of the present one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from seq_tui.domain.failure import SourceError
from seq_tui.ui.accounts import AccountEntry
from seq_tui.ui.screens.message_screen import MessageScreen
from seq_tui.ui.threads import run_in_thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from seq_tui.domain.source import SourceInfo
    from seq_tui.ui.accounts import Accounts, OpenedAccount
    from seq_tui.ui.screens.browser import BrowserScreen

NO_PROFILES = "There is no other account: seq-tui login --profile NAME adds one."


class AccountSwitch:
    """The screens of the accounts that were opened.

    Each is kept until the app ends, so that the way back finds the same rows, search and cursor,
    and no request in flight is cancelled.

    Args:
        app: shows the screens.
        accounts: the accounts that can be opened.
        create: creates the screen of an account.
        first: the account at the start.
    """

    def __init__(
        self,
        app: App[None],
        accounts: Accounts,
        create: Callable[[OpenedAccount], BrowserScreen],
        first: SourceInfo,
    ) -> None:
        self._app, self._accounts, self._create = app, accounts, create
        self._first = AccountEntry(first.profile, first.name)
        self._present = first.profile
        self._opened: set[str] = set()
        """The profiles that have a mode of the app, which keeps their screen."""

    def choose(self) -> None:
        """Show the accounts to choose from."""
        entries = list(self._accounts.entries())
        if all(self._first.name != each.name for each in entries):
            entries.insert(0, self._first)
        if len(entries) < 2:
            self._browser.say(NO_PROFILES)
            return

        from seq_tui.ui.screens.accounts import AccountScreen

        self._app.push_screen(AccountScreen(entries, self._present), self._open_chosen)

    def _open_chosen(self, name: str | None) -> None:
        if name is not None and name != self._present:
            # Only the newest choice counts.
            self._app.run_worker(self._open(name), group="account", exclusive=True)

    async def _open(self, name: str) -> None:
        first = self._browser
        if self._present not in self._opened:
            # Textual cannot switch back to its default mode.
            self._add(self._present, lambda: first)
        if name not in self._opened:
            self._browser.say(f"Opening {name}…", lasts=True)
            try:
                opened = await run_in_thread(self._accounts.open, name)
            except SourceError as error:
                self._browser.key_arrived()
                self._browser.say(f"{name}: {error.failure}", is_warning=True)
                return
            self._browser.key_arrived()
            self._add(name, partial(self._create, opened))
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        self._present = name
        self._accounts.remember(name)
        await self._app.switch_mode(_mode(name))

    def _add(self, name: str, create: Callable[[], MessageScreen]) -> None:
        self._opened.add(name)
        self._app.add_mode(_mode(name), create)

    @property
    def _browser(self) -> MessageScreen:
        """The screen of the present account."""
        browser = self._app.screen_stack[0]
        if not isinstance(browser, MessageScreen):
            raise TypeError(f"{browser!r} shows no account")
        return browser


def _mode(name: str) -> str:
    """The name of the app's mode for a profile."""
    return f"account {name}"
