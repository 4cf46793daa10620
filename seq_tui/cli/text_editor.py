"""Edits the text of a template in the user's editor."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seq_tui.archive.texts.text_files import BadTextError, FileText, file_contents, parse_text
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.template_text import TemplateText
from seq_tui.export.files import atomic_write

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN, MARKDOWN, HTML = ".txt", ".md", ".html"

EMPTY = b"Subject: \n\n"
"""What an editor shows of a template without a text."""


@contextmanager
def edited_text(
    template_id: int, before: TemplateText | None, *, is_html: bool = False
) -> Iterator[TemplateText | None]:
    """The text after it was edited, for a block that stores it; `None` if nothing was changed.

    Args:
        template_id: of the template.
        before: its text, if it has one.
        is_html: whether to edit the HTML, if there is a plain text too.

    Raises:
        SourceError: the editor failed, left what is no text, or the block failed; then the file is
            kept.
    """
    text = before or TemplateText(template_id, "", "", "", "", "")
    files = dict(file_contents(text)) if before else {HTML if is_html else PLAIN: EMPTY}
    suffix = HTML if HTML in files and (is_html or len(files) == 1) else next(iter(files))
    name, is_page = f"{template_id}{suffix}", suffix == HTML
    with _editing(files[suffix], name) as found:
        if found is None:
            yield None
            return
        yield text._replace(
            subject=found.subject,
            plain=text.plain if is_page else found.plain,
            html=found.html if is_page else text.html,
            # What a Markdown file has is Markdown.
            origin=name if MARKDOWN in files else "",
        )


@contextmanager
def _editing(content: bytes, name: str) -> Iterator[FileText | None]:
    """What a file with that name says after it was edited; `None` if it is as before."""
    # Editors end the last line when they save.
    is_ended = content.endswith(b"\n")
    folder = Path(tempfile.mkdtemp(prefix="seq-tui-"))
    path = folder / name
    with atomic_write(path) as write:
        write(content if is_ended else content + b"\n")
    shown = path.read_bytes()
    try:
        _open_editor(path)
        edited = path.read_bytes()
        body = edited if is_ended else edited.removesuffix(b"\n")
        found = None if edited == shown else parse_text(body, path.suffix)
    except click.ClickException as error:
        raise _failed(error.format_message(), path) from None
    except OSError as error:
        raise _failed(f"{path} cannot be read: {error.strerror}", path) from None
    except BadTextError as error:
        raise _failed(f"What was edited {error}", path) from None
    try:
        yield found
    except SourceError as error:
        raise _failed(error.failure.message, path) from None
    shutil.rmtree(folder)


def _open_editor(path: Path) -> None:
    """Wait until the user's editor ends."""
    try:
        click.edit(filename=str(path))
    except ValueError as error:
        # The value is split into words as a shell does it: a quote may be left open.
        message = f"VISUAL or EDITOR is no command: {error}"
        raise click.ClickException(message) from None


def _failed(message: str, path: Path) -> SourceError:
    """The error that says where what was written is."""
    return SourceError(Failure(Cause.FILE, f"Nothing was stored: {message}", f"It is in {path}."))
