"""Tests of documents as files: their names and atomic writes."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.sequence import Sequence
from seq_tui.export.files import (
    ABANDONED_AFTER,
    MAX_NAME,
    AlreadyExistsError,
    WriteError,
    atomic_write,
    file_name,
    remove_abandoned,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OLD, NEW = b"old\n", b"new\n"

NOW = 1_795_543_500.0


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder; the test fails if a hidden file remains in it."""
    yield tmp_path
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def write_pieces(path: Path, pieces: Iterable[bytes], *, replace: bool = False) -> None:
    with atomic_write(path, replace=replace) as write:
        for piece in pieces:
            write(piece)


@pytest.mark.parametrize(
    ("number", "name", "expected"),
    [
        (21132, "Winback 90", "21132-winback-90.md"),
        (21132, "Trial · Europe — no reply!", "21132-trial-europe-no-reply.md"),
        (7, "Zażółć gęślą", "7-zażółć-gęślą.md"),
        (7, "निष्क्रिय ग्राहक", "7-निष्क्रिय-ग्राहक.md"),
        (7, "Ⅷ ﬁrst", "7-viii-first.md"),
        (7, "../../etc/passwd", "7-etc-passwd.md"),
        (7, "-rf", "7-rf.md"),
        (7, ".profile", "7-profile.md"),
        (7, "a\0b\x1b[31mc\nd", "7-a-b-31mc-d.md"),
        (7, "a\u202eb\u200bc\u115fd\ufe0f", "7-a-b-c-d.md"),
        (7, "\ud800", "7.md"),
        (7, "", "7.md"),
        (7, None, "7.md"),
        (None, "CON", "sequence-con.md"),
        (None, "NUL.txt", "sequence-nul-txt.md"),
        (None, None, "sequence.md"),
        (-5, "minus", "sequence-5-minus.md"),
    ],
)
def test_a_file_name_is_the_id_and_the_words_of_the_name(
    number: int | None, name: str | None, expected: str
) -> None:
    assert file_name(Sequence(id=number, name=name), ".md") == expected


def test_a_long_name_is_cut_between_characters() -> None:
    name = file_name(Sequence(id=7, name="ż" * 300), ".html")
    assert name == f"7-{'ż' * 46}.html"
    assert len(name.encode()) == MAX_NAME - 1


@given(st.none() | st.integers(-(2**63), 2**63 - 1), st.text(st.characters(codec=None)))
def test_any_sequence_gets_a_portable_name_without_separators(
    number: int | None, name: str
) -> None:
    made = file_name(Sequence(id=number, name=name), ".json")
    assert made == os.path.normpath(made) == Path(made).name
    assert made[0].isdigit() or made.startswith("sequence")
    assert made.endswith(".json")
    assert len(made.encode()) <= MAX_NAME
    assert made.isprintable()
    assert not set(made) & set('<>:"|?*\\/ ')


def test_a_name_has_only_characters_that_the_file_system_can_encode(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "iso-8859-1")
    assert file_name(Sequence(id=7, name="Łódź für alle"), ".md") == "7-ód-für-alle.md"


def test_a_file_is_complete_and_private_to_its_owner(folder: Path) -> None:
    path = folder / "a.md"
    before = os.umask(0)
    try:
        write_pieces(path, [b"one ", b"", b"two\n"])
    finally:
        os.umask(before)
    assert path.read_bytes() == b"one two\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_old_contents_stay_until_the_block_ends(folder: Path) -> None:
    path = folder / "a.md"
    path.write_bytes(OLD)
    with atomic_write(path, replace=True) as write:
        write(NEW * 100_000)
        assert path.read_bytes() == OLD
    assert path.read_bytes() == NEW * 100_000


def test_a_failing_block_leaves_the_old_contents(folder: Path) -> None:
    path = folder / "a.md"
    path.write_bytes(OLD)

    def pieces() -> Iterator[bytes]:
        yield NEW
        raise TimeoutError

    with pytest.raises(TimeoutError):
        write_pieces(path, pieces(), replace=True)
    assert path.read_bytes() == OLD


def test_a_file_is_replaced_only_on_request(folder: Path) -> None:
    path = folder / "a.md"
    path.write_bytes(OLD)
    with pytest.raises(AlreadyExistsError, match=r"a\.md cannot be written: there is a file"):
        write_pieces(path, [NEW])
    assert path.read_bytes() == OLD
    write_pieces(path, [NEW], replace=True)
    assert path.read_bytes() == NEW


def test_a_file_created_during_the_block_is_not_replaced(folder: Path) -> None:
    path = folder / "a.md"

    def pieces() -> Iterator[bytes]:
        yield NEW
        path.write_bytes(OLD)

    with pytest.raises(AlreadyExistsError):
        write_pieces(path, pieces())
    assert path.read_bytes() == OLD


