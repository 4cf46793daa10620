"""Reading files with the text of a template, and writing them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.texts.text_files import (
    BadTextError,
    FileText,
    file_contents,
    parse_text,
    read_text_file,
    template_id_of,
)
from seq_tui.archive.texts.text_folder import Rejected, Stamp, folder_texts
from seq_tui.domain.template_text import TemplateText
from tests.archive.texts.text_samples import AT, sample

if TYPE_CHECKING:
    from pathlib import Path

STAMP = Stamp("ada", AT)


@pytest.mark.parametrize(
    ("name", "template_id"),
    [
        ("398744.txt", 398_744),
        ("398744.MD", 398_744),
        ("0398744.html", 398_744),
        ("1.eml", 1),
        ("0.txt", None),
        ("398744.docx", None),
        ("398744", None),
        ("a.txt", None),
        ("398744.txt.bak", None),
        ("-1.txt", None),
        ("٣.txt", None),
        ("9" * 19 + ".txt", None),
    ],
)
def test_files_are_named_by_the_id(name: str, template_id: int | None) -> None:
    assert template_id_of(name) == template_id


@pytest.mark.parametrize(
    ("data", "suffix", "found"),
    [
        (b"Hi\n", ".txt", FileText("", "Hi\n", "")),
        (b"Subject: Hello \n\nHi\n", ".md", FileText("Hello", "Hi\n", "")),
        (b"subject:Hello\r\n\r\nHi\r\n", ".txt", FileText("Hello", "Hi\r\n", "")),
        (b"Subject: Hello\nHi", ".txt", FileText("Hello", "Hi", "")),
        (b"Subject: only", ".txt", FileText("only", "", "")),
        (b"\xef\xbb\xbfHi", ".txt", FileText("", "Hi", "")),
        ("Grüße".encode("utf-16"), ".txt", FileText("", "Grüße", "")),
        (b"Subject: S\n\n<p>Hi</p>", ".html", FileText("S", "", "<p>Hi</p>")),
        (
            b'<meta charset="windows-1252"><p>Gr\xfc\xdfe</p>',
            ".HTM",
            FileText("", "", '<meta charset="windows-1252"><p>Grüße</p>'),
        ),
    ],
)
def test_a_file_is_read_by_its_suffix(data: bytes, suffix: str, found: FileText) -> None:
    assert parse_text(data, suffix) == found


@pytest.mark.parametrize(
    ("data", "suffix", "reason"),
    [
        (b"", ".txt", "is empty"),
        (b" \r\n\t", ".html", "is empty"),
        (b"a\0b", ".txt", "is not text: it has a null character"),
        (b"Gr\xfc\xdfe", ".txt", "is not text in UTF-8"),
        (b"<meta charset=ascii>\xff", ".html", "is not text in UTF-8 or the charset it names"),
        (b"<meta charset=punycode>\xff", ".html", "is not text in UTF-8 or the charset it names"),
        (b"a" * 1_100_000, ".txt", "is over 1 MB"),
        (b"a" * 1_050_000, ".txt", "has a text of over 1 MB"),
        (b"Subject: " + b"a" * 1_001, ".txt", "has a subject of more than 1,000 characters"),
        (
            b"Content-Type: text/plain; charset=utf-7\n\n+2AA-",
            ".eml",
            "is not text: it has halves of characters",
        ),
        (b"\x89PNG\r\n\x1a\n", ".txt", "is not text in UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes, suffix: str, reason: str) -> None:
    with pytest.raises(BadTextError) as caught:
        parse_text(data, suffix)
    assert str(caught.value) == reason


@pytest.mark.parametrize("number", range(60))
def test_a_text_is_read_from_the_files_it_was_written_to(number: int) -> None:
    text = sample(number)
    whole = FileText("", "", "")
    for suffix, data in file_contents(text):
        found = parse_text(data, suffix)
        assert found.subject == text.subject
        whole = FileText(found.subject, whole.plain + found.plain, whole.html + found.html)
    assert whole == FileText(text.subject, text.plain, text.html)


def test_a_text_that_came_as_markdown_leaves_as_markdown() -> None:
    text = TemplateText(5, "S", "# Hi", "", "ada", AT, "5.md")
    assert list(file_contents(text)) == [(".md", b"Subject: S\n\n# Hi")]


def test_browsers_read_an_exported_page_in_the_charset_it_is_in() -> None:
    html = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">Grüße'
    text = TemplateText(5, "", "", html, "ada", AT)
    assert list(file_contents(text)) == [(".html", b"\xef\xbb\xbf" + html.encode())]


def results(folder: Path, *ids: int) -> list[TemplateText | Rejected]:
    found = folder_texts(folder, ids, STAMP)
    return [each if isinstance(each, Rejected) else each[0] for each in found]


def test_a_folder_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    files = {
        "1.txt": b"one",
        "2.txt": b"Subject: S\n\ntwo",
        "2.html": b"Subject: S\n\n<p>two</p>",
        "3.txt": b"three",
        "3.md": b"also three",
        "4.txt": b"\0",
        "5.txt": b"of no template",
        "notes.docx": b"?",
        ".DS_Store": b"?",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "6.txt").mkdir()
    (tmp_path / ".git").mkdir()
    assert results(tmp_path, 1, 2, 3, 4, 6) == [
        Rejected("5.txt", "belongs to no template that a sequence uses"),
        Rejected("6.txt", "is a folder, whose files are not read"),
        Rejected("notes.docx", "is not named by an id and one of .txt .md .html .htm .eml"),
        TemplateText(1, "", "one", "", "ada", AT, "1.txt"),
        TemplateText(2, "S", "two", "<p>two</p>", "ada", AT, "2.html"),
        Rejected("3.txt", "has the text that 3.md has already"),
        TemplateText(3, "", "also three", "", "ada", AT, "3.md"),
        Rejected("4.txt", "is not text: it has a null character"),
    ]


def test_a_link_that_leads_nowhere_stops_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "1.txt").symlink_to("x" * 300)
    (tmp_path / "2.txt").write_text("two")
    assert results(tmp_path, 1, 2) == [
        Rejected("1.txt", "cannot be read: File name too long"),
        TemplateText(2, "", "two", "", "ada", AT, "2.txt"),
    ]


def test_a_link_out_of_the_folder_brings_no_other_file_into_the_archive(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a key")
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "1.txt").symlink_to(tmp_path / "secret")
    (folder / "2.txt").write_text("two")
    (folder / "3.txt").symlink_to("2.txt")
    assert results(folder, 1, 2, 3) == [
        Rejected("1.txt", "is a link that leads out of the folder"),
        TemplateText(2, "", "two", "", "ada", AT, "2.txt"),
        TemplateText(3, "", "two", "", "ada", AT, "3.txt"),
    ]


def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.txt")
    with pytest.raises(BadTextError, match="is not a file with content"):
        read_text_file(tmp_path / "1.txt")
