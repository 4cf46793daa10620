"""Answers that are still on their way are not left for the shell."""

from __future__ import annotations

import signal

import pytest

from seq_tui.terminal.background import ATTRIBUTES_REPORT, BACKGROUND_QUERY
from seq_tui.terminal.queries import SIZE_REPORT, SIZE_REPORTS_ON, PendingQueries
from tests.pseudo_terminal import SYNCHRONISED_OUTPUT, Terminal
from tests.test_over_http import PROGRAM

QUERIES = (b"\x1b[?2026$p", b"\x1b[?2048$p")


def distant(*modes: int) -> Terminal:
    terminal = Terminal([PROGRAM, "--demo"], known_modes=frozenset(modes), is_distant=True)
    terminal.read_until(lambda: all(query in terminal.output for query in QUERIES))
    return terminal


@pytest.mark.parametrize("modes", [(), (SYNCHRONISED_OUTPUT,), (SYNCHRONISED_OUTPUT, 2048)])
def test_the_answers_are_read_before_the_screen_is_left(modes: tuple[int, ...]) -> None:
    with distant(*modes) as terminal:
        terminal.send("q")
        with pytest.raises(TimeoutError):
            terminal.wait(0.2)
        terminal.answer_queries()
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()
        assert terminal.unread_input() == b""


def test_a_terminal_that_answers_nothing_is_left_after_a_second() -> None:
    with distant() as terminal:
        terminal.send("q")
        assert terminal.wait(3) == 0
        assert terminal.modes_left_on() == set()


def test_a_process_that_is_continued_while_it_leaves_the_screen_does_not_take_it_again() -> None:
    with distant() as terminal:
        terminal.send("q")
        with pytest.raises(TimeoutError):
            terminal.wait(0.2)
        terminal.kill(signal.SIGCONT)
        assert terminal.wait(3) == 0
        assert terminal.modes_left_on() == set()


def test_a_signal_waits_for_the_answers_too() -> None:
    with distant(SYNCHRONISED_OUTPUT) as terminal:
        terminal.kill(signal.SIGTERM)
        with pytest.raises(TimeoutError):
            terminal.wait(0.2)
        terminal.answer_queries()
        assert terminal.wait(3) == 143
        assert terminal.unread_input() == b""


def test_a_terminal_that_is_gone_is_not_waited_for() -> None:
    queries = PendingQueries()
    queries.sent("\x1b[?2026$p")
    queries.give_up()
    queries.wait()
    assert not queries.is_pending
    queries.sent("\x1b[?2026$p")
    assert not queries.is_pending, "the signals of a closed terminal resume the screen"


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("\x1b[?2026$p", "2026"),
        (SIZE_REPORTS_ON, SIZE_REPORT),
        (BACKGROUND_QUERY, ATTRIBUTES_REPORT),
    ],
)
def test_a_query_is_pending_until_its_answer(query: str, answer: str) -> None:
    queries = PendingQueries()
    queries.sent("text")
    assert not queries.is_pending
    queries.sent(query)
    queries.answered({"7"})
    assert queries.is_pending
    queries.answered({answer})
    assert not queries.is_pending
    queries.wait()


def test_the_quickest_of_several_answers_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [10.0]
    monkeypatch.setattr("seq_tui.terminal.queries.time.monotonic", lambda: clock[-1])
    queries = PendingQueries()
    queries.sent("\x1b[?2026$p")
    clock.append(10.5)
    queries.sent(SIZE_REPORTS_ON)
    clock.append(11.5)
    assert queries.answered({"7"}) == 0
    assert queries.answered({"2026", SIZE_REPORT}) == 1
    assert queries.answered({"2026", SIZE_REPORT}) == 0
