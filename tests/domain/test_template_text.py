"""Tests of the words of a template: which body is read, and when there is none."""

from __future__ import annotations

import pytest

from seq_tui.domain.template_text import TemplateText


def text(subject: str, plain: str, html: str) -> TemplateText:
    return TemplateText(7, subject, plain, html, "ada", "2026-11-01T09:00:00Z")


@pytest.mark.parametrize(
    ("plain", "html", "readable"),
    [
        ("Hello\n", "<p>Hi</p>", "Hello\n"),
        ("", "<p>Hi</p>", "Hi"),
        (" \r\n", "<p>Hi</p>", "Hi"),
        ("", "", ""),
    ],
)
def test_a_blank_plain_body_hides_no_page(plain: str, html: str, readable: str) -> None:
    assert text("", plain, html).readable == readable
    assert text("", plain, html).is_empty == (not readable)


def test_a_subject_alone_is_a_text() -> None:
    assert not text("Hello", "", "").is_empty
    assert text(" ", "\n", "<p> </p>").is_empty
