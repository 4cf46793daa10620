"""Tests of all files of an export for another tool: the reports, and which files there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator, ValidationError

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.moving.folder import MovingFolder
from seq_tui.export.moving.losses_schema import losses_schema
from seq_tui.export.moving.target_names import TARGET_NAMES
from seq_tui.export.moving.targets import TARGETS
from tests.export.moving.drafted import email, sequence, task, text, unknown, wait

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.domain.json import Json
    from seq_tui.domain.template_text import TemplateText

NO_TEXTS: dict[int, TemplateText] = {}


def files(
    name: str,
    *sequences: Sequence,
    texts: Mapping[int, TemplateText] = NO_TEXTS,
    tag_map: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The files by their paths."""
    folder = MovingFolder(TARGETS[name], WeekendRule.HOLD, "acme.seqtui", tag_map or {})
    found = [file for each in sequences for file in folder.add(each, texts)]
    return {
        f"{each.folder}/{each.name}".lstrip("/"): each.document.decode()
        for each in [*found, *folder.end()]
    }


def test_the_names_of_the_command_line_are_those_of_the_tools() -> None:
    assert tuple(TARGETS) == TARGET_NAMES


@pytest.mark.parametrize("name", TARGET_NAMES)
def test_the_files_of_two_sequences(name: str) -> None:
    found = files(
        name,
        sequence(email(5), email(6, wait(1), reply=True)),
        sequence(email(5), name="Winback: 90", number=22),
    )
    templates = ["templates/5.json", "templates/6.json"] if name in ("hubspot", "outreach") else []
    reports = ["README.md", "losses.json", "losses.md"]
    sequences = ["sequences/21-trial.json", "sequences/22-winback-90.json"]
    assert sorted(found) == sorted([*reports, *sequences, *templates])
    assert [each for each in found if each.endswith("json") and not json.loads(found[each])] == []


@pytest.mark.parametrize("name", TARGET_NAMES)
def test_the_same_account_gives_the_same_files(name: str) -> None:
    sequences = (sequence(email(), task(delay=wait(2.5))), sequence(number=3))
    assert files(name, *sequences) == files(name, *sequences)


@pytest.mark.parametrize("name", TARGET_NAMES)
def test_nothing_at_all_is_a_readme_and_empty_reports(name: str) -> None:
    found = files(name)
    assert sorted(found) == ["README.md", "losses.json", "losses.md"]
    assert json.loads(found["losses.json"])["sequences"] == []


def test_losses_for_programs() -> None:
    found = files(
        "apollo",
        sequence(email(5), email(None, Delay(1, "weeks")), task(delay=wait(1))),
        texts={5: text(5, "Hi {{name}}", "At [Company]")},
        tag_map={"{{name}}": "{{first_name}}"},
    )
    report = json.loads(found["losses.json"])
    assert {name: report[name] for name in ("target", "beta", "account", "weekend_rule")} == {
        "target": "apollo",
        "beta": False,
        "account": "acme.seqtui",
        "weekend_rule": "hold",
    }
    dates = report["dates"]
    assert (dates["zone"], dates["first_start"], dates["starts"]) == (
        "UTC",
        "2027-01-04T00:00:00+00:00",
        168,
    )
    assert [dates[f"steps_{each}"] for each in ("equal", "different", "without_date")] == [1, 0, 2]
    assert report["merge_tags"] == [
        {"tag": "{{name}}", "templates": ["5"], "written_as": "{{first_name}}"},
        {"tag": "[Company]", "templates": ["5"], "written_as": None},
    ]
    assert [(each["template_id"], each["has_body"]) for each in report["templates"]] == [
        (5, True),
        (None, False),
    ]


def test_losses_of_each_step_for_programs() -> None:
    steps = (email(5), email(None, Delay(1, "weeks")), task(delay=wait(1)))
    found = files("apollo", sequence(*steps), texts={5: text(5, "Hi {{name}}")})
    (only,) = json.loads(found["losses.json"])["sequences"]
    assert (only["id"], only["name"], only["file"]) == (21, "Trial", "sequences/21-trial.json")
    first, second, third = only["steps"]
    assert [each["code"] for each in first["losses"]] == ["tags-unmapped"]
    assert first["dates"]["different"] == 0
    assert [each["code"] for each in second["losses"]] == [
        "wait-unreadable",
        "template-unreadable",
        "text-missing",
    ]
    assert second["dates"] is third["dates"] is None
    assert (third["step"], third["action"], third["template_id"]) == (3, "task", None)


