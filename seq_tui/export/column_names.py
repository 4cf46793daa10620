"""The names of the columns of a list, for help and completion, which load nothing else."""

from __future__ import annotations

COLUMN_NAMES = (
    *("id", "name", "steps", "length", "days", "emails", "replies", "tasks", "gap"),
    *("creator", "created", "updated", "deleted"),
)
"""Every column of `seq_tui.export.list_table.LIST_COLUMNS`, in order."""

DEFAULT_COLUMNS = ("id", "name", "steps", "length", "days", "updated")
"""The columns of a list by default."""
