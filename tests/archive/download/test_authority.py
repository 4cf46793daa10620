"""Only an account that answers for itself can prove that a download is complete."""

from __future__ import annotations

import pytest

from seq_tui.archive.cache.pages import CachedPages
from seq_tui.archive.cache.source import CachedSource
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.source import AuthoritativeSource
from seq_tui.server.demo.account import DemoAccount


@pytest.mark.parametrize("kind", [SellClient, DemoAccount])
def test_an_account_answers_for_itself(kind: type) -> None:
    assert issubclass(kind, AuthoritativeSource)


@pytest.mark.parametrize("kind", [Archive, ArchiveWriter, CachedPages, CachedSource])
def test_what_was_stored_of_an_account_does_not(kind: type) -> None:
    assert not issubclass(kind, AuthoritativeSource)
