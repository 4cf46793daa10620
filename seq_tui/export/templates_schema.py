"""The JSON Schema of what ``templates --format json`` writes, made from models of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from seq_tui.export.schema import DIALECT, Count, Open

if TYPE_CHECKING:
    from seq_tui.domain.json import Json


class UseJson(Open, title="Use of a template"):
    """A sequence that uses the template."""

    id: int | None
    """Null if it has no usable id."""

    name: str | None
    """As received; null if it has no name."""

    steps: Count
    """How many of its steps send the template."""

    replies: Count
    """How many of these send it as a reply."""


class TextJson(Open, title="Text of a template"):
    """What an archive keeps of a template, as somebody added it."""

    subject: str
    """Empty if it is not known."""

    plain: str
    """The body as plain text; empty if there is only HTML."""

    html: str
    """The body as HTML, as received, and so not safe to display; empty if there is none."""

    merge_tags: list[str]
    """The merge tags of subject and body, each once."""

    added_by: str
    """The name of the user who added it; empty if it is not known."""

    added_at: str
    """When: ISO 8601 in UTC."""

    origin: str
    """The name of the file it was read from; empty for standard input."""


class TemplateJson(Open, title="Template"):
    """One e-mail template."""

    email_template_id: int = Field(examples=[398744])
    steps: Count
    """How many steps send it, in all sequences."""

    replies: Count
    """How many of these send it as a reply."""

    sequences: list[UseJson]
    """The sequences that use it, in the order of the account."""

    text: TextJson | None = None
    """What it says; null if the archive does not know, and absent for any other account."""


class TemplatesJson(Open, title="Templates"):
    """The e-mail templates of sequences."""

    templates: list[TemplateJson]
    """Those that most sequences use come first."""

    sequences: Count
    """How many sequences were read."""

    sequences_without_steps: Count
    """How many of these came without their steps, so that their templates are not known."""

    steps_without_template_id: Count
    """How many steps send an e-mail without a usable id of a template."""

    templates_without_text: Count | None = None
    """How many templates have a text that the archive does not know; absent for other accounts."""


def templates_schema(title: str) -> dict[str, Json]:
    """The schema of the document."""
    schema = TemplatesJson.model_json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    del schema["title"]
    return {"$schema": DIALECT, "title": title} | schema | {"$defs": definitions}
