"""The demo account: equal on every machine, of any size, and as varied as real accounts."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from math import ceil

import pytest

from seq_tui.domain.checks.checker import SequenceChecker
from seq_tui.domain.checks.options import CheckOptions
from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.folding import contains_all, fold
from seq_tui.domain.query import SORT_KEYS, Query, Sort
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.server.demo.account import DemoAccount, demo_sequence
from seq_tui.server.demo.first_sequences import FIRST_SEQUENCES
from seq_tui.server.demo.odd_recipes import ODDITIES
from seq_tui.server.demo.recipe import COMBINATIONS, generate_recipe
from seq_tui.server.demo.vocabulary import NAMES
from tests.domain.plain_sort import plainly_sorted

pytestmark = pytest.mark.anyio

ACCOUNT = [demo_sequence(row) for row in range(342)]
FIRST_PAGE = ACCOUNT[:30]
SOUND = [one for row, one in enumerate(ACCOUNT) if row not in ODDITIES]
STEPS = [step for one in ACCOUNT for step in one.steps or ()]


def names(sequences: list[Sequence]) -> list[str]:
    return [one.name or "" for one in sequences]


def steps_of(one: Sequence) -> tuple[Step, ...]:
    assert one.steps is not None
    return one.steps


async def test_an_account_has_342_sequences_on_four_pages() -> None:
    pages = [await DemoAccount().page(Query(), number) for number in (1, 2, 3, 4)]
    assert [len(page.items) for page in pages] == [100, 100, 100, 42]
    assert [page.is_last for page in pages] == [False, False, False, True]
    assert [item for page in pages for item in page.items] == ACCOUNT


async def test_a_page_past_the_end_is_empty_and_the_last() -> None:
    page = await DemoAccount(200).page(Query(), 3)
    assert page.items == ()
    assert page.is_last


async def test_a_full_last_page_is_marked_as_the_last() -> None:
    page = await DemoAccount(200).page(Query(), 2)
    assert len(page.items) == 100
    assert page.is_last


async def test_an_account_without_sequences_has_one_empty_page() -> None:
    page = await DemoAccount(0).page(Query(name="a"), 1)
    assert page.items == ()
    assert page.is_last


async def test_a_sequence_does_not_depend_on_the_size_of_its_account() -> None:
    for size in (100, 5_000_000):
        page = await DemoAccount(size).page(Query(), 1)
        assert list(page.items) == ACCOUNT[:100]


def test_the_account_is_the_same_in_every_process() -> None:
    program = (
        "from seq_tui.server.demo.account import demo_sequence;"
        " print(ascii(demo_sequence(4_321_000)))"
    )
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, env={"PYTHONHASHSEED": "7"}, capture_output=True, check=True)
    assert run.stdout.decode().strip() == ascii(demo_sequence(4_321_000))


def test_importing_the_demo_account_loads_no_library() -> None:
    program = "import sys, seq_tui.server.demo.account; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = {name.partition(".")[0] for name in run.stdout.decode().split()}
    assert "seq_tui" in loaded
    assert not loaded & {"pydantic", "httpx", "starlette", "uvicorn", "rich", "textual", "click"}


async def test_the_last_page_of_a_million_is_in_the_order_of_ids() -> None:
    page = await DemoAccount(1_000_000).page(Query(), 10_000)
    ids = [item.id or 0 for item in page.items]
    assert len(ids) == 100
    assert ids == sorted(set(ids))
    assert page.is_last


async def test_a_sequence_is_found_by_its_id_anywhere() -> None:
    account = DemoAccount(1_000_000)
    for row in (0, 341, 999_999):
        wanted = demo_sequence(row)
        assert wanted.id is not None
        assert await account.get(wanted.id) == wanted
        assert account.row_of(wanted.id) == row
    assert account.row_of(1) is None


@pytest.mark.parametrize(
    "sequence_id", [-5, 0, (ACCOUNT[1].id or 0) + 1, demo_sequence(342).id or 0]
)
async def test_an_id_in_a_gap_or_out_of_range_is_not_found(sequence_id: int) -> None:
    with pytest.raises(SourceError) as caught:
        await DemoAccount().get(sequence_id)
    assert caught.value.failure.cause is Cause.NOT_FOUND
    assert caught.value.failure.status == 404


async def test_ids_are_found_in_order_once_each_and_in_pages() -> None:
    ids = tuple(one.id or 0 for one in reversed(ACCOUNT[:5]))
    account = DemoAccount()
    first = await account.page(Query(ids=(*ids, *ids, 1)), 1, per_page=3)
    second = await account.page(Query(ids=(*ids, *ids, 1)), 2, per_page=3)
    assert list(first.items + second.items) == ACCOUNT[:5]
    assert (first.is_last, second.is_last) == (False, True)


async def test_ids_and_a_name_must_both_match() -> None:
    ids = tuple(one.id or 0 for one in ACCOUNT[:9])
    page = await DemoAccount().page(Query(name="winback", ids=ids), 1)
    assert names(list(page.items)) == ["Winback 90", "Winback 90"]


@pytest.mark.parametrize(
    "part",
    [
        *("WINBACK", "é", "展示会", "bakeries · v2", "v2 BAKERIES", "90 · v", "v3", "handler"),
        *("no such name", "21132", demo_sequence(COMBINATIONS).id),
    ],
    ids=str,
)
async def test_a_search_finds_exactly_the_rows_that_contain_its_words(part: object) -> None:
    query = Query(str(part))
    size = 2 * COMBINATIONS + 200
    rows = [*range(150), *range(COMBINATIONS - 20, COMBINATIONS + 150), *range(size - 150, size)]
    account = DemoAccount(size)
    found: set[int | None] = set()
    number, is_last = 1, False
    while not is_last:
        page = await account.page(query, number, per_page=20_000)
        found |= {item.id for item in page.items}
        number, is_last = number + 1, page.is_last
    expected = {
        one.id
        for one in map(demo_sequence, rows)
        if one.id == query.number or contains_all(one.name or "", query.words)
    }
    assert found & {demo_sequence(row).id for row in rows} == expected


async def test_the_sequence_with_the_number_comes_first() -> None:
    account = DemoAccount(200_000)
    pages = [await account.page(Query("90"), number, per_page=30) for number in (1, 2)]
    assert "90" in (pages[1].items[0].name or "")
    assert len({one.id for page in pages for one in page.items}) == 60
    wanted = demo_sequence(150_000)
    assert list((await account.page(Query(f" {wanted.id} "), 1)).items) == [wanted]


@pytest.mark.parametrize("task", ["", "CALL", "Linkedin", "vérify", "no-such-task"])
async def test_a_task_search_finds_exactly_the_rows_with_such_a_task(task: str) -> None:
    query = Query.parse(f"task:{task}")
    expected = [
        one.id
        for one in ACCOUNT
        if any(
            fold(task) in fold(str(step.action.properties["task_content"]))
            for step in one.steps or ()
            if isinstance(step.action, TaskAction)
        )
    ]
    found: list[int | None] = []
    for number in (1, 2, 3, 4):
        found += [one.id for one in (await DemoAccount().page(query, number)).items]
    assert found == expected
    assert len(expected) < len(ACCOUNT)


@pytest.mark.parametrize("text", ["", "trial", "no such name", "21132", "task:call", "id:21132"])
def test_a_small_account_answers_without_waiting(text: str) -> None:
    with pytest.raises(StopIteration) as returned:
        DemoAccount().page(Query.parse(text), 1).send(None)
    assert returned.value.value.number == 1


@pytest.mark.parametrize(
    "query",
    [Query("no such name"), Query.parse("task:no-such-task"), Query(sort=Sort("name"))],
    ids=str,
)
async def test_of_many_searches_one_runs_between_other_tasks(query: Query) -> None:
    turns = 0

    class Account(DemoAccount):
        async def _let_others_run(self) -> None:
            await super()._let_others_run()
            nonlocal turns
            turns += 1

    account = Account(10**9)
    searches = [asyncio.create_task(account.page(query, 1)) for _ in range(20)]
    await asyncio.sleep(0)
    begun = turns
    for _ in range(100):
        await asyncio.sleep(0)
    for search in searches:
        search.cancel()
    await asyncio.wait(searches)
    assert begun + 20 < turns <= begun + 100


SORTS = [Sort(key, is_descending) for key in SORT_KEYS for is_descending in (False, True)]


@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_a_small_account_is_sorted_without_waiting(sort: Sort) -> None:
    with pytest.raises(StopIteration) as returned:
        DemoAccount().page(Query.parse("-steps>5"), 1).send(None)
    assert returned.value.value.number == 1
    with pytest.raises(StopIteration) as returned:
        DemoAccount().page(Query(sort=sort), 1).send(None)
    assert returned.value.value.total == len(ACCOUNT)


@pytest.mark.parametrize("sort", SORTS, ids=str)
@pytest.mark.parametrize("text", ["", "trial", "2", "21132", "21132,21143 #21128", "steps>3"])
async def test_sorted_rows_are_those_of_a_plain_sort(sort: Sort, text: str) -> None:
    account = DemoAccount()
    query = Query.parse(text)
    found: list[Sequence] = []
    for number in (1, 2, 3, 4):
        found += (await account.page(query, number)).items
    unsorted = sorted(found, key=ACCOUNT.index)
    expected = plainly_sorted(unsorted, sort, NAMES)
    rows: list[Sequence] = []
    for number in (1, 2, 3, 4):
        page = await account.page(replace(query, sort=sort), number)
        rows += page.items
        assert page.total == len(found)
    assert [row.id for row in rows] == [row.id for row in expected]


async def test_the_pages_of_a_search_are_consecutive() -> None:
    account = DemoAccount()
    whole = await account.page(Query(name="trial"), 1)
    parts = [await account.page(Query(name="trial"), number, per_page=7) for number in (1, 2)]
    assert parts[0].items + parts[1].items == whole.items[:14]
    assert whole.is_last
    assert not parts[0].is_last


def test_ids_of_sequences_and_steps_are_unique() -> None:
    assert len({one.id for one in ACCOUNT}) == len(ACCOUNT)
    assert len({step.id for step in STEPS}) == len(STEPS)


def test_no_two_combinations_have_the_same_name() -> None:
    assert len({generate_recipe(number).name for number in range(COMBINATIONS)}) == COMBINATIONS


def test_exactly_one_name_occurs_twice() -> None:
    shared = {name: times for name, times in Counter(names(ACCOUNT)).items() if times > 1}
    assert shared == {"Winback 90": 2}


def test_later_names_have_a_version_number() -> None:
    assert demo_sequence(COMBINATIONS + 7).name == "Winback 90 · v2"


def test_every_record_but_a_few_is_complete() -> None:
    for one in SOUND:
        assert one.steps_total == len(steps_of(one))
        assert [step.position for step in steps_of(one)] == list(range(len(steps_of(one))))
        assert all(delay.complete for delay in cumulative_delays(steps_of(one)))
        for step in steps_of(one):
            assert isinstance(step.action, EmailAction | TaskAction)
            assert all(value not in (None, "") for value in step.action.properties.values())
    for one in ACCOUNT:
        assert "2019-" < (one.created_at or "") <= (one.updated_at or "") < "2026-11"


def test_no_sound_sequence_begins_with_a_reply() -> None:
    firsts = [steps_of(one)[0].action for one in SOUND if one.steps]
    assert not any(isinstance(first, EmailAction) and first.is_reply for first in firsts)


def test_the_few_show_one_mistake_each_far_from_the_first_screen() -> None:
    checker = SequenceChecker(CheckOptions(levels={"after-task": None}))
    found = [{each.rule for each in checker.findings(ACCOUNT[row])} for row in ODDITIES]
    assert found == [
        {"first-step-is-reply"},
        {"reply-without-email"},
        {"no-wait"},
        {"wrong-total"},
        {"uneven-positions"},
        {"empty-task"},
        {"unreadable-delay"},
        {"unknown-action"},
        {"often-held"},
    ]
    assert min(ODDITIES) > 200
    assert [one.name for one in ACCOUNT][36:] == [
        generate_recipe(number).name for number in range(36, len(ACCOUNT))
    ]


def test_every_handwritten_step_is_parsed() -> None:
    for row, recipe in enumerate(FIRST_SEQUENCES):
        assert demo_sequence(row).name == recipe.name
        assert demo_sequence(row).steps_total == len(recipe.rhythm.split())


def test_most_sequences_have_three_to_nine_steps_within_five_weeks() -> None:
    ordinary = [
        one
        for one in ACCOUNT
        if 3 <= len(steps_of(one)) <= 9
        and ceil(cumulative_delays(steps_of(one))[-1].weekdays / 5) <= 5
    ]
    assert len(ordinary) > 0.8 * len(ACCOUNT)


def test_the_first_page_shows_short_and_long_and_empty_ones() -> None:
    lengths = {len(steps_of(one)) for one in FIRST_PAGE}
    assert {0, 1, 24} <= lengths
    longest = max(cumulative_delays(one.steps)[-1].weekdays for one in FIRST_PAGE if one.steps)
    assert longest > 9 * 20


def test_the_first_page_shows_the_scripts_and_widths_of_real_names() -> None:
    text = "".join(names(FIRST_PAGE))
    for character in "展한經ä🚲é":
        assert character in text
    assert sum(len(name) > 80 for name in names(FIRST_PAGE)) == 2


def test_the_first_page_shows_every_kind_of_step_and_delay() -> None:
    page_steps = [step for one in FIRST_PAGE for step in steps_of(one)]
    assert {step.delay.unit for step in page_steps} == {"hours", "weekdays"}
    assert any(isinstance(step.delay.amount, float) for step in page_steps)
    assert any(steps_of(one)[0].delay.amount for one in FIRST_PAGE if one.steps)
    assert any(step.is_task for step in page_steps)
    replies = [s.action.is_reply for s in page_steps if isinstance(s.action, EmailAction)]
    assert {True, False} == set(replies)


def test_templates_are_shared_and_some_sequences_have_settings() -> None:
    templates: Counter[object] = Counter(
        step.action.template_id for step in STEPS if isinstance(step.action, EmailAction)
    )
    assert templates.most_common(1)[0][1] > 10
    with_settings = sum("unsubscribe_settings" in one.extra for one in ACCOUNT)
    assert 50 < with_settings < 200


def test_a_dozen_people_created_the_sequences() -> None:
    assert len({one.creator_id for one in ACCOUNT}) == 12
