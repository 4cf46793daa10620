"""Tests of how the browser is started, and when it is not."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli import exit_codes
from seq_tui.cli.commands.browse import PROFILES_ADVICE
from seq_tui.cli.main import main
from seq_tui.cli.profile_accounts import ProfileAccounts
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.settings.logins import Login, save_login
from seq_tui.ui import app
from seq_tui.ui.options import DEFAULT_OPTIONS
from seq_tui.ui.saved_view import NO_MEMORY, SavedView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source
    from seq_tui.ui.accounts import Accounts
    from seq_tui.ui.first_paint.first_paint import FirstPaint
    from seq_tui.ui.options import ScreenOptions
    from seq_tui.ui.saved_view import Memory
    from seq_tui.ui.themes import ScreenTheme


class Screen:
    """A terminal and a fake browser that records how it was started."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.terminals = {"stdin", "stdout", "stderr"}
        self.source_info: SourceInfo | None = None
        self.query: str | None = None
        self.profiles: list[str] = []
        self.options = DEFAULT_OPTIONS
        self.wrong_settings: Callable[[], tuple[str, ...]] | None = None
        self.theme: ScreenTheme | None = None
        self.memory = NO_MEMORY
        self._monkeypatch = monkeypatch

    def main(self, *arguments: str) -> int:
        """Run the program with these streams on a terminal."""
        for name in self.terminals:
            self._monkeypatch.setattr(getattr(sys, name), "isatty", lambda: True)
        return main(arguments)

    def run(
        self,
        source: Source[Sequence],
        source_info: SourceInfo,
        query: str,
        first_paint: FirstPaint | None,
        options: ScreenOptions,
        wrong_settings: Callable[[], tuple[str, ...]] | None,
        theme: ScreenTheme,
        accounts: Accounts,
        memory: Memory,
    ) -> int:
        """Replace the browser; return the exit code of a signal."""
        assert first_paint is None
        self.profiles = [each.name for each in accounts.entries()]
        self.options, self.wrong_settings, self.theme = options, wrong_settings, theme
        self.source_info, self.query, self.memory = source_info, query, memory
        return 143


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    terminal = Screen(monkeypatch)
    monkeypatch.setattr(app, "run", terminal.run)
    yield terminal
    gc.enable()


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ([], ""),
        (["trial"], "trial"),
        (["--", "lst"], "lst"),
        (["search", "lst"], "lst"),
        (["winback", "90"], "winback 90"),
        (["browse", "list"], "list"),
        (["--", "-90"], "-90"),
        (["trial", "--demo"], "trial"),
        (["--demo", "trial"], "trial"),
        (["#21,22"], "#21,22"),
    ],
)
def test_words_that_are_not_a_command_search(
    screen: Screen, arguments: list[str], query: str
) -> None:
    assert screen.main(*arguments) == 143
    assert screen.query == query


@pytest.mark.parametrize(
    ("arguments", "variable", "rule"),
    [
        ([], "", "hold"),
        ([], "ignore", "ignore"),
        (["--weekend", "ignore"], "", "ignore"),
        (["--weekend", "hold", "trial"], "ignore", "hold"),
        (["browse", "--weekend", "ignore"], "hold", "ignore"),
    ],
)
def test_the_browser_gets_the_weekend_rule(
    screen: Screen,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    variable: str,
    rule: str,
) -> None:
    monkeypatch.setenv("SEQ_TUI_WEEKEND", variable)
    assert screen.main("--demo", *arguments) == 143
    assert screen.options.weekend_rule == rule


@pytest.mark.parametrize(
    ("arguments", "has_mouse"),
    [
        ([], True),
        (["--no-mouse"], False),
        (["--no-mouse", "trial"], False),
        (["trial", "--no-mouse"], False),
        (["browse", "--no-mouse"], False),
    ],
)
def test_the_browser_leaves_the_mouse_to_the_terminal(
    screen: Screen, arguments: list[str], has_mouse: bool
) -> None:
    assert screen.main("--demo", *arguments) == 143
    assert screen.options.mouse is has_mouse


