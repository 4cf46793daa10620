"""``seq-tui config keys``, and what the check says of keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seq_tui.cli.main import main
from seq_tui.ui.key_contexts import CONTEXTS, Command, commands
from seq_tui.ui.screens.browser import BrowserScreen

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")

Output = pytest.CaptureFixture[str]


@pytest.fixture
def keys_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's settings; the working directory has no others."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "config.toml"
    monkeypatch.setenv("SEQ_TUI_CONFIG", str(path))
    path.write_text("[screen.keys]\n")
    return path


def write(path: Path, *lines: str) -> None:
    """Choose keys."""
    path.write_text("\n".join(("[screen.keys]", *lines)))


def test_keys_lists_each_id_with_the_keys_that_hold(keys_file: Path, capsys: Output) -> None:
    write(keys_file, 'zoom = "e"', 'quit = ""')
    assert main(["config", "keys"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["zoom", "e", "Zoom"] in [line[:3] for line in lines]
    assert ["export", "Write"] in [line[:2] for line in lines]
    assert ["quit", "Quit"] in [line[:2] for line in lines]
    assert main(["config", "keys", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["keys"]
    assert [row["keys"] for row in rows if row["id"] == "refresh"] == [["r", "f5"]]


def test_the_check_tells_wrong_keys_with_their_line(keys_file: Path, capsys: Output) -> None:
    write(keys_file, 'zoom = "spce"', 'search = "f3"', 'export = ["f3", "x"]', '"help.clos" = "x"')
    assert main(["config", "check"]) == 2
    assert capsys.readouterr().out.splitlines() == [
        f"{keys_file}:2: screen.keys.zoom: there is no key 'spce'; did you mean space?",
        f"{keys_file}:4: screen.keys.export:"
        " f3 is the key of search too, which works in the list as well",
        f"{keys_file}:5: screen.keys.help.clos: no key does 'help.clos'; did you mean help.close?",
    ]


def test_a_lost_key_is_told_and_no_mistake(keys_file: Path, capsys: Output) -> None:
    write(keys_file, 'zoom = ["z", "e"]')
    assert main(["config", "check"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "e is now zoom, no longer export; it has no key left" in said.err


def test_a_mistake_of_the_project_is_told_in_its_file(
    keys_file: Path, tmp_path: Path, capsys: Output
) -> None:
    write(keys_file, 'zoom = "f3"')
    project = tmp_path / ".textual.toml"
    project.write_text('[screen.keys]\nzoom = "f99"\nexport = "f98"')
    assert main(["config", "check"]) == 2
    out = capsys.readouterr().out
    assert "there is no key 'f98'" in out
    assert "f99" not in out, "the user's own choice replaces it"
    assert out.count("\n") == 1


def row(command: Command) -> str:
    """The row of the README's table."""
    keys = " ".join(f"`{key}`" for key in command.keys)
    return f"| `{command.id}` | {keys} | {command.description} |"


def of_the_browser() -> list[str]:
    """The rows of what works in the browser, in the order of its places."""
    own = {
        binding.id
        for context in CONTEXTS
        if BrowserScreen in context.owners
        for _, bindings in context.chain
        for _, binding in bindings
    }
    return [row(command) for command in commands() if command.id in own]


def test_the_readme_has_the_ids_of_the_browser() -> None:
    table = "\n".join(("| id | keys | does |", "|---|---|---|", *of_the_browser()))
    assert table in README
