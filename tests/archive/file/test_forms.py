"""The forms of a sequence, and an archive as the account was at an earlier time."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.forms import Form, forms_of, to_datetime
from seq_tui.archive.file.past_archive import PastArchive
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.query import Query
from tests.archive.saved_items import item
from tests.archive.saves import Saves, day

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio


@pytest.fixture
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Saves:
    return Saves(tmp_path, monkeypatch)


def at(number: int, hour: int = 8) -> datetime:
    return datetime(2026, 10, number, hour, tzinfo=UTC)


def forms(saves: Saves, sequence_id: int) -> list[tuple[Json, object, object, bool]]:
    with closing(Archive.open(saves.path)) as archive:
        return [
            (form_name(form), form.since, form.until, form.is_deleted)
            for form in forms_of(archive, sequence_id)
        ]


def form_name(form: Form) -> Json:
    assert isinstance(form.item.value, dict)
    data = form.item.value["data"]
    assert isinstance(data, dict)
    return data["name"]


def test_a_form_lasts_from_the_save_that_found_it_to_the_one_that_found_another(
    saves: Saves,
) -> None:
    saves.save(item(1, "A"))
    saves.save(item(1, "B"))
    saves.save(item(1, "B"))
    saves.save(item(1, "A"))
    assert forms(saves, 1) == [
        ("A", at(1), at(2), False),
        ("B", at(2), at(4), False),
        ("A", at(4), None, False),
    ]


def test_between_two_saves_the_account_says_when_it_changed(saves: Saves) -> None:
    saves.save(item(1, "A", "2026-09-01T00:00:00Z"))
    saves.days = 8
    saves.save(item(1, "B", "2026-10-05T10:00:00Z"))
    # A time that no save bears out is not believed.
    saves.save(item(1, "C", "2026-10-02T00:00:00Z"))
    saves.save(item(1, "D", "2027-10-02T00:00:00Z"))
    saves.save(item(1, "E", "yesterday"))
    assert [(name, since) for name, since, *_ in forms(saves, 1)] == [
        ("A", at(1)),
        ("B", at(5, 10)),
        ("C", at(10)),
        ("D", at(11)),
        ("E", at(12)),
    ]


def test_a_deletion_ends_a_form_and_the_time_until_a_return_is_no_form(saves: Saves) -> None:
    saves.save(item(1, "A"), item(2))
    saves.save(item(2))
    saves.save(item(2), item(1, "A"))
    assert forms(saves, 1) == [("A", at(1), at(2), True), ("A", at(3), None, False)]
    saves.save(item(2))
    assert forms(saves, 1)[-1] == ("A", at(3), at(4), True)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(1, 9), [(2, "Trial", None), (1, "A", None)]),
        (at(2), [(2, "Trial", None), (1, "B", None)]),
        (at(3, 9), [(2, "Trial", None), (5, "New", None), (1, "B", day(3))]),
        (at(4), [(2, "Trial", None), (5, "New", None), (1, "C", None)]),
        (at(9), [(2, "Trial", None), (5, "New", None), (1, "C", None)]),
    ],
)
async def test_a_past_archive_holds_what_the_account_had(
    saves: Saves, moment: datetime, expected: list[tuple[int, str, str | None]]
) -> None:
    saves.save(item(1, "A"), item(2))
    saves.save(item(1, "B"), item(2))
    saves.save(item(2), item(5, "New"))
    saves.save(item(2), item(5, "New"), item(1, "C"))
    past = PastArchive(Archive.open(saves.path), moment)
    rows = (await past.page(Query(), 1)).items
    assert [(row.id, row.name, row.extra.get("deleted_at")) for row in rows] == expected
    for sequence_id, name, deleted_at in expected:
        record = await past.get(sequence_id)
        assert (record.name, record.extra.get("deleted_at")) == (name, deleted_at)
        assert await past.raw(sequence_id) == item(sequence_id, name)
    found = (await past.raw_page(Query.parse("new"), 1)).items
    assert list(found) == [item(each, name) for each, name, _ in expected if name == "New"]
    await past.aclose()


async def test_nothing_is_claimed_of_the_time_before_the_first_save(saves: Saves) -> None:
    saves.save(item(1, "A"), item(2))
    saves.save(item(1, "B"))
    past = PastArchive(Archive.open(saves.path), at(1, 7))
    for read in (past.page, past.raw_page):
        with pytest.raises(SourceError, match=r"the first save in .* was on 2026") as raised:
            await read(Query(), 1)
        assert raised.value.failure.cause is Cause.NOT_FOUND
    await past.aclose()


async def test_an_empty_account_was_empty(saves: Saves) -> None:
    saves.save()
    past = PastArchive(Archive.open(saves.path), at(1))
    assert (await past.page(Query(), 1)).items == ()
    await past.aclose()


async def test_a_sequence_that_was_saved_later_is_not_found_and_its_first_save_is_named(
    saves: Saves,
) -> None:
    saves.save(item(2))
    saves.save(item(2), item(1))
    past = PastArchive(Archive.open(saves.path), at(1))
    with pytest.raises(SourceError, match="it was first saved on 2026-10-02") as raised:
        await past.get(1)
    assert raised.value.failure.cause is Cause.NOT_FOUND
    with pytest.raises(SourceError, match=r"There is no sequence 9 in the archive [^ ]+$"):
        await past.raw(9)
    await past.aclose()


@pytest.mark.parametrize(
    "text",
    [
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "2026-10-01T08:00:00",
        "yesterday",
        "",
        None,
    ],
)
def test_what_is_no_time_in_every_zone_is_none(text: str | None) -> None:
    assert to_datetime(text) is None


def test_a_time_is_in_utc() -> None:
    moment = to_datetime("2026-10-01T10:00:00+02:00")
    assert moment == at(1)
    assert moment is not None
    assert moment.tzinfo is UTC
