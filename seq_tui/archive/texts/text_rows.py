"""The texts of templates as rows of an archive's table ``progress``.

Files of every version have that table, and older programs leave alone what they do not know in it.
So an archive of any version takes texts without being migrated, and stays readable for them.

    template text 398744/000002   a version of a template: JSON, with the digests of its bodies
    template body 9f86d081884c…   a body by its SHA-256: equal ones of all templates are stored once

A version is never changed: a change adds one, and so does a removal.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from seq_tui.archive.file.errors import DamagedRowError
from seq_tui.domain.folding import fold
from seq_tui.domain.template_text import TemplateText

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

FIRST, STOP = "template ", "template!"
"""All rows of texts are between these names."""

_BODY = "template body "
_TEXT = "template text "

_ALL = "SELECT CAST(name AS TEXT), CAST(value AS TEXT) FROM main.progress"
_BETWEEN = f"{_ALL} WHERE name > ? AND name < ? ORDER BY name"
_VALUE = "SELECT CAST(value AS TEXT) FROM main.progress WHERE name = ?"
_INTO = "INTO main.progress (name, value) VALUES (?, ?)"
_INSERT = f"INSERT {_INTO}"

_FIELDS = ("subject", "plain", "html", "added_by", "added_at", "origin")


class TextVersion(NamedTuple):
    """What a template said from some time on."""

    number: int
    """From 1."""

    text: TemplateText
    is_removed: bool = False
    """Whether the text was removed then; it is empty."""


def read_versions(connection: sqlite3.Connection, template_id: int) -> list[TextVersion]:
    """All versions of a template's text, the oldest first; empty if it never had one.

    Earlier ones that are damaged are left out.

    Raises:
        DamagedRowError: the newest is not as it was written.
    """
    name = f"{_TEXT}{template_id}/"
    rows = connection.execute(_BETWEEN, (name, f"{name}:")).fetchall()
    versions = []
    for row in rows[:-1]:
        with suppress(DamagedRowError):
            versions.append(_version(connection, *row))
    return [*versions, *(_version(connection, *row) for row in rows[-1:])]


def read_text(
    connection: sqlite3.Connection, template_id: int, until: str | None = None
) -> TemplateText | None:
    """What a template says; `None` if that is not known, or was removed.

    Args:
        connection: the open archive.
        template_id: of the template.
        until: a time in the form of an archive, up to which versions count; by default all do.

    Raises:
        DamagedRowError: it is not as it was written.
    """
    name = f"{_TEXT}{template_id}/"
    for row in connection.execute(f"{_BETWEEN} DESC", (name, f"{name}:")):
        version = _version(connection, *row)
        if until is None or version.text.added_at <= until:
            return None if version.is_removed else version.text
    return None


def read_template_ids(connection: sqlite3.Connection) -> list[int]:
    """The ids of all templates that have, or had, a text, from the lowest to the highest."""
    names = (name for name, _ in connection.execute(_BETWEEN, (_TEXT, _TEXT + ":")))
    return sorted({template_id for name in names if (template_id := _id_of(name)) is not None})


def count_texts(connection: sqlite3.Connection) -> int:
    """How many templates have a text, without those that are damaged."""
    count = 0
    for template_id in read_template_ids(connection):
        with suppress(DamagedRowError):
            count += read_text(connection, template_id) is not None
    return count


def read_folded_texts(connection: sqlite3.Connection) -> dict[int, str]:
    """What each template says, folded to be searched; without texts that are damaged."""
    found = {}
    for template_id in read_template_ids(connection):
        with suppress(DamagedRowError):
            if (text := read_text(connection, template_id)) is not None:
                found[template_id] = _folded(text.subject, text.plain, text.html)
    return found


@lru_cache(maxsize=1_000)
def _folded(subject: str, plain: str, html: str) -> str:
    """Subject and words, which are the same at each key of a search."""
    return fold(f"{subject}\n{TemplateText(0, subject, plain, html, '', '').readable}")


def read_rows(
    connection: sqlite3.Connection, until: str | None = None
) -> Iterator[tuple[str, str]]:
    """All rows of texts as they are stored, for another archive; no version after `until`."""
    for name, value in connection.execute(_BETWEEN, (FIRST, STOP)):
        is_dated = until is not None and name.startswith(_TEXT)
        if not is_dated or _version(connection, name, value).text.added_at <= (until or ""):
            yield name, value


def replace_rows(connection: sqlite3.Connection, rows: Iterable[tuple[str, str]]) -> None:
    """Store rows that `read_rows` returned in place of all that are there."""
    connection.execute("DELETE FROM main.progress WHERE name > ? AND name < ?", (FIRST, STOP))
    connection.executemany(_INSERT, rows)


def insert_version(
    connection: sqlite3.Connection, text: TemplateText, *, is_removed: bool = False
) -> None:
    """Store a text as the newest version of its template, in the open transaction.

    It takes the place of one that is damaged too.
    """
    fields = {**text._asdict(), "plain": "", "html": "", "is_removed": is_removed}
    del fields["template_id"]
    for name in ("plain", "html"):
        if body := getattr(text, name):
            fields[name] = _put_body(connection, body)
    name = f"{_TEXT}{text.template_id}/"
    rows = connection.execute(_BETWEEN, (name, f"{name}:"))
    name += f"{max(map(_number_of, (row[0] for row in rows)), default=0) + 1:06}"
    connection.execute(_INSERT, (name, json.dumps({**fields, "checksum": _checksum(fields)})))


def text_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """What is damaged among the texts, a line for each."""
    for name, value in connection.execute(_BETWEEN, (FIRST, STOP)):
        if name.startswith(_BODY):
            if name != f"{_BODY}{_digest(value)}":
                yield "the text of a template is not as it was saved"
        else:
            try:
                _version(connection, name, value)
            except DamagedRowError as error:
                yield str(error)


def _put_body(connection: sqlite3.Connection, body: str) -> str:
    """Store a body unless it is there, undamaged; returns its digest."""
    digest = _digest(body)
    if _body(connection, digest) is None:
        connection.execute(f"INSERT OR REPLACE {_INTO}", (_BODY + digest, body))
    return digest


def _version(connection: sqlite3.Connection, name: str, value: str) -> TextVersion:
    template_id = _id_of(name)
    damaged = DamagedRowError(f"the text of template {template_id} is not as it was saved")
    try:
        fields = json.loads(value)
        stored = fields.pop("checksum")
        number = _number_of(name)
        known = [fields[each] for each in _FIELDS]
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        raise damaged from None
    if not (template_id and number) or stored != _checksum(fields) or not all(map(_is_text, known)):
        raise damaged
    subject, plain, html, added_by, added_at, origin = known
    plain, html = (_body(connection, digest) for digest in (plain, html))
    if plain is None or html is None:
        raise damaged
    text = TemplateText(template_id, subject, plain, html, added_by, added_at, origin)
    return TextVersion(number, text, fields.get("is_removed") is True)


def _body(connection: sqlite3.Connection, digest: str) -> str | None:
    """The body with a digest; `None` if it is missing or another one."""
    if not digest:
        return ""
    row = connection.execute(_VALUE, (_BODY + digest,)).fetchone()
    return row[0] if row is not None and _digest(row[0]) == digest else None


def _id_of(name: str) -> int | None:
    """The template of a version by the name of its row."""
    digits = name.removeprefix(_TEXT).partition("/")[0]
    return int(digits) if digits.isdecimal() and len(digits) <= 19 else None


def _number_of(name: str) -> int:
    """The number of a version by the name of its row; 0 for any other row."""
    digits = name.rpartition("/")[2]
    return int(digits) if digits.isdecimal() and len(digits) <= 19 else 0


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _checksum(fields: dict[str, object]) -> int:
    return crc32(json.dumps(fields, sort_keys=True).encode())


def _digest(body: str) -> str:
    # Imported late: it takes 3.6 MB, and most archives have no text.
    from hashlib import sha256

    return sha256(body.encode(errors="surrogatepass")).hexdigest()
