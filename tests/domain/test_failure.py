"""A failure in one line, and the error that carries it."""

from __future__ import annotations

import pytest

from seq_tui.domain.failure import Cause, Failure, SourceError


def test_a_failure_says_what_failed_why_the_request_and_what_to_do() -> None:
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
        "the service failed (500) · Internal error. · request b86t2-ah1ou · try again later"
    )


@pytest.mark.parametrize(
    ("failure", "line"),
    [
        (Failure(Cause.UNREACHABLE, "no answer"), "no answer"),
        (Failure(Cause.FILE, "disk full", advice="make room"), "disk full · make room"),
        (Failure(Cause.NOT_FOUND, "", details="No such sequence."), "No such sequence."),
    ],
)
def test_what_is_not_known_leaves_no_gap_in_the_line(failure: Failure, line: str) -> None:
    assert str(failure) == line


def test_the_error_of_a_source_carries_the_failure_and_reads_the_same() -> None:
    failure = Failure(Cause.UNAUTHORISED, "token rejected (401)", advice="set another")
    error = SourceError(failure)
    assert error.failure is failure
    assert str(error) == str(failure)


def test_every_cause_has_words_of_its_own() -> None:
    words = {cause.value for cause in Cause}
    assert len(words) == len(Cause.__members__)
    assert all(words)
