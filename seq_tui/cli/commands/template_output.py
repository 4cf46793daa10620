"""The commands of ``seq-tui templates`` that print or write the texts in an archive."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.account_options import AccountChoice, archive_options
from seq_tui.cli.commands.template_texts import TEMPLATE_ID, archive_path, known_text
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.presentation.wording import counted, moment_text
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from seq_tui.archive.file.archive import Archive
    from seq_tui.domain.json import Json
    from seq_tui.domain.template_text import TemplateText

TEXT, RAW = "text", "raw"
TABLE, JSON, TOML = "table", "json", "toml"


@examples(
    {
        "seq-tui templates show 398744 --archive acme.seqtui": "subject and text",
        "seq-tui templates show 398744 --version 1 --archive acme.seqtui": "what it said at first",
    }
)
@click.command("show", cls=ExampleCommand, short_help="Print a text, or an earlier version.")
@click.argument("template_id", metavar="ID", type=TEMPLATE_ID)
@click.option("--version", "number", type=click.IntRange(1), help="An earlier text of it.")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice([TEXT, RAW]),
    default=TEXT,
    show_default=True,
    help="The words to read; or the text exactly as it is stored, HTML where there is one.",
)
@archive_options
@click.pass_obj
def show(choice: AccountChoice, template_id: int, number: int | None, format_name: str) -> None:
    """Print the subject and the text of template ID."""
    from seq_tui.archive.file.archive import Archive

    path = archive_path(choice)
    with closing(Archive.open(path)) as archive:
        text = known_text(archive, template_id) if number is None else None
        versions = archive.text_versions(template_id)
    if text is None:
        found = [each for each in versions if each.number == number and not each.is_removed]
        if not found:
            message = f"Template {template_id} has no version {number} with a text in {path}"
            raise SourceError(Failure(Cause.NOT_FOUND, message))
        text = found[0].text
    for version in versions:
        verb = "removed" if version.is_removed else "stored"
        by = f" by {version.text.added_by}" if version.text.added_by else ""
        origin = f", from {version.text.origin}" if version.text.origin else ""
        at = moment_text(version.text.added_at)
        output.narrate(sanitize(f"version {version.number}: {verb} {at}{by}{origin}"))
    if format_name == RAW:
        from seq_tui.archive.texts.text_files import file_contents

        output.write([*file_contents(text)][-1][1])
    else:
        lines = [f"Subject: {text.subject}", "", *text.readable.splitlines()]
        output.write(output.encode_lines(map(sanitize, lines)))


@examples({"seq-tui templates export mails/ --archive acme.seqtui": "one file a text, or two"})
@click.command("export", cls=ExampleCommand, short_help="Write all texts to files.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace files that say something else.")
@archive_options
@click.pass_obj
def export_texts(choice: AccountChoice, folder: Path, *, replace: bool) -> int:
    """Write all texts to files in FOLDER, which seq-tui templates import reads.

    Such as 398744.txt; a template with a text and a page has two files. Only you can read them. A
    file that says something else is not replaced without --replace; the exit code is then 3.
    """
    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.texts.text_files import file_contents
    from seq_tui.export.files import AlreadyExistsError, atomic_write, make_folder

    written = unchanged = kept = 0
    damaged: list[int] = []
    others: list[str] = []
    with closing(Archive.open(archive_path(choice))) as archive:
        make_folder(folder)
        for text in _known_texts(archive, damaged):
            files = dict(file_contents(text))
            others += _other_files(folder, text.template_id, files)
            for suffix, data in files.items():
                target = folder / f"{text.template_id}{suffix}"
                if _has(target, data):
                    unchanged += 1
                    continue
                try:
                    with atomic_write(target, replace=replace) as write:
                        write(data)
                    written += 1
                except AlreadyExistsError:
                    output.note(f"{target} says something else, and is not replaced")
                    kept += 1
    if others:
        output.note(f"an import of {folder}/ reads these too: {', '.join(others)}")
    counts = f"{counted(written, 'file')} written to {folder}/, {unchanged} unchanged"
    output.narrate(f"{counts}, {kept} not replaced" if kept else counts)
    return exit_codes.UNREACHABLE if kept or damaged else exit_codes.FINE


@examples(
    {
        "seq-tui templates tags --archive acme.seqtui": "each merge tag, and in which templates",
        "seq-tui templates tags -f toml > tags.toml": "a file in which to name those of the target",
    }
)
@click.command("tags", cls=ExampleCommand, short_help="Print the merge tags of all texts.")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice([TABLE, JSON, TOML]),
    default=TABLE,
    show_default=True,
    help="A table to read; one JSON object; or lines for the file that exports take as --tags.",
)
@archive_options
@click.pass_obj
def tags(choice: AccountChoice, format_name: str) -> int:
    """Print the merge tags of all texts, such as {{first_name}} and [Company]."""
    from seq_tui.archive.file.archive import Archive
    from seq_tui.domain.merge_tags import template_merge_tags

    by_tag: dict[str, list[int]] = {}
    by_template: dict[int, list[str]] = {}
    damaged: list[int] = []
    with closing(Archive.open(archive_path(choice))) as archive:
        for text in _known_texts(archive, damaged):
            by_template[text.template_id] = template_merge_tags(text)
            for tag in by_template[text.template_id]:
                by_tag.setdefault(tag, []).append(text.template_id)
    # Those that most templates have come first.
    ordered = sorted(by_tag.items(), key=lambda each: (-len(each[1]), each[0]))
    if format_name == JSON:
        from seq_tui.export.json import encode

        output.write(encode(_tags_json(ordered, by_template), indent=2) + b"\n")
    elif format_name == TOML:
        output.write("".join(_toml_lines(tag for tag, _ in ordered)).encode())
    else:
        output.write(output.encode_lines(_table_lines(ordered)))
    output.narrate(f"{counted(len(by_tag), 'merge tag')} in {counted(len(by_template), 'text')}")
    return exit_codes.UNREACHABLE if damaged else exit_codes.FINE


def _known_texts(archive: Archive, damaged: list[int]) -> Iterator[TemplateText]:
    """All texts, one after another, by the id of the template.

    Those that are damaged are said; `damaged` gets their templates.
    """
    for template_id in archive.template_ids_with_text():
        try:
            text = archive.text_until(template_id)
        except SourceError:
            output.note(f"the text of template {template_id} is damaged: add it again")
            damaged.append(template_id)
            continue
        if text is not None:
            yield text


def _other_files(folder: Path, template_id: int, written: Container[str]) -> list[str]:
    """Files of a template that are in a folder, but have not one of the suffixes written."""
    from seq_tui.archive.texts.text_files import SUFFIXES

    names = (f"{template_id}{suffix}" for suffix in SUFFIXES if suffix not in written)
    return [name for name in names if (folder / name).exists()]


def _has(path: Path, data: bytes) -> bool:
    """Whether a file has this content."""
    from seq_tui.archive.texts.text_files import BadTextError, read_bytes

    try:
        return read_bytes(path) == data
    except BadTextError:
        return False


def _tags_json(ordered: list[tuple[str, list[int]]], templates: dict[int, list[str]]) -> Json:
    by_tag: list[Json] = [{"tag": tag, "email_template_ids": [*ids]} for tag, ids in ordered]
    by_template: list[Json] = [
        {"email_template_id": template_id, "merge_tags": [*found]}
        for template_id, found in templates.items()
    ]
    return {"merge_tags": by_tag, "templates": by_template}


def _toml_lines(found: Iterator[str]) -> Iterator[str]:
    """A line for each tag, which stands for itself until somebody names another one."""
    for tag in found:
        quoted = f'"{"".join(map(_toml_character, tag))}"'
        yield f"{quoted} = {quoted}\n"


def _toml_character(character: str) -> str:
    """A character of a TOML string; escaped if a terminal or an editor may act on it."""
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08X}"


def _table_lines(ordered: list[tuple[str, list[int]]]) -> list[str]:
    from seq_tui.export.text_layout import Column, grid
    from seq_tui.presentation.glyphs import glyphs_for

    if not ordered:
        return []
    columns = (
        Column("MERGE TAG"),
        Column("TEMPLATES", to_the_right=True),
        Column("IN", flexible=True),
    )
    rows = ((sanitize(tag), str(len(ids)), ", ".join(map(str, ids))) for tag, ids in ordered)
    return grid(columns, rows, output.width(), glyphs_for(output.encoding()).ellipsis)
