"""Tests of ``seq-tui archive``: its messages, the files it leaves, and its exit codes."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.destination import Destination
from seq_tui.archive.download.download import DownloadProgress, DownloadResult
from seq_tui.archive.download.save import SaveResult
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.counts import ArchiveCounts
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.cli import output
from seq_tui.cli.archive_progress import LINE_INTERVAL_S, ArchiveProgress, ProgressStage
from seq_tui.cli.archive_summary import summary_lines
from seq_tui.cli.main import main
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import RawPage, never_cancelled
from tests.archive.saved_items import HOST, live_ids, saved
from tests.fake_source import NO_ANSWER, FakeSource, sequence

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.query import Query
    from tests.cli.conftest import OwnAccount

REFUSED = Failure(Cause.UNAUTHORISED, "Token rejected (401)", status=401)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_whole_account_is_saved_and_summarised(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.seqtui"
    assert main(["archive", str(file)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        f"seq-tui: {file}: complete · 342 sequences · 681 steps · 2 e-mail templates referred to\n"
    )
    assert names(tmp_path) == ["a.seqtui"]
    assert account.closed == 1
    with closing(Archive.open(file)) as archive:
        assert (archive.metadata.host, archive.count) == ("sell.test", 342)


def test_a_saved_account_is_listed_like_the_live_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "a.seqtui")
    assert main(["archive", "--demo", file]) == 0
    capsys.readouterr()
    assert main(["list", "--demo", "--format", "raw"]) == 0
    live = json.loads(capsys.readouterr().out)
    assert main(["list", "--archive", file, "--format", "raw"]) == 0
    assert json.loads(capsys.readouterr().out) == live


def test_a_failure_in_the_middle_says_how_to_resume_and_exits_with_3(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.seqtui"
    account.source.later_failures = [NO_ANSWER] * 3
    assert main(["archive", str(file)]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith(f"seq-tui: what was received is in {file}.partial; the same")
    assert "The service failed" in lines[1]
    assert names(tmp_path) == ["a.seqtui.partial"]
    assert main(["archive", str(file)]) == 0
    err = capsys.readouterr().err
    assert f"resuming {file}.partial: 100 items so far" in err
    assert "complete · 342 sequences" in err
    assert names(tmp_path) == ["a.seqtui"]


def test_a_refused_token_exits_with_4_and_leaves_no_file(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source.failures = [REFUSED] * 3
    assert main(["archive", str(tmp_path / "a.seqtui")]) == 4
    assert capsys.readouterr().err.count("\n") == 1
    assert names(tmp_path) == []


def test_an_empty_account_is_saved_with_a_note(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = FakeSource()
    assert main(["archive", str(tmp_path / "a.seqtui")]) == 0
    err = capsys.readouterr().err
    assert "complete · 0 sequences" in err
    assert "may have no access to them" in err


def test_a_damaged_partial_archive_is_kept_and_reported(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    partial = tmp_path / "a.seqtui.partial"
    partial.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5_000)
    assert main(["archive", str(tmp_path / "a.seqtui")]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == (
        f"seq-tui: {partial} was damaged: starting again; it is now {partial}.damaged"
    )
    assert names(tmp_path) == ["a.seqtui", "a.seqtui.partial.damaged"]


def test_a_save_that_was_begun_with_another_account_is_set_aside(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.seqtui"
    wrong, right = FakeSource(sequences=tuple(map(sequence, range(5_000, 5_342)))), account.source
    account.source = wrong
    wrong.later_failures = [NO_ANSWER] * 3
    assert main(["archive", str(file)]) == 3
    account.source = right
    capsys.readouterr()
    assert main(["archive", str(file)]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == f"seq-tui: resuming {file}.partial: 100 items so far"
    assert lines[1] == (
        f"seq-tui: {file}.partial was begun with another account: starting again; it is now"
        f" {file}.partial.other"
    )
    assert "complete · 342 sequences" in lines[2]
    assert names(tmp_path) == ["a.seqtui", "a.seqtui.partial.other"]
    with closing(Archive.open(file)) as archive:
        assert archive.count == 342
    # What was begun with the other account is resumed under a name of its own.
    account.source = wrong
    (tmp_path / "a.seqtui.partial.other").rename(tmp_path / "b.seqtui.partial")
    assert main(["archive", str(tmp_path / "b.seqtui")]) == 0
    assert "resuming" in capsys.readouterr().err


def test_a_whole_account_saved_by_the_wrong_token_does_not_block_the_right_one(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.seqtui"
    assert main(["archive", str(file)]) == 0
    right = account.source
    account.source = FakeSource(sequences=tuple(map(sequence, range(5_000, 5_150))))
    assert main(["archive", str(file)]) == 3
    assert "is it another account?" in capsys.readouterr().err
    account.source = right
    assert main(["archive", str(file)]) == 0
    assert "was begun with another account" in capsys.readouterr().err
    assert names(tmp_path) == ["a.seqtui", "a.seqtui.partial.other"]


def test_a_failure_after_a_save_was_set_aside_does_not_promise_to_resume_it(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.seqtui"
    right = account.source
    account.source = FakeSource(sequences=tuple(map(sequence, range(5_000, 5_342))))
    account.source.later_failures = [NO_ANSWER] * 3
    assert main(["archive", str(file)]) == 3
    account.source = right
    right.later_failures = [REFUSED] * 3
    capsys.readouterr()
    assert main(["archive", str(file)]) == 4
    assert f"what was received is in {file}.partial; the same" in capsys.readouterr().err
    with closing(ArchiveWriter.open_or_create(file.with_name("a.seqtui.partial"), HOST)) as partial:
        assert 1_000 in live_ids(partial)


@pytest.mark.parametrize("leaves", ["nothing", "another file"])
def test_a_partial_archive_that_was_moved_is_not_said_to_be_resumed(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str], leaves: str
) -> None:
    file, partial = tmp_path / "a.seqtui", tmp_path / "a.seqtui.partial"

    class Moving(FakeSource):
        async def raw_page(
            self, query: Query, number: int, *, is_wanted: object = never_cancelled
        ) -> RawPage:
            if number == 3:
                partial.rename(tmp_path / "elsewhere")
                if leaves != "nothing":
                    partial.write_text(leaves)
                raise SourceError(NO_ANSWER)
            return await super().raw_page(query, number)

    account.source = Moving(size=342)
    assert main(["archive", str(file)]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == (
        f"seq-tui: {partial} was moved or deleted meanwhile; the same command starts again"
    )
    assert "resumes" not in lines[0]


def test_a_partial_archive_that_was_moved_does_not_replace_the_file(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, partial = tmp_path / "a.seqtui", tmp_path / "a.seqtui.partial"

    class Moving(FakeSource):
        async def raw_page(
            self, query: Query, number: int, *, is_wanted: object = never_cancelled
        ) -> RawPage:
            if number == 2 and partial.exists():
                partial.rename(tmp_path / "elsewhere")
            return await super().raw_page(query, number)

    account.source = Moving(size=342)
    assert main(["archive", str(file)]) == 6
    err = capsys.readouterr().err
    assert f"{partial} was moved or deleted while it was written" in err
    assert "the same command starts again" in err
    assert not file.exists()


def test_a_later_run_reports_deleted_sequences(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "a.seqtui")
    assert main(["archive", file]) == 0
    account.source = FakeSource(size=340)
    for again in (["archive", file], ["archive", file, "--update"]):
        assert main(again) == 0
        assert "kept although the account has deleted them: 2\n" in capsys.readouterr().err
    assert main(["archive", file, "--no-update"]) == 0
    err = capsys.readouterr().err
    assert "not kept, since the account has deleted them (--no-update): 2\n" in err


def test_a_later_run_says_what_is_new_changed_and_deleted(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "a.seqtui")
    first = tuple(map(sequence, range(5)))
    account.source = FakeSource(sequences=first)
    assert main(["archive", file]) == 0
    assert "since the last save" not in capsys.readouterr().err
    changed = (first[1]._replace(name="Renamed", steps=()), first[2]._replace(steps=()))
    account.source = FakeSource(sequences=(first[0], *changed, first[3], *map(sequence, (7, 8, 9))))
    assert main(["archive", file]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[1:] == [
        "seq-tui: since the last save: 3 new, 2 changed, 1 deleted",
        "seq-tui: kept although the account has deleted them: 1",
        "seq-tui: earlier forms kept of sequences that changed or were deleted for a time: 2",
    ]
    assert main(["archive", file]) == 0
    assert "since the last save: nothing changed\n" in capsys.readouterr().err
    assert main(["archive", file, "--no-update"]) == 0
    err = capsys.readouterr().err
    assert "not kept, since the account has deleted them (--no-update): 1\n" in err
    assert "earlier forms not kept (--no-update): 2\n" in err


def test_sequences_deleted_during_the_download_are_reported_once(tmp_path: Path) -> None:
    download = DownloadResult((), deleted=3)
    result = SaveResult(download, ArchiveCounts(sequences=5, deleted=4), is_published=True)
    lines = list(summary_lines(result, Destination(tmp_path / "a.seqtui")))
    assert lines[1:] == [
        "deleted by the account during the download, kept and marked: 3",
        "kept although the account has deleted them: 1",
    ]


def test_an_empty_answer_does_not_replace_an_archive(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.seqtui"
    assert main(["archive", str(file)]) == 0
    before = file.read_bytes()
    account.source = FakeSource()
    assert main(["archive", str(file)]) == 3
    assert f"{file} is unchanged" in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize("kind", ["folder", "other file", "other account", "missing folder"])
def test_a_destination_that_cannot_be_written_is_one_sentence_and_6(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = tmp_path / "a.seqtui"
    if kind == "folder":
        file.mkdir()
    elif kind == "other file":
        file.write_text("my thesis")
    elif kind == "other account":
        main(["archive", "--demo", str(file)])
        saved(file.with_name("b"), [{"data": {"id": 1}}]).close()
        file.write_bytes(file.with_name("b").read_bytes().replace(b"sell.test", b"cell.test"))
    else:
        file = tmp_path / "none" / "a.seqtui"
    capsys.readouterr()
    assert main(["archive", str(file)]) == 6
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert str(file) in err
    assert account.source.requested == [] or kind == "other account"


def test_an_archive_cannot_be_archived(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["archive", "--archive", str(tmp_path / "a"), str(tmp_path / "b")]) == 2
    assert "copy it" in capsys.readouterr().err


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_without_a_terminal_there_is_a_line_from_time_to_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    clock = Clock()
    with ArchiveProgress(clock) as progress:
        for page in range(1, 101):
            clock.now += LINE_INTERVAL_S / 40
            progress.update(DownloadProgress(page, None, page * 100))
    assert capsys.readouterr().err == (
        "seq-tui: reading · 40 pages · 4,000 sequences · 4.0 pages/s\n"
        "seq-tui: reading · 80 pages · 8,000 sequences · 4.0 pages/s\n"
    )


def test_on_a_terminal_there_is_a_bar_that_is_removed_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output, "can_overwrite_line", lambda: True)
    monkeypatch.setenv("TTY_INTERACTIVE", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with ArchiveProgress() as progress:
        progress.update(DownloadProgress(3, None, 300))
        progress.update(DownloadProgress(2, 7, 700, rescan=1))
    shown = capsys.readouterr().err
    assert "reading again · 2 of 7 pages · 700 sequences" in shown
    # The last output moves up and clears the line of the bar.
    assert shown.rstrip().endswith("\x1b[2K")


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (DownloadProgress(1, None, 1), "reading · 1 page · 1 sequence"),
        (DownloadProgress(37, None, 3_700), "reading · 37 pages · 3,700 sequences · 9.0 pages/s"),
        (
            DownloadProgress(5, 9, 900, 1),
            "reading again · 5 of 9 pages · 900 sequences · 1.0 pages/s · 4 s left",
        ),
        (
            DownloadProgress(9, 9, 900, 1),
            "reading again · 9 of 9 pages · 900 sequences · 2.0 pages/s · 0 s left",
        ),
        (
            DownloadProgress(3, 50, 20_000, 1, is_checking=True),
            "checking · 3 of 50 checks · 20,000 sequences · 0.5 checks/s · 94 s left",
        ),
    ],
)
def test_the_time_left_is_shown_only_if_the_end_is_known(
    progress: DownloadProgress, text: str
) -> None:
    first = DownloadProgress(1, progress.total, 1, progress.rescan, progress.is_checking)
    stage = ProgressStage(first, 10.0)
    assert stage.includes(progress)
    assert stage.describe(progress, 10.0 if progress.done == 1 else 14.0) == text


def test_a_rate_is_measured_within_its_own_stage() -> None:
    stage = ProgressStage(DownloadProgress(37, None, 3_700), 0.0)
    assert not stage.includes(DownloadProgress(1, 37, 3_700, 1))
    assert not stage.includes(DownloadProgress(1, 37, 3_700, 0, is_checking=True))
    # Pages from an earlier run do not count.
    assert "1.0 pages/s" in stage.describe(DownloadProgress(41, None, 4_100), 4.0)
