"""Tests of ``seq-tui list``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main
from seq_tui.domain.page import Page, RawPage, never_cancelled
from seq_tui.domain.sequence import Sequence
from tests.cli.pages import Pages
from tests.fake_source import FIRST_ID, NO_ANSWER, FakeSource, sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.query import Query
    from tests.cli.conftest import OwnAccount

HOSTILE = "\x1b]52;c;cHduZWQ=\x07[/b][@click=app.quit]x[/]"


def test_json_is_one_array_of_every_sequence(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    items = json.loads(out)
    assert [item["id"] for item in items] == [FIRST_ID + number for number in range(342)]
    assert items[2]["steps"][1]["cumulative_delay"]["weekdays"] == 1
    assert err == ""
    assert account.closed == 1


def test_each_json_line_is_one_object(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--format", "jsonl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 342
    assert json.loads(lines[-1])["name"] == "Sequence 341"


def test_the_table_is_the_default_and_counts_its_rows(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0].split() == ["ID", "NAME", "STEPS", "LENGTH", "DAYS", "UPDATED"]
    assert lines[1].split()[:3] == ["1000", "Sequence", "0"]
    assert len(lines) == 343
    assert err == "seq-tui: 342 sequences\n"


def test_no_page_beyond_the_limit_is_requested(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--limit", "100", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 100
    assert account.source.requested == [("", 1)]
    assert err == "seq-tui: only 100 are listed; --limit 100 left out more\n"


def test_a_limit_within_a_page_truncates_it(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--limit", "101"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 102
    assert err == "seq-tui: only 101 are listed; --limit 101 left out more\n"
    assert [number for _, number in account.source.requested] == [1, 2]


def test_a_limit_that_is_not_exceeded_is_not_reported(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--limit", "342"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 343
    assert err == "seq-tui: 342 sequences\n"


def test_the_words_of_a_query_are_joined(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "Sequence", "341"]) == 0
    assert account.source.requested[0] == ("Sequence 341", 1)
    assert capsys.readouterr().err == "seq-tui: 1 sequence\n"


def test_ids_are_requested_as_ids(account: OwnAccount, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "id:1003,1001", "--format", "json"]) == 0
    assert [item["id"] for item in json.loads(capsys.readouterr().out)] == [1001, 1003]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("table", ("", "seq-tui: no sequences\n")),
        ("json", ("[]\n", "")),
        ("jsonl", ("", "")),
    ],
)
def test_an_empty_result_is_a_success(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], form: str, expected: tuple[str, str]
) -> None:
    assert main(["list", "zzz", "--format", form]) == 0
    assert capsys.readouterr() == expected


@pytest.mark.parametrize(("form", "lines"), [("table", 0), ("json", 0), ("jsonl", 100)])
def test_a_failure_on_a_later_page_writes_no_partial_document(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], form: str, lines: int
) -> None:
    class FailingLater(FakeSource):
        async def raw_page(
            self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
        ) -> RawPage:
            if number > 1:
                self.failures = [NO_ANSWER]
            return await super().raw_page(query, number)

    account.source = FailingLater(size=342)
    assert main(["list", "--format", form]) == 3
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] >= FIRST_ID for line in out.splitlines()] == [True] * lines
    assert err.startswith("seq-tui: The service failed (503)")
    assert err.count("\n") == 1
    assert account.closed == 1


def test_omitted_items_are_reported_on_standard_error(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = Pages(
        Page(1, (sequence(1), sequence(1), sequence(2), sequence(4)), is_last=False, dropped=3),
        Page(2, (sequence(2), sequence(3)), is_last=False),
        Page(3, (), is_last=True, is_certain=False),
    )
    assert main(["list", "--format", "json"]) == 3
    out, err = capsys.readouterr()
    assert [item["id"] for item in json.loads(out)] == [1001, 1002, 1004, 1003]
    assert err.splitlines() == [
        "seq-tui: items that are not a sequence, left out: 3",
        "seq-tui: items received more than once, written once: 2",
        "seq-tui: the list may be incomplete: the service ended it with an error",
    ]


def test_a_list_without_an_end_is_exit_code_3_and_what_was_read_is_written(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("json", "table", "csv", "jsonl", "raw"):
        same = [Page(number, (sequence(1), sequence(2)), is_last=False) for number in range(1, 9)]
        account.source = Pages(*same)
        assert main(["list", "--format", form]) == 3
        out, err = capsys.readouterr()
        assert "1002" in out
        assert "the list may be incomplete: page 2 held nothing new" in err
        assert [number for _, number in account.source.requested] == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["#1003", "Sequence"], [1003]),
        (["sequence", "id:1003,1001"], [1001, 1003]),
        (["id:1003 no-such-word"], []),
        (["1003", "no-such-word"], []),
    ],
)
@pytest.mark.parametrize("form", ["json", "raw"])
def test_an_id_beside_words_must_match_as_well_as_the_words(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    found: list[int],
    form: str,
) -> None:
    code = main(["list", *arguments, "--format", form])
    text, err = capsys.readouterr()
    told = "there is no sequence 1003 with these words in its name: no-such-word"
    assert (code == 5) == (told in err) == ("id:1003 no-such-word" in arguments)
    out = json.loads(text)
    items = [each["data"] for each in out["items"]] if form == "raw" else out
    assert sorted(each["id"] for each in items) == found


@pytest.mark.parametrize("arguments", [["id:abc"], ["id:"], ["trial", "#x"], ["id:21132,abc"]])
@pytest.mark.parametrize("command", [["list"], ["export", "--output", "-", "--format", "json"]])
def test_a_word_that_begins_as_an_id_and_is_none_is_named(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    arguments: list[str],
) -> None:
    assert main([*command, *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "is no id" in err
    assert arguments[-1] in err
    assert account.source.requested == []


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "raw"])
@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        (["id:1003,999"], "is no sequence 999"),
        (["#1003", "#999"], "is no sequence 999"),
        (["id:999", "1003", "#998,997"], "are no sequences 999, 998, 997"),
        (["999,1003,998"], "are no sequences 999, 998"),
    ],
)
def test_ids_that_are_not_there_are_named_and_the_others_are_listed(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    missing: str,
    form: str,
) -> None:
    assert main(["list", *arguments, "--format", form]) == 5
    out, err = capsys.readouterr()
    assert "1003" in out
    assert f"seq-tui: there {missing}\n" in err
    # What is missing is named once more: a service may return fewer items than were named.
    assert [page for _, page in account.source.requested] == [1, 1]


def test_ids_that_are_all_missing_are_counted_beyond_twenty(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--format", "json", *map(str, range(100, 123))]) == 5
    out, err = capsys.readouterr()
    assert out == "[]\n"
    assert err.endswith(" 118, 119 and 3 more\n")


def test_ids_beyond_a_limit_are_not_called_missing(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "1001", "1002", "1003", "--limit", "1", "--format", "json"]) == 0
    assert "no sequence" not in capsys.readouterr().err


def test_sequences_without_an_id_are_not_duplicates(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = Pages(Page(1, (Sequence(name="a"), Sequence(name="b")), is_last=True))
    assert main(["list", "--format", "json"]) == 0
    assert [item["name"] for item in json.loads(capsys.readouterr().out)] == ["a", "b"]


def test_a_number_that_is_nowhere_is_explained(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "999", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert out == "[]\n"
    assert err == "seq-tui: no sequence has the id 999, or that number in its name\n"
    assert main(["list", "398744", "--format", "json"]) == 0
    assert capsys.readouterr().err.endswith("in its name; for a template: template:398744\n")


def test_the_help_explains_an_incomplete_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--help"]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "the exit code and standard error report the failure" in words


def test_a_hostile_name_is_sanitised_in_the_table_and_exact_in_json(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = Pages(Page(1, (Sequence(id=1, name=HOSTILE, steps=()),), is_last=True))
    assert main(["list"]) == 0
    assert all(line.isprintable() for line in capsys.readouterr().out.splitlines())
    assert main(["list", "--format", "json"]) == 0
    out = capsys.readouterr().out
    assert json.loads(out)[0]["name"] == HOSTILE
    assert "\x1b" not in out


def test_advice_about_the_account_goes_to_standard_error(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.advice = "The access token has 3 characters; one made in Sell has 64"
    assert main(["list", "zzz", "--format", "json"]) == 0
    assert capsys.readouterr() == ("[]\n", f"seq-tui: {account.advice}\n")


@pytest.mark.parametrize(
    ("arguments", "below"),
    [
        (["trial", "stpes>5"], ["  trial stpes>5", "        ^^^^^"]),
        (["  試乗 has:x"], ["    試乗 has:x", "         ^^^^^"]),
        (["a" * 300, "has:x"], []),
        (["a\x1b[31m has:x"], ["  a\u241b[31m has:x", "         ^^^^^"]),
    ],
)
def test_a_mistake_is_pointed_at_below_the_message(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    below: list[str],
) -> None:
    assert main(["list", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    message, *lines = err.splitlines()
    assert message.startswith("seq-tui: Invalid value for '[QUERY]...': ")
    assert lines == below


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["not", "trial"], "to leave it out: -trial"),
        (["a or b -c"], "read as a or (b -c)"),
        (["trial", "|", "winback"], "for either: trial or winback"),
        (["color:red"], 'no field is called "color"; names are searched'),
        (["created>today"], "nothing is later: created:today"),
        (["(trial"], "a bracket is left open; read as (trial)"),
        (['creator:"jonas k'], 'a quote is left open; read as creator:"jonas k"'),
    ],
)
def test_what_may_be_meant_is_said_after_the_list(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], words: list[str], hint: str
) -> None:
    assert main(["list", *words]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == f"seq-tui: hint: {hint}"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["Care", "|", "Battery"], ""),
        (["not opened"], ""),
        (["Q1:2026"], ""),
        (["(care", "not"], "a bracket is left open; read as (care not)"),
        (["zzz or -old care"], "read as zzz or (-old care)"),
    ],
)
def test_a_list_that_was_found_has_no_hint_about_words_and_signs(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], words: list[str], hint: str
) -> None:
    name = "Q1:2026 Care | Battery upgrade, not opened"
    account.source = FakeSource(sequences=(Sequence(1, name),))
    assert main(["list", *words, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert [item["name"] for item in json.loads(out)] == [name]
    assert err.splitlines() == ([f"seq-tui: hint: {hint}"] if hint else [])


def test_ids_as_arguments_have_no_hint(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "12345", "67890"]) == 5
    assert "hint" not in capsys.readouterr().err


@pytest.mark.parametrize("command", ["list", "export", "check"])
def test_a_search_that_looks_like_an_option_is_told_how_to_be_typed(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main([command, "-task:a b"]) == 2
    advice = f"For a search: seq-tui {command} -- '-task:a b'"
    assert capsys.readouterr().err == f"seq-tui: No such option '-t'. {advice}\n"


@pytest.mark.parametrize("arguments", [["list", "--task"], ["doctor", "-task:"]])
def test_another_unknown_option_is_no_search(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    assert "For a search" not in capsys.readouterr().err
