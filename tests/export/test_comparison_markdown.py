"""Two sequences compared as Markdown."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from seq_tui.domain.comparison.compare import compare
from seq_tui.export.comparison_markdown import comparison_markdown
from seq_tui.presentation.comparison_wording import Sides
from tests.compared import LONG_TEXT, NEW, OLD

START = datetime(2026, 11, 26, 15, tzinfo=ZoneInfo("Europe/Warsaw"))


def test_the_fields_and_the_steps_are_tables() -> None:
    lines = comparison_markdown(compare(OLD, NEW), Sides("acme.seqtui", "live")).decode()
    assert lines.splitlines()[:20] == [
        "# Trial → Trial \\[b\\]",
        "",
        "- old: \\#21132 · acme.seqtui",
        "- new: \\#21132 · live",
        "",
        "name differs; 1 step added, 1 removed, 1 moved, 2 changed; 1 weekday longer",
        "",
        "## Fields",
        "",
        "| Field | Old | New |",
        "|---|---|---|",
        "| name | Trial | Trial \\[b\\] |",
        "| e-mails | 2 | 3 |",
        "| replies | 1 | 0 |",
        "| length | ≥ 3 weekdays 5 hours | ≥ 4 weekdays 5 hours |",
        "| calendar days | 3–6 days | 4–7 days |",
        "",
        "## Steps",
        "",
        "| | # | Old | Wait | From start | # | New | Wait | From start | Difference |",
    ]
    assert lines.splitlines()[22:] == [
        "| \\- | 2 | ↩ reply 12 | 1 weekday | 1 weekday |  |  |  |  |  |",
        "| \\> |  |  |  |  | 2 | ☐ Close | 1 hour | 1 hour | was 5, 3 weekdays 4 hours earlier |",
        f"| \\~ | 3 | ☐ {LONG_TEXT} | 4 hours | 1 weekday 4 hours"
        f" | 3 | ☐ {LONG_TEXT}! | 4 hours | ≥ 5 hours"
        " | 1 weekday earlier, 1 hour later; task\\_content …else decides → …else decides! |",
        "| \\~ | 4 | ✉ e-mail 14 | 2 weekdays | ≥ 3 weekdays 4 hours"
        " | 4 | ✉ e-mail 15 | 3 weekdays | ≥ 3 weekdays 5 hours"
        " | 1 hour later; email\\_template\\_id 14 → 15 |",
        "| \\< | 5 | ☐ Close | 1 hour | ≥ 3 weekdays 5 hours |  |  |  |  | now 2 |",
        "| \\+ |  |  |  |  | 5 | ✉ e-mail 19 | 1 weekday | ≥ 4 weekdays 5 hours |  |",
    ]


def test_a_file_with_controls_in_its_name_is_harmless() -> None:
    text = comparison_markdown(compare(OLD, NEW), Sides("a\x1b[31m\nb", "live")).decode()
    assert "- old: \\#21132 · a\u241b\\[31m\u240ab\n" in text


def test_a_start_shows_the_landings() -> None:
    lines = comparison_markdown(compare(OLD, NEW), Sides(), START).decode().splitlines()
    assert "if started Thu 26 Nov 2026 15:00 Europe/Warsaw" in lines
    assert lines[-3].endswith("| 5 | ✉ e-mail 19 | 1 weekday | ≥ Wed 2 Dec 20:00 |  |")
    assert lines[-1].startswith("Estimate: ")


def test_equal_sequences_are_not_listed() -> None:
    assert comparison_markdown(compare(OLD, OLD), Sides()).decode().splitlines() == [
        "# Trial",
        "",
        "- old: \\#21132",
        "- new: \\#21132",
        "",
        "no difference",
    ]
