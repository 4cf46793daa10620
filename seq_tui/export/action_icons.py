"""A drawn mark for each kind of action, for pictures that cannot trust a font to have its sign."""

from __future__ import annotations

from seq_tui.domain.sequence import ActionKind
from seq_tui.export.markup import Markup, number, tag, text, void


def mark(kind: ActionKind, x: float, y: float) -> Markup:
    """An envelope, an arrow back, an empty box or a question mark, 16 pixels wide around a point.

    Its colours are those of the classes ``mark`` and `kind`, and of what is drawn on it ``on``.
    """
    shapes = {
        ActionKind.EMAIL: (
            void("rect", x=-8, y=-6, width=16, height=12, rx=2),
            void("path", class_="on", d="M-6.5-4 0 1.5 6.5-4"),
        ),
        ActionKind.REPLY: (
            void("circle", r=8),
            void("path", class_="on", d="M4 4.5c1-5-2.5-5.5-7-5.5M-.5-4.5-4-1l3.5 3.5"),
        ),
        ActionKind.TASK: (void("rect", class_="box", x=-6.5, y=-6.5, width=13, height=13, rx=2.5),),
        ActionKind.UNKNOWN: (
            void("circle", r=8),
            tag("text", text("?"), class_="on", y=4.5, text_anchor="middle"),
        ),
    }
    return tag(
        "g", *shapes[kind], class_=f"mark {kind}", transform=f"translate({number(x)} {number(y)})"
    )
