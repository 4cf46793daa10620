"""The profiles of the user as accounts that the screen can open."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from seq_tui.cli.credentials import find_credentials, find_profile
from seq_tui.cli.env import ACCESS
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.query import Query
from seq_tui.settings.logins import profile_names
from seq_tui.settings.quick import read_settings
from seq_tui.ui.accounts import AccountEntry, Accounts, OpenedAccount

if TYPE_CHECKING:
    from seq_tui.settings.quick import QuickSettings


class ProfileAccounts(Accounts):
    """The profiles, read again each time, as the user may add one meanwhile.

    Args:
        offline: whether to read only what is cached.
    """

    def __init__(self, *, offline: bool) -> None:
        self._offline = offline

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
        from seq_tui.cli.accounts import AccountChoice, forbid_core_dumps
        from seq_tui.cli.live_account import live_account, offline_account

        environ = {key: value for key, value in os.environ.items() if key != ACCESS}
        credentials = find_credentials(read_settings(environ), environ, profile=name)
        if credentials is None:
            raise SourceError(Failure(Cause.USAGE, f"There is no profile {name}"))
        forbid_core_dumps()
        if self._offline:
            account = offline_account(credentials, is_browsed=True)
        else:
            choice = AccountChoice(is_browsed=True, may_prompt=False)
            account = live_account(credentials, lambda _seconds: None, Query(), choice)
        return OpenedAccount(account.source, account.source_info)


def _description(settings: QuickSettings, name: str) -> str:
    """The host of a profile, or why it cannot be opened."""
    from seq_tui.cli.live_account import host_of

    try:
        profile = find_profile(settings, name)
    except SourceError as error:
        return error.failure.message
    return "" if profile is None else host_of(profile.address)
