"""Sequences such as an account could hold, odd ones among them, and the texts of their templates.

The same in every run: each is a function of its number.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from seq_tui.domain.delay import HOURS, WEEKDAYS, Delay
from seq_tui.domain.sequence import (
    Action,
    EmailAction,
    Sequence,
    Step,
    TaskAction,
    UnknownAction,
)
from seq_tui.domain.template_text import TemplateText
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from collections.abc import Collection

    from seq_tui.domain.json import Json

NAMES: list[str | None] = [
    *("Trial", "Winback 90", "Trial · Europe · no reply", "日本語の名前", "👩‍👩‍👧 family", "الاسم"),
    *("../../etc/passwd", "CON", "a/b\\c:d*e?f", "=HYPERLINK(1)", "x" * 300, "-rf", ".hidden"),
    *(
        "<script>alert(1)</script>",
        "[bold]markup[/]",
        "\x1b[31mred\x1b[0m\a",
        "two\nlines",
        "\u202e",
        "\ud800",
    ),
    *("| table | `code` |", "$(id) `id` 'q' \"q\"", "{{lead.name}}", " ", "", None),
]

CONTENTS: list[Json] = [
    "Call about the price",
    "日本語",
    "",
    " ",
    "a\r\nb",
    "x" * 5_000,
    "<img src=x onerror=alert(1)>",
    "[text of a tag]",
    "\x1b]0;title\a",
    "\ud800",
    None,
    7,
]

ODD_TEMPLATES: list[Json] = [None, "398744", True, -1, 0, 2**63, 1.5, {}]
ODD_DELAYS: list[Json] = [None, -1, "3", True, 10**12, [], 0.5, 1e-9]
ODD_UNITS: list[Json] = [None, "fortnights", 3, "HOURS", ""]

TEMPLATES = range(500, 540)
HTML_BODIES = [
    "<p>Hello {{lead.first_name}}</p>",
    "<script>alert(1)</script><p onclick=alert(1)>Hi</p><a href=javascript:alert(1)>x</a>",
    "<style>p{background:url(https://tracker.test/)}</style><iframe src=//x.test></iframe>Hi",
    "<svg onload=alert(1)><p>Hi",
    "<p style='color:red;background:url(https://tracker.test/);width:expression(alert(1))'>Hi</p>",
    "<table background=https://tracker.test/><tr><td style=font-family:url(//x.test)>Hi</table>",
    "<!-- nothing -->",
    "",
]
PLAIN_BODIES = ["Hello [first name],\r\n\r\nbye", "日本語 👋", "<b>not bold</b> & so on", "", " \n"]
SUBJECTS = ["A question", "Re: {{lead.name}}", "", "日本語", "<b>", "\x1b[31m"]


def text_of(template: int) -> TemplateText | None:
    """What a template says; `None` of every third, whose text is not known."""
    if template not in TEMPLATES or template % 3 == 0:
        return None
    random = Random(template)
    html, plain = random.choice([*HTML_BODIES, ""]), random.choice(PLAIN_BODIES)
    return TemplateText(
        template, random.choice(SUBJECTS), plain, html, "ada", "2026-11-01T09:00:00Z", "a.eml"
    )


class SourceWithTexts(FakeSource):
    """An account of these sequences, which knows what some of its templates say."""

    async def template_texts(self, ids: Collection[int]) -> dict[int, TemplateText]:
        found = {each: text_of(each) for each in ids}
        return {each: text for each, text in found.items() if text is not None}


def odd_action(random: Random) -> Action:
    kind = random.randrange(3)
    if kind == 0:
        template = random.choice(ODD_TEMPLATES)
        reply = random.choice([None, True, "true", 1])
        return EmailAction(properties={"email_template_id": template, "is_reply": reply})
    if kind == 1:
        return EmailAction(properties={})
    return UnknownAction(random.choice([None, "sms", "<b>"]), {"number": 7})


def action(random: Random, *, odd: bool) -> Action:
    """An action; an odd one now and then, if odd ones are wanted."""
    if odd and random.random() < 0.1:
        return odd_action(random)
    if random.random() < 0.3:
        content = random.choice(CONTENTS) if odd else "Call"
        return TaskAction(properties={"task_content": content})
    template, reply = random.choice(TEMPLATES), random.random() < 0.4
    return EmailAction(properties={"email_template_id": template, "is_reply": reply})


def delay(random: Random, *, odd: bool) -> Delay:
    """A wait of up to three weeks; an odd one now and then, if odd ones are wanted."""
    if odd and random.random() < 0.08:
        if random.random() < 0.5:
            return Delay(random.choice(ODD_DELAYS), random.choice([HOURS, WEEKDAYS]))
        return Delay(2, random.choice(ODD_UNITS))
    if random.random() < 0.5:
        return Delay(random.choice([0, 0, 1, 1, 2, 3, 4, 5, 6, 10, 15]), WEEKDAYS)
    return Delay(random.choice([0, 1, 2, 4, 12, 23, 24, 36, 48, 72, 120, 336, 0.5, 1.25]), HOURS)


def random_sequence(number: int, *, odd: bool = True) -> Sequence:
    """Sequence `number`: an ordinary one, or one that may be odd in every field."""
    random = Random(number)
    steps = tuple(
        Step(
            id=number * 100 + rank,
            position=rank,
            delay=delay(random, odd=odd),
            action=action(random, odd=odd),
        )
        for rank in range(random.choice([0, 1, 1, 2, 3, 4, 5, 6, 8, 12] if odd else range(1, 9)))
    )
    return Sequence(
        id=10_000 + number,
        name=random.choice(NAMES) if odd else f"Sequence {number}",
        steps_total=len(steps),
        creator_id=7,
        created_at="2020-06-03T11:06:30Z",
        updated_at="2026-10-12T08:00:00Z",
        steps=None if odd and number % 97 == 0 else steps,
    )
