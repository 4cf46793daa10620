"""Tests of ``seq-tui config``, and of what the settings do to commands without a screen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft7Validator

from seq_tui.cli.main import main
from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step
from seq_tui.settings.models import ProjectScreenSettings, ProjectSettings, Settings
from tests.fake_source import FakeSource
from tests.settings.files import FULL

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import OwnAccount

ROOT = Path(__file__).parents[2]

SECRET = "s3cret-t0ken"


@pytest.fixture
def user_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Write the user's settings; the working directory has no others."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "config.toml"
    monkeypatch.setenv("SEQ_TUI_CONFIG", str(path))

    def write(text: str) -> Path:
        path.write_text(text)
        path.chmod(0o600)
        return path

    return write


Output = pytest.CaptureFixture[str]


def test_show_says_of_each_setting_where_it_was_set(
    user_file: Callable[[str], Path],
    tmp_path: Path,
    capsys: Output,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = user_file("[screen]\ncolumns = [\n'id']\ntheme = 'nord'\n[screen.keys]\nsort = 'f3'")
    (tmp_path / ".textual.toml").write_text("[screen]\nmouse = true\nglyphs = 'ascii'")
    monkeypatch.setenv("SEQ_TUI_THEME", "gruvbox")
    assert main(["--weekend", "ignore", "--no-mouse", "config", "show", "--format", "json"]) == 0
    found = {each["name"]: each for each in json.loads(capsys.readouterr().out)["settings"]}
    origins = {name: (each["value"], each["place"], each["line"]) for name, each in found.items()}
    assert origins["screen.weekend_rule"] == ("ignore", "--weekend", None)
    assert origins["screen.mouse"] == (False, "--no-mouse", None)
    assert origins["screen.theme"] == ("gruvbox", "SEQ_TUI_THEME", None)
    assert origins["screen.columns"] == (["id"], str(path), 2)
    assert origins["screen.keys.sort"] == ("f3", str(path), 6)
    assert origins["screen.glyphs"] == ("ascii", ".textual.toml", 3)
    assert origins["screen.start_time"] == ("09:00", None, None)
    assert found["screen.start_time"]["from"] == "default"


def test_show_prints_a_file_that_is_right_and_has_no_secret(
    user_file: Callable[[str], Path], capsys: Output
) -> None:
    token = f"[profiles.mine]\ntoken = '{SECRET}'\n"
    path = user_file(f"{FULL}{token}".replace('"pass", "show"', f'"echo", "{SECRET}"'))
    assert main(["config", "show"]) == 0
    shown = capsys.readouterr().out
    assert SECRET not in shown
    assert re.search(rf"^# token set, not shown +# {path}:\d+$", shown, re.MULTILINE)
    assert re.search(r"^# token_command set, not shown ", shown, re.MULTILINE)
    printed = tomllib.loads(shown)
    Settings.model_validate(printed)
    assert printed["screen"] == tomllib.loads(FULL)["screen"] | {"start_time": "08:30"}
    assert printed["profiles"]["sales-eu"] == {"api_url": "https://api.example.com"}
    assert main(["config", "show", "--format", "json"]) == 0
    assert SECRET not in capsys.readouterr().out


def test_show_names_what_else_chooses_the_account(
    user_file: Callable[[str], Path], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_file("profile = 'one'\n[profiles.one]\n[profiles.two]")
    monkeypatch.setenv("SELL_ACCESS_TOKEN", SECRET)
    monkeypatch.setenv("SELL_API_URL", f"https://u:{SECRET}@sell.example")
    assert main(["--profile", "two", "config", "show"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r'^profile = "two" +# --profile$', shown, re.MULTILINE)
    assert shown.endswith("# SELL_ACCESS_TOKEN set, not shown\n# SELL_API_URL set, not shown\n")
    assert SECRET not in shown
    monkeypatch.setenv("SELL_API_URL", "https://sell.example")
    assert main(["config", "show", "--format", "json"]) == 0
    shown = capsys.readouterr().out
    assert json.loads(shown)["environment"] == {
        "SELL_ACCESS_TOKEN": "set, not shown",
        "SELL_API_URL": "https://sell.example",
    }
    assert SECRET not in shown


def test_show_reports_what_is_wrong_and_prints_the_rest(
    user_file: Callable[[str], Path], capsys: Output
) -> None:
    path = user_file("[screen]\nmouse = 'no'\nzone = 'UTC'")
    assert main(["config", "show"]) == 0
    shown, said = capsys.readouterr()
    assert tomllib.loads(shown)["screen"]["mouse"] is True
    assert tomllib.loads(shown)["screen"]["zone"] == "UTC"
    assert said == f"seq-tui: {path}:2: screen.mouse: must be true or false, not a string\n"


def test_check_reads_the_themes_and_knows_their_names(
    user_file: Callable[[str], Path], tmp_path: Path, capsys: Output
) -> None:
    user_file("[screen]\ntheme = 'rose'")
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "rose.toml").write_text('primary = "#ff79c6"')
    assert main(["config", "check"]) == 0
    wrong = tmp_path / "themes" / "wrong.toml"
    wrong.write_text('primary = "#ff79c6"\nacent = "#ffffff"')
    capsys.readouterr()
    assert main(["config", "check"]) == 2
    assert capsys.readouterr().out == (
        f"{wrong}:2: acent: a theme has no such setting; did you mean accent?\n"
    )


def test_check_prints_every_mistake_and_ends_with_2(
    user_file: Callable[[str], Path], tmp_path: Path, capsys: Output
) -> None:
    path = user_file("[screen]\ntheme = 'tokyo-nite'\n[screen.keys]\nserch = 'x'\nzom = 'z'")
    (tmp_path / ".textual.toml").write_text("profile = 'x'\n[screen]\nmouse = 3")
    assert main(["config", "check"]) == 2
    found, said = capsys.readouterr()
    assert found.splitlines() == [
        f"{path}:2: screen.theme: there is no theme 'tokyo-nite'; did you mean tokyo-night?",
        f"{path}:4: screen.keys.serch: no key does 'serch'; did you mean search?",
        f"{path}:5: screen.keys.zom: no key does 'zom'; did you mean zoom?",
        f".textual.toml:1: profile: a project may not choose this; it belongs in {path}",
        ".textual.toml:3: screen.mouse: must be true or false, not a number",
    ]
    assert said == "seq-tui: 5 mistakes\n"
    assert main(["config", "check", "--format", "json"]) == 2
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert problems[-1] == {
        "file": ".textual.toml",
        "line": 3,
        "key": "screen.mouse",
        "message": "must be true or false, not a number",
    }


def test_of_many_mistakes_the_first_ones_are_told(
    user_file: Callable[[str], Path], capsys: Output
) -> None:
    path = user_file("\n".join(f"key{number} = 1" for number in range(5000)))
    more = "and 4,980 more; seq-tui config check --format json prints all"
    assert main(["config", "check"]) == 2
    found, said = capsys.readouterr()
    assert len(found.splitlines()) == 21
    assert f"{path}:20: key19: " in found
    assert found.endswith(f"{more}\n")
    assert said == "seq-tui: 5,000 mistakes\n"
    for arguments, code in ((["config", "show"], 0), (["list", "--demo"], 2)):
        assert main(arguments) == code
        told = capsys.readouterr().err.splitlines()
        assert (len(told), told[-1]) == (21, f"seq-tui: {more}")
    assert main(["config", "check", "--format", "json"]) == 2
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 5000


def test_check_says_that_nothing_is_wrong(user_file: Callable[[str], Path], capsys: Output) -> None:
    path = user_file(FULL)
    assert main(["config", "check"]) == 0
    assert capsys.readouterr() == ("", f"seq-tui: nothing is wrong in {path}\n")


def test_a_file_can_control_neither_the_terminal_nor_the_lines(
    user_file: Callable[[str], Path], capsys: Output
) -> None:
    user_file("[screen]\n\"a\\u001b]0;x\\u0007\\nb\" = 1\ntheme = 'x\u202ey'")
    assert main(["config", "check"]) == 2
    found = capsys.readouterr().out
    assert len(found.splitlines()) == 2
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", found)


def test_path_prints_each_file_and_folder(
    user_file: Callable[[str], Path], tmp_path: Path, capsys: Output
) -> None:
    path = user_file("")
    assert main(["config", "path", "--format", "json"]) == 0
    paths = json.loads(capsys.readouterr().out)
    assert paths["settings"] == {"path": str(path), "exists": True}
    assert paths["project"] == {"path": str(tmp_path / ".textual.toml"), "exists": False}
    assert paths["cache"]["path"].startswith(os.environ["XDG_CACHE_HOME"])
    assert main(["config", "path"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(paths)
    assert [line.endswith("(not there)") for line in lines[:2]] == [False, True]
    assert main(["config", "path", "settings"]) == 0
    assert capsys.readouterr().out == f"{path}\n"


@pytest.mark.parametrize("arguments", [[], ["--project"]])
def test_the_schema_describes_every_setting(arguments: list[str], capsys: Output) -> None:
    assert main(["config", "schema", *arguments]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft7Validator.check_schema(schema)
    for definition in schema["definitions"].values():
        assert definition["additionalProperties"] is False
        assert all(setting["description"] for setting in definition["properties"].values())
    name = "ProjectScreenSettings" if arguments else "ScreenSettings"
    screen = schema["definitions"][name]["properties"]
    assert ("page_url" in screen) is not bool(arguments)
    assert "tokyo-night" in screen["theme"]["anyOf"][0]["enum"]
    assert screen["keys"]["properties"]["zoom"]["description"]
    assert ("profiles" in schema["properties"]) is not bool(arguments)


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        (FULL.replace("08:30:00", '"08:30"'), True),
        ("[screen]\ntheme = 'one-of-mine'", True),
        ("[screen]\ncolumns = ['lenght']", False),
        ("[screen]\nstart_time = '25:00'", False),
        ("[screen.keys]\nserch = 'x'", False),
        ("[screen]\nslow = 'auto'", True),
        ("[screen]\nslow = 'yes'", False),
        ("[profiles.eu]\ntokn = 'x'", False),
        ("[checks]\nlevel = 'off'", False),
        ("[checks]\nlongest_gap = 0", False),
        ("[checks.rules]\nno-step = 'off'", False),
        ("[checks.rules]\nno-steps = 'off'", True),
    ],
)
def test_the_schema_accepts_what_is_right(text: str, is_right: bool, capsys: Output) -> None:
    main(["config", "schema"])
    validator = Draft7Validator(json.loads(capsys.readouterr().out))
    assert validator.is_valid(tomllib.loads(text)) is is_right


EXAMPLE = (ROOT / ".textual.toml").read_text()


def test_the_example_of_the_repository_is_right(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["config", "check"]) == 0
    assert capsys.readouterr().err == "seq-tui: nothing is wrong in .textual.toml\n"
    # It must not change the pictures that are made here.
    assert ProjectSettings.model_validate(tomllib.loads(EXAMPLE)) == ProjectSettings()


def test_the_example_has_every_setting_with_a_comment(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = re.sub(r"^# (\w+ = )", r"\1", EXAMPLE, flags=re.MULTILINE)
    names = set(tomllib.loads(text)["screen"])
    assert names == set(ProjectScreenSettings.model_fields)
    for name in names - {"keys"}:
        assert re.search(rf"^# [^\n]+\n(# )?{name} = ", EXAMPLE, re.MULTILINE), name
    (tmp_path / ".textual.toml").write_text(text)
    monkeypatch.chdir(tmp_path)
    assert main(["config", "check"]) == 0
    main(["config", "schema", "--project"])
    Draft7Validator(json.loads(capsys.readouterr().out)).validate(tomllib.loads(text))


def test_a_command_has_the_zone_the_time_and_the_rule_of_the_settings(
    user_file: Callable[[str], Path], account: OwnAccount, capsys: Output
) -> None:
    user_file("[screen]\nzone = 'Asia/Tokyo'\nstart_time = '07:30'\nweekend_rule = 'ignore'")
    step = Step(1, 0, Delay(24, "hours"), EmailAction())
    account.source = FakeSource(sequences=(Sequence(1000, "Trial", 1, steps=(step,)),))
    assert main(["show", "1000", "--format", "html"]) == 0
    page = capsys.readouterr().out
    assert "07:30" in page
    assert "Asia/Tokyo" in page
    assert main(["show", "1000", "--format", "json", "--start", "2026-11-30 10:00"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["start"], shown["weekend_rule"]) == ("2026-11-30T10:00:00+09:00", "ignore")
    options = ["--start", "2026-11-30 10:00", "--zone", "UTC", "--weekend", "hold"]
    assert main(["show", "1000", "--format", "json", *options]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["start"], shown["weekend_rule"]) == ("2026-11-30T10:00:00+00:00", "hold")


@pytest.mark.parametrize(
    "command",
    [["list"], ["show", "1000"], ["export", "-o", "all.json"], ["archive", "all.seqtui"]],
)
def test_a_command_refuses_wrong_settings_before_any_request(
    command: list[str], user_file: Callable[[str], Path], account: OwnAccount, capsys: Output
) -> None:
    path = user_file("[screen]\nmouse = 3\nzone = 'Mars'\n")
    assert main(command) == 2
    assert capsys.readouterr() == (
        "",
        f"seq-tui: {path}:2: screen.mouse: must be true or false, not a number\n"
        f"seq-tui: {path}:3: screen.zone: there is no time zone 'Mars'; try Europe/Warsaw or UTC\n",
    )
    assert (account.first, account.closed, account.source.requested) == (None, 0, [])


def test_right_settings_cost_a_command_no_slow_import(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(FULL)
    script = (
        "import sys; from seq_tui.cli.main import main; main(['list', '--demo', '--limit', '0']);"
        "print({'pydantic', 'textual', 'platformdirs'} & {*sys.modules})"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=os.environ | {"SEQ_TUI_CONFIG": str(tmp_path / "config.toml")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines()[-1] == "set()"


def test_doctor_names_the_files_and_every_mistake(
    user_file: Callable[[str], Path], tmp_path: Path, capsys: Output
) -> None:
    path = user_file("[screen]\nmouse = 3")
    (tmp_path / ".textual.toml").write_text("[screen]\nmouse = true")
    main(["doctor", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["settings"] == [
        {"name": "file", "value": str(path), "wrong": False},
        {"name": "file", "value": ".textual.toml", "wrong": False},
        {
            "name": "mistake",
            "value": f"{path}:2: screen.mouse: must be true or false, not a number",
            "wrong": True,
        },
    ]
