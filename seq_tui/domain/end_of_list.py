"""Where a list of the service ends: what is proven by its pages, and what is only believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.page import PER_PAGE, NextPage, RawPage

if TYPE_CHECKING:
    from seq_tui.domain.page import Page, Record


class EndOfList:
    """Decides which page of an account is the last one of its list.

    What a response omits proves nothing: a service may leave out its links, or return 25 items
    where 100 were requested. Proven is the end by an empty page, and by a page shorter than another
    one that the same service has returned. A page that links back ends its list too, since a client
    that follows links would never come further, but not for certain. After any other page, the next
    one has to be requested.

    The first page of a session is therefore never the last, however short. The documented form, a
    link to itself with the ``per_page`` that was requested, is no exception: such a link is often
    the address of the request, unchanged, and one small request settles it.
    """

    def __init__(self) -> None:
        self.page_length = 0
        """Most items on a page so far: what the service returns at least if there are as many."""

    def judge(self, page: RawPage) -> RawPage:
        """The page as received, with what it shows of the end; pages may come in any order."""
        is_short = len(page.items) < self.page_length
        self.page_length = max(self.page_length, len(page.items))
        if not page.items:
            return page._replace(is_last=True)
        if page.next_page is NextPage.BACK:
            return page._replace(is_last=True, is_certain=False)
        return page._replace(is_last=is_short and page.next_page is NextPage.UNSAID)


def end_doubt(page: Page[Record] | RawPage) -> str:
    """Why the end of a list is not certain, if this page is the last one; empty if it is."""
    if page.is_certain:
        return ""
    if page.next_page is NextPage.BACK:
        return f"page {page.number:,} leads back to a page before"
    return "the service ended it with an error"


def says_last(page: RawPage) -> bool:
    """Whether a page is the last one as far as a service can say so that refuses the next one.

    A short page that nothing follows may have been capped. But one with the documented links, to
    itself and to no other page, is believed: otherwise no account of one page would ever count as
    whole, on a service that answers 404 past the end (API document: open question 22).
    """
    is_documented = page.links_itself and seems_last(page)
    return page.is_certain and (page.is_last or is_documented)


def seems_last(page: RawPage) -> bool:
    """Whether a page looks like the last one, which proves nothing."""
    is_short = page.next_page is NextPage.UNSAID and len(page.items) < PER_PAGE
    return page.is_last or is_short
