"""The subject and the text of an e-mail, as a mail program would show them.

Headers are read by Python's older policy: the newer one recurses into their comments without end.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_NESTING = 30
"""Most parts that have parts, such as a text with pictures; mail programs make three or four."""

MAX_HEADER = 100_000
"""Most bytes of a header, which takes Python the square of its length to read."""

MAX_SUBJECT = 5_000
"""Most characters of a subject as it is sent."""

_NESTING = re.compile(rb"multipart/|message/", re.IGNORECASE)
_BORDER = re.compile(rb"^--", re.MULTILINE)
MAX_BORDERS = 5_000
"""Most lines that may begin a part."""

MAX_LINES = 400_000
"""Most lines, each of which is compared with the border of each part around it."""

_HEADER = re.compile(rb"^[!-9;-~]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+", re.MULTILINE)

_NO_CHARSETS = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})
"""What Python takes for charsets, and no mail program does."""


class BadMailError(ValueError):
    """What is wrong with a mail, as the rest of a sentence."""


class MailText(NamedTuple):
    """What a mail says."""

    subject: str
    plain: str
    html: str
    attachments: int
    """How many other parts it has: pictures, files, further texts."""


def read_mail(data: bytes) -> MailText:
    """Read a mail as it is stored in an ``.eml`` file.

    Raises:
        BadMailError: it has no text, or none that can be read.
    """
    _refuse_bombs(data)
    try:
        return _read(data)
    except BadMailError:
        raise
    except (LookupError, TypeError, ValueError):
        # Python raises these for parameters that are there twice, or have a null character.
        raise BadMailError("has a header that cannot be read") from None


def _read(data: bytes) -> MailText:
    message = message_from_bytes(data)
    if not message.keys():
        raise BadMailError("is no e-mail")
    parts = list(_leaves(message))
    shown = [
        next((part for part in parts if _is_shown(part, kind)), None)
        for kind in ("text/plain", "text/html")
    ]
    if shown == [None, None]:
        raise BadMailError("has no text, only attachments")
    plain, html = map(_text, shown)
    if not (plain.strip() or html.strip()):
        raise BadMailError("has an empty text")
    attachments = len(parts) - sum(part is not None for part in shown)
    return MailText(_subject(message), plain, html, attachments)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that have no parts, from the first to the last; an attached mail is one."""
    payload = message.get_payload() if message.is_multipart() else None
    if message.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _leaves(part)
    else:
        yield message


def _is_shown(part: Message, kind: str) -> bool:
    """Whether a part is displayed as a text, not attached as a file."""
    is_file = part.get_content_disposition() == "attachment" or part.get_filename()
    return part.get_content_type() == kind and not is_file


def _subject(message: Message) -> str:
    """The subject in one line; as it was sent, if it cannot be decoded."""
    raw = next((str(text) for name, text in message.raw_items() if name.lower() == "subject"), "")
    # Bytes that are no ASCII are UTF-8 today, if they mean anything.
    raw = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if len(raw) > MAX_SUBJECT:
        raise BadMailError(f"has a subject of more than {MAX_SUBJECT:,} characters")
    try:
        decoded = str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        decoded = raw
    return " ".join(decoded.split())


def _refuse_bombs(data: bytes) -> None:
    """Refuse what takes long to take apart, or has more levels than Python can count."""
    nesting = sum(1 for _ in _NESTING.finditer(data))
    borders = sum(1 for _ in _BORDER.finditer(data))
    if nesting > MAX_NESTING or borders > MAX_BORDERS:
        raise BadMailError("has more parts than a mail program makes")
    if data.count(b"\n") > MAX_LINES:
        raise BadMailError(f"has more than {MAX_LINES:,} lines")
    if any(found.end() - found.start() > MAX_HEADER for found in _HEADER.finditer(data)):
        raise BadMailError("has a header of more than 100 kB")


def _text(part: Message | None) -> str:
    """The text of a part, with the line ends of this system instead of those of the network."""
    if part is None:
        return ""
    charset = part.get_content_charset() or "utf-8"
    # Many programs send more than ASCII without saying so.
    charset = "utf-8" if charset in ("ascii", "us-ascii") else charset
    payload = part.get_payload(decode=True)
    try:
        text = decode(payload, charset) if isinstance(payload, bytes) else ""
    except LookupError:
        raise BadMailError(f"names a charset that is not known: {charset[:40]}") from None
    except UnicodeError:
        raise BadMailError(f"is not in the charset that it names, {charset}") from None
    return text.replace("\r\n", "\n")


def decode(data: bytes, charset: str) -> str:
    """Decode a text.

    Raises:
        LookupError: there is no such charset.
        UnicodeError: the text is in another one.
    """
    if charset.lower().replace("-", "_") in _NO_CHARSETS:
        raise LookupError(charset)
    return data.decode(charset)
