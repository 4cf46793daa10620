"""Every format tells the same of an e-mail that is due on a weekend, by either rule."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from seq_tui.domain.sequence import Sequence
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.formats import FORMATS
from tests.export.cases import write_all
from tests.presentation.sequences import CALL, EMAIL, REPLY, hours, weekdays

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Step

WARSAW = ZoneInfo("Europe/Warsaw")
FRIDAY = datetime(2026, 11, 27, 15, tzinfo=WARSAW)
SATURDAY = datetime(2026, 11, 28, 9, tzinfo=WARSAW)

DATA = {"json", "csv", "tsv"}
"""The formats for programs; the others are for people."""

SATURDAY_AFTERNOON = r"2026-11-28[T ]15:00:00|Sat 28 Nov 15.*!"

HELD = r"≥ Mon 30 Nov 00(:|#58;)00 held"


def documents(
    name: str, steps: tuple[Step, ...], start: datetime, weekend: WeekendRule
) -> list[str]:
    """The document of one sequence, and that of many."""
    sequence = Sequence(id=21, name="Trial", steps=steps)
    one = FORMATS[name].render(sequence, start, weekend)
    many = write_all(FORMATS[name].new_document(start, weekend), [sequence])
    return [one.decode(), many.decode()]


@pytest.mark.parametrize(
    ("start", "steps"),
    [
        (FRIDAY, (hours(24, EMAIL),)),
        (FRIDAY, (hours(0, CALL), hours(24, REPLY))),
        (SATURDAY, (hours(0, EMAIL),)),
        (SATURDAY, (weekdays(0, CALL), weekdays(0, REPLY))),
    ],
)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_that_an_email_is_held(
    name: str, start: datetime, steps: tuple[Step, ...]
) -> None:
    for document in documents(name, steps, start, WeekendRule.HOLD):
        if name in DATA:
            assert re.search(r"2026-11-30(T00:00:00\+01:00| 00:00:00)", document)
            assert re.search(r'"held": true|[,\t]true[,\t]true[,\t]Europe', document)
        else:
            assert re.search(HELD, document)
            assert "held over the weekend" in document


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_ignores_the_weekend_if_told_to(name: str) -> None:
    for document in documents(name, (hours(24, EMAIL),), FRIDAY, WeekendRule.IGNORE):
        assert re.search(SATURDAY_AFTERNOON, document)
        assert "Mon 30 Nov" not in document
        assert not re.search(r'held over|"held": true|[,\t]true[,\t]Europe', document)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_holds_a_task(name: str) -> None:
    for document in documents(name, (hours(24, CALL),), FRIDAY, WeekendRule.HOLD):
        assert re.search(SATURDAY_AFTERNOON, document)
        assert not re.search(r'00 held|"held": true|[,\t]true[,\t]Europe', document)


@pytest.mark.parametrize(
    "name", [name for name in FORMATS if name not in ("csv", "tsv", "mermaid")]
)
def test_the_span_of_every_format_follows_the_rule(name: str) -> None:
    spans = {WeekendRule.HOLD: ("1–3 days", "[1,3]"), WeekendRule.IGNORE: ("1 day", "[1,1]")}
    for weekend, (text, array) in spans.items():
        for document in documents(name, (hours(24, EMAIL),), FRIDAY, weekend):
            found = document if name != "json" else re.sub(r"\s", "", document)
            assert (text if name != "json" else array) in found
