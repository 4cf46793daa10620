"""What is said of each kind of mistake, and that the quick reading finds the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.suggestion import closest_name
from seq_tui.settings.check import KnownNames, find_problems
from seq_tui.settings.logins import Login, save_login
from seq_tui.settings.sure import are_surely_right
from tests.settings.files import FULL, read

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = KnownNames(closest_name, themes=("nord", "tokyo-night"), keys=("search", "quit"))

MISTAKES = [
    ("profil = 'x'", "1: profil: there is no such setting; did you mean profile?"),
    ("\nprofile = 'x'", "2: profile: there is no table [profiles.x], and no login of that name"),
    ("theme = 'nord'", "1: theme: there is no such setting; did you mean it to be in [screen]?"),
    ("keys.search = 'f3'", "1: keys: there is no such setting; did you mean it to be in [screen]?"),
    ("[profiles.eu]\nzone = 'x'", "2: profiles.eu.zone: there is no such setting; did you mean i"),
    ("profile = 5", "1: profile: must be a string in quotes, not a number"),
    ("profile = ''", "1: profile: is empty"),
    ("profiles = 3", "1: profiles: must be a table such as [profiles]"),
    ("screen = true", "1: screen: must be a table such as [screen]"),
    ("profiles.eu = 3", "1: profiles.eu: must be a table such as [profiles.eu]"),
    ("[profiles.'a b']", "1: profiles.a b: may have letters, digits, and . _ - after the first"),
    ("[profiles.eu]\ntokn = 'x'", "2: profiles.eu.tokn: there is no such setting; did you mean t"),
    (
        "[profiles.eu]\ntoken_keyring = true\ntoken_command = 'pass'",
        "1: profiles.eu: has token_command and token_keyring; a profile has one source",
    ),
    ("[profiles.eu]\napi_url = 'x.example'", "2: profiles.eu.api_url: must be an address such as"),
    (
        "[profiles.eu]\napi_url = 'http://api.example.com/x'",
        "2: profiles.eu.api_url: Plain http to api.example.com is refused: the token would travel"
        " unencrypted; use https://",
    ),
    ("[profiles.eu]\ntoken = 's3cret s3cret'", "2: profiles.eu.token: is empty, or has a blank"),
    ("[profiles.eu]\ntoken_keyring = 's3cret'", "2: profiles.eu.token_keyring: must be true or f"),
    ("[screen]\ncolums = []", "2: screen.colums: there is no such setting; did you mean columns?"),
    ("[screen]\nxyzzy = []", "2: screen.xyzzy: there is no such setting; there are theme, keys"),
    ("screen.mouse = 'yes'", "1: screen.mouse: must be true or false, not a string"),
    ("[screen]\nzone = 'Europe/Warsa'", "2: screen.zone: there is no time zone 'Europe/Warsa'; d"),
    ("[screen]\ncolumns = [\n'id',\n'lenght']", "2: screen.columns: there is no column 'lenght'; "),
    ("[screen]\nstart_time = '25:00'", '2: screen.start_time: must be a clock time such as "09:'),
    ("[screen]\nglyphs = 'emoji'", "2: screen.glyphs: can be auto, unicode or ascii, not 'emoji'"),
    ("[screen]\nweekend_rule = 'x'", "2: screen.weekend_rule: can be hold or ignore, not 'x'"),
    ("[screen]\npage_url = 'http://x'", "2: screen.page_url: must be an address such as https://"),
    ("[screen]\nslow = 3", '2: screen.slow: can be true, false or "auto", not a number'),
    ("[screen]\nkeys = 'q'", "2: screen.keys: must be a table such as [screen.keys]"),
    ("checks = 3", "1: checks: must be a table such as [checks]"),
    ("[checks]\nlevl = 'info'", "2: checks.levl: there is no such setting; did you mean level?"),
    ("[checks]\nlevel = 'off'", "2: checks.level: can be error, warning or info, not 'off'"),
    ("[checks]\nlongest_gap = 0", "2: checks.longest_gap: must be from 1 to 100,000, not 0"),
    ("[checks]\noften_held = 101", "2: checks.often_held: must be from 1 to 100, not 101"),
    ("[checks]\ntemplate_reuse = true", "2: checks.template_reuse: must be a whole number, not tr"),
    ("[checks]\nrules = 'off'", "2: checks.rules: must be a table such as [checks.rules]"),
    ("[checks.rules]\nno-step = 'off'", "2: checks.rules.no-step: there is no rule 'no-step'; did"),
    ("[checks.rules]\nno-steps = 1", "2: checks.rules.no-steps: must be a string in quotes, not a"),
    ("[checks.rules]\nno-steps = 'x'", "2: checks.rules.no-steps: can be off, error, warning or i"),
    ("[screen.keys]\nsearch = 3", '2: screen.keys.search: must be keys such as "s" or ["s", "f3'),
]

NAMES_OF_THE_SCREEN = [
    ("[screen]\ntheme = 'nrod'", "2: screen.theme: there is no theme 'nrod'; did you mean nord?"),
    ("[screen]\ntheme = 'xyz'", "2: screen.theme: there is no theme 'xyz'; there are nord, tokyo"),
    ("[screen.keys]\nserch = 'x'", "2: screen.keys.serch: no key does 'serch'; did you mean sear"),
]


@pytest.mark.parametrize(("text", "sentence"), [*MISTAKES, *NAMES_OF_THE_SCREEN])
def test_a_mistake_has_its_sentence_with_file_line_and_key(
    text: str, sentence: str, tmp_path: Path
) -> None:
    (problem,) = find_problems(read(tmp_path, text), KNOWN)
    assert str(problem).startswith(f"{tmp_path / 'config.toml'}:{sentence}")
    assert "s3cret" not in str(problem)


@pytest.mark.parametrize("text", [text for text, _ in MISTAKES])
def test_the_quick_reading_is_not_sure_of_a_mistake(text: str, tmp_path: Path) -> None:
    assert not are_surely_right(read(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("profile = 'x'", "1: profile: a project may not choose this; it belongs in "),
        ("[profiles.x]\ntoken = 's3cret'", "1: profiles: a project may not choose this; it belo"),
        ("[screen]\npage_url = 'https://evil.example/'", "2: screen.page_url: a project may not"),
        ("[checks]\nlevel = 'info'", "1: checks: a project may not choose this; it belongs in "),
        ("token = 's3cret'", "1: token: there is no such setting; a project's file has the table"),
        ("[screen]\nmouse = 1", "2: screen.mouse: must be true or false, not a number"),
    ],
)
def test_a_projects_file_is_for_the_screen_only(text: str, sentence: str, tmp_path: Path) -> None:
    found = read(tmp_path, project=text)
    (problem,) = find_problems(found, KNOWN)
    assert str(problem).startswith(f"{tmp_path / '.textual.toml'}:{sentence}")
    assert "s3cret" not in str(problem)
    assert not are_surely_right(found)


def test_all_mistakes_are_told_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = "[screen]\nmouse = 1\ntheme = 'x'\nslow = 'x'\n[profiles.eu]\ntoken = ''\nx = 1"
    problems = find_problems(read(tmp_path, text, text), KNOWN)
    assert [problem.line for problem in problems] == [2, 3, 4, 6, 7, 2, 3, 4, 5]


def test_a_token_that_others_can_read_is_told_with_what_to_do(tmp_path: Path) -> None:
    found = read(tmp_path, "[profiles.eu]\ntoken = 's3cret'", mode=0o644)
    (problem,) = find_problems(found, KNOWN)
    assert problem.message.startswith("other users can read this file; chmod 600 ")
    assert not are_surely_right(found)


@pytest.mark.parametrize("source", ["token = 's3cret'", "token_command = 's3cret'"])
def test_a_token_of_another_users_file_is_told_with_what_to_do(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seq_tui.settings.settings_file.is_ours", lambda _: False)
    found = read(tmp_path, f"[profiles.eu]\n{source}\n[profiles.us]\ntoken_keyring = true")
    (problem,) = find_problems(found, KNOWN)
    assert (problem.line, problem.key) == (2, f"profiles.eu.{source.split()[0]}")
    assert problem.message.startswith("this file belongs to another user; make it yours")
    assert not are_surely_right(found)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "[::1]"])
def test_plain_http_to_this_machine_is_right(host: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"[profiles.eu]\napi_url = 'http://{host}/x'")
    assert find_problems(found, KNOWN) == []
    assert are_surely_right(found)


@pytest.mark.parametrize(
    ("variable", "text", "sentence"),
    [
        ("SEQ_TUI_MOUSE", "perhaps", "can be true or false, not 'perhaps'"),
        ("SEQ_TUI_COLUMNS", "marks,lenght", "there is no column 'lenght'; did you mean length?"),
        ("SEQ_TUI_THEME", "nrod", "there is no theme 'nrod'; did you mean nord?"),
        ("SEQ_TUI_WEEKEND", "x", "can be hold or ignore, not 'x'"),
        ("SEQ_TUI_PROFILE", "sale-eu", "there is no profile 'sale-eu'; did you mean sales-eu?"),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(
    variable: str, text: str, sentence: str, tmp_path: Path
) -> None:
    found = read(tmp_path, FULL, environ={variable: text})
    assert [str(each) for each in find_problems(found, KNOWN)] == [f"{variable}: {sentence}"]
    assert are_surely_right(found) is (variable == "SEQ_TUI_THEME")


@pytest.mark.parametrize(
    ("text", "environ"), [("profile = 'sales-us'", {}), ("", {"SEQ_TUI_PROFILE": "sales-us"})]
)
def test_a_profile_that_only_a_login_knows_is_right(
    text: str, environ: dict[str, str], tmp_path: Path
) -> None:
    save_login("sales-us", Login("https://us.test", "a1", "s3cret"))
    found = read(tmp_path, text, environ=environ)
    assert find_problems(found, KNOWN) == []
    assert are_surely_right(found)


def test_a_login_is_among_the_profiles_that_may_have_been_meant(tmp_path: Path) -> None:
    save_login("sales-us", Login("https://us.test", "a1", "s3cret"))
    (problem,) = find_problems(read(tmp_path, environ={"SEQ_TUI_PROFILE": "sale-us"}), KNOWN)
    assert problem.message == "there is no profile 'sale-us'; did you mean sales-us?"


def test_a_file_may_begin_with_the_mark_that_editors_of_windows_write(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufeff[screen]\nmouse = 1")
    (problem,) = find_problems(found, KNOWN)
    assert (problem.line, problem.key) == (2, "screen.mouse")


def test_right_settings_have_no_problem(tmp_path: Path) -> None:
    found = read(tmp_path, FULL, "[screen]\nmouse = true", {"SEQ_TUI_SLOW": "auto"})
    assert find_problems(found, KNOWN) == []
    assert are_surely_right(found)


def test_a_file_that_cannot_be_read_is_told_too(tmp_path: Path) -> None:
    (tmp_path / ".textual.toml").mkdir()
    (problem,) = find_problems(read(tmp_path), KNOWN)
    assert problem.message == "is a folder, not a file"
