"""A folder of files with texts of templates, read as far as they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.archive.file.errors import ArchiveError, raise_if_system
from seq_tui.archive.texts.text_files import (
    SUFFIXES,
    BadTextError,
    FileText,
    read_text_file,
    template_id_of,
)
from seq_tui.domain.template_text import TemplateText

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path


class Rejected(NamedTuple):
    """A file that is left out."""

    name: str
    reason: str
    """As the rest of a sentence."""


class Stamp(NamedTuple):
    """Who stores texts, and when."""

    added_by: str
    added_at: str


def folder_texts(
    folder: Path, templates: Container[int], stamp: Stamp
) -> Iterator[tuple[TemplateText, int] | Rejected]:
    """The text of each template that has files in a folder, with the parts of mails left out.

    Hidden files are no texts, and are passed over. Folders inside are not read, which is said.

    Args:
        folder: where the files are.
        templates: the ids that may have a text.
        stamp: who stores them, and when.

    Raises:
        ArchiveError: the folder cannot be read.
    """
    files: dict[int, list[Path]] = {}
    for path in _files(folder):
        if _is_folder(path):
            yield Rejected(path.name, "is a folder, whose files are not read")
        elif (template_id := template_id_of(path.name)) is None:
            yield Rejected(path.name, f"is not named by an id and one of {' '.join(SUFFIXES)}")
        elif template_id not in templates:
            yield Rejected(path.name, "belongs to no template that a sequence uses")
        elif _leads_out(path):
            yield Rejected(path.name, "is a link that leads out of the folder")
        else:
            files.setdefault(template_id, []).append(path)
    for template_id in sorted(files):
        yield from _joined(template_id, files[template_id], stamp)


def template_text(template_id: int, found: FileText, origin: str, stamp: Stamp) -> TemplateText:
    """What a file says as the text of a template."""
    return TemplateText(template_id, found.subject, found.plain, found.html, *stamp, origin)


def _files(folder: Path) -> list[Path]:
    try:
        if not folder.is_dir():
            raise ArchiveError(f"{folder} is no folder")
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise_if_system(error)
        raise ArchiveError(f"{folder} cannot be read: {error.strerror}") from None
    return [path for path in paths if not path.name.startswith(".")]


def _is_folder(path: Path) -> bool:
    """Whether it is a folder; reading it says what else is wrong with it."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _leads_out(path: Path) -> bool:
    """Whether it is a link to a file elsewhere, which who made the folder may not be able to read.

    Reading it says what else is wrong with it.
    """
    try:
        return path.is_symlink() and path.resolve().parent != path.parent.resolve()
    except (OSError, RuntimeError):
        return False


def _joined(
    template_id: int, paths: list[Path], stamp: Stamp
) -> Iterator[tuple[TemplateText, int] | Rejected]:
    """The text of one template: of one file, or of a plain text and one of HTML."""
    whole = FileText("", "", "")
    names: list[str] = []
    for path in paths:
        try:
            found = read_text_file(path)
        except BadTextError as error:
            yield Rejected(path.name, str(error))
            continue
        if (whole.plain and found.plain) or (whole.html and found.html):
            yield Rejected(path.name, f"has the text that {names[0]} has already")
            continue
        names.append(path.name)
        whole = FileText(
            whole.subject or found.subject,
            whole.plain or found.plain,
            whole.html or found.html,
            whole.attachments + found.attachments,
        )
    if names:
        yield template_text(template_id, whole, names[0], stamp), whole.attachments
