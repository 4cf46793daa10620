"""``seq-tui archive``: save a whole account in one file."""

from __future__ import annotations

import asyncio
import signal
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.account_options import AccountChoice, account_options
from seq_tui.cli.accounts import required_account
from seq_tui.cli.archive_progress import ArchiveProgress
from seq_tui.cli.archive_summary import summary_lines
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.report_format_option import JSON, report_format_option
from seq_tui.cli.user_settings import require_right_settings
from seq_tui.domain.failure import SourceError
from seq_tui.domain.source import AuthoritativeSource
from seq_tui.presentation.wording import counted
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from seq_tui.archive.download.destination import Destination, SetAside
    from seq_tui.archive.download.save import SaveResult
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
        "seq-tui archive --verify acme.seqtui": "is it whole and complete? from when?",
    }
)
@click.command("archive", cls=ExampleCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--update/--no-update",
    "keep_history",
    default=True,
    show_default=True,
    help="Keep what only FILE has: sequences that the account has since deleted, and earlier forms"
    " of those that changed; or drop it.",
)
@click.option(
    "--verify",
    "is_verification",
    is_flag=True,
    help="Save nothing: read all of FILE, and tell whether it is whole and complete, from when, and"
    " what it holds.",
)
@report_format_option(
    "With --verify: text to read, or one JSON object.  [default: text]", default=None
)
@account_options
@click.pass_obj
def archive(
    choice: AccountChoice,
    file: Path,
    format_name: str | None,
    *,
    keep_history: bool,
    is_verification: bool,
) -> int:
    """Save the whole account in FILE.

    The download goes to FILE.partial, which is renamed to FILE once it is complete and verified. If
    it is interrupted, FILE is unchanged, and the same command resumes it. If something may be
    missing, the archive says so, the exit code is 3, and an existing FILE is not replaced.

    With --verify, the exit code is 0 for a FILE that is whole and complete, 3 if something may be
    missing, and 6 if it is damaged.
    """
    if is_verification:
        return _verify(file, format_name)
    if format_name is not None:
        raise click.UsageError("--format needs --verify.")
    if choice.archive is not None:
        raise click.UsageError("--archive reads a file that is an archive already: copy it.")
    if choice.offline:
        raise click.UsageError(
            "--offline reads only what was seen of the account, which may not be all of it: save"
            " it without --offline."
        )
    require_right_settings()
    account = required_account(choice)

    from seq_tui.archive.download.destination import Destination

    destination = Destination(file)
    with ExitStack() as stack:
        stack.enter_context(destination.lock())
        return _Saving(account, destination, stack, keep_history=keep_history).run()


def _verify(file: Path, format_name: str | None) -> int:
    """Write what an archive is to standard output; returns the exit code."""
    from seq_tui.archive.file.archive import Archive
    from seq_tui.cli.archive_facts import described_facts, exit_code, facts

    with closing(Archive.open(file)) as opened:
        found = opened.verify()
        if format_name == JSON:
            from seq_tui.export.json import encode

            output.write(encode(facts(opened, found), indent=2) + b"\n")
        else:
            lines = (f"{name:12}{sanitize(value)}" for name, value, _ in described_facts(found))
            output.write(output.encode_lines([sanitize(str(file)), *lines]))
    return exit_code(found)


class _Saving:
    """One run of the command on its destination, which is locked.

    Args:
        account: the account to save.
        destination: where to.
        stack: closes what was opened.
        keep_history: as for `seq_tui.archive.download.save.save`.

    Raises:
        ArchiveError: the destination cannot be used.
    """

    def __init__(
        self,
        account: Account,
        destination: Destination,
        stack: ExitStack,
        *,
        keep_history: bool,
    ) -> None:
        self._account = account
        self._destination = destination
        self._stack = stack
        self._keep_history = keep_history
        self._progress = ArchiveProgress()
        self._existing = destination.open_existing(account.source_info.name)
        if self._existing is not None:
            stack.callback(self._existing.close)
        self._writer = self._open_writer()
        self._resumed = self._writer.row_count
        if self._resumed:
            received = counted(self._resumed, "item")
            output.narrate(f"resuming {destination.partial}: {received} so far")

    def run(self) -> int:
        """Save the account and report the outcome; returns the exit code."""
        try:
            with self._progress:
                outcome = asyncio.run(self._save())
        except SourceError:
            self._note_how_to_resume()
            raise
        if isinstance(outcome, int):
            self._note_how_to_resume()
            return outcome
        is_success = outcome.is_published and outcome.download.is_complete
        is_usual = is_success and outcome.counts.sequences and not outcome.is_other_account
        for line in summary_lines(outcome, self._destination):
            (output.narrate if is_usual else output.note)(line)
        return exit_codes.FINE if is_success else exit_codes.UNREACHABLE

    async def _save(self) -> SaveResult | int:
        """The result or, after a signal, its exit code."""
        from seq_tui.archive.download.ordered_requests import StoppedError
        from seq_tui.archive.file.errors import OtherAccountError

        stop = _StopRequest()
        stop.install_handlers()
        try:
            try:
                return await self._download(stop)
            except OtherAccountError:
                self._writer.close()
                self._note_set_aside(self._destination.set_other_account_aside())
                self._writer, self._resumed = self._open_writer(), 0
                return await self._download(stop)
        except StoppedError:
            return 128 + stop.signal
        finally:
            await self._account.close()

    async def _download(self, stop: _StopRequest) -> SaveResult:
        from seq_tui.archive.download.save import save

        source = self._account.source
        if not isinstance(source, AuthoritativeSource):
            raise TypeError(f"{type(source).__name__} cannot prove what the account holds")
        return await save(
            source,
            self._destination,
            self._writer,
            self._existing,
            stop.event,
            keep_history=self._keep_history,
            on_progress=self._progress.update,
        )

    def _open_writer(self) -> ArchiveWriter:
        writer, aside = self._destination.open_partial(self._account.source_info.name)
        self._stack.callback(writer.close)
        if aside is not None:
            self._note_set_aside(aside)
        return writer

    def _note_set_aside(self, aside: SetAside) -> None:
        partial = self._destination.partial
        output.note(f"{partial} {aside.reason}: starting again; it is now {aside.path}")

    def _note_how_to_resume(self) -> None:
        """Say where the received items are; if there are none, delete the partial archive."""
        partial = self._destination.partial
        if not self._destination.is_partial_in_place():
            output.note(f"{partial} was moved or deleted meanwhile; the same command starts again")
        elif self._resumed or self._progress.sequences:
            where = f"what was received is in {partial}"
            output.note(f"{where}; the same command resumes from there")
        else:
            self._writer.close()
            self._destination.discard_partial()
