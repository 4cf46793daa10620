"""Tests of every format against the stored document of each case."""

from __future__ import annotations

import pytest

from seq_tui.export.formats import FORMATS
from tests.export.cases import CASES, FOLDER, TEN_THOUSAND, digest, stored_path
from tests.presentation.sequences import START
from tests.test_sanitize import dangers

MAX_STORED_BYTES = 300_000
"""Limit on all stored documents together, so that a change to them can still be reviewed."""


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", FORMATS)
def test_each_document_equals_the_stored_one(name: str, case: str) -> None:
    form = FORMATS[name]
    assert form.render(CASES[case], START).decode() == stored_path(case, form).read_bytes().decode()


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_of_ten_thousand_steps_has_the_stored_digest(name: str) -> None:
    document = FORMATS[name].render(TEN_THOUSAND, START)
    expected = (FOLDER / f"ten_thousand.{name}").read_text(encoding="utf-8")
    assert digest(document) == expected


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_only_json_may_contain_terminal_control_characters(name: str) -> None:
    document = FORMATS[name].render(CASES["hostile"], START).decode()
    assert dangers(document, allowed="\n\t") == ""


def test_the_stored_documents_are_small_enough_to_review() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MAX_STORED_BYTES
