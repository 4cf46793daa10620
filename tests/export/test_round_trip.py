"""Every time that the program or ``date`` writes is read back as the same start."""

from __future__ import annotations

import csv
import html
import json
import re
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.schedule import Landing
from seq_tui.domain.sequence import EmailAction, Sequence
from seq_tui.domain.start import past_gap
from seq_tui.domain.start_text import parse_start
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.domain.zone_rules import posix_zone
from seq_tui.export.formats import FORMATS
from seq_tui.presentation.glyphs import ASCII
from seq_tui.presentation.wording import landing_text, start_text
from tests.domain.records import STEADY, hours

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

RULES = ("CET-1CEST,M3.5.0,M10.5.0/3", "IST-5:30", "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1")
ZONES: st.SearchStrategy[tzinfo] = st.one_of(
    st.timezones(), st.sampled_from(RULES).map(posix_zone).map(lambda zone: zone or UTC)
)
CLOCK_TIMES = st.datetimes(datetime(1900, 1, 2), datetime(2150, 1, 1))
FAR = timedelta(days=150)
"""A landing without a year is of the year that the present is in, or of one beside it."""


@st.composite
def times(draw: st.DrawFn) -> datetime:
    """A full minute on a clock of any zone, also one that the clock shows twice."""
    at = draw(CLOCK_TIMES).replace(second=0, microsecond=0, tzinfo=draw(ZONES))
    return past_gap(at.replace(fold=draw(st.integers(0, 1))))


def read_json(document: bytes) -> tuple[str, str]:
    fields = json.loads(document)
    return fields["start"], fields["steps"][0]["lands_at"]


def read_csv(document: bytes) -> tuple[str, ...]:
    """The landings as JSON writes them, from the local times and their offsets from UTC."""
    return tuple(
        row["lands_at"].replace(" ", "T") + (row["utc_offset"].removeprefix("UTC") or "+00:00")
        for row in csv.DictReader(document.decode().splitlines())
    )


def read_text(document: bytes) -> tuple[str, ...]:
    """The line of the start, and the landing at the end of the first row of the table."""
    text = document.decode()
    starts = re.findall(r"^if started .*$", text, re.MULTILINE)
    return found(starts, re.findall(r" at once +at once +(.*?) +Day 1$", text, re.MULTILINE))


def read_markdown(document: bytes) -> tuple[str, ...]:
    text = re.sub(r"\\(.)", r"\1", document.decode())
    starts = re.findall(r"^if started .*$", text, re.MULTILINE)
    rows = re.findall(r"^\| 1 \|.* at once \| (.*?) \| Day 1 \|$", text, re.MULTILINE)
    return found(starts, rows)


def read_markup(document: bytes) -> tuple[str, ...]:
    """The texts of an HTML or SVG document that are a start or a landing."""
    texts = [html.unescape(each) for each in re.split(r"<[^>]*>|\n", document.decode())]
    starts = [each for each in texts if each.startswith("if started ")]
    return found(starts, [each for each in texts if re.fullmatch(r"[A-Z].. [0-9]+ .*:.*", each)])


def read_mermaid(document: bytes) -> tuple[str, ...]:
    text = re.sub("#([0-9]+);", lambda match: chr(int(match[1])), document.decode())
    starts = re.findall(r"(if started .*) :milestone", text)
    return found(starts, re.findall(r" 1 ✉ .* · (.*) :milestone, ", text))


def found(starts: list[str], landings: list[str]) -> tuple[str, ...]:
    assert starts
    assert landings
    return (*(each.removesuffix(":") for each in starts), *landings)


def in_document(
    name: str, read: Callable[[bytes], tuple[str, ...]], sequence: Sequence, at: datetime
) -> tuple[str, ...]:
    """What a document says of a sequence whose first e-mail goes out at the start, as it may be."""
    return read(FORMATS[name].render(sequence, at, WeekendRule.IGNORE))


