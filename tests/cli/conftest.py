"""Fixtures for the command line: a clean environment, and an account with a fake source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.cli import accounts
from seq_tui.cli.accounts import Account
from seq_tui.cli.credentials import Credentials
from seq_tui.cli.env import ACCESS, ADDRESS
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.settings.quick import PROFILE, VARIABLES
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from seq_tui.cli.account_options import AccountChoice
    from seq_tui.domain.query import Query


@pytest.fixture(autouse=True)
def _remove_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        ACCESS,
        ADDRESS,
        *VARIABLES.values(),
        PROFILE,
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


class OwnAccount:
    """An account with a replaceable `source`; it counts how often it was closed."""

    def __init__(self) -> None:
        self.source = FakeSource(size=342)
        self.advice = ""
        self.closed = 0
        self.first: Query | None = None
        """The query of the prefetch."""

    async def close(self) -> None:
        self.closed += 1

    def open(self, choice: AccountChoice, _on_pause: object, first: Query | None = None) -> Account:
        self.first = first
        choice.credentials = Credentials("https://sell.test", ACCESS)
        return Account(
            lambda: self.source, SourceInfo(SourceKind.LIVE, "sell.test", self.advice), self.close
        )


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> OwnAccount:
    """The account that every command reads, regardless of its options."""
    own = OwnAccount()
    monkeypatch.setattr(accounts, "configured_account", own.open)
    return own
