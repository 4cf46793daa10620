"""What is written for each tool is right by the second models and by brute force."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.delay import HOURS, WEEKDAYS, Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.moving.folder import MovingFolder
from seq_tui.export.moving.targets import TARGETS
from seq_tui.server.demo.account import SIZE, demo_sequence
from tests.export.moving.random_sequences import TEMPLATES, random_sequence, text_of
from tests.export.moving.reading import READERS
from tests.export.moving.second_opinion import complaints

if TYPE_CHECKING:
    from collections.abc import Iterable

RANDOM = 1_000

TEXTS = {number: text for number in TEMPLATES if (text := text_of(number)) is not None}


def written(
    tool: str, sequences: Iterable[Sequence], weekend: WeekendRule = WeekendRule.HOLD
) -> dict[str, bytes]:
    """All files of a folder, by their paths."""
    folder = MovingFolder(TARGETS[tool], weekend, "demo account", {})
    files = [file for sequence in sequences for file in folder.add(sequence, TEXTS)]
    files += folder.end()
    return {f"{file.folder}/{file.name}".lstrip("/"): file.document for file in files}


@pytest.mark.parametrize("tool", READERS)
def test_the_demo_account_is_written_as_each_tool_takes_it(tool: str) -> None:
    sequences = [demo_sequence(row) for row in range(SIZE)]
    files = written(tool, sequences)
    assert list(complaints(tool, files, sequences, lambda _: None)) == []


@pytest.mark.no_cover  # thousands of sequences, in lines that the other tests cover
@pytest.mark.parametrize("tool", READERS)
def test_random_sequences_are_written_as_each_tool_takes_them(tool: str) -> None:
    sequences = [random_sequence(number) for number in range(RANDOM)]
    files = written(tool, sequences)
    assert list(complaints(tool, files, sequences, text_of)) == []


@pytest.mark.parametrize("tool", READERS)
def test_dates_are_also_compared_where_sell_sends_on_weekends(tool: str) -> None:
    sequences = [random_sequence(number) for number in range(100)]
    files = written(tool, sequences, WeekendRule.IGNORE)
    assert json.loads(files["losses.json"])["weekend_rule"] == "ignore"
    assert list(complaints(tool, files, sequences, text_of)) == []


SMALL = [
    Sequence(
        7,
        "Trial",
        steps=(
            Step(1, 0, Delay(0, HOURS), EmailAction(properties={"email_template_id": 501})),
            Step(2, 1, Delay(2, WEEKDAYS), EmailAction(properties={"is_reply": True})),
            Step(3, 2, Delay(20, HOURS), TaskAction(properties={"task_content": "Call"})),
        ),
    )
]


@pytest.mark.parametrize(
    ("tool", "path", "old", "new"),
    [
        ("apollo", "sequences/7-trial.json", '"to_be_reviewed"', '"approved"'),
        ("apollo", "sequences/7-trial.json", '"reply_to_thread"', '"new_thread"'),
        ("apollo", "sequences/7-trial.json", '"wait_time": 2', '"wait_time": 3'),
        ("apollo", "sequences/7-trial.json", '"body_html": "', '"body_html": "<script>'),
        ("apollo", "sequences/7-trial.json", '"note": "Call"', '"note": "Ring"'),
        ("apollo", "sequences/7-trial.json", '"name": "Trial"', '"name": "Trail"'),
        ("salesloft", "sequences/7-trial.json", '"enabled": false', '"enabled": true'),
        ("salesloft", "sequences/7-trial.json", '"day": 3', '"day": 4'),
        ("hubspot", "sequences/7-trial.json", "TEMPLATE_ID_501", "TEMPLATE_ID_502"),
        ("hubspot", "sequences/7-trial.json", "BUSINESS_DAYS", "WEEKDAYS"),
        ("outreach", "sequences/7-trial.json", "manual_email", "auto_email"),
        ("outreach", "sequences/7-trial.json", '"interval": 172800', '"interval": 172801'),
        ("outreach", "templates/501.json", '"bodyHtml": "', '"bodyHtml": "<b onclick=a>'),
        ("apollo", "losses.json", '"sell": "2027-01-1', '"sell": "2027-01-2'),
        ("apollo", "losses.json", '"different": ', '"different": 1'),
        ("apollo", "losses.json", '"worst_seconds": -', '"worst_seconds": '),
    ],
)
def test_a_changed_file_is_found(tool: str, path: str, old: str, new: str) -> None:
    files = written(tool, SMALL)
    assert list(complaints(tool, files, SMALL, text_of)) == []
    text = files[path].decode()
    assert old in text
    files[path] = text.replace(old, new, 1).encode()
    assert list(complaints(tool, files, SMALL, text_of)) != []
