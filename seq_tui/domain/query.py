"""A query: which sequences to read, parsed from the search box or the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_IDS = 100
"""Most ids in one request (API document: open question 5, the safest behaviour)."""

MAX_ID_DIGITS = 19
"""Most digits of an id: 64 bits need no more, and Python refuses to parse 5,000."""

_ID = rf"\d{{1,{MAX_ID_DIGITS}}}"
_IDS = re.compile(rf"(?:#|id:)\s*({_ID}(?:\s*,\s*{_ID})*)\s*,?", re.ASCII | re.IGNORECASE)

_TASK = "task:"


@dataclass(frozen=True, slots=True)
class Query:
    """Selects sequences by a part of the name, by ids or by a part of a task; empty selects all."""

    name: str = ""
    ids: tuple[int, ...] = ()
    task: str = ""
    """A part of the text of a task; the service itself cannot search for that."""

    @classmethod
    def parse(cls, text: str) -> Query:
        """Parse what a user typed.

        ``#21,22`` and ``id:21,22`` are ids, ``task:price`` is a part of a task, and anything else
        is a part of a name.
        """
        text = text.strip()
        if match := _IDS.fullmatch(text):
            return cls(ids=tuple(dict.fromkeys(int(part) for part in match[1].split(","))))
        if text[: len(_TASK)].lower() == _TASK and (task := text[len(_TASK) :].strip()):
            return cls(task=task)
        return cls(name=text)

    def ids_on(self, page: int) -> tuple[int, ...]:
        """The ids to request for page number `page` (from 1), at most `MAX_IDS`."""
        return self.ids[(page - 1) * MAX_IDS : page * MAX_IDS]

    def __bool__(self) -> bool:
        """Whether the query is not empty; an empty one selects every sequence."""
        return bool(self.name or self.ids or self.task)

    def __str__(self) -> str:
        """The query as a user would type it."""
        if self.task:
            return _TASK + self.task
        return "#" + ",".join(map(str, self.ids)) if self.ids else self.name
