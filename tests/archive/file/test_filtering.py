"""Filters of archives select what they say, by SQLite or by reading each row."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.archive.cache.pages import CachedPages
from seq_tui.archive.file import filter_scan, filter_sql, filtering, schema
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.facts_table import update_facts
from seq_tui.archive.file.filter_matches import FilterMatches
from seq_tui.archive.file.filter_scan import FilterScan
from seq_tui.archive.file.filtering import filter_rows
from seq_tui.archive.file.search import Matches
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.checks.checker import SequenceChecker
from seq_tui.domain.filter.evaluate import Surroundings, selects
from seq_tui.domain.filter.facts import Facts
from seq_tui.domain.filter.fields import FIELDS, HAS, TIMES
from seq_tui.domain.filter.nodes import TaskText
from seq_tui.domain.filter.parser import Mistake, parse_filter
from seq_tui.domain.filter.periods import PERIODS
from seq_tui.domain.folding import fold
from seq_tui.domain.query import Query
from seq_tui.domain.template_text import TemplateText
from seq_tui.server.demo.account import DemoAccount, demo_sequence
from seq_tui.server.demo.vocabulary import NAMES as DEMO_NAMES
from seq_tui.wire.records import MAX_INTEGER, sequence_from, unwrap
from tests.archive.file.test_sorting import ODD
from tests.archive.saved_items import HOST, demo_items, make_version_1, saved_demo
from tests.archive.texts.text_samples import put
from tests.domain.checks.test_hostile_sequences import OPTIONS
from tests.domain.filter.plain_filter import PlainSequence, plainly_selects
from tests.domain.filter.test_parser import FILTERS
from tests.domain.records import JSON, STEADY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.filter.nodes import Filter
    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
NAMES = {**DEMO_NAMES, 3: "Zoë", 4: "anna \x00", 5: "Anna"}
SIZE = 10_000
TEXTS = {
    template_id: ("our OFFER", "größe", "two words", "")[template_id % 4]
    for template_id in range(398_744, 398_760)
}
"""What some templates of the demo account say."""

SIGNS = ("<", "<=", "=", ">=", ">")
EXAMPLES = [
    *(field.example for field in FIELDS),
    *(f"has:{what}" for what in HAS),
    *(f"{field}{sign}3" for field in ("steps", "days", "email", "reply") for sign in SIGNS),
    *(f"created{sign}2026-01" for sign in SIGNS),
    *(f"updated{sign}90d" for sign in SIGNS),
    *(f"created{sign}2025" for sign in SIGNS),
    *(f"updated{sign}this-year" for sign in SIGNS),
    *(f"{field}:{name}" for field in TIMES for name in PERIODS),
    *("task:call", 'task:"call about"', "task:\ufffd", "tasks>1", "template:398745", "creator:9"),
    *("21132", "2", "winback", '"no reply"', "\x00", "-\ufffd", "#21132,1,2,3,4,5,6,7,8,9"),
    *("winback steps>5", "task:call -reply:0", "winback task:call days<9", "-(trial or steps>4)"),
    *(
        "o -winback has:problem",
        "zzz steps>1",
        "trial or has:weekend",
        "-task:call",
        "-created<2026",
    ),
    *("text:", "-text:offer", "text:Größe winback", 'text:"two words" or steps>5', "text:none"),
    *("\ufffda", "ab\ufffd or trial", "-steps>0", "days>=0", "updated<3000y", "id:9 -days<1"),
]


def sequences_of(items: Iterable[Json]) -> list[PlainSequence | None]:
    data = (unwrap(item) for item in items)
    return [None if each is None else PlainSequence(sequence_from(each)) for each in data]


def expected(rows: list[PlainSequence | None], part: Filter, names: dict[int, str]) -> list[int]:
    return [
        place
        for place, row in enumerate(rows, 1)
        if row is not None and plainly_selects(part, row, NOW, names, TEXTS)
    ]


def email(template_id: int) -> TemplateText:
    """What `TEXTS` has of a template, in one of the ways in which an archive keeps it."""
    said = TEXTS[template_id]
    parts = [said if template_id % 3 == part else "" for part in range(3)]
    subject, plain, page = parts
    return TemplateText(
        template_id, subject, plain, f"<p>{page}</p>" if page else "", "", NOW.isoformat()
    )


def parsed(text: str) -> Filter:
    part = parse_filter(text)
    assert not isinstance(part, Mistake)
    return part


@pytest.fixture(autouse=True)
def _fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filtering, "present_time", lambda: NOW)


@pytest.fixture(scope="module")
def rows() -> list[PlainSequence | None]:
    demo = [PlainSequence(demo_sequence(row)) for row in range(SIZE)]
    return [*sequences_of(ODD), *demo]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "a.seqtui"
    writer = ArchiveWriter.open_or_create(path, HOST)
    writer.put([*ODD, *demo_items(SIZE)])
    writer.save_creator_names(NAMES)
    writer.set_metadata(writer.metadata._replace(finished_at="2026-11-28T12:00:00Z"))
    writer.finish()
    put(path, *map(email, TEXTS))
    return path


@pytest.mark.no_cover  # a million comparisons, of which each is measured in other tests
def test_each_filter_of_many_rows_selects_what_it_says(
    path: Path, rows: list[PlainSequence | None]
) -> None:
    surroundings = Surroundings(NOW, NAMES, {key: fold(text) for key, text in TEXTS.items()})
    facts = [None if row is None else Facts(row.sequence) for row in rows]
    telling = 0
    with closing(Archive.open(path)) as archive:
        for text in EXAMPLES:
            part = parsed(text)
            wanted = expected(rows, part, NAMES)
            found = filter_rows(archive._connection, part)
            assert isinstance(found, FilterScan | Matches)
            assert list(found.find_sync(MAX_INTEGER)) == wanted, text
            assert found.total == len(wanted)
            in_python = [
                place
                for place, each in enumerate(facts, 1)
                if each is not None and selects(part, each, surroundings)
            ]
            assert in_python == wanted, text
            telling += 0 < len(wanted) < SIZE
    assert telling > len(EXAMPLES) * 3 / 4


FEW = sequences_of([*ODD, *demo_items(60)])


@pytest.fixture(scope="module", params=["newest", "version 1", "other rules", "in small parts"])
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of few sequences, in one of several states."""
    path = tmp_path_factory.mktemp("archive") / f"{request.param}.seqtui"
    writer = ArchiveWriter.open_or_create(path, HOST)
    writer.put([*ODD, *demo_items(60)])
    writer.set_metadata(writer.metadata._replace(finished_at="2026-11-28T12:00:00Z"))
    writer.finish()
    if request.param == "version 1":
        make_version_1(path)
    if request.param == "other rules":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE progress SET value = '0' WHERE name = 'facts version'")
            connection.execute("UPDATE facts SET steps = 99, days = 99")
            connection.commit()
    put(path, *map(email, TEXTS))
    return path


