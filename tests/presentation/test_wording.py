"""Tests of the words for a sequence and its parts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from seq_tui.domain.delay import CumulativeDelay, Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction, UnknownAction
from seq_tui.domain.summary import summarise
from seq_tui.presentation.glyphs import ASCII, UNICODE, glyphs_for
from seq_tui.presentation.header import build_header
from seq_tui.presentation.wording import (
    action_mark,
    action_text,
    as_of_text,
    counted,
    cumulative_text,
    delay_text,
    length_text,
    moment_text,
    name_text,
    span_text,
    steps_text,
    value_text,
)

if TYPE_CHECKING:
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Action

HOSTILE = "\x1b]52;c;cHduZWQ=\x07[/b][@click=app.quit]x[/]"
INERT = "␛]52;c;cHduZWQ=␇[/b][@click=app.quit]x[/]"


@pytest.mark.parametrize(
    ("amount", "noun", "text"),
    [
        (0, "row", "0 rows"),
        (1, "row", "1 row"),
        (1.0, "hour", "1 hour"),
        (1.5, "hour", "1.5 hours"),
        (2, "reply", "2 replies"),
        (2, "weekday", "2 weekdays"),
        (1_234, "sequence", "1,234 sequences"),
        (1_234_567.5, "e-mail template", "1,234,567.5 e-mail templates"),
    ],
)
def test_a_counted_noun_is_singular_only_for_one(amount: float, noun: str, text: str) -> None:
    assert counted(amount, noun) == text


@pytest.mark.parametrize(
    ("delay", "long", "short"),
    [
        (Delay(0, "weekdays"), "at once", "at once"),
        (Delay(0, "hours"), "at once", "at once"),
        (Delay(1, "weekdays"), "1 weekday", "1 wd"),
        (Delay(4, "hours"), "4 hours", "4 h"),
        (Delay(1.5, "hours"), "1.5 hours", "1.5 h"),
        (Delay(2.0, "weekdays"), "2 weekdays", "2 wd"),
        (Delay(), "?", "?"),
        (Delay(3), "3 ?", "3 ?"),
        (Delay(3, "fortnights"), "3 fortnights ?", "3 fortnights ?"),
        (Delay(-3, "weekdays"), "-3 weekdays ?", "-3 weekdays ?"),
        (Delay("2", "hours"), '"2" hours ?', '"2" hours ?'),
        (Delay([1], {"a": None}), '[1] {"a": null} ?', '[1] {"a": null} ?'),
        (Delay(1, "\x1b[2J"), '1 "\\u001b[2J" ?', '1 "\\u001b[2J" ?'),
    ],
)
def test_a_delay_is_worded_or_shown_as_it_was_sent(delay: Delay, long: str, short: str) -> None:
    assert delay_text(delay) == long
    assert delay_text(delay, short=True) == short


@pytest.mark.parametrize(
    ("total", "long", "short"),
    [
        (CumulativeDelay(), "at once", "at once"),
        (CumulativeDelay(3, 4), "3 weekdays 4 hours", "3 wd 4 h"),
        (CumulativeDelay(1, 1, at_earliest=True), "≥ 1 weekday 1 hour", "≥ 1 wd 1 h"),
        (CumulativeDelay(0, 0, at_earliest=True), "≥ at once", "≥ at once"),
        (CumulativeDelay(3, 0, complete=False), "3 weekdays ?", "3 wd ?"),
        (CumulativeDelay(0, 0, complete=False), "?", "?"),
        (CumulativeDelay(0, 2, complete=False, at_earliest=True), "≥ 2 hours ?", "≥ 2 h ?"),
    ],
)
def test_a_cumulative_delay_keeps_its_units_and_marks(
    total: CumulativeDelay, long: str, short: str
) -> None:
    assert cumulative_text(total) == long
    assert cumulative_text(total, short=True) == short


def test_a_terminal_without_utf_8_gets_plain_signs() -> None:
    assert glyphs_for("latin-1") is ASCII
    assert glyphs_for("no such encoding") is ASCII
    assert glyphs_for(None) is ASCII
    assert glyphs_for("UTF8") is UNICODE
    assert cumulative_text(CumulativeDelay(1, at_earliest=True), glyphs=ASCII) == ">= 1 weekday"
    assert span_text((8, 10), ASCII) == "8-10 days"
    assert action_mark(EmailAction(), ASCII) == "E"


@pytest.mark.parametrize(
    ("action", "mark", "text"),
    [
        (EmailAction(properties={"email_template_id": 398744}), "✉", "e-mail 398744"),
        (EmailAction(properties={"email_template_id": 5, "is_reply": True}), "↩", "reply 5"),
        (EmailAction(properties={"email_template_id": "a\nb"}), "✉", "e-mail a b"),
        (EmailAction(), "✉", "e-mail, no template"),
        (EmailAction(properties={"email_template_id": None}), "✉", "e-mail, no template"),
        (TaskAction(properties={"task_content": "Call  them\n now"}), "☐", "task Call them now"),
        (TaskAction(properties={"task_content": " \n"}), "☐", "task, no text"),
        (TaskAction(), "☐", "task, no text"),
        (TaskAction(properties={"task_content": {"a": 1}}), "☐", 'task {"a": 1}'),
        (TaskAction(properties={"task_content": HOSTILE}), "☐", f"task {INERT}"),
        (UnknownAction("carrier_pigeon"), "?", "carrier_pigeon"),
        (UnknownAction("\x1b[2J"), "?", "␛[2J"),
        (UnknownAction(), "?", "unknown action"),
    ],
)
def test_an_action_has_a_mark_and_one_line(action: Action, mark: str, text: str) -> None:
    assert action_mark(action) == mark
    assert action_text(action) == text


def test_a_very_long_task_is_cut_in_its_line_and_whole_in_its_value() -> None:
    content = "x" * 100_000
    line = action_text(TaskAction(properties={"task_content": content}))
    assert len(line) < 300
    assert line.endswith("…")
    assert value_text(content) == content


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2020-06-03T11:06:30Z", "3 Jun 2020"),
        ("2026-10-12T23:30:00.25-05:00", "12 Oct 2026"),
        ("1970-01-01T00:00:00Z", "1 Jan 1970"),
        ("9999-12-31T00:00:00Z", "forever"),
        ("2020-06-03T11:06:30", "2020-06-03T11:06:30"),
        ("2020-06-03 11:06 UTC", "2020-06-03 11:06 UTC"),
        ("2020-13-01", "2020-13-01"),
        ("0000-00-00", "0000-00-00"),
        ("soon\x1b[2J", "soon␛[2J"),
        ("", "?"),
        (None, "?"),
    ],
)
def test_a_moment_is_a_date_only_if_its_zone_is_known(moment: str | None, text: str) -> None:
    assert moment_text(moment) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Winback 90", "Winback 90"),
        (HOSTILE, INERT),
        ("会社 🚲", "会社 🚲"),
        (None, "(unnamed #21)"),
        ("", "(unnamed #21)"),
        (" \t\u00a0", "(unnamed #21)"),
        ("\u200b\u2060\ufeff", "(unnamed #21)"),
        ("\u3164\u2800\u0301", "(unnamed #21)"),
    ],
)
def test_a_name_that_nobody_could_see_is_replaced(name: str | None, text: str) -> None:
    assert name_text(Sequence(id=21, name=name)) == text


def test_a_sequence_without_name_and_id_still_has_a_name() -> None:
    assert name_text(Sequence()) == "(unnamed)"


@pytest.mark.parametrize(
    ("span", "text"),
    [
        ((8, 10), "8–10 days"),
        ((1, 1), "1 day"),
        ((4, 4), "4 days"),
        ((0, 0), "same day"),
        (None, ""),
    ],
)
def test_a_span_is_worded(span: tuple[int, int] | None, text: str) -> None:
    assert span_text(span) == text


@pytest.mark.parametrize(
    ("sequence", "text"),
    [
        (Sequence(steps_total=1, steps=(Step(),)), "1 step"),
        (Sequence(steps=()), "0 steps"),
        (Sequence(steps_total=8, steps=(Step(), Step())), "2 of 8 steps received"),
        (Sequence(steps_total=8), "8 steps, not included"),
        (Sequence(), "steps not included"),
    ],
)
def test_the_steps_stated_and_received_are_both_told(sequence: Sequence, text: str) -> None:
    assert steps_text(sequence) == text


def test_the_figures_name_each_kind_that_there_is() -> None:
    steps = (
        Step(delay=Delay(1, "weekdays"), action=EmailAction()),
        Step(delay=Delay(1, "weekdays"), action=EmailAction(properties={"is_reply": True})),
        Step(delay=Delay(4, "hours"), action=TaskAction()),
        Step(delay=Delay(0, "hours"), action=UnknownAction()),
    )
    sequence = Sequence(id=7, steps=steps)
    summary = summarise(sequence)
    assert length_text(summary) == "≥ 2 weekdays 4 hours"
    figures, actions, _ = build_header(sequence)
    span = span_text(summary.span_days)
    assert figures == ["#7", "4 steps", "≥ 2 weekdays 4 hours", span]
    assert actions[:4] == ["1 e-mail", "1 reply", "1 task", "1 unknown action"]


def test_figures_without_a_span_or_a_kind_leave_it_out() -> None:
    figures, actions, _ = build_header(Sequence(steps=(Step(delay=Delay(), action=EmailAction()),)))
    assert figures == ["#?", "1 step", "?"]
    assert actions == ["1 e-mail", "100 % automated"]


def test_a_sequence_without_steps_has_no_figures_of_them() -> None:
    figures, actions, origins = build_header(Sequence(id=7, steps=(), created_at="soon"))
    assert (figures, actions) == (["#7", "0 steps"], [])
    assert origins == ["updated ?", "created soon", "creator ?"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("two\nlines\x1b", "two\nlines␛"),
        ("", '""'),
        (None, "null"),
        (True, "true"),
        (398744, "398744"),
        ({"locale": "会\x9b"}, '{"locale": "会⟨U+009B⟩"}'),
        (["a" * 60], '[\n  "' + "a" * 60 + '"\n]'),
    ],
)
def test_a_value_is_shown_in_full(value: Json, text: str) -> None:
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("read_at", "text"),
    [
        (datetime(2026, 11, 24, 17, 5, 59, tzinfo=UTC), "as of 24 Nov 18:05"),
        (datetime(2026, 1, 1, 0, 5, tzinfo=UTC), "as of 1 Jan 01:05"),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "as of 1 Jan 00:30"),
        (datetime(2025, 11, 24, 17, 5, tzinfo=UTC), "as of 24 Nov 2025 18:05"),
    ],
)
def test_an_age_is_told_in_the_user_s_zone(read_at: datetime, text: str) -> None:
    now = datetime(2026, 11, 24, 19, tzinfo=ZoneInfo("Europe/Warsaw"))
    assert as_of_text(read_at, now) == text


def test_what_was_read_later_than_now_has_an_unknown_age() -> None:
    now = datetime(2026, 11, 24, 19, tzinfo=UTC)
    within = now + timedelta(seconds=59)
    assert as_of_text(within, now) == "as of 24 Nov 19:00", "the present is told in whole minutes"
    for later in (timedelta(minutes=1), timedelta(days=365)):
        assert as_of_text(now + later, now) == "age unknown"
