"""Tests of ``seq-tui schema``: what it prints, and that it is true of what other commands print."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from seq_tui.cli.main import main
from tests.export.cases import CASES, FOLDER, HOSTILE
from tests.fake_source import FakeSource
from tests.wire.bodies import read_page

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence
    from tests.cli.conftest import OwnAccount

WRONG: list[Json] = [None, True, 1.5, 10**400, "", "x", HOSTILE, [], [1], {}, {"items": None}]

START = ["--start", "2026-11-26 15:00", "--zone", "Europe/Warsaw"]

SOUND_STEP: dict[str, Json] = {
    "id": 1,
    "action_type": "automated_email",
    "delay_from_previous_step": 1,
    "delay_from_previous_step_unit": "weekdays",
    "position": 0,
    "action_properties": {"email_template_id": 398744, "is_reply": False},
}

SOUND: dict[str, Json] = {
    "name": "Sound",
    "steps_total": 1,
    "creator_id": 1700155,
    "updated_at": "2020-06-03T11:06:30Z",
    "created_at": "2020-06-03T11:06:30Z",
    "steps": [SOUND_STEP],
}


def with_step(fields: dict[str, Json]) -> dict[str, Json]:
    return SOUND | {"steps": [SOUND_STEP, SOUND_STEP | fields]}


def with_delay(amount: Json, unit: Json) -> dict[str, Json]:
    return with_step({"delay_from_previous_step": amount, "delay_from_previous_step_unit": unit})


COMPUTED_NAMES: dict[str, Json] = {
    name: value
    for name in ("summary", "cumulative_delay", "start", "zone", "zone_known", "lands_at")
    for value in (5, None)
}

PROPERTIES: list[Json] = [None, {}, {"task_content": None}, {"is_reply": "yes"}, []]

RECEIVED: dict[str, list[dict[str, Json]]] = {
    "hostile names": [
        SOUND | {"name": HOSTILE, HOSTILE: [HOSTILE]},
        with_step({"action_properties": {HOSTILE: HOSTILE}, HOSTILE: {HOSTILE: None}}),
    ],
    "incomplete delays": [
        with_delay(amount, unit)
        for amount in (2, 0.1, -1, 1e9, 10**400, float("nan"), float("inf"), None, "2", True)
        for unit in ("hours", "weekdays", "fortnights", None, 5)
    ],
    "unknown action types": [
        with_step({"action_type": action_type, "action_properties": properties})
        for action_type in ("task", "call", "", None, 5)
        for properties in PROPERTIES
    ],
    "unknown fields": [SOUND | {"unsubscribe_settings": value} for value in WRONG],
    "fields with the names of what is computed": [
        with_step(COMPUTED_NAMES) | COMPUTED_NAMES,
        *(SOUND | {name: {"weekdays": []}} for name in COMPUTED_NAMES),
    ],
    "missing fields": [
        *({key: value for key, value in SOUND.items() if key != name} for name in SOUND),
        *(
            SOUND | {"steps": [{key: SOUND_STEP[key] for key in SOUND_STEP if key != name}]}
            for name in SOUND_STEP
        ),
        {},
    ],
    "wrong types in a sequence": [
        SOUND | {name: value} for name in ("id", *SOUND) for value in WRONG
    ],
    "wrong types in a step": [with_step({name: value}) for name in SOUND_STEP for value in WRONG],
    "steps of every type": [SOUND | {"steps": value} for value in WRONG],
    "items of steps of every type": [SOUND | {"steps": [value, SOUND_STEP]} for value in WRONG],
}


class Received(FakeSource):
    """An account of sequences as they were received; `get` finds one by its rank."""

    async def get(self, sequence_id: int) -> Sequence:
        """The sequence of that rank, since not all have an id."""
        return self.sequences[sequence_id]


def received(records: list[dict[str, Json]]) -> tuple[Sequence, ...]:
    """The sequences of records that went through the bytes of a reply."""
    body = json.dumps({"items": [{"data": record} for record in records], "meta": {}})
    page = read_page(body.encode(), 1)
    assert len(page.items) == len(records)
    return page.items


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def validator(capsys: pytest.CaptureFixture[str], *arguments: str) -> Draft202012Validator:
    schema = json.loads(printed(capsys, "schema", *arguments))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def check_everything(capsys: pytest.CaptureFixture[str], count: int) -> None:
    """Check what every command prints of `count` sequences whose ids are their ranks."""
    listed = json.loads(printed(capsys, "list", "--format", "json"))
    assert len(listed) == count
    validator(capsys).validate(listed)
    show = validator(capsys, "show")
    for line in printed(capsys, "list", "--format", "jsonl").splitlines():
        show.validate(json.loads(line))
    scheduled = validator(capsys, "show", "--start")
    for rank in range(count):
        show.validate(json.loads(printed(capsys, "show", str(rank), "--format", "json")))
        with_start = json.loads(printed(capsys, "show", str(rank), "--format", "json", *START))
        scheduled.validate(with_start)
        show.validate(with_start)


@pytest.mark.parametrize("case", RECEIVED)
def test_the_schema_is_true_of_whatever_the_service_sends(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    account.source = Received(sequences=received(RECEIVED[case]))
    check_everything(capsys, len(RECEIVED[case]))


def test_the_schema_is_true_of_the_cases_of_every_format(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = Received(sequences=tuple(CASES.values()))
    check_everything(capsys, len(CASES))


def test_the_schema_is_true_of_the_whole_demo_account(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(printed(capsys, "list", "--demo", "--format", "json"))
    assert len(listed) == 342
    validator(capsys).validate(listed)
    show, scheduled = validator(capsys, "show"), validator(capsys, "show", "--start")
    lines = printed(capsys, "list", "--demo", "--format", "jsonl").splitlines()
    assert len(lines) == 342
    for line in lines:
        sequence = json.loads(line)
        show.validate(sequence)
        arguments = ("show", str(sequence["id"]), "--demo", "--format", "json")
        show.validate(json.loads(printed(capsys, *arguments)))
        scheduled.validate(json.loads(printed(capsys, *arguments, *START)))


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize("start", [[], START])
def test_the_schema_is_true_of_exported_files(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    form: str,
    start: list[str],
) -> None:
    path = tmp_path / f"all.{form}"
    assert main(["export", "--output", str(path), *start]) == 0
    capsys.readouterr()
    options = ["--start"] if start else []
    text = path.read_text(encoding="utf-8")
    listed = json.loads(text) if form == "json" else [*map(json.loads, text.splitlines())]
    assert len(listed) == 342
    validator(capsys, "list", *options).validate(listed)
    show = validator(capsys, "show", *options)
    assert all(show.is_valid(sequence) for sequence in listed)


@pytest.mark.parametrize("start", [[], START])
def test_several_sequences_that_are_shown_have_the_schema_of_a_list(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], start: list[str]
) -> None:
    account.source = Received(sequences=tuple(CASES.values()))
    shown = json.loads(printed(capsys, "show", "0", "1", "2", "--format", "json", *start))
    assert len(shown) == 3
    validator(capsys, "list", *(["--start"] if start else [])).validate(shown)


@pytest.mark.parametrize(
    "start", ["1900-01-01 09:00", "0002-01-01 00:00", "9999-12-31 23:00", "2026-03-29 02:30"]
)
def test_the_schema_is_true_of_every_start(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], start: str
) -> None:
    sequence = SOUND | {"steps": [SOUND_STEP, with_delay(1 / 3, "hours"), SOUND_STEP]}
    account.source = Received(sequences=received([sequence]))
    arguments = ["--start", start, "--zone", "Europe/Amsterdam"]
    shown = json.loads(printed(capsys, "show", "0", "--format", "json", *arguments))
    validator(capsys, "show", "--start").validate(shown)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ([], "list"),
        (["list"], "list"),
        (["show"], "show"),
        (["list", "--start"], "list_start"),
        (["show", "--start"], "show_start"),
    ],
)
def test_the_printed_schema_is_as_it_is_stored(
    capsys: pytest.CaptureFixture[str], arguments: list[str], name: str
) -> None:
    """``seq-tui schema ...  > tests/export/documents/....schema.json`` stores it again."""
    stored = FOLDER / f"{name}.schema.json"
    assert printed(capsys, "schema", *arguments) == stored.read_text(encoding="utf-8")


@pytest.mark.parametrize("document", ["raw", "csv", "21132"])
def test_there_is_no_schema_of_anything_else(
    capsys: pytest.CaptureFixture[str], document: str
) -> None:
    assert main(["schema", document]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


def test_the_help_says_what_the_schema_does_not_cover(capsys: pytest.CaptureFixture[str]) -> None:
    words = " ".join(printed(capsys, "schema", "--help").split())
    assert "It does not cover raw, which is the API's own envelope." in words
