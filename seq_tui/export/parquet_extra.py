"""What must be known of Parquet before its library is imported, which the extra ``parquet`` has."""

from __future__ import annotations

from seq_tui.domain.failure import Cause, Failure, SourceError

SEQUENCES_FILE, STEPS_FILE = "sequences.parquet", "steps.parquet"
"""The names of the files of both tables."""


def require_parquet() -> None:
    """Check that the library is there, before anything is read.

    Raises:
        SourceError: the extra is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401 - only whether it can be imported
    except ImportError:
        message, advice = (
            "Parquet needs the package pyarrow",
            "Install it: pip install 'seq-tui[parquet]'",
        )
        raise SourceError(Failure(Cause.USAGE, message, advice)) from None
