"""Six sequences that a timeline must read well for, and the start that they are drawn from."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import Action, EmailAction, Step, TaskAction

START = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Warsaw"))
"""A Monday."""

EMAIL = EmailAction(properties={"email_template_id": 398744})
REPLY = EmailAction(properties={"email_template_id": 398745, "is_reply": True})
CALL = TaskAction(properties={"task_content": "Call about the price"})


def hours(amount: float, action: Action = EMAIL) -> Step:
    return Step(delay=Delay(amount, "hours"), action=action)


def weekdays(amount: float, action: Action = EMAIL) -> Step:
    return Step(delay=Delay(amount, "weekdays"), action=action)


SEQUENCES: dict[str, tuple[Step, ...]] = {
    "three e-mails": (weekdays(0), weekdays(1, REPLY), weekdays(1, REPLY)),
    "a mix": (
        weekdays(0),
        weekdays(1, REPLY),
        hours(4, CALL),
        weekdays(2),
        hours(72, REPLY),
        weekdays(3, CALL),
        weekdays(2),
        weekdays(5, REPLY),
        hours(4, CALL),
    ),
    "hours apart": (hours(0), hours(2, REPLY), hours(4, CALL), hours(3), hours(12, REPLY)),
    "nine months": (
        weekdays(0),
        *(weekdays(5, (REPLY, EMAIL, CALL)[n % 3]) for n in range(39)),
    ),
    "an unknown unit": (
        weekdays(0),
        weekdays(2, REPLY),
        Step(delay=Delay(2, "fortnights"), action=CALL),
        weekdays(1),
    ),
    "empty": (),
}
