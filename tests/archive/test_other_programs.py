"""Other programs read an archive: every table, two views, a dump, and the lines of the README."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import DamagedError, NotAnArchiveError
from seq_tui.archive.file.schema import APPLICATION_ID, FORMAT_VERSION
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import EmailAction
from seq_tui.wire.records import sequence_from, unwrap
from tests.archive.saved_items import HOST, demo_items, everything, saved, saved_demo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio

README = Path(__file__).parents[2] / "README.md"

COLUMNS = {
    *("id", "program", "host", "account", "begun_at", "finished_at", "pages", "is_complete"),
    *("doubts", "has_gaps", "place", "name", "creator_id", "created_at", "updated_at", "steps"),
    *("emails", "replies", "tasks", "weekdays", "hours", "actions", "deleted_at", "seen_from"),
    *("checksum", "item", "received", "number", "seen_until", "seen", "value", "sequence_id"),
    *("sequence_name", "step_rank", "step_id", "step_position", "action_type", "template_id"),
    *("is_reply", "task_content", "delay_amount", "delay_unit", "sum_weekdays", "sum_hours"),
    "sequences",
    *("is_sequence", "email", "reply", "task", "days", "has_hours", "weekend", "problem"),
    *("created", "updated", "templates"),
}
"""The names of all columns, none of which is a function or a reserved word of DuckDB 1.5."""

OURS = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE '%index%'"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    saved_demo(tmp_path / "acme.seqtui", 60).close()
    return tmp_path / "acme.seqtui"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_every_table_and_view_can_be_scanned(connection: sqlite3.Connection) -> None:
    query = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"
    names = [name for (name,) in connection.execute(query)]
    assert {"sequence", "name_index", "task_index", "step", "template"} <= set(names)
    for name in names:
        rows = connection.execute(f"SELECT * FROM {name}").fetchall()
        assert connection.execute(f"SELECT count(*) FROM {name}").fetchone() == (len(rows),)


def test_no_column_is_named_as_a_function(connection: sqlite3.Connection) -> None:
    names = [name for (name,) in connection.execute(OURS)]
    columns = {row[1] for name in names for row in connection.execute(f"PRAGMA table_info({name})")}
    functions = {name for (name,) in connection.execute("SELECT name FROM pragma_function_list")}
    assert columns == COLUMNS
    assert not columns & functions


@pytest.mark.parametrize("is_trusted", [True, False])
def test_the_views_equal_the_steps_of_the_program(path: Path, is_trusted: bool) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA trusted_schema = {is_trusted:d}")
        found = connection.execute(
            "SELECT sequence_id, step_rank, step_id, template_id, task_content, delay_amount,"
            " delay_unit, sum_weekdays, sum_hours FROM step"
        ).fetchall()
        templates = connection.execute("SELECT * FROM template").fetchall()
    assert found == [row for item in demo_items(60) for row in steps_of(item)]
    used = [(row[3], row[0]) for row in found if row[3] is not None]
    expected = [
        (each, len({sequence for one, sequence in used if one == each}), count)
        for each in {one for one, _ in used}
        if (count := sum(one == each for one, _ in used))
    ]
    assert templates == sorted(expected, key=lambda row: (-row[2], -row[1], row[0]))


def steps_of(item: Json) -> Iterator[tuple[object, ...]]:
    """The rows of the view for an item."""
    sequence = sequence_from(unwrap(item) or {})
    steps = sequence.steps or ()
    for rank, (step, total) in enumerate(zip(steps, cumulative_delays(steps), strict=True), 1):
        properties = step.action.properties
        template = properties.get("email_template_id")
        sums = (total.weekdays, total.hours) if total.complete else (None, None)
        is_email = isinstance(step.action, EmailAction)
        yield (
            *(sequence.id, rank, step.id, template if is_email else None),
            *(properties.get("task_content"), step.delay.amount, step.delay.unit, *sums),
        )


def step(number: int, position: Json, amount: Json = 1, unit: Json = "hours") -> dict[str, Json]:
    return {
        "id": number,
        "position": position,
        "delay_from_previous_step": amount,
        "delay_from_previous_step_unit": unit,
    }


@pytest.mark.parametrize(
    "steps",
    [
        [step(1, 2), step(2, 1), step(3, 0)],
        [step(1, 5), step(2, None), step(3, 0), step(4, "x"), step(5, 0)],
        [step(1, None), step(2, 1), step(3, 0)],
        [step(1, 0, 0.1), step(2, 1, 0.2), step(3, 2, 3, "weekdays")],
        [step(1, 0, True), step(2, 1)],
        [step(1, 0), step(2, 1, -1), step(3, 2)],
        [step(1, 0), step(2, 1, 1, "days")],
        [step(1, 0, "4"), step(2, 1)],
        {
            "items": [
                {"data": step(1, 1), "meta": {}},
                {"data": None},
                None,
                7,
                {"data": step(2, 0)},
            ]
        },
    ],
)
@pytest.mark.parametrize("is_bare", [True, False])
def test_odd_steps_are_in_the_view_as_well(tmp_path: Path, steps: Json, is_bare: bool) -> None:
    data: Json = {"id": 7, "name": "Odd", "steps": steps}
    item: Json = data if is_bare else {"data": data}
    saved(tmp_path / "a.seqtui", [item, {"data": {"id": 8, "steps": []}}, None]).close()
    with closing(sqlite3.connect(tmp_path / "a.seqtui")) as connection:
        found = connection.execute(
            "SELECT sequence_id, step_rank, step_id, template_id, task_content,"
            " delay_amount, delay_unit, sum_weekdays, sum_hours FROM step"
        ).fetchall()
    assert found == list(steps_of(item))


def dump(path: Path) -> str:
    """What ``.dump`` of the command ``sqlite3`` prints; Python's own ``iterdump`` does not."""
    lines = ["PRAGMA foreign_keys=OFF;", "BEGIN TRANSACTION;", "PRAGMA writable_schema=ON;"]
    with closing(sqlite3.connect(path)) as connection:
        schema = (
            "SELECT type, name, sql FROM sqlite_schema WHERE sql NOT NULL"
            " ORDER BY type = 'table' DESC, rowid"
        )
        for kind, name, sql in connection.execute(schema).fetchall():
            if sql.startswith("CREATE VIRTUAL TABLE"):
                values = f"'table','{name}','{name}',0,'{sql.replace(chr(39), chr(39) * 2)}'"
                columns = "type,name,tbl_name,rootpage,sql"
                lines.append(f"INSERT INTO sqlite_schema({columns}) VALUES({values});")
                continue
            lines.append(f"{sql};")
            if kind == "table":
                names = [row[1] for row in connection.execute(f"PRAGMA table_info('{name}')")]
                quoted = " || ',' || ".join(f'quote("{each}")' for each in names)
                rows = connection.execute(f"SELECT {quoted} FROM '{name}'")
                lines += (f"INSERT INTO '{name}' VALUES({row});" for (row,) in rows)
    return "\n".join([*lines, "PRAGMA writable_schema=OFF;", "COMMIT;"])