@STEADY
@given(part=FILTERS)
def test_any_filter_selects_the_same_everywhere(part: Filter, small: Path) -> None:
    wanted = expected(FEW, part, {})
    with closing(Archive.open(small)) as archive, pytest.MonkeyPatch.context() as patch:
        patch.setattr(filtering, "present_time", lambda: NOW)
        if "parts" in small.name:
            patch.setattr(filter_scan, "SCANNED", 7)
            patch.setattr(filter_scan, "CHECKED", 2)
            patch.setattr(filter_sql, "MAX_TEMPLATES", 1)
        with archive._reading():
            found = filter_rows(archive._connection, part)
        is_in_python = isinstance(found, FilterMatches)
        assert list(found.find_sync(MAX_INTEGER)) == wanted
        is_old = "1" in small.name or "rules" in small.name
        assert is_in_python is (is_old and not isinstance(part, TaskText))


@STEADY
@given(options=OPTIONS, is_negated=st.booleans())
def test_problems_are_those_of_the_users_checks(
    options: CheckOptions, small: Path, *, is_negated: bool
) -> None:
    checker = SequenceChecker(options)
    wanted = [
        place
        for place, row in enumerate(FEW, 1)
        if row is not None and checker.has_problem(row.sequence) is not is_negated
    ]
    text = "-has:problem" if is_negated else "has:problem"
    part = Query.parse(text).checked_by(lambda: options).filter
    assert part is not None
    with closing(Archive.open(small)) as archive, archive._reading():
        assert list(filter_rows(archive._connection, part).find_sync(MAX_INTEGER)) == wanted


FIELDS_OF_ITEMS = ["name", "steps", "steps_total", "creator_id", "created_at", "updated_at"]


@STEADY
@given(st.lists(JSON | st.dictionaries(st.sampled_from(FIELDS_OF_ITEMS), JSON)), FILTERS)
def test_items_of_any_json_are_filtered(items: list[Json], part: Filter) -> None:
    with closing(sqlite3.connect("", isolation_level=None)) as connection:
        schema.migrate(connection)
        update_facts(connection)
        ArchiveWriter(connection, Path()).put(items)
        found = filter_rows(connection, part).find_sync(MAX_INTEGER)
        assert list(found) == expected(sequences_of(items), part, {})


@pytest.mark.parametrize("text", ["steps>3", "trial -has:reply", "task:call"])
async def test_pages_of_archive_cache_and_demo_account_agree(tmp_path: Path, text: str) -> None:
    query = Query.parse(text)
    demo = (await DemoAccount(600).page(query, 1)).items
    saved_demo(tmp_path / "a.seqtui", 600).close()
    path = tmp_path / "a.seqtui"
    with closing(Archive.open(path)) as archive, closing(CachedPages.open(path)) as cache:
        page = await archive.page(query, 1)
        cached = cache.search(query, 1)
    assert [row.id for row in page.items] == [row.id for row in demo]
    assert page.items == cached.items
    assert demo


def test_a_filter_of_too_many_parts_for_sqlite_is_compared_here(tmp_path: Path) -> None:
    text = " or ".join(f"steps:{number + 40}" for number in range(1_000))
    with closing(saved_demo(tmp_path / "a.seqtui", 3)) as archive:
        assert isinstance(filter_rows(archive._connection, parsed(text)), FilterMatches)
