"""Tests of the texts that ``seq-tui templates`` stores in an archive and prints from it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from seq_tui.archive.file.archive import Archive
from seq_tui.cli.accounts import DEMO
from seq_tui.cli.main import main
from seq_tui.cli.merge_tag_file import read_merge_tags
from seq_tui.domain.sequence import EmailAction, Sequence, Step
from seq_tui.wire.envelopes import encode_sequence
from tests.archive.saved_items import HOST, demo_items, saved, saved_demo
from tests.archive.texts.test_mail import outlook
from tests.archive.texts.text_samples import known, put, sample

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.cli.conftest import OwnAccount

Output = pytest.CaptureFixture[str]

WELCOME = 398_744
"""A template of the demo account."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.seqtui"
    saved_demo(path, 40).close()
    return path


def run(path: Path, *arguments: str, code: int = 0) -> None:
    assert main(["templates", *arguments, "--archive", str(path)]) == code


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def used(path: Path) -> list[int]:
    """The templates of the archive, the lowest id first."""
    from seq_tui.archive.file.counts import referred_templates

    with closing(Archive.open(path)) as archive:
        return sorted(referred_templates(archive))


def test_a_text_is_added_from_standard_input(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setenv("LOGNAME", "ada")
    typed(monkeypatch, b"Subject: Hello {{first_name}}\n\nHi!\n")
    run(path, "add", str(WELCOME), "-")
    text = known(path)[WELCOME]
    assert (text.subject, text.plain, text.html) == ("Hello {{first_name}}", "Hi!\n", "")
    assert (text.added_by, text.origin) == ("ada", "")
    count = len(used(path))
    assert capsys.readouterr() == (
        "",
        f"seq-tui: the text of template {WELCOME} stored\n"
        f"seq-tui: texts of {count} templates in {path}: {count - 1} of {count} still missing\n",
    )
    typed(monkeypatch, b"Subject: Hello {{first_name}}\n\nHi!\n")
    run(path, "add", str(WELCOME), "-")
    assert "is in the archive already" in capsys.readouterr().err


def test_a_mail_is_added_without_its_attachments(path: Path, capsys: Output) -> None:
    mail = path.with_name("grüße.eml")
    mail.write_bytes(outlook())
    run(path, "add", str(WELCOME), str(mail))
    text = known(path)[WELCOME]
    assert (text.plain, text.origin) == ("Grüße\n", "grüße.eml")
    assert "seq-tui: 3 attachments left out\n" in capsys.readouterr().err
    run(path, "add", str(WELCOME), str(mail), "--subject", "Another")
    changed = known(path)[WELCOME]
    assert (changed.subject, changed.plain) == ("Another", "Grüße\n")


def test_the_type_may_be_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b"<p>Hi</p>")
    run(path, "add", "--type", "html", str(WELCOME), "-")
    assert known(path)[WELCOME].html == "<p>Hi</p>"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["add", "5", "FILE"], 5, "No sequence of {path} uses a template 5"),
        (
            ["add", "0", "FILE"],
            2,
            "an id is a whole number such as 398744; seq-tui templates lists",
        ),
        (["show", "abc"], 2, "an id is a whole number such as 398744; seq-tui templates lists"),
        (["add", str(WELCOME), "none.txt"], 6, "none.txt cannot be read: No such file"),
        (["add", str(WELCOME), "BINARY"], 6, "is not text: it has a null character"),
        (["add", str(WELCOME), "FOLDER"], 6, "folder cannot be read: Is a directory"),
        (["show", str(WELCOME)], 5, f"The text of template {WELCOME} is not in {{path}}"),
        (["show", str(WELCOME), "--version", "1"], 5, "has no version 1"),
        (["remove", str(WELCOME)], 5, f"the text of template {WELCOME} is not in {{path}}"),
        (["edit", "5"], 5, "No sequence of {path} uses a template 5"),
        (["import", "none"], 6, "none is no folder"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    path: Path, arguments: Iterable[str], code: int, message: str, capsys: Output
) -> None:
    paths = {name: path.with_name(name.lower()) for name in ("FILE", "BINARY", "FOLDER")}
    paths["FILE"].write_bytes(b"Hi")
    paths["BINARY"].write_bytes(b"a\0b")
    paths["FOLDER"].mkdir()
    before = path.read_bytes()
    run(path, *(str(paths.get(each, each)) for each in arguments), code=code)
    out, err = capsys.readouterr()
    assert out == ""
    assert message.format(path=path) in err
    assert path.read_bytes() == before


