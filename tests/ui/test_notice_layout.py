"""How a notice is laid out in the place that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from seq_tui.ui.notice import Notice, NoticeState, notice_lines

if TYPE_CHECKING:
    from seq_tui.ui.cells import Line


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(cell.text for cell in line) for line in lines]


WHOLE = Notice(
    NoticeState.FAILED,
    "The service failed (500)",
    mark="✗",
    details=('The service says: "Sorry."',),
    advice="Ask the administrator.",
    hint="r tries again",
    footnote="For support: request abc",
)


def test_a_notice_stands_in_the_middle() -> None:
    lines = texts(notice_lines(WHOLE, 40, 14, "…"))
    assert lines[:2] == ["", ""]
    assert lines[2:] == [
        "       ✗ The service failed (500)",
        "",
        '       The service says: "Sorry."',
        "",
        "         Ask the administrator.",
        "",
        "             r tries again",
        "",
        "        For support: request abc",
    ]


def test_blank_lines_go_first_then_the_footnote_details_and_advice() -> None:
    def kept(height: int) -> list[str]:
        return [line.strip() for line in texts(notice_lines(WHOLE, 40, height, "…")) if line]

    whole = kept(14)
    assert kept(5) == whole
    assert kept(4) == whole[:4]
    assert kept(3) == [whole[0], *whole[2:4]]
    assert kept(2) == [whole[0], whole[3]]
    assert kept(1) == ["✗ The service failed (500) …"]


@given(
    st.text("ab 会", max_size=90),
    st.text("ab 会", max_size=200),
    st.integers(10, 130),
    st.integers(1, 20),
)
def test_no_notice_is_larger_than_its_place(
    sentence: str, advice: str, width: int, height: int
) -> None:
    notice = Notice(NoticeState.EMPTY, sentence, details=(advice,), advice=advice, hint=sentence)
    lines = texts(notice_lines(notice, width, height, "…"))
    assert len(lines) <= height
    assert all(cell_len(line) <= width for line in lines)


def test_the_words_of_a_notice_are_shared_evenly_by_its_lines() -> None:
    notice = Notice(NoticeState.LOADING, "Loading sequences from api.getbase.com, 3 s")
    assert [line.strip() for line in texts(notice_lines(notice, 44, 2, "…"))] == [
        "Loading sequences from",
        "api.getbase.com, 3 s",
    ]
