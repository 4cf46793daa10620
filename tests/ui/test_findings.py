"""What the checks find, on the screen: marks of sequences and steps, and the dialog of findings."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.widgets import OptionList

from seq_tui.domain.checks.finding import Level
from seq_tui.domain.checks.options import CheckOptions
from seq_tui.domain.sequence import Sequence, Step
from seq_tui.presentation.glyphs import ASCII
from seq_tui.ui.options import DEFAULT_OPTIONS
from seq_tui.ui.screens import checking
from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.screens.findings import FindingsScreen
from seq_tui.ui.sequence_checks import SequenceChecks
from seq_tui.ui.widgets.key_line import KeyLine
from tests.compared import email, task
from tests.fake_source import FakeSource
from tests.ui.browsing import Browsing, browse
from tests.ui.hostile import found_on_screen, sequences

pytestmark = pytest.mark.anyio

SIZES = [(40, 10), (60, 20), (80, 24), (120, 36), (200, 50)]


@pytest.fixture(autouse=True)
def _begin_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "CHECKS_DELAY", 3600)


def named(number: int, name: str, *steps: Step) -> Sequence:
    numbered = tuple(step._replace(position=rank) for rank, step in enumerate(steps))
    return Sequence(id=number, name=name, steps_total=len(steps), steps=numbered)


REPLY_FIRST = named(1, "Reply first", email(1, 11, 0, is_reply=True), email(2, 12, 1))
SAME_TEMPLATE = named(2, "Same template", email(1, 11, 0), task(2, "Call", 2), email(3, 11, 1))
SOUND = named(3, "Sound", email(1, 11, 0), email(2, 12, 1))
REMARKED = named(4, "Only a remark", email(1, 11, 0), task(2, "Call", 1), email(3, 12, 1))
EMPTY = named(5, "No steps")

ACCOUNT = (REPLY_FIRST, SAME_TEMPLATE, SOUND, REMARKED, EMPTY)

CHECKED = DEFAULT_OPTIONS._replace(checks=CheckOptions)


def signs(browsing: Browsing) -> dict[str, str]:
    """The sign before each name in the list."""
    lines = browsing.text(browsing.list).splitlines()[1:]
    return {line[2:].split("  ")[0].strip(): line[1] for line in lines if line.strip()}


async def begin(browsing: Browsing) -> None:
    await browsing.settle()
    browsing.screen.begin_checks()
    await browsing.settle()


async def test_sequences_with_an_error_or_a_warning_have_its_sign_before_the_name() -> None:
    async with browse(FakeSource(sequences=ACCOUNT), options=CHECKED) as browsing:
        await browsing.settle()
        before = browsing.text(browsing.list)
        assert set(signs(browsing).values()) == {" "}
        await begin(browsing)
        assert signs(browsing) == {
            "Reply first": "✗",
            "Same template": "▲",
            "Sound": " ",
            "Only a remark": " ",
            "No steps": "▲",
        }
        unsigned = browsing.text(browsing.list).replace("✗", " ").replace("▲", " ")
        assert unsigned == before


async def test_the_levels_of_the_settings_decide() -> None:
    levels = {"first-step-is-reply": None, "repeated-template": Level.ERROR, "no-steps": Level.INFO}
    options = DEFAULT_OPTIONS._replace(checks=lambda: CheckOptions(levels=levels))
    async with browse(FakeSource(sequences=ACCOUNT), options=options) as browsing:
        await begin(browsing)
        found = {name: sign for name, sign in signs(browsing).items() if sign != " "}
        assert found == {"Same template": "✗"}


async def test_what_has_a_problem_is_what_is_marked_by_the_settings() -> None:
    levels = {"first-step-is-reply": None, "repeated-template": Level.ERROR, "no-steps": Level.INFO}
    for options, expected in (
        (CHECKED, {"Reply first", "Same template", "No steps"}),
        (
            DEFAULT_OPTIONS._replace(checks=lambda: CheckOptions(levels=levels)),
            {"Same template"},
        ),
    ):
        async with browse(FakeSource(sequences=ACCOUNT), options=options) as browsing:
            await begin(browsing)
            marked = {name for name, sign in signs(browsing).items() if sign != " "}
            await browsing.search("has:problem")
            assert {*signs(browsing)} == marked == expected


async def test_without_options_nothing_is_marked() -> None:
    async with browse(FakeSource(sequences=ACCOUNT)) as browsing:
        await begin(browsing)
        assert set(signs(browsing).values()) == {" "}


async def test_a_mark_of_the_user_hides_the_sign() -> None:
    async with browse(FakeSource(sequences=ACCOUNT), options=CHECKED) as browsing:
        await begin(browsing)
        await browsing.press("space")
        assert signs(browsing)["Reply first"] == "◆"
        await browsing.press("space")
        assert signs(browsing)["Reply first"] == "✗"


async def test_plain_signs_are_ascii() -> None:
    async with browse(FakeSource(sequences=ACCOUNT), options=CHECKED) as browsing:
        browsing.list._glyphs = ASCII
        await begin(browsing)
        assert signs(browsing)["Reply first"] == "x"
        assert signs(browsing)["Same template"] == "!"


async def test_only_rows_that_come_into_view_are_checked_and_each_once() -> None:
    checked: list[Sequence] = []

    class Recording(SequenceChecks):
        def look_at(self, sequence: Sequence) -> None:
            if self._known(sequence) is None:
                checked.append(sequence)
            super().look_at(sequence)

    async with browse(FakeSource(500), size=(80, 24)) as browsing:
        await browsing.settle()
        checks = Recording(CheckOptions)
        browsing.list.checks = browsing.screen.__dict__["checks"] = checks
        await begin(browsing)
        rows = browsing.list.rows_in_view
        assert [each.id for each in checked] == [1000 + row for row in range(rows)]
        checked.clear()
        await browsing.press("H", "L", "H")
        assert checked == []
        await browsing.press("L", "down", "down")
        assert [each.id for each in checked] == [1000 + rows, 1001 + rows]


async def test_painting_a_row_checks_nothing() -> None:
    async with browse(FakeSource(sequences=ACCOUNT), options=CHECKED) as browsing:
        await begin(browsing)
        browsing.screen.checks._levels.clear()
        browsing.list.strips.clear()
        browsing.list.render_line(1)
        assert browsing.screen.checks.level(REPLY_FIRST) is None


async def test_the_detail_says_how_many_and_at_which_steps() -> None:
    async with browse(FakeSource(sequences=ACCOUNT), options=CHECKED) as browsing:
        await begin(browsing)
        await browsing.press("down")
        detail = browsing.text(browsing.screen.query_one("#detail"))
        assert "#2 · ▲ 1 warning · 3 steps" in detail
        steps = browsing.text(browsing.steps)
        assert "3▲✉ e-mail 11" in steps
        assert "1 ✉ e-mail 11" in steps
        await browsing.press("down")
        assert "▲" not in browsing.text(browsing.screen.query_one("#detail"))


async def test_what_is_shown_already_is_marked_when_the_checks_begin() -> None:
    async with browse(FakeSource(sequences=ACCOUNT), options=CHECKED) as browsing:
        await browsing.settle()
        assert "✗" not in browsing.text(browsing.screen.query_one("#detail"))
        await begin(browsing)
        assert "#1 · ✗ 1 error · 2 steps" in browsing.text(browsing.screen.query_one("#detail"))


async def test_the_properties_of_a_step_say_what_is_wrong_with_it() -> None:
    async with browse(FakeSource(sequences=ACCOUNT), options=CHECKED) as browsing:
        await begin(browsing)
        await browsing.press("down", "enter", "G")
        step = " ".join(browsing.text(browsing.screen.query_one("#step")).split())
        assert "warning Template 11 is in steps 1 and 3." in step
        await browsing.press("g")
        assert "warning" not in browsing.text(browsing.screen.query_one("#step"))


async def test_what_is_wrong_with_the_sequence_is_below_the_properties_of_each_step() -> None:
    miscounted = SOUND._replace(steps_total=9)
    async with browse(
        FakeSource(sequences=(miscounted,)), size=(120, 60), options=CHECKED
    ) as browsing:
        await begin(browsing)
        await browsing.press("enter")
        assert "─ Sequence ─" in browsing.text(browsing.screen.query_one("#step"))
        assert "warning" in browsing.text(browsing.screen.query_one("#step"))


async def test_the_key_line_offers_findings_where_there_are_some() -> None:
    async with browse(FakeSource(sequences=ACCOUNT), size=(160, 36), options=CHECKED) as browsing:
        await begin(browsing)
        await browsing.press("down")
        line = browsing.screen.query_one(KeyLine)
        assert "! Findings" in browsing.text(line)
        await browsing.press("down")
        assert "! Findings" not in browsing.text(line)


async def test_the_dialog_lists_all_with_reasons_and_doubts() -> None:
    async with browse(FakeSource(sequences=ACCOUNT), options=CHECKED) as browsing:
        await browsing.press("down", "exclamation_mark")
        assert isinstance(browsing.app.screen, FindingsScreen)
        text = browsing.text()
        assert "#2 Same template" in text
        assert "▲ step 3  Template 11 is in steps 1 and 3." in text
        assert "◦ step 3  This step waits until the task of step 2 is marked done." in text
        assert "warning repeated-template" in text
        assert "A lead gets the same text again." in text
        assert "But: A short reminder may be repeated on purpose." in text
        await browsing.press("down")
        assert "info after-task" in browsing.text()
        assert "But: Most sequences with tasks are meant so." in browsing.text()


async def test_enter_in_the_dialog_goes_to_the_step() -> None:
    async with browse(FakeSource(sequences=ACCOUNT), options=CHECKED) as browsing:
        await browsing.press("down", "exclamation_mark", "enter")
        assert isinstance(browsing.app.screen, BrowserScreen)
        assert browsing.steps.has_focus
        assert browsing.steps.cursor == 2


async def test_enter_on_what_is_wrong_with_the_sequence_closes_the_dialog() -> None:
    async with browse(FakeSource(sequences=(EMPTY,)), options=CHECKED) as browsing:
        await browsing.press("exclamation_mark")
        assert "The sequence has no steps." in browsing.text()
        await browsing.press("enter")
        assert isinstance(browsing.app.screen, BrowserScreen)
        assert browsing.list.has_focus


async def test_that_nothing_is_found_is_said() -> None:
    async with browse(FakeSource(sequences=(SOUND,)), options=CHECKED) as browsing:
        await browsing.press("exclamation_mark")
        assert browsing.messages == ["The checks find nothing in this sequence."]


@pytest.mark.parametrize("size", SIZES)
async def test_the_dialog_is_whole_at_every_size(size: tuple[int, int]) -> None:
    async with browse(FakeSource(sequences=ACCOUNT), size=size, options=CHECKED) as browsing:
        await browsing.press("down", "exclamation_mark")
        text = browsing.text()
        assert browsing.app.screen.query_one(OptionList).has_focus
        assert "Template 11 is in steps" in text
        assert "A lead gets the same text again." in text
        assert "closes" in text
        assert all(cell_len(line) <= size[0] for line in text.splitlines())


@pytest.mark.parametrize("size", [(40, 10), (120, 36)])
async def test_hostile_texts_are_shown_as_text(size: tuple[int, int]) -> None:
    async with browse(FakeSource(sequences=sequences()), size=size, options=CHECKED) as browsing:
        await begin(browsing)
        for _ in sequences():
            assert not found_on_screen(browsing.app)
            await browsing.press("exclamation_mark")
            assert isinstance(browsing.app.screen, FindingsScreen)
            assert not found_on_screen(browsing.app)
            await browsing.press("escape", "down")


async def test_a_sequence_that_is_not_checked_yet_has_no_level() -> None:
    checks = SequenceChecks(CheckOptions)
    checks.begin()
    assert checks.level(REPLY_FIRST) is None
    checks.look_at(REPLY_FIRST)
    assert checks.level(REPLY_FIRST) is Level.ERROR
    assert checks.level(REPLY_FIRST._replace(name="another")) is None


async def test_a_step_that_scrolls_checks_the_row_that_comes_into_view(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[int | None] = []
    look_at = SequenceChecks.look_at

    def recorded(checks: SequenceChecks, sequence: Sequence) -> None:
        looked.append(sequence.id)
        look_at(checks, sequence)

    async with browse(FakeSource(342)) as browsing:
        await browsing.settle()
        monkeypatch.setattr(SequenceChecks, "look_at", recorded)
        for top in (1, 2, 40, 41, 3, 2):
            before, looked[:] = browsing.list.window, []
            browsing.list.scroll_to(y=top, animate=False)
            await browsing.settle()
            view = browsing.list.window
            new = [1000 + row for row in range(view.start, view.stop) if row not in before]
            assert looked == new
            assert new
