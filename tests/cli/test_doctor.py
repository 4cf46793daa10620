"""Tests of ``seq-tui doctor``."""

from __future__ import annotations

import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from seq_tui.archive.file import schema
from seq_tui.cli import diagnostics
from seq_tui.cli.accounts import Account
from seq_tui.cli.main import main
from seq_tui.domain.failure import Cause, Failure
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.settings.logins import Login, save_login
from seq_tui.system.desktop_environment import SSH_VARIABLES
from tests.cli.profiles import EU, TOKEN, write_settings
from tests.fake_source import FakeSource

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from seq_tui.cli.main import main; sys.exit(main())"
VARIABLES = (
    *diagnostics.PROXIES,
    *diagnostics.TLS_FILES,
    *("TMUX", "STY", "DISPLAY"),
    *SSH_VARIABLES,
)


@pytest.fixture(autouse=True)
def _clear_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, "COLORTERM", "WAYLAND_DISPLAY", "TERM_PROGRAM", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def found(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, str]:
    """The findings by name; an exclamation mark stands before a problem."""
    assert main(["doctor", "--format", "json", *arguments]) == code
    out, err = capsys.readouterr()
    assert err == ""
    groups = json.loads(out)
    return {
        item["name"]: ("! " if item["wrong"] else "") + item["value"]
        for group in groups.values()
        for item in group
    }


def test_a_missing_account_is_not_a_problem_and_gets_advice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = found(capsys)
    assert shown["token"] == "not set"
    assert shown["account"].startswith("none: ")
    assert "SELL_ACCESS_TOKEN" in shown["account"]
    assert "answer" not in shown


def test_the_token_is_never_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for form in ("text", "json"):
        monkeypatch.setenv("SELL_ACCESS_TOKEN", "canary")
        monkeypatch.setenv("SELL_API_URL", "http://127.0.0.1:9")
        monkeypatch.setenv("HTTPS_PROXY", "http://user:canary@proxy.test:3128")
        assert main(["doctor", "--format", form]) == 0
        out, err = capsys.readouterr()
        assert "set (SELL_ACCESS_TOKEN)" in out
        assert "127.0.0.1:9 (SELL_API_URL)" in out
        assert "proxy.test:3128" in out
        assert "canary" not in out + err


def test_an_unusable_account_is_exit_code_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = found(capsys, "--api-url", "https://sell.test", code=2)
    assert shown["account"].startswith("! An address is set, but no token")


