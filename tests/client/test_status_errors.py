"""Responses that are not a 200: the status is the cause, the body adds details."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seq_tui.client.request_params import SEQUENCES
from seq_tui.client.status_errors import error_for, is_rate_limit
from seq_tui.domain.failure import Cause
from seq_tui.wire.envelopes import read_error
from seq_tui.wire.errors import MAX_TEXT, SellError

INVALID = (Path(__file__).parent.parent / "data" / "error.json").read_bytes()

CAUSES = {
    400: Cause.SERVICE,
    401: Cause.UNAUTHORISED,
    403: Cause.UNAUTHORISED,
    404: Cause.SERVICE,
    422: Cause.SERVICE,
    429: Cause.RATE_LIMITED,
    500: Cause.SERVICE,
    502: Cause.SERVICE,
    503: Cause.SERVICE,
    504: Cause.SERVICE,
}

BODIES = [INVALID, b"<html>" + b"x" * 200_000, b"", b"{}", b"[]", b"null", b"Go away."]


def failed(status: int, body: bytes = b"", path: str = SEQUENCES) -> SellError:
    return error_for(status, read_error(body), {}, host="sell.test", path=path)


def envelope(code: str, details: str, **more: str) -> bytes:
    error = {"code": code, "message": "Nichts da.", "details": details} | more
    return json.dumps({"errors": [{"error": error}], "meta": {"logref": "abc"}}).encode()


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("status", CAUSES)
def test_the_status_decides_for_any_body(status: int, body: bytes) -> None:
    failure = failed(status, body).failure
    assert failure.cause is CAUSES[status]
    assert failure.status == status
    assert str(status) in failure.message
    assert "<" not in str(failure)


@pytest.mark.parametrize("status", [204, 206, 299, 304, 418, 999])
def test_an_unexpected_status_is_named(status: int) -> None:
    failure = failed(status).failure
    assert failure.message == f"Unexpected status ({status})"
    assert failure.cause is Cause.SERVICE


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_unexpected(status: int) -> None:
    assert failed(status).failure.message == f"Unexpected redirect ({status})"


def test_an_unknown_5xx_is_a_failure_of_the_service() -> None:
    assert failed(599).failure.message == "The service failed (599)"


def test_the_service_s_own_english_explains_a_refused_parameter() -> None:
    failure = failed(400, INVALID).failure
    assert failure.code == "invalid_param"
    assert failure.details == "must be between 1 and 100, given: 200 (per_page)"
    assert failure.request_id == ""


def test_the_request_id_of_the_header_comes_before_that_of_the_body() -> None:
    body = envelope("server_error", "Sorry.")
    assert failed(500, body).failure.request_id == "abc"
    error = error_for(500, read_error(body), {"x-request-id": "a\x1b b"}, host="sell.test")
    assert error.failure.request_id == "a\x1b b"


def test_a_missing_sequence_is_named() -> None:
    failure = failed(404, envelope("not_found", "Gone."), f"{SEQUENCES}/7").failure
    assert failure.message == "Sequence 7 does not exist, or no longer does"
    assert (failure.cause, failure.status, failure.details) == (Cause.NOT_FOUND, 404, "Gone.")


def test_an_address_without_the_api_is_a_usage_error() -> None:
    for path in (SEQUENCES, f"{SEQUENCES}/7"):
        failure = failed(404, envelope("incorrect_path", "No such path."), path).failure
        assert failure.message == "No Sell API at sell.test (404)"
        assert failure.cause is Cause.USAGE


def test_another_resource_is_named_in_its_own_words() -> None:
    path = "sequence_enrollments"
    assert failed(404, path=path).failure.message == "No sequence enrollments at sell.test (404)"
    refused = failed(403, path=f"{path}/7").failure
    assert refused.message == "Not allowed to read sequence enrollments (403)"


def test_a_missing_scope_is_named() -> None:
    failure = failed(403, envelope("insufficient_scope", "")).failure
    assert "scope read" in failure.message
    assert "plan" not in failure.advice


@pytest.mark.parametrize("status", [403, 404])
def test_the_plan_is_one_possible_cause_and_never_the_only_one(status: int) -> None:
    advice = failed(status).failure.advice
    assert "may lack sequences" in advice or "the plan sequences" in advice
    assert advice.startswith(("Check the address; ", "Ask the administrator of the account: "))


def test_what_the_service_says_is_the_only_reason_given() -> None:
    failure = failed(403, envelope("forbidden", "Requires the Reach add-on")).failure
    assert failure.details == "Requires the Reach add-on"
    assert failure.advice == "Ask the administrator of the account."


def test_the_disguised_rate_limit_is_a_rate_limit() -> None:
    body = envelope("incorrect_path", "Requested path at '/429.json' was not found")
    assert is_rate_limit(404, read_error(body))
    for path in (SEQUENCES, f"{SEQUENCES}/7"):
        assert failed(404, body, path).failure.cause is Cause.RATE_LIMITED


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, envelope("incorrect_path", "Requested path at '/leeds' was not found")),
        (404, envelope("not_found", "/429.json")),
        (400, envelope("incorrect_path", "/429.json")),
        (404, b"<html>/429.json"),
        (200, b""),
    ],
)
def test_nothing_else_is_a_rate_limit(status: int, body: bytes) -> None:
    assert not is_rate_limit(status, read_error(body))


@pytest.mark.parametrize(
    ("payload", "details"),
    [
        ({"errors": [{"error": {"message": "Nein."}}]}, "Nein."),
        ({"errors": [{"error": {"details": ""}}, {"error": {"details": "b"}}]}, "b"),
        ({"errors": [{"code": "x", "details": "bare"}]}, "bare"),
        ({"errors": [{"error": "text"}, 5, None, {"error": {"details": "fourth"}}]}, "text"),
        ({"errors": "no list", "details": "top"}, "top"),
        ({"errors": [], "details": "top"}, ""),
        ({"error": {"code": "x", "details": "nested"}}, "nested"),
        ({"status": 500, "error": "Internal Server Error"}, "Internal Server Error"),
        ({"errors": [{"error": {"details": 5, "message": ["x"], "field": None}}]}, ""),
        (
            {"errors": [{"error": {"details": "a", "field": "/data/x"}}, {"error": "b"}]},
            "a (/data/x); b",
        ),
        ({"meta": "no object"}, ""),
        ([{"error": "in a list"}], ""),
    ],
)
def test_explanations_are_found_in_every_shape(payload: object, details: str) -> None:
    assert read_error(json.dumps(payload).encode()).details == details


def test_foreign_text_is_one_short_line() -> None:
    body = envelope("x\ny", "first\r\n\u2028second \x1b[31m" + "z" * 1_000_000)
    failure = failed(500, body).failure
    assert failure.details.startswith("first second \x1b[31mzzz")
    assert failure.details.endswith("…")
    assert len(failure.details) == MAX_TEXT
    assert failure.code == "x y"
