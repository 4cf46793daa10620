"""The accounts that the user can open in place of the present one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.ui.saved_view import NO_MEMORY

if TYPE_CHECKING:
    from collections.abc import Sequence as SequenceOf

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source, SourceInfo
    from seq_tui.ui.saved_view import Memory


class AccountEntry(NamedTuple):
    """An account in a list of them."""

    name: str
    """The name of its profile; empty for an account without one."""

    description: str
    """Its address, or why it cannot be opened."""


class OpenedAccount(NamedTuple):
    """An account that is ready to be read."""

    source: Source[Sequence]
    source_info: SourceInfo
    memory: Memory = NO_MEMORY
    """Where the user was in it, and how to remember that."""


class Accounts(ABC):
    """The profiles of the user."""

    @abstractmethod
    def entries(self) -> SequenceOf[AccountEntry]:
        """The accounts in the order of the settings; quick, and never fails."""

    @abstractmethod
    def open(self, name: str) -> OpenedAccount:
        """Open the account of a profile; may wait for another program, so a thread calls it.

        Raises:
            SourceError: it cannot be opened.
        """

    @abstractmethod
    def remember(self, name: str) -> None:
        """Begin with this account at the next start; never waits."""


class NoAccounts(Accounts):
    """No other account can be opened."""

    def entries(self) -> SequenceOf[AccountEntry]:
        """None."""
        return ()

    def open(self, name: str) -> OpenedAccount:
        """No account has a name."""
        raise KeyError(name)

    def remember(self, name: str) -> None:
        """No account is opened in place of the first one."""
