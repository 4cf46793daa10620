"""``seq-tui templates``: which e-mail templates are used, where, and what they say."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.account_options import AccountChoice, account_options
from seq_tui.cli.accounts import required_account
from seq_tui.cli.as_of_option import as_of_option
from seq_tui.cli.buffered_output import buffered_stdout, write_all
from seq_tui.cli.byte_order_mark import bom_option, byte_order_mark, write_after
from seq_tui.cli.commands.template_output import export_texts, show, tags
from seq_tui.cli.commands.template_texts import add, edit, import_texts, remove
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.outcome import report_outcome
from seq_tui.cli.paginator import Paginator
from seq_tui.cli.progress import Progress
from seq_tui.cli.query_argument import query_argument
from seq_tui.cli.query_group import QueryGroup
from seq_tui.cli.width_option import width_option
from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source
    from seq_tui.domain.templates import TemplateCollector

TABLE, JSON, CSV = FORMATS = ("table", "json", "csv")


LISTS = {
    "seq-tui templates": "every template, those first that most sequences use",
    "seq-tui templates trial": "those of sequences with trial in the name",
    "seq-tui templates template:398744": "those of sequences that use template 398744",
    "seq-tui templates --format csv > templates.csv": "one row a template and sequence",
    "seq-tui templates -f json | jq '.templates[].email_template_id'": "all ids",
}


@examples(LISTS)
@click.command("list", cls=ExampleCommand, short_help="List templates; may be left out.")
@query_argument
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default=TABLE,
    show_default=True,
    help="A table to read; one JSON object; or CSV with one row for each sequence that uses a"
    " template.",
)
@width_option("as wide as its cells")
@bom_option
@as_of_option
@account_options
@click.pass_obj
def list_templates(choice: AccountChoice, query: Query, format_name: str) -> int:
    """Show which e-mail templates all sequences use, or those that match QUERY.

    QUERY is words of a name, in any order, ids, or a search such as 'steps>5 has:reply': see below.

    Of each template: its id, how many sequences and steps use it, how many of these as a reply,
    and where. Templates that most sequences use come first. The table names two sequences; json
    and csv name all. Of an archive, also whether it keeps the text of the template.

    Sequences that an archive keeps although the account has deleted them are left out. Steps
    without an id of a template are counted on standard error.
    """
    from seq_tui.domain.templates import TemplateCollector
    from seq_tui.export.templates import NAMED

    mark = byte_order_mark(format_name)
    account = required_account(choice, query)
    found = TemplateCollector(NAMED if format_name == TABLE else None)
    source = account.source if choice.archive is not None else None
    with buffered_stdout() as write, Progress() as progress:
        paginator = Paginator(account.source, query, on_page=progress.update)
        chunks = _chunks(paginator, found, format_name, source)
        asyncio.run(write_all(write_after(mark, write), chunks, account))
    _report_counts(found, format_name)
    return report_outcome(paginator, is_offline=choice.offline)


async def _chunks(
    paginator: Paginator,
    found: TemplateCollector,
    format_name: str,
    source: Source[Sequence] | None,
) -> AsyncIterator[bytes]:
    """The document, with what `source`, an archive, knows of the texts."""
    async for page in paginator.pages():
        for sequence in page:
            found.add(sequence)
    if source is not None:
        found.texts = await source.template_texts(found.ids)
    if format_name == TABLE:
        yield _table(found)
        return

    from seq_tui.export.templates import csv_chunks, json_chunks

    for chunk in json_chunks(found) if format_name == JSON else csv_chunks(found):
        yield chunk


def _table(found: TemplateCollector) -> bytes:
    from seq_tui.export.templates import table_lines
    from seq_tui.presentation.glyphs import glyphs_for

    if not found.count:
        return b""
    lines = table_lines(found, output.width(), glyphs_for(output.encoding()))
    return output.encode_document(lines)


def _report_counts(found: TemplateCollector, format_name: str) -> None:
    """Say on standard error what was read, and what has no place in the document."""
    if format_name == TABLE:
        templates = counted(found.count, "template") if found.count else "no templates"
        output.narrate(f"{templates} in {counted(found.sequences, 'sequence')}{_missing(found)}")
    if number := found.steps_without_id:
        output.narrate(f"without an id of a template: {counted(number, 'e-mail step')}")
    if number := found.without_steps:
        output.note(
            f"received without steps, so templates may be missing: {counted(number, 'sequence')}"
        )


def _missing(found: TemplateCollector) -> str:
    """How many texts an archive has not, as the end of a sentence."""
    if found.texts is None or not found.count:
        return ""
    if not (missing := found.count - len(found.texts)):
        return "; no text is missing"
    return f"; the text of {missing} of {found.count} is still missing"


@examples(
    {
        **LISTS,
        "seq-tui templates --archive acme.seqtui": "also whether the text of each is known",
        "seq-tui templates import mails/ --archive acme.seqtui": "store the texts that files have",
    }
)
@click.group("templates", cls=QueryGroup, subcommand_metavar="[QUERY | COMMAND [ARGS]...]")
def templates(**_options: object) -> None:
    """Show which e-mail templates are used, and keep their texts in an archive.

    Without a command, it lists them: all, or those of sequences that match QUERY. The service does
    not tell what a template says. So an archive keeps texts that you add from files, and exports
    from it have them.
    """


for _command in (list_templates, add, import_texts, export_texts, edit, remove, show, tags):
    templates.add_command(_command)
