"""The cache behind a live account: a file that may fail in any way, and never the session."""

from __future__ import annotations

from collections import deque
from functools import partial
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import time
from typing import TYPE_CHECKING

from seq_tui.archive.cache.pages import EPOCH, LAST, CachedPages
from seq_tui.archive.file.errors import DamagedError, StrangeError
from seq_tui.domain.failure import SourceError
from seq_tui.domain.page import PER_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from typing import TypeAlias

    from seq_tui.archive.file.writer import ArchiveWriter
    from seq_tui.domain.page import Page, RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence

    Inode: TypeAlias = tuple[int, int] | None
    """Device and number of a file; `None` where there is none that holds anything."""

REST = 0.3
"""Seconds after a page came until it is written: by then its rows are painted."""

BACKLOG = 4
"""Pages that may wait to be written; while more do, as when a key is held, none rests: they would
come faster than they go, and be kept in memory."""

WAITING = 40
"""Pages that wait at most: as many as come within the five seconds that another process may hold
the file. Those that come while a disk stands still for longer are not kept: they take 0.5 MB each
(measured)."""

HELD = 256
"""Kilobytes of the file that reading and writing each keep in memory. A page takes as long as with
the 2,000 that SQLite would fill within a minute of scrolling (measured), and a session that never
ends has better use for them."""

SECOND_LOOK = 0.2
"""Seconds until a file that looks damaged is looked at again: another process may be making it, or
be moving pages into it."""

DAMAGE = (DamagedError, StrangeError)

BESIDE = ("", "-wal", "-shm")
"""What the names of the files that belong to one SQLite file end in."""

CORRUPT = ".corrupt"
"""Behind the name of a damaged cache, which is moved out of the way and never deleted."""


