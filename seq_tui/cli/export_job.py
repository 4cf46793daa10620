"""An export, written to a stream, to one file, or to a folder with a file for each sequence."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from seq_tui.cli import output
from seq_tui.cli.buffered_output import buffered, write_all
from seq_tui.cli.byte_order_mark import write_after
from seq_tui.cli.combined_document import document_chunks, joined_chunks
from seq_tui.cli.output_formats import ALL_FORMATS, STREAMED, SUFFIXES
from seq_tui.cli.output_stream import output_stream
from seq_tui.cli.separate_documents import StoredDocuments, named_documents
from seq_tui.domain.failure import SourceError
from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from seq_tui.cli.accounts import Account
    from seq_tui.cli.output_stream import OutputStream
    from seq_tui.cli.paginator import Paginator
    from seq_tui.cli.progress import Progress
    from seq_tui.cli.separate_documents import NamedDocument
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.manifest import Manifest


MERMAID = "mermaid"


@dataclass(frozen=True, slots=True)
class ExportJob:
    """What is exported, and in which form; each method writes it and returns a report."""

    account: Account
    paginator: Paginator
    progress: Progress
    format_name: str
    start: datetime | None
    weekend: WeekendRule
    mark: bytes
    """The first bytes of each document."""

    omissions: list[str] = field(default_factory=list)
    """What the format had no room for, in lines for the user; complete once all is written."""

    def write(self, target: str) -> str:
        """Write to what a target of ``--output`` names."""
        from seq_tui.export.files import is_folder, remove_abandoned

        if (stream := output_stream(target)) is not None:
            return self.write_stream(stream)
        path = Path(target)
        is_per_sequence = target.endswith("/") or is_folder(path)
        remove_abandoned(path if is_per_sequence else path.parent, time())
        return self.write_folder(path) if is_per_sequence else self.write_file(path)

    def write_stream(self, stream: OutputStream) -> str:
        """Write one document: whole or not at all, or page by page if each line is complete."""
        is_streamed = self.format_name in STREAMED
        # The progress line is erased before a buffered document is written.
        with (
            stream.opened() as write,
            nullcontext(write) if is_streamed else buffered(write) as sink,
            self.progress,
        ):
            asyncio.run(write_all(write_after(self.mark, sink), self._chunks(), self.account))
        return f"{self._counted()} to {stream.name}"

    def write_file(self, path: Path) -> str:
        """Write one file, which replaces another only when it is complete."""
        from seq_tui.export.files import atomic_write

        if self.format_name == MERMAID:
            with self.progress:
                return asyncio.run(self._write_charts(path))
        with atomic_write(path, replace=True) as write, self.progress:
            asyncio.run(write_all(write_after(self.mark, write), self._chunks(), self.account))
        return f"{self._counted()} to one file, {path}"

    def write_folder(self, path: Path) -> str:
        """Write a file for each sequence."""
        with self.progress:
            asyncio.run(self._write_each(path))
        return f"{self._counted()} to {path}/, a file for each"

    async def _write_charts(self, path: Path) -> str:
        """Write a file, and as many more beside it as Mermaid's limits need."""
        from seq_tui.export.files import atomic_write
        from seq_tui.export.manifest import Manifest
        from seq_tui.export.mermaid import MermaidCharts

        manifest = Manifest(path.parent, path.name, self._account_name())
        charts = MermaidCharts(self.start, self.weekend)
        try:
            with atomic_write(path, replace=True) as write:
                async for page in self.paginator.pages():
                    for sequence in page:
                        charts.add(sequence)
                first, *others = charts.end()
                more = {
                    f"{path.stem}-{number}{path.suffix}": chart
                    for number, chart in enumerate(others, start=2)
                }
                manifest.check_free(more)
                for name, chart in more.items():
                    manifest.write(name, None, chart)
                write(first)
        finally:
            await self.account.close()
        self.omissions.extend(charts.omissions)
        if more or manifest.has_files:
            self._remove_stale(manifest, is_whole=True)
        if not more:
            return f"{self._counted()} to one file, {path}"
        files = f"{len(more) + 1} files, {path} to {path.with_name(list(more)[-1])}"
        return f"{self._counted()} to {files}: Mermaid reads that much of each"

    async def _write_each(self, path: Path) -> None:
        from seq_tui.export.files import make_folder
        from seq_tui.export.manifest import Manifest

        make_folder(path)
        manifest = Manifest(path, self._kind(), self._account_name())
        documents = StoredDocuments()
        try:
            async for each in self._documents():
                documents.add(each._replace(document=self.mark + each.document))
            is_whole = self.paginator.has_whole_account
        finally:
            await self.account.close()
        if replaced := manifest.check_replaceable(documents.digests):
            output.note(f"{counted(len(replaced), 'file')} that no manifest lists replaced")
        self._write_all(manifest, documents)
        self._remove_stale(manifest, is_whole=is_whole)

    def _write_all(self, manifest: Manifest, documents: StoredDocuments) -> None:
        written = 0
        try:
            for each in documents.read():
                manifest.write(each.name, each.sequence_id, each.document)
                written += 1
                if each.omission:
                    self.omissions.append(each.omission)
        except SourceError:
            if written:
                output.note(f"{counted(written, 'file')} written before the failure")
            raise

    def _remove_stale(self, manifest: Manifest, *, is_whole: bool) -> None:
        """Remove the files of an earlier export that this one replaces by others."""
        stale = manifest.remove_stale(is_whole=is_whole)
        if stale.removed:
            output.narrate(f"{counted(len(stale.removed), 'file')} of an earlier export removed")
        for name in stale.changed:
            output.note(f"{name} is from an earlier export; kept, since it was changed")
        if stale.doubtful:
            output.note(
                f"{counted(len(stale.doubtful), 'file')} of an earlier export kept: most of its"
                " sequences are gone, so this may be another account. Remove what you do not need"
            )

    def _account_name(self) -> str:
        info = self.account.source_info
        return f"{info.kind.value}: {info.name} {self.account.fingerprint()}".rstrip()

    async def _chunks(self) -> AsyncIterator[bytes]:
        if self.format_name not in ALL_FORMATS:
            chunks = document_chunks(self.paginator, self.format_name, self.start, self.weekend)
            async for chunk in chunks:
                yield chunk
            return
        document = ALL_FORMATS[self.format_name].new_document(self.start, self.weekend)
        async for chunk in joined_chunks(self.paginator, document):
            yield chunk
        if document.omission:
            self.omissions.append(document.omission)

    def _documents(self) -> AsyncIterator[NamedDocument]:
        """The files of a folder."""
        return named_documents(self.paginator, self.format_name, self.start, self.weekend)

    def _kind(self) -> str:
        """What tells the files of this format from others in a manifest."""
        return SUFFIXES[self.format_name]

    def _counted(self) -> str:
        verb = "written in part" if self.omissions else "written"
        return f"{counted(self.paginator.count, 'sequence')} {verb}"
