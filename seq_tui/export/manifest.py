"""Which files of a folder an export wrote, so that the next one removes those that it left behind.

The manifest is a hidden file of JSON lines, one for each file: its name, its kind (such as
``.md``), the account and the id of its sequence, and a checksum. A line is appended before its file
is written, so that a killed export leaves no file that is unknown. Only a file whose contents are
as they were written is ever removed.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.export.files import (
    AlreadyExistsError,
    WriteError,
    atomic_write,
    check_target,
    translate_errors,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

NAME = ".seq-tui-manifest.jsonl"

MAX_SIZE = 100_000_000
"""Most bytes of a manifest that is read; a larger one is no manifest."""

MAX_LINE = 10_000
"""Most bytes of a line that is read; those that are written are shorter."""

MAX_FILE_NAME = 255
"""Most bytes of the name of a file in the usual file systems."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that an export wrote, or was about to write."""

    file: str
    kind: str
    account: str
    id: int | None
    sha256: str

    @property
    def is_valid(self) -> bool:
        """Whether it can be a file of ours in the folder, and no other."""
        if not self.file.isprintable() or len(self.file.encode()) > MAX_FILE_NAME:
            return False
        return self.file == Path(self.file).name and self.file[:1] not in ("", ".")


class StaleFiles(NamedTuple):
    """The names of the files of earlier exports that the last one has not replaced."""

    removed: list[str]
    changed: list[str]
    """Kept, since they are not as they were written."""

    doubtful: list[str]
    """Kept, since so many seem gone that this may be another account."""