class Cache:
    """Pages of one account, kept for the next session.

    A thread of its own opens the file, writes it and repairs it, so that nobody ever waits for the
    disk except whoever asks for a page before the file is open. Damage costs what was kept: the
    file is moved aside and begun anew. Any other failure costs the cache for this session.
    """

    def __init__(
        self, place: Callable[[], Path], host: str, account: str, *, rest: float = REST
    ) -> None:
        """Begin to open a cache.

        Args:
            place: says where the file is or will be, and may raise `SourceError`.
            host: where the account is.
            account: what tells it from others of the same host.
            rest: seconds after a page came until it is written.
        """
        self._place = place
        self._account = (host, account)
        self._rest = rest
        self._path: Path | None = None
        self._pages: CachedPages | None = None
        self._writer: ArchiveWriter | None = None
        self._inodes: tuple[Inode, Inode] = (None, None)
        """Which file is open for reading, and which for writing: another process may have moved one
        of them aside and begun a new one."""
        self._is_given_up = False
        self._news: deque[str] = deque()
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._is_closing, self._is_open = Event(), Event()
        self._pass_number = Lock()
        """Held while pages are read, or are about to be closed; never while the disk is written."""
        self._thread = Thread(target=self._work, name="cache", daemon=True)
        self._thread.start()

    def page(self, query: Query, number: int) -> Page[Sequence] | None:
        """A page as it is kept, or of a query's hits among all that is kept; never an error."""
        self._is_open.wait()
        with self._pass_number:
            pages = self._pages
            if pages is None:
                return None
            try:
                return pages.found(query, number) if query else pages.kept(number)
            except SourceError as error:
                self._pages = None
                self._jobs.put(partial(self._lose, pages, self._inodes[0], error))
        return None

    def keep(self, page: RawPage, read_at: datetime) -> None:
        """Keep a page of all sequences, soon; only one that was answered, of no unusual length."""
        is_usual = page.is_certain and len(page.items) <= PER_PAGE
        if is_usual and self._jobs.qsize() < WAITING:
            self._jobs.put(partial(self._put, page, read_at))

    def pop_warning(self) -> str:
        """One line about the cache that the user should read, once; empty where there is none."""
        return self._news.popleft() if self._news else ""

    def close(self) -> None:
        """Write what is still to be written, and close the file."""
        self._is_closing.set()
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        try:
            self._do(self._open)
        finally:
            self._is_open.set()
        while (job := self._jobs.get()) is not None:
            if not self._is_given_up and self._jobs.qsize() < BACKLOG:
                self._is_closing.wait(self._rest)
            self._do(job)
        self._close_files()

    def _do(self, job: Callable[[], None]) -> None:
        if self._is_given_up:
            return
        try:
            job()
        except SourceError as error:
            self._give_up(error.failure.message)

    def _open(self) -> None:
        """Open what is kept, if anything is."""
        path = self._path = self._path or self._place()
        for is_second_look in (False, True):
            inode = _inode(path)
            if inode is None:
                return
            try:
                pages = CachedPages.of(path, *self._account, is_open=self._writer is not None)
                pages.hold(HELD)
            except DAMAGE:
                if is_second_look:
                    self._set_aside(inode)
                self._is_closing.wait(SECOND_LOOK)
                continue
            with self._pass_number:
                self._pages = pages
                self._inodes = (inode, self._inodes[1])
            return

    def _put(self, page: RawPage, read_at: datetime) -> None:
        """Write a page; where the file is found to be damaged, into a new one."""
        try:
            self._write(page, read_at)
        except DAMAGE:
            self._set_aside(self._inodes[1])
            self._write(page, read_at)
        if self._pages is None:
            self._open()

    def _write(self, page: RawPage, read_at: datetime) -> None:
        writer = self._writer or self._begin()
        with writer.transaction():
            seen = int((read_at - EPOCH).total_seconds())
            writer.put_page(page.number, page.items, is_last=page.is_last, seen=seen)
            known = writer.recall(LAST)
            if page.is_last:
                writer.remember(LAST, str(page.number if page.items else page.number - 1))
            elif known is not None and not (known.isdecimal() and page.number < int(known)):
                writer.remember(LAST, None)

    def _begin(self) -> ArchiveWriter:
        # Only who writes needs it, and nobody before the first rows are painted.
        from seq_tui.archive.file.writer import ArchiveWriter

        path = self._path = self._path or self._place()
        self._inodes = (self._inodes[0], _inode(path))
        writer = self._writer = ArchiveWriter.begin(path, *self._account)
        writer.hold(HELD)
        self._inodes = (self._inodes[0], _inode(path))
        self._jobs.put(partial(self._remove_unused, path))
        return writer

    def _remove_unused(self, path: Path) -> None:
        """Remove what earlier sessions left beside it, unless somebody waits for the end."""
        if not self._is_closing.is_set():
            from seq_tui.archive.cache import cleanup

            cleanup.remove_unused(path, time())

    def _lose(self, pages: CachedPages, inode: Inode, error: SourceError) -> None:
        """Deal here with an error that was met where pages are read."""
        pages.close()
        if not isinstance(error, DAMAGE):
            raise error
        self._set_aside(inode)

    def _set_aside(self, inode: Inode) -> None:
        """Move a damaged file out of the way, unless another process has done so."""
        self._close_files()
        path = self._path
        if path is None or _inode(path) != inode:
            return
        aside = path.with_name(path.name + CORRUPT)
        try:
            for end in BESIDE:
                part = path.with_name(path.name + end)
                if part.exists():
                    part.replace(aside.with_name(aside.name + end))
        except OSError as error:
            self._give_up(f"{path} is damaged, and cannot be moved: {error.strerror}")
            return
        self._news.append(f"The cache was damaged; it is begun anew, the old one is {aside}")

    def _give_up(self, reason: str) -> None:
        """Keep nothing more; what can be read still is."""
        self._is_given_up = True
        self._news.append(f"Nothing is kept for the next time: {reason}")

    def _close_files(self) -> None:
        with self._pass_number:
            pages, self._pages = self._pages, None
            if pages is not None:
                pages.close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def _inode(path: Path) -> Inode:
    """Which file a name stands for; `None` where it stands for none, or for one just begun."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found.st_size else None
