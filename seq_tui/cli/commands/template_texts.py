"""The commands of ``seq-tui templates`` that change the texts in an archive."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.account_options import AccountChoice, archive_options
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.presentation.wording import counted
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.texts.text_folder import Stamp
    from seq_tui.domain.template_text import TemplateText

TYPES = {"text": ".txt", "html": ".html", "mail": ".eml"}
"""What a text may be, and the suffix of its files."""


class TemplateId(click.IntRange):
    """The id of a template."""

    def fail(
        self,
        message: str,  # noqa: ARG002 - an argument of Click's
        param: click.Parameter | None = None,
        ctx: click.Context | None = None,
    ) -> NoReturn:
        """Say what an id is, whatever is wrong with it."""
        super().fail(
            "an id is a whole number such as 398744; seq-tui templates lists them.", param, ctx
        )


TEMPLATE_ID = TemplateId(1, 10**18 - 1)

STANDARD_INPUT = "-"


def archive_path(choice: AccountChoice) -> Path:
    """The archive whose texts are meant.

    Raises:
        click.UsageError: none is chosen.
    """
    if choice.archive is None:
        raise click.UsageError("The texts of templates are kept in an archive: --archive FILE.")
    return choice.archive


def require_used(archive: Archive, template_id: int) -> None:
    """Check that a template is one of the account: a text under a wrong id would never be seen.

    Raises:
        SourceError: no sequence uses it.
    """
    from seq_tui.archive.file.counts import referred_templates

    if template_id not in referred_templates(archive):
        message = f"No sequence of {archive.path} uses a template {template_id}"
        raise SourceError(Failure(Cause.NOT_FOUND, message, "seq-tui templates lists them."))


def known_text(archive: Archive, template_id: int) -> TemplateText:
    """The newest text of a template.

    Raises:
        SourceError: it has none, or it cannot be read.
    """
    if (text := archive.text_until(template_id)) is not None:
        return text
    earlier = [each.number for each in archive.text_versions(template_id) if not each.is_removed]
    message = f"The text of template {template_id} is not in {archive.path}"
    advice = f"Add it: seq-tui templates add {template_id} FILE."
    if earlier:
        advice = f"seq-tui templates show {template_id} --version {earlier[-1]} has its last one."
    raise SourceError(Failure(Cause.NOT_FOUND, message, advice))


def stamp_now() -> Stamp:
    """Who stores a text, and when."""
    from seq_tui.archive.file.writer import utc_now
    from seq_tui.archive.texts.text_folder import Stamp

    name = ""
    # A user without an entry in the system's list has no name.
    with suppress(ImportError, KeyError, OSError):
        name = getpass.getuser()
    return Stamp(name.encode(errors="replace").decode()[:100], utc_now())


def report_missing(path: Path) -> None:
    """Say how many texts are still missing."""
    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.file.counts import referred_templates

    with closing(Archive.open(path)) as archive:
        used = referred_templates(archive)
        missing = len(used) - len(archive.texts_until(used))
    rest = f"{missing} of {len(used)} still missing" if missing else "none is missing"
    output.narrate(f"texts of {counted(len(used), 'template')} in {path}: {rest}")


@examples(
    {
        "seq-tui templates add 398744 mail.eml --archive acme.seqtui": "as a mail program saved it",
        "pbpaste | seq-tui templates add 398744 - --archive acme.seqtui": "what was copied",
    }
)
@click.command("add", cls=ExampleCommand, short_help="Store the text of a template.")
@click.argument("template_id", metavar="ID", type=TEMPLATE_ID)
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--subject", help="The subject, in place of that of FILE.")
@click.option(
    "--type",
    "type_name",
    type=click.Choice([*TYPES]),
    help="What FILE is.  [default: by its suffix; text from standard input]",
)
@archive_options
@click.pass_obj
def add(
    choice: AccountChoice, template_id: int, file: str, subject: str | None, type_name: str | None
) -> None:
    """Store the text of template ID, which FILE or standard input (-) has.

    FILE is a text, which may be Markdown; an .html file; or an .eml file as a mail program saves
    it, whose attachments are left out. A text or a page may begin with the line "Subject: ...".
    """
    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.texts.text_files import BadTextError, parse_text, read_bytes, with_subject
    from seq_tui.archive.texts.text_folder import template_text

    path = archive_path(choice)
    with closing(Archive.open(path)) as archive:
        require_used(archive, template_id)
        before = archive.texts_until([template_id]).get(template_id)
    is_input = file == STANDARD_INPUT
    suffix = TYPES[type_name] if type_name else "" if is_input else Path(file).suffix
    try:
        data = _read_input() if is_input else read_bytes(Path(file))
        found = parse_text(data, suffix)
        if subject is not None:
            found = with_subject(found, subject)
    except BadTextError as error:
        name = "standard input" if is_input else sanitize(file)
        raise SourceError(Failure(Cause.FILE, f"{name} {error}")) from None
    origin = "" if is_input else os.fsencode(Path(file).name).decode(errors="replace")
    if found.attachments:
        output.narrate(f"{counted(found.attachments, 'attachment')} left out")
    if before and before.subject and not found.subject and subject is None:
        output.narrate(f"no subject: the earlier one was {sanitize(before.subject)}")
    store(path, template_text(template_id, found, origin, stamp_now()))


def store(path: Path, text: TemplateText) -> None:
    """Store one text, and say so."""
    from seq_tui.archive.texts.changes import changing_texts

    with changing_texts(path) as changes:
        is_new = changes.put(text)
    said = "stored" if is_new else "is in the archive already"
    output.narrate(f"the text of template {text.template_id} {said}")
    if is_new:
        report_missing(path)


def _read_input() -> bytes:
    from seq_tui.archive.texts.text_files import MAX_MAIL_BYTES

    return sys.stdin.buffer.read(MAX_MAIL_BYTES + 1)


@examples({"seq-tui templates import mails/ --archive acme.seqtui": "398744.eml, 398745.txt, ..."})
@click.command("import", cls=ExampleCommand, short_help="Store the texts of a folder of files.")
@click.argument("folder", type=click.Path(path_type=Path))
@archive_options
@click.pass_obj
def import_texts(choice: AccountChoice, folder: Path) -> int:
    """Store the texts of all files in FOLDER that are named by the id of a template.

    Such as 398744.txt, .md, .html or .eml. A template may have a text and a page. What cannot be
    read, and what no sequence uses, is listed on standard error and left out; the exit code is
    then 3.
    """
    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.file.counts import referred_templates
    from seq_tui.archive.texts.changes import changing_texts
    from seq_tui.archive.texts.text_folder import Rejected, folder_texts

    path = archive_path(choice)
    with closing(Archive.open(path)) as archive:
        used = referred_templates(archive)
        titled = {each.template_id for each in archive.texts_until(used).values() if each.subject}
    new = unchanged = rejected = attachments = untitled = 0
    with changing_texts(path) as changes:
        for each in folder_texts(folder, used, stamp_now()):
            if isinstance(each, Rejected):
                output.note(f"{sanitize(each.name)} {sanitize(each.reason)}")
                rejected += 1
                continue
            is_new = changes.put(each[0])
            new, unchanged = new + is_new, unchanged + (not is_new)
            untitled += is_new and not each[0].subject and each[0].template_id in titled
            attachments += each[1]
    optional = {
        f"{untitled} without the earlier subject": untitled,
        f"{counted(attachments, 'attachment')} left out": attachments,
        f"{counted(rejected, 'file')} not read": rejected,
    }
    counts = [f"{counted(new, 'text')} stored", f"{unchanged} unchanged"]
    output.narrate(", ".join([*counts, *(said for said, count in optional.items() if count)]))
    report_missing(path)
    return exit_codes.UNREACHABLE if rejected else exit_codes.FINE


@click.command("remove", cls=ExampleCommand, short_help="Remove texts; their versions stay.")
@click.argument("template_ids", metavar="ID...", nargs=-1, required=True, type=TEMPLATE_ID)
@archive_options
@click.pass_obj
def remove(choice: AccountChoice, template_ids: Iterable[int]) -> int:
    """Remove the texts of templates from the archive.

    Their versions stay there: seq-tui templates show ID --version N prints one.
    """
    from seq_tui.archive.texts.changes import changing_texts

    path = archive_path(choice)
    missing = 0
    with changing_texts(path) as changes:
        for template_id in template_ids:
            if not changes.remove(template_id, *stamp_now()):
                output.note(f"the text of template {template_id} is not in {path}")
                missing += 1
    output.narrate(f"{counted(len([*template_ids]) - missing, 'text')} removed")
    return exit_codes.NOT_FOUND if missing else exit_codes.FINE


@examples({"seq-tui templates edit 398744 --archive acme.seqtui": "in vi, code -w, ..."})
@click.command("edit", cls=ExampleCommand, short_help="Edit a text in your editor.")
@click.argument("template_id", metavar="ID", type=TEMPLATE_ID)
@click.option("--html", "is_html", is_flag=True, help="Edit the HTML of a text that has both.")
@archive_options
@click.pass_obj
def edit(choice: AccountChoice, template_id: int, *, is_html: bool) -> None:
    """Edit the text of template ID in the editor that VISUAL or EDITOR names.

    A template without one begins with an empty text. Nothing is stored if nothing was changed.
    """
    from seq_tui.archive.file.archive import Archive
    from seq_tui.cli.text_editor import edited_text

    path = archive_path(choice)
    with closing(Archive.open(path)) as archive:
        require_used(archive, template_id)
        before = archive.texts_until([template_id]).get(template_id)
    with edited_text(template_id, before, is_html=is_html) as after:
        if after is None:
            output.narrate("nothing was changed")
        else:
            added_by, added_at = stamp_now()
            store(path, after._replace(added_by=added_by, added_at=added_at))
