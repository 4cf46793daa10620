"""Where a list ends, decided from what its pages show."""

from __future__ import annotations

import pytest

from seq_tui.domain.end_of_list import EndOfList, end_doubt
from seq_tui.domain.page import NextPage, RawPage


def page(number: int, length: int, next_page: NextPage = NextPage.UNSAID) -> RawPage:
    return RawPage(number, tuple(range(length)), is_last=False, next_page=next_page)


def last_page(*pages: RawPage) -> int | None:
    """The number of the first page that is judged to be the last."""
    end = EndOfList()
    judged = map(end.judge, pages)
    return next((each.number for each in judged if each.is_last), None)


@pytest.mark.parametrize("length", [1, 25, 99, 100, 250])
def test_no_first_page_is_the_last_unless_it_is_empty(length: int) -> None:
    assert last_page(page(1, length)) is None
    assert last_page(page(1, length), page(2, 0)) == 2
    assert last_page(page(1, 0)) == 1


@pytest.mark.parametrize("length", [1, 25, 100])
def test_full_pages_that_say_nothing_end_with_an_empty_one(length: int) -> None:
    assert last_page(page(1, length), page(2, length), page(3, length), page(4, 0)) == 4


def test_a_page_shorter_than_another_is_the_last() -> None:
    assert last_page(page(1, 25), page(2, 25), page(3, 24)) == 3
    assert last_page(page(1, 100), page(2, 1)) == 2


def test_a_short_page_in_the_middle_goes_on_if_it_claims_a_next_one() -> None:
    short = page(2, 97, NextPage.CLAIMED)
    assert last_page(page(1, 100), short, page(3, 100), page(4, 99)) == 4


def test_a_service_that_shortens_its_pages_by_and_by_is_believed_about_links_only() -> None:
    pages = [page(n, 101 - n, NextPage.CLAIMED) for n in range(1, 20)]
    assert last_page(*pages, page(20, 5)) == 20


def test_the_length_is_learned_from_any_list_of_the_account() -> None:
    end = EndOfList()
    assert not end.judge(page(1, 100, NextPage.CLAIMED)).is_last
    assert end.judge(page(1, 3)).is_last, "a search of the same account"
    assert not end.judge(page(1, 100)).is_last


def test_a_page_that_leads_back_ends_the_list_but_not_for_certain() -> None:
    judged = EndOfList().judge(page(3, 100, NextPage.BACK))
    assert (judged.is_last, judged.is_certain) == (True, False)
    assert end_doubt(judged) == "page 3 leads back to a page before"


def test_an_empty_page_is_the_end_whatever_it_links_to() -> None:
    for next_page in NextPage:
        judged = EndOfList().judge(page(2, 0, next_page))
        assert (judged.is_last, judged.is_certain, end_doubt(judged)) == (True, True, "")


def test_an_end_by_an_error_is_told() -> None:
    failed = RawPage(2, (), is_last=True, is_certain=False)
    assert end_doubt(failed) == "the service ended it with an error"
