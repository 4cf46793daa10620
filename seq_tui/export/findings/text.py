"""Findings as text to read: a heading for each sequence, and a sentence for each finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from seq_tui.domain.checks.finding import Level
from seq_tui.presentation.findings import level_mark, message_text, sequence_text, step_text
from seq_tui.presentation.layout import cut, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seq_tui.domain.checks.finding import Finding
    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.checks.rule import Rule
    from seq_tui.export.findings.report import Totals
    from seq_tui.presentation.glyphs import Glyphs

LEVEL_WIDTH = max(map(len, Level))
STEP_WIDTH = len("step 10")

BESIDE = 80
"""From this width on, sentences stand beside their places, otherwise below."""

Paint: TypeAlias = Callable[[str, Level | None], str]
"""Gives a text the style of a level; that of a heading for `None`."""


def unpainted(text: str, _: Level | None) -> str:
    """The text alone."""
    return text


class TextReport:
    """Text for a terminal or a pipe.

    Args:
        glyphs: the signs that can be written.
        encoding: of the output; a character that it lacks becomes a question mark.
        width: cells in a line; `None` leaves lines as long as they are.
        paint: adds styles.
    """

    def __init__(
        self,
        glyphs: Glyphs,
        encoding: str = "utf-8",
        width: int | None = None,
        paint: Paint = unpainted,
    ) -> None:
        self._glyphs = glyphs
        self._encoding = encoding
        self._width = width
        self._paint = paint
        self._sequence: tuple[int | None, str | None] | None = None

    def begin(self) -> bytes:
        """Nothing."""
        return b""

    def add(self, findings: Iterable[Finding]) -> bytes:
        """Lines for each finding, after a heading if the sequence is another one."""
        lines: list[str] = []
        for finding in findings:
            sequence = (finding.sequence_id, finding.sequence_name)
            if sequence != self._sequence:
                lines += [""] if self._sequence is not None else []
                heading = sequence_text(finding)
                if self._width is not None:
                    heading = cut(heading, self._width, self._glyphs.ellipsis)
                lines.append(self._paint(heading, None))
                self._sequence = sequence
            lines += self._lines(finding)
        return "".join(f"{line}\n" for line in lines).encode(self._encoding, errors="replace")

    def end(self, _totals: Totals, /) -> bytes:
        """Nothing: how much was found is told on standard error."""
        return b""

    def _lines(self, finding: Finding) -> Iterator[str]:
        level = f"{level_mark(finding.level, self._glyphs)} {finding.level:{LEVEL_WIDTH}}"
        place = f"  {{}}  {step_text(finding):{STEP_WIDTH}}"
        sentence = f"{message_text(finding)} [{finding.rule}]"
        indent = len(place.format(level)) + 2
        painted = place.format(self._paint(level, finding.level))
        if self._width is None:
            yield f"{painted}  {sentence}"
            return
        if self._width < BESIDE:
            indent = 4
            yield painted.rstrip()
            lines = wrap(sentence, max(self._width - indent, 1))
        else:
            first, *lines = wrap(sentence, self._width - indent)
            yield f"{painted}  {first}"
        yield from (f"{'':{indent}}{line}" for line in lines)


def rule_lines(
    rules: Iterable[Rule], options: CheckOptions, width: int, paint: Paint = unpainted
) -> Iterator[str]:
    """The rules with the levels that hold, their reasons and doubts."""
    for rule in rules:
        level = options.level_of(rule)
        yield f"{paint(rule.id, None)}  {'off' if level is None else paint(level.value, level)}"
        for text in (f"{rule.title}.", rule.reason, f"Can be wrong: {rule.doubt}"):
            yield from (f"  {line}" for line in wrap(f"{text[0].upper()}{text[1:]}", width - 2))
        yield ""
