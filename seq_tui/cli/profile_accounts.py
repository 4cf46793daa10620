"""The profiles of the user as accounts that the screen can open."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from seq_tui.cli.credentials import find_credentials, find_profile
from seq_tui.cli.env import ACCESS
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import ACCOUNT_ORDER
from seq_tui.settings.logins import profile_names
from seq_tui.settings.quick import read_settings
from seq_tui.ui.accounts import AccountEntry, Accounts, OpenedAccount
from seq_tui.ui.saved_view import NO_MEMORY
from seq_tui.ui.search_prompt import initial_query, initial_sort

if TYPE_CHECKING:
    from seq_tui.settings.quick import QuickSettings


class ProfileAccounts(Accounts):
    """The profiles, read again each time, as the user may add one meanwhile.

    Args:
        offline: whether to read only what is cached.
        is_fresh: whether nothing is restored or remembered.
        sort: the order of a list for which none was chosen.
    """

    def __init__(self, *, offline: bool, is_fresh: bool, sort: str = ACCOUNT_ORDER) -> None:
        self._offline, self._is_fresh, self._sort = offline, is_fresh, sort

    def entries(self) -> list[AccountEntry]:
        """The profiles that the settings or a login know."""
        settings = read_settings(os.environ)
        return [
            AccountEntry(name, _description(settings, name)) for name in profile_names(settings)
        ]

    def open(self, name: str) -> OpenedAccount:
        """Open the account of a profile; its command may ask nothing on the terminal.

        Raises:
            SourceError: the profile has a mistake or no token, or its address cannot be used.
        """
        from seq_tui.cli.account_options import AccountChoice
        from seq_tui.cli.accounts import forbid_core_dumps
        from seq_tui.cli.live_account import live_account, offline_account
        from seq_tui.cli.memory import located_view, profile_memory

        environ = {key: value for key, value in os.environ.items() if key != ACCESS}
        credentials = find_credentials(read_settings(environ), environ, profile=name)
        if credentials is None:
            raise SourceError(Failure(Cause.USAGE, f"There is no profile {name}"))
        forbid_core_dumps()
        memory = NO_MEMORY if self._is_fresh else profile_memory(credentials)
        first = initial_query(memory.view.search, initial_sort(memory.view, self._sort))
        if self._offline:
            account = offline_account(credentials, is_browsed=True)
        else:
            page = memory.view.row // PER_PAGE + 1
            choice = AccountChoice(is_browsed=True, may_prompt=False, first_page=page)
            account = live_account(credentials, lambda _seconds: None, first, choice)
        memory = memory._replace(view=located_view(memory.view, account, first))
        return OpenedAccount(account.source, account.source_info, memory)

    def remember(self, name: str) -> None:
        """Begin with this profile at the next start, unless nothing is remembered."""
        if not self._is_fresh:
            from seq_tui.cli.memory import remember_profile

            remember_profile(name)


def _description(settings: QuickSettings, name: str) -> str:
    """The host of a profile, or why it cannot be opened."""
    from seq_tui.cli.live_account import host_of

    try:
        profile = find_profile(settings, name)
    except SourceError as error:
        return error.failure.message
    return "" if profile is None else host_of(profile.address)
