"""Tests of ``login`` and ``logout``."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import httpx
import keyring
import pytest
from keyring.core import load_keyring

from seq_tui.cli.commands.login import MAX_LINE
from seq_tui.cli.env import ACCESS, ADDRESS
from seq_tui.cli.main import main
from seq_tui.client.hosts import DEFAULT_BASE
from seq_tui.settings.logins import Login, load_login, login_path, save_login
from tests.cli.profiles import EU, OTHER_TOKEN, TOKEN, US, write_settings
from tests.fake_sell import FakeConnection, FakeSell, error
from tests.settings.memory_keyring import MemoryKeyring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyring.backend import KeyringBackend

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def ring() -> Iterator[MemoryKeyring]:
    """The keyring of the system."""
    before, own = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def sell(monkeypatch: pytest.MonkeyPatch) -> FakeSell:
    """The API, at every address."""
    fake = FakeSell()
    monkeypatch.setattr("seq_tui.client.first_page_prefetch.prefetch_first_page", lambda *_: None)
    monkeypatch.setattr("seq_tui.client.sell_client.Connection", lambda _url: FakeConnection(fake))
    return fake


@pytest.fixture(autouse=True)
def _typed(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, TOKEN)


def no_keyring() -> KeyringBackend:
    """The keyring of a system that has none."""
    return load_keyring("keyring.backends.fail.Keyring")


def pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let standard input be a pipe with this text."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))


def told(output: Output) -> str:
    out, err = output.readouterr()
    assert out == ""
    assert TOKEN not in err
    return err


def nothing_is_stored(ring: MemoryKeyring, name: str = "default") -> bool:
    return not ring.entries and not login_path(name).exists()


def test_a_part_of_a_longer_line_is_no_token(
    sell: FakeSell, ring: MemoryKeyring, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a" * (MAX_LINE + 1)))
    assert main(["login"]) == 2
    assert "The access token has more than 8,192 characters" in told(capsys)
    assert sell.requested == []
    assert nothing_is_stored(ring)


def test_a_token_is_checked_by_one_request_and_stored_in_the_keyring(
    sell: FakeSell, ring: MemoryKeyring, capsys: Output
) -> None:
    assert main(["login"]) == 0
    assert sell.requested == ["/v2/sequences?page=1&per_page=1"]
    (request,) = sell.requests
    assert (request.method, request.url.host) == ("GET", "api.getbase.com")
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert ring.entries == {("seq-tui", "default"): TOKEN}
    login = load_login("default")
    assert login is not None
    assert (login.api_url, login.token) == (DEFAULT_BASE, None)
    assert TOKEN not in login_path("default").read_text()
    place = "the keyring (Keyring of the tests)"
    assert (
        told(capsys) == f"seq-tui: Profile default reads api.getbase.com; its token is in {place}\n"
    )


def test_without_a_keyring_it_is_stored_in_a_file_of_our_own(capsys: Output) -> None:
    keyring.set_keyring(no_keyring())
    assert main(["login", "--profile", "eu", "--api-url", EU]) == 0
    login, path = load_login("eu"), login_path("eu")
    assert login is not None
    assert (login.api_url, login.token) == (EU, TOKEN)
    assert path.stat().st_mode & 0o777 == 0o600
    assert told(capsys).endswith(f"its token is in {path}, which only you can read\n")


@pytest.mark.parametrize("has_keyring", [True, False])
def test_the_stored_token_is_used_and_deleted_again(
    sell: FakeSell, ring: MemoryKeyring, capsys: Output, *, has_keyring: bool
) -> None:
    keyring.set_keyring(ring if has_keyring else no_keyring())
    assert main(["login", "--profile", "eu", "--api-url", EU]) == 0
    sell.requests.clear()
    assert main(["list", "--profile", "eu", "--limit", "1", "--format", "json"]) == 0
    assert {request.url.host for request in sell.requests} == {"eu.test"}
    assert {each.headers["Authorization"] for each in sell.requests} == {f"Bearer {TOKEN}"}
    capsys.readouterr()
    assert main(["logout", "--profile", "eu"]) == 0
    place = "the keyring" if has_keyring else login_path("eu")
    assert told(capsys) == f"seq-tui: The token of profile eu was deleted from {place}\n"
    assert nothing_is_stored(ring, "eu")
    assert main(["list", "--profile", "eu"]) == 2
    assert "There is no profile eu" in told(capsys)


@pytest.mark.parametrize(
    ("response", "code", "sentence"),
    [
        (error(401), 4, "Token rejected (401)"),
        (error(403), 4, "Not allowed to read sequences (403)"),
        (error(404), 3, "No sequences at api.getbase.com (404)"),
        (httpx.ConnectError("x"), 3, "Cannot reach api.getbase.com"),
    ],
)
def test_a_token_that_is_not_accepted_is_never_stored(
    sell: FakeSell,
    ring: MemoryKeyring,
    capsys: Output,
    response: httpx.Response | Exception,
    code: int,
    sentence: str,
) -> None:
    sell.script.extend([response] * 10)
    assert main(["login"]) == code
    message = told(capsys)
    assert sentence in message
    assert message.endswith("Nothing was stored.\n")
    assert nothing_is_stored(ring)


@pytest.mark.parametrize("text", ["", "  ", "with blank", "gänsefüßchen"])
def test_what_is_no_token_is_not_sent(
    monkeypatch: pytest.MonkeyPatch, sell: FakeSell, ring: MemoryKeyring, capsys: Output, text: str
) -> None:
    pipe(monkeypatch, text)
    assert main(["login"]) == 2
    assert "access token" in told(capsys)
    assert sell.requests == []
    assert nothing_is_stored(ring)


def test_an_address_that_is_refused_asks_for_no_token(
    monkeypatch: pytest.MonkeyPatch, sell: FakeSell, capsys: Output
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert main(["login", "--api-url", "http://sell.test"]) == 2
    assert "Plain http to sell.test is refused" in told(capsys)
    assert sell.requests == []


def test_a_terminal_is_asked_and_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, ring: MemoryKeyring, capsys: Output
) -> None:
    class TerminalInput(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", TerminalInput())
    asked: list[str] = []

    def type_hidden(prompt: str) -> str:
        asked.append(prompt)
        return TOKEN

    monkeypatch.setattr("click.termui.hidden_prompt_func", type_hidden)
    assert main(["login", "--profile", "eu", "--api-url", EU]) == 0
    prompt = f"{told(capsys).partition('seq-tui')[0]}{''.join(asked)}"
    assert prompt == "Access token for eu.test, profile eu (not shown): "
    assert ring.entries == {("seq-tui", "eu"): TOKEN}


def test_the_variable_of_the_environment_is_not_what_is_stored(
    monkeypatch: pytest.MonkeyPatch, sell: FakeSell, ring: MemoryKeyring
) -> None:
    monkeypatch.setenv(ACCESS, OTHER_TOKEN)
    monkeypatch.setenv(ADDRESS, US)
    assert main(["login"]) == 0
    assert ACCESS not in os.environ
    assert [request.url.host for request in sell.requests] == ["us.test"]
    assert list(ring.entries.values()) == [TOKEN]


def test_a_token_that_the_settings_have_is_not_replaced(sell: FakeSell, capsys: Output) -> None:
    path = write_settings('[profiles.eu]\ntoken_command = "pass sell"\n')
    assert main(["login", "--profile", "eu"]) == 2
    message = told(capsys)
    assert "Profile eu takes its token from token_command of profile eu" in message
    assert str(path) in message
    assert sell.requests == []
    assert main(["logout", "--profile", "eu"]) == 2
    assert "which logout does not change" in told(capsys)


def test_the_address_of_the_settings_is_the_one_of_the_token(
    sell: FakeSell, capsys: Output
) -> None:
    write_settings(f'profile = "eu"\n[profiles.eu]\napi_url = "{EU}"\n')
    assert main(["login", "--api-url", US]) == 2
    assert f"The settings say that profile eu is at {EU}" in told(capsys)
    assert main(["login"]) == 0
    assert [request.url.host for request in sell.requests] == ["eu.test"]


def test_a_second_login_keeps_the_address_and_changes_the_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    accounts: list[str] = []
    for token in (TOKEN, TOKEN, OTHER_TOKEN):
        pipe(monkeypatch, token)
        assert main(["login", "--profile", "eu", *(["--api-url", EU] * (not accounts))]) == 0
        login = load_login("eu")
        assert login is not None
        assert login.api_url == EU
        accounts.append(login.account)
    assert accounts[0] == accounts[1] != accounts[2]


def test_a_keyring_that_the_settings_want_is_needed(capsys: Output) -> None:
    keyring.set_keyring(no_keyring())
    write_settings("[profiles.eu]\ntoken_keyring = true\n")
    assert main(["login", "--profile", "eu"]) == 2
    assert "pip install 'seq-tui[keyring]'. Nothing was stored." in told(capsys)
    assert not login_path("eu").exists()


def test_a_file_that_cannot_be_written_leaves_nothing_in_the_keyring(
    ring: MemoryKeyring, capsys: Output
) -> None:
    login_path("default").mkdir(parents=True)
    assert main(["login"]) == 6
    assert "cannot be written" in told(capsys)
    assert ring.entries == {}


def test_a_damaged_login_is_replaced_or_deleted(capsys: Output) -> None:
    path = save_login("default", Login(EU, "a1", TOKEN))
    path.write_text("{")
    assert main(["list"]) == 6
    assert "is damaged · Type seq-tui login again." in told(capsys)
    assert main(["login"]) == 0
    path.write_text("{")
    assert main(["logout"]) == 0
    assert not path.exists()


def test_logout_without_a_login_says_so(capsys: Output) -> None:
    assert main(["logout"]) == 2
    assert told(capsys) == "seq-tui: No token is stored for profile default\n"


@pytest.mark.parametrize("name", ["../x", "", "a/b", "a" * 65, ".hidden"])
@pytest.mark.parametrize("command", ["login", "logout", "list"])
def test_no_name_of_a_profile_leads_to_another_folder(
    capsys: Output, command: str, name: str
) -> None:
    assert main([command, "--profile", name]) == 2
    assert "a profile's name" in told(capsys)
