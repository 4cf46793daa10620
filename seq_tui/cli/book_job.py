"""The export of a rebuild book, with the texts of templates as far as the account has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.accounts import required_account
from seq_tui.cli.byte_order_mark import byte_order_mark
from seq_tui.cli.export_job import ExportJob
from seq_tui.cli.merge_tag_file import read_merge_tags
from seq_tui.cli.outcome import report_outcome
from seq_tui.cli.output_formats import BOOK
from seq_tui.cli.output_stream import output_stream
from seq_tui.cli.paginator import Paginator
from seq_tui.cli.progress import Progress
from seq_tui.cli.separate_documents import NamedDocument
from seq_tui.cli.size_option import sized_format
from seq_tui.cli.start_options import parse_start_options
from seq_tui.cli.user_settings import check_options, require_right_settings, weekend_rule
from seq_tui.presentation.wording import counted, moment_text
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from seq_tui.cli.account_options import AccountChoice
    from seq_tui.cli.accounts import Account
    from seq_tui.domain.checks.finding import Finding
    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.export.book.entry import BookRules
    from seq_tui.export.book.front import Cover
    from seq_tui.export.book.inventory import Inventory

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
            " A browser prints FILE.html to PDF."
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


def _finder(options: CheckOptions) -> Callable[[Sequence], list[Finding]]:
    """Finds what is wrong with a sequence, alone or beside those before it."""
    from seq_tui.domain.checks.account import AccountChecker
    from seq_tui.domain.checks.checker import SequenceChecker

    alone, beside = SequenceChecker(options), AccountChecker(options)

    def find(sequence: Sequence) -> list[Finding]:
        if sequence.deleted_at is not None:
            return []
        return [*alone.findings(sequence), *beside.add(sequence)]

    return find


def export_book(
    target: str,
    tags_file: Path | None,
    choice: AccountChoice,
    query: Query,
    limit: int | None,
    when: str | None,
    zone: str | None,
) -> int:
    """Write a book about the sequences of a query, and return the exit code.

    Raises:
        click.UsageError: an option cannot be.
        SourceError: the account or a file cannot be read, or the book cannot be written.
    """
    from seq_tui.export.book.entry import BookRules

    is_markdown = is_markdown_book(target)
    byte_order_mark(BOOK)
    sized_format(BOOK)
    settings = require_right_settings()
    start = parse_start_options(when, zone, BOOK, settings)
    weekend = weekend_rule(settings)
    tag_map = {} if tags_file is None else read_merge_tags(tags_file)
    account = required_account(choice)
    progress = Progress()
    paginator = Paginator(account.source, query, limit, has_names=True, on_page=progress.update)
    options = replace(check_options(settings)[0], weekend=weekend)
    job = BookJob(
        *(account, paginator, progress, BOOK, start, weekend, b""),
        cover=_cover(account, selection_text(query, limit)),
        rules=BookRules(start, weekend, _finder(options), tag_map),
        is_markdown=is_markdown,
    )
    output.narrate(job.write(target))
    return report_outcome(paginator, is_offline=choice.offline)


def _cover(account: Account, selection: str) -> Cover:
    from seq_tui.export.book.front import Cover

    info = account.source_info
    made = moment_text(datetime.now(UTC).astimezone().isoformat())
    return Cover(sanitize(info.name), sanitize(info.as_of), made, sanitize(selection))
