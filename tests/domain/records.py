"""Steps for the tests: from waits alone, or with any JSON value as a delay."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from seq_tui.domain.delay import HOURS, WEEKDAYS, Delay
from seq_tui.domain.sequence import Action, EmailAction, Step, TaskAction, UnknownAction

STEADY = settings(deadline=None, derandomize=True, database=None)
"""The same examples in every run, however slow the machine."""

EMAIL, TASK, UNKNOWN = EmailAction(), TaskAction(), UnknownAction()
REPLY = EmailAction(properties={"is_reply": True})

ACTIONS: st.SearchStrategy[Action] = st.sampled_from([EMAIL, REPLY, TASK, UNKNOWN])

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -1, 10**12])
    | st.floats()
    | st.text(),
    lambda value: st.lists(value) | st.dictionaries(st.text(), value),
    max_leaves=5,
)

SOUND_DELAYS = st.builds(
    Delay, st.integers(0, 80) | st.sampled_from([0.25, 1.5]), st.just(HOURS)
) | st.builds(Delay, st.integers(0, 15), st.just(WEEKDAYS))

ANY_DELAYS = st.builds(Delay, JSON, JSON | st.sampled_from([HOURS, WEEKDAYS])) | SOUND_DELAYS


def sound_steps(*, max_size: int = 8) -> st.SearchStrategy[list[Step]]:
    """Steps whose delays all have a date."""
    return st.lists(st.builds(Step, delay=SOUND_DELAYS, action=ACTIONS), max_size=max_size)


ANY_STEPS = st.lists(st.builds(Step, delay=ANY_DELAYS, action=ACTIONS))


def hours(amount: float, action: Action = EMAIL) -> Step:
    """A step `amount` hours after the one before."""
    return Step(delay=Delay(amount, HOURS), action=action)


def weekdays(amount: float, action: Action = EMAIL) -> Step:
    """A step `amount` weekdays after the one before."""
    return Step(delay=Delay(amount, WEEKDAYS), action=action)


AT_ONCE = hours(0)
UNREADABLE = Step(delay=Delay(2, "fortnights"), action=EMAIL)
