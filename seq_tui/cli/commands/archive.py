"""``seq-tui archive``: a whole account into one file."""

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
from seq_tui.cli.command import ExampleCommand, examples
from seq_tui.domain.failure import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.archive.download.destination import Target
    from seq_tui.archive.download.save import Saved
    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.file.writer import ArchiveWriter
    from seq_tui.cli.accounts import Account

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What asks to stop; a second time, it ends the process at once."""


class _Stop:
    """A wish to stop, and the signal that brought it."""

    def __init__(self) -> None:
        self.event = asyncio.Event()
        self.signal = 0

    def listen(self) -> None:
        """Take the signals over that are not ignored, as by nohup, in the running event loop."""
        for number in SIGNALS:
            if signal.getsignal(number) is signal.SIG_IGN:
                continue
            asyncio.get_running_loop().add_signal_handler(number, self._ask, number)

    def _ask(self, number: int) -> None:
        self.signal = number
        self.event.set()
        loop = asyncio.get_running_loop()
        for each in SIGNALS:
            loop.remove_signal_handler(each)
        output.note("stopping; what is under way is still waited for a moment")


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
    "is_update",
    default=True,
    show_default=True,
    help="Keep what FILE has and the account has since deleted, marked as such; or drop it.",
)
@account_options
@click.pass_obj
def archive(choice: AccountChoice, file: Path, is_update: bool) -> int:
    """Save the whole account in FILE.

    It gathers in FILE.partial, and takes its name when it is complete and verified: interrupted at
    any moment, FILE is as it was, and the same command goes on. An archive in which something may
    be missing says so, ends with exit code 3, and takes no other's place.
    """
    if choice.archive is not None:
        raise click.UsageError("--archive reads a file that is an archive already: copy it.")
    account = required_account(choice)

    from seq_tui.archive.download.destination import Target

    target = Target(file)
    with ExitStack() as stack:
        stack.enter_context(target.held())
        return _save(account, target, stack, is_update=is_update)


def _save(account: Account, target: Target, stack: ExitStack, *, is_update: bool) -> int:
    """Save it to the target, which is held, and return the exit code."""
    host = account.source_info.name
    old = target.old(host)
    if old is not None:
        stack.callback(old.close)
    writer, aside = target.begin(host)
    stack.callback(writer.close)
    if aside is not None:
        what = f"{target.partial} was damaged, and is begun anew"
        output.note(f"{what}; what there was is kept in {aside}")
    elif writer.rows:
        output.note(f"going on with {target.partial}: {_count(writer.rows, 'item')} so far")
    kept = writer.rows
    progress = ArchiveProgress()
    try:
        with progress:
            run = _run(account, target, writer, old, progress, is_update=is_update)
            saved = asyncio.run(run)
    except SourceError:
        _tell_how_to_go_on(writer, target, kept or progress.sequences)
        raise
    if isinstance(saved, int):
        _tell_how_to_go_on(writer, target, kept or progress.sequences)
        return saved
    for line in _summary(saved, target):
        output.note(line)
    return (
        exit_codes.FINE if saved.is_landed and saved.result.is_complete else exit_codes.UNREACHABLE
    )


async def _run(
    account: Account,
    target: Target,
    writer: ArchiveWriter,
    old: Archive | None,
    progress: ArchiveProgress,
    *,
    is_update: bool,
) -> Saved | int:
    """What was saved, or the exit code for the signal that ended it."""
    from seq_tui.archive.download.ordered_requests import StoppedError
    from seq_tui.archive.download.save import save

    stop = _Stop()
    stop.listen()
    try:
        return await save(
            account.source,
            target,
            writer,
            old,
            stop.event,
            is_update=is_update,
            on_step=progress.show,
        )
    except StoppedError:
        return 128 + stop.signal
    finally:
        await account.close()


def _tell_how_to_go_on(writer: ArchiveWriter, target: Target, kept: int) -> None:
    """Say where what came is, or leave nothing behind where nothing came."""
    if kept:
        where = f"what has come is kept in {target.partial}"
        output.note(f"{where}; the same command goes on from there")
    else:
        writer.close()
        target.discard()


def _summary(saved: Saved, target: Target) -> Iterator[str]:
    """What was saved, a line each, the odd things after the counts."""
    contents, result = saved.contents, saved.result
    state = "complete" if result.is_complete else "NOT known to be complete"
    yield " · ".join(
        (
            f"{target.path if saved.is_landed else target.partial}: {state}",
            _count(contents.sequences, "sequence"),
            _count(contents.steps, "step"),
            _count(contents.templates, "e-mail template") + " referred to",
        )
    )
    for doubt in result.warnings:
        yield f"something may be missing: {doubt}"
    yield from _oddities(saved)
    if not contents.sequences:
        yield "the account shows no sequences, which may be for lack of a right or of a plan"
    if saved.is_stranger:
        yield f"it has none of the sequences in {target.path}: is it another account?"
    if not saved.is_landed:
        yield f"{target.path} stays as it was; the same command tries once more"
    elif not result.is_complete:
        yield "run it once more to have it complete"


def _oddities(saved: Saved) -> Iterator[str]:
    """What is odd about the items, a line each, and how many it is true of."""
    contents, result = saved.contents, saved.result
    for number, what in (
        (contents.unreadable, "items that hold no sequence, kept as they came"),
        (result.repeated, "items that came twice, and are kept once"),
        (result.deleted, "deleted by the account while it was read, kept as such"),
        (contents.deleted - result.deleted, "kept although the account has deleted them"),
        (saved.left_out, "left out, for the account has deleted them, as --no-update says"),
    ):
        if number:
            yield f"{what}: {number:,}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
