"""Where else to search, as the notice says it where no name has the words."""

from __future__ import annotations

import pytest

from seq_tui.domain.filter.nodes import Creator
from seq_tui.domain.filter.parser import parse_filter
from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.ui.list_notices import empty_notice
from tests.ui.browsing import ORIGIN

ARCHIVE = SourceInfo(SourceKind.ARCHIVE, "sell.db")


def advice_about(text: str, *creators: str) -> str:
    return empty_notice(Query.parse(text), ORIGIN, creators=creators).advice


def test_a_search_of_names_points_to_the_texts_of_tasks() -> None:
    for source_info in (ARCHIVE, ORIGIN):
        shown = empty_notice(Query.parse("move"), source_info)
        assert shown.advice == "task:move looks in the texts of tasks"
        shown = empty_notice(Query.parse("call back"), source_info)
        assert shown.advice == 'task:"call back" looks in the texts of tasks'
        number = empty_notice(Query.parse("398744"), source_info).advice
        assert number == "template:398744 looks for the e-mail template"
        assert empty_notice(Query.parse("90"), source_info).advice.startswith("task:90 ")
    for query in ("task:move", "#7"):
        assert "task:" not in empty_notice(Query.parse(query), ARCHIVE).advice


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("trial not europe", "to leave it out: -europe"),
        ("!winback", "to leave it out: -winback"),
        ("trial | winback", "for either: trial or winback"),
        ("trial & winback", "no & is needed: trial winback"),
        ("color:red", 'no field is called "color"; names are searched'),
        ("trial 21132", "beside words, an id is #21132"),
        ("problems", "has:problem asks for an error or a warning of the checks"),
        ("weekend", "has:weekend asks for an e-mail that is often held over a weekend"),
        ('"trial | winback"', 'task:"trial | winback" looks in the texts of tasks'),
        ('"not opened"', 'task:"not opened" looks in the texts of tasks'),
        ("<Admin>", 'task:"<Admin>" looks in the texts of tasks'),
        ("a" * 81, ""),
    ],
)
def test_words_that_no_name_has_may_mean_something_else(text: str, advice: str) -> None:
    assert advice_about(text) == advice


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("jonas keller", 'creator:"Jonas Keller"'),
        ("KELLER", 'creator:"Jonas Keller"'),
        ("jonas", "creator:jonas"),
        ("lodz", "creator:lodz"),
        ("admin", 'creator:"<Admin>"'),
        ("kim", 'creator:"Kim ""Kiki"" Poe"'),
        ("nbsp", 'creator:"Nbsp\N{NO-BREAK SPACE}Poe"'),
        ("tab", "creator:tab"),
        ("long", "creator:long"),
        ("twin", "creator:Twin"),
    ],
)
def test_a_word_of_a_creators_name_points_to_the_creator(text: str, search: str) -> None:
    names = ["Jonas Keller", "Jonas Lind", "Łódź\x1b[2J", "<Admin>", 'Kim "Kiki" Poe', "Tab\tPoe"]
    names += ["Nbsp\N{NO-BREAK SPACE}Poe", f"Long {'x' * 80}", "Twin", "Twin"]
    assert advice_about(text, *names) == f"{search} searches the creators"
    assert isinstance(parse_filter(search), Creator)


@pytest.mark.parametrize("text", ["keller jonas", '"\u00ad"'])
def test_a_text_that_no_creators_name_has_points_to_none(text: str) -> None:
    assert "creator:" not in advice_about(text, "Jonas Keller")
