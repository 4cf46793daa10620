"""Random items through archive, server and archive: ``python -m tests.bench.lossless 100000``."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.archive.test_bytes import assert_lossless
from tests.json_texts import random_items


def main(count: int) -> None:
    texts = random_items(seed=count, count=count)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(assert_lossless(texts, Path(folder)))
    seconds = time.monotonic() - start
    size = sum(map(len, texts)) / 1e6
    sys.stdout.write(f"{count:,} items, {size:.0f} MB: the same twice, in {seconds:.0f} s\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
