"""Asking an account for the texts of templates."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from seq_tui.domain.known_texts import KnownTexts
from seq_tui.domain.template_text import TemplateText
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from collections.abc import Collection


class Texts(FakeSource):
    """Knows every text but that of template 9, and records what it was asked for."""

    keeps_texts = True

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[set[int]] = []

    async def template_texts(self, ids: Collection[int]) -> dict[int, TemplateText]:
        self.asked.append(set(ids))
        await asyncio.sleep(0)
        return {each: TemplateText(each, "", "words", "", "", "") for each in ids if each != 9}


def test_each_text_is_asked_for_once() -> None:
    source = Texts()
    known = KnownTexts(source)
    assert asyncio.run(known.ask([1, 9])).keys() == {1}
    assert asyncio.run(known.ask([1, 2, 9])).keys() == {1, 2}
    assert source.asked == [{1, 9}, {2}]
    assert not known.can_tell_more([1, 9])
    assert known.can_tell_more([1, 3])


def test_two_that_are_asked_for_at_once_are_both_known() -> None:
    known = KnownTexts(Texts())

    async def ask() -> None:
        await asyncio.gather(known.ask([1]), known.ask([2]))

    asyncio.run(ask())
    assert known.texts.keys() == {1, 2}


def test_what_was_forgotten_is_asked_for_again() -> None:
    source = Texts()
    known = KnownTexts(source)
    asyncio.run(known.ask([1]))
    known.forget()
    assert known.texts == {}
    assert asyncio.run(known.ask([1])).keys() == {1}
    assert source.asked == [{1}, {1}]


def test_an_account_that_keeps_no_texts_need_not_be_asked() -> None:
    source = Texts()
    source.keeps_texts = False
    assert not KnownTexts(source).can_tell_more([1])
