"""Tests of how a search in a stored archive is timed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bench import archive_files
from tests.bench.archive_files import demo_archive
from tests.bench.frames import Burst, Frame
from tests.bench.search import _typed_in_fzf

if TYPE_CHECKING:
    from pathlib import Path


def burst(*frames: tuple[float, tuple[int, int]]) -> Burst:
    """The frames after a key at second 0, where the detail begins in column 50."""
    found = [Frame(at, 80, frozenset({place})) for at, place in frames]
    return Burst(0, tuple(found), detail_column=50)


@pytest.mark.parametrize(
    ("frames", "milliseconds"),
    [
        ([], 0),
        ([(0.002, (3, 7))], 0),
        ([(0.002, (3, 7)), (0.02, (4, 2)), (0.1, (4, 50))], 20),
        ([(0.002, (3, 7)), (0.02, (4, 2)), (0.3, (9, 2))], 300),
    ],
    ids=["nothing", "the letter", "rows, then a detail", "rows twice"],
)
def test_a_search_is_timed_to_the_last_frame_that_paints_rows(
    frames: list[tuple[float, tuple[int, int]]], milliseconds: float
) -> None:
    assert burst(*frames).rows.last_ms == milliseconds


def test_a_stored_archive_is_not_written_again(tmp_path: Path) -> None:
    with demo_archive(150, tmp_path) as new:
        assert len(new.page_ms) == 2
        written = new.path.read_bytes()
    with demo_archive(150, tmp_path) as stored:
        assert stored.page_ms == ()
        assert stored.path.read_bytes() == written
    assert list(tmp_path.iterdir()) == [stored.path]


def test_how_much_of_an_archive_is_written_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(archive_files, "PROGRESS_PAGES", 2)
    with demo_archive(350, tmp_path):
        written = capsys.readouterr().err.splitlines()
    assert written == [
        "writing an archive: 0 of 350 sequences",
        "writing an archive: 200 of 350 sequences",
    ]
    with demo_archive(350, tmp_path):
        assert not capsys.readouterr().err


def test_a_temporary_archive_is_deleted() -> None:
    with demo_archive(10) as built:
        assert built.path.exists()
    assert not built.path.exists()


def test_an_archive_of_another_size_is_an_error(tmp_path: Path) -> None:
    with demo_archive(10, tmp_path) as built:
        built.path.rename(tmp_path / "demo-20.seqtui")
    with pytest.raises(RuntimeError, match="another size"), demo_archive(20, tmp_path):
        pass


def test_without_fzf_there_are_no_times_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with demo_archive(10, tmp_path) as built:
        assert list(_typed_in_fzf(built, tmp_path)) == []
