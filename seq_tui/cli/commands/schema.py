"""``seq-tui schema``: the JSON Schema of the JSON that other commands print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.columns_option import complete_columns, parse_columns
from seq_tui.cli.example_command import ExampleCommand, examples

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

LIST = "list"
SHOW = "show"
DIFF = "diff"
CHECK = "check"
TEMPLATES = "templates"
LOSSES = "losses"


@examples(
    {
        "seq-tui schema": "of list --format json",
        "seq-tui schema show": "of show --format json, and of a jsonl line",
        "seq-tui schema show --start": "of show --format json --start WHEN",
        "seq-tui schema diff": "of diff --format json",
        "seq-tui schema check": "of check --format json",
        "seq-tui schema templates": "of templates --format json",
        "seq-tui schema losses": "of losses.json, which export --for writes",
    }
)
@click.command("schema", cls=ExampleCommand)
@click.argument(
    "document", type=click.Choice([LIST, SHOW, DIFF, CHECK, TEMPLATES, LOSSES]), default=LIST
)
@click.option(
    "--start",
    "has_start",
    is_flag=True,
    help="Describe the output with a start, which adds start, zone, and when each step lands.",
)
@click.option(
    "--columns",
    metavar="NAMES",
    callback=parse_columns,
    shell_complete=complete_columns,
    help="Describe the output of list with these --columns; for show, a line of it as jsonl.",
)
def schema(document: str, columns: tuple[str, ...] | None, *, has_start: bool) -> None:
    """Print the JSON Schema of what list, show and other commands print as JSON.

    list, the default, is an array of sequences; show is one sequence, and also describes each line
    of list --format jsonl; of several ids, show prints what the schema of a list describes. Files
    that export writes as json and jsonl have the same schemas. diff is one object,
    check a report, templates the templates with their uses, losses the report of export --for.

    Computed fields are required and typed. Fields of the API are printed as received, so the schema
    describes their usual values but accepts any. Unknown fields are allowed, and never replaced: if
    one has the name of a computed field, the computed one is called seq_tui_ and that name.

    The schema is in draft 2020-12. It does not cover raw, which is the API's own envelope.
    """
    from seq_tui.export.json import encode

    printed = _schema(document, columns, has_start=has_start)
    output.write(encode(printed, indent=2) + b"\n")


def _schema(document: str, columns: tuple[str, ...] | None, *, has_start: bool) -> dict[str, Json]:
    """The schema of a document; pydantic, which makes most of them, is slow to import."""
    # Only export writes a list with a start.
    command = "export" if has_start and document == LIST else document
    title = f"seq-tui {command} --format json{' --start WHEN' if has_start else ''}"
    if document in (CHECK, TEMPLATES, LOSSES):
        if columns or has_start:
            raise click.UsageError(f"{document} has no --columns and no --start.")
        return _report_schema(document, title)
    if document == DIFF:
        if columns:
            raise click.UsageError("diff has no --columns.")
        from seq_tui.export.comparison_schema import comparison_schema

        return comparison_schema(title, has_start=has_start)
    if columns:
        if has_start:
            raise click.UsageError("--columns has no landings, and so no --start.")
        return _columns_schema(document, columns)

    from seq_tui.export.schema import json_schema

    return json_schema(title, is_list=document == LIST, has_start=has_start)


def _report_schema(document: str, title: str) -> dict[str, Json]:
    if document == LOSSES:
        from seq_tui.export.moving.losses_schema import losses_schema

        return losses_schema("losses.json of seq-tui export --for")
    if document == TEMPLATES:
        from seq_tui.export.templates_schema import templates_schema

        return templates_schema(title)

    from seq_tui.export.findings.schema import findings_schema

    return findings_schema(title)


def _columns_schema(document: str, columns: tuple[str, ...]) -> dict[str, Json]:
    from seq_tui.export.columns_schema import columns_schema

    is_list = document == LIST
    title = f"seq-tui list --format {'json' if is_list else 'jsonl'} --columns {','.join(columns)}"
    return columns_schema(title, columns, is_list=is_list)