class Manifest:
    """The files that exports of one kind and one account wrote into a folder.

    Args:
        folder: must exist.
        kind: the suffix of the files, or what else tells them from others.
        account: where the sequences come from.
    """

    def __init__(self, folder: Path, kind: str, account: str) -> None:
        self._path = folder / NAME
        self._folder = folder
        self._kind = kind
        self._account = account
        self._entries = list(_read(self._path))
        self._written: list[Entry] = []

    @property
    def has_files(self) -> bool:
        """Whether an earlier export of this kind and account wrote files."""
        return any((e.kind, e.account) == (self._kind, self._account) for e in self._entries)

    def has_others(self, is_kind: Callable[[str], bool]) -> bool:
        """Whether exports of other kinds or accounts wrote files, among the kinds chosen."""
        own = (self._kind, self._account)
        return any(is_kind(e.kind) and (e.kind, e.account) != own for e in self._entries)

    def check_free(self, names: Iterable[str]) -> None:
        """Check that no file of these names is anything but an unchanged one of an export.

        Raises:
            AlreadyExistsError: a file is.
        """
        for name in names:
            path = self._folder / name
            if os.path.lexists(path) and not self._is_ours(name):
                raise AlreadyExistsError(path, "there is a file of that name", "Move it away.")

    def check_replaceable(self, digests: Mapping[str, str]) -> list[str]:
        """Check that files may be written, before any is.

        Versions of this program that had no manifest left files that none lists. Where no export
        of this kind has left entries, such files are replaced.

        Args:
            digests: the checksum of each file that is to be written, by name.

        Returns:
            The names of the files that no export is known to have written.

        Raises:
            WriteError: a file was changed, or is from another program; or it is no ordinary file.
        """
        known: dict[str, set[str]] = {}
        for each in self._entries:
            known.setdefault(each.file, set()).add(each.sha256)
        has_entries = any(each.kind == self._kind for each in self._entries)
        unknown: list[str] = []
        for name, digest in digests.items():
            path = self._folder / name
            with translate_errors(path):
                check_target(path, replace=True)
            if not os.path.lexists(path) or self._is_unchanged(
                name, {digest, *known.get(name, ())}
            ):
                continue
            if has_entries:
                reason = "it was changed since it was exported, or is not from seq-tui"
                raise WriteError(path, reason, "Move it away, or export to another folder.")
            unknown.append(name)
        return unknown

    def _is_ours(self, name: str) -> bool:
        return self._is_unchanged(
            name, {each.sha256 for each in self._entries if each.file == name}
        )

    def write(self, name: str, sequence_id: int | None, document: bytes) -> None:
        """Write a file of the folder, and note it.

        Raises:
            WriteError: the file or the manifest cannot be written.
        """
        digest = sha256(document).hexdigest()
        entry = Entry(name, self._kind, self._account, sequence_id, digest)
        self._append(entry)
        self._written.append(entry)
        with atomic_write(self._folder / name, replace=True) as write:
            write(document)

    def remove_stale(self, *, is_whole: bool, is_exact: bool = False) -> StaleFiles:
        """Remove the files of earlier exports that this one would have replaced.

        They are those of sequences that have another name now and, if this export is of the whole
        account, those of sequences that are gone; but if most of the earlier ones seem gone, it is
        another account. The manifest is stored again.

        Args:
            is_whole: whether this export has every sequence of the account.
            is_exact: whether nothing of earlier exports may stay, however little this one has.
        """
        names = {each.file for each in self._written}
        ids = {each.id for each in self._written if each.id is not None}
        ours = [e for e in self._entries if (e.kind, e.account) == (self._kind, self._account)]
        earlier = {each.id for each in ours if each.id is not None}
        is_same = 2 * len(earlier & ids) >= len(earlier)
        stale: dict[str, set[str]] = {}
        doubtful: dict[str, None] = {}
        for each in ours:
            if each.file in names:
                continue
            if is_exact or each.id in ids or (is_whole and is_same):
                stale.setdefault(each.file, set()).add(each.sha256)
            elif is_whole and os.path.lexists(self._folder / each.file):
                doubtful[each.file] = None
        removed, kept = self._remove(stale)
        self._save([e for e in self._entries if e.file not in names and e.file not in stale])
        return StaleFiles(removed, kept, list(doubtful))

    def _remove(self, stale: Mapping[str, set[str]]) -> tuple[list[str], list[str]]:
        """Remove the files that have one of their checksums; which were removed, which are left."""
        removed: list[str] = []
        kept: list[str] = []
        for name, digests in stale.items():
            if self._is_unchanged(name, digests):
                with translate_errors(self._folder / name):
                    (self._folder / name).unlink()
                removed.append(name)
            elif os.path.lexists(self._folder / name):
                kept.append(name)
        return removed, kept

    def _save(self, others: list[Entry]) -> None:
        lines = "".join(_line(each) for each in [*others, *self._written])
        with atomic_write(self._path, replace=True) as write:
            write(lines.encode())

    def _append(self, entry: Entry) -> None:
        flags = (
            os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        )
        with translate_errors(self._path):
            descriptor = os.open(self._path, flags, 0o600)
            try:
                # A line that a killed export left unfinished ends here.
                os.write(descriptor, f"\n{_line(entry)}".encode())
            finally:
                os.close(descriptor)

    def _is_unchanged(self, name: str, digests: set[str]) -> bool:
        """Whether an ordinary file of that name has one of the checksums."""
        path = self._folder / name
        with translate_errors(path):
            try:
                if not stat.S_ISREG(path.lstat().st_mode):
                    return False
                with path.open("rb") as file:
                    return file_digest(file, "sha256").hexdigest() in digests
            except FileNotFoundError:
                return False


def _read(path: Path) -> Iterator[Entry]:
    """The valid entries of a manifest; a line of another form is none."""
    with translate_errors(path):
        try:
            status = path.lstat()
        except FileNotFoundError:
            return
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_SIZE:
            return
        lines = path.read_bytes().splitlines()
    for line in lines:
        entry = _entry(line)
        if entry is not None and entry.is_valid:
            yield entry


def _entry(line: bytes) -> Entry | None:
    if len(line) > MAX_LINE:
        return None
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    texts = [fields.get(name) for name in ("file", "kind", "account", "sha256")]
    number = fields.get("id")
    if not all(isinstance(each, str) for each in texts) or isinstance(number, bool):
        return None
    if not isinstance(number, int | None):
        return None
    file, kind, account, digest = map(str, texts)
    return Entry(file, kind, account, number, digest)


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=True) + "\n"