@pytest.mark.parametrize(
    ("variable", "arguments", "has_mouse"),
    [("", [], False), ("yes", [], True), ("yes", ["--no-mouse"], False)],
)
def test_inside_of_screen_the_mouse_has_to_be_wanted(
    screen: Screen,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    variable: str,
    arguments: list[str],
    has_mouse: bool,
) -> None:
    """While the mouse is reported, screen 4.9 holds Esc back until the next key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STY", "4711.pts-0.jumphost")
    monkeypatch.setenv("SEQ_TUI_MOUSE", variable)
    screen.main("--demo", *arguments)
    assert screen.options.mouse is has_mouse


@pytest.mark.parametrize(
    ("arguments", "variable", "sort"),
    [
        ([], "", "account"),
        ([], "-length", "-length"),
        (["--sort", "updated:desc"], "name", "-updated"),
        (["browse", "--sort", "Name"], "", "name"),
    ],
)
def test_the_browser_gets_the_order(
    screen: Screen,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    variable: str,
    sort: str,
) -> None:
    monkeypatch.setenv("SEQ_TUI_SORT", variable)
    assert screen.main("--demo", *arguments) == 143
    assert screen.options.sort == sort
    assert screen.memory.view.sort == (sort if arguments else "")


def test_an_order_on_the_command_line_counts_more_than_the_one_that_was_left(
    screen: Screen,
) -> None:
    screen.main("--demo")
    assert screen.memory.save is not None
    screen.memory.save(SavedView(row=7, top=3, sequence_id=21123, sort="name"))
    screen.main("--demo")
    assert screen.memory.view.sort == "name"
    assert screen.memory.view.row == 7
    screen.main("--demo", "--sort", "-steps")
    assert screen.memory.view == SavedView(sequence_id=21123, sort="-steps")


def test_the_browser_gets_the_columns(screen: Screen) -> None:
    screen.main("--demo", "--columns", "id, Updated")
    assert screen.options.columns == ("id", "updated")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--sort", "updatd"), "there is no order 'updatd'; did you mean updated?"),
        (("--sort", "name,steps"), "there is no order 'name,steps'"),
        (("--sort", "name:up"), "can end in :asc or :desc, not ':up'"),
        (("--columns", "lenght"), "there is no column 'lenght'; did you mean length?"),
    ],
)
def test_a_wrong_order_or_column_is_refused(
    screen: Screen, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert screen.main("--demo", *arguments) == exit_codes.USAGE
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["--demo"], "seq-tui-dark"),
        (["--demo", "--theme", "nord"], "nord"),
        (["browse", "--theme", "nord", "--demo"], "nord"),
        (["--theme", "ansi-light", "browse", "--demo"], "ansi-light"),
    ],
)
def test_the_browser_gets_the_theme(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, arguments: list[str], name: str
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("COLORFGBG", raising=False)
    screen.main(*arguments)
    assert screen.theme is not None
    assert screen.theme.name == name


def test_the_theme_of_the_settings_is_that_of_the_screen(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("SEQ_TUI_THEME", "gruvbox")
    screen.main("--demo")
    assert screen.theme is not None
    assert (screen.theme.name, screen.theme.is_default) == ("gruvbox", False)


@pytest.mark.parametrize(
    ("arguments", "glyphs"),
    [(["--demo"], "auto"), (["--demo", "--ascii"], "ascii"), (["browse", "--ascii"], "ascii")],
)
def test_the_browser_gets_the_glyphs(screen: Screen, arguments: list[str], glyphs: str) -> None:
    screen.main(*arguments)
    assert screen.options.glyphs == glyphs


@pytest.mark.parametrize(
    ("arguments", "is_slow"),
    [
        ([], None),
        (["--slow"], True),
        (["trial", "--slow"], True),
        (["browse", "--no-slow"], False),
        (["--slow", "browse", "--no-slow"], False),
    ],
)
@pytest.mark.parametrize("variable", ["", "auto", "yes"])
def test_the_user_says_that_the_link_is_slow(
    screen: Screen,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    arguments: list[str],
    is_slow: bool | None,
) -> None:
    monkeypatch.setenv("SEQ_TUI_SLOW", variable)
    assert screen.main("--demo", *arguments) == 143
    assert screen.options.slow is (True if is_slow is None and variable == "yes" else is_slow)


def test_the_default_demo_account_advises_how_to_connect(screen: Screen) -> None:
    screen.main()
    assert screen.source_info is not None
    assert screen.source_info.kind is SourceKind.DEMO
    assert "seq-tui login" in screen.source_info.advice
    assert screen.profiles == []


def test_with_profiles_the_default_demo_account_advises_to_choose_one(screen: Screen) -> None:
    save_login("sales-eu", Login("https://eu.test", "", "s3cret"))
    screen.main()
    assert screen.source_info is not None
    assert screen.source_info.kind is SourceKind.DEMO
    assert screen.source_info.advice == PROFILES_ADVICE
    assert screen.profiles == ["sales-eu"]


def test_a_requested_demo_account_gives_no_advice(screen: Screen) -> None:
    screen.main("--demo")
    assert screen.source_info == SourceInfo(SourceKind.DEMO, "demo account", has_pages=False)


def test_a_configured_account_is_browsed(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "x")
    assert screen.main("--api-url", "http://127.0.0.1:8080") == 143
    assert screen.source_info == SourceInfo(SourceKind.LIVE, "127.0.0.1:8080", has_pages=False)


def test_an_address_without_a_token_does_not_open_the_demo_account(
    screen: Screen, capsys: pytest.CaptureFixture[str]
) -> None:
    assert screen.main("--api-url", "http://127.0.0.1:8080") == 2
    assert screen.source_info is None
    assert "SELL_ACCESS_TOKEN" in capsys.readouterr().err


def test_offline_without_a_cache_opens_no_screen(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "x")
    assert screen.main("--offline") == 3
    assert screen.source_info is None
    assert "without --offline" in capsys.readouterr().err


@pytest.mark.parametrize("term", ["dumb", "", None])
def test_a_terminal_that_cannot_draw_is_rejected(
    screen: Screen,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    term: str | None,
) -> None:
    monkeypatch.delenv("TERM")
    if term is not None:
        monkeypatch.setenv("TERM", term)
    assert screen.main("--demo") == 2
    assert screen.source_info is None
    assert "seq-tui list" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_a_stream_that_is_not_a_terminal_is_rejected(screen: Screen, name: str) -> None:
    screen.terminals.remove(name)
    assert screen.main("--demo") == 2
    assert screen.source_info is None


@pytest.mark.parametrize("is_fresh", [False, True])
def test_the_account_of_another_profile_is_remembered_too(*, is_fresh: bool) -> None:
    save_login("sales-us", Login("http://127.0.0.1:9", "", "s3cret"))
    accounts = ProfileAccounts(offline=False, is_fresh=is_fresh)
    view = SavedView(search="webinar", sequence_id=21306, row=1)
    memory = accounts.open("sales-us").memory
    assert memory.view == SavedView()
    if memory.save is not None:
        memory.save(view)
    assert accounts.open("sales-us").memory.view == (SavedView() if is_fresh else view)