def test_an_archive_has_to_be_named(capsys: Output) -> None:
    assert main(["--demo", "templates", "add", "5", "-"]) == 2
    assert "kept in an archive: --archive FILE" in capsys.readouterr().err


def test_options_may_stand_before_the_command(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for before in (["templates", "--archive", str(path)], ["--archive", str(path), "templates"]):
        typed(monkeypatch, b"Hi")
        assert main([*before, "-q", "add", str(WELCOME), "-"]) == 0
    assert known(path)[WELCOME].plain == "Hi"


def test_a_query_may_be_the_name_of_a_command(account: OwnAccount, capsys: Output) -> None:
    assert main(["templates", "list", "remove", "-f", "csv"]) == 0
    assert main(["templates", "--", "remove"]) == 0
    assert account.closed == 2
    assert capsys.readouterr().out == "email_template_id,sequence_id,sequence_name,steps,replies\n"


def test_a_folder_is_imported_as_far_as_it_can_be(path: Path, capsys: Output) -> None:
    folder = path.with_name("mails")
    folder.mkdir()
    first, second, third, *rest = used(path)
    (folder / f"{first}.eml").write_bytes(outlook())
    (folder / f"{second}.txt").write_bytes(b"plain")
    (folder / f"{third}.txt").write_bytes(b"\xff")
    (folder / "7.txt").write_bytes(b"of none")
    (folder / "evil\x1b[31m.txt").write_bytes(b"?")
    run(path, "import", str(folder), code=3)
    assert sorted(known(path)) == [first, second]
    count = len(rest) + 3
    assert capsys.readouterr() == (
        "",
        "seq-tui: 7.txt belongs to no template that a sequence uses\n"
        "seq-tui: evil␛[31m.txt is not named by an id and one of .txt .md .html .htm .eml\n"
        f"seq-tui: {third}.txt is not text in UTF-8\n"
        "seq-tui: 2 texts stored, 0 unchanged, 3 attachments left out, 3 files not read\n"
        f"seq-tui: texts of {count} templates in {path}: {count - 2} of {count} still missing\n",
    )


def test_five_hundred_texts_survive_export_import_and_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Hundreds of files would be flushed one by one.
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    path, folder = tmp_path / "a.seqtui", tmp_path / "mails"
    saved(path, demo_items(6), DEMO).close()
    texts = [sample(number) for number in range(500)]
    put(path, *texts)
    run(path, "export", str(folder))
    other = tmp_path / "b.seqtui"
    uses = (
        encode_sequence(Sequence(number, steps=(Step(action=EmailAction(properties=each)),)))
        for number, each in enumerate(({"email_template_id": text[0]} for text in texts), 1)
    )
    saved(other, uses).close()
    run(other, "import", str(folder))
    run(other, "import", str(folder))
    assert main(["archive", "--demo", str(path)]) == 0
    for archive in (path, other):
        found = known(archive)
        assert len(found) == 500
        for text in texts:
            assert found[text.template_id][1:4] == text[1:4]
        with closing(Archive.open(archive)) as opened:
            assert opened.verify().problems == ()
            assert len(opened.text_versions(texts[0].template_id)) == 1


def test_an_update_keeps_the_texts_also_without_history(path: Path) -> None:
    path.unlink()
    assert main(["archive", "--demo", str(path)]) == 0
    put(path, sample(0))
    path.with_name("a.seqtui.texts").write_bytes(bytes(4096))
    assert main(["archive", "--demo", "--no-update", str(path)]) == 0
    assert known(path) == {398_744: sample(0)}
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_text_is_shown_and_found_again_after_it_was_removed(
    path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(path, sample(3)._replace(template_id=WELCOME, plain="", subject="S", html="<p>Hi</p>\x1b"))
    run(path, "show", str(WELCOME))
    out, err = capsys.readouterr()
    assert out == "Subject: S\n\nHi\n␛\n"
    assert err == "seq-tui: version 1: stored 29 Nov 2026 by ada, from 3.txt\n"
    run(path, "remove", str(WELCOME))
    assert capsys.readouterr().err == "seq-tui: 1 text removed\n"
    run(path, "show", str(WELCOME), code=5)
    assert f"templates show {WELCOME} --version 1 has its last one" in capsys.readouterr().err
    run(path, "show", str(WELCOME), "--version", "1", "-f", "raw")
    raw = capsys.readouterr().out
    assert raw == "Subject: S\n\n<p>Hi</p>\x1b"
    typed(monkeypatch, raw.encode())
    run(path, "add", str(WELCOME), "-", "--type", "html")
    assert known(path)[WELCOME].html == "<p>Hi</p>\x1b"


def test_exported_files_are_private_and_replaced_only_on_request(
    path: Path, capsys: Output
) -> None:
    folder = path.with_name("mails")
    put(path, sample(1)._replace(template_id=WELCOME, subject="", plain="Hi", html=""))
    file = folder / f"{WELCOME}.txt"
    run(path, "export", str(folder))
    assert file.read_bytes() == b"Hi"
    assert oct(file.stat().st_mode)[-3:] == "600"
    run(path, "export", str(folder))
    file.write_bytes(b"mine")
    run(path, "export", str(folder), code=3)
    assert file.read_bytes() == b"mine"
    run(path, "export", str(folder), "--replace")
    assert file.read_bytes() == b"Hi"
    assert capsys.readouterr().err == (
        f"seq-tui: 1 file written to {folder}/, 0 unchanged\n"
        f"seq-tui: 0 files written to {folder}/, 1 unchanged\n"
        f"seq-tui: {file} says something else, and is not replaced\n"
        f"seq-tui: 0 files written to {folder}/, 0 unchanged, 1 not replaced\n"
        f"seq-tui: 1 file written to {folder}/, 0 unchanged\n"
    )


def test_files_of_an_earlier_export_that_an_import_would_read_are_named(
    path: Path, capsys: Output
) -> None:
    plain = sample(1)._replace(template_id=WELCOME, subject="", plain="Hi", html="")
    folder = path.parent / "texts"
    put(path, plain)
    run(path, "export", str(folder))
    assert "reads these too" not in capsys.readouterr().err
    put(path, plain._replace(plain="", html="<p>Hello</p>"))
    run(path, "export", str(folder))
    assert f"an import of {folder}/ reads these too: {WELCOME}.txt\n" in capsys.readouterr().err
    assert (folder / f"{WELCOME}.txt").read_text() == "Hi"


def test_one_damaged_text_hides_no_other(path: Path, capsys: Output) -> None:
    first, second, *_ = used(path)
    whole = sample(2)._replace(template_id=second, subject="", plain="Hi {{name}}", html="")
    put(path, sample(1)._replace(template_id=first, subject="", plain="damaged", html=""), whole)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE progress SET value = 'x' WHERE value = 'damaged'")
        connection.commit()
    folder = path.parent / "texts"
    said = f"the text of template {first} is damaged: add it again"
    run(path, "export", str(folder), code=3)
    assert said in capsys.readouterr().err
    assert [each.name for each in folder.iterdir()] == [f"{second}.txt"]
    run(path, "tags", code=3)
    captured = capsys.readouterr()
    assert said in captured.err
    assert "{{name}}" in captured.out
    (folder / f"{first}.txt").write_text("whole")
    run(path, "import", str(folder))
    assert known(path, first)[first].plain == "whole"
    run(path, "show", str(first))


def test_a_subject_that_gets_lost_is_named(path: Path, capsys: Output) -> None:
    put(path, sample(1)._replace(template_id=WELCOME, subject="Our offer"))
    page = path.with_name("page.html")
    page.write_text("<p>Hi</p>")
    run(path, "add", str(WELCOME), str(page))
    note = "no subject: the earlier one was Our offer"
    assert note in capsys.readouterr().err
    run(path, "add", str(WELCOME), str(page))
    assert note not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("subject", "stored"), [("", ""), ("two\nlines", "two lines"), ("Subject: S", "Subject: S")]
)
def test_a_subject_of_an_option_replaces_that_of_the_file(
    path: Path, subject: str, stored: str
) -> None:
    file = path.with_name("mail.txt")
    file.write_text("Subject: Old\n\nHi")
    run(path, "add", str(WELCOME), str(file), "--subject", subject)
    assert known(path)[WELCOME][1:3] == (stored, "Hi")


def test_a_file_of_tags_has_nothing_that_a_terminal_acts_on(path: Path, capsys: Output) -> None:
    plain = 'Hi {{a\x9bb}} {{\u202ec}} {{\U000e0001d}} {{"é\\}}'
    put(path, sample(1)._replace(template_id=WELCOME, subject="", plain=plain, html=""))
    run(path, "tags", "--format", "toml")
    out = capsys.readouterr().out
    assert all(line.isprintable() for line in out.splitlines())
    file = path.with_name("tags.toml")
    file.write_text(out)
    tags = ["{{a\x9bb}}", "{{\u202ec}}", "{{\U000e0001d}}", '{{"é\\}}']
    assert read_merge_tags(file) == {tag: tag for tag in tags}


def test_merge_tags_are_listed_and_make_a_file_to_map_them(path: Path, capsys: Output) -> None:
    first, second = used(path)[:2]
    text = sample(1)._replace(html="")
    put(path, text._replace(template_id=first, subject="{{b}}", plain="{{a}} [Company]"))
    put(path, text._replace(template_id=second, subject="", plain="{{ a }}"))
    run(path, "tags")
    out, err = capsys.readouterr()
    assert out == (
        "MERGE TAG  TEMPLATES  IN\n"
        f"{{{{a}}}}              2  {first}, {second}\n"
        f"[Company]          1  {first}\n"
        f"{{{{b}}}}              1  {first}\n"
    )
    assert err == "seq-tui: 3 merge tags in 2 texts\n"
    run(path, "tags", "-f", "json")
    assert json.loads(capsys.readouterr().out)["templates"] == [
        {"email_template_id": first, "merge_tags": ["{{b}}", "{{a}}", "[Company]"]},
        {"email_template_id": second, "merge_tags": ["{{a}}"]},
    ]
    run(path, "tags", "-f", "toml")
    file = path.with_name("tags.toml")
    file.write_text(capsys.readouterr().out)
    assert read_merge_tags(file) == {tag: tag for tag in ("{{a}}", "[Company]", "{{b}}")}


def test_the_list_of_an_archive_says_which_texts_are_known(path: Path, capsys: Output) -> None:
    count = len(used(path))
    query = f"template:{WELCOME}"
    run(path, query)
    out, err = capsys.readouterr()
    assert out.splitlines()[0].split("  ")[-3:] != ["SUBJECT"]
    assert "is still missing" in err
    put(path, sample(1)._replace(template_id=WELCOME, subject="Hi\x1b[31m =1"))
    run(path)
    out, err = capsys.readouterr()
    assert [line.split()[4] for line in out.splitlines() if f" {WELCOME} " in line] == ["known"]
    assert "Hi␛[31m =1" in out
    assert err.endswith(f"; the text of {count - 1} of {count} is still missing\n")
    run(path, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["has_text"] for row in rows if row["email_template_id"] == str(WELCOME)} == {"yes"}
    assert {row["has_text"] for row in rows if row["email_template_id"] != str(WELCOME)} == {"no"}
    run(path, "-f", "json")
    document = json.loads(capsys.readouterr().out)
    assert document["templates_without_text"] == count - 1
    texts = {each["email_template_id"]: each["text"] for each in document["templates"]}
    assert texts[WELCOME]["added_by"] == "ada"
    assert [each for each in texts.values() if each is not None] == [texts[WELCOME]]
    assert main(["schema", "templates"]) == 0
    Draft202012Validator(json.loads(capsys.readouterr().out)).validate(document)


def test_a_read_only_archive_says_so(path: Path, capsys: Output) -> None:
    put(path, sample(0)._replace(template_id=WELCOME))
    path.chmod(0o400)
    run(path, "remove", str(WELCOME), code=6)
    assert f"{path} cannot be written: it is read-only" in capsys.readouterr().err


def test_an_archive_of_an_earlier_version_takes_texts(tmp_path: Path, capsys: Output) -> None:
    file = Path(__file__).parents[1] / "data" / "archive-v2.seqtui"
    path = Path(shutil.copy(file, tmp_path / "old.seqtui"))
    source = tmp_path / "hi.txt"
    source.write_bytes(b"Hi")
    run(path, "add", str(WELCOME), str(source))
    run(path, "show", str(WELCOME))
    assert capsys.readouterr().out == "Subject: \n\nHi\n"
    with closing(Archive.open(path)) as archive:
        assert archive.metadata.host == HOST
