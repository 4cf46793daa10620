"""Tests of ``seq-tui show``."""

from __future__ import annotations

import json
import time
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from seq_tui.cli.main import main
from seq_tui.domain.failure import SourceError
from seq_tui.domain.start import morning_after_today
from seq_tui.export.formats import FORMATS
from seq_tui.presentation.wording import start_text
from seq_tui.wire.envelopes import encode_sequence
from tests.fake_source import NO_ANSWER, sequence

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence
    from tests.cli.conftest import OwnAccount


@pytest.mark.parametrize("number", ["1004", "#1004", "id:1004", "ID: 1004", "1004,"])
def test_one_sequence_is_shown_as_text(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    assert main(["show", number]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Sequence 4\n#1004 · 4 steps · ")
    assert "task_content  Call about the price" in out
    assert err == ""
    assert account.closed == 1


def test_one_sequence_is_one_json_object(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "1004", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["name"] == "Sequence 4"
    assert shown["summary"]["emails"] == 3
    assert len(shown["steps"]) == 4


@pytest.mark.parametrize("text", ["x", "-1", "1_0", "", "²", "9" * 20, "1004 x"])
def test_an_invalid_id_is_rejected_before_any_request(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert main(["show", "--", text]) == 2
    assert capsys.readouterr() == (
        "",
        "seq-tui: Invalid value for 'ID...': an id is a whole number such as 21123;"
        " find it with seq-tui list NAME.\n",
    )
    assert account.closed == 0


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_show_is_the_exported_file(
    account: OwnAccount, capsysbinary: pytest.CaptureFixture[bytes], form: str
) -> None:
    start = datetime(2026, 11, 26, 15, tzinfo=ZoneInfo("UTC"))
    options = ["--start", "2026-11-26 15:00", "--zone", "UTC"]
    assert main(["show", "1004", "--format", form, *options]) == 0
    out, err = capsysbinary.readouterr()
    assert out == FORMATS[form].render(sequence(4), start)
    assert err == b""


@pytest.mark.parametrize("form", [name for name, each in FORMATS.items() if each.draws_calendar])
def test_a_calendar_starts_on_the_next_weekday_at_nine_by_default(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    zone = ZoneInfo("Asia/Kolkata")
    before = morning_after_today(datetime.now(zone))
    assert main(["show", "1004", "--format", form, "--zone", "Asia/Kolkata"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    after = morning_after_today(datetime.now(zone))
    assert any(start_text(start).partition(":")[0] in out for start in {before, after})


def test_raw_is_the_envelope_that_the_service_sent(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "1004", "--format", "raw"]) == 0
    assert json.loads(capsys.readouterr().out) == encode_sequence(sequence(4))
    assert account.closed == 1


def test_no_such_sequence_is_exit_code_5(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "1", "--demo"]) == 5
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("seq-tui: There is no sequence 1")


@pytest.mark.parametrize("numbers", [["1004", "#1001"], ["id:1004,1001"], ["1004,#1001", "1004"]])
def test_several_sequences_are_one_document_in_the_order_of_the_ids(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], numbers: list[str]
) -> None:
    assert main(["show", *numbers, "--format", "json"]) == 0
    assert [each["id"] for each in json.loads(capsys.readouterr().out)] == [1004, 1001]
    assert main(["show", *numbers, "--format", "jsonl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [1004, 1001]
    assert main(["show", *numbers, "--format", "raw"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "items": [encode_sequence(sequence(4)), encode_sequence(sequence(1))],
        "meta": {"type": "collection", "count": 2},
    }
    assert main(["show", *numbers]) == 0
    out, err = capsys.readouterr()
    assert [line for line in out.splitlines() if line.startswith("Sequence ")] == [
        "Sequence 4",
        "Sequence 1",
    ]
    assert err == ""
    assert account.closed == 4


@pytest.mark.parametrize("form", FORMATS)
def test_several_sequences_are_shown_as_export_writes_them(
    account: OwnAccount, capsysbinary: pytest.CaptureFixture[bytes], form: str
) -> None:
    start = datetime(2026, 11, 26, 15, tzinfo=ZoneInfo("UTC"))
    options = ["--start", "2026-11-26 15:00", "--zone", "UTC"]
    assert main(["show", "1001", "1004", "--format", form, *options]) == 0
    document = FORMATS[form].new_document(start)
    parts = [document.add(sequence(1)), document.add(sequence(4)), *document.end()]
    assert capsysbinary.readouterr() == (b"".join(parts), b"")


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "raw", "html"])
def test_what_is_missing_is_named_and_the_rest_is_shown(
    capsys: pytest.CaptureFixture[str], form: str
) -> None:
    assert main(["show", "1", "21132", "#2", "--demo", "--format", form]) == 5
    out, err = capsys.readouterr()
    assert "21132" in out
    assert [line.split(" in ")[0] for line in err.splitlines()] == [
        "seq-tui: There is no sequence 1",
        "seq-tui: There is no sequence 2",
    ]


@pytest.mark.parametrize("form", ["text", "json", "raw"])
def test_nothing_is_shown_if_all_are_missing(capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert main(["show", "1", "2", "--demo", "--format", form]) == 5
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("There is no sequence") == 2


def test_another_failure_than_a_missing_one_shows_nothing(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def get(sequence_id: int) -> Sequence:
        if sequence_id != 1004:
            raise SourceError(NO_ANSWER)
        return sequence(4)

    monkeypatch.setattr(account.source, "get", get)
    assert main(["show", "1004", "1001"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("seq-tui: The service failed (503)")
    assert account.closed == 1


def test_a_start_shows_when_each_step_happens(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--start", "2026-11-26 15:00", "--zone", "europe/warsaw"]
    assert main(["show", "1004", *options]) == 0
    out = capsys.readouterr().out
    assert "\nif started Thu 26 Nov 2026 15:00 Europe/Warsaw\n" in out
    assert "  Fri 27 Nov 15:00  " in out
    assert main(["show", "1004", "--format", "json", *options]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["zone"] == "Europe/Warsaw"
    assert shown["steps"][0]["lands_at"] == "2026-11-27T15:00:00+01:00"


def test_a_start_is_in_the_system_time_zone(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as context:
        context.setenv("TZ", "Asia/Kolkata")
        time.tzset()
        assert main(["show", "1004", "--start", "2026-11-26"]) == 0
    time.tzset()
    assert "\nif started Thu 26 Nov 2026 09:00 Asia/Kolkata\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        ("Europe/Warsav", "TZ=Europe/Warsav is no time zone"),
        ("XXX24", "TZ=XXX24 is no time zone"),
        ("\x1b[2J", "TZ=␛[2J is no time zone"),
    ],
)
def test_an_unknown_zone_is_reported_and_marked(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    value: str,
    cause: str,
) -> None:
    with monkeypatch.context() as context:
        context.setenv("TZ", value)
        time.tzset()
        assert main(["show", "1004", "--start", "2026-07-01"]) == 0
        assert main(["show", "1004", "--start", "2026-07-01", "--zone", "UTC"]) == 0
    time.tzset()
    out, err = capsys.readouterr()
    assert "\nif started Wed 1 Jul 2026 09:00 UTC, zone unknown\n" in out
    assert "\nif started Wed 1 Jul 2026 09:00 UTC\n" in out
    assert err == (
        f"seq-tui: {cause}, so landings are in UTC and ignore clock changes;"
        " set TZ or --zone, for example to Europe/Warsaw\n"
    )


def test_the_rules_in_tz_decide_the_landings(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as context:
        context.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        assert main(["show", "1004", "--start", "2026-07-01", "--format", "json"]) == 0
    time.tzset()
    out, err = capsys.readouterr()
    shown = json.loads(out)
    assert err == ""
    assert shown["start"] == "2026-07-01T09:00:00+02:00"
    assert shown["zone"] == "CET-1CEST,M3.5.0,M10.5.0/3"
    assert shown["zone_known"] is True


@pytest.mark.parametrize(
    ("options", "start", "zone"),
    [
        (["2026-07-01 9:00 Europe/London"], "2026-07-01T09:00:00+01:00", "Europe/London"),
        (["2026-07-01 9:00 UTC"], "2026-07-01T09:00:00+00:00", "UTC"),
        (["2026-07-01T09:00:00Z"], "2026-07-01T14:30:00+05:30", "Asia/Kolkata"),
        (["Wed Jul  1 09:00:00 IST 2026"], "2026-07-01T09:00:00+05:30", "Asia/Kolkata"),
        (
            ["2026-07-01 9:00 Europe/London", "--zone", "Europe/Warsaw"],
            "2026-07-01T10:00:00+02:00",
            "Europe/Warsaw",
        ),
        (
            ["Wed Jul  1 09:00:00 CEST 2026", "--zone", "Europe/Warsaw"],
            "2026-07-01T09:00:00+02:00",
            "Europe/Warsaw",
        ),
        (
            ["2026-07-01", "--zone", "CET-1CEST,M3.5.0,M10.5.0/3"],
            "2026-07-01T09:00:00+02:00",
            "CET-1CEST,M3.5.0,M10.5.0/3",
        ),
    ],
)
def test_a_zone_after_the_start_is_that_of_the_schedule_unless_zone_is_set(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    start: str,
    zone: str,
) -> None:
    with monkeypatch.context() as context:
        context.setenv("TZ", "Asia/Kolkata")
        time.tzset()
        assert main(["show", "1004", "--format", "json", "--start", *options]) == 0
    time.tzset()
    shown = json.loads(capsys.readouterr().out)
    assert (shown["start"], shown["zone"]) == (start, zone)


def test_the_zone_of_the_start_makes_up_for_an_unknown_one(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as context:
        context.setenv("TZ", "Europe/Warsav")
        time.tzset()
        assert main(["show", "1004", "--start", "2026-07-01 Europe/Warsaw"]) == 0
    time.tzset()
    out, err = capsys.readouterr()
    assert "\nif started Wed 1 Jul 2026 09:00 Europe/Warsaw\n" in out
    assert err == ""


def test_a_negative_start_is_not_parsed_as_an_option(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "1004", "--start", "-1d", "--zone", "UTC"]) == 0
    assert " UTC\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (
            ["--start", "soon"],
            "Invalid value for '--start': 'soon' is not understood as a start; "
            "try 2026-11-26 15:00, thu 15:00, +2d or now",
        ),
        (
            ["--start", "now", "--zone", "Warsav"],
            "Invalid value for '--zone': there is no time zone 'Warsav'; "
            "did you mean Europe/Warsaw?",
        ),
        (["--zone", "UTC"], "--zone needs --start."),
        (
            ["--start", "9999-12-31 23:00 Europe/London", "--zone", "Asia/Tokyo"],
            "Invalid value for '--start': '9999-12-31 23:00 Europe/London' is outside the years of"
            " the calendar in that zone",
        ),
    ],
)
def test_an_invalid_start_is_reported_before_any_request(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    complaint: str,
) -> None:
    assert main(["show", "1004", *options]) == 2
    assert capsys.readouterr() == ("", f"seq-tui: {complaint}\n")
    assert account.closed == 0
