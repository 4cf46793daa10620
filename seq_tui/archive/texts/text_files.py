"""Files with the text of a template each, named by its id: ``398744.txt``, ``.md``, ``.html``.

Such a file may begin with the line ``Subject: …`` and an empty one. A template that has both a
plain text and HTML has two files. An ``.eml`` file, as a mail program saves it, is read too.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.archive.texts.mail import BadMailError, decode, read_mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from seq_tui.domain.template_text import TemplateText

PLAIN_SUFFIXES, HTML_SUFFIXES, MAIL = (".txt", ".md"), (".html", ".htm"), ".eml"
SUFFIXES = (*PLAIN_SUFFIXES, *HTML_SUFFIXES, MAIL)

MAX_BYTES = 1 << 20
"""The longest text; that of a mail is without its attachments."""

MAX_MAIL_BYTES = 16 << 20
"""The largest mail, attachments included."""

MAX_SUBJECT = 1_000
"""Most characters of a subject."""

_NAME = re.compile(r"(\d{1,18})\.\w+", re.ASCII)
_SUBJECT = re.compile(r"subject:[ \t]*([^\r\n]*)(?:\r?\n(?:\r?\n)?|\Z)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_DECLARATION_BYTES = 4_096
"""Where in an HTML file its charset stands."""

_HALF = re.compile("[\ud800-\udfff]")
"""What UTF-7 can say and no file can hold."""

_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class BadTextError(ValueError):
    """What is wrong with a file, as the rest of a sentence that its name begins."""


class FileText(NamedTuple):
    """What a file says."""

    subject: str
    plain: str
    html: str
    attachments: int = 0
    """Parts of a mail that are left out."""


def template_id_of(name: str) -> int | None:
    """The template that a file is named by; `None` for any other file."""
    found = _NAME.fullmatch(name)
    is_text = name.lower().endswith(SUFFIXES)
    return int(found[1]) or None if found and is_text else None


def read_text_file(path: Path) -> FileText:
    """Read a file by its suffix.

    Raises:
        BadTextError: it cannot be read, or holds no text.
    """
    return parse_text(read_bytes(path), path.suffix)


def read_bytes(path: Path) -> bytes:
    """The content of a file, up to one byte more than its text may have.

    Raises:
        BadTextError: it cannot be read.
    """
    try:
        # A pipe would keep a reader waiting.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise BadTextError("is not a file with content")
            return file.read(MAX_MAIL_BYTES + 1)
    except OSError as error:
        raise BadTextError(f"cannot be read: {error.strerror}") from None


def parse_text(data: bytes, suffix: str) -> FileText:
    """Read the content of a file with that suffix.

    Raises:
        BadTextError: it is no text, is empty, or is too long.
    """
    suffix = suffix.lower()
    is_html = suffix in HTML_SUFFIXES
    if len(data) > (limit := _limit(suffix)):
        raise BadTextError(f"is over {limit >> 20} MB")
    if suffix == MAIL:
        try:
            found = FileText(*read_mail(data))
        except BadMailError as error:
            raise BadTextError(str(error)) from None
    else:
        subject, body = _divide(_decode(data, is_html=is_html))
        found = FileText(subject, "" if is_html else body, body if is_html else "")
    _check(found)
    return found


def with_subject(found: FileText, subject: str) -> FileText:
    """The same with another subject, in one line.

    Raises:
        BadTextError: it is too long, or there is no text at all.
    """
    line = " ".join(subject.encode(errors="replace").decode().split())
    found = found._replace(subject=line)
    _check(found)
    return found


def file_contents(text: TemplateText) -> Iterator[tuple[str, bytes]]:
    """The files of a template, by their suffixes; `parse_text` reads from them what they say."""
    if text.plain or not text.html:
        is_markdown = text.origin.lower().endswith(".md")
        yield ".md" if is_markdown else ".txt", _encode(_join(text.subject, text.plain))
    if text.html:
        # With a mark, browsers do not believe another charset that it names.
        names_charset = _META_CHARSET.search(text.html.encode()[:_DECLARATION_BYTES])
        html = _join(text.subject, text.html)
        yield ".html", _encode(html, is_marked=names_charset is not None)


def _join(subject: str, body: str) -> str:
    """A text that `_divide` takes apart again, also if the body begins like a subject."""
    return f"Subject: {subject}\n\n{body}" if subject or _SUBJECT.match(body) else body


def _limit(suffix: str) -> int:
    """The most bytes of a file, with a subject."""
    return MAX_MAIL_BYTES if suffix.lower() == MAIL else MAX_BYTES + 4 * MAX_SUBJECT + 100


def _divide(text: str) -> tuple[str, str]:
    """The subject and the body."""
    found = _SUBJECT.match(text)
    return (found[1].strip(), text[found.end() :]) if found else ("", text)


def _decode(data: bytes, *, is_html: bool) -> str:
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8-sig")
    declared = _META_CHARSET.search(data[:_DECLARATION_BYTES]) if is_html else None
    for each in (encoding, declared[1].decode() if declared else encoding):
        try:
            return decode(data, each)
        except (LookupError, UnicodeError):
            continue
    raise BadTextError("is not text in UTF-8" + (" or the charset it names" if declared else ""))


def _encode(text: str, *, is_marked: bool = False) -> bytes:
    return text.encode("utf-8-sig" if is_marked or text.startswith("\ufeff") else "utf-8")


def _check(found: FileText) -> None:
    if not any(part.strip() for part in (found.subject, found.plain, found.html)):
        raise BadTextError("is empty")
    if any("\0" in part for part in (found.subject, found.plain, found.html)):
        raise BadTextError("is not text: it has a null character")
    if any(map(_HALF.search, (found.subject, found.plain, found.html))):
        raise BadTextError("is not text: it has halves of characters")
    if len(found.subject) > MAX_SUBJECT:
        raise BadTextError(f"has a subject of more than {MAX_SUBJECT:,} characters")
    if any(len(part.encode(errors="replace")) > MAX_BYTES for part in (found.plain, found.html)):
        raise BadTextError(f"has a text of over {MAX_BYTES >> 20} MB")
