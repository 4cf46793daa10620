"""Tests of the texts of e-mails in what is shown and exported of an archive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from seq_tui.cli.main import main
from seq_tui.cli.template_texts import TEXT_FORMATS, TemplateTexts
from seq_tui.domain.template_text import TemplateText
from tests.archive.saved_items import saved_demo
from tests.archive.texts.text_samples import put
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from seq_tui.domain.sequence import Sequence

Output = pytest.CaptureFixture[str]

HTML = "<p>Hi *you*\x1b[31m</p><script>alert(1)</script>"
TEXT = TemplateText(398_744, "Sub <b>ject</b>", "", HTML, "ada", "2026-11-29T01:00:00Z")

SAID = {
    "text": ("Sub <b>ject</b>", "Hi *you*␛[31m"),
    "markdown": ("Sub \\<b\\>ject\\</b\\>", "Hi \\*you\\*␛\\[31m"),
    "html": ("Sub &lt;b&gt;ject&lt;/b&gt;", "Hi *you*␛[31m"),
    "json": ('"subject": "Sub <b>ject</b>"', "<script>alert(1)</script>"),
}
"""What each format has of it."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.seqtui"
    saved_demo(path, 9).close()
    put(path, TEXT)
    return path


@pytest.mark.parametrize("form", [*sorted(TEXT_FORMATS), "csv", "raw", "svg", "mermaid"])
def test_the_formats_that_list_everything_have_the_text(
    form: str, path: Path, capsys: Output
) -> None:
    assert main(["show", "21132", "--archive", str(path), "-f", form]) == 0
    shown = capsys.readouterr().out
    target = path.with_name("out")
    arguments = ["export", "id:21132", "--archive", str(path), "-f", form, "-o", str(target)]
    assert main(arguments) == 0
    exported = target.read_text()
    for document in (shown, exported):
        compact = document.replace('":"', '": "')
        for said in SAID.get(form, ()):
            assert said in compact
        assert ("ject" in document) is (form in SAID)
        assert "\x1b" not in document
        assert ("<script>alert" in document) is (form == "json")


def test_json_has_the_text_of_each_step_that_sends_it(path: Path, capsys: Output) -> None:
    assert main(["show", "21132", "--archive", str(path), "-f", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    wanted = {"subject": TEXT.subject, "plain": "", "html": HTML}
    for step in document["steps"]:
        properties = step.get("action_properties", {})
        has_text = properties.get("email_template_id") == TEXT.template_id
        assert step.get("template") == (wanted if has_text else None)
    assert sum("template" in step for step in document["steps"]) > 0
    assert main(["schema", "show"]) == 0
    Draft202012Validator(json.loads(capsys.readouterr().out)).validate(document)


class Known(FakeSource):
    """A source that tells one text, and what it was asked for."""

    def __init__(self, sequences: Collection[Sequence]) -> None:
        super().__init__(sequences=tuple(sequences))
        self.asked: list[set[int]] = []

    async def template_texts(self, ids: Collection[int]) -> dict[int, TemplateText]:
        self.asked.append(set(ids))
        return {each: TEXT for each in ids if each == TEXT.template_id}


@pytest.mark.anyio
async def test_each_template_is_asked_for_once() -> None:
    from seq_tui.server.demo.account import demo_sequence

    sequences = [demo_sequence(row) for row in range(6)]
    source = Known(sequences)
    texts = TemplateTexts(source)
    for _ in range(2):
        added = await texts.add_to(sequences)
        assert {key for each in added for key in each.template_texts} == {TEXT.template_id}
    asked = [each for ids in source.asked for each in ids]
    assert len(asked) == len(set(asked)) > 1
    assert await texts.of(sequences) == {TEXT.template_id: TEXT}
