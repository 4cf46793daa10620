"""Tests of the store of a document's pieces, and of documents that are longer than its memory."""

from __future__ import annotations

import gc
import tempfile

import pytest

from seq_tui.domain.failure import SourceError
from seq_tui.export import spool
from seq_tui.export.formats import FORMATS, SLIDE
from seq_tui.export.spool import Spool
from tests.export.cases import CASES, write_all
from tests.presentation.sequences import START


def test_pieces_are_read_back_in_order_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MAX_MEMORY", 10)
    monkeypatch.setattr(spool, "CHUNK_SIZE", 7)
    store = Spool()
    pieces = [bytes([number]) * number for number in range(30)]
    for piece in pieces:
        store.write(piece)
    chunks = list(store.chunks())
    assert b"".join(chunks) == b"".join(pieces)
    assert max(map(len, chunks)) <= 7


def test_a_spool_that_is_dropped_closes_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MAX_MEMORY", 1)
    store = Spool()
    store.write(b"more than that")
    file = store._file
    del store
    gc.collect()
    assert file.closed


@pytest.mark.parametrize("name", ["html", "svg", "16:9"])
def test_a_long_document_is_written_in_chunks_of_a_limited_size(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    form = FORMATS.get(name, SLIDE)
    expected = write_all(form.new_document(START), [*CASES.values()] * 5)
    monkeypatch.setattr(spool, "MAX_MEMORY", 1)
    monkeypatch.setattr(spool, "CHUNK_SIZE", 10_000)
    document = form.new_document(START)
    assert {document.add(sequence) for sequence in [*CASES.values()] * 5} == {b""}
    chunks = list(document.end())
    assert b"".join(chunks) == expected
    assert max(map(len, chunks)) <= 10_000


def test_a_full_temporary_folder_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: object, _piece: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "write", full)
    with pytest.raises(SourceError, match="No space left on device · Set TMPDIR"):
        Spool().write(b"x")


def test_pieces_are_read_back_as_they_were_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MAX_MEMORY", 3)
    monkeypatch.setattr(spool, "CHUNK_SIZE", 2)
    pieces = [b"a", b"", b"longer", b"end"]
    store = Spool()
    for piece in pieces:
        store.write(piece)
    assert list(store.pieces(map(len, pieces))) == pieces
