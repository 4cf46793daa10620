"""Any order of pages and any change of the account, compared with the account itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from seq_tui.domain.page import Window
from seq_tui.store.paged_list import PagedList
from tests.domain.records import STEADY
from tests.store.pages import ids, page, paged, read

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

ALL = Window(0, 1000)
PER_PAGE = 3


@STEADY
@given(
    st.lists(st.integers(1, 7), min_size=1, max_size=10).flatmap(
        lambda lengths: st.tuples(st.just(lengths), st.permutations(range(1, len(lengths) + 1)))
    )
)
def test_every_row_is_found_once_in_any_order_of_pages(
    pages: tuple[list[int], list[int]],
) -> None:
    lengths, order = pages
    rows: PagedList[Sequence] = PagedList(PER_PAGE)
    for number in order:
        first = sum(lengths[: number - 1])
        rows.put(
            page(
                number,
                range(first, first + lengths[number - 1]),
                is_last=number == len(lengths),
            )
        )
    assert rows.total == sum(lengths)
    assert ids(rows) == list(range(sum(lengths)))
    assert [rows.find(row) for row in range(sum(lengths))] == list(range(sum(lengths)))
    assert rows.repeated == {}


class ChangingAccount(RuleBasedStateMachine):
    """An account that changes between one page and the next."""

    def __init__(self) -> None:
        super().__init__()
        self.account = list(range(10))
        self.next_id = 10
        self.rows: PagedList[Sequence] = PagedList(PER_PAGE)
        self.says_total = False

    @rule(says_total=st.booleans())
    def say_total(self, says_total: bool) -> None:
        """Change whether pages have the number of all rows, as those of an archive may."""
        self.says_total = says_total

    @rule(index=st.integers(0, 20))
    def insert(self, index: int) -> None:
        self.account.insert(index, self.next_id)
        self.next_id += 1

    @rule(index=st.integers(0, 20))
    def delete(self, index: int) -> None:
        del self.account[index : index + 1]

    @rule(index=st.integers(0, 20), to=st.integers(0, 20))
    def move(self, index: int, to: int) -> None:
        moved = self.account[index : index + 1]
        del self.account[index : index + 1]
        self.account[to:to] = moved

    @rule(start=st.integers(0, 60), length=st.integers(1, 6))
    def scroll(self, start: int, length: int) -> None:
        window = Window(start, start + length)
        self.rows.set_view(window)
        if missing := self.rows.pages_to_read(window):
            self.read(missing[0])

    @rule(row=st.integers(0, 60))
    def reach(self, row: int) -> None:
        self.rows.assume_row(row)
        assert self.rows.total is None or self.rows.assumed == 0

    @rule(is_certain=st.booleans())
    def probe(self, is_certain: bool) -> None:
        if (number := self.rows.next_probe()) is not None:
            self.read(number, is_certain=is_certain)

    def read(self, number: int, *, is_certain: bool = True) -> None:
        beyond = page(number, [], is_last=True, is_certain=is_certain or self.says_total)
        before = ids(self.rows)
        received = paged(self.account, PER_PAGE).get(number, beyond)
        changed = self.rows.put(
            received._replace(total=len(self.account) if self.says_total else None)
        )
        if self.says_total and received.items:
            assert self.rows.total is not None
        unchanged = set(range(len(before))) - set(range(changed.start, changed.stop))
        now = ids(self.rows)
        assert all(before[row] == now[row] for row in unchanged)

    @rule()
    def refresh(self) -> None:
        self.rows.mark_stale()

    @rule()
    def refresh_and_read_all(self) -> None:
        self.rows.mark_stale()
        pages = paged(self.account, PER_PAGE)
        beyond = {n: page(n, [], is_last=True) for n in range(len(pages) + 1, 100)}
        read(self.rows, pages | beyond, ALL)
        assert ids(self.rows) == self.account
        assert self.rows.total == len(self.account)
        assert self.rows.repeated == {}

    @invariant()
    def while_the_end_is_unknown_there_is_a_page_to_read(self) -> None:
        is_known = self.rows.total is not None
        after = Window(self.rows.count, self.rows.count + 1)
        assert is_known == (not self.rows.pages_to_read(after)) == (self.rows.next_probe() is None)

    @invariant()
    def every_row_is_found_at_its_index(self) -> None:
        shown = [row for row in ids(self.rows) if row is not None]
        assert len(shown) == len(set(shown))
        for index, sequence_id in enumerate(ids(self.rows)):
            assert sequence_id is None or self.rows.find(sequence_id) == index
        for sequence_id in set(range(self.next_id)) - set(shown):
            assert self.rows.find(sequence_id) is None


ChangingAccount.TestCase.settings = settings(STEADY, stateful_step_count=30)
TestChangingAccount = ChangingAccount.TestCase
