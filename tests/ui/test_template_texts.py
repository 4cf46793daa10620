"""What e-mail templates say, on the screen of an archive."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.texts.changes import changing_texts
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.domain.template_text import TemplateText
from seq_tui.ui.screens import reading
from seq_tui.ui.screens.template_text import TemplateTextScreen, TextLines
from seq_tui.ui.widgets.detail_pane import DetailPane
from seq_tui.ui.widgets.key_line import KeyLine
from seq_tui.ui.widgets.status_line import StatusLine
from tests.archive.saved_items import saved_demo
from tests.compared import email, task
from tests.fake_source import FakeSource
from tests.ui.browsing import Browsing, browse, settled
from tests.ui.hostile import HOSTILE, found_on_screen

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

pytestmark = pytest.mark.anyio

SIZES = [(40, 10), (60, 20), (80, 24), (120, 36)]

BODY = "Hello {{first_name}},\n\n" + "\n".join(f"line {number}" for number in range(1, 41))

WELCOME = TemplateText(
    11, "Welcome to {{company}}", BODY, "", "anna", "2026-11-24T10:00:00Z", "11.eml"
)

ACCOUNT = (
    Sequence(1, "One", 3, steps=(email(1, 11, 0), task(2, "Call", 1), email(3, 12, 1))),
    Sequence(2, "Two", 1, steps=(email(4, 11, 0),)),
)

MINE = SourceInfo(SourceKind.ARCHIVE, "mine.seqtui", as_of="saved 24 Nov 2026")


class Texts(FakeSource):
    """An account that knows what template 11 says, and records what it was asked for."""

    keeps_texts = True

    def __init__(self, text: TemplateText = WELCOME) -> None:
        super().__init__(sequences=ACCOUNT)
        self.text = text
        self.asked: list[set[int]] = []

    async def template_texts(self, ids: Collection[int]) -> dict[int, TemplateText]:
        self.asked.append(set(ids))
        return {11: self.text} if 11 in ids else {}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was copied, and what it was called."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "seq_tui.ui.sequence_actions.SequenceActions.copy_text",
        lambda _, text, description: found.append((text, description)),
    )
    return found


def properties(browsing: Browsing) -> str:
    return browsing.text(browsing.screen.query_one("#step"))


async def test_a_step_has_the_subject_and_the_beginning_of_its_text() -> None:
    async with browse(Texts()) as browsing:
        await browsing.press("enter", "enter")
        shown = properties(browsing)
        assert "Welcome to {{company}}" in shown
        assert "Hello {{first_name}}," in shown
        assert "line 5" in shown
        assert "line 6" not in shown
        await browsing.press("escape", "down", "enter")
        assert "Welcome" not in properties(browsing)


async def test_each_template_is_asked_for_once() -> None:
    source = Texts()
    async with browse(source) as browsing:
        await browsing.settle()
        await browsing.press("down")
        await browsing.press("up")
        assert source.asked == [{11, 12}]


async def test_an_account_without_texts_is_asked_for_none() -> None:
    source = Texts()
    source.keeps_texts = False
    async with browse(source) as browsing:
        await browsing.press("down", "enter", "enter")
        assert source.asked == []
        assert "Text" not in browsing.text(browsing.screen.query_one(KeyLine))


@pytest.mark.parametrize("size", SIZES)
async def test_enter_opens_the_whole_text_and_closes_it(size: tuple[int, int]) -> None:
    async with browse(Texts(), size=size) as browsing:
        await browsing.press("enter", "enter")
        assert "Text" in browsing.text(browsing.screen.query_one(KeyLine))
        await browsing.press("enter")
        screen = browsing.pilot.app.screen
        assert isinstance(screen, TemplateTextScreen)
        assert "Welcome to" in browsing.text()
        assert "template 11 · 11.eml" in browsing.text()
        assert screen.focused is screen.query_one(TextLines)
        await browsing.press("end")
        assert "line 40" in browsing.text()
        await browsing.press("enter")
        assert browsing.pilot.app.screen is browsing.screen
        assert browsing.screen.focused is browsing.screen.query_one("#step")


async def test_a_step_without_a_text_says_so() -> None:
    async with browse(Texts()) as browsing:
        await browsing.press("enter", "down", "enter", "enter")
        assert browsing.pilot.app.screen is browsing.screen
        assert reading.NO_TEXT in browsing.text(browsing.screen.query_one(KeyLine))


async def test_the_whole_text_is_copied(sent: list[tuple[str, str]]) -> None:
    async with browse(Texts()) as browsing:
        await browsing.press("enter", "enter", "enter", "y")
        assert sent == [(BODY, "the text of template 11")]
        await browsing.press("escape", "down", "down")
        copyable = browsing.screen.query_one(DetailPane).copyable
        assert copyable == (BODY, "the text of template 11")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_texts_stay_inert(text: str) -> None:
    hostile = TemplateText(11, text, f"{text}\n{text}", "", text, text, text)
    async with browse(Texts(hostile), size=(80, 24)) as browsing:
        await browsing.press("enter", "enter")
        assert not found_on_screen(browsing.pilot.app)
        await browsing.press("enter")
        assert isinstance(browsing.pilot.app.screen, TemplateTextScreen)
        assert not found_on_screen(browsing.pilot.app)


async def test_the_status_line_says_how_many_texts_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "COUNT_DELAY", 0)
    path = tmp_path / "mine.seqtui"
    saved_demo(path, 6).close()
    with closing(Archive.open(path)) as archive:
        counts = await archive.missing_texts()
        assert counts is not None
        missing, number = counts
        assert missing == number > 3
        async with browse(archive, source_info=MINE) as browsing:
            await settled(browsing.pilot)
            line = browsing.text(browsing.screen.query_one(StatusLine))
            assert f"mine.seqtui · {number} texts missing" in line
    with changing_texts(path) as changes:
        changes.put(WELCOME._replace(template_id=398744))
    with closing(Archive.open(path)) as archive:
        assert await archive.missing_texts() == (number - 1, number)
        async with browse(archive, source_info=MINE) as browsing:
            await settled(browsing.pilot)
            line = browsing.text(browsing.screen.query_one(StatusLine))
            assert f"mine.seqtui · {number - 1} of {number} texts missing" in line
