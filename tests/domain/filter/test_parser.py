"""The filter language: every text is read or pointed at, and a filter's text is read as itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seq_tui.domain.filter.fields import AGE_DAYS, FIELDS, FIGURES, HAS
from seq_tui.domain.filter.nodes import (
    Age,
    And,
    Compare,
    Creator,
    Date,
    EmailText,
    Has,
    Ids,
    Not,
    Or,
    Period,
    TaskText,
    Template,
    Text,
)
from seq_tui.domain.filter.parser import Mistake, parse_filter
from seq_tui.domain.filter.periods import PERIODS

if TYPE_CHECKING:
    from seq_tui.domain.filter.nodes import Filter

OPERATORS = st.sampled_from(["<", "<=", "=", ">=", ">"])
TIMES = st.sampled_from(["created", "updated"])
LEAVES = st.one_of(
    st.builds(lambda text: Text(text, text.isdecimal()), st.text(max_size=8)),
    st.builds(Text, st.from_regex(r"\d{1,20}", fullmatch=True)),
    st.builds(lambda ids: Ids(tuple(ids)), st.lists(st.integers(0, 99), min_size=1, unique=True)),
    st.builds(TaskText, st.text(max_size=8)),
    st.builds(EmailText, st.text(max_size=8)),
    st.builds(Template, st.integers(0, 2**63 - 1)),
    st.builds(Creator, st.text(min_size=1, max_size=8)),
    st.builds(Has, st.sampled_from(sorted(HAS))),
    st.builds(Compare, st.sampled_from(sorted(FIGURES)), OPERATORS, st.integers(0, 999)),
    st.builds(Compare, st.just("days"), OPERATORS, st.sampled_from([0.5, 2.25, 0.0001])),
    st.dates().map(lambda day: Date("created", "<", day.year, day.month, day.day)),
    st.builds(Date, TIMES, OPERATORS, st.integers(1, 9999), st.integers(1, 12)),
    st.builds(Date, TIMES, OPERATORS, st.integers(1, 9999)),
    st.builds(Period, TIMES, OPERATORS, st.sampled_from(sorted(PERIODS))),
    st.builds(Age, TIMES, OPERATORS, st.integers(0, 999), st.sampled_from(sorted(AGE_DAYS))),
)


def _all_of(parts: list[Filter]) -> Filter:
    """The parts as the parser joins them: no `And` within, and one part for all ids."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, And) else (part,))]
    ids = tuple(dict.fromkeys(x for part in flat if isinstance(part, Ids) for x in part.ids))
    others = [part for part in flat if not isinstance(part, Ids)]
    whole = [*others, *([Ids(ids)] if ids else [])]
    return whole[0] if len(whole) == 1 else And(tuple(whole))


def _any_of(parts: list[Filter]) -> Filter:
    return Or(tuple(x for part in parts for x in (part.parts if isinstance(part, Or) else (part,))))


FILTERS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=2, max_size=4).map(_all_of),
        st.lists(inner, min_size=2, max_size=4).map(_any_of),
    ),
    max_leaves=12,
)
FRAGMENTS = st.lists(
    st.sampled_from(
        [*' "()-#:<>=,', "or", "and", "task", "steps", "5", "2026-01", "90d", "has", "ä", "\x00"]
    )
).map("".join)


@given(FILTERS)
def test_the_text_of_a_filter_is_read_as_that_filter(part: Filter) -> None:
    assert parse_filter(str(part)) == part


