"""``seq-tui export``: sequences saved in one file, or in a folder with a file for each."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from seq_tui.cli import output
from seq_tui.cli.account_options import AccountChoice, account_options
from seq_tui.cli.accounts import required_account
from seq_tui.cli.as_of_option import as_of_option
from seq_tui.cli.book_job import export_book
from seq_tui.cli.byte_order_mark import bom_option, byte_order_mark
from seq_tui.cli.creator_names import NAMED_FORMATS
from seq_tui.cli.deleted_option import deleted_option, note_left_out
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.export_job import ExportJob
from seq_tui.cli.limit_option import limit_option
from seq_tui.cli.merge_tag_file import tags_option
from seq_tui.cli.moving_job import export_for
from seq_tui.cli.moving_option import moving_option, refuse_tags
from seq_tui.cli.outcome import report_omissions, report_outcome
from seq_tui.cli.output_formats import BOOK, EXPORT_FORMATS, PARQUET, STREAMED, SUFFIXES
from seq_tui.cli.output_stream import STANDARD_OUTPUT
from seq_tui.cli.paginator import Paginator
from seq_tui.cli.parquet_job import ParquetJob
from seq_tui.cli.progress import Progress
from seq_tui.cli.query_argument import query_argument
from seq_tui.cli.size_option import size_option, sized_format
from seq_tui.cli.start_options import parse_start_options, start_options
from seq_tui.cli.template_texts import TEXT_FORMATS
from seq_tui.cli.user_settings import require_right_settings, weekend_rule
from seq_tui.cli.weekend_option import weekend_option
from seq_tui.export.parquet_extra import require_parquet

if TYPE_CHECKING:
    from types import FrameType

    from seq_tui.domain.query import Query

FORMATS = (*EXPORT_FORMATS, PARQUET, BOOK)


@examples(
    {
        "seq-tui export --output all.json": "all sequences in one file",
        "seq-tui export --format markdown --output d/": "a Markdown file for each sequence",
        "seq-tui export trial --output trial.csv": "sequences with trial in the name",
        "seq-tui export --for apollo --output d/": "files that Apollo takes, and what is lost",
        "seq-tui export --format parquet --output d/": "tables for DuckDB, pandas and Spark",
        "seq-tui export --format book --output book.html": "a book to build them again from",
    }
)
@click.command("export", cls=ExampleCommand)
@query_argument
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    metavar="FORMAT",
    help=f"Format of the files: {', '.join(FORMATS)}. For parquet, PATH is a folder; it needs the"
    " extra parquet. A book has what somebody needs who builds the sequences again in another tool:"
    " in FILE.html, FILE.md or a folder.  [default: by the suffix of PATH, such as .md; never a"
    " book]",
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(),
    required=True,
    metavar="PATH",
    help="A file for all sequences; a folder, to get a file for each (a new folder must end with"
    " /); - for standard output; or a pipe.",
)
@moving_option
@tags_option
@limit_option
@start_options
@weekend_option
@bom_option
@deleted_option
@as_of_option
@size_option
@account_options
@click.pass_obj
def export(
    choice: AccountChoice,
    query: Query,
    format_name: str | None,
    target: str,
    target_name: str | None,
    tags_file: Path | None,
    limit: int | None,
    when: str | None,
    zone: str | None,
) -> int:
    """Save all sequences, or those that match QUERY, in files.

    QUERY is words of a name, in any order, ids, or a search such as 'steps>5 has:reply': see below.

    Only you can read the files. A file is replaced only when the new one is complete. In a folder,
    files are named by the id and the name of the sequence; those that an earlier export wrote for
    other names are removed, unless you changed them. A file that you changed is not replaced
    there; the tables of parquet are, and PATH is if it is a file.
    """
    if not target:
        raise click.BadParameter("the path is empty.", param_hint="'--output'")
    _exit_on_signals()
    if target_name is not None:
        return export_for(target_name, target, tags_file, choice, query, limit)
    if format_name == BOOK:
        return export_book(target, tags_file, choice, query, limit, when, zone)
    refuse_tags(tags_file)
    format_name = format_name or _format_from_suffix(target)
    return _export_as(format_name, choice, query, target, limit, when, zone)


def _export_as(
    format_name: str,
    choice: AccountChoice,
    query: Query,
    target: str,
    limit: int | None,
    when: str | None,
    zone: str | None,
) -> int:
    """Write the sequences of a query in a format, and return the exit code."""
    settings = require_right_settings()
    start = parse_start_options(when, zone, format_name, settings)
    weekend, mark = weekend_rule(settings), byte_order_mark(format_name)
    format_name = sized_format(format_name)
    folder = _parquet_folder(target) if format_name == PARQUET else None
    account = required_account(choice)
    note_left_out(choice, account, format_name)
    progress = Progress(is_streamed=format_name in STREAMED and target == STANDARD_OUTPUT)
    has_names, has_texts = format_name in NAMED_FORMATS, format_name in TEXT_FORMATS
    paginator = Paginator(
        account.source,
        query,
        limit,
        has_names=has_names,
        has_texts=has_texts,
        on_page=progress.update,
    )
    if folder is not None:
        output.narrate(ParquetJob(account, paginator, progress, start, weekend).write(folder))
        return report_outcome(paginator, is_offline=choice.offline)
    job = ExportJob(account, paginator, progress, format_name, start, weekend, mark)
    output.narrate(job.write(target))
    omitted = report_omissions(job.omissions)
    return report_outcome(paginator, is_offline=choice.offline) or omitted


def _format_from_suffix(target: str) -> str:
    """The format of the suffix of a file name."""
    name = Path(target).name.lower()
    matches = (format_name for format_name, suffix in SUFFIXES.items() if name.endswith(suffix))
    format_name = None if target.endswith("/") else next(matches, None)
    if format_name is None:
        raise click.UsageError(f"Choose a format: --format {'|'.join(FORMATS)}.")
    return format_name


def _parquet_folder(target: str) -> Path:
    """The folder for both tables.

    Raises:
        click.UsageError: the target is no folder.
        SourceError: the library is not installed.
    """
    from seq_tui.export.files import is_folder

    if not (target.endswith("/") or is_folder(Path(target))):
        message = f"{PARQUET} is two tables, which need a folder, such as {Path(target).stem}/."
        raise click.BadParameter(message, param_hint="'--output'")
    require_parquet()
    return Path(target)


def _exit_on_signals() -> None:
    """Leave by an exception, which removes unfinished files, when the process is to end."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        # A signal that nohup ignores stays ignored.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _exit_on_signal)


def _exit_on_signal(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
