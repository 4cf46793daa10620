"""Five sequences that every format must write correctly, and the stored documents of each.

``python -m tests.export.cases`` stores them again; review the difference before committing it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction, UnknownAction
from seq_tui.export.formats import FORMATS, Format
from tests.presentation.sequences import CALL, EMAIL, REPLY, SEQUENCES, START, hours

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.export.document import Document

FOLDER = Path(__file__).with_name("documents")

FIRST_LINES = 12
"""Number of lines stored of a document that is too long to store completely."""

FIRST_CHARACTERS = 200
"""Number of characters stored of each of these lines."""

HOSTILE = (
    "=1+1;<script>alert('x')</script>]]>--><!-- %%{init: {}}%% # `code` [a](javascript:b) | c:d\\"
    "\x1b[31m\x00\ufffe\ud800\u202e\r\n\t&amp; \"quoted\" 'both' </style></svg>"
)
"""Text with the syntax of every format, and with characters that XML forbids."""


def _numbered(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(
        Step(2_594_819 + index, index, step.delay, step.action) for index, step in enumerate(steps)
    )


CASES = {
    "ordinary": Sequence(
        id=21143,
        name="Trial · long",
        steps_total=9,
        creator_id=1700155,
        created_at="2020-06-03T11:06:30Z",
        updated_at="2026-10-12T08:00:00Z",
        steps=_numbered(SEQUENCES["a mix"]),
        extra={"unsubscribe_settings": {"enabled": True, "locale": "en-US"}},
    ),
    "empty": Sequence(id=21225, name="New sequence", steps_total=0, steps=()),
    "hostile": Sequence(
        id=21,
        name=HOSTILE,
        created_at=HOSTILE,
        updated_at=HOSTILE,
        steps=(
            Step(1, 0, Delay(1, "hours"), UnknownAction(HOSTILE, {HOSTILE: HOSTILE})),
            Step(2, 1, Delay(1, "weekdays"), TaskAction(properties={"task_content": HOSTILE})),
            Step(3, 2, Delay(2, "hours"), EmailAction(properties={"email_template_id": HOSTILE})),
            Step(4, 3, Delay(HOSTILE, HOSTILE), extra={HOSTILE: [HOSTILE]}),
        ),
        extra={HOSTILE: {HOSTILE: HOSTILE}},
    ),
    "incomplete": Sequence(id=22, steps_total=8, steps=SEQUENCES["an unknown unit"]),
}
"""The cases whose documents are stored completely."""

TEN_THOUSAND = Sequence(
    id=23,
    name="Ten thousand",
    steps=tuple(hours(n % 30, (EMAIL, CALL, REPLY)[n % 3]) for n in range(10_000)),
)


def write_all(document: Document, sequences: Iterable[Sequence]) -> bytes:
    """Return a complete document of many sequences."""
    return b"".join([*map(document.add, sequences), *document.end()])


def stored_path(case: str, form: Format) -> Path:
    """Return the path of a case's stored document."""
    return FOLDER / f"{case}{form.suffix}"


def digest(document: bytes) -> str:
    """Summarise a long document: its size, its hash and its first lines."""
    text = document.decode()
    lines = [line[:FIRST_CHARACTERS] for line in text.splitlines()[:FIRST_LINES]]
    size = f"{len(document)} bytes, {text.count(chr(10))} lines"
    return "\n".join([size, hashlib.sha256(document).hexdigest(), *lines]) + "\n"


def store() -> None:
    """Store the current documents of every format."""
    FOLDER.mkdir(exist_ok=True)
    for form in FORMATS.values():
        for case, sequence in CASES.items():
            stored_path(case, form).write_bytes(form.render(sequence, START))
        summary = digest(form.render(TEN_THOUSAND, START))
        (FOLDER / f"ten_thousand.{form.name}").write_text(summary, encoding="utf-8")


if __name__ == "__main__":
    store()
