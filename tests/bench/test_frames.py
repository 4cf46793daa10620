"""Tests of the frames in a program's output, and of which belong to the list."""

from __future__ import annotations

from seq_tui.ui.detail_follower import DETAIL_DEBOUNCE
from tests.bench.frames import FRAME_END, Burst, frames

LIST = b"\x1b[?2026h\x1b[4;2H\x1b[38;2;1;2;3m row\x1b[0m\x1b[4;48H\r\n\x1b[1;2H" + FRAME_END
STATUS = b"\x1b[?2026h\x1b[1;104H2 of 100+\x1b[1;2H" + FRAME_END
DETAIL = b"\x1b[?2026h\x1b[9;51H\x1b[1m\x1b[7mstep\x1b[1;2H" + FRAME_END


def test_a_frame_ends_where_its_last_byte_was_read() -> None:
    output = LIST + STATUS
    arrivals = [(1.0, 5), (2.0, 15), (3.0, 10 + len(LIST) - 1), (4.0, 10 + len(output))]
    found = frames(output, arrivals, offset=10)
    assert [(frame.at, frame.size) for frame in found] == [(4.0, len(LIST)), (4.0, len(STATUS))]
    arrivals[2] = (3.0, 10 + len(LIST))
    assert [frame.at for frame in frames(output, arrivals, offset=10)] == [3.0, 4.0]


def test_a_frame_has_the_positions_of_its_text_but_not_of_the_cursor() -> None:
    (frame,) = frames(LIST, [(1.0, len(LIST))])
    assert frame.positions == {(4, 2)}


def test_an_unfinished_frame_is_counted() -> None:
    assert [frame.size for frame in frames(LIST + b"\x1b[1;1Hab", [(1.0, 1000)])] == [len(LIST), 8]
    assert frames(b"", []) == ()


def burst(detail_column: int | None, later: float = 0.01) -> Burst:
    output, ends = b"", []
    for number, piece in enumerate((LIST, STATUS, DETAIL, LIST)):
        output += piece
        ends.append((5.0 + later * number, len(output)))
    return Burst(5.0, frames(output, ends), detail_column)


def test_the_frames_before_the_detail_belong_to_the_list() -> None:
    assert burst(49).of_list.size == len(LIST + STATUS)
    assert round(burst(49).of_list.last_ms, 3) == 10.0
    assert round(burst(49).last_ms, 3) == 30.0


def test_a_detail_out_of_view_begins_after_its_debounce() -> None:
    assert burst(0, later=DETAIL_DEBOUNCE * 0.6).of_list.size == len(LIST + STATUS)


def test_without_a_detail_every_frame_belongs_to_the_list() -> None:
    assert burst(None).of_list.size == burst(None).size


def test_without_frames_there_are_no_bytes_and_no_time() -> None:
    assert (Burst(5.0, ()).last_ms, Burst(5.0, ()).size) == (0.0, 0)
