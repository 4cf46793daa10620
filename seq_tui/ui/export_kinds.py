"""What a sequence can be written as from the screen: a file of a format, a book, or a folder."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.export.files import (
    AlreadyExistsError,
    WriteError,
    atomic_write,
    is_folder,
    make_folder,
)
from seq_tui.export.formats import FORMATS, SLIDE
from seq_tui.export.moving.target_names import TARGET_NAMES
from seq_tui.export.parquet_extra import SEQUENCES_FILE, STEPS_FILE, require_parquet
from seq_tui.presentation.wording import moment_text, name_text
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path
    from typing import TypeAlias

    from seq_tui.domain.checks.finding import Finding
    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import SourceInfo
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.formats import Format

    Files: TypeAlias = Mapping[str, Mapping[str, bytes]]


class Exported(NamedTuple):
    """A sequence, and what its documents say besides."""

    sequence: Sequence
    start: datetime
    weekend: WeekendRule
    source_info: SourceInfo
    """Which account it is from."""

    now: datetime
    """For the date of a book."""

    texts: Mapping[int, TemplateText] = MappingProxyType({})
    """What its templates say, as far as that is known."""

    checks: Callable[[], CheckOptions] | None = None
    """Returns the options of the checks, which a book quotes."""

    @property
    def sequence_with_texts(self) -> Sequence:
        """The sequence with what its own templates say."""
        own = {each: self.texts[each] for each in self.sequence.template_ids if each in self.texts}
        return self.sequence._replace(template_texts=own) if own else self.sequence


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One of them."""

    name: str
    letter: str
    """The key that chooses it."""

    suffix: str
    """Ends the name of the file or of the folder."""

    description: str
    write: Callable[[Exported, Path, bool], int]
    """Writes to a path, in place of what is there or not, and returns the number of bytes.

    Raises `AlreadyExistsError` if something is there that may not be replaced, and another
    `SourceError` if nothing can be written."""

    is_folder: bool = False


def _file_kind(letter: str, form: Format) -> ExportKind:
    def write(exported: Exported, path: Path, replace: bool) -> int:
        document = form.render(exported.sequence_with_texts, exported.start, exported.weekend)
        return _write_pieces(path, [document], replace=replace)

    return ExportKind(form.name, letter, form.suffix, form.description, write)


def _write_pieces(path: Path, pieces: Iterable[bytes], *, replace: bool) -> int:
    size = 0
    with atomic_write(path, replace=replace) as write:
        for piece in pieces:
            write(piece)
            size += len(piece)
    return size


def _write_book(exported: Exported, path: Path, replace: bool) -> int:
    from seq_tui.export.book.entry import BookRules
    from seq_tui.export.book.front import Cover
    from seq_tui.export.book.html_book import HtmlBook

    info, sequence = exported.source_info, exported.sequence
    cover = Cover(
        sanitize(info.name),
        sanitize(info.as_of),
        moment_text(exported.now.isoformat()),
        sanitize(f"sequence {name_text(sequence) if sequence.id is None else f'#{sequence.id}'}"),
    )
    rules = BookRules(exported.start, exported.weekend, _finder(exported), {})
    book = HtmlBook(cover, rules)
    book.add(sequence, exported.texts)
    return _write_pieces(path, book.end(is_whole=True), replace=replace)


def _finder(exported: Exported) -> Callable[[Sequence], Iterable[Finding]]:
    if exported.checks is None:
        return lambda _: ()
    from seq_tui.domain.checks.checker import SequenceChecker

    return SequenceChecker(exported.checks()).findings


def _target_kind(name: str, label: str, letter: str) -> ExportKind:
    def write(exported: Exported, path: Path, replace: bool) -> int:
        from seq_tui.export.moving.folder import MovingFolder
        from seq_tui.export.moving.targets import TARGETS

        info = exported.source_info
        folder = MovingFolder(TARGETS[name], exported.weekend, info.name, {})
        files: dict[str, dict[str, bytes]] = {}
        for each in (*folder.add(exported.sequence, exported.texts), *folder.end()):
            files.setdefault(each.folder, {})[each.name] = each.document
        return _write_folder(path, f"for {name}", exported, files, replace)

    description = f"files for {label}, and what gets lost"
    return ExportKind(name, letter, f"-{name}", description, write, is_folder=True)


def _write_tables(exported: Exported, path: Path, replace: bool) -> int:
    require_parquet()
    from seq_tui.export.parquet import ParquetTables

    sequences, steps = BytesIO(), BytesIO()
    tables = ParquetTables(sequences.write, steps.write, exported.start, exported.weekend)
    tables.add(exported.sequence)
    tables.close()
    files = {"": {SEQUENCES_FILE: sequences.getvalue(), STEPS_FILE: steps.getvalue()}}
    return _write_folder(path, "parquet", exported, files, replace)


def _write_folder(path: Path, kind: str, exported: Exported, files: Files, replace: bool) -> int:
    """Write files into a folder, and remove those of an earlier export that this one has not.

    Args:
        path: the folder.
        kind: tells the files from those of other exports.
        exported: says which account they are of.
        files: the content of each file by its name, by the name of its subfolder.
        replace: whether the folder may be there already.

    Raises:
        AlreadyExistsError: it is, and may not.
        WriteError: it has files that are not from such an export, or cannot be written.
    """
    from seq_tui.export.manifest import Manifest

    if is_folder(path) and not replace:
        raise AlreadyExistsError(path, "there is a folder of that name")
    make_folder(path)
    manifests: dict[str, Manifest] = {}
    for folder, documents in files.items():
        make_folder(path / folder)
        manifests[folder] = manifest = Manifest(path / folder, kind, exported.source_info.name)
        digests = {name: sha256(each).hexdigest() for name, each in documents.items()}
        if manifest.check_replaceable(digests) or manifest.has_others(lambda _: True):
            reason = "it has files that are not from such an export"
            raise WriteError(path, reason, "Export to another folder.")
    for folder, documents in files.items():
        for name, each in documents.items():
            manifests[folder].write(name, exported.sequence.id, each)
        manifests[folder].remove_stale(is_whole=True, is_exact=True)
    return sum(len(each) for documents in files.values() for each in documents.values())


_TARGETS = {"Apollo": "a", "Salesloft": "e", "HubSpot": "u", "Outreach": "r"}
"""The names of the tools for people, in the order of `TARGET_NAMES`, and their letters."""


def _kinds() -> Iterable[ExportKind]:
    letters = {"text": "t", "json": "j", "markdown": "m", "mermaid": "g", "csv": "c", "tsv": "v"}
    yield from (_file_kind(letter, FORMATS[name]) for name, letter in letters.items())
    yield _file_kind("s", FORMATS["svg"])
    yield _file_kind("l", SLIDE)
    yield _file_kind("h", FORMATS["html"])
    yield ExportKind("book", "b", ".html", "a book to build it again from", _write_book)
    for (label, letter), name in zip(_TARGETS.items(), TARGET_NAMES, strict=True):
        yield _target_kind(name, label, letter)
    description = "two tables, which need the extra parquet"
    yield ExportKind("parquet", "p", "-tables", description, _write_tables, is_folder=True)


KINDS: Mapping[str, ExportKind] = MappingProxyType({each.name: each for each in _kinds()})
"""All by name, in the order in which they are offered."""
