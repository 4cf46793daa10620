"""Style sheets with the colours and fonts of pictures and pages, light and dark."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif'

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#ffffff",
        "ink": "#1b2230",
        "quiet": "#596273",
        "line": "#e2e6ec",
        "weekend": "#f0f2f6",
        "wait": "#b9c2d0",
        "email": "#2459d3",
        "reply": "#0b7a70",
        "task": "#b0530b",
        "unknown": "#596273",
    }
)
"""Text has a contrast of at least 4.5 on paper and on weekends (WCAG 2.2, 1.4.3)."""

DARK: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#14181f",
        "ink": "#e9ecf1",
        "quiet": "#a3adbb",
        "line": "#2b323d",
        "weekend": "#1f252e",
        "wait": "#566174",
        "email": "#86acff",
        "reply": "#4fd0c0",
        "task": "#f2b063",
        "unknown": "#a3adbb",
    }
)

_PICTURE = """
.sheet{{fill:{paper}}}
.sequence text{{fill:{ink}}}
.sequence .quiet,.sequence .head{{fill:{quiet}}}
.weekend{{fill:{weekend}}}
.rule{{stroke:{line}}}
.start{{stroke:{quiet}}}
.wait{{stroke:{wait}}}
.sequence .halo{{stroke:{paper}}}
.email{{fill:{email}}}
.reply{{fill:{reply}}}
.unknown{{fill:{unknown}}}
.mark .box{{fill:{paper};stroke:{task}}}
.mark .on{{stroke:{paper}}}
.sequence .mark text{{fill:{paper};stroke:none}}
"""

_SHAPES = f"""
.sequence text{{font:13px {FONT}}}
.sequence .name{{font-size:24px;font-weight:650}}
.sequence .small{{font-size:12px}}
.sequence .head{{font-size:11px;font-weight:600;letter-spacing:.04em}}
.sequence .strong{{font-weight:600}}
.sequence .mark text{{font-size:12px;font-weight:700}}
.rule{{stroke-width:1}}
.start{{stroke-width:1;stroke-dasharray:2 3}}
.wait{{stroke-width:4;stroke-linecap:round}}
.wait.open{{stroke-dasharray:1 7}}
.halo{{stroke-width:5;stroke-linejoin:round;paint-order:stroke}}
.mark .on{{fill:none;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}}
.mark .box{{stroke-width:2.2}}
"""

_VARIABLES = """
:root{{--paper:{paper};--ink:{ink};--quiet:{quiet};--line:{line};--band:{weekend};--link:{email}}}
"""

_PAGE = f"""
:root{{color-scheme:light dark}}
body{{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 {FONT}}}
main{{max-width:1000px;margin:0 auto;padding:2.5rem 2rem 4rem}}
h1,.name{{font-size:1.8rem;line-height:1.2;margin:0 0 .6rem;text-wrap:balance;
overflow-wrap:anywhere}}
.part{{font-size:1.15rem;margin:2.25rem 0 .5rem}}
p{{margin:.25rem 0}}
a{{color:var(--link)}}
.facts{{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;margin:.5rem 0;padding:0}}
.facts li{{background:var(--band);border-radius:99px;padding:.1rem .7rem;font-size:.9rem;
overflow-wrap:anywhere}}
.quiet{{color:var(--quiet);font-size:.9rem;overflow-wrap:anywhere}}
figure{{margin:0}}
.wide{{overflow-x:auto}}
.wide:focus-visible{{outline:2px solid var(--link);outline-offset:4px}}
figure svg{{display:block;width:100%;min-width:760px;height:auto}}
table{{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}}
caption{{text-align:left;color:var(--quiet);padding:0 0 .4rem}}
th,td{{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;
border-bottom:1px solid var(--line);font-weight:400;overflow-wrap:anywhere}}
thead th{{color:var(--quiet);font-weight:600;white-space:nowrap}}
th:last-child,td:last-child{{padding-right:0}}
.rank,.day{{text-align:right;white-space:nowrap}}
.when{{white-space:nowrap}}
.name-of{{width:34%}}
.group{{padding-top:1rem;font-weight:600}}
.value{{white-space:pre-wrap}}
code{{font:.95em ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}}
.sign{{width:18px;height:18px;vertical-align:-4px;margin-right:.5rem}}
nav ol{{padding-left:2rem}}
nav li{{margin:.35rem 0}}
article{{border-top:1px solid var(--line);margin-top:3rem;padding-top:2.5rem}}
main>article:only-child{{border:0;margin:0;padding:0}}
@media print{{body{{font-size:11pt}}main{{padding:0;max-width:none}}.back{{display:none}}
article{{break-before:page;border:0;margin:0;padding:0}}tr,figure{{break-inside:avoid}}
.wide{{overflow:visible}}figure svg{{min-width:0}}}}
"""


def picture_style() -> str:
    """Return the style sheet of a picture, light where dark mode is not supported."""
    return _SHAPES + for_both_schemes(_PICTURE)


def page_style() -> str:
    """Return the style sheet of a page and of the pictures in it."""
    return for_both_schemes(_VARIABLES) + _PAGE + picture_style()


def for_both_schemes(rules: str) -> str:
    """Fill in the light colours, and the dark ones for screens only: printed paper is light."""
    light, dark = rules.format_map(LIGHT), rules.format_map(DARK)
    return f"{light}@media screen and (prefers-color-scheme:dark){{{dark}}}\n"
