"""Tests of ``list --sort``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main
from seq_tui.domain.delay import Delay
from seq_tui.domain.page import Page
from seq_tui.domain.sequence import Sequence, Step
from seq_tui.export.list_table import LIST_COLUMNS
from tests.cli.pages import Pages
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from tests.cli.conftest import OwnAccount


def steps(*delays: Delay) -> tuple[Step, ...]:
    return tuple(Step(position=rank, delay=delay) for rank, delay in enumerate(delays))


ROWS = (
    Sequence(
        id=3,
        name="Éclair",
        creator_id=7,
        updated_at="2026-10-12T08:00:00Z",
        steps=steps(Delay(30, "hours"), Delay(1, "weekdays")),
    ),
    Sequence(
        id=1,
        name="apple",
        creator_id=9,
        updated_at="2026-10-12T09:30:00+02:00",
        steps=steps(Delay(4, "weekdays")),
    ),
    Sequence(id=4, name=None, creator_id=7, updated_at="unknown", steps=None, steps_total=5),
    Sequence(id=2, name="Banana", creator_id=None, updated_at=None, steps=()),
)


@pytest.fixture(autouse=True)
def _four_rows(account: OwnAccount) -> None:
    pages = (Page(1, ROWS[:2], is_last=False), Page(2, ROWS[2:], is_last=True))
    account.source = Pages(*pages)


def ids(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[int]:
    assert main(["list", "--quiet", "--format", "jsonl", *arguments]) == 0
    return [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("id", [1, 2, 3, 4]),
        ("-id", [4, 3, 2, 1]),
        ("ID:desc", [4, 3, 2, 1]),
        ("id:asc", [1, 2, 3, 4]),
        ("name", [1, 2, 3, 4]),
        ("-name", [3, 2, 1, 4]),
        ("steps", [2, 1, 3, 4]),
        ("steps:desc", [4, 3, 1, 2]),
        ("length", [2, 3, 1, 4]),
        ("-length", [1, 3, 2, 4]),
        ("days", [3, 1, 4, 2]),
        ("gap", [3, 1, 4, 2]),
        ("updated", [1, 3, 4, 2]),
        ("-updated", [4, 3, 1, 2]),
        ("creator", [3, 4, 1, 2]),
        ("-creator", [1, 3, 4, 2]),
        ("creator,-id", [4, 3, 1, 2]),
        (" creator , id ", [3, 4, 1, 2]),
    ],
)
def test_the_list_is_in_the_order_that_was_asked(
    capsys: pytest.CaptureFixture[str], order: str, expected: list[int]
) -> None:
    assert ids(capsys, "--sort", order) == expected
    assert ids(capsys, f"--sort={order}") == expected


@pytest.mark.parametrize("column", LIST_COLUMNS)
def test_equal_rows_stay_in_their_order_both_ways(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], column: str
) -> None:
    same = tuple(Sequence(name="x", id=None, extra={"rank": rank}) for rank in range(9))
    account.source = Pages(Page(1, same, is_last=True))
    for direction in ("", "-"):
        assert main(["list", "-f", "json", "--sort", direction + column]) == 0
        assert [row["rank"] for row in json.loads(capsys.readouterr().out)] == list(range(9))


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv"])
@pytest.mark.parametrize("columns", [[], ["--columns", "id,name"]])
def test_every_format_is_sorted_and_a_limit_takes_the_first(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], form: str, columns: list[str]
) -> None:
    assert main(["list", "-f", form, "--sort", "name", "-n", "2", *columns]) == 0
    out, err = capsys.readouterr()
    assert 0 < out.index("apple") < out.index("Banana")
    assert "clair" not in out
    assert err == "seq-tui: only 2 are listed; --limit 2 left out more\n"
    assert [number for _, number in account.source.requested][:3] == [1, 2, 3]


def test_numbers_of_any_size_are_compared(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    body = [Sequence(id=1, steps=()), Sequence(id=10**400, steps=()), Sequence(id=-(10**400))]
    account.source = FakeSource(sequences=tuple(body))
    account.source.may_change = False
    assert ids(capsys, "--sort", "-id") == [10**400, 1, -(10**400)]


@pytest.mark.parametrize(
    ("order", "complaint"),
    [
        ("nmae", "there is no column 'nmae'; did you mean name?"),
        ("", "there is no column ''; the columns are id, name, "),
        ("id,", "there is no column ''; the columns are id, name, "),
        ("--id", "there is no column '-id'; did you mean id?"),
        ("id:down", "a direction is asc or desc, not 'down'."),
        ("id:", "a direction is asc or desc, not ''."),
    ],
)
def test_an_order_that_is_none_is_refused(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], order: str, complaint: str
) -> None:
    assert main(["list", f"--sort={order}"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"seq-tui: Invalid value for '--sort': {complaint}")
    assert account.source.requested == []


def test_a_missing_id_is_named_although_a_limit_left_out_more(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = FakeSource(sequences=ROWS)
    assert main(["list", "1", "2", "99", "--sort", "id", "-n", "1", "-f", "json"]) == 5
    assert "there is no sequence 99" in capsys.readouterr().err