def test_the_folder_and_the_size_of_the_cache_are_reported(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "cache" / "seq-tui"
    assert found(capsys)["cache"] == f"{folder}, empty"
    folder.mkdir(parents=True)
    for name, size in {"a.seq": 1_000_000, "a.seq-wal": 230_000, "b.seq": 20_000}.items():
        (folder / name).write_bytes(bytes(size))
    assert found(capsys)["cache"] == f"{folder}, 1.25 MB; to clear it, delete the folder"
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert found(capsys)["cache"] == "! the cache folder here/seq-tui is not an absolute path"


def test_an_sqlite_that_is_too_old_or_lacks_a_part_is_reported(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(capsys)["SQLite"] == sqlite3.sqlite_version
    with monkeypatch.context() as context:
        context.setattr(sqlite3, "sqlite_version_info", (3, 26, 0))
        context.setattr(sqlite3, "sqlite_version", "3.26.0")
        shown = found(capsys)["SQLite"]
        assert shown.startswith("! 3.26.0, too old for archives and the cache. Install seq-tui")
    without_part = (["CREATE VIRTUAL TABLE t USING fts55(a)"],)
    monkeypatch.setattr(schema.migrate, "__defaults__", (without_part,))
    assert (
        "which cannot make archives or a cache: no such module: fts55. " in found(capsys)["SQLite"]
    )


def test_nothing_is_requested_without_online(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = FakeSource(size=342)

    async def close() -> None:
        source.requested.append(("closed", 0))

    account = Account(
        lambda: source, SourceInfo(SourceKind.LIVE, "sell.test", "It is short"), close
    )
    monkeypatch.setattr("seq_tui.cli.commands.doctor.configured_account", lambda _choice: account)
    shown = found(capsys)
    assert shown["answer"] == "not requested; use --online"
    assert shown["advice"] == "It is short"
    assert source.requested == [("closed", 0)]
    assert found(capsys, "--online")["answer"].startswith("100 sequences in ")
    assert source.requested[1:] == [("", 1), ("closed", 0)]
    source.failures = [Failure(Cause.UNAUTHORISED, "Token rejected (401)\x1b[2J")]
    assert found(capsys, "--online", code=4)["answer"] == "! Token rejected (401)\x1b[2J"
    source.failures = [Failure(Cause.UNAUTHORISED, "Token rejected (401)\x1b[2J")]
    assert main(["doctor", "--online"]) == 4
    assert "! answer        Token rejected (401)␛[2J\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        ("Asia/Kolkata", "Asia/Kolkata"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "CET-1CEST,M3.5.0,M10.5.0/3"),
        ("Europe/Warsav", "! UTC, zone unknown; set TZ, for example to Europe/Warsaw"),
    ],
)
def test_the_time_zone_is_reported(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, value: str, zone: str
) -> None:
    with monkeypatch.context() as context:
        context.setenv("TZ", value)
        time.tzset()
        shown = found(capsys)
    time.tzset()
    assert shown["time zone"] == zone


def test_problems_of_the_environment_are_reported(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "TERM": "dumb",
        "NO_COLOR": "1",
        "TMUX": "tmux,1,0",
        "SSH_CONNECTION": "x",
        "no_proxy": "a,b",
        "ALL_PROXY": "proxy.test",
        "HTTP_PROXY": "http://[",
        "SSL_CERT_FILE": "/no/such/file",
        "SSL_CERT_DIR": "x" * 300,
        "SSLKEYLOGFILE": "/dev/full",
    }.items():
        monkeypatch.setenv(name, value)
    shown = found(capsys)
    assert (
        shown["terminal"] == "no terminal as standard input, output, error; the browser needs one"
    )
    assert shown["TERM"] == "dumb; the browser needs another value"
    assert shown["colours"] == "none, because NO_COLOR is set"
    assert shown["inside"] == "tmux, SSH"
    assert shown["no_proxy"] == "a,b"
    assert shown["proxy"] == "proxy.test:80 for api.getbase.com, set by ALL_PROXY"
    assert shown["ALL_PROXY"] == "proxy.test"
    assert shown["HTTP_PROXY"] == "not a valid address"
    assert shown["SSL_CERT_FILE"] == "! /no/such/file, which does not exist"
    assert shown["SSL_CERT_DIR"].endswith("x, which cannot be opened (File name too long)")
    assert shown["SSLKEYLOGFILE"] == "! /dev/full, which is not a regular file"


@pytest.mark.parametrize(
    ("variables", "ways"),
    [
        ({}, "OSC 52, if the terminal supports it"),
        ({"DISPLAY": ":0"}, "xclip, xsel, OSC 52, if the terminal supports it"),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "x"}, "OSC 52, if the terminal supports it"),
        ({"DISPLAY": ":0", "SSH_TTY": "x"}, "OSC 52, if the terminal supports it"),
        ({"TMUX": "x"}, "tmux, OSC 52, if the terminal supports it"),
        ({"TERM": "linux"}, "no way to reach one"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "no way to reach one"),
    ],
)
def test_only_usable_clipboard_methods_are_listed(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    ways: str,
) -> None:
    there = {"xclip", "xsel", "tmux"}
    monkeypatch.setattr(diagnostics, "which", lambda tool: tool if tool in there else None)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert found(capsys)["clipboard"] == ways


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ((24, 80), "80×24, one pane at a time"),
        ((36, 120), "120×36, two panes"),
        ((9, 120), "120×9, too small for the browser"),
    ],
)
def test_the_size_and_the_colours_of_a_terminal_are_reported(
    size: tuple[int, int], told: str
) -> None:
    terminal, stream = pty.openpty()
    termios.tcsetwinsize(stream, size)
    subprocess.run(
        [sys.executable, "-c", PROGRAM, "doctor"],
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm-256color", "PYTHONUTF8": "1"},
        stdin=stream,
        stdout=stream,
        stderr=stream,
        timeout=30,
        check=True,
    )
    shown = os.read(terminal, 65_536).decode()
    os.close(terminal)
    os.close(stream)
    lines = (line.split(maxsplit=1) for line in shown.splitlines() if line.startswith(" "))
    values = dict(lines)
    assert values["size"] == told
    assert values["terminal"] == "yes"
    assert values["colours"] == "256"
    assert values["encoding"] == "utf-8, signs ✉ ↩ ☐ ≥ ●"


