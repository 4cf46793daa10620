"""Storing, changing and removing the texts of an archive."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seq_tui.archive.download.destination import Destination
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError
from seq_tui.archive.file.past_archive import PastArchive
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.archive.texts.changes import changing_texts
from tests.archive.file.test_older_versions import FILES
from tests.archive.saved_items import HOST, demo_items, everything, saved_demo
from tests.archive.texts.text_samples import AT, known, put, sample


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.seqtui"
    saved_demo(path, 6).close()
    return path


def versions(path: Path, template_id: int) -> list[tuple[str, bool]]:
    """The subject of each version, and whether it is a removal."""
    with closing(Archive.open(path)) as archive:
        found = archive.text_versions(template_id)
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    return [(each.text.subject, each.is_removed) for each in found]


def versions_left(path: Path, template_id: int) -> list[tuple[int, bool]]:
    """The number of each version that is undamaged, and whether it is a removal."""
    with closing(Archive.open(path)) as archive:
        return [(each.number, each.is_removed) for each in archive.text_versions(template_id)]


def progress_rows(path: Path, prefix: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT count(*) FROM progress WHERE name LIKE ?"
        number: int = connection.execute(query, (f"{prefix}%",)).fetchone()[0]
    return number


def test_texts_are_stored_as_they_are(path: Path) -> None:
    texts = [sample(number) for number in range(60)]
    assert put(path, *texts) == [True] * 60
    assert known(path) == {text.template_id: text for text in texts}
    assert known(path, 1, 398_744) == {398_744: texts[0]}


def test_the_archive_is_one_private_file_and_otherwise_as_before(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        before = [row.text for row in archive.all_rows()], archive.metadata
    put(path, sample(1))
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(Archive.open(path)) as archive:
        assert ([row.text for row in archive.all_rows()], archive.metadata) == before
        assert archive.verify().problems == ()
        assert archive.verify().texts == 1


def test_a_change_is_a_new_version_and_an_equal_text_is_none(path: Path) -> None:
    first = sample(1)
    assert put(path, first) == [True]
    before = path.read_bytes()
    assert put(path, first._replace(added_by="bob", origin="other.txt")) == [False]
    assert path.read_bytes() == before
    second = first._replace(subject="Another", added_by="bob")
    assert put(path, second) == [True]
    assert known(path) == {first.template_id: second}
    assert versions(path, first.template_id) == [(first.subject, False), ("Another", False)]


def test_equal_bodies_are_stored_once(path: Path) -> None:
    text = sample(1)
    put(path, text, text._replace(template_id=2), text._replace(template_id=3, subject="x"))
    assert progress_rows(path, "template body ") == 1
    assert progress_rows(path, "template text ") == 3


def test_a_removed_text_can_be_read_back_from_its_versions(path: Path) -> None:
    text = sample(1)
    put(path, text)
    with changing_texts(path) as changes:
        assert changes.remove(text.template_id, "bob", AT)
        assert not changes.remove(text.template_id, "bob", AT)
        assert not changes.remove(1, "bob", AT)
    assert known(path) == {}
    with closing(Archive.open(path)) as archive:
        assert archive.verify().texts == 0
    assert versions(path, text.template_id) == [(text.subject, False), ("", True)]
    with closing(Archive.open(path)) as archive:
        assert archive.text_versions(text.template_id)[0].text == text
        assert archive.text_versions(text.template_id)[1].text.added_by == "bob"
    assert put(path, text) == [True]
    assert known(path) == {text.template_id: text}


def test_an_exception_undoes_all_changes(path: Path) -> None:
    before = path.read_bytes()

    def put_and_stop() -> None:
        with changing_texts(path) as changes:
            assert changes.put(sample(1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put_and_stop()
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_archive_of_an_earlier_version_takes_texts_and_keeps_them(
    file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(file, tmp_path / "old.seqtui"))
    texts = [sample(number) for number in range(9)]
    put(path, *texts)
    with closing(Archive.open(path)) as archive:
        assert f"v{archive.verify().format_version}" in file.stem
        assert archive.verify().problems == ()
    ArchiveWriter.open_or_create(path, HOST, "an account").finish()
    assert known(path) == {text.template_id: text for text in texts}
    with closing(Archive.open(path)) as archive:
        assert archive.verify().problems == ()


@pytest.mark.anyio
async def test_the_account_is_what_it_was(path: Path) -> None:
    put(path, sample(1))
    with closing(Archive.open(path)) as archive:
        assert await everything(archive) == demo_items(6)


@pytest.mark.anyio
async def test_an_archive_of_a_time_has_the_texts_of_then(path: Path) -> None:
    text = sample(1)
    later = text._replace(subject="Later", added_at="2026-11-29T02:00:00Z")
    put(path, text, later, sample(2)._replace(added_at="2026-11-29T02:00:00Z"))
    found = []
    for hour in (0, 1, 2):
        moment = datetime(2026, 11, 29, hour, 30, tzinfo=UTC)
        past = PastArchive(Archive.open(path), moment)
        found.append(await past.template_texts([text.template_id, 398_746]))
        await past.aclose()
    assert found[0] == {}
    assert found[1] == {text.template_id: text}
    assert found[2][text.template_id] == later
    assert len(found[2]) == 2


DAMAGE = {
    "a body": "UPDATE progress SET value = value || 'x' WHERE name LIKE 'template body %'",
    "a version": "UPDATE progress SET value = replace(value, 'ada', 'eve')"
    " WHERE name LIKE 'template text 398745/%'",
    "no JSON": "UPDATE progress SET value = '[' WHERE name LIKE 'template text 398745/%'",
    "another type": "UPDATE progress SET value = '[1]' WHERE name LIKE 'template text 398745/%'",
    "a lost body": "DELETE FROM progress WHERE name LIKE 'template body %'",
}


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_damage_is_found_and_hides_no_other_text(path: Path, statement: str) -> None:
    put(path, sample(1), sample(2)._replace(subject="whole", plain="", html=""))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    with closing(Archive.open(path)) as archive:
        assert archive.verify().problems
        with pytest.raises(ArchiveError, match="is damaged"):
            archive.text_versions(398_745)
    assert [text.subject for text in known(path, 398_745, 398_746).values()] == ["whole"]


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_text_can_be_stored_again(path: Path, statement: str) -> None:
    put(path, sample(1))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    assert put(path, sample(1)) == [True]
    assert known(path) == {398_745: sample(1)}
    with closing(Archive.open(path)) as archive:
        assert archive.text_versions(398_745)[-1].number == 2


def test_a_damaged_text_can_be_removed(path: Path) -> None:
    put(path, sample(1))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(DAMAGE["no JSON"])
        connection.commit()
    with changing_texts(path) as changes:
        assert changes.remove(398_745, "ada", AT)
    assert versions_left(path, 398_745) == [(2, True)]


def test_a_row_that_is_no_text_is_damage(path: Path) -> None:
    put(path, sample(1), sample(2))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE progress SET value = x'ff' WHERE name LIKE '%text 398745/%'")
        connection.commit()
    with closing(Archive.open(path)) as archive, pytest.raises(ArchiveError, match="is damaged"):
        archive.verify()
    assert known(path, 398_745, 398_746) == {398_746: sample(2)}


def test_a_lost_version_is_found(path: Path) -> None:
    put(path, sample(1))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM progress WHERE name LIKE 'template text %'")
        connection.commit()
    with closing(Archive.open(path)) as archive:
        assert archive.verify().problems == (
            "the table progress has 1 rows, and was written with 2",
        )


def test_a_read_only_archive_is_not_replaced(path: Path) -> None:
    path.chmod(0o400)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="cannot be written: it is read-only"):
        put(path, sample(1))
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_folder_that_cannot_be_written_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(name: Path, flags: int, *rest: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied")
        return real(name, flags, *rest)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ArchiveError, match="cannot be written: Permission denied"):
        put(path, sample(1))


def test_an_archive_that_is_being_saved_takes_no_texts(path: Path) -> None:
    with (
        Destination(path).lock(),
        pytest.raises(ArchiveError, match="is being saved by another seq-tui"),
    ):
        put(path, sample(1))


def test_an_unfinished_archive_takes_no_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.seqtui.partial"
    ArchiveWriter.open_or_create(path, HOST).finish()
    with pytest.raises(ArchiveError, match="is not finished"):
        put(path, sample(1))


def test_changes_of_another_program_are_not_lost(path: Path) -> None:
    path.with_name("a.seqtui-wal").write_bytes(b"frames")
    with pytest.raises(ArchiveError, match="Another program has left changes"):
        put(path, sample(1))


@pytest.mark.parametrize("half", [b"", bytes(4096), b"SQLite format 3\0half"])
def test_a_copy_that_a_kill_left_is_replaced(path: Path, half: bytes) -> None:
    path.with_name("a.seqtui.texts").write_bytes(half)
    put(path, sample(1))
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert known(path) == {398_745: sample(1)}


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_somebody_else_named_like_the_copy_is_left_alone(path: Path, kind: str) -> None:
    theirs = path.with_name("a.seqtui.texts")
    if kind == "file":
        theirs.write_text("notes")
    elif kind == "folder":
        theirs.mkdir()
    else:
        theirs.symlink_to("a.seqtui")
    with pytest.raises(ArchiveError, match=r"a\.seqtui\.texts is in the way"):
        put(path, sample(1))
    assert os.path.lexists(theirs)
    assert known(path) == {}
