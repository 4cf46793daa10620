"""Tests of sequences as plain text."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction, UnknownAction
from seq_tui.export.list_table import list_lines
from seq_tui.export.text import sequence_lines
from seq_tui.presentation.glyphs import ASCII

HOSTILE = "\x1b]52;c;cHduZWQ=\x07[/b][@click=app.quit]x[/]"

TRIAL = Sequence(
    id=21123,
    name="Trial · Europe",
    steps_total=4,
    creator_id=1700155,
    created_at="2020-06-03T11:06:30Z",
    updated_at="2026-10-12T08:00:00Z",
    steps=(
        Step(1, 0, Delay(0, "weekdays"), EmailAction(properties={"email_template_id": 398744})),
        Step(2, 1, Delay(1, "weekdays"), TaskAction(properties={"task_content": "Call\nthem"})),
        Step(3, 2, Delay(4, "hours"), UnknownAction("fax", {"pages": [1, 2]})),
        Step(None, None, Delay(2, "fortnights"), extra={"position": "last"}),
    ),
    extra={"unsubscribe_settings": {"enabled": True}},
)


def test_a_sequence_is_written_with_header_steps_and_properties() -> None:
    assert sequence_lines(TRIAL, 80) == [
        "Trial · Europe",
        "#21123 · 4 steps · ≥ 1 weekday 4 hours ? · 1 e-mail · 1 task · 2 unknown actions",
        "longest gap 1 weekday · 25 % automated",
        "updated 12 Oct 2026 · created 3 Jun 2020 · creator 1700155",
        'unsubscribe_settings  {"enabled": true}',
        "",
        "#     ACTION          WAIT            FROM START",
        "1  ✉  e-mail 398744   at once         at once",
        "2  ☐  task Call them  1 weekday       1 weekday",
        "3  ?  fax             4 hours         ≥ 1 weekday 4 hours",
        "4  ?  unknown action  2 fortnights ?  ≥ 1 weekday 4 hours ?",
        "",
        "PROPERTIES",
        "1  step 1 · position 0",
        "   email_template_id  398744",
        "2  step 2 · position 1",
        "   task_content  Call",
        "                 them",
        "3  step 3 · position 2",
        "   pages  [1, 2]",
        "4  step ? · position ?",
        "   position  last",
    ]


def test_a_start_adds_a_timeline_and_landings() -> None:
    start = datetime(2026, 11, 27, 9, tzinfo=ZoneInfo("Europe/Warsaw"))
    lines = sequence_lines(TRIAL, 80, start=start)
    assert lines[6:25] == [
        "if started Fri 27 Nov 2026 09:00 Europe/Warsaw",
        "",
        "                    Nov 2026",
        "                    Fri 27      Sat 28 ···· Sun 29 ···· Mon 30",
        "1 ✉ e-mail 398744     ●",
        "2 ☐ task Call them    ────────────────────────────────────●",
        "3 ? fax                                                   ─● ≥",
        "4 ? unknown action                                         ?",
        "",
        "#     ACTION          WAIT            FROM START    LANDS",
        "1  ✉  e-mail 398744   at once         at once       Fri 27 Nov 09:00    Day 1",
        "2  ☐  task Call them  1 wd            1 wd          Mon 30 Nov 09:00    Day 4",
        "3  ?  fax             4 h             ≥ 1 wd 4 h    ≥ Mon 30 Nov 13:00  Day 4",
        "4  ?  unknown action  2 fortnights ?  ≥ 1 wd 4 h ?  ?                       ?",
        "",
        "Estimate: e-mails held over the weekend, ! on a weekend, ≥ at the earliest",
        "Day 1 is the day of the start",
        "",
        "PROPERTIES",
    ]
    assert any("≥ 1 weekday 4 hours  " in line for line in sequence_lines(TRIAL, 100, start=start))
    assert sequence_lines(Sequence(id=1, steps=()), 80, start=start)[-1].startswith("updated")


def test_a_list_has_a_line_for_each_sequence() -> None:
    unknown = Sequence(steps_total=0)
    untouched = Sequence(id=7, name="会社", steps=(Step(1, 0, Delay(1, "hours"), EmailAction()),))
    assert list_lines([TRIAL, untouched, unknown], 80) == [
        "   ID  NAME            STEPS  LENGTH        DAYS  UPDATED",
        "21123  Trial · Europe      4  ≥ 1 wd 4 h ?        12 Oct 2026",
        "    7  会社                1  1 h            0–3  ?",
        "    ?  (unnamed)           0                      ?",
    ]


@pytest.mark.parametrize("width", [1, 20, 40, 79, 200])
def test_no_line_is_wider_than_the_width(width: int) -> None:
    wide = Sequence(id=21, name="会社" * 99, steps=TRIAL.steps, extra={"x" * 99: "会 " * 99})
    lines = sequence_lines(wide, width) + list_lines([wide, TRIAL], width)
    lines += sequence_lines(wide, width, start=datetime(2026, 11, 23, tzinfo=UTC))
    assert max(map(cell_len, lines)) <= max(width, 20)


def test_a_long_value_is_wrapped_and_not_cut() -> None:
    step = Step(action=TaskAction(properties={"task_content": "word " * 200}))
    lines = sequence_lines(Sequence(steps=(step,)), 60)
    properties = lines[lines.index("PROPERTIES") :]
    assert sum(line.count("word") for line in properties) == 200


def test_a_property_and_an_unknown_field_of_one_name_are_both_written() -> None:
    step = Step(action=TaskAction(properties={"position": "one"}), extra={"position": "two"})
    assert sequence_lines(Sequence(steps=(step,)), 80)[-2:] == [
        "   position  one",
        "   position  two",
    ]


def test_hostile_text_is_harmless_in_any_field() -> None:
    step = Step(
        delay=Delay(HOSTILE, HOSTILE),
        action=UnknownAction(HOSTILE, {HOSTILE: HOSTILE}),
        extra={HOSTILE: [HOSTILE]},
    )
    sequence = Sequence(
        name=HOSTILE,
        created_at=HOSTILE,
        updated_at=HOSTILE,
        steps=(step,),
        extra={HOSTILE: {HOSTILE: HOSTILE}},
    )
    for line in sequence_lines(sequence, 300) + list_lines([sequence], 300):
        assert line.isprintable()


def test_steps_not_sent_differ_from_no_steps() -> None:
    assert sequence_lines(Sequence(id=1, steps_total=8), 80)[1] == "#1 · 8 steps, not included"
    assert sequence_lines(Sequence(id=1, steps=()), 80)[1] == "#1 · 0 steps"


def test_ascii_glyphs_give_only_ascii() -> None:
    lines = sequence_lines(Sequence(name="Trial", steps=TRIAL.steps), 40, ASCII)
    assert "".join(lines).isascii()


def test_ten_thousand_steps_have_ten_thousand_lines_and_as_many_headings() -> None:
    steps = tuple(Step(n, n, Delay(1, "hours"), TaskAction()) for n in range(10_000))
    lines = sequence_lines(Sequence(steps=steps), 80)
    assert len(lines) > 20_000
    assert lines[-1] == "10000  step 9999 · position 9999"
