"""The settings of the checks, as the checks get them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.checks.finding import Level
from seq_tui.domain.checks.options import CheckOptions
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.settings.checks import CheckChoices
from seq_tui.settings.effective import EffectiveSettings
from seq_tui.settings.models import CheckSettings
from seq_tui.settings.quick import Layer
from tests.settings.files import FULL, read

if TYPE_CHECKING:
    from pathlib import Path


def test_the_options_of_the_checks_are_those_of_the_file(tmp_path: Path) -> None:
    choices = CheckChoices(read(tmp_path, FULL).user)
    assert choices.options(WeekendRule.IGNORE) == CheckOptions(
        levels={"after-task": None, "no-steps": Level.ERROR},
        longest_gap=10,
        often_held=30,
        template_reuse=40,
        weekend=WeekendRule.IGNORE,
    )
    assert choices.level is Level.INFO


@pytest.mark.parametrize("text", [None, "", "checks = 3", "[checks]\nrules = 3"])
def test_without_a_table_the_defaults_hold(text: str | None, tmp_path: Path) -> None:
    choices = CheckChoices(read(tmp_path, text).user)
    assert choices.options(WeekendRule.HOLD) == CheckOptions()
    assert choices.level is Level.WARNING
    default = CheckSettings()
    assert (default.level, default.rules) == (Level.WARNING.value, {})


def test_what_is_wrong_is_left_out(tmp_path: Path) -> None:
    wrong = (
        "[checks]\nlevel = 'fatal'\nlongest_gap = 7\noften_held = 0\n"
        "[checks.rules]\nno-steps = 'x'\nno-wait = 'off'\nno-such = 'off'"
    )
    choices = CheckChoices(read(tmp_path, wrong).user)
    assert choices.options(WeekendRule.HOLD) == CheckOptions({"no-wait": None}, longest_gap=7)
    assert choices.level is Level.WARNING


def test_what_holds_is_shown_with_its_line(tmp_path: Path) -> None:
    text = "[checks]\nlongest_gap = 7\n[checks.rules]\nno-wait = 'off'"
    shown = EffectiveSettings(read(tmp_path, text)).all()
    assert [
        (each.path[1:], each.value, each.layer, each.line)
        for each in shown
        if each.path[0] == "checks"
    ] == [
        (("level",), "warning", Layer.DEFAULT, None),
        (("longest_gap",), 7, Layer.USER, 2),
        (("often_held",), 50, Layer.DEFAULT, None),
        (("template_reuse",), 20, Layer.DEFAULT, None),
        (("rules", "no-wait"), "off", Layer.USER, 4),
    ]
