"""The export of a rebuild book, with the texts of templates as far as the account has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.export_job import ExportJob
from seq_tui.cli.output_formats import BOOK
from seq_tui.cli.output_stream import output_stream
from seq_tui.cli.separate_documents import NamedDocument
from seq_tui.cli.user_settings import check_options
from seq_tui.presentation.wording import counted, moment_text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.export.book.entry import BookRules
    from seq_tui.export.book.front import Cover
    from seq_tui.export.book.inventory import Inventory
    from seq_tui.settings.quick import QuickSettings

HTML_SUFFIXES, MARKDOWN_SUFFIXES = (".html", ".htm"), (".md", ".markdown")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookJob(ExportJob):
    """A book, written as HTML or Markdown; in a folder, as pages of HTML."""

    cover: Cover
    rules: BookRules
    is_markdown: bool

    async def _chunks(self) -> AsyncIterator[bytes]:
        from seq_tui.export.book.html_book import HtmlBook
        from seq_tui.export.book.markdown_book import MarkdownBook

        book = (MarkdownBook if self.is_markdown else HtmlBook)(self.cover, self.rules)
        async for sequence, texts in self._sequences():
            book.add(sequence, texts)
        for chunk in book.end(is_whole=self._is_whole()):
            yield chunk
        self._report_texts(book.inventory)

    async def _documents(self) -> AsyncIterator[NamedDocument]:
        from seq_tui.cli.separate_documents import document_name
        from seq_tui.export.book.html_book import HtmlFolder

        folder, ranks = HtmlFolder(self.cover, self.rules), count(1)
        async for sequence, texts in self._sequences():
            name = document_name(sequence, next(ranks), ".html")
            yield NamedDocument(name, sequence.id, folder.page(sequence, texts, name))
        for name, page in folder.end(is_whole=self._is_whole()):
            yield NamedDocument(name, None, page)
        self._report_texts(folder.inventory)

    def _kind(self) -> str:
        return BOOK

    async def _sequences(self) -> AsyncIterator[tuple[Sequence, dict[int, TemplateText]]]:
        """Each sequence, with the texts that are known of its page's templates."""
        from seq_tui.cli.template_texts import TemplateTexts

        known = TemplateTexts(self.account.source)
        async for page in self.paginator.pages():
            texts = await known.of(page)
            for sequence in page:
                yield sequence, texts

    def _is_whole(self) -> bool:
        """Whether nothing of what the cover says is missing."""
        paginator = self.paginator
        return paginator.is_whole if self.cover.selection else paginator.has_whole_account

    def _report_texts(self, inventory: Inventory) -> None:
        """Say how many texts of templates the book lacks."""
        if missing := len(inventory.missing()):
            number = len(inventory.templates())
            output.narrate(f"without a text: {missing:,} of {counted(number, 'template')}")


def is_markdown_book(target: str) -> bool:
    """Whether a target of ``--output`` is a book in Markdown, rather than in HTML.

    Raises:
        click.UsageError: its suffix says that it is to be something else.
    """
    suffix = Path(target).suffix.lower()
    is_file = suffix in (*HTML_SUFFIXES, *MARKDOWN_SUFFIXES)
    if not (is_file or target.endswith("/") or _is_folder_or_stream(target)):
        raise click.UsageError(
            "A book is FILE.html, FILE.md or a folder, which ends with / if it is new."
        )
    return suffix in MARKDOWN_SUFFIXES


def _is_folder_or_stream(target: str) -> bool:
    from seq_tui.export.files import is_folder

    return is_folder(Path(target)) or output_stream(target) is not None


def selection_text(query: Query, limit: int | None) -> str:
    """What chose the sequences of a book; empty for the whole account."""
    chosen = "" if query.selects_all else f"sequences that match {query}"
    first = "" if limit is None else f"at most {counted(limit, 'sequence')}"
    return ", ".join(filter(None, (chosen, first)))


def book_job(
    job: ExportJob, selection: str, settings: QuickSettings, *, is_markdown: bool
) -> BookJob:
    """The export of a book.

    Args:
        job: what is exported.
        selection: as `selection_text` returns it.
        settings: have the rules that the checks go by.
        is_markdown: whether it is written as Markdown.
    """
    from seq_tui.domain.checks.checker import SequenceChecker
    from seq_tui.export.book.entry import BookRules
    from seq_tui.export.book.front import Cover
    from seq_tui.sanitize import sanitize

    info = job.account.source_info
    made = moment_text(datetime.now(UTC).astimezone().isoformat())
    options, _ = check_options(settings)
    checker = SequenceChecker(replace(options, weekend=job.weekend))
    return BookJob(
        job.account,
        job.paginator,
        job.progress,
        job.format_name,
        job.start,
        job.weekend,
        job.mark,
        cover=Cover(sanitize(info.name), sanitize(info.as_of), made, sanitize(selection)),
        rules=BookRules(job.start, job.weekend, checker),
        is_markdown=is_markdown,
    )
