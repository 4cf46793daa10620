"""Kills processes that change the texts of an archive, and looks at what is left.

    python -m tests.archive.texts.killed_changes FOLDER KILLS

It prints a line for each kill after which something was lost, and how many kills there were in the
middle of a change. A process of its own, as it forks, which one with threads may not.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
from contextlib import closing
from pathlib import Path
from typing import NoReturn

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.texts.changes import changing_texts
from tests.archive.saved_items import demo_items, saved
from tests.archive.texts.text_samples import sample

TEMPLATES = 5
"""Templates that each change gives a text to."""


def change_for_ever(path: Path, first: int, done: int) -> NoReturn:
    """Store one text after another, and report the number of each that is stored."""
    number = first
    while True:
        with changing_texts(path) as changes:
            for template_id in range(1, TEMPLATES + 1):
                changes.put(sample(1)._replace(template_id=template_id, subject=str(number)))
        os.write(done, f"{number}\n".encode())
        number += 1


def kill_one(path: Path, first: int, after_s: float) -> tuple[int, bool]:
    """Kill a process some time after its first change; its last report, and if it left a copy."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        change_for_ever(path, first, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as reports:
        last = int(reports.readline())
        # Nothing becomes readable in that time but reports, which are read below.
        select.select([], [], [], after_s)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        # The last line may be cut off.
        lines = [line for line in reports.read().splitlines(keepends=True) if line.endswith(b"\n")]
    last = int(lines[-1]) if lines else last
    return last, path.with_name(f"{path.name}.texts").exists()


def state(path: Path) -> set[int]:
    """The numbers of the newest texts; an exception if the archive is not whole."""
    with closing(Archive.open(path)) as archive:
        archive.require_intact()
        texts = archive.texts_until(archive.template_ids_with_text())
        versions = [len(archive.text_versions(each)) for each in texts]
    numbers = {int(text.subject) for text in texts.values()}
    # Each version is there, and each change is there whole.
    assert len(texts) == TEMPLATES
    assert set(versions) == numbers
    return numbers


def main(folder: Path, kills: int) -> None:
    """Kill that many processes."""
    path = folder / "a.seqtui"
    saved(path, demo_items(20)).close()
    chance = random.Random(17)
    number, in_a_change, lost = 0, 0, 0
    for kill in range(kills):
        last, has_copy = kill_one(path, number + 1, chance.uniform(0, 0.05))
        in_a_change += has_copy
        found = state(path)
        if found not in ({last}, {last + 1}):
            lost += 1
            sys.stdout.write(f"kill {kill}: stored {last}, found {found}\n")
        (number,) = found
    sys.stdout.write(f"{kills} kills, {in_a_change} in a change, {lost} with a loss\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
