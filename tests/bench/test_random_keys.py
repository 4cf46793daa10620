"""Tests of the keys of the long day, and of its report on growth."""

from __future__ import annotations

import random
from itertools import islice

from tests.bench.long_day import Sample, growth
from tests.bench.process import Vitals
from tests.bench.random_keys import SIZES, random_keys
from tests.keys import key_bytes


def test_the_keys_depend_on_the_seed_only_and_none_quits() -> None:
    keys = list(islice(random_keys(random.Random(7)), 20_000))
    assert keys == list(islice(random_keys(random.Random(7)), 20_000))
    assert {key for key in keys if isinstance(key, tuple)} == set(SIZES)
    sent = {key_bytes(key) for key in keys if isinstance(key, str)}
    assert not sent & {b"q", b"\x03", b"\x11"}
    assert {b"/", b"[", b"\r", b"\x1b", b"r", b"G"} <= sent


def day(*held: Vitals) -> list[Sample]:
    return [Sample(10.0 * number, 100 * number, each) for number, each in enumerate(held)]


def test_memory_may_grow_in_the_first_half_only() -> None:
    rising = [Vitals(50 + 3 * number, 3, 12) for number in range(5)]
    assert growth(day(*rising, *rising[-1:] * 5)) == []
    assert growth(day(*rising[:1] * 5, *rising)) == ["memory 51.5 → 59.0 MB"]


def test_threads_and_files_that_stay_are_reported_but_not_short_lived_ones() -> None:
    usual, more = Vitals(50, 3, 12), Vitals(50, 4, 13)
    assert growth(day(*[usual] * 7, *[more] * 3)) == ["threads 3 → 4", "files 12 → 13"]
    assert growth(day(*[usual] * 8, more, usual)) == []


def test_two_samples_are_too_few() -> None:
    assert growth(day(Vitals(50, 3, 12), Vitals(50, 3, 12))) == ["too few samples"]
