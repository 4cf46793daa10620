"""Two sequences with every kind of difference between them, for the tests."""

from __future__ import annotations

from seq_tui.domain.delay import HOURS, WEEKDAYS, Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction

LONG_TEXT = "Call about the price of the cargo bike, and ask who else decides"


def email(step_id: int, template: int, wait: int, *, is_reply: bool = False) -> Step:
    """An e-mail some weekdays after the step before."""
    action = EmailAction(properties={"email_template_id": template, "is_reply": is_reply})
    return Step(id=step_id, delay=Delay(wait, WEEKDAYS), action=action)


def task(step_id: int, text: str, wait: int) -> Step:
    """A task some hours after the step before."""
    action = TaskAction(properties={"task_content": text})
    return Step(id=step_id, delay=Delay(wait, HOURS), action=action)


OLD = Sequence(
    id=21132,
    name="Trial",
    steps_total=5,
    creator_id=7,
    steps=(
        email(1, 11, 0),
        email(2, 12, 1, is_reply=True),
        task(3, LONG_TEXT, 4),
        email(4, 14, 2),
        task(5, "Close", 1),
    ),
)
"""Five steps, the last of which is moved and the second of which is removed."""

NEW = OLD._replace(
    name="Trial [b]",
    steps=(
        email(1, 11, 0),
        task(5, "Close", 1),
        task(3, f"{LONG_TEXT}!", 4),
        email(4, 15, 3),
        email(9, 19, 1),
    ),
)