def test_losses_for_people() -> None:
    steps = (email(5), email(6, wait(2)))
    found = files("apollo", sequence(*steps), texts={5: text(5, "A | b")})
    lines = found["losses.md"].splitlines()
    assert "1 sequence with 2 steps from acme.seqtui." in found["losses.md"]
    assert "Without a text: 1 of 2 templates: 6" in lines
    assert r"| 5 | A \| b | none |" in lines
    assert "At the same time from every start: 1 of 2 steps that have a date." in found["losses.md"]
    assert (
        "Steps by their largest difference: up to a day: 0; 3 days: 1; a week: 0; longer: 0."
        in lines
    )
    assert lines[-2].startswith("| 1 | e-mail 5 | at once | equal |")
    assert "47 of 168 starts differ, by up to 1 day 23 hours earlier" in lines[-1]
    assert "*assumed*: 2 weekdays written as 2 calendar days" in lines[-1]


def test_a_sequence_without_its_steps_has_no_file_and_is_reported() -> None:
    found = files("apollo", Sequence(id=7, name="Lost"), sequence(email(), number=8))
    assert [each for each in found if each.startswith("sequences")] == ["sequences/8-trial.json"]
    lost, kept = json.loads(found["losses.json"])["sequences"]
    assert (lost["id"], lost["file"], lost["steps"]) == (7, None, None)
    assert [each["code"] for each in lost["losses"]] == ["steps-missing"]
    assert kept["file"] == "sequences/8-trial.json"
    assert "### Lost" in found["losses.md"]


def test_fields_that_no_tool_has_are_named() -> None:
    extra: dict[str, Json] = {
        "unsubscribe_settings": {"locale": "de-DE"},
        "deleted_at": "2026-11-01T00:00:00Z",
    }
    found = files("hubspot", sequence(email())._replace(extra=extra, steps_total=3))
    (only,) = json.loads(found["losses.json"])["sequences"]
    assert [each["code"] for each in only["losses"]] == [
        "deleted",
        "steps-missing",
        "fields-left-out",
    ]
    assert 'unsubscribe_settings ({"locale": "de-DE"})' in only["losses"][2]["text"]


def test_foreign_text_is_inert_in_the_reports() -> None:
    odd = "\x1b]0;x\x07<script>[a](javascript:x) | `b`\u202e"
    found = files("apollo", sequence(email(5), task(odd), name=odd), texts={5: text(5, odd)})
    for name in ("losses.md", "README.md"):
        assert "\x1b" not in found[name]
        assert "\u202e" not in found[name]
        assert "<script" not in found[name].replace(r"\<script", "")
    assert "\x1b" not in found["losses.json"]


@pytest.mark.parametrize("name", TARGET_NAMES)
def test_the_readme_says_how_to_send_and_holds_no_token(name: str) -> None:
    found = files(name, sequence(email(5)))["README.md"]
    assert "/21-trial.json" in found
    assert "curl --fail-with-body" in found
    assert "=...\n" in found or "=... " in found
    assert "**Without a text: 1 of 1 template.**" in found
    assert "{example}" not in found


def test_the_readme_counts_merge_tags_that_are_written_as_in_sell() -> None:
    texts = {5: text(5, "{{a_b}} {{c_d}}"), 6: text(6, "{{a_b}}")}
    steps = sequence(email(5), email(6))
    assert (
        "**Merge tags written as in Sell: 2.**" in files("apollo", steps, texts=texts)["README.md"]
    )
    mapped = {"{{a_b}}": "x", "{{c_d}}": "y"}
    found = files("apollo", steps, texts=texts, tag_map=mapped)["README.md"]
    assert "Merge tags" not in found


@pytest.mark.parametrize("name", TARGET_NAMES)
def test_what_was_sent_is_not_sent_again(name: str) -> None:
    found = files(name, sequence(email(5)))["README.md"]
    assert '[ ! -e "sent/${1##*/}" ] || return 0' in found
    assert ('[ ! -e "sent/$file" ] || continue' in found) == (name in ("hubspot", "outreach"))


def test_hubspot_is_called_a_beta_with_its_open_questions() -> None:
    found = files("hubspot", sequence(email(5)))
    for name in ("README.md", "losses.md"):
        assert "beta" in found[name]
        assert "branchNumber" in found[name]
    assert json.loads(found["losses.json"])["beta"] is True


@pytest.mark.parametrize("name", TARGET_NAMES)
def test_the_losses_have_the_schema_that_is_published(name: str) -> None:
    steps = (email(5), email(None, Delay(1, "weeks"), reply=True), unknown(wait(2.5)), task(""))
    reported = files(
        name,
        sequence(email(5), email(6, wait(2))),
        sequence(*steps, name=None),
        Sequence(None, None),
        texts={5: text(5, "Hi {{name}}", "", "<form>[Company]</form>")},
    )
    schema = losses_schema("losses.json")
    Draft202012Validator.check_schema(schema)
    report = json.loads(reported["losses.json"])
    Draft202012Validator(schema).validate(report)
    with pytest.raises(ValidationError):
        Draft202012Validator(schema).validate({**report, "target": "pipedrive"})
