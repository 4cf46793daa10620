"""What an e-mail template says."""

from __future__ import annotations

from typing import NamedTuple

from seq_tui.domain.html_text import html_to_text


class TemplateText(NamedTuple):
    """The words of an e-mail template, as somebody who can read them stored them.

    The service has no endpoint for them, so they come from files: a text, a Markdown or an HTML
    file, or an ``.eml`` that a mail program saved.
    """

    template_id: int
    subject: str
    """One line, without line breaks; empty if it is not known."""

    plain: str
    """The body as plain text, as received; empty if there is only `html`."""

    html: str
    """The body as HTML, as received and so hostile; empty if there is only `plain`."""

    added_by: str
    """Who stored it: the name of a user of a computer; empty if it is not known."""

    added_at: str
    """When it was stored: ISO 8601 in UTC."""

    origin: str = ""
    """The name of the file it was read from, without its folder; empty for standard input."""

    @property
    def readable(self) -> str:
        """The body as plain text, made from the HTML if the other is blank."""
        return self.plain if self.plain.strip() else html_to_text(self.html)

    @property
    def is_empty(self) -> bool:
        """Whether it has neither a subject nor a body."""
        return not (self.subject.strip() or self.readable.strip())
