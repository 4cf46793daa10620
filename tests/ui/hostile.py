"""Texts with control sequences or markup, and a check for their effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.delay import Delay
from seq_tui.domain.failure import Cause, Failure
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction, UnknownAction
from tests.test_sanitize import dangers

if TYPE_CHECKING:
    from textual.app import App

INJECTION = "\x1b]52;c;cHduZWQ=\x07[/b][@click=app.quit]x[/]"

HOSTILE = [
    INJECTION,
    "\x1b[31m\x1b[2J\x1b[10A\x1b[?1049lred",
    "\x1b]2;title\x07\x1b]9;notice\x07",
    "\x1b]8;;https://example.com\x1b\\link\x1b]8;;\x1b\\",
    "\x1bPq#0\x1b\\\x1b_Ga=T;AAAA\x1b\\\x1b^pm\x1b\\",
    "\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\",
    "\x1b[6n\x1b[c\x1b]11;?\x07",
    "\x1bc\x1b]2;unterminated",
    "\x9b31m\x9d2;title\x9c",
    "bell\x07back\x08delete\x7fnul\x00shift\x0e\x0f",
    "a\rb\nc\td\x0be\x0cf",
    "a\x85b\u2028c\u2029d",
    "\u202ereversed\u2066inside\u2069",
    "zero\u200bwidth\u200d\ufeff\u00ad",
    "\U0001f3f4\U000e0067\U000e007f",
    "lone \ud800 surrogate \udfff",
    "[/]",
    "[/b",
    "a[b]c[/b",
    "[red]][/",
    "[link='x",
    "[@click=app.quit]click me[/]",
    "[@click=app.bell()][bold]nested[/bold][/]",
    "[First Name], [#888888]merge tags",
    "$variable \\[escaped\\] {braces} %s",
    "漢" * 2_000 + "\x1b[31m",
]


def sequences() -> tuple[Sequence, ...]:
    """A sequence for each text, with the text in every field."""
    return tuple(
        Sequence(
            id=number,
            name=text,
            created_at=text,
            updated_at=text,
            steps=(
                Step(
                    delay=Delay(text, text),
                    action=TaskAction(text, {"task_content": text, text: text}),
                    extra={text: [text]},
                ),
                Step(delay=Delay(1, text), action=UnknownAction(text, {text: {text: text}})),
                Step(action=EmailAction(text, {"email_template_id": text, "is_reply": text})),
            ),
        )
        for number, text in enumerate(HOSTILE, 1)
    )


def failure(text: str) -> Failure:
    """A failure with `text` in every field."""
    return Failure(
        Cause.SERVICE,
        message=text,
        advice=text,
        status=500,
        code=text,
        details=text,
        request_id=text,
    )


def found_on_screen(app: App[None], *, allowed: str = "") -> str:
    """The dangerous characters on the screen, and links that run actions."""
    lines = app.screen._compositor.render_strips()
    links = [
        segment.text
        for line in lines
        for segment in line
        if segment.style and "@click" in segment.style.meta
    ]
    return "".join(dangers(line.text, allowed=allowed) for line in lines) + "".join(links)
