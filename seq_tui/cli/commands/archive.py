"""``seq-tui archive``: save a whole account in one file."""

from __future__ import annotations

import asyncio
import signal
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.accounts import AccountChoice, account_options, required_account
from seq_tui.cli.archive_progress import ArchiveProgress
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.domain.failure import SourceError
from seq_tui.domain.source import AuthoritativeSource
from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.archive.download.destination import Destination
    from seq_tui.archive.download.save import SaveResult
    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.file.writer import ArchiveWriter
    from seq_tui.cli.accounts import Account

STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
"""The first of these requests a stop; a second one ends the process at once.

Names, because the help works on Windows too, which lacks one of them.
"""


class _StopRequest:
    """A requested stop, and the signal that requested it."""

    def __init__(self) -> None:
        self.event = asyncio.Event()
        self.signal = 0

    def install_handlers(self) -> None:
        """Handle the stop signals in the running event loop, but for those that nohup ignores."""
        for number in map(signal.Signals.__getitem__, STOP_SIGNALS):
            if signal.getsignal(number) is signal.SIG_IGN:
                continue
            asyncio.get_running_loop().add_signal_handler(number, self._request, number)

    def _request(self, number: int) -> None:
        self.signal = number
        self.event.set()
        loop = asyncio.get_running_loop()
        for name in STOP_SIGNALS:
            loop.remove_signal_handler(signal.Signals[name])
        output.note("stopping; waiting a moment for the requests in flight")


@examples(
    {
        "seq-tui archive acme.seqtui": "save it, or bring it up to date",
        "seq-tui --archive acme.seqtui": "browse it",
        "seq-tui serve --archive acme.seqtui": "serve it",
    }
)
@click.command("archive", cls=ExampleCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--update/--no-update",
    "keep_deleted",
    default=True,
    show_default=True,
    help="Keep sequences that FILE has and the account has since deleted, marked as deleted; or"
    " drop them.",
)
@account_options
@click.pass_obj
def archive(choice: AccountChoice, file: Path, keep_deleted: bool) -> int:
    """Save the whole account in FILE.

    The download goes to FILE.partial, which is renamed to FILE once it is complete and verified. If
    it is interrupted, FILE is unchanged, and the same command resumes it. If something may be
    missing, the archive says so, the exit code is 3, and an existing FILE is not replaced.
    """
    if choice.archive is not None:
        raise click.UsageError("--archive reads a file that is an archive already: copy it.")
    if choice.offline:
        raise click.UsageError(
            "--offline reads only what was seen of the account, which may not be all of it: save"
            " it without --offline."
        )
    account = required_account(choice)

    from seq_tui.archive.download.destination import Destination

    destination = Destination(file)
    with ExitStack() as stack:
        stack.enter_context(destination.lock())
        return _save(account, destination, stack, keep_deleted=keep_deleted)


def _save(
    account: Account, destination: Destination, stack: ExitStack, *, keep_deleted: bool
) -> int:
    """Save the account to the locked destination; returns the exit code."""
    host = account.source_info.name
    existing = destination.open_existing(host)
    if existing is not None:
        stack.callback(existing.close)
    writer, moved_to = destination.open_partial(host)
    stack.callback(writer.close)
    if moved_to is not None:
        output.note(
            f"{destination.partial} was damaged: starting again; the damaged file is now {moved_to}"
        )
    elif writer.row_count:
        received = counted(writer.row_count, "item")
        output.note(f"resuming {destination.partial}: {received} so far")
    resumed_rows = writer.row_count
    progress = ArchiveProgress()
    try:
        with progress:
            run = _run(account, destination, writer, existing, progress, keep_deleted=keep_deleted)
            outcome = asyncio.run(run)
    except SourceError:
        _note_how_to_resume(writer, destination, resumed_rows or progress.sequences)
        raise
    if isinstance(outcome, int):
        _note_how_to_resume(writer, destination, resumed_rows or progress.sequences)
        return outcome
    for line in _summary(outcome, destination):
        output.note(line)
    is_success = outcome.is_published and outcome.download.is_complete
    return exit_codes.FINE if is_success else exit_codes.UNREACHABLE


async def _run(
    account: Account,
    destination: Destination,
    writer: ArchiveWriter,
    existing: Archive | None,
    progress: ArchiveProgress,
    *,
    keep_deleted: bool,
) -> SaveResult | int:
    """The result or, after a signal, its exit code."""
    from seq_tui.archive.download.ordered_requests import StoppedError
    from seq_tui.archive.download.save import save

    source = account.source
    if not isinstance(source, AuthoritativeSource):
        raise TypeError(f"{type(source).__name__} cannot prove what the account holds")
    stop = _StopRequest()
    stop.install_handlers()
    try:
        return await save(
            source,
            destination,
            writer,
            existing,
            stop.event,
            keep_deleted=keep_deleted,
            on_progress=progress.update,
        )
    except StoppedError:
        return 128 + stop.signal
    finally:
        await account.close()


def _note_how_to_resume(writer: ArchiveWriter, destination: Destination, received: int) -> None:
    """Say where the received items are; if there are none, delete the partial archive."""
    if received:
        where = f"what was received is in {destination.partial}"
        output.note(f"{where}; the same command resumes from there")
    else:
        writer.close()
        destination.discard_partial()


def _summary(result: SaveResult, destination: Destination) -> Iterator[str]:
    """Lines that describe the outcome: the counts first, then anything unusual."""
    counts, download = result.counts, result.download
    state = "complete" if download.is_complete else "NOT known to be complete"
    yield " · ".join(
        (
            f"{destination.path if result.is_published else destination.partial}: {state}",
            counted(counts.sequences, "sequence"),
            counted(counts.steps, "step"),
            counted(counts.templates, "e-mail template") + " referred to",
        )
    )
    for warning in download.warnings:
        yield f"something may be missing: {warning}"
    yield from _unusual_counts(result)
    if not counts.sequences:
        yield "the account shows no sequences: this user or this plan may have no access to them"
    if result.is_other_account:
        yield f"it has none of the sequences in {destination.path}: is it another account?"
    if not result.is_published:
        yield f"{destination.path} is unchanged; run the same command to try again"
    elif not download.is_complete:
        yield "run the same command again to complete it"


def _unusual_counts(result: SaveResult) -> Iterator[str]:
    """A line for each kind of unusual item, with the number of such items."""
    counts, download = result.counts, result.download
    for number, description in (
        (counts.unreadable, "items that hold no sequence, stored as received"),
        (download.repeated, "items received twice, stored once"),
        (download.deleted, "deleted by the account during the download, kept and marked"),
        (counts.deleted - download.deleted, "kept although the account has deleted them"),
        (result.discarded, "not kept, since the account has deleted them (--no-update)"),
    ):
        if number:
            yield f"{description}: {number:,}"
