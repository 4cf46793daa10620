"""Tests of ``seq-tui diff``: where the two sequences are read, what is written, and exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main
from seq_tui.domain.failure import SourceError
from seq_tui.wire.envelopes import encode_sequence
from tests.archive.saved_items import saved
from tests.archive.saves import Saves
from tests.compared import NEW, OLD
from tests.fake_sell import FakeConnection, FakeSell, error
from tests.fake_sell import sequence as sell_sequence
from tests.fake_source import NO_ANSWER, FakeSource, NamedSource

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.sequence import Sequence
    from tests.cli.conftest import OwnAccount

OTHER = NEW._replace(id=2)


@pytest.fixture
def two(account: OwnAccount) -> OwnAccount:
    """An account with two sequences that differ."""
    account.source = FakeSource(sequences=(OLD, OTHER))
    return account


@pytest.fixture
def archive(tmp_path: Path) -> str:
    """An archive that has the old one of two sequences, and sequence 4 of the service."""
    path = tmp_path / "acme.seqtui"
    saved(path, [encode_sequence(OLD), sell_sequence(4, "Was called so")]).close()
    return str(path)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> FakeSell:
    """The service of the configured account."""
    fake = FakeSell()
    connection = FakeConnection(fake)
    monkeypatch.setattr("seq_tui.client.sell_client.Connection", lambda _url: connection)
    monkeypatch.setattr("seq_tui.client.transport.ATTEMPTS", 1)
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "0123456789abcdef" * 4)
    return fake


def test_two_sequences_of_an_account_differ(
    two: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "21132", "2"]) == 1
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[:4] == [
        "old  #21132 Trial",
        "new  #2 Trial [b]",
        "",
        "name differs; 1 step added, 1 removed, 1 moved, 2 changed; 1 weekday longer",
    ]
    assert [line[0] for line in lines[-9:] if line[0] != " "] == ["-", ">", "~", "~", "<", "+"]
    assert err == ""
    assert two.closed == 1


def test_two_equal_sequences_are_exit_code_0(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = FakeSource(sequences=(OLD, OLD._replace(id=2)))
    assert main(["diff", "21132", "2"]) == 0
    assert capsys.readouterr().out.endswith("\nno difference\n")


def test_one_step_a_line_in_a_pipe_and_side_by_side_in_a_width(
    two: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["diff", "21132", "2"])
    assert "   OLD  NEW  ACTION" in capsys.readouterr().out
    main(["diff", "21132", "2", "--width", "100"])
    assert "   #  OLD " in capsys.readouterr().out
    main(["diff", "21132", "2", "--width", "79"])
    assert "   OLD  NEW  ACTION" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("variable", "is_coloured"), [("CLICOLOR_FORCE", True), ("NO_COLOR", False), ("TERM", False)]
)
def test_colours_repeat_what_signs_say(
    two: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    is_coloured: bool,
) -> None:
    assert main(["diff", "21132", "2"]) == 1
    plain = capsys.readouterr().out
    monkeypatch.setenv(variable, "1")
    assert main(["diff", "21132", "2"]) == 1
    out = capsys.readouterr().out
    assert ("\x1b[31m-" in out and "\x1b[32m+" in out) == is_coloured
    assert ("\x1b[33m~" in out and "\x1b[36m>" in out) == is_coloured
    for code in (0, 31, 32, 33, 36):
        out = out.replace(f"\x1b[{code}m", "")
    assert out == plain


def test_a_start_shows_when_each_step_happens(
    two: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--start", "2026-11-26 15:00", "--zone", "europe/warsaw"]
    assert main(["diff", "21132", "2", *options]) == 1
    out = capsys.readouterr().out
    assert "; earliest end 1 day later\n" in out
    assert "\nif started Thu 26 Nov 2026 15:00 Europe/Warsaw\n" in out
    assert "  ≥ Wed 2 Dec 20:00\n" in out


def test_the_weekend_rule_decides_the_landings(
    two: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--start", "2026-11-28 15:00", "--zone", "UTC", "--format", "json"]
    starts = {}
    for rule in ("hold", "ignore"):
        assert main(["diff", "21132", "2", *options, "--weekend", rule]) == 1
        document = json.loads(capsys.readouterr().out)
        starts[document["weekend_rule"]] = document["old"]["steps"][0]["lands_at"]
    assert starts == {
        "hold": "2026-11-30T00:00:00+00:00",
        "ignore": "2026-11-28T15:00:00+00:00",
    }


def test_markdown_is_a_document_with_tables(
    two: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "21132", "2", "--format", "markdown"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("# Trial → Trial \\[b\\]\n")
    assert "\n| \\+ |  |  |  |  | 5 | ✉ e-mail 19 |" in out


def test_json_is_one_object(two: OwnAccount, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "21132", "2", "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["equal"], document["old"]["id"], document["new"]["id"]) == (False, 21132, 2)
    assert document["old_source"] == document["new_source"] == ""


@pytest.mark.parametrize(
    ("form", "creator", "asked"),
    [("text", 8, [[7], [8]]), ("markdown", 8, [[7], [8]]), ("json", 8, []), ("text", 7, [])],
)
def test_creators_are_asked_for_if_people_read_that_they_differ(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    form: str,
    creator: int,
    asked: list[list[int]],
) -> None:
    source = NamedSource(0, {7: "Ines Moreau", 8: "Hanna Lindqvist"})
    source.sequences = (OLD, OTHER._replace(creator_id=creator))
    account.source = source
    assert main(["diff", "21132", "2", "--format", form]) == 1
    out = capsys.readouterr().out
    assert source.asked == asked
    assert ("Ines Moreau" in out and "Hanna Lindqvist" in out) == bool(asked)


def test_one_sequence_of_an_archive_is_compared_with_the_account(
    archive: str, service: FakeSell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "4", "--archive", archive]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[:4] == [
        "old  #4 Was called so · acme.seqtui, saved 24 Nov 2026",
        "new  #4 Sequence 4 · api.getbase.com",
        "",
        "name differs; the steps are equal",
    ]
    assert err == ""
    assert service.requested == ["/v2/sequences/4"]


def test_two_sequences_of_an_archive_are_compared_without_the_account(
    archive: str, service: FakeSell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "4", "21132", "--archive", archive]) == 1
    assert capsys.readouterr().out.startswith("old  #4 Was called so\nnew  #21132 Trial\n")
    assert service.requested == []


@pytest.mark.parametrize(
    ("words", "requested"),
    [
        (["21132", "4", "--archive", "{}", "--with", "live"], ["/v2/sequences/4"]),
        (["4", "21132", "--with", "{}"], ["/v2/sequences/4"]),
        (["21132", "--demo", "--with", "{}"], []),
        (["21132", "--archive", "{}", "--with", "demo"], []),
    ],
)
def test_with_names_the_account_of_the_new_sequence(
    archive: str,
    service: FakeSell,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    requested: list[str],
) -> None:
    command = ["diff", *(word.format(archive) for word in words), "--format", "json"]
    assert main(command) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["old"]["id"] == int(words[0])
    assert "acme.seqtui, saved 24 Nov 2026" in (document["old_source"], document["new_source"])
    assert service.requested == requested


def test_an_archive_as_of_a_time_is_compared_with_what_was_saved_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saves = Saves(tmp_path, monkeypatch)
    saves.save(sell_sequence(3, "First"))
    saves.save(sell_sequence(3, "Second"))
    monkeypatch.undo()
    command = ["diff", "3", "--archive", str(saves.path), "--as-of", "2026-10-01"]
    assert main(command) == 1
    out = capsys.readouterr().out
    assert "old  #3 First · a.seqtui, as of 1 Oct 2026" in out.splitlines()[0]
    assert out.splitlines()[1].startswith("new  #3 Second · a.seqtui")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["1", "--archive", "{}"], "There is no sequence 1 in the archive "),
        (["4", "9999", "--with", "{}"], "There is no sequence 9999 in the archive "),
        (["21132", "--archive", "{}"], "Sequence 21132 does not exist, or no longer does"),
    ],
)
def test_a_sequence_that_is_missing_is_exit_code_5(
    archive: str,
    service: FakeSell,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    message: str,
) -> None:
    assert main(["diff", *(word.format(archive) for word in words)]) == 5
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"seq-tui: {message}")


def test_a_refused_token_is_named_where_only_the_other_account_has_one(
    archive: str, service: FakeSell, capsys: pytest.CaptureFixture[str]
) -> None:
    service.script.append(error(401))
    assert main(["diff", "4", "--archive", archive]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith(" · The token was read from SELL_ACCESS_TOKEN.\n")


def test_a_failure_closes_the_account(
    two: OwnAccount, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def get(sequence_id: int) -> Sequence:
        if sequence_id == 2:
            raise SourceError(NO_ANSWER)
        return OLD

    monkeypatch.setattr(two.source, "get", get)
    assert main(["diff", "21132", "2"]) == 3
    assert capsys.readouterr().out == ""
    assert two.closed == 1


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["4"], "Add the id of another sequence, or --with and another account that has this one."),
        (
            ["4", "4"],
            "Add the id of another sequence, or --with and another account that has this one.",
        ),
        (
            ["4", "--demo"],
            "Add the id of another sequence, or --with and another account that has this one.",
        ),
        (["4", "5", "6"], "diff compares two sequences; these are 3."),
        (["4", "--with", "live"], "--with is the account itself: add the id of another sequence."),
        (
            ["4", "--demo", "--with", "demo"],
            "--with is the account itself: add the id of another sequence.",
        ),
        (
            ["4", "--archive", "{}", "--with", "{}"],
            "--with is the account itself: add the id of another sequence.",
        ),
        (
            ["4", "--profile", "a", "--with", "profile:b"],
            "SELL_ACCESS_TOKEN is the token of one account: to compare two, unset it and use"
            " profiles.",
        ),
        (["4", "--with", "profile:"], "Invalid value for '--with': a profile's name is empty."),
        (["4", "5", "--zone", "UTC"], "--zone needs --start."),
        (["4", "5", "--as-of", "2026-10-01"], "--as-of needs --archive FILE."),
    ],
)
def test_what_cannot_be_compared_is_one_sentence_before_any_request(
    archive: str,
    service: FakeSell,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    complaint: str,
) -> None:
    assert main(["diff", *(word.format(archive) for word in words)]) == 2
    assert capsys.readouterr() == ("", f"seq-tui: {complaint}\n")
    assert service.requests == []


def test_the_account_itself_as_the_other_one_of_two_ids_is_read_once(
    archive: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "4", "21132", "--archive", archive, "--with", archive]) == 1
    assert capsys.readouterr().out.startswith("old  #4 Was called so\n")


def test_no_account_is_exit_code_2(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "4", "--archive", archive]) == 2
    assert capsys.readouterr().err.startswith("seq-tui: No account is chosen · ")


@pytest.mark.parametrize("start", [[], ["--start"]])
def test_the_schema_describes_the_document(
    start: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", "diff", *start]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["title"] == f"seq-tui diff --format json{' --start WHEN' if start else ''}"
    assert ("start" in schema["required"]) == bool(start)
    assert main(["schema", "diff", "--columns", "id"]) == 2