def test_no_link_is_followed_or_replaced(folder: Path) -> None:
    (folder / "outside").mkdir()
    target, link = folder / "outside" / "secret", folder / "a.md"
    target.write_bytes(OLD)
    link.symlink_to(target)
    with pytest.raises(WriteError, match=r"it is a link\. · Name the file"):
        write_pieces(link, [NEW], replace=True)
    link.unlink()
    link.symlink_to(folder / "outside" / "nothing")
    with pytest.raises(WriteError, match="it is a link"):
        write_pieces(link, [NEW])
    assert link.is_symlink()
    assert [path.name for path in target.parent.iterdir()] == ["secret"]
    assert target.read_bytes() == OLD


def test_only_an_ordinary_file_is_replaced(folder: Path) -> None:
    with pytest.raises(WriteError, match="it is a folder"):
        write_pieces(folder, [NEW], replace=True)
    os.mkfifo(folder / "pipe")
    with pytest.raises(WriteError, match="it is not an ordinary file"):
        write_pieces(folder / "pipe", [NEW], replace=True)
    with pytest.raises(WriteError, match="it is not an ordinary file"):
        write_pieces(Path(os.devnull), [NEW], replace=True)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none/a.md", "there is no folder .*none. · Make it first"),
        ("file/a.md", "not a directory"),
        ("x" * 300, "file name too long"),
        ("a\0b", "no file can have that name"),
        ("\ud800", "no file can have that name"),
    ],
)
def test_the_error_explains_why_a_path_is_impossible(folder: Path, name: str, reason: str) -> None:
    (folder / "file").touch()
    with pytest.raises(WriteError, match=reason):
        write_pieces(folder / name, [NEW])


def test_the_error_explains_a_missing_permission(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", "a hidden name")

    monkeypatch.setattr("seq_tui.export.files.NamedTemporaryFile", refuse)
    with pytest.raises(WriteError, match=r"a\.md cannot be written: permission denied\.$"):
        write_pieces(folder / "a.md", [NEW])


def test_a_full_disk_is_explained_and_leaves_the_old_contents(folder: Path) -> None:
    path = folder / "a.md"
    path.write_bytes(OLD)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(WriteError, match="file too large"):
            write_pieces(path, [NEW * 20_000] * 2, replace=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == OLD


def test_a_kill_at_any_time_leaves_either_the_old_contents_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(OLD * 50_000)
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from seq_tui.export.files import atomic_write\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    for text in (b'new\\n', b'old\\n'):\n"
        "        with atomic_write(Path(sys.argv[1]), replace=True) as write:\n"
        "            for _ in range(10):\n"
        "                write(text * 5_000)\n"
    )
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            before = path.stat().st_ino
            while path.stat().st_ino == before:
                pass
            process.send_signal(signal.SIGKILL)
        assert path.read_bytes() in (OLD * 50_000, NEW * 50_000)


def create_aged(folder: Path, name: str, age: float) -> Path:
    """Create a file that was last written `age` seconds before `NOW`."""
    path = folder / name
    path.touch()
    os.utime(path, (NOW - age, NOW - age))
    return path


def test_the_hidden_file_of_a_killed_process_is_removed_after_a_day(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path;"
        " from seq_tui.export.files import atomic_write\n"
        "with atomic_write(Path(sys.argv[1])) as write:\n"
        "    write(b'x')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "a.md")], check=False)
    (path,) = tmp_path.iterdir()
    written_at = path.stat().st_mtime
    remove_abandoned(tmp_path, written_at + ABANDONED_AFTER - 1)
    assert path.exists()
    remove_abandoned(tmp_path, written_at + ABANDONED_AFTER + 1)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_still_being_written_is_never_removed(folder: Path) -> None:
    with atomic_write(folder / "a.md") as write:
        write(OLD)
        (hidden,) = folder.iterdir()
        remove_abandoned(folder, hidden.stat().st_mtime + 10 * ABANDONED_AFTER)
        write(NEW)
    assert (folder / "a.md").read_bytes() == OLD + NEW


def test_only_hidden_files_of_ours_are_removed(tmp_path: Path) -> None:
    create_aged(tmp_path, "a.md", 9 * ABANDONED_AFTER)
    create_aged(tmp_path, "b.partial", 9 * ABANDONED_AFTER)
    create_aged(tmp_path, ".seq-tui-notes", 9 * ABANDONED_AFTER)
    (tmp_path / ".seq-tui-folder.partial").mkdir()
    (tmp_path / ".seq-tui-link.partial").symlink_to(tmp_path / "a.md")
    before = sorted(tmp_path.iterdir())
    remove_abandoned(tmp_path, NOW + 1e9)
    assert sorted(tmp_path.iterdir()) == before
    remove_abandoned(tmp_path / "none", NOW)
