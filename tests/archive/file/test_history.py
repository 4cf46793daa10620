"""Nothing that was saved once is lost: deleted sequences, and the earlier forms of all others."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.history import Changes, import_history
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.wire.item_texts import ReceivedItem
from tests.archive.saved_items import HOST, item, make_version_1, saved
from tests.archive.saves import Saves, day

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.json import Json


@pytest.fixture
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Saves:
    return Saves(tmp_path, monkeypatch)


def test_a_sequence_that_changed_keeps_each_earlier_form(saves: Saves) -> None:
    saves.save(item(1, "A"), item(2))
    assert saves.save(item(1, "B"), item(2)) == Changes(changed=1)
    assert saves.save(item(1, "B"), item(2)) == Changes()
    assert saves.save(item(1, "A"), item(2)) == Changes(changed=1)
    assert saves.forms(1) == [("A", day(1), day(2)), ("B", day(2), day(4)), ("A", day(4), None)]
    assert saves.forms(2) == [("Trial", day(1), None)]


def test_a_sequence_that_was_deleted_and_came_back_keeps_when_it_was_gone(saves: Saves) -> None:
    saves.save(item(1, "A"), item(2))
    assert saves.save(item(2)) == Changes(deleted=1)
    assert saves.forms(1) == [("A", day(1), day(2))]
    assert saves.save(item(2), item(1, "A")) == Changes(new=1)
    assert saves.forms(1) == [("A", day(1), day(2)), ("A", day(3), None)]
    # And once more.
    assert saves.save(item(2)) == Changes(deleted=1)
    assert saves.save(item(2)) == Changes()
    assert saves.forms(1) == [("A", day(1), day(2)), ("A", day(3), day(4))]
    saves.save(item(2), item(1, "C"))
    assert saves.forms(1) == [
        ("A", day(1), day(2)),
        ("A", day(3), day(4)),
        ("C", day(6), None),
    ]


def test_the_counts_of_a_save_are_those_of_its_changes(saves: Saves) -> None:
    saves.save(*(item(each) for each in range(1, 6)))
    changes = saves.save(
        item(1), item(2, "renamed"), item(3, "renamed too"), *map(item, (7, 8, 9)), item(5)
    )
    assert (changes.new, changes.changed, changes.deleted) == (3, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        '{"data": {"id": 1, "name": "A", "amount": 1000.0}}',
        '{"data":{"amount":1000.0,"name":"A","id":1}}',
        '{"data":{"id":1,"name":"\\u0041","amount":1000.0}}',
    ],
)
def test_another_spelling_of_equal_json_is_no_change(saves: Saves, text: str) -> None:
    first: Json = {"data": {"id": 1, "name": "A", "amount": 1000.0}}
    saves.save(first)
    assert saves.save(ReceivedItem(first, text)) == Changes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1e3", "1000.0"),
        ("1e400", "1e401"),
        ("12345678901234567.1", "12345678901234567.2"),
        ("0.1", "0.10"),
        ("-0", "0"),
        ("NaN", "Infinity"),
        ("[1]", '["1"]'),
        ('{"a":1,"a":2}', '{"a":3,"a":2}'),
        ('{"a":1,"a":2}', '{"a":2}'),
        ("[[0,1]]", '{"0":1}'),
    ],
)
def test_what_is_equal_only_once_it_is_decoded_is_a_change(
    saves: Saves, before: str, after: str
) -> None:
    wanted = [f'{{"data":{{"id":1,"name":"A","x":{text}}}}}' for text in (before, after)]
    changes = [saves.save(ReceivedItem(json.loads(text), text)) for text in wanted]
    assert changes[1] == Changes(changed=1)
    with closing(Archive.open(saves.path)) as archive:
        rows = [*archive.earlier_rows(1), *archive.all_rows()]
    assert [row.received or row.text for row in rows] == wanted


def test_keys_in_another_order_are_no_change_even_of_what_is_no_json(saves: Saves) -> None:
    texts = ('{"data":{"id":1,"x":NaN}}', '{"data":{"x":NaN,"id":1}}')
    changes = [saves.save(ReceivedItem(json.loads(text), text)) for text in texts]
    assert changes[1] == Changes()


@pytest.mark.parametrize(
    ("before", "after"), [(True, 1), (1, "1"), (None, 0), ([], None), ({"a": 1}, {"a": 1, "b": 2})]
)
def test_values_that_only_python_takes_for_equal_are_a_change(
    saves: Saves, before: Json, after: Json
) -> None:
    saves.save({"data": {"id": 1, "name": "A", "x": before}})
    assert saves.save({"data": {"id": 1, "name": "A", "x": after}}).changed == 1


def test_items_without_an_id_are_kept_once_each(saves: Saves) -> None:
    saves.save(item(1), {"name": "a"}, None)
    assert saves.save(item(1), None) == Changes(deleted=1)
    assert saves.save(item(1), None) == Changes()
    with closing(Archive.open(saves.path)) as archive:
        assert archive.row_count == 3


def test_without_history_nothing_is_carried_over_but_it_is_counted(saves: Saves) -> None:
    saves.save(item(1, "A"), item(2), item(3))
    saves.save(item(1, "B"), item(2))
    changes = saves.save(item(1, "C"), item(2), keep=False)
    assert changes == Changes(changed=1, dropped_items=1, dropped_forms=2)
    assert saves.forms(1) == [("C", day(3), None)]
    assert saves.forms(3) == []


def test_an_archive_of_version_1_loses_nothing_when_it_is_updated(saves: Saves) -> None:
    saves.days = 1
    saved(saves.path, [item(1, "A"), item(2, "B"), {"x": 1e3}]).close()
    make_version_1(saves.path)
    assert saves.save(item(1, "A2"), {"x": 1000}) == Changes(changed=1, deleted=2)
    (first, second) = saves.forms(1)
    assert (first[0], first[2], second[0]) == ("A", day(2), "A2")
    assert saves.forms(2)[0][0] == "B"


def test_damage_of_the_older_archive_carries_nothing_over(saves: Saves, tmp_path: Path) -> None:
    saves.save(item(1, "A"), item(2))
    saves.save(item(1, "B"), item(2))
    with closing(ArchiveWriter.open_or_create(saves.path, HOST)) as old:
        old._connection.execute("UPDATE earlier SET item = replace(item, 'A', 'X')")
    with (
        closing(ArchiveWriter.open_or_create(tmp_path / "new", HOST)) as new,
        closing(Archive.open(saves.path)) as old_archive,
    ):
        new.put([item(2)])
        with pytest.raises(Exception, match=r"a\.seqtui is damaged"):
            import_history(new, old_archive, day(9))
        assert (new.row_count, new.earlier_count) == (1, 0)