def restore(sql: str, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)


def dump_and_restore(path: Path, command: str | None) -> None:
    """Restore a dump as `b.seqtui`, by the command ``sqlite3`` if there is one."""
    restored = path.with_name("b.seqtui")
    if command is None:
        restore(dump(path), restored)
        return
    sql = subprocess.run([command, str(path), ".dump"], capture_output=True, check=True).stdout
    subprocess.run([command, str(restored)], input=sql, check=True)


@pytest.mark.parametrize("is_command", [True, False], ids=["sqlite3", "python"])
async def test_a_restored_dump_is_an_archive(path: Path, is_command: bool) -> None:
    dump_and_restore(path, shutil.which("sqlite3") if is_command else None)
    with closing(Archive.open(path.with_name("b.seqtui"))) as restored:
        assert await everything(restored) == demo_items(60)
        found = (await restored.page(Query("trial"), 1)).items
        assert [each.id for each in found][:2] == [21132, 21143]
        assert restored.verify().is_intact
        assert restored.verify().format_version == FORMAT_VERSION
    writer = ArchiveWriter.open_or_create(path.with_name("b.seqtui"), HOST)
    writer.put(demo_items(70))
    writer.finish()
    header = path.with_name("b.seqtui").read_bytes()[:100]
    assert int.from_bytes(header[60:64], "big") == FORMAT_VERSION
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID


@pytest.mark.parametrize(
    "addition",
    [
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON words BEGIN SELECT 1; END",
        "DROP VIEW template; CREATE VIEW template AS SELECT load_extension('x')",
    ],
)
def test_other_views_and_triggers_are_refused(path: Path, addition: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(addition)
    with pytest.raises(DamagedError, match="not those of an archive"):
        Archive.open(path)
    restore(dump(path), path.with_name("b.seqtui"))
    with pytest.raises(NotAnArchiveError, match="database of another program"):
        Archive.open(path.with_name("b.seqtui"))


def lines_of_readme() -> list[str]:
    """The lines of the README by which other programs read an archive."""
    return re.findall(r"^(?:sqlite3|duckdb|datasette) .*acme\.seqtui.*$", README.read_text(), re.M)


def test_the_readme_has_a_line_for_each_program() -> None:
    programs = {line.split()[0] for line in lines_of_readme()}
    assert programs == {"sqlite3", "duckdb", "datasette"}


@pytest.mark.parametrize("line", lines_of_readme())
def test_the_lines_of_the_readme_find_what_they_say(path: Path, line: str) -> None:
    """By the program itself if it is there, otherwise by SQLite, on which all of them stand."""
    program, *arguments = shlex.split(line, comments=True)
    if program == "sqlite3" and (command := shutil.which(program)):
        found = subprocess.run(
            [command, *arguments], cwd=path.parent, capture_output=True, check=True
        )
        assert found.stdout.strip()
        return
    if program == "datasette":
        target = next(each for each in arguments if each.startswith("/"))
        table = re.findall(r"/acme/(\w+)\.json", target)[0]
        sql = f"SELECT * FROM {table}"
    else:
        sql = arguments[-1].rpartition("; ")[2].replace("sell.", "")
        sql = sql if sql.startswith("SELECT") else f"SELECT * {sql}"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(sql).fetchall()
