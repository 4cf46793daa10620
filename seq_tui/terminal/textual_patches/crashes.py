"""Report an unhandled error of an app without printing anything.

Textual prints a traceback with the values of local variables (8.2.8), which may be a customer's
data or a token.

Needed until Textual has a public method to override for unhandled errors.
"""

from __future__ import annotations

from textual.app import App


class CrashReportingApp(App[None]):
    """An app that passes each unhandled error to `crash`, and ends."""

    def crash(self, error: Exception) -> None:
        """Report the error."""
        raise NotImplementedError

    def handle_error(self, error: Exception) -> None:
        """End because of an error that was raised outside of the event loop."""
        self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        super()._handle_exception(error)
        self.crash(error)

    def _fatal_error(self) -> None:
        self.panic()
