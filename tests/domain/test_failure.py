"""A failure as one line of text, and the error that carries it."""

from __future__ import annotations

import pytest

from seq_tui.domain.failure import Cause, Failure, SourceError


def test_a_failure_lists_message_details_request_and_advice() -> None:
    failure = Failure(
        Cause.SERVICE,
        "the service failed (500)",
        advice="try again later",
        status=500,
        code="server_error",
        details="Internal error.",
        request_id="b86t2-ah1ou",
    )
    assert str(failure) == (
        'the service failed (500) · the service says: "Internal error." · request b86t2-ah1ou'
        " · try again later"
    )


@pytest.mark.parametrize(
    ("failure", "line"),
    [
        (Failure(Cause.UNREACHABLE, "no answer"), "no answer · Try again."),
        (Failure(Cause.SERVICE, "it failed"), "it failed · Try again later."),
        (Failure(Cause.FILE, "disk full", advice="make room"), "disk full · make room"),
        (
            Failure(Cause.NOT_FOUND, "gone", details="No such."),
            'gone · the service says: "No such."',
        ),
    ],
)
def test_empty_parts_leave_no_gap_in_the_line(failure: Failure, line: str) -> None:
    assert str(failure) == line


def test_a_source_error_carries_the_failure_and_has_the_same_text() -> None:
    failure = Failure(Cause.UNAUTHORISED, "token rejected (401)", advice="set another")
    error = SourceError(failure)
    assert error.failure is failure
    assert str(error) == str(failure)


def test_every_cause_has_a_text_of_its_own() -> None:
    words = {cause.value for cause in Cause}
    assert len(words) == len(Cause.__members__)
    assert all(words)
