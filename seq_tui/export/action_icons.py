"""A mark for each kind of action, drawn as shapes because a font may lack its glyph."""

from __future__ import annotations

from seq_tui.domain.sequence import ActionKind
from seq_tui.export.markup import Markup, number, tag, text, void


def mark(kind: ActionKind, x: float, y: float) -> Markup:
    """Draw an envelope, a back arrow, an empty box or a question mark, 16 pixels wide, at a centre.

    Style sheets colour the classes ``mark`` and `kind`, and ``on`` for details on top of the shape.
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
