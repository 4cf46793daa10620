"""Tests of ``--output`` with a pipe, a device or an open descriptor, and of ``--bom``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main
from seq_tui.cli.output_stream import output_stream
from tests.fake_source import NO_ANSWER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import OwnAccount

BOM = b"\xef\xbb\xbf"


def export(target: Path | str, *arguments: str, form: str = "json") -> int:
    return main(["export", "--format", form, "--output", str(target), *arguments])


@contextmanager
def reading(path: Path) -> Iterator[list[bytes]]:
    """Read a pipe in a thread; what was read is in the list after the block."""
    found: list[bytes] = []
    thread = Thread(target=lambda: found.append(path.read_bytes()))
    thread.start()
    yield found
    thread.join()


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "html"])
def test_a_named_pipe_is_written_and_stays_a_pipe(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path, form: str
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with reading(pipe) as found:
        assert export(pipe, "Sequence 34", form=form) == 0
    assert export(tmp_path / "file", "Sequence 34", form=form) == 0
    assert found == [(tmp_path / "file").read_bytes()]
    assert pipe.is_fifo()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "pipe"]
    told = capsys.readouterr().err.splitlines()
    assert told[0] == f"seq-tui: 6 sequences written to {pipe}"


@pytest.mark.parametrize("path", ["/dev/fd/{}", "/proc/self/fd/{}"])
def test_an_open_descriptor_is_written_where_it_stands_and_stays_open(
    account: OwnAccount, tmp_path: Path, path: str
) -> None:
    with (tmp_path / "log").open("wb") as file:
        file.write(b"before\n")
        file.flush()
        assert export(path.format(file.fileno()), "id:1001", form="jsonl") == 0
        file.write(b"after\n")
    first, line, last = (tmp_path / "log").read_bytes().splitlines()
    assert (first, json.loads(line)["id"], last) == (b"before", 1001, b"after")


@pytest.mark.parametrize("path", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_every_name_of_standard_output_means_it(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    assert export(path, "id:1001", form="jsonl") == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["id"] == 1001
    assert err == "seq-tui: 1 sequence written to standard output\n"


def test_a_shell_may_redirect_standard_output_to_a_file_and_substitute_a_process(
    tmp_path: Path,
) -> None:
    script = (
        "import sys; from seq_tui.cli.main import main\n"
        "sys.exit(main(['export', '--demo', 'id:21132', '--format', 'jsonl', *sys.argv[1:]]))\n"
    )
    command = f'"{sys.executable}" -c "$0" --output'
    shell = (
        f"echo first > {tmp_path}/a && {command} /dev/stdout >> {tmp_path}/a"
        f" && {command} >(cat > {tmp_path}/pipe; echo done > {tmp_path}/done) && wait $!"
    )
    run = subprocess.run(["bash", "-c", shell, script], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    first, line = (tmp_path / "a").read_text().splitlines()
    assert (first, json.loads(line)["id"]) == ("first", 21132)
    assert (tmp_path / "pipe").read_text() == f"{line}\n"


def test_a_document_that_is_not_whole_is_not_written_to_a_pipe(
    account: OwnAccount, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    account.source.later_failures = [NO_ANSWER]
    with reading(pipe) as found:
        assert export(pipe) == 3
    assert found == [b""]


def test_a_reader_that_leaves_is_no_failure(account: OwnAccount, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert export(f"/dev/fd/{writer}") == 0
    finally:
        os.close(writer)


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/dev/full", "no space left on device"), ("/dev/fd/999999", "bad file descriptor")],
)
def test_a_stream_that_cannot_be_written_is_exit_code_6(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], path: str, reason: str
) -> None:
    assert export(path, "id:1001") == 6
    assert capsys.readouterr().err == f"seq-tui: {path} cannot be written: {reason}.\n"


def test_files_and_block_devices_are_no_streams(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")
    for path in (tmp_path, tmp_path / "file", tmp_path / "link", tmp_path / "none", "a\0b"):
        assert output_stream(str(path)) is None
    assert output_stream("/dev/null/") is None
    assert output_stream("/dev/null") is not None


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_byte_order_mark_begins_each_document_once(
    account: OwnAccount, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, form: str
) -> None:
    assert export(tmp_path / "a", "--bom", form=form) == 0
    assert export(tmp_path / "b", form=form) == 0
    plain = (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").read_bytes() == BOM + plain
    assert export(f"{tmp_path}/each/", "--bom", "Sequence 34", form=form) == 0
    each = [path.read_bytes() for path in (tmp_path / "each").glob("[0-9]*")]
    assert [data.count(BOM) for data in each] == [1] * 6
    assert all(data.startswith(BOM + b"sequence_id") for data in each)


@pytest.mark.parametrize("command", [["list", "id:1001"], ["show", "1001"]])
def test_list_and_show_write_the_mark_too(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main([*command, "--format", "csv", "--bom"]) == 0
    marked = capsys.readouterr().out
    assert main([*command, "--format", "csv"]) == 0
    assert marked == "\ufeff" + capsys.readouterr().out


@pytest.mark.parametrize("command", [["list"], ["show", "1001"], ["export", "--output", "x.json"]])
def test_other_formats_have_no_mark(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main([*command, "--bom"]) == 2
    assert "--bom needs --format csv or tsv." in capsys.readouterr().err
    assert account.source.requested == []
