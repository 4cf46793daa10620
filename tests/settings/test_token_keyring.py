"""Tests of tokens in the system's keyring, with a keyring of the test."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import keyring
import pytest
from keyring.backends import fail, null
from keyring.core import load_keyring
from keyring.errors import KeyringLocked

from seq_tui.domain.failure import SourceError
from seq_tui.settings.token_keyring import INSTALL, delete_token, load_token, store_token
from tests.settings.memory_keyring import MemoryKeyring

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[MemoryKeyring]:
    before, own = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


def test_a_token_is_stored_read_and_deleted(own_keyring: MemoryKeyring) -> None:
    assert load_token("eu") is None
    assert store_token("eu", TOKEN) == "Keyring of the tests"
    assert own_keyring.entries == {("seq-tui", "eu"): TOKEN}
    assert (load_token("eu"), load_token("us")) == (TOKEN, None)
    assert (delete_token("eu"), delete_token("eu")) == (True, False)
    assert load_token("eu") is None


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_a_keyring_that_keeps_nothing_is_none(backend: type[fail.Keyring | null.Keyring]) -> None:
    keyring.set_keyring(backend())
    assert store_token("eu", TOKEN) == ""


def test_a_locked_keyring_is_a_sentence(
    own_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: str) -> None:
        raise KeyringLocked(TOKEN)

    monkeypatch.setattr(MemoryKeyring, "get_password", locked)
    with pytest.raises(SourceError) as raised:
        load_token("eu")
    told = "The keyring cannot be used (KeyringLocked) · Unlock it, or use token_command."
    assert str(raised.value.failure) == told


def test_a_system_without_a_keyring_is_not_told_to_unlock_it() -> None:
    keyring.set_keyring(load_keyring("keyring.backends.fail.Keyring"))
    for call in (load_token, delete_token):
        with pytest.raises(SourceError) as raised:
            call("eu")
        assert str(raised.value.failure) == "This system has no keyring · Use token_command."


def test_without_the_package_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert store_token("eu", TOKEN) == ""
    for call in (load_token, delete_token):
        with pytest.raises(SourceError) as raised:
            call("eu")
        assert raised.value.failure.advice == INSTALL
