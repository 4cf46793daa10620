"""For each rule about one sequence: sequences that break it, and some that nearly do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.delay import HOURS, WEEKDAYS, Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction, UnknownAction
from tests.domain.records import AT_ONCE, EMAIL, REPLY, TASK, UNKNOWN, hours, weekdays

if TYPE_CHECKING:
    from seq_tui.domain.json import Json


class Broken(NamedTuple):
    """A sequence that breaks a rule, with the ranks of the steps that are found, and sentences."""

    rule: str
    sequence: Sequence
    ranks: list[int | None]
    messages: list[str]


def of_steps(*steps: Step, total: int | None = None) -> Sequence:
    return Sequence(id=21123, name="Trial", steps=steps, steps_total=total)


def at_positions(*positions: int | None) -> Sequence:
    return of_steps(*(Step(position=each, delay=Delay(0, HOURS)) for each in positions))


def task(content: Json) -> Step:
    return hours(0, TaskAction(properties={"task_content": content}))


def with_template(template: Json) -> Step:
    return weekdays(1, EmailAction(properties={"email_template_id": template}))


def with_templates(*templates: Json) -> Sequence:
    return of_steps(*map(with_template, templates))


def waiting(amount: Json, unit: Json) -> Sequence:
    return of_steps(AT_ONCE, Step(delay=Delay(amount, unit), action=TASK))


DAYS_OF_5 = of_steps(AT_ONCE, hours(120), hours(120), hours(120))

BROKEN = [
    Broken("no-steps", of_steps(), [None], ["The sequence has no steps."]),
    Broken("no-steps", Sequence(steps=None, steps_total=0), [None], ["The sequence has no steps."]),
    Broken(
        "wrong-total",
        of_steps(AT_ONCE, total=3),
        [None],
        ["The service counts 3 steps, but sent 1."],
    ),
    Broken(
        "wrong-total",
        Sequence(steps=None, steps_total=2),
        [None],
        ["The service counts 2 steps, but sent 0."],
    ),
    Broken(
        "uneven-positions",
        at_positions(0, 1, 3),
        [3],
        ["The position is 3, after 1: 2 is missing."],
    ),
    Broken(
        "uneven-positions",
        at_positions(1, 5),
        [1, 2],
        [
            "The position is 1; positions count from 0: 0 is missing.",
            "The position is 5, after 1: 3 positions missing.",
        ],
    ),
    Broken(
        "uneven-positions",
        at_positions(0, 1, 1, 2),
        [3],
        ["The position is 1, which is that of step 2 too."],
    ),
    Broken(
        "uneven-positions",
        at_positions(-1, 0, None),
        [1, 3],
        [
            "The position is -1; positions count from 0.",
            "The step has no position, unlike others.",
        ],
    ),
    Broken(
        "first-step-is-reply",
        of_steps(hours(0, REPLY), hours(4)),
        [1],
        ["The first step is a reply; there is no thread yet to reply in."],
    ),
    Broken(
        "reply-without-email",
        of_steps(hours(0, TASK), hours(0, UNKNOWN), hours(4, REPLY), hours(4, REPLY)),
        [3],
        ["This is a reply, but before it there is no e-mail, only steps 1 and 2."],
    ),
    Broken(
        "unknown-action",
        of_steps(AT_ONCE, hours(1, UnknownAction("sms")), hours(1, UNKNOWN)),
        [2, 3],
        [
            'The action_type is "sms", no e-mail and no task.',
            "The step does not say what it does: it has no action_type.",
        ],
    ),
    Broken(
        "empty-task",
        of_steps(task("Call"), task(" \n"), task(None), task(""), task("\u200b\u3164")),
        [2, 3, 4, 5],
        ["The task does not say what to do."] * 4,
    ),
    Broken(
        "repeated-template",
        with_templates(7, 8, 7, "x", "x", 7),
        [3, 5],
        ["Template 7 is in steps 1, 3 and 6.", 'Template "x" is in steps 4 and 5.'],
    ),
    Broken(
        "repeated-template",
        with_templates(*[7] * 9),
        [2],
        ["Template 7 is in steps 1, 2, 3, 4, 5, 6 and 3 more."],
    ),
    Broken(
        "unreadable-delay",
        waiting(2, "fortnights"),
        [2],
        ['The unit of the wait is "fortnights", neither hours nor weekdays.'],
    ),
    Broken(
        "unreadable-delay",
        waiting("2", HOURS),
        [2],
        ['The length of the wait is "2", which cannot be counted.'],
    ),
    Broken(
        "unreadable-delay",
        waiting(-1, WEEKDAYS),
        [2],
        ["The length of the wait is -1, which cannot be counted."],
    ),
    Broken("unreadable-delay", waiting(None, None), [2], ["The wait is missing."]),
    Broken("unreadable-delay", waiting(1, None), [2], ["The wait has no unit."]),
    Broken("unreadable-delay", waiting(None, HOURS), [2], ["The wait has a unit, but no length."]),
    Broken(
        "no-wait",
        of_steps(AT_ONCE, weekdays(0, REPLY), hours(0.0)),
        [2, 3],
        [
            "Nothing waits between this e-mail and the one of step 1.",
            "Nothing waits between this e-mail and the one of step 2.",
        ],
    ),
    Broken(
        "long-gap",
        of_steps(AT_ONCE, weekdays(16), hours(505, TASK)),
        [2, 3],
        [
            "This step waits 16 weekdays, longer than 15 weekdays.",
            "This step waits 505 hours, longer than 15 weekdays.",
        ],
    ),
    Broken(
        "often-held",
        DAYS_OF_5,
        [2, 3, 4],
        [
            "This e-mail is held over a weekend from 96 of the 168 start hours of a week (57 %).",
            "This e-mail is held over a weekend from 144 of the 168 start hours of a week (86 %).",
            "This e-mail is held over a weekend from every start.",
        ],
    ),
    Broken(
        "often-held",
        of_steps(AT_ONCE, hours(0, TASK), hours(120, REPLY)),
        [3],
        [
            "This e-mail is held over a weekend from 96 of the 168 start hours of a week (57 %),"
            " with each task done at once."
        ],
    ),
    Broken(
        "after-task",
        of_steps(AT_ONCE, hours(4, TASK), hours(4), hours(4, TASK), hours(4)),
        [3],
        ["This step waits until the task of step 2 is marked done."],
    ),
]

NEARLY = [
    ("no-steps", of_steps(AT_ONCE)),
    ("no-steps", of_steps(total=3)),
    ("wrong-total", of_steps(AT_ONCE, AT_ONCE, total=2)),
    ("wrong-total", of_steps(AT_ONCE)),
    ("wrong-total", of_steps(total=0)),
    ("uneven-positions", at_positions(0, 1, 2)),
    ("uneven-positions", at_positions(None, None)),
    ("first-step-is-reply", of_steps(AT_ONCE, hours(0, REPLY))),
    ("first-step-is-reply", of_steps(hours(0, TASK), hours(0, REPLY))),
    ("reply-without-email", of_steps(hours(0, TASK), AT_ONCE, hours(4, REPLY))),
    ("reply-without-email", of_steps(hours(0, REPLY), hours(0, REPLY))),
    ("unknown-action", of_steps(AT_ONCE, task("Call"), hours(1, EmailAction(None)))),
    ("empty-task", of_steps(task("·"), task(0), task(["x"]), AT_ONCE)),
    ("repeated-template", with_templates(7, 8, "7")),
    ("repeated-template", with_templates(None, None, "", "", [7], [7], True, 1)),
    ("unreadable-delay", of_steps(AT_ONCE, hours(0.5), weekdays(2.5), hours(100_000_000))),
    ("no-wait", of_steps(AT_ONCE, hours(0, TASK), hours(0), hours(0.1), hours(0, UNKNOWN))),
    ("no-wait", of_steps(AT_ONCE, Step(delay=Delay(0, "days"), action=EMAIL))),
    ("no-wait", of_steps(AT_ONCE, Step(delay=Delay(False, HOURS), action=EMAIL))),
    ("long-gap", of_steps(AT_ONCE, weekdays(15), hours(504))),
    ("often-held", of_steps(AT_ONCE, hours(72), hours(24))),
    ("often-held", of_steps(AT_ONCE, weekdays(5), weekdays(5))),
    ("often-held", of_steps(AT_ONCE, hours(120, TASK))),
    ("often-held", of_steps(AT_ONCE, Step(delay=Delay(1, "?")), hours(120))),
    ("after-task", of_steps(AT_ONCE, hours(4), hours(4, TASK))),
]
