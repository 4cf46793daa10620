"""An export as two Parquet tables in a folder."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.export.parquet_extra import SEQUENCES_FILE, STEPS_FILE
from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from seq_tui.cli.accounts import Account
    from seq_tui.cli.paginator import Paginator
    from seq_tui.cli.progress import Progress
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.parquet import ParquetTables


@dataclass(frozen=True, slots=True)
class ParquetJob:
    """What is exported; `write` writes it."""

    account: Account
    paginator: Paginator
    progress: Progress
    start: datetime | None
    weekend: WeekendRule

    def write(self, folder: Path) -> str:
        """Write both tables, each of which replaces an earlier one once both are complete.

        Returns:
            A line that reports it.
        """
        from seq_tui.export.files import atomic_write, make_folder
        from seq_tui.export.parquet import ParquetTables

        make_folder(folder)
        with (
            atomic_write(folder / STEPS_FILE, replace=True) as write_steps,
            atomic_write(folder / SEQUENCES_FILE, replace=True) as write_sequences,
            self.progress,
        ):
            tables = ParquetTables(write_sequences, write_steps, self.start, self.weekend)
            asyncio.run(self._write_to(tables))
        written = counted(self.paginator.count, "sequence")
        return f"{written} written to {folder}/: {SEQUENCES_FILE} and {STEPS_FILE}"

    async def _write_to(self, tables: ParquetTables) -> None:
        try:
            async for page in self.paginator.pages():
                for sequence in page:
                    tables.add(sequence)
            tables.close()
        finally:
            await self.account.close()
