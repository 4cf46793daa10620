"""A query: which sequences to read, parsed from the search box or the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.folding import fold, fold_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.filter.nodes import Filter
    from seq_tui.domain.filter.parser import Mistake

MAX_IDS = 100
"""Most ids in one request (API document: open question 5, the safest behaviour)."""

MAX_ID_DIGITS = 19
"""Most digits of an id: 64 bits need no more, and Python refuses to parse 5,000."""

MAX_ID = (1 << 63) - 1
"""The largest id: the service and the archives count in 64 bits."""

_ID = rf"(?:(?:#|id:)\s*)?\d{{1,{MAX_ID_DIGITS}}}"
_IDS = re.compile(rf"\s*{_ID}(?:(?:\s*,\s*|\s+){_ID})*\s*,?\s*", re.ASCII | re.IGNORECASE)
_IDS_IN_WORDS = re.compile(
    rf"(?<!\S)(?:#|id:)\s*\d{{1,{MAX_ID_DIGITS}}}(?:\s*,\s*{_ID})*"
    r",?(?!\S)",
    re.ASCII | re.IGNORECASE,
)
_MALFORMED_IDS = re.compile(r"(?<!\S)(?:#|id:)\S*", re.IGNORECASE)
_BARE_NUMBERS = re.compile(r"[\d\s]*")
_LANGUAGE = re.compile(r'["():<>=]|(?<!\S)-\S|(?<!\S)or(?!\S)', re.IGNORECASE)
"""What may make a text more than words and ids; only such a text loads the language."""

SORT_KEYS = ("name", "steps", "length", "created", "updated", "creator")
"""What the screen sorts a list by."""

ACCOUNT_ORDER = "account"
"""Names the order in which the account has its sequences."""


class Sort(NamedTuple):
    """The order of a list: by one of `SORT_KEYS`, equal ones in the order of the account.

    Sequences without a value come last, in both directions.
    """

    key: str
    is_descending: bool = False


def parse_ids(text: str) -> tuple[int, ...]:
    """The ids in `text`, each once, if it has nothing else; ``21``, ``#21`` and ``id:21`` are one.

    They are separated by commas or spaces.
    """
    if not _IDS.fullmatch(text):
        return ()
    return tuple(dict.fromkeys(map(int, re.findall(r"\d+", text, re.ASCII))))


@dataclass(frozen=True, slots=True)
class Query:
    """Selects sequences by words of the name and by ids, or by a filter; empty selects all.

    Each word must occur, in any order and anywhere in a word, without regard to what `fold` leaves
    out. A bare number also selects the sequence that has it as its id. Where there are ids and
    words, a sequence must have one of the ids, and each word.

    The service answers for words and ids. A filter or an order needs the whole account.
    """

    name: str = ""
    ids: tuple[int, ...] = ()
    filter: Filter | None = None
    """What words and ids cannot say; if there is one, `name` and `ids` are empty."""

    sort: Sort | None = None
    is_phrase: bool = False
    """Whether the name is one part of names, as the service takes it, rather than words or an
    id."""

    mistake: Mistake | None = None
    """What cannot be read in the text that was typed, with the columns of that text; the query then
    takes all of it as words."""

    @classmethod
    def parse(cls, text: str) -> Query:
        """Parse what a user typed, in the language of `seq_tui.domain.filter.parser`.

        ``#21``, ``id:21``, ``21,22`` and ``#21 #22`` are ids, and words without any sign of the
        language are words of a name. Among words, ``#21`` and ``id:21,22`` are ids as well.
        """
        typed, text = text, text.strip()
        if ids := _only_ids(text):
            return cls(ids=ids)
        if _LANGUAGE.search(_IDS_IN_WORDS.sub(" ", text)):
            return cls._parse_filter(text, typed.find(text))
        found = " ".join(_IDS_IN_WORDS.findall(text))
        if not found:
            return cls(name=text if fold_words(text) else "")
        name = " ".join(_IDS_IN_WORDS.sub(" ", text).split())
        query = cls(name=name if fold_words(name) else "", ids=parse_ids(found))
        # What is left may be ids once it stands together: "# #21 22".
        return query if str(query) == text else cls.parse(str(query))

    @classmethod
    def _parse_filter(cls, text: str, blanks: int) -> Query:
        """Parse a text that has a sign of the language, and before which there were blanks."""
        # Imported here, since the first paint needs neither for words.
        from seq_tui.domain.filter.parser import Mistake, parse_filter
        from seq_tui.domain.filter.words import words_and_ids

        found = parse_filter(text)
        if isinstance(found, Mistake):
            start, stop, message = found
            return cls(name=text, mistake=Mistake(blanks + start, blanks + stop, message))
        if (simple := words_and_ids(found)) is None:
            return cls(filter=found)
        query = cls(name=simple.name, ids=simple.ids, is_phrase=simple.is_phrase)
        # What is left may be ids once nothing else is there: "(21," and "id:#21 22".
        return cls(ids=ids) if (ids := _only_ids(str(query))) else query

    @classmethod
    def parse_arguments(cls, arguments: Collection[str]) -> Query:
        """Parse the arguments of a command: several numbers are ids, one may be part of a name."""
        if len(arguments) > 1 and all(map(parse_ids, arguments)):
            return cls(ids=parse_ids(" ".join(arguments)))
        return cls.parse(" ".join(arguments))

    @property
    def needs_whole_account(self) -> bool:
        """Whether the service cannot answer, so that all sequences have to be known."""
        return self.filter is not None or self.sort is not None

    @property
    def selects_all(self) -> bool:
        """Whether every sequence is a result, in whichever order."""
        return not (self.name or self.ids or self.filter is not None)

    @property
    def needs_creator_names(self) -> bool:
        """Whether it compares the names of those who created sequences."""
        if self.sort is not None and self.sort.key == "creator":
            return True
        if self.filter is None:
            return False
        # Imported here, since the first paint needs no filter.
        from seq_tui.domain.filter.nodes import Creator, leaves

        return any(isinstance(leaf, Creator) for leaf in leaves(self.filter))

    def sorted_by(self, sort: Sort | None) -> Query:
        """The same sequences in another order; `None` for that of the account."""
        return self if sort == self.sort else replace(self, sort=sort)

    def checked_by(self, options: Callable[[], CheckOptions]) -> Query:
        """The same query, with problems as these options define them."""
        if self.filter is None:
            return self
        # Imported here, since the first paint needs no filter.
        from seq_tui.domain.filter.nodes import Has, leaves, with_rules

        if not any(isinstance(leaf, Has) for leaf in leaves(self.filter)):
            return self
        from seq_tui.domain.checks.broken_rules import ProblemRules

        return replace(self, filter=with_rules(self.filter, ProblemRules.of(options())))

    @property
    def malformed_ids(self) -> tuple[str, ...]:
        """The words that begin as an id does, and are none; of a text that is being typed, too."""
        return () if self.is_phrase else tuple(_MALFORMED_IDS.findall(self.name))

    @property
    def words(self) -> tuple[str, ...]:
        """The folded texts that must all occur in the name, without those of a filter."""
        if self.is_phrase:
            return tuple(filter(None, (fold(self.name),)))
        return fold_words(self.name)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The folded texts that names may have been found by, to mark them there."""
        if self.filter is None:
            return self.words
        # Imported here, since the first paint needs no filter.
        from seq_tui.domain.filter.nodes import Text, selected_leaves

        texts = (each.text for each in selected_leaves(self.filter) if isinstance(each, Text))
        return tuple(filter(None, map(fold, texts)))

    @property
    def number(self) -> int | None:
        """The id that a bare number may be; `None` if the name is anything else."""
        name = self.name.strip()
        if self.is_phrase or self.ids or not name.isdecimal() or len(name) > MAX_ID_DIGITS:
            return None
        return number if (number := int(name)) <= MAX_ID else None

    @property
    def single_id(self) -> int | None:
        """The one id that was asked for, if it was one; also a bare number, as far as it is one."""
        return self.ids[0] if len(self.ids) == 1 else self.number

    def ids_on(self, page: int) -> tuple[int, ...]:
        """The ids to request for page number `page` (from 1), at most `MAX_IDS`."""
        return self.ids[(page - 1) * MAX_IDS : page * MAX_IDS]

    def __bool__(self) -> bool:
        """Whether it selects or sorts; an empty query is every sequence, as the account has it."""
        return not self.selects_all or self.sort is not None

    def __str__(self) -> str:
        """What the query selects, as a user would type it."""
        if self.filter is not None:
            return str(self.filter)
        ids = "#" + ",".join(map(str, self.ids)) if self.ids else ""
        return f"{ids} {quote(self.name) if self.is_phrase else self.name}".strip()


def _only_ids(text: str) -> tuple[int, ...]:
    """The ids that a text is, if it is nothing else; a bare number may be a part of a name."""
    return () if _BARE_NUMBERS.fullmatch(text) else parse_ids(text)


def quote(text: str) -> str:
    """The text in quotes; quotes within it are doubled."""
    return '"' + text.replace('"', '""') + '"'
