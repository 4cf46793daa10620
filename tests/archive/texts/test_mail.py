"""Reading mails as mail programs save them."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage
from time import process_time

import pytest

from seq_tui.archive.texts.mail import BadMailError, MailText, read_mail


def mail(*headers: str, body: bytes) -> bytes:
    return "\r\n".join([*headers, "", ""]).encode("latin-1") + body


def outlook() -> bytes:
    """A mail with both texts, a picture inside and a file beside them."""
    message = EmailMessage()
    message["Subject"] = "Grüße aus 東京 " * 8
    message.set_content("Grüße\n")
    message.add_alternative("<p>Grüße <img src=cid:a></p>\n", subtype="html")
    parts = message.get_payload()
    assert isinstance(parts, list)
    html = parts[1]
    assert isinstance(html, EmailMessage)
    html.add_related(b"png", "image", "png", cid="<a>")
    message.add_attachment(b"pdf", "application", "pdf", filename="offer.pdf")
    message.add_attachment("not the text", filename="notes.txt")
    return message.as_bytes()


def test_a_mail_with_texts_pictures_and_files() -> None:
    found = read_mail(outlook())
    subject = " ".join(["Grüße aus 東京"] * 8)
    assert found == MailText(subject, "Grüße\n", "<p>Grüße <img src=cid:a></p>\n", 3)


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        ("Subject: =?utf-8?b?R3LDvMOfZQ==?= =?utf-8?q?_aus?=", "Grüße aus"),
        ("Subject: =?iso-8859-1?q?Gr=FC=DFe?=", "Grüße"),
        ("Subject: plain\r\n and folded", "plain and folded"),
        ("Subject: Gr\xc3\xbc\xc3\x9fe", "Grüße"),
        ("SUBJECT: =?nonsense?q?a?=", "=?nonsense?q?a?="),
        ("Subject: =?utf-8?b?a?=", "=?utf-8?b?a?="),
        ("From: ada", ""),
    ],
)
def test_the_subject_is_decoded(header: str, subject: str) -> None:
    assert read_mail(mail(header, body=b"hi")).subject == subject


@pytest.mark.parametrize(
    ("headers", "body", "plain"),
    [
        ([], b"two\r\nlines\r\n", "two\nlines\n"),
        (["Content-Type: text/plain; charset=iso-8859-1"], b"Gr\xfc\xdfe", "Grüße"),
        (["Content-Type: text/plain; charset=gb18030"], "你好".encode("gb18030"), "你好"),
        (["Content-Type: text/plain; charset=us-ascii"], "Grüße".encode(), "Grüße"),
        (["Content-Transfer-Encoding: quoted-printable"], b"Gr=C3=BC=\r\n=C3=9Fe", "Grüße"),
        (["Content-Transfer-Encoding: base64"], b"R3LDvMOf\r\nZQ==", "Grüße"),
    ],
)
def test_the_text_is_decoded(headers: list[str], body: bytes, plain: str) -> None:
    assert read_mail(mail("From: ada", *headers, body=body)).plain == plain


def multipart(*parts: bytes) -> bytes:
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"
    return mail("Content-Type: multipart/mixed; boundary=b", body=body)


FORWARDED = multipart(b"Content-Type: message/rfc822\r\n\r\nSubject: S\r\n\r\nanother's text")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is no e-mail"),
        (b"\x00\x01\x02", "is no e-mail"),
        (mail("From: ada", body=b" \r\n"), "has an empty text"),
        (multipart(b"Content-Type: image/png\r\n\r\npng"), "has no text, only attachments"),
        (FORWARDED, "has no text, only attachments"),
        (
            mail("Content-Type: text/plain; charset=utf-8", body=b"Gr\xfc"),
            "is not in the charset that it names, utf-8",
        ),
        (
            mail("Content-Type: text/plain; charset=utf-99", body=b"hi"),
            "names a charset that is not known: utf-99",
        ),
        (
            mail("Content-Type: text/plain; charset=zlib", body=b"hi"),
            "names a charset that is not known: zlib",
        ),
        (
            mail('Content-Type: text/plain; charset="a\0b"', body=b"Gr\xfc"),
            "has a header that cannot be read",
        ),
        (
            mail("Content-Type: text/plain; name*=a; name*0=b", body=b"hi"),
            "has a header that cannot be read",
        ),
        (multipart(*[b"\r\nhi"] * 5_000), "has more parts than a mail program makes"),
        (mail("X-Long: " + "a" * 100_000, body=b"hi"), "has a header of more than 100 kB"),
        (
            mail("Subject: " + "a" * 5_001, body=b"hi"),
            "has a subject of more than 5,000 characters",
        ),
        (mail("From: ada", body=b"\n" * 400_001), "has more than 400,000 lines"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(BadMailError) as caught:
        read_mail(data)
    assert str(caught.value) == reason


def nested(depth: int, lines: int) -> bytes:
    heads = (
        f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"
        for level in range(depth)
    )
    return "".join(heads).encode() + b"\n" + b"x\n" * lines


@pytest.mark.parametrize(
    "data",
    [
        nested(31, 10),
        nested(5_000, 10),
        nested(30, 300_000),
        b"Content-Type: message/rfc822\n\n" * 3_000 + b"hi",
        b"Content-Type: text/plain" + b"(" * 90_000 + b"\n\nhi",
        b"Content-Type: text/plain; " + b"a=b; " * 18_000 + b"\n\nhi",
        b"Content-Type: text/plain; charset=punycode\n\n" + b"a" * 1_000_000,
        b"X: y\n" * 100_000 + b"\nhi",
    ],
    ids=["levels", "many levels", "lines", "mails", "comments", "parameters", "codec", "headers"],
)
def test_no_mail_takes_long_or_ends_the_program(data: bytes) -> None:
    before = process_time()
    with suppress(BadMailError):
        read_mail(data)
    assert process_time() - before < 20
