"""The ``README.md`` of the folder: what is in it, and how to send it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.export.markdown import escape
from seq_tui.presentation.wording import counted
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from seq_tui.export.moving.built import Target
    from seq_tui.export.moving.loss_report import Totals

OTHERS = """\
Then all others. What was sent is moved to `sent/`, and not sent again after another export, unless
its sequence was renamed in Sell:

```sh
for file in sequences/*.json; do send "$file" || break; done
```"""
"""How the function ``send`` sends all sequences."""


def readme(target: Target, account: str, totals: Totals, example: str) -> bytes:
    """The document.

    Args:
        target: the tool.
        account: where the sequences come from.
        totals: what was written.
        example: the name of a file of a sequence; empty if there is none.
    """
    lines = [
        f"# Zendesk Sell sequences for {target.label}",
        "",
        f"{counted(totals.sequences, 'sequence')} with {counted(totals.steps, 'step')} from"
        f" {escape(sanitize(account))}, written by seq-tui, which has sent nothing to"
        f" {target.label}.",
        "",
        "| Path | Holds |",
        "|---|---|",
        "| `losses.md`, `losses.json` | what is lost, what was assumed, how the dates differ |",
        "| `sequences/` | a file for each sequence, named by its id and name in Sell |",
    ]
    if target.build_template is not None:
        lines.append("| `templates/` | a file for each template, named by its id in Sell |")
    tools = "curl" if target.build_template is None else "curl and jq"
    lines += ["", *_warnings(target, totals), "", "## How to send it", ""]
    lines += [f"The lines to copy are for bash with {tools}, in this folder.", ""]
    sending = target.sending.replace("{others}", OTHERS)
    lines.append(sending.replace("{example}", example or "FILE.json"))
    return "\n".join(lines).encode()


def _warnings(target: Target, totals: Totals) -> list[str]:
    lines = ["Read `losses.md` first. Nothing here is active, and no file holds a token."]
    if totals.missing_texts:
        lines += [
            "",
            f"**Without a text: {totals.missing_texts:,} of"
            f" {counted(len(totals.templates), 'template')}.** Their e-mails say so instead. Store"
            " the texts with `seq-tui templates import FOLDER --archive FILE`, and export again.",
        ]
    if tags := totals.unmapped_tags:
        lines += [
            "",
            f"**Merge tags written as in Sell: {len(tags):,}.** {target.label} knows other names."
            " `seq-tui templates tags --format toml --archive FILE > tags.toml` lists them; say"
            " there what each is, and export again with `--tags tags.toml`.",
        ]
    if target.open_questions:
        lines += [
            "",
            f"**This is a beta**, as {target.label}'s interface is. It was never tried against an"
            " account. Open questions:",
            "",
            *(f"- {escape(each)}" for each in target.open_questions),
        ]
    else:
        lines += ["", "It follows the vendor's description, and was not tried against an account."]
    return lines