@pytest.mark.parametrize(
    ("variables", "arguments", "told"),
    [
        ({}, [], "none for api.getbase.com: no variable sets one"),
        (
            {"HTTPS_PROXY": " http://user:canary@proxy.test:3128"},
            [],
            "proxy.test:3128 for api.getbase.com, set by HTTPS_PROXY",
        ),
        (
            {"ALL_PROXY": "http://proxy.test", "NO_PROXY": "a.test; *.getbase.com"},
            [],
            "none for api.getbase.com: *.getbase.com in NO_PROXY",
        ),
        (
            {"https_proxy": "http://proxy.test", "no_proxy": "10.0.0.0/8"},
            ["--api-url", "https://10.1.2.3"],
            "none for 10.1.2.3: 10.0.0.0/8 in no_proxy",
        ),
        (
            {"HTTPS_PROXY": "http://proxy.test"},
            ["--api-url", "http://127.0.0.1:9"],
            "none for 127.0.0.1: this machine is never reached through a proxy",
        ),
        (
            {"HTTPS_PROXY": "ftp://user:canary@proxy.test"},
            [],
            "! The proxy in HTTPS_PROXY cannot be used",
        ),
    ],
)
def test_the_proxy_of_the_account_is_named_with_the_reason(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    arguments: list[str],
    told: str,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    shown = found(capsys, *arguments, code=2 if arguments else 0)
    assert shown["proxy"] == told
    assert "canary" not in str(shown)


def test_an_entry_of_no_proxy_that_matches_no_host_is_a_problem(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "a.test 10.0.0.0/33, http://b.test")
    shown = found(capsys)
    assert shown["NO_PROXY"] == (
        "! a.test 10.0.0.0/33, http://b.test; no host matches 10.0.0.0/33, http://b.test"
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://xn--zzzzzzzzzzz.com",
        "http://xn--0.test",
        "https://a\udcffb.test",
        "http://[",
        "https://a:b",
        "//",
        "\x00",
    ],
)
def test_no_text_for_an_address_is_a_crash(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    for command in (["doctor"], ["list"], ["list", "--offline"], ["show", "1"]):
        monkeypatch.setenv("SELL_ACCESS_TOKEN", "x" * 64)
        assert main([*command, "--api-url", address]) == 2
        assert "Traceback" not in capsys.readouterr().err


def test_the_program_that_opens_pages_is_the_first_that_is_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BROWSER", raising=False)
    assert found(capsys)["pages"] == "no program opens them; the address is shown instead"
    monkeypatch.setenv("BROWSER", "missing-browser:true --new-tab")
    assert found(capsys)["pages"] == "true"


def test_an_empty_address_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "canary")
    monkeypatch.setenv("SELL_API_URL", " ")
    assert found(capsys)["account"] == "api.getbase.com (SELL_API_URL is empty)"


@pytest.mark.parametrize(
    ("profile", "source"),
    [("filed", "tokens/filed.json"), ("run", "token_command of profile run")],
)
def test_doctor_says_where_the_token_of_a_profile_comes_from(
    capsys: pytest.CaptureFixture[str], profile: str, source: str
) -> None:
    write_settings(f'[profiles.run]\napi_url = "{EU}"\ntoken_command = "echo {TOKEN}"\n')
    save_login("filed", Login(EU, "a1", TOKEN))
    assert main(["doctor", "--profile", profile]) == 0
    out = capsys.readouterr().out
    assert re.search(rf"token +from \S*{source}\n", out)
    assert f"eu.test (profile {profile})\n" in out
    assert "none for eu.test" in out
    assert TOKEN not in out
