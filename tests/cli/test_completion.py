"""Tests of shell completion."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.cli.env import COMPLETE as VARIABLE
from seq_tui.cli.main import COMMANDS, main
from seq_tui.domain.sequence import EmailAction, Sequence, Step
from seq_tui.settings.logins import Login, save_login
from seq_tui.wire.envelopes import encode_sequence
from tests.archive.saved_items import HOST
from tests.cli.profiles import write_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.json import Json

EMAIL = EmailAction(properties={"email_template_id": 5})

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from seq_tui.cli.main import main; sys.exit(main())"

END = "\0"

COUNTED = f"""
import os, sys
from seq_tui.cli.main import main
heavy = {{"textual", "httpx", "starlette", "uvicorn", "rich", "pydantic"}}
for line in sys.argv[1:]:
    os.environ["COMP_WORDS"] = line
    try:
        main([])
    except SystemExit as ended:
        print(ended.code, sorted(heavy & set(sys.modules)), file=sys.stderr)
    print({END!r})
"""


def complete(shell: str, *lines: str, **variables: str) -> list[list[str]]:
    """What a shell's script gets for the end of each command line, in one process."""
    run = subprocess.run(
        [sys.executable, "-c", COUNTED, *lines],
        cwd=ROOT,
        env=os.environ | {VARIABLE: f"{shell}_complete"} | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == "0 []\n" * len(lines), dict(
        zip(lines, run.stderr.splitlines(), strict=False)
    )
    *answers, rest = run.stdout.split(f"{END}\n")
    assert rest == ""
    return [answer.strip().splitlines() for answer in answers]


def completed(line: str, breaks: str = "\"'><=;|&(:") -> list[str]:
    """The completions that bash gets, by default with its own ``COMP_WORDBREAKS``."""
    return completed_in_turn([line], breaks)[line]


def completed_in_turn(lines: Iterable[str], breaks: str = "\"'><=;|&(:") -> dict[str, list[str]]:
    """The same of several lines."""
    lines = list(lines)
    found = complete("bash", *(f"seq-tui {line}" for line in lines), COMP_WORDBREAKS=breaks)
    return {
        line: [each.removeprefix("plain,") for each in answer]
        for line, answer in zip(lines, found, strict=True)
    }


def save(path: Path, items: list[Json], names: dict[int, str]) -> None:
    """Save an archive with the names of creators."""
    with closing(ArchiveWriter.open_or_create(path, HOST)) as writer:
        writer.put(items)
        writer.save_creator_names(names)


def test_profiles_are_completed_from_the_settings_and_from_logins() -> None:
    write_settings("[profiles.sales-eu]\n[profiles.sales-us]\n[profiles.other]\n")
    save_login("sales-asia", Login("https://asia.test", "a1"))
    assert completed("list --profile sales-") == ["sales-eu", "sales-us", "sales-asia"]
    assert completed("login --profile sales-a") == ["sales-asia"]


def test_commands_are_completed_without_importing_them() -> None:
    assert completed("") == [*COMMANDS]
    assert completed("ex") == ["export"]
    assert completed("help ex") == ["export"]
    assert completed("help config s") == ["schema", "show"]
    assert completed("help nothing s") == []
    assert completed("config path c") == ["cache", "crashes"]


def test_options_and_their_values_are_completed() -> None:
    assert completed("list --col") == ["--columns"]
    assert completed("--demo list --format json") == ["json", "jsonl"]
    assert completed("trial --api") == ["--api-url"]
    assert completed("lst --api") == ["--api-url"]


@pytest.mark.parametrize(
    "line", ["export --output x", "export -o x", "archive x", "--archive x", "list --archive x"]
)
def test_files_are_completed_by_the_shell(line: str) -> None:
    assert completed(line) == ["file,x"]


WORDS = {
    "show 1 --zone Europe/War": ["Europe/Warsaw"],
    "show 1 --zone europe/war": ["Europe/Warsaw"],
    "export --zone wars": ["Europe/Warsaw"],
    "show 1 --zone Nowhere": [],
    "list --columns cre": ["creator", "created"],
    "list --columns id,na": ["id,name"],
    "list --columns id,name,cre": ["id,name,creator", "id,name,created"],
    "list --columns name,na": [],
    "schema --columns ga": ["gap"],
    "check --rule no-": ["no-steps", "no-wait"],
    "check --rule no-steps,no-": ["no-steps,no-wait"],
    "check --level w": ["warning"],
    "check --format s": ["sarif"],
    "schema c": ["check"],
    "schema t": ["templates"],
    "templates --format ": ["table", "json", "csv"],
    "list --sort upd": ["updated", "updated:desc"],
    "list --sort name,upd": ["name,updated", "name,updated:desc"],
    "list --sort -upd": ["-updated"],
    "list --sort -updated,na": ["-updated,name", "-updated,name:desc"],
    "list --sort name,-upd": ["name,-updated"],
    "list --sort updated:desc,upd": [],
    "list --no": ["--no-header"],
    "list st": ["steps:"],
    "list 'trial": [],
    "check temp": ["template:"],
    "export upd": ["updated:"],
    "search cre": ["creator:", "created:"],
    "browse rep": ["reply:"],
    "list -q --dele": ["--deleted"],
}
"""What is completed to each line."""


def test_zones_columns_and_rules_are_completed() -> None:
    assert completed_in_turn(WORDS) == WORDS


REPLACED = {
    "--api-url http://127.0.0.1:8080 li": ["list"],
    "list task:price --col": ["--columns"],
    "list 'task:the price' --col": ["--columns"],
    "list id:21132,21143 --format ra": ["raw"],
    "list has:": ["problem", "weekend", "reply", "task", "email", "hours"],
    "list trial has:ho": ["hours"],
    "has:ho": ["hours"],
    "templates updated:9": ["90d"],
    "list --sort updated:d": ["desc"],
    "list --sort updated:": ["asc", "desc"],
    "list --sort name,updated:d": ["desc"],
    "list --format=js": ["json", "jsonl"],
    "list --format=": ["table", "json", "jsonl", "csv", "tsv", "raw"],
    "list --sort=updated:d": ["desc"],
}
"""What is completed to lines that bash splits at more than blanks."""


def test_only_what_bash_replaces_is_completed() -> None:
    assert completed_in_turn(REPLACED) == REPLACED


def test_words_are_whole_where_bash_does_not_split_them() -> None:
    assert completed("list --sort updated:d", breaks=" ") == ["updated:desc"]
    assert completed("list --format=ra", breaks=" ") == ["--format=raw"]
    assert completed("list --sort=updated:d", breaks=" :") == ["desc"]


def test_values_are_those_of_the_archive_or_of_the_demo_account(tmp_path: Path) -> None:
    assert completed("--demo list creator:Ha") == ["Hanna", "Hartley"]
    assert completed("--demo list template:39874") == [f"39874{digit}" for digit in range(4, 10)]
    assert completed("--demo list Welc") == ["Welcome"]
    items: list[Json] = [
        encode_sequence(Sequence(1, "Spring fair", creator_id=7, steps=(Step(action=EMAIL),))),
        {"id": 2, "name": "Sprint", "creator_id": 8},
    ]
    path = tmp_path / "a.seqtui"
    save(path, items, {7: "Zoë Ash", 8: "Zed"})
    assert completed(f"--archive {path} list creator:z") == ["Zed", "Zoë"]
    assert completed(f"list --archive {path} creator:ash") == ["Ash"]
    assert completed(f"--archive {path} list template:") == ["5"]
    assert completed(f"--archive {path} check spr") == ["Spring", "Sprint"]


@pytest.mark.parametrize("choice", ["", "--archive nowhere.seqtui", "--profile x", "--offline"])
def test_no_values_are_offered_without_an_account_at_hand(choice: str) -> None:
    assert completed(f"{choice} list creator:a") == []


def test_no_value_means_anything_to_a_shell(tmp_path: Path) -> None:
    words = ["$(reboot)", "`id`", "a;b", "a|b", "*", "~root", "-x", "a'b", 'a"b', "a>b", "a\\b"]
    hostile = " ".join([*words, "a.b-c_9", "a\x1b[2J"])
    path = tmp_path / "a.seqtui"
    save(path, [{"id": 1, "name": hostile, "creator_id": 7}], {7: hostile})
    assert completed(f"--archive {path} list creator:") == ["a.b-c_9"]
    assert completed(f"--archive {path} list a") == ["a.b-c_9"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_value_joined_to_its_option_is_completed_with_it(shell: str) -> None:
    word = "--format=ra"
    cword = {"zsh": "2", "fish": word}[shell]
    [found] = complete(shell, f"seq-tui list {word}", COMP_CWORD=cword)
    assert "--format=raw" in ",".join(found).split(",")


def test_bash_completes_by_the_script(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    assert main(["completion", "bash"]) == 0
    program = tmp_path / "seq-tui"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from seq_tui.cli.main import main\nsys.exit(main())\n"
    )
    program.chmod(0o755)
    line = "seq-tui list --sort name,updated:de"
    script = (
        f"{capsys.readouterr().out}\nCOMP_WORDBREAKS=\"=:\"\nCOMP_LINE='{line} x'\n"
        f'COMP_POINT={len(line)}\n_seq_tui_completion {program}\necho "${{COMPREPLY[@]}}"\n'
    )
    run = subprocess.run([bash, "-c", script], capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("desc\n", "")


def test_descriptions_with_commas_are_whole_in_fish(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "fish"]) == 0
    assert 'string split --max 1 "," $completion' in capsys.readouterr().out
    [[found]] = complete("fish", "seq-tui list --archive", COMP_CWORD="--archive")
    kind, _, rest = found.partition(",")
    assert (kind, rest) == ("plain", "--archive\tRead an account saved in this file; no network.")
    [found, *_] = complete("fish", "seq-tui show 1 --weekend", COMP_CWORD="--weekend")[0]
    assert ", or ignore the weekend." in found


@pytest.mark.parametrize(
    ("shell", "sign"),
    [
        ("bash", "complete -o nosort -F _seq_tui_completion seq-tui"),
        ("bash", 'COMP_WORDS="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS"'),
        ("zsh", "#compdef seq-tui"),
        ("zsh", "compset -P '--*='; _path_files -f"),
        ("fish", "complete --no-files --command seq-tui"),
    ],
)
def test_each_script_is_valid_in_its_shell(
    capsys: pytest.CaptureFixture[str], shell: str, sign: str
) -> None:
    assert main(["completion", shell]) == 0
    script, err = capsys.readouterr()
    assert err == ""
    assert sign in script
    assert f"{VARIABLE}={shell}_complete" in script
    if path := shutil.which(shell):
        subprocess.run([path, "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize("arguments", [["completion"], ["completion", "tcsh"]])
def test_an_unknown_shell_is_reported_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert "zsh" in err
    assert err.count("\n") == 1
