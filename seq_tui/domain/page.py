"""Pages as a source returns them, and windows of rows as a list requests them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from seq_tui.domain.json import Json

PER_PAGE = 100
"""Records on a page: the most that the service returns for one request."""

MAX_PAGES = 100_000
"""Pages after which a list that does not end is given up: ten million records."""


class HasId(Protocol):
    """Any record of the service."""

    @property
    def id(self) -> int | None:
        """Identifies the record; `None` if the service sent no usable id."""
        ...

    @property
    def updated_at(self) -> str | None:
        """When it was last changed, in ISO 8601, if the service says so."""
        ...


Item = TypeVar("Item")

Record = TypeVar("Record", bound=HasId)
"""The type of the items of pages, lists and sources, such as `Sequence`."""

RecordOnPage = TypeVar("RecordOnPage", bound=HasId, covariant=True)
"""The same for a page, which is immutable and so covariant."""

MAX_IN_FLIGHT = 3
"""Most requests in flight: at the rate that the service allows, more of them would only wait.

The screen and the downloads use it as the rate limiter does. A request that waits in the rate
limiter can no longer be overtaken by one that the user needs sooner.
"""


def is_newer(record: HasId, other: HasId) -> bool:
    """Whether a record is a later version than another one with the same id.

    The service writes all times alike and in UTC, so they are compared as text.
    """
    return (record.updated_at or "") > (other.updated_at or "")


def newest(
    items: Iterable[Item], version_of: Callable[[Item], tuple[int | None, str]]
) -> list[Item]:
    """One item for each id: the newest, in the place of the first; of equal ones the first.

    Args:
        items: those without an id all stay.
        version_of: the id of an item, and its ``updated_at``, empty if it has none.
    """
    unique: dict[object, tuple[str, Item]] = {}
    for item in items:
        item_id, updated_at = version_of(item)
        key: object = object() if item_id is None else item_id
        other = unique.get(key)
        if other is None or updated_at > other[0]:
            unique[key] = (updated_at, item)
    return [item for _, item in unique.values()]


def never_cancelled() -> bool:
    """Default for `is_wanted`: the caller never gives up."""
    return True


class NextPage(Enum):
    """What a response says about the page after it."""

    CLAIMED = "claimed"
    """There is one: it links to a later page, or counts more items than it holds."""

    UNSAID = "unsaid"
    """Nothing, which proves nothing."""

    BACK = "back"
    """It leads to itself or to an earlier page."""


class Page(NamedTuple, Generic[RecordOnPage]):
    """One page of records."""

    number: int
    """From 1."""

    items: tuple[RecordOnPage, ...]
    is_last: bool
    """Whether no page follows: it is empty, or the source knows where its list ends."""

    dropped: int = 0
    """How many items were left out because they contain no object."""

    repeated: int = 0
    """How many items were left out because another item of this page has the same id."""

    is_certain: bool = True
    """False if it is the last only because an error came after it, or it leads back."""

    read_at: datetime | None = None
    """When the service returned the page, with a zone; `None` if the source does not know."""

    next_page: NextPage = NextPage.CLAIMED
    """What the response said about the next page."""

    is_partial: bool = False
    """Whether it has only what was found so far, so that it has to be read again."""

    total: int | None = None
    """How many items the whole list has; `None` if the source does not know without reading it."""


class RawPage(NamedTuple):
    """One page with its items as the source received them."""

    number: int
    """From 1."""

    items: tuple[Json, ...]
    """In the order received; an item should be ``{"data": {...}, "meta": {...}}``, but may be any
    JSON value."""

    is_last: bool
    """As in `Page`."""

    is_certain: bool = True
    """As in `Page`."""

    next_page: NextPage = NextPage.CLAIMED
    """As in `Page`."""

    links_itself: bool = False
    """Whether the response had the documented form: its own address and the count of its items."""

    texts: Callable[[], Sequence[str]] | None = None
    """Returns the text of each item as received, once somebody needs it; `None` if only the values
    are known."""


@dataclass(frozen=True, slots=True)
class Window:
    """The rows from `start` up to, but excluding, `stop`."""

    start: int
    stop: int

    def __bool__(self) -> bool:
        """Whether the window contains any row."""
        return self.start < self.stop

    def __contains__(self, row: int) -> bool:
        """Whether `row` is in the window."""
        return self.start <= row < self.stop

    def widened(self, margin: int) -> Window:
        """The window with `margin` more rows on either side, but none before row 0."""
        return Window(max(0, self.start - margin), self.stop + margin)

    def union(self, other: Window) -> Window:
        """The smallest window that contains both."""
        if not (self and other):
            return self or other
        return Window(min(self.start, other.start), max(self.stop, other.stop))

    def clip(self, start: int, stop: int) -> Window:
        """The part of this window between `start` and `stop`."""
        return Window(max(self.start, start), min(self.stop, stop))
