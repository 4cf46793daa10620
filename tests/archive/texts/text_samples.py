"""Texts of templates as people have them, and archives to put them into."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.texts.changes import changing_texts
from seq_tui.domain.template_text import TemplateText

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-11-29T01:00:00Z"

BODIES = (
    "Hi {{first_name}},\n\nshall we talk?",
    "First line\r\nsecond line\r\n\r\nthe last\r\n",
    "お世話になっております。\n[会社名] 様",
    "👩‍💻 🇪🇺 e\u0301 \u202eright to left\u202c \x1b[31mred\x07",
    "Subject: this is a body that looks like a file with a subject\n\ntext",
    "\ufeffbegins with a mark",
    " \t\n trailing spaces  \n",
)

PAGES = (
    "<p>Hi {{first_name}}</p>",
    '<html><head><meta charset="windows-1252"></head><body>Grüße – ✉</body></html>',
    "<p>two\r\nlines</p>\r\n",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
)


def sample(number: int) -> TemplateText:
    """One of any number of texts: plain, HTML or both, with and without a subject."""
    plain = f"{BODIES[number % len(BODIES)]} {number // 50}" if number % 3 else ""
    html = f"{PAGES[number % len(PAGES)]}<!-- {number // 50} -->" if number % 3 != 1 else ""
    subject = f"Subject № {number} · 件名 {{{{company}}}}" if number % 4 else ""
    return TemplateText(398_744 + number, subject, plain, html, "ada", AT, f"{number}.txt")


def put(path: Path, *texts: TemplateText) -> list[bool]:
    """Store texts in an archive; whether each of them said anything new."""
    with changing_texts(path) as changes:
        return [changes.put(text) for text in texts]


def known(path: Path, *ids: int) -> dict[int, TemplateText]:
    """The texts that an archive tells."""
    with closing(Archive.open(path)) as archive:
        return archive.texts_until(ids or archive.template_ids_with_text())
