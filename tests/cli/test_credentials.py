"""Tests of which token is sent where."""

from __future__ import annotations

import os
import sys

import pytest

from seq_tui.cli.credentials import (
    ADVICE,
    Credentials,
    account_advice,
    find_credentials,
    is_same_address,
)
from seq_tui.cli.env import ACCESS, ADDRESS
from seq_tui.client.hosts import DEFAULT_BASE
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.settings.logins import Login, login_path, profile_names, save_login
from seq_tui.settings.quick import PROFILE, read_settings
from tests.cli.profiles import EU, OTHER_TOKEN, TOKEN, US, write_settings

COMMAND = f"[{sys.executable!r}, '-c', 'print(\"{TOKEN}\")']"

SETTINGS = f"""
profile = "eu"
[profiles.eu]
api_url = "{EU}"
token_command = {COMMAND}
[profiles.us]
api_url = "{US}"
token = "{OTHER_TOKEN}"
[profiles.bare]
api_url = "https://bare.test"
"""


def found(profile: str | None = None, api_url: str | None = None) -> Credentials | None:
    return find_credentials(read_settings(os.environ), os.environ, profile=profile, api_url=api_url)


def chosen(profile: str | None = None, api_url: str | None = None) -> tuple[str, str, str]:
    """The profile, the address and the token."""
    credentials = found(profile, api_url)
    assert credentials is not None
    assert TOKEN not in repr(credentials)
    assert OTHER_TOKEN not in repr(credentials)
    return credentials.name, credentials.address, credentials.read_token()


def refused(profile: str | None = None, api_url: str | None = None) -> str:
    with pytest.raises(SourceError) as raised:
        found(profile, api_url)
    assert raised.value.failure.cause is Cause.USAGE
    return str(raised.value.failure)


def test_nothing_is_chosen_where_nothing_is_set() -> None:
    assert found() is None


def test_without_a_choice_the_profiles_that_can_be_chosen_are_named() -> None:
    assert account_advice(read_settings(os.environ)) == ADVICE
    write_settings("[profiles.eu]\ntoken_keyring = true\n")
    save_login("us", Login(US, "", TOKEN))
    assert found() is None
    assert account_advice(read_settings(os.environ)).endswith("; the profiles are eu, us.")


def test_each_profile_has_its_own_address_and_token(monkeypatch: pytest.MonkeyPatch) -> None:
    write_settings(SETTINGS)
    assert chosen() == ("eu", EU, TOKEN)
    assert chosen("us") == ("us", US, OTHER_TOKEN)
    monkeypatch.setenv(PROFILE, "us")
    assert chosen() == ("us", US, OTHER_TOKEN)
    assert chosen("eu") == ("eu", EU, TOKEN)


def test_a_login_needs_no_settings() -> None:
    save_login("default", Login(EU, "a1", TOKEN))
    save_login("us", Login(US, "a2", OTHER_TOKEN))
    assert chosen() == ("default", EU, TOKEN)
    assert chosen("us") == ("us", US, OTHER_TOKEN)
    assert profile_names(read_settings(os.environ)) == ["default", "us"]


def test_the_environment_goes_before_every_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    write_settings(SETTINGS)
    monkeypatch.setenv(ACCESS, "mine")
    # The default profile has a token of its own: this is another account.
    assert chosen() == ("", DEFAULT_BASE, "mine")
    assert chosen("us") == ("us", US, "mine")
    monkeypatch.setenv(ADDRESS, "https://named.test")
    assert chosen() == ("", "https://named.test", "mine")
    assert chosen("us") == ("us", US, "mine")
    assert chosen("us", "https://option.test") == ("us", "https://option.test", "mine")


def test_a_profile_without_a_token_gives_the_one_of_the_environment_its_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_settings(SETTINGS)
    monkeypatch.setenv(PROFILE, "bare")
    assert "Profile bare has no token · To store one, type seq-tui login" in refused()
    monkeypatch.setenv(ACCESS, "mine")
    assert chosen() == ("bare", "https://bare.test", "mine")


