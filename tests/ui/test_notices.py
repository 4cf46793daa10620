"""What both panes say where there are no rows: loading, empty, failed."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest
from textual import constants

from seq_tui.archive.cache.source import OFFLINE_ADVICE
from seq_tui.domain.failure import Cause, Failure
from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.presentation.glyphs import ASCII, UNICODE
from seq_tui.store import circuit_breaker
from seq_tui.store.circuit_breaker import CircuitBreaker
from seq_tui.ui import progress as progress_module
from seq_tui.ui.detail_notices import detail_notice, steps_notice
from seq_tui.ui.list_notices import Progress, empty_notice, failure_notice, list_notice
from seq_tui.ui.notice import Notice, NoticeState, notice_lines
from seq_tui.ui.search_results import SearchResults
from tests.fake_source import NO_ANSWER, FakeSource, sequence
from tests.store.pages import page
from tests.ui.browsing import ORIGIN, WIDE, Browsing, browse, in_panes
from tests.ui.states import STATES

if TYPE_CHECKING:
    from textual.strip import Strip

    from seq_tui.ui.cells import Line

pytestmark = pytest.mark.anyio

ARCHIVE = SourceInfo(SourceKind.ARCHIVE, "sell.db")


def results(query: str = "") -> SearchResults:
    return SearchResults.of(
        Query.parse(query), FakeSource(), asyncio.Semaphore(1), CircuitBreaker()
    )


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(cell.text for cell in line) for line in lines]


def words(lines: tuple[Line, ...]) -> str:
    return " ".join(" ".join(texts(lines)).split())


# What it says.


async def test_loading_names_the_account_and_after_a_second_the_seconds() -> None:
    loading = list_notice(results(), ORIGIN, Progress("⠋", query=Query()), UNICODE)
    assert loading == Notice(
        NoticeState.LOADING, "Loading sequences from api.getbase.com", mark="⠋"
    )
    later = list_notice(results(), ORIGIN, Progress("⠙", 3, query=Query()), UNICODE)
    assert later is not None
    assert later.heading == "⠙ Loading sequences from api.getbase.com, 3 s"


async def test_a_rate_limit_says_when_it_goes_on() -> None:
    paused = list_notice(results(), ORIGIN, Progress(pause=11.2, query=Query()), UNICODE)
    assert paused is not None
    assert paused.sentence == "Too many requests; going on in 12 s"


async def test_rows_need_no_notice() -> None:
    shown = results()
    shown.rows.put(page(1, [1]))
    assert list_notice(shown, ORIGIN, Progress(), UNICODE) is None


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (Query("trial"), 'No sequence has "trial" in its name'),
        (Query("free trial"), "No sequence has all these words in its name: free trial"),
        (Query("90"), 'No sequence has the id 90, or "90" in its name'),
        (Query.parse("task:"), "No sequence has a task"),
        (Query.parse("task:price"), 'No task says "price"'),
        (Query(ids=(7, 8)), "No sequence has the id #7,8"),
    ],
    ids=str,
)
def test_nothing_found_is_explained(query: Query, reason: str) -> None:
    notice = empty_notice(query, ORIGIN)
    assert (notice.sentence, notice.hint) == (reason, "esc clears the search")


def test_an_empty_account_says_what_to_do() -> None:
    live, saved = empty_notice(Query(), ORIGIN), empty_notice(Query(), ARCHIVE)
    assert live.sentence == "This account has no sequences"
    assert "token" in live.advice
    assert saved.sentence == "There are no sequences in sell.db"
    assert "token" not in saved.advice


def test_a_failure_says_each_thing_once() -> None:
    notice = failure_notice(NO_ANSWER, Progress(), UNICODE)
    assert [notice.heading, *notice.details, notice.advice, notice.footnote, notice.hint] == [
        "✗ The service failed (503)",
        'The service says: "Try again later."',
        "Wait a little.",
        "For support: request b86t2-ah1ou",
        "",
    ]


def test_to_be_offline_is_no_failure_and_says_what_to_do() -> None:
    failure = Failure(Cause.OFFLINE, "No requests are sent with --offline", OFFLINE_ADVICE)
    notice = failure_notice(failure, Progress(), UNICODE)
    assert notice.state is NoticeState.CHOSEN
    assert notice.heading == "No requests are sent with --offline"
    assert notice.advice == "Start without it to ask the account."


def test_the_keys_of_a_hint_stand_out() -> None:
    notice = failure_notice(Failure(Cause.SERVICE, "No."), Progress(), UNICODE)
    [*_, hint] = notice_lines(notice, 40, 4, "…")
    assert [(cell.text, cell.role) for cell in hint[1:]] == [
        ("r", "name"),
        (" tries again", "quiet"),
    ]


def test_a_search_in_the_texts_of_emails_says_where_there_are_any() -> None:
    live = empty_notice(Query.parse("text:offer"), ORIGIN)
    assert live.sentence == 'No e-mail text says "offer"'
    assert live.advice == "Only an archive keeps texts: seq-tui templates add"
    saved = empty_notice(Query.parse("text: steps>3"), ARCHIVE)
    assert saved.sentence == "No sequence is found by text: steps>3"
    assert saved.advice == "seq-tui templates lists the texts that are known"
    assert empty_notice(Query.parse("steps>99"), ORIGIN).advice == ""


@pytest.mark.parametrize(
    ("name", "said", "other"),
    [
        ("failing", "unavailable", "The fault is on the other side"),
        ("refused", "Not allowed to read", "which account and token are in use"),
        ("offline", "No requests are sent", "An archive needs no network"),
        ("row-not-loaded", "unavailable", "Row 300 is not loaded"),
    ],
)
async def test_one_pane_says_what_failed_and_the_keys_offer_another_try(
    name: str, said: str, other: str
) -> None:
    state = STATES[name]
    app = state.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await state.reach(pilot)
        browsing = Browsing(app, pilot)
        screen = browsing.text(app.screen)
        assert screen.count(said) == 1
        assert screen.count(other) == 1
        assert "r Refresh" in browsing.text(app.screen.query_one("#keys"))


async def test_the_keys_offer_no_other_try_while_nothing_failed() -> None:
    async with browse(FakeSource(30)) as browsing:
        assert "Refresh" not in browsing.text(browsing.screen.query_one("#keys"))


@pytest.mark.parametrize(
    ("cause", "retry_in", "hint"),
    [
        (Cause.UNREACHABLE, 11.2, "trying again in 12 s · r now"),
        (Cause.UNREACHABLE, 0, "r tries again"),
        (Cause.SERVICE, 0, "r tries again"),
        (Cause.RATE_LIMITED, 0, "r tries again"),
        (Cause.UNAUTHORISED, 0, ""),
        (Cause.OFFLINE, 0, ""),
        (Cause.USAGE, 0, ""),
    ],
)
def test_a_key_is_offered_where_it_may_help(cause: Cause, retry_in: float, hint: str) -> None:
    notice = failure_notice(Failure(cause, "No."), Progress(retry_in=retry_in), UNICODE)
    assert notice.hint == hint


def test_a_failure_of_a_megabyte_is_cut() -> None:
    long = "x" * 1_000_000
    failure = Failure(Cause.SERVICE, long, advice=long, code=long, details=long, request_id=long)
    assert (
        len(words(notice_lines(failure_notice(failure, Progress(), UNICODE), 60, 99, "…"))) < 3_000
    )


async def test_the_right_pane_says_what_can_be_searched_for() -> None:
    shown = results("xyz")
    shown.rows.put(page(1, [], is_last=True))
    notice = detail_notice(shown, 0, Progress())
    assert notice is not None
    for example in dict(notice.examples):
        assert Query.parse(example).mistake is None
    assert "task:price" in dict(notice.examples)


def test_no_steps_and_steps_that_did_not_come_are_told_apart() -> None:
    assert steps_notice(sequence(3)) is None
    none, missing = STATES["no-steps"], STATES["steps-not-included"]
    empty, bare = (steps_notice(state.source().sequences[0]) for state in (none, missing))
    assert empty is not None
    assert bare is not None
    assert empty.sentence == "This sequence has no steps"
    assert bare.sentence == "The 3 steps of this sequence did not come with it"


# On the screen.


async def test_loading_empty_and_failed_do_not_look_alike() -> None:
    shown = {}
    for name in ("loading", "no-sequences", "failing"):
        app = STATES[name].app()
        async with app.run_test(size=WIDE) as pilot:
            await STATES[name].reach(pilot)
            shown[name], _ = in_panes(Browsing(app, pilot))
    assert "Loading sequences" in shown["loading"]
    assert "no sequences" in shown["no-sequences"]
    assert all(part in shown["failing"] for part in ("✗", "(503)", "r tries again"))


async def test_the_seconds_until_the_next_try_count_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(circuit_breaker, "jittered_wait", lambda _failures: 3_600.0)
    async with browse(STATES["unreachable"].source()) as browsing:
        await browsing.settle()
        own_seconds = re.search(r"trying again in 3[56]\d\d s · r now", browsing.text())
        assert own_seconds, "those of the breaker, of which some may have passed"
        monkeypatch.setattr(CircuitBreaker, "retry_in", property(lambda _breaker: 3_600.0))
        browsing.screen._progress.report_notices()
        await browsing.pilot.pause()
        assert "trying again in 3600 s · r now" in browsing.text()
        painted: list[int] = []
        render_line = browsing.list.render_line

        def record(y: int) -> Strip:
            painted.append(y)
            return render_line(y)

        monkeypatch.setattr(browsing.list, "render_line", record)
        monkeypatch.setattr(CircuitBreaker, "retry_in", property(lambda _breaker: 11.5))
        browsing.screen._progress.report_notices()
        await browsing.pilot.pause()
        assert len(set(painted)) == 1, "only one line is painted"
        assert "trying again in 12 s · r now" in browsing.text()


async def test_a_spinner_turns_and_seconds_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(progress_module, "monotonic", lambda: clock[-1])
    monkeypatch.setattr(progress_module, "SPINNER_INTERVAL", 0.25)
    source = FakeSource(3)
    source.hold()
    async with browse(source) as browsing:
        assert "⠋ Loading sequences" in browsing.text()
        seen = set()
        for seconds in (100.25, 100.5, 103.75):
            clock.append(seconds)
            browsing.screen._progress.report_notices()
            await browsing.pilot.pause()
            seen.add(browsing.text(browsing.list).strip()[0])
        assert len(seen) == 3
        left, right = in_panes(browsing)
        assert "api.getbase.com, 3 s" in left
        assert right == "The steps of a sequence appear here"
        source.release()
        await browsing.settle()
        assert browsing.screen._progress._tick is None, "nothing is sent while idle"


async def test_without_animation_only_the_seconds_change(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(progress_module, "monotonic", lambda: clock[-1])
    monkeypatch.setattr(constants, "TEXTUAL_ANIMATIONS", "none")
    source = FakeSource(3)
    source.hold()
    async with browse(source) as browsing:
        for seconds in (100.2, 100.4, 100.9):
            clock.append(seconds)
            browsing.screen._progress.report_notices()
            assert "⠋ Loading sequences" in browsing.text()
        source.release()


async def test_a_pending_search_says_how_many_were_searched() -> None:
    source = FakeSource(30)
    async with browse(source) as browsing:
        await browsing.settle()
        source.hold()
        source.searched_so_far = 1_300
        await browsing.pilot.press("slash", "x")
        browsing.screen._search.debounce.cancel()
        browsing.screen._feed.search()
        browsing.screen._progress.report()
        await browsing.pilot.pause()
        assert "1,300 searched" in browsing.text(browsing.screen.query_one("#search"))
        source.searched_so_far = 1_400
        browsing.screen._progress.report_notices()
        await browsing.pilot.pause()
        assert "1,400 searched" in browsing.text(browsing.screen.query_one("#search"))
        source.release()
        await browsing.settle()
        assert "searched" not in browsing.text(browsing.screen.query_one("#search"))


async def test_rows_are_not_said_to_be_so_far_once_all_is_read() -> None:
    source = FakeSource(30)
    async with browse(source) as browsing:
        await browsing.settle()
        source.hold()
        source.searched_so_far = 20
        await browsing.pilot.press("slash", *"steps>3")
        browsing.screen._search.debounce.cancel()
        browsing.screen._feed.search()
        browsing.screen._progress.report_notices()
        source.searched_so_far = 0
        source.release()
        await browsing.settle()
        assert browsing.list.row_count == 6
        assert "so far" not in browsing.text()


async def test_a_first_search_says_how_many_were_searched() -> None:
    progress = Progress("⠋", 3, searched=300, query=Query("trial europe"))
    notice = list_notice(results("trial europe"), ORIGIN, progress, UNICODE)
    assert notice is not None
    assert notice.sentence == "Searching api.getbase.com, 300 searched so far, 3 s"


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("loading", {"Steps", "Start"}),
        ("unreachable", set()),
        ("no-sequences", set()),
        ("nothing-found", set()),
        ("row-not-loaded", {"Steps", "Start"}),
        ("no-steps", {"Start", "Export", "Copy"}),
    ],
)
async def test_only_keys_that_work_are_offered(name: str, offered: set[str]) -> None:
    app = STATES[name].app()
    async with app.run_test(size=WIDE) as pilot:
        await STATES[name].reach(pilot)
        browsing = Browsing(app, pilot)
        browsing.screen._keys.hide_message()
        await pilot.pause()
        keys = browsing.text(browsing.screen.query_one("#keys"))
        described = {word for word in ("Steps", "Start", "Export", "Copy") if word in keys}
        assert described == offered
        assert "Search" in keys
        bindings = browsing.screen.active_bindings
        assert bindings["e"].enabled is ("Export" in offered), "help and palette know it too"


async def test_a_key_that_does_not_work_says_why() -> None:
    app = STATES["nothing-found"].app()
    async with app.run_test(size=WIDE) as pilot:
        await STATES["nothing-found"].reach(pilot)
        browsing = Browsing(app, pilot)
        for key, reason in (("e", "No sequence is highlighted."), ("t", "There is no sequence")):
            await browsing.press(key)
            assert reason in browsing.text(browsing.screen.query_one("#keys"))
            assert len(app.screen_stack) == 1


def test_each_sign_of_the_plain_spinner_is_plain() -> None:
    assert ASCII.spinner.isascii()
    assert ASCII.failed.isascii()
