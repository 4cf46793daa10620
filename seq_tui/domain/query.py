"""What the user asked for, parsed from the search box or from the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_IDS = 100
"""Most ids in one request (API document: open question 5, the safest behaviour)."""

_IDS = re.compile(r"(?:#|id:)\s*(\d{1,19}(?:\s*,\s*\d{1,19})*)\s*,?", re.ASCII | re.IGNORECASE)

_TASK = "task:"


@dataclass(frozen=True, slots=True)
class Query:
    """All sequences, those whose name contains a text, or those of some ids; never both."""

    name: str = ""
    ids: tuple[int, ...] = ()
    task: str = ""
    """A part of the text of a task, instead; the service itself cannot look for that."""

    @classmethod
    def parse(cls, text: str) -> Query:
        """Read a text as its user means it.

        ``#21,22`` or ``id:21,22`` are ids, ``task:price`` is a part of a task, and anything else is
        a part of a name.
        """
        text = text.strip()
        if match := _IDS.fullmatch(text):
            return cls(ids=tuple(dict.fromkeys(int(part) for part in match[1].split(","))))
        if text[: len(_TASK)].lower() == _TASK and (task := text[len(_TASK) :].strip()):
            return cls(task=task)
        return cls(name=text)

    def ids_on(self, page: int) -> tuple[int, ...]:
        """The ids that page number `page` (from 1) asks for, at most `MAX_IDS`."""
        return self.ids[(page - 1) * MAX_IDS : page * MAX_IDS]

    def __bool__(self) -> bool:
        """Whether anything is asked for; without, every sequence is meant."""
        return bool(self.name or self.ids or self.task)

    def __str__(self) -> str:
        """The query as its user would type it."""
        if self.task:
            return _TASK + self.task
        return "#" + ",".join(map(str, self.ids)) if self.ids else self.name