@given(st.text() | FRAGMENTS)
@example('"')
@example("(" * 5_000)
@example("-" * 5_000 + "a")
@example("#")
@example("steps>")
def test_any_text_is_read_or_pointed_at(text: str) -> None:
    found = parse_filter(text)
    if isinstance(found, Mistake):
        assert 0 <= found.start < found.stop <= len(text)
        assert found.message
    else:
        assert parse_filter(str(found)) == found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", Text("")),
        ("trial", Text("trial")),
        ("trial price", And((Text("trial"), Text("price")))),
        ('"call back"', Text("call back")),
        ('"say ""yes"""', Text('say "yes"')),
        ("steps>5", Compare("steps", ">", 5)),
        ("steps:>=5", Compare("steps", ">=", 5)),
        ("length>10", Compare("days", ">", 10)),
        ("len>10", Compare("days", ">", 10)),
        ("Owner:anna", Creator("anna")),
        ("changed>=2026/10", Date("updated", ">=", 2026, 10)),
        ("Steps > 5 trial", And((Compare("steps", ">", 5), Text("trial")))),
        ("days<=10", Compare("days", "<=", 10)),
        ("emails>=3", Compare("email", ">=", 3)),
        ("reply:0", Compare("reply", "=", 0)),
        ("task:price", TaskText("price")),
        ("task:", TaskText("")),
        ('task:"call back"', TaskText("call back")),
        ("text:offer", EmailText("offer")),
        ("text:", EmailText("")),
        ('-text:"our offer"', Not(EmailText("our offer"))),
        ("tasks>1", Compare("task", ">", 1)),
        ("template:398744", Template(398744)),
        ("has:reply", Has("reply")),
        ("has:Tasks", Has("task")),
        ("creator:anna", Creator("anna")),
        ("created>2026-01-01", Date("created", ">", 2026, 1, 1)),
        ("created:2026-1", Date("created", "=", 2026, 1)),
        ("updated<90d", Age("updated", "<", 90, "d")),
        ("created:today", Period("created", "=", "today")),
        ("updated<This-Quarter", Period("updated", "<", "this-quarter")),
        ('created>="last  week"', Period("created", ">=", "last-week")),
        ("by:anna", Creator("anna")),
        ("creator:#12", Creator("12")),
        ("#21", Ids((21,))),
        ("id:21,22 #23", Ids((21, 22, 23))),
        ("-trial", Not(Text("trial"))),
        ("--trial", Text("--trial")),
        ("-(-trial)", Not(Not(Text("trial")))),
        ("-(a or b)", Not(Or((Text("a"), Text("b"))))),
        ("a or b c", Or((Text("a"), And((Text("b"), Text("c")))))),
        ("(a or b) c", And((Or((Text("a"), Text("b"))), Text("c")))),
        ("a and b", And((Text("a"), Text("b")))),
        ("a - b", And((Text("a"), Text("-"), Text("b")))),
        ("10:30 e-mail", And((Text("10:30"), Text("e-mail")))),
        ("https://x.eu", Text("https://x.eu")),
        ("(a or b", Or((Text("a"), Text("b")))),
        ('"call', Text("call")),
        ("a)", Text("a)")),
    ],
)
def test_a_filter_says(text: str, part: Filter) -> None:
    assert parse_filter(text) == part


@pytest.mark.parametrize(
    ("text", "pointed_at", "message"),
    [
        ("trial stpes>5", "stpes", "did you mean steps?"),
        ("steps>", "steps>", "a number is missing: steps>5"),
        ("steps>x", "steps>x", '"x" is no number, as in steps>5'),
        ("task>x", "task>x", '"x" is no number, as in task>1'),
        ("has:", "has:", "a value is missing: has:problem"),
        ("creator>anna", "creator>anna", "use a colon: creator:anna"),
        ("template:x", "template:x", '"x" is no template id: template:398744'),
        ("trial or", "or", 'nothing follows "or"'),
        ("a ()", ")", "nothing is in these brackets"),
        ("#x1", "#x1", '"#x1" is no id, as in #21132 or #21,22'),
        (
            "created>2026-02-30",
            "created>2026-02-30",
            '"2026-02-30" is no time: 90d, 2026-01-31, this-month',
        ),
        ("updated<90 days", "updated<90", '"90" is no time: 90d for 90 days, 2026-01-31'),
        ("(updated<90)", "updated<90", '"90" is no time: 90d for 90 days, 2026-01-31'),
        ("updated<2 weeks ago", "updated<2", '"2" is no time: 2w for 2 weeks, 2026-01-31'),
        ("(created>1 yr)", "created>1", '"1" is no time: 1y for 1 year, 2026-01-31'),
        (
            'updated<"6 months"',
            'updated<"6 months"',
            '"6 months" is no time: 6m for 6 months, 2026-01-31',
        ),
        ("updated<1", "updated<1", '"1" is no time: 1d for 1 day, 2026-01-31'),
        ("created>2Weeks", "created>2Weeks", '"2Weeks" is no time: 2w for 2 weeks, 2026-01-31'),
        ("created>5x", "created>5x", '"5x" is no time: 90d, 2026-01-31, this-month'),
        ("has:Probelm", "has:Probelm", "did you mean has:problem?"),
        ("-has:weekned", "has:weekned", "did you mean has:weekend?"),
        ("has:x", "has:x", f'has: takes {", ".join(HAS)}; not "x"'),
    ],
)
def test_a_mistake_is_pointed_at(text: str, pointed_at: str, message: str) -> None:
    found = parse_filter(text)
    assert isinstance(found, Mistake)
    assert text[found.start : found.stop] == pointed_at
    assert found.message == message


@pytest.mark.parametrize("field", ["created", "updated"])
@pytest.mark.parametrize(
    "value", ["90min", "1may", "12march", "31dec", "2weeksago", "202601", "0", "07", "2 trials"]
)
def test_what_is_no_age_is_not_explained_as_one(field: str, value: str) -> None:
    found = parse_filter(f"{field}>{value}")
    assert isinstance(found, Mistake)
    assert found.message == f'"{value.split()[0]}" is no time: 90d, 2026-01-31, this-month'


@pytest.mark.parametrize("start", ["2", "20", "202"])
def test_a_year_that_is_being_typed_is_no_age(start: str) -> None:
    found = parse_filter(f"created>{start}")
    assert isinstance(found, Mistake)
    assert found.message.endswith(": 90d, 2026-01-31, this-month")


def test_each_field_has_an_example_that_is_read() -> None:
    for field in FIELDS:
        assert not isinstance(parse_filter(field.example), Mistake), field.example
