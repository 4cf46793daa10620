"""Tests of ``seq-tui export --format book``."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main
from seq_tui.domain.sequence import Sequence
from seq_tui.export.manifest import NAME
from tests.export.book.books import by_class, parse_html, text, words_of
from tests.fake_source import NO_ANSWER, FakeSource

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from seq_tui.domain.template_text import TemplateText
    from tests.cli.conftest import OwnAccount


class TextSource(FakeSource):
    """An account that knows some texts; it records which it was asked for."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.asked: list[set[int]] = []

    async def creator_names(self, ids: Collection[int]) -> dict[int, str]:
        return dict.fromkeys(ids, "Ines Moreau")

    async def template_texts(self, ids: Collection[int]) -> dict[int, TemplateText]:
        self.asked.append({*ids})
        return {398744: text(398744, "Hello", "Hi {{name}}")} if 398744 in ids else {}


@pytest.fixture(autouse=True)
def _restore_signals() -> Iterator[None]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def book(target: Path | str, *arguments: str) -> int:
    return main(["export", "--format", "book", "--output", str(target), *arguments])


def test_a_book_of_the_whole_account_is_one_page(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    account.source = source = TextSource(342)
    path = tmp_path / "book.html"
    assert book(path) == 0
    assert capsys.readouterr().err == (
        "seq-tui: without a text: 1 of 2 templates\n"
        f"seq-tui: 342 sequences written to one file, {path}\n"
    )
    page = parse_html(path.read_bytes())
    assert len(list(page.iter("article"))) == 342
    assert source.asked == [{398744, 398745}]
    said = words_of(by_class(page, "cover")[0])
    assert "sell.test" in said
    assert "creator Ines Moreau" in words_of(next(page.iter("article")))
    assert "Only part" not in said
    assert "not proven" not in words_of(page)
    assert account.closed == 1


def test_a_query_a_limit_and_a_start_are_on_the_cover(account: OwnAccount, tmp_path: Path) -> None:
    path = tmp_path / "book.HTM"
    start = ("--start", "2026-11-26 15:00", "--zone", "Europe/Warsaw")
    assert book(path, "Sequence 3", "steps>2", "--limit", "5", *start) == 0
    page = parse_html(path.read_bytes())
    said = words_of(by_class(page, "cover")[0])
    assert "Only part of the account: sequences that match Sequence 3 steps>2, at most 5" in said
    assert "Dates are if started Thu 26 Nov 2026 15:00 Europe/Warsaw" in said
    assert len(list(page.iter("article"))) == 5
    assert by_class(page, "day")[0].text == "Fri 27 Nov 15:00 · Day 2"


def test_the_suffix_md_makes_it_markdown(account: OwnAccount, tmp_path: Path) -> None:
    path = tmp_path / "book.md"
    assert book(path, "id:1004") == 0
    document = path.read_text(encoding="utf-8")
    assert document.startswith("# Rebuild book\n\nsell.test\n\nmade ")
    assert document.count("- [ ] **") == 9 + 4 + 2


def test_a_folder_gets_a_page_a_sequence_an_index_and_an_inventory(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert book(f"{tmp_path}/book/", "id:1001,1004") == 0
    assert capsys.readouterr().err.endswith(
        f"2 sequences written to {tmp_path}/book/, a file for each\n"
    )
    files = sorted(path.name for path in (tmp_path / "book").iterdir())
    pages = ["1001-sequence-1.html", "1004-sequence-4.html"]
    assert files == [NAME, *pages, "index.html", "inventory.html"]
    assert book(tmp_path / "book", "id:1004") == 0
    assert (tmp_path / "book" / pages[0]).exists()


def test_a_book_goes_to_standard_output_as_a_page(
    account: OwnAccount, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert book("-", "id:1004") == 0
    assert capfdbinary.readouterr().out.startswith(b"<!DOCTYPE html>\n")


@pytest.mark.parametrize("name", ["book", "book.pdf", "book.txt"])
def test_another_kind_of_file_is_refused_before_anything_is_read(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    assert book(tmp_path / name) == 2
    assert "A book is FILE.html, FILE.md or a folder" in capsys.readouterr().err
    assert account.source.requested == []
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_an_earlier_book_as_it_was(account: OwnAccount, tmp_path: Path) -> None:
    path = tmp_path / "book.html"
    path.write_bytes(b"earlier")
    account.source.later_failures = [NO_ANSWER]
    assert book(path) == 3
    assert path.read_bytes() == b"earlier"


def test_merge_tags_get_the_fields_of_the_next_tool(account: OwnAccount, tmp_path: Path) -> None:
    account.source = TextSource(5)
    tags = tmp_path / "tags.toml"
    tags.write_text('"{{name}}" = "{{contact.name}}"\n', encoding="utf-8")
    path = tmp_path / "book.md"
    assert book(path, "--tags", str(tags)) == 0
    assert path.read_text(encoding="utf-8").endswith("| {{name}} | 398744 | {{contact.name}} |\n")
    tags.write_text("name = 1\n", encoding="utf-8")
    assert book(path, "--tags", str(tags)) == 2


def test_a_name_that_another_sequence_has_is_remarked(account: OwnAccount, tmp_path: Path) -> None:
    first, second = (Sequence(id=number, name="Winback", steps=()) for number in (1, 2))
    account.source = FakeSource(sequences=(first, second))
    path = tmp_path / "book.html"
    assert book(path) == 0
    remarks = [words_of(each) for each in by_class(parse_html(path.read_bytes()), "remarks")]
    assert remarks == [
        "▲ The sequence has no steps.",
        "▲ The sequence has no steps. ▲ Sequence 1 has the same name.",
    ]


@pytest.mark.parametrize("option", [["--bom"], ["--size", "16:9"]])
def test_options_of_other_formats_are_refused(
    account: OwnAccount, tmp_path: Path, option: list[str]
) -> None:
    assert book(tmp_path / "book.html", *option) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_book_of_an_archive_has_the_texts_that_were_stored_there(tmp_path: Path) -> None:
    archive, folder, path = tmp_path / "a.seqtui", tmp_path / "texts", tmp_path / "book.html"
    folder.mkdir()
    (folder / "398744.html").write_text("<p>Hi <b>{{first_name}}</b></p>", encoding="utf-8")
    assert main(["--demo", "archive", str(archive)]) == 0
    assert main(["templates", "import", str(folder), "--archive", str(archive)]) == 0
    assert book(path, "id:21128", "--archive", str(archive)) == 0
    page = parse_html(path.read_bytes())
    assert words_of(by_class(page, "body")[0]) == "Hi {{first_name}}"
    assert words_of(by_class(page, "from")[0]).startswith(
        "Merge tags: {{first_name}} · from 398744"
    )
    assert "saved" in words_of(by_class(page, "cover")[0])
