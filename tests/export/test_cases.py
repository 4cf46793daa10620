"""Tests of every format against a stored document of each case."""

from __future__ import annotations

import pytest

from seq_tui.export.formats import FORMATS
from tests.export.cases import CASES, FOLDER, TEN_THOUSAND, digest, stored_path
from tests.presentation.sequences import START
from tests.test_sanitize import dangers

MOST_BYTES = 300_000
"""Of all that is stored: what nobody can look through is no expectation."""


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", FORMATS)
def test_a_document_is_as_it_is_stored(name: str, case: str) -> None:
    form = FORMATS[name]
    assert form.render(CASES[case], START).decode() == stored_path(case, form).read_bytes().decode()


@pytest.mark.parametrize("name", FORMATS)
def test_ten_thousand_steps_make_the_document_that_is_stored_in_short(name: str) -> None:
    document = FORMATS[name].render(TEN_THOUSAND, START)
    expected = (FOLDER / f"ten_thousand.{name}").read_text(encoding="utf-8")
    assert digest(document) == expected


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_no_document_but_the_exact_one_holds_what_a_terminal_would_obey(name: str) -> None:
    document = FORMATS[name].render(CASES["hostile"], START).decode()
    assert dangers(document, allowed="\n\t") == ""


def test_all_that_is_stored_can_be_looked_through() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
