"""A keyring in memory."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """A keyring whose `entries` a test can read: tokens by service and user."""

    name = "Keyring of the tests"
    priority = 1

    def __init__(self) -> None:
        # Its base reads properties from the environment, of which it has none.
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """The token of an entry."""
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store an entry."""
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Delete an entry."""
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError
