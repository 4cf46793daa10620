"""Tests of opening another account in place of the present one."""

from __future__ import annotations

from contextlib import asynccontextmanager
from threading import Event
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.ui.account_switch import NO_PROFILES
from seq_tui.ui.accounts import AccountEntry, Accounts, OpenedAccount
from seq_tui.ui.app import SeqTuiApp
from seq_tui.ui.saved_view import NO_MEMORY, Memory, SavedView
from tests.fake_source import FIRST_ID, FakeSource
from tests.ui.browsing import NOW, WIDE, Browsing
from tests.ui.idle import wait_for_idle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.anyio

EU = SourceInfo(SourceKind.LIVE, "eu.test", profile="sales-eu")
DEMO = SourceInfo(SourceKind.DEMO, "demo account")


class FakeAccounts(Accounts):
    """Profiles by name, with the number of their sequences; it records which were opened."""

    def __init__(self, **sizes: int) -> None:
        self.sizes = {name.replace("_", "-"): size for name, size in sizes.items()}
        self.opened: list[str] = []
        self.remembered: list[str] = []
        self.memory = NO_MEMORY
        self.failure: Failure | None = None
        self.may_open = Event()
        self.may_open.set()

    def entries(self) -> list[AccountEntry]:
        return [AccountEntry(name, f"{name.rpartition('-')[2]}.test") for name in self.sizes]

    def open(self, name: str) -> OpenedAccount:
        self.may_open.wait(10)
        self.opened.append(name)
        if self.failure is not None:
            raise SourceError(self.failure)
        info = SourceInfo(SourceKind.LIVE, f"{name}.test", profile=name)
        return OpenedAccount(FakeSource(size=self.sizes[name]), info, self.memory)

    def remember(self, name: str) -> None:
        self.remembered.append(name)


@asynccontextmanager
async def browsing(
    accounts: Accounts, source_info: SourceInfo = EU, size: tuple[int, int] = WIDE
) -> AsyncIterator[Browsing]:
    app = SeqTuiApp(FakeSource(size=342), source_info, now=lambda: NOW, accounts=accounts)
    async with app.run_test(size=size) as pilot:
        opened = Browsing(app, pilot)
        await opened.settle()
        yield opened


def options(browsing: Browsing) -> list[str]:
    """The lines of the dialog."""
    accounts = browsing.app.screen.query_one(OptionList)
    return [str(accounts.get_option_at_index(n).prompt) for n in range(accounts.option_count)]


async def choose(browsing: Browsing, *keys: str) -> None:
    """Choose an account, and wait until its rows are there."""
    await browsing.press("p", *keys, "enter")
    while any(worker.group == "account" for worker in browsing.app.workers):
        await wait_for_idle(0.005)
    await browsing.settle()


@pytest.mark.parametrize("size", [WIDE, (80, 24), (40, 10)])
async def test_the_dialog_lists_every_account_and_marks_the_present_one(
    size: tuple[int, int],
) -> None:
    accounts = FakeAccounts(sales_eu=342, sales_us=7)
    async with browsing(accounts, size=size) as opened:
        assert ("sales-eu" in opened.text().splitlines()[0]) is (size[0] > 40)
        await opened.press("p")
        assert options(opened) == ["sales-eu  eu.test   present", "sales-us  us.test"]
        shown = opened.text()
        assert "sales-eu  eu.test   present" in shown
        assert "sales-us  us.test" in shown
        await opened.press("escape")
        assert opened.app.screen is opened.screen
    assert accounts.opened == []


async def test_a_wrong_name_in_the_settings_reaches_no_terminal() -> None:
    accounts = FakeAccounts(sales_eu=342, **{"a\x1b[31m": 7})
    async with browsing(accounts) as opened:
        await opened.press("p")
        assert options(opened) == ["sales-eu  eu.test   present", "a␛[31m    a␛[31m.test"]


async def test_the_chosen_account_takes_the_place_of_the_present_one() -> None:
    async with browsing(FakeAccounts(sales_eu=342, sales_us=7)) as opened:
        await choose(opened, "down")
        assert opened.list.row_count == 7
        status = opened.text().splitlines()[0]
        assert "sales-us" in status
        assert "sales-eu" not in status
        assert "1 of 7" in status


async def test_each_account_has_the_order_that_was_left_in_it() -> None:
    accounts = FakeAccounts(sales_eu=342, sales_us=7)
    accounts.memory = Memory(SavedView(sort="-updated"))
    async with browsing(accounts) as opened:
        await opened.press("s", "n")
        titles = []
        for key in ("down", "up"):
            await choose(opened, key)
            titles.append(str(opened.screen.query_one("#sequences").border_title))
        assert titles == ["By updated, newest first", "By name, A to Z"]


async def test_the_way_back_finds_the_same_rows_search_and_cursor() -> None:
    accounts = FakeAccounts(sales_eu=342, sales_us=7)
    async with browsing(accounts) as opened:
        await opened.search("sequence 3")
        await opened.press("enter", "j", "j")
        before = opened.text()
        first = opened.screen
        await choose(opened, "down")
        await opened.press("j")
        await choose(opened, "up")
        assert opened.screen is first
        assert opened.text() == before
        await choose(opened, "down")
        assert opened.list.cursor == 1
    assert accounts.opened == ["sales-us"]
    assert accounts.remembered == ["sales-us", "sales-eu", "sales-us"]


async def test_another_account_is_opened_where_the_user_was_and_saved_at_the_end() -> None:
    accounts, saved = FakeAccounts(sales_eu=342, sales_us=70), list[SavedView]()
    view = SavedView(search="sequence 4", sequence_id=FIRST_ID + 41, row=5)
    accounts.memory = Memory(view, saved.append, "Lost: x is damaged")
    async with browsing(accounts) as opened:
        await choose(opened, "down")
        assert "/ sequence 4" in opened.text()
        assert opened.list.cursor == 5
        assert opened.messages == ["Lost: x is damaged"]
        await opened.press("j")
        await choose(opened, "up")
        opened.app.save_view()
    assert saved[-1].row == 6


async def test_an_account_without_a_profile_can_be_returned_to() -> None:
    async with browsing(FakeAccounts(sales_us=7), DEMO) as opened:
        await opened.press("p")
        assert options(opened) == ["          demo account   present", "sales-us  us.test"]
        await opened.press("escape")
        await choose(opened, "down")
        assert opened.list.row_count == 7
        await choose(opened, "up")
        assert "demo account" in opened.text().splitlines()[0]


async def test_an_account_that_cannot_be_opened_leaves_the_present_one() -> None:
    accounts = FakeAccounts(sales_eu=342, sales_us=7)
    accounts.failure = Failure(Cause.USAGE, "token_command failed (exit code 1)", "Unlock it.")
    async with browsing(accounts) as opened:
        await choose(opened, "down")
        assert opened.messages == ["sales-us: token_command failed (exit code 1) · Unlock it."]
        assert opened.list.row_count == 100
        assert "Opening" not in opened.text()
        accounts.failure = None
        await choose(opened, "down")
        assert opened.list.row_count == 7


async def test_no_account_is_said_to_be_opening_after_a_long_failure() -> None:
    accounts = FakeAccounts(sales_eu=342, sales_us=7)
    accounts.failure = Failure(Cause.USAGE, "Profile sales-us has no token", "Log in. " * 12)
    async with browsing(accounts) as opened:
        await choose(opened, "down")
        (message,) = opened.messages
        assert "Profile sales-us has no token" in message
        assert "Opening" not in opened.text()


async def test_a_command_that_takes_long_keeps_the_screen_alive() -> None:
    accounts = FakeAccounts(sales_eu=342, sales_us=7)
    accounts.may_open.clear()
    async with browsing(accounts) as opened:
        await opened.press("p", "down", "enter")
        assert opened.messages == ["Opening sales-us…"]
        await opened.press("j", "question_mark")
        assert opened.list.cursor == 1
        accounts.may_open.set()
        while len(opened.app.screen_stack) > 1:
            await wait_for_idle(0.005)
        await opened.settle()
        assert opened.list.row_count == 7


async def test_without_profiles_it_says_how_to_add_one() -> None:
    async with browsing(FakeAccounts(), DEMO) as opened:
        await opened.press("p")
        assert opened.messages == [NO_PROFILES]


async def test_the_choice_of_the_present_account_changes_nothing() -> None:
    accounts = FakeAccounts(sales_eu=342, sales_us=7)
    async with browsing(accounts) as opened:
        await opened.press("j", "p", "enter")
        assert opened.list.cursor == 1
    assert accounts.opened == []
