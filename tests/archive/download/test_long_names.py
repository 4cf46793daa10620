"""Names so long that a file beside the archive could have none: nothing is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.destination import Destination
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError, DamagedError
from seq_tui.cli.main import main
from tests.archive.saved_items import HOST, item, saved

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 239
"""The longest name in a file system with 255 bytes, after which ``.partial-journal`` fits."""


@pytest.mark.parametrize("name", ["a" * 240, "a" * 247, "a" * 255, "ż" * 120, "a" * 300, "😀" * 75])
def test_a_name_that_is_too_long_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["archive", str(tmp_path / name), "--demo"]) == 6
    err = capsys.readouterr().err
    assert f"{name} cannot be written: its name is too long" in err
    assert f"Choose a name of at most {LIMIT} bytes." in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a" * LIMIT, "ż" * (LIMIT // 2)])
def test_the_longest_name_is_saved_and_read(tmp_path: Path, name: str) -> None:
    assert main(["archive", str(tmp_path / name), "--demo"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert main(["list", "--archive", str(tmp_path / name), "--limit", "1"]) == 0


def test_a_damaged_file_with_a_long_name_stays_where_it_is(tmp_path: Path) -> None:
    destination = Destination(tmp_path / ("a" * LIMIT))
    destination.partial.write_bytes(b"damaged")
    destination.partial.with_name(f"{destination.partial.name}-shm").write_bytes(b"index")
    with pytest.raises(ArchiveError, match="its name is too long") as raised:
        destination.open_partial(HOST)
    assert not isinstance(raised.value, DamagedError)
    assert destination.partial.read_bytes() == b"damaged"


@pytest.mark.parametrize("length", [240, 248, 255])
def test_an_archive_with_a_long_name_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    path = tmp_path / ("a" * length)
    saved(tmp_path / "a", [item(1)]).close()
    (tmp_path / "a").rename(path)
    archive = Archive.open(path)
    assert archive.count == 1
    archive.close()


def test_a_path_that_is_too_long_for_sqlite_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path.joinpath(*["f" * 200] * 3)
    folder.mkdir(parents=True)
    assert main(["archive", str(folder / "a.seqtui"), "--demo"]) == 6
    assert "cannot be opened: its path is too long for SQLite" in capsys.readouterr().err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["a" * 250, "a" * 255])
def test_an_export_into_a_folder_or_a_file_with_a_long_name_works(
    tmp_path: Path, name: str
) -> None:
    assert main(["export", "--demo", "--format", "csv", "--output", str(tmp_path / name)]) == 0
    (tmp_path / name).unlink()
    assert main(["export", "--demo", "--format", "csv", "--output", f"{tmp_path / name}/"]) == 0
    assert len(list((tmp_path / name).glob("*.csv"))) == 342


@pytest.mark.parametrize("end", ["", "/", "/a.csv", "/" + "d" * 200 + "/x" * 2000 + "/"])
def test_an_export_to_a_name_that_is_too_long_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    target = f"{tmp_path}/{'a' * 256}{end}"
    assert main(["export", "--demo", "--format", "csv", "--output", target]) == 6
    assert "cannot be written: file name too long" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
