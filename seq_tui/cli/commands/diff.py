"""``seq-tui diff``: what is different between two sequences."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.account_options import AccountChoice, account_options
from seq_tui.cli.accounts import required_account
from seq_tui.cli.as_of_option import as_of_option
from seq_tui.cli.creator_names import NAMED_FORMATS, CreatorNames
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.id_arguments import id_arguments
from seq_tui.cli.other_account import other_account_option, other_choice
from seq_tui.cli.start_options import parse_start_options, start_options
from seq_tui.cli.user_settings import require_right_settings, weekend_rule
from seq_tui.cli.weekend_option import weekend_option
from seq_tui.cli.width_option import width_option

if TYPE_CHECKING:
    from datetime import datetime

    from seq_tui.cli.accounts import Account
    from seq_tui.domain.comparison.compare import Comparison
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.comparison_text import Span
    from seq_tui.presentation.comparison_wording import Sides

TEXT, MARKDOWN, JSON = "text", "markdown", "json"

COLOURS = {
    "added": "green",
    "removed": "red",
    "changed": "yellow",
    "moved": "cyan",
    "moved_away": "cyan",
}
"""The colour of each change; its sign says the same."""


@examples(
    {
        "seq-tui diff 21132 21143": "two sequences of your account",
        "seq-tui diff 21132 21143 --start 'thu 15:00'": "and when each step happens",
        "seq-tui diff 21132 --archive acme.seqtui": "as it was saved, and as it is now",
        "seq-tui diff 21132 --archive acme.seqtui --with ~/new/acme.seqtui": "in two archives",
        "seq-tui diff 21132 --archive acme.seqtui --as-of 2026-10-01": "then, and when saved last",
        "seq-tui diff 21132 21143 --format markdown > a.md": "as tables in Markdown",
    }
)
@click.command("diff", cls=ExampleCommand)
@id_arguments
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice([TEXT, MARKDOWN, JSON]),
    default=TEXT,
    show_default=True,
    help="Format of the output.",
)
@other_account_option
@start_options
@width_option("one step a line, of any length")
@weekend_option
@as_of_option
@account_options
@click.pass_obj
def diff(
    choice: AccountChoice,
    ids: tuple[int, ...],
    format_name: str,
    other: str | None,
    when: str | None,
    zone: str | None,
) -> int:
    """Compare two sequences: their fields, and their steps one by one.

    The first ID is the old sequence, the second one the new. Both are read from one account, unless
    --with names that of the new one; with a single ID, the same sequence is read from both. A
    single ID of an archive is compared with your account, or with --as-of, with the archive as it
    was saved last.

    Before each step stands what became of it: + added, - removed, ~ changed, > moved to this place
    and < moved away from it. Ids, positions and times of updates are not compared. From 80 cells
    on, both sequences stand side by side.

    The exit code is 0 if the two are equal, and 1 if they differ.
    """
    settings = require_right_settings()
    start = parse_start_options(when, zone, TEXT, settings)
    weekend = weekend_rule(settings)
    other_account = other_choice(choice, other, ids)
    old = _Side(choice, required_account(choice))
    new = old if other_account is None else _Side(other_account, required_account(other_account))
    with_creators = format_name in NAMED_FORMATS
    sequences = asyncio.run(_read(old, new, ids, with_creators=with_creators))

    from seq_tui.domain.comparison.compare import compare

    comparison = compare(*sequences)
    output.write(_document(comparison, format_name, _sides(old, new), start, weekend))
    return exit_codes.FINE if comparison.is_equal else exit_codes.FOUND


class _Side(NamedTuple):
    """Where one of the two sequences is read."""

    choice: AccountChoice
    account: Account

    @property
    def name(self) -> str:
        """``acme.seqtui, saved 24 Nov 2026``."""
        info = self.account.source_info
        return ", ".join(filter(None, (info.profile or info.name, info.as_of)))


async def _read(
    old: _Side, new: _Side, ids: tuple[int, ...], *, with_creators: bool
) -> tuple[Sequence, Sequence]:
    """Both sequences, with the names of their creators if these are wanted and differ."""
    try:
        one = await old.account.source.get(ids[0])
        if new is not old:
            # What a message says of the token, if reading fails from here on.
            old.choice.credentials, old.choice.is_seen = new.choice.credentials, new.choice.is_seen
        other = await new.account.source.get(ids[-1])
        if with_creators and one.creator_id != other.creator_id:
            (one,) = await CreatorNames(old.account.source).add_to([one])
            (other,) = await CreatorNames(new.account.source).add_to([other])
        return one, other
    finally:
        await old.account.close()
        if new is not old:
            await new.account.close()


def _sides(old: _Side, new: _Side) -> Sides:
    from seq_tui.presentation.comparison_wording import Sides

    return Sides() if old is new else Sides(old.name, new.name)


def _document(
    comparison: Comparison,
    format_name: str,
    sides: Sides,
    start: datetime | None,
    weekend: WeekendRule,
) -> bytes:
    if format_name == JSON:
        from seq_tui.export.comparison_json import comparison_json
        from seq_tui.export.json import encode

        return encode(comparison_json(comparison, sides, start, weekend), indent=2) + b"\n"
    if format_name == MARKDOWN:
        from seq_tui.export.comparison_markdown import comparison_markdown

        return comparison_markdown(comparison, sides, start, weekend)

    from seq_tui.export.comparison_text import comparison_lines
    from seq_tui.presentation.glyphs import glyphs_for

    glyphs = glyphs_for(output.encoding())
    lines = comparison_lines(comparison, output.width(), sides, glyphs, start, weekend)
    return output.encode_lines("".join(map(_styled, line)) for line in lines)


def _styled(span: Span) -> str:
    """The text of a span, in the colour of its change where output has styles."""
    if span.change is None or not output.is_styled():
        return span.text
    return click.style(span.text, fg=COLOURS.get(span.change))
