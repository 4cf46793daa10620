"""Tests of ``seq-tui templates edit``, and of subjects that get lost."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest

from seq_tui.archive.file.archive import Archive
from tests.archive.saved_items import saved_demo
from tests.archive.texts.text_samples import known, put, sample
from tests.cli.test_template_texts import WELCOME, run

Output = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.seqtui"
    saved_demo(path, 40).close()
    return path


def editor(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let an editor run this code, with the path of the file as `path`."""
    script = folder / "editor.py"
    script.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n{code}\n")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")


REPLACE = "path.write_bytes(path.read_bytes().replace(b'Hi', b'Hello'))"


def test_a_text_is_edited(path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    modes = path.with_name("modes")
    look = f"open({str(modes)!r}, 'w').write(oct(path.stat().st_mode)[-3:] + path.suffix)"
    editor(path.parent, monkeypatch, f"{look}; {REPLACE}")
    put(path, sample(1)._replace(template_id=WELCOME, subject="S", plain="Hi\r\nyou", html="<p>"))
    run(path, "edit", str(WELCOME))
    text = known(path)[WELCOME]
    assert (text.subject, text.plain, text.html) == ("S", "Hello\r\nyou", "<p>")
    assert modes.read_text() == "600.txt"
    capsys.readouterr()
    run(path, "edit", str(WELCOME))
    assert capsys.readouterr().err == "seq-tui: nothing was changed\n"
    with closing(Archive.open(path)) as archive:
        assert len(archive.text_versions(WELCOME)) == 2


def test_a_text_is_written_in_the_editor(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(path.parent, monkeypatch, "path.write_bytes(b'Subject: New\\n\\nHi\\n')")
    run(path, "edit", "--html", str(WELCOME))
    assert known(path)[WELCOME][1:4] == ("New", "", "Hi\n")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("sys.exit(1)", "Editing failed"),
        ("path.write_bytes(b'\\0')", "What was edited is not text: it has a null character"),
        ("path.unlink()", "cannot be read: No such file or directory"),
        (
            "path.write_text('Hello'); path.parent.parent.joinpath('a.seqtui').chmod(0o400)",
            "Nothing was stored: {archive} cannot be written: it is read-only",
        ),
    ],
)
def test_what_was_written_is_not_lost_if_it_cannot_be_stored(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: str, message: str, capsys: Output
) -> None:
    monkeypatch.setenv("TMPDIR", str(path.parent))
    monkeypatch.setattr("tempfile.tempdir", None)
    editor(path.parent, monkeypatch, code)
    run(path, "edit", str(WELCOME), code=6)
    err = capsys.readouterr().err
    assert message.format(archive=path) in err
    kept = Path(err.rstrip("\n").rpartition("It is in ")[2].rstrip("."))
    assert kept.name == f"{WELCOME}.txt"
    assert kept.parent.is_dir()
    assert known(path) == {}


def test_an_editor_with_an_open_quote_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setenv("VISUAL", "code '-w")
    run(path, "edit", str(WELCOME), code=6)
    err = capsys.readouterr().err
    assert "Nothing was stored: VISUAL or EDITOR is no command: No closing quotation" in err
    assert known(path) == {}


def test_markdown_stays_markdown(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(path.parent, monkeypatch, REPLACE)
    put(path, sample(1)._replace(template_id=WELCOME, plain="# Hi", html="", origin="welcome.md"))
    run(path, "edit", str(WELCOME))
    text = known(path)[WELCOME]
    assert (text.plain, text.origin) == ("# Hello", f"{WELCOME}.md")


def test_an_import_counts_the_subjects_that_get_lost(path: Path, capsys: Output) -> None:
    put(path, sample(1)._replace(template_id=WELCOME, subject="Our offer"))
    folder = path.with_name("mails")
    folder.mkdir()
    folder.joinpath(f"{WELCOME}.html").write_text("<p>Hi</p>")
    run(path, "import", str(folder))
    assert "1 text stored, 0 unchanged, 1 without the earlier subject\n" in capsys.readouterr().err
    run(path, "import", str(folder))
    assert "0 texts stored, 1 unchanged\n" in capsys.readouterr().err
