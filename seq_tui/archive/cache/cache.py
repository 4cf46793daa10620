"""The cache of a live account: a file whose failures never disturb the session."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from time import time
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from seq_tui.archive.cache.pages import EPOCH, LAST_PAGE_KEY, CachedPages
from seq_tui.archive.file.errors import DamagedError, NotAnArchiveError
from seq_tui.archive.file.sqlite_files import add_suffix, move_database, read_file_id
from seq_tui.domain.failure import SourceError
from seq_tui.domain.page import PER_PAGE, NextPage
from seq_tui.domain.system_failure import system_failure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from seq_tui.archive.file.sqlite_files import FileId
    from seq_tui.archive.file.writer import ArchiveWriter
    from seq_tui.domain.page import Page, RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence

Result = TypeVar("Result")

WRITE_DELAY_S = 0.3
"""Seconds from the arrival of a page until it is written: by then its rows are painted."""

BACKLOG = 4
"""Queued pages from which on none is delayed: while a key is held, pages would arrive faster than
they are written, and fill the memory."""

MAX_QUEUED = 40
"""Most pages in the queue: as many as arrive within the five seconds for which another process may
lock the file. If a disk stalls for longer, further pages are not cached: each takes 0.5 MB
(measured)."""

SQLITE_CACHE_KB = 256
"""Kilobytes of the file that each connection caches in memory. A page takes as long as with the
2,000 that SQLite would fill within a minute of scrolling (measured), and a long session has better
uses for them."""

RECHECK_DELAY_S = 0.2
"""Seconds until a file that seems damaged is read again: another process may be creating it, or
checkpointing its write-ahead log."""

DAMAGE = (DamagedError, NotAnArchiveError)

ARCHIVE = "The archive "
"""How an error of the file begins, before its path. Here that file is a cache."""

CORRUPT_SUFFIX = ".corrupt"
"""Appended to the name of a damaged cache, which is moved out of the way and never deleted."""


class _Job(NamedTuple):
    """Something to do in the thread of a cache."""

    run: Callable[[], object]
    is_last_of_flush: bool = False
    """Whether somebody waits for it, even if the cache is disabled."""


class Cache:
    """Pages of one account, stored for the next session.

    A thread of its own opens, writes and repairs the file, so that nothing else waits for the disk,
    except a request for a page before the file is open. Damage costs the cached pages: the file is
    moved aside and a new one created. Any other failure disables the cache for this session.
    """

    def __init__(
        self,
        find_path: Callable[[], Path],
        host: str,
        account: str,
        *,
        write_delay: float = WRITE_DELAY_S,
    ) -> None:
        """Start opening a cache.

        Args:
            find_path: returns the path of the file, existing or not; may raise `SourceError`.
            host: the account's host.
            account: distinguishes it from others of the same host.
            write_delay: seconds from the arrival of a page until it is written.
        """
        self._find_path = find_path
        self._account = (host, account)
        self._write_delay = write_delay
        self._path: Path | None = None
        self._pages: CachedPages | None = None
        self._writer: ArchiveWriter | None = None
        self._read_id: FileId = None
        self._write_id: FileId = None
        """Which file is open for reading, and which for writing: another process may have moved one
        of them aside and created a new one."""
        self._is_disabled, self._has_lost, self._has_died = False, Event(), Event()
        self._warnings: deque[str] = deque()
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        """What to do in the thread; `None` ends it."""
        self._is_closing, self._is_open, self._is_awaited = Event(), Event(), Event()
        self._read_lock = Lock()
        """Held while pages are read or closed; never while the disk is written."""
        self._thread = Thread(target=self._run, name="cache", daemon=True)
        self._thread.start()

    def page(self, query: Query, number: int) -> Page[Sequence] | None:
        """A cached page or, for a query, a page of its matches among all cached rows.

        Returns `None` if it is not cached, and after any error.
        """
        return self._read(
            lambda pages: pages.search(query, number) if query else pages.stored_page(number)
        )

    def row_of(self, sequence_id: int) -> int | None:
        """The row at which a sequence was last seen in the account; `None` as for `page`."""
        return self._read(lambda pages: pages.account_row_of(sequence_id))

    def locate(self, query: Query, sequence_id: int) -> tuple[int | None, bool]:
        """Look a little further for the row of a sequence; whether that is over, as by an error."""
        return self._read(lambda pages: pages.locate(query, sequence_id)) or (None, True)

    def last_page(self) -> int | None:
        """The last page of the account, if it was found; `None` as for `page`."""
        return self._read(lambda pages: pages.last_page())

    def creator_names(self) -> dict[int, str]:
        """The names of users that were stored, by id; none after any error."""
        return self._read(lambda pages: pages.stored_creator_names()) or {}

    def store_creator_names(self, names: Mapping[int, str]) -> None:
        """Queue names of users to be written beside those that are stored."""
        self._jobs.put(_Job(lambda: self._write_names(names)))

    def store(self, page: RawPage, read_at: datetime) -> None:
        """Queue a page of all sequences to be written.

        Pages whose end is a guess, and pages of an unusual length, are ignored.
        """
        if not page.is_certain or len(page.items) > PER_PAGE:
            return
        if self._jobs.qsize() < MAX_QUEUED:
            self._jobs.put(_Job(partial(self._store, page, read_at)))
        else:
            self._has_lost.set()

    def flush(self, on_written: Callable[[], object]) -> None:
        """Write without delay, and call this, in another thread, once all is written, or is not."""
        self._jobs.put(_Job(on_written, is_last_of_flush=True))
        self._is_awaited.set()
        if self._has_died.is_set():
            self._end_flushes()

    @property
    def is_disabled(self) -> bool:
        """Whether nothing more is written in this session."""
        return self._is_disabled

    def pop_loss(self) -> bool:
        """Whether pages of this session may have been lost since the last call."""
        has_lost = self._has_lost.is_set()
        self._has_lost.clear()
        return has_lost

    def pop_warning(self) -> str:
        """The next line about the cache for the user, once; empty if there is none."""
        return self._warnings.popleft() if self._warnings else ""

    def close(self) -> None:
        """Write the queued pages and close the file."""
        self._is_closing.set()
        self._is_awaited.set()
        self._jobs.put(None)
        self._thread.join()

    def _read(self, read: Callable[[CachedPages], Result | None]) -> Result | None:
        """Read from the cached pages; `None` if there are none, and after any error."""
        self._is_open.wait()
        with self._read_lock:
            pages = self._pages
            if pages is None:
                return None
            try:
                return read(pages)
            except SourceError as error:
                self._pages = None
                self._has_lost.set()
                self._jobs.put(_Job(partial(self._handle_read_error, pages, self._read_id, error)))
        return None

    def _run(self) -> None:
        """Work; after an error that nobody expected, let nobody wait for the thread."""
        try:
            self._work()
        finally:
            if not self._is_closing.is_set():
                self._is_disabled = True
                self._has_lost.set()
                self._has_died.set()
                self._end_flushes()

    def _end_flushes(self) -> None:
        """Tell those who wait for jobs that are not run any more."""
        while not self._jobs.empty():
            with suppress(Empty):  # Another thread may do the same.
                if (job := self._jobs.get_nowait()) is not None and job.is_last_of_flush:
                    job.run()

    def _work(self) -> None:
        """Open the file, then run jobs until the cache is closed."""
        try:
            self._run_job(self._open_pages)
        finally:
            self._is_open.set()
        while (job := self._jobs.get()) is not None:
            if job.is_last_of_flush:
                if not self._is_closing.is_set():
                    self._is_awaited.clear()
                job.run()
                continue
            if not self._is_disabled and self._jobs.qsize() < BACKLOG:
                self._is_awaited.wait(self._write_delay)
            self._run_job(job.run)
        self._close_files()

    def _run_job(self, job: Callable[[], object]) -> None:
        if self._is_disabled:
            return
        try:
            job()
        except SourceError as error:
            self._disable(error.failure.message)
        except (ImportError, MemoryError, OSError) as error:
            if (failure := system_failure(error)) is None:
                raise
            self._disable(failure.message)

    def _open_pages(self) -> None:
        """Open the cached pages, if there are any."""
        path = self._path = self._path or self._find_path()
        for is_recheck in (False, True):
            file_id = read_file_id(path)
            if file_id is None:
                return
            try:
                pages = CachedPages.of_account(
                    path, *self._account, is_open=self._writer is not None
                )
                pages.limit_memory(SQLITE_CACHE_KB)
            except DAMAGE:
                if is_recheck:
                    self._quarantine(file_id)
                self._is_closing.wait(RECHECK_DELAY_S)
                continue
            with self._read_lock:
                self._pages = pages
                self._read_id = file_id
            return

    def _store(self, page: RawPage, read_at: datetime) -> None:
        """Write a page; if the file turns out to be damaged, to a new one."""
        try:
            self._write(page, read_at)
        except DAMAGE:
            self._quarantine(self._write_id)
            self._write(page, read_at)
        if self._pages is None:
            self._open_pages()

    def _write(self, page: RawPage, read_at: datetime) -> None:
        # Imported here, since nothing is written before the first rows are painted.
        from seq_tui.wire.item_texts import received_items

        writer = self._writer or self._open_writer()
        with writer.transaction():
            seen = int((read_at - EPOCH).total_seconds())
            writer.put_page(page.number, received_items(page), is_last=page.is_last, seen=seen)
            known = writer.load_progress(LAST_PAGE_KEY)
            if page.is_last:
                last = page.number if page.items else page.number - 1
                writer.save_progress(LAST_PAGE_KEY, str(last))
            elif known is not None and _continues_after(known, page):
                writer.save_progress(LAST_PAGE_KEY, None)

    def _write_names(self, names: Mapping[int, str]) -> None:
        # Names come with pages, whose job meets a damaged file; the next session asks again.
        writer = self._writer or self._open_writer()
        with writer.transaction():
            writer.save_creator_names(writer.load_creator_names() | dict(names))

    def _open_writer(self) -> ArchiveWriter:
        # Imported here, since nothing is written before the first rows are painted.
        from seq_tui.archive.file.writer import ArchiveWriter

        path = self._path = self._path or self._find_path()
        self._write_id = read_file_id(path)
        writer = self._writer = ArchiveWriter.open_or_create(path, *self._account)
        writer.limit_memory(SQLITE_CACHE_KB)
        self._write_id = read_file_id(path)
        self._jobs.put(_Job(partial(self._remove_unused, path)))
        return writer

    def _remove_unused(self, path: Path) -> None:
        """Remove unused caches beside this one, unless the session is ending."""
        if not self._is_closing.is_set():
            from seq_tui.archive.cache import cleanup

            cleanup.remove_unused(path, time())

    def _handle_read_error(self, pages: CachedPages, read_id: FileId, error: SourceError) -> None:
        """Handle, in this thread, an error that a reader met in another."""
        pages.close()
        if not isinstance(error, DAMAGE):
            raise error
        self._quarantine(read_id)

    def _quarantine(self, file_id: FileId) -> None:
        """Move a damaged file out of the way, unless another process has done so."""
        self._has_lost.set()
        self._close_files()
        path = self._path
        if path is None or read_file_id(path) != file_id:
            return
        target = add_suffix(path, CORRUPT_SUFFIX)
        try:
            move_database(path, target)
        except OSError as error:
            self._disable(f"{path} is damaged, and cannot be moved: {error.strerror}")
            return
        self._warnings.append(
            f"The cache was damaged: a new one was started, and the old one moved to {target}"
        )

    def _disable(self, reason: str) -> None:
        """Write nothing more in this session; pages that are open can still be read."""
        self._is_disabled = True
        self._has_lost.set()
        reason = reason.removeprefix(ARCHIVE)
        self._warnings.append(f"Pages are not cached in this session: {reason}")

    def _close_files(self) -> None:
        with self._read_lock:
            pages, self._pages = self._pages, None
            if pages is not None:
                pages.close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def _continues_after(last: str, page: RawPage) -> bool:
    """Whether a page shows that the account does not end at the page that was stored as its last.

    If it says nothing of a next page, the request that follows decides it.
    """
    if not last.isdecimal() or page.number > int(last):
        return True
    return page.number == int(last) and page.next_page is NextPage.CLAIMED
