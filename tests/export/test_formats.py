"""Tests of the table of formats."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from seq_tui.domain.sequence import Sequence
from seq_tui.export.formats import FORMATS, SLIDE
from seq_tui.export.text import sequence_lines
from tests.export.cases import write_all
from tests.presentation.sequences import SEQUENCES, START

TRIAL = Sequence(id=21, name="Trial", steps=SEQUENCES["a mix"])
EMPTY = Sequence(id=22, name="Empty", steps=())


def start_for(name: str) -> datetime | None:
    return START if FORMATS[name].draws_calendar else None


def test_text_equals_the_lines_at_80_columns() -> None:
    lines = sequence_lines(TRIAL, 80, start=START)
    assert FORMATS["text"].render(TRIAL, START).decode() == "\n".join(lines) + "\n"


def test_json_is_an_object_for_one_sequence_and_an_array_for_many() -> None:
    one = json.loads(FORMATS["json"].render(TRIAL, START))
    assert one["start"] == START.isoformat()
    many = json.loads(write_all(FORMATS["json"].new_document(), [TRIAL, EMPTY]))
    assert [each["name"] for each in many] == ["Trial", "Empty"]
    assert "start" not in many[0]
    assert write_all(FORMATS["json"].new_document(), []) == b"[]\n"


@pytest.mark.parametrize("name", FORMATS)
def test_each_document_ends_in_one_line_feed(name: str) -> None:
    start = start_for(name)
    one = FORMATS[name].render(TRIAL, start)
    many = write_all(FORMATS[name].new_document(start), [TRIAL, EMPTY])
    for document in (one, many):
        assert document.decode().endswith("\n")
        assert not document.endswith(b"\n\n")
        assert b"Trial" in document
    assert b"Empty" in many


DATES = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\b20[0-9][0-9]\b|[0-9]T[0-9]|Day [0-9]")


@pytest.mark.parametrize("name", [*FORMATS, "16:9"])
def test_without_a_start_no_format_has_a_date_but_the_sums(name: str) -> None:
    form = FORMATS.get(name, SLIDE)
    documents = form.render(TRIAL), write_all(form.new_document(), [TRIAL, EMPTY])
    for document in documents:
        text = html.unescape(document.decode())
        text = re.sub('<style>.*?</style>|xmlns="[^"]*"', "", text, flags=re.DOTALL)
        assert DATES.search(text) is None
        assert re.search(r"13 (weekdays|wd)|[,\t]13[,\t]|\"weekdays\": 13", text)


def test_each_format_has_its_name_as_key_and_a_unique_suffix() -> None:
    assert [each.name for each in FORMATS.values()] == list(FORMATS)
    suffixes = [each.suffix for each in FORMATS.values()]
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") for suffix in suffixes)


def test_writers_are_imported_on_first_use() -> None:
    script = (
        "import sys, seq_tui.export.formats\n"
        "print(*(name for name in sys.modules if name.startswith(('seq_tui.', 'rich'))))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [
        *("seq_tui.export", "seq_tui.domain", "seq_tui.domain.weekend_rule"),
        "seq_tui.export.formats",
    ]


def test_json_writes_each_sequence_as_soon_as_it_is_added() -> None:
    document = FORMATS["json"].new_document(datetime(2026, 11, 23, tzinfo=UTC))
    assert document.add(TRIAL).startswith(b'[\n{"id": 21')
    assert document.add(EMPTY).startswith(b',\n{"id": 22')
    assert b"".join(document.end()) == b"\n]\n"
