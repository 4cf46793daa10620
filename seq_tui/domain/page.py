"""Pages as a source gives them, and windows of rows as a list wants them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from datetime import datetime

    from seq_tui.domain.json import Json

PER_PAGE = 100
"""Records on a page: the most that the service returns for one request."""


class HasId(Protocol):
    """Any record of the service."""

    @property
    def id(self) -> int | None:
        """Identifies the record; `None` if the service sent no usable id."""
        ...


Record = TypeVar("Record", bound=HasId)
"""What pages, lists and sources hold: `seq_tui.domain.sequence.Sequence` in this program."""

RecordOnPage = TypeVar("RecordOnPage", bound=HasId, covariant=True)
"""The same, for a page, which never changes."""


def never_cancelled() -> bool:
    """Default for `is_wanted`: the caller never gives up."""
    return True


@dataclass(frozen=True, slots=True)
class Page(Generic[RecordOnPage]):
    """One page of records."""

    number: int
    """From 1."""

    items: tuple[RecordOnPage, ...]
    is_last: bool
    """Whether the source said that nothing follows."""

    dropped: int = 0
    """Items that held no object at all, and so cannot be shown."""

    repeated: int = 0
    """Items left out because another one of this page has the same id."""

    is_certain: bool = True
    """False where the end was concluded from an error and not from an answer."""

    read_at: datetime | None = None
    """When the service gave it, with a zone; `None` where the source does not say."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as the source has it, with nothing read out of its items."""

    number: int
    """From 1."""

    items: tuple[Json, ...]
    """In the order received; an item should be ``{"data": {...}, "meta": {...}}``, but may be
    anything that JSON can hold."""

    is_last: bool
    """As in `Page`."""

    is_certain: bool = True
    """As in `Page`."""


@dataclass(frozen=True, slots=True)
class Window:
    """The rows from `start` up to, but without, `stop`."""

    start: int
    stop: int

    def __bool__(self) -> bool:
        """Whether the window holds any row."""
        return self.start < self.stop

    def __contains__(self, row: int) -> bool:
        """Whether `row` is in the window."""
        return self.start <= row < self.stop

    def widened(self, margin: int) -> Window:
        """The window and `margin` rows on both sides, from row 0 on."""
        return Window(max(0, self.start - margin), self.stop + margin)

    def joined(self, other: Window) -> Window:
        """The least window that holds both."""
        if not (self and other):
            return self or other
        return Window(min(self.start, other.start), max(self.stop, other.stop))

    def cut(self, start: int, stop: int) -> Window:
        """The part of this window that lies between `start` and `stop`."""
        return Window(max(self.start, start), min(self.stop, stop))