WRITERS: dict[str, Callable[[Sequence, datetime], tuple[str, ...]]] = {
    "header": lambda _, at: (start_text(at), start_text(at).removeprefix("if started ")),
    "landing": lambda _, at: (landing_text(Landing(at, False, 1), at),),
    "held landing": lambda _, at: (
        landing_text(Landing(at, True, 1, held=True), at),
        landing_text(Landing(at, True, 1, held=True), at, short=False),
    ),
    "plain landing": lambda _, at: (landing_text(Landing(at, True, 1), at, ASCII),),
    "landing in another year": lambda _, at: (
        landing_text(Landing(at, True, 1), at - timedelta(days=400)),
    ),
    **{
        name: partial(in_document, name, read)
        for name, read in (
            ("json", read_json),
            ("csv", read_csv),
            ("text", read_text),
            ("markdown", read_markdown),
            ("html", read_markup),
            ("svg", read_markup),
            ("mermaid", read_mermaid),
        )
    },
}


@pytest.mark.parametrize("form", WRITERS)
@STEADY
@given(at=times(), since=st.timedeltas(-FAR, FAR))
def test_what_the_program_writes_it_reads(form: str, at: datetime, since: timedelta) -> None:
    now = (at.astimezone(UTC) - since).astimezone(at.tzinfo)
    sequence = Sequence(id=1, name="x", steps=(hours(0, EmailAction()),))
    texts = WRITERS[form](sequence, at)
    assert texts
    for text in texts:
        read = parse_start(text, now)
        assert read.astimezone(UTC) == at.astimezone(UTC), text
        assert read.tzinfo is at.tzinfo


DATE_FORMS = {
    "date": "%a %b %e %H:%M:%S %Z %Y",
    "date in American English": "%a %b %e %I:%M:%S %p %Z %Y",
    "date in American English since 2019": "%a %d %b %Y %I:%M:%S %p %Z",
    "date +%c": "%a %b %e %H:%M:%S %Y",
    "date '+%F %T'": "%Y-%m-%d %H:%M:%S",
    "date '+%F %T %Z'": "%Y-%m-%d %H:%M:%S %Z",
    "date -I": "%Y-%m-%dT%H:%M",
    "date '+%d.%m.%Y %H:%M'": "%d.%m.%Y %H:%M",
    "date '+%A, %B %e, %Y, %I:%M %p'": "%A, %B %e, %Y, %I:%M %p",
}
"""Forms that do not tell which of two equal clock times is meant."""

EXACT_FORMS = {
    "date -R": "%a, %d %b %Y %H:%M:%S %z",
    "date -Is": "%Y-%m-%dT%H:%M:%S{offset}",
    "date -Ih": "%Y-%m-%dT%H{offset}",
    "date -Ins": "%Y-%m-%dT%H:%M:%S,123456789{offset}",
    "date --rfc-3339=seconds": "%Y-%m-%d %H:%M:%S{offset}",
    "Date.toString() of JavaScript": "%a %b %d %Y %H:%M:%S GMT%z",
}


def written(at: datetime, form: str) -> str:
    return at.strftime(form).format(offset=at.isoformat()[19:])


@pytest.mark.parametrize("form", [*DATE_FORMS, *EXACT_FORMS])
@STEADY
@given(at=times(), now=times())
def test_what_date_writes_is_read_with_its_clock_time(
    form: str, at: datetime, now: datetime
) -> None:
    text = written(at, (DATE_FORMS | EXACT_FORMS)[form])
    read = parse_start(text, now.astimezone(at.tzinfo)).replace(tzinfo=None, fold=0)
    expected = at.replace(tzinfo=None, fold=0)
    assert read == (expected.replace(minute=0) if form == "date -Ih" else expected), text


@pytest.mark.parametrize("form", [form for form in EXACT_FORMS if form != "date -Ih"])
@STEADY
@given(at=times(), now=times())
def test_an_offset_is_read_as_its_instant_in_any_zone(
    form: str, at: datetime, now: datetime
) -> None:
    text = written(at, EXACT_FORMS[form])
    read = parse_start(text, now)
    assert read.tzinfo is now.tzinfo
    # A zone may have been off by some seconds.
    assert abs(read.astimezone(UTC) - at.astimezone(UTC)) < timedelta(minutes=1), text


@STEADY
@given(at=times(), now=times())
def test_date_in_utc_is_read_anywhere(at: datetime, now: datetime) -> None:
    text = written(at.astimezone(UTC), DATE_FORMS["date"])
    assert parse_start(text, now) == at.astimezone(UTC).replace(second=0)