@pytest.mark.parametrize("profile", ["eu", "us", "stored"])
def test_the_token_of_a_profile_is_sent_to_no_other_address(
    monkeypatch: pytest.MonkeyPatch, profile: str
) -> None:
    write_settings(SETTINGS)
    save_login("stored", Login("https://stored.test", "a1", TOKEN))
    message = refused(profile, "https://evil.test")
    assert f"The token of profile {profile} is sent to https://{profile}.test only" in message
    monkeypatch.setenv(ADDRESS, "https://evil.test")
    # The command line goes before the environment.
    assert chosen(profile)[1] == f"https://{profile}.test"
    monkeypatch.setenv(PROFILE, profile)
    assert f"For the address of {ADDRESS}, set {ACCESS}" in refused()
    monkeypatch.setenv(ADDRESS, f"https://{profile}.test/v2/")
    assert chosen()[1] == f"https://{profile}.test"


def test_a_stored_token_does_not_follow_an_address_that_was_changed() -> None:
    save_login("default", Login(EU, "a1", TOKEN))
    write_settings(f'[profiles.default]\napi_url = "{US}"\n')
    told = f"The token of profile default was stored for {EU}"
    assert refused() == f"{told} · To store one, type seq-tui login."


def test_an_unknown_profile_names_the_one_that_was_meant() -> None:
    write_settings(SETTINGS.replace("[profiles.us]", "[profiles.sales-us]"))
    message = "There is no profile sales-uk: there are eu, sales-us, bare"
    assert refused("sales-uk") == f"{message} · Did you mean sales-us?"
    assert "type seq-tui login --profile zz" in refused("zz")


def test_a_profile_with_a_mistake_is_refused() -> None:
    write_settings(SETTINGS.replace("api_url = ", "api_ulr = "))
    assert refused() == "Profile eu has a mistake · seq-tui config check says which."


@pytest.mark.parametrize("mode", [0o644, 0o640])
def test_a_token_in_settings_that_others_can_read_is_not_used(mode: int) -> None:
    write_settings(SETTINGS, mode)
    assert "Profile us has a mistake" in refused("us")
    assert chosen("eu") == ("eu", EU, TOKEN)


def test_the_command_does_not_inherit_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import os; print(os.environ.get('SELL_ACCESS_TOKEN', 'none'))"
    command = f'["{sys.executable}", "-c", "{code}"]'
    write_settings(f'profile = "a"\n[profiles.a]\ntoken_command = {command}\n')
    credentials = found()
    assert credentials is not None
    monkeypatch.setenv(ACCESS, TOKEN)
    assert credentials.read_token() == "none"


def test_accounts_are_told_apart_by_profile_and_source(monkeypatch: pytest.MonkeyPatch) -> None:
    write_settings(SETTINGS)
    save_login("one", Login(EU, "a1", TOKEN))
    save_login("two", Login(EU, "a1", TOKEN))
    identities = []
    for name in ("eu", "us", "one", "two"):
        credentials = found(name)
        assert credentials is not None
        identities.append(credentials.identity)
    save_login("one", Login(EU, "a2", OTHER_TOKEN))
    again = found("one")
    assert again is not None
    identities.append(again.identity)
    monkeypatch.setenv(ACCESS, " Bearer mine\n")
    own = found()
    assert own is not None
    # The token alone: the caches of such accounts are named by it.
    assert own.identity == "mine"
    assert len({*identities, own.identity}) == 6


def test_only_files_and_variables_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    write_settings(SETTINGS + "[profiles.ring]\ntoken_keyring = true\n")
    save_login("filed", Login(EU, "a1", TOKEN))
    save_login("ringed", Login(EU, "a1"))
    names = ("eu", "us", "ring", "filed", "ringed")
    known = [credentials for name in names if (credentials := found(name)) is not None]
    assert [each.is_immediate for each in known] == [False, True, False, True, False]
    assert [each.source for each in known] == [
        "token_command of profile eu",
        "token of profile us",
        "the keyring",
        str(login_path("filed")),
        "the keyring",
    ]


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("https://EU.test:443/v2/", True),
        ("https://eu.test/", True),
        ("http://eu.test", False),
        ("https://eu.test:8443", False),
        ("https://eu.test.evil", False),
        ("https://eu.test/other", False),
        ("https://[::bad", False),
    ],
)
def test_addresses_of_one_api_are_the_same(other: str, is_same: bool) -> None:
    assert is_same_address(EU, other) is is_same
