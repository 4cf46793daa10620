"""An export for another tool, written to a folder."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.cli import output
from seq_tui.cli.deleted_option import open_without_deleted
from seq_tui.cli.merge_tag_file import read_merge_tags
from seq_tui.cli.moving_option import check_moving_options
from seq_tui.cli.outcome import report_outcome
from seq_tui.cli.paginator import Paginator
from seq_tui.cli.progress import Progress
from seq_tui.cli.separate_documents import NamedDocument, StoredDocuments
from seq_tui.cli.template_texts import TemplateTexts
from seq_tui.cli.user_settings import require_right_settings, weekend_rule
from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.cli.account_options import AccountChoice
    from seq_tui.cli.accounts import Account
    from seq_tui.domain.query import Query
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.manifest import Manifest
    from seq_tui.export.moving.built import Target
    from seq_tui.export.moving.folder import FolderFile
    from seq_tui.export.moving.loss_report import Totals


def export_for(
    target_name: str,
    target: str,
    tags_file: Path | None,
    choice: AccountChoice,
    query: Query,
    limit: int | None,
) -> int:
    """Write the sequences of a query for a tool, and return the exit code.

    Raises:
        click.UsageError: an option cannot be.
        SourceError: the account or a file cannot be read, or the folder cannot be written.
    """
    check_moving_options(target)
    weekend = weekend_rule(require_right_settings())
    tag_map = {} if tags_file is None else read_merge_tags(tags_file)
    account = open_without_deleted(choice)
    progress = Progress()
    paginator = Paginator(account.source, query, limit, on_page=progress.update)
    job = MovingJob(account, paginator, progress, target_name, weekend, tag_map)
    output.narrate(job.write_folder(Path(target)))
    return report_outcome(paginator, is_offline=choice.offline)


@dataclass(frozen=True, slots=True)
class MovingJob:
    """What is exported, and for which tool."""

    account: Account
    paginator: Paginator
    progress: Progress
    target_name: str
    weekend: WeekendRule
    tag_map: Mapping[str, str]
    """What is written instead of merge tags."""

    def write_folder(self, path: Path) -> str:
        """Write all files, and return a line that reports it.

        Raises:
            SourceError: the account cannot be read, or the folder cannot be written.
        """
        from seq_tui.export.moving.targets import TARGETS

        target = TARGETS[self.target_name]
        manifests = self._manifests(path, target)
        with self.progress:
            documents, totals = asyncio.run(self._build(target))
        for folder, manifest in manifests.items():
            _refuse(path / folder, manifest.check_replaceable(documents[folder].digests))
        for folder, manifest in manifests.items():
            for each in documents[folder].read():
                manifest.write(each.name, each.sequence_id, each.document)
            self._remove_stale(manifest)
        _report(totals, self.tag_map)
        sequences = counted(totals.sequences, "sequence")
        return f"{sequences} written for {target.label} to {path}/: read README.md there first"

    def _manifests(self, path: Path, target: Target) -> dict[str, Manifest]:
        """What each folder has of earlier exports, in the order in which they are written.

        Raises:
            WriteError: a folder cannot be made, or has the files of another export.
        """
        from seq_tui.export.files import WriteError, make_folder
        from seq_tui.export.manifest import Manifest
        from seq_tui.export.moving.folder import subfolders

        info = self.account.source_info
        name = f"{info.kind.value}: {info.name} {self.account.fingerprint()}".rstrip()
        make_folder(path)
        manifests: dict[str, Manifest] = {}
        for folder in subfolders(target):
            make_folder(path / folder)
            manifests[folder] = manifest = Manifest(path / folder, f"for {target.name}", name)
            if manifest.has_others(lambda kind: kind.startswith("for ")):
                reason = "it has files for another tool or of another account"
                raise WriteError(path, reason, "Export to another folder.")
        return manifests

    async def _build(self, target: Target) -> tuple[dict[str, StoredDocuments], Totals]:
        """Read all sequences, and build the files of each folder."""
        from seq_tui.export.moving.folder import MovingFolder, subfolders

        info = self.account.source_info
        folder = MovingFolder(target, self.weekend, info.name, self.tag_map)
        documents = {each: StoredDocuments() for each in subfolders(target)}

        def store(file: FolderFile) -> None:
            named = NamedDocument(file.name, file.sequence_id, file.document)
            documents[file.folder].add(named)

        try:
            texts = TemplateTexts(self.account.source)
            async for page in self.paginator.pages():
                known = await texts.of(page)
                for sequence in page:
                    for file in folder.add(sequence, known):
                        store(file)
        finally:
            await self.account.close()
        for file in folder.end():
            store(file)
        return documents, folder.totals

    def _remove_stale(self, manifest: Manifest) -> None:
        """Remove what earlier exports wrote and this one has not: all that is there is sent."""
        stale = manifest.remove_stale(is_whole=True, is_exact=True)
        if stale.removed:
            output.narrate(f"{counted(len(stale.removed), 'file')} of an earlier export removed")
        for name in stale.changed:
            output.note(f"{name} is from an earlier export; kept, since it was changed")


def _refuse(folder: Path, unknown: list[str]) -> None:
    """Refuse to replace a file that no export wrote, such as the README of a project.

    Raises:
        WriteError: there is one.
    """
    from seq_tui.export.files import WriteError

    if unknown:
        advice = "Move it away, or export to another folder."
        raise WriteError(folder / unknown[0], "it is not from seq-tui", advice)


def _report(totals: Totals, tag_map: Mapping[str, str]) -> None:
    """Say what is missing in the files."""
    if unused := [tag for tag in tag_map if tag not in totals.tags]:
        output.note(f"tags of --tags that are in no text: {', '.join(unused)}")
    if tags := totals.unmapped_tags:
        output.note(f"{counted(len(tags), 'merge tag')} written as in Sell: see README.md")
    if totals.unwritten:
        sequences = counted(totals.unwritten, "sequence")
        output.note(f"{sequences} received without steps: no file is written")
    if totals.missing_texts:
        templates = counted(len(totals.templates), "template")
        output.note(f"{totals.missing_texts:,} of {templates} without a text: see losses.md")
