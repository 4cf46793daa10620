"""Recipes of demo sequences, combined from words by number, and the steps that they describe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

from seq_tui.domain.delay import HOURS, WEEKDAYS, Delay
from seq_tui.domain.sequence import Action, EmailAction, Step, TaskAction
from seq_tui.server.demo.vocabulary import (
    AUDIENCES,
    MARKETS,
    NAMINGS,
    PRODUCTS,
    RHYTHMS,
    SEASONS,
    SITUATIONS,
    TOPICS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.domain.json import Json

_BITS = 14
COMBINATIONS = 1 << _BITS
"""How many names the words give; 2 bits for the naming and 4 for each of three words."""

FIRST_TEMPLATE = 398_744
_TEMPLATES_PER_TOPIC = 9
_STEP = re.compile(r"([ert])(\d+(?:\.\d+)?)([dh])", re.ASCII)
_UNITS = {"d": WEEKDAYS, "h": HOURS}


@dataclass(frozen=True, slots=True)
class Recipe:
    """All of a sequence that does not depend on who made it, or when."""

    name: str
    rhythm: str
    """Its steps, such as ``e0d r1d t4h``: an e-mail at once, a reply in the same thread after one
    weekday, a task four hours later."""

    templates: int = FIRST_TEMPLATE
    """Id of its first template; sequences about the same topic share theirs."""

    tasks: tuple[str, ...] = ()
    """What the tasks say, from the first again when there are more tasks."""

    locale: str = ""
    """Language of the unsubscribe page; without, the sequence has no such setting."""

    @property
    def extra(self) -> Mapping[str, Json]:
        """``unsubscribe_settings``, if the sequence has any."""
        if not self.locale:
            return {}
        return {"unsubscribe_settings": {"enabled": True, "locale": self.locale}}


def mixed(number: int, salt: int = 0) -> int:
    """64 bits that look random and depend on `number` and `salt` only (SplitMix64)."""
    word = 2**64 - 1
    z = (number * 0x9E3779B97F4A7C15 + salt * 0xD1B54A32D192ED03 + 0x2545F4914F6CDD1D) & word
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & word
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & word
    return z ^ (z >> 31)


def combined(number: int) -> Recipe:
    """Recipe `number` of the `COMBINATIONS`; no two have the same name."""
    naming, topic, market, word = _picks(number)
    place, locale = MARKETS[market]
    name = NAMINGS[naming].format(
        topic=TOPICS[topic].name,
        market=place,
        situation=SITUATIONS[word],
        season=SEASONS[word],
        audience=AUDIENCES[word],
        product=PRODUCTS[word],
    )
    luck = mixed(number, salt=1)
    return Recipe(
        name=name,
        rhythm=RHYTHMS[luck % len(RHYTHMS)],
        templates=FIRST_TEMPLATE + topic * _TEMPLATES_PER_TOPIC,
        tasks=TOPICS[topic].tasks,
        locale=locale if luck >> 8 & 3 == 0 else "",
    )


def steps(recipe: Recipe, first_id: int) -> tuple[Step, ...]:
    """The steps that a recipe's rhythm describes, with ids from `first_id` on."""
    tasks = cycle(recipe.tasks)
    made: list[Step] = []
    for position, (kind, amount, unit) in enumerate(_STEP.findall(recipe.rhythm)):
        action: Action
        if kind == "t":
            action = TaskAction(properties={"task_content": next(tasks)})
        else:
            properties: Mapping[str, Json] = {
                "email_template_id": recipe.templates + position % _TEMPLATES_PER_TOPIC,
                "is_reply": kind == "r",
            }
            action = EmailAction(properties=properties)
        delay = Delay(float(amount) if "." in amount else int(amount), _UNITS[unit])
        made.append(Step(first_id + position, position, delay, action))
    return tuple(made)


def _picks(number: int) -> tuple[int, int, int, int]:
    """Naming, topic, market and word of a number; each step is undone by another, so none meet."""
    mask = COMBINATIONS - 1
    for factor in (0x2D35, 0x1B87):
        number = (number * factor + 0x0A5B) & mask
        number ^= number >> 7
    return number & 3, number >> 2 & 15, number >> 6 & 15, number >> 10 & 15
