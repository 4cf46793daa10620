"""Tests of a book in a browser, on the screen and printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.export.book.books import WELCOME, html_book
from tests.export.cases import CASES
from tests.export.test_chromium import open_page

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.chromium

SEQUENCES = [WELCOME, *CASES.values()]


def test_a_book_opens_without_console_messages_and_counts_its_boxes(tmp_path: Path) -> None:
    page = tmp_path / "book.html"
    page.write_bytes(html_book(SEQUENCES))
    printed, complaints = open_page(page, "--dump-dom")
    assert complaints == []
    boxes = printed.count("<input ")
    assert boxes > 20
    assert f">0 of {boxes} boxes ticked, which this browser remembers</p>" in printed


def test_a_printed_book_begins_each_sequence_on_a_new_page(tmp_path: Path) -> None:
    page, printed = tmp_path / "book.html", tmp_path / "book.pdf"
    page.write_bytes(html_book(SEQUENCES))
    _, complaints = open_page(page, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    assert complaints == []
    pages = len(re.findall(rb"/Type /Page\b", printed.read_bytes()))
    # The cover, the contents, the advice, the settings, the templates and the merge tags.
    assert pages >= len(SEQUENCES) + 6
