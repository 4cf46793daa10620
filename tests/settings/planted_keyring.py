"""A keyring for a program that a test starts; imported here, it would be one of the test's own."""

from __future__ import annotations

import os

from tests.settings.memory_keyring import MemoryKeyring


class PlantedKeyring(MemoryKeyring):
    """A keyring in memory with one token in it, which the environment names."""

    def __init__(self) -> None:
        super().__init__()
        service, user, token = os.environ["PLANTED_ENTRY"].split()
        self.entries[service, user] = token
