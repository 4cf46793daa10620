"""The style sheet and the script of a book in HTML."""

from __future__ import annotations

from seq_tui.export.stylesheet import for_both_schemes, picture_style

_VARIABLES = """
:root{{--paper:{paper};--ink:{ink};--quiet:{quiet};--line:{line};--band:{weekend};--link:{email};
--warn:{task};--good:{reply}}}
"""

_FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif'
_SERIF = 'Charter,"Bitstream Charter","Iowan Old Style",Georgia,"DejaVu Serif",serif'

_BOOK = f"""
:root{{color-scheme:light dark}}
*{{box-sizing:border-box}}
body{{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 {_FONT}}}
main{{max-width:824px;margin:0 auto;padding:4rem 2rem 6rem}}
h1,h2,h3,h4{{line-height:1.25;text-wrap:balance;overflow-wrap:anywhere}}
h1{{font:600 2.6rem/1.15 {_SERIF};margin:0 0 1rem;letter-spacing:-.01em}}
h2{{font:600 1.7rem/1.2 {_SERIF};margin:0 0 .75rem}}
.part{{font:inherit;font-size:.8rem;font-weight:650;letter-spacing:.07em;text-transform:uppercase;
color:var(--quiet);margin:2rem 0 .6rem}}
p{{margin:.3rem 0}}
a{{color:var(--link);text-underline-offset:.15em}}
.kicker{{font-size:.8rem;font-weight:650;letter-spacing:.09em;text-transform:uppercase;
color:var(--quiet);margin:0 0 .75rem}}
.account{{font-size:1.25rem}}
.quiet{{color:var(--quiet);font-size:.9rem;overflow-wrap:anywhere}}
.tiles{{display:flex;flex-wrap:wrap;gap:1.5rem 2.5rem;margin:2.5rem 0;padding:1.5rem 0;
border:solid var(--line);border-width:1px 0}}
.tiles div{{display:flex;flex-direction:column-reverse}}
.tiles dt{{font-size:.85rem;color:var(--quiet)}}
.tiles dd{{margin:0;font:600 1.7rem/1.2 {_SERIF};font-variant-numeric:tabular-nums}}
.progress{{color:var(--good);font-weight:600}}
section,article{{margin-top:4rem;padding-top:3rem;border-top:1px solid var(--line)}}
section section,.cover{{margin:0;padding:0;border:0}}
.alone{{margin-top:2rem;padding:0;border:0}}
.advice li{{margin:.5rem 0;padding-left:.4rem}}
.contents{{list-style:none;margin:0;padding:0}}
.contents li{{display:flex;gap:.75rem;padding:.3rem 0;break-inside:avoid;align-items:baseline}}
.contents .number{{flex:none;width:2.4rem;text-align:right;color:var(--quiet);
font-variant-numeric:tabular-nums}}
.contents .what{{min-width:0;overflow-wrap:anywhere}}
.contents .about{{display:block;font-size:.85rem;color:var(--quiet)}}
.lack{{color:var(--warn)}}
figure{{margin:0}}
.wide{{overflow-x:auto}}
.wide:focus-visible,input:focus-visible,a:focus-visible{{outline:2px solid var(--link);
outline-offset:3px}}
.picture svg{{display:block;width:100%;min-width:620px;height:auto}}
table{{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}}
caption{{text-align:left;color:var(--quiet);padding:0 0 .5rem}}
th,td{{text-align:left;vertical-align:top;padding:.55rem 1rem .55rem 0;
border-bottom:1px solid var(--line);font-weight:400;overflow-wrap:anywhere}}
thead th{{color:var(--quiet);font-weight:600;font-size:.85rem;white-space:nowrap}}
tbody th{{font-weight:600}}
th:last-child,td:last-child{{padding-right:0}}
.tick{{width:3.2rem}}
.set{{table-layout:fixed}}.set .tick{{width:3.4rem}}.set thead th:nth-child(2){{width:21%}}
.blank{{width:26%}}
input{{appearance:none;flex:none;width:1.15rem;height:1.15rem;margin:.15rem 0 0;
border:2px solid var(--quiet);border-radius:.28rem;background:var(--paper);cursor:pointer;
display:inline-grid;place-content:center;vertical-align:-.2rem}}
input:checked{{background:var(--good);border-color:var(--good)}}
input:checked::after{{content:"";width:.3rem;height:.6rem;margin-top:-.12rem;rotate:45deg;
border:solid var(--paper);border-width:0 2.5px 2.5px 0}}
label{{cursor:pointer}}
.steps{{list-style:none;margin:0;padding:0}}
.step{{padding:1.1rem 0 1.3rem;border-top:1px solid var(--line)}}
.step:first-child{{border-top:0;padding-top:.3rem}}
.step header{{display:flex;gap:.8rem;align-items:flex-start}}
.step .what{{flex:1;margin:0;font:inherit;font-size:1.05rem;font-weight:650}}
.body:first-child{{margin-top:0}}
.step .rank{{color:var(--quiet);font-weight:400;margin-right:.5rem;
font-variant-numeric:tabular-nums}}
.step .day{{flex:none;color:var(--quiet);font-variant-numeric:tabular-nums}}
.sign{{width:18px;height:18px;vertical-align:-4px;margin-right:.5rem}}
.step:has(:checked) .what{{color:var(--quiet)}}
.under{{margin-left:1.95rem}}
.facts{{display:flex;flex-wrap:wrap;gap:.4rem 1.8rem;
margin:.55rem 0 0;font-size:.9rem}}
.facts dt{{font-size:.78rem;color:var(--quiet)}}
.facts dd{{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}}
.words{{margin-top:.9rem;border-left:3px solid var(--link);background:var(--band);
padding:.9rem 1.2rem 1rem;border-radius:0 .4rem .4rem 0;box-decoration-break:clone;
-webkit-box-decoration-break:clone}}
.words.asked{{border-color:var(--warn)}}
.words.lacking{{background:none;border:1.5px dashed var(--warn);border-radius:.4rem}}
.subject{{font-weight:650;overflow-wrap:anywhere}}
.body{{margin-top:.6rem;white-space:pre-wrap;overflow-wrap:anywhere;font:1rem/1.55 {_SERIF}}}
mark{{background:none;color:inherit;border-bottom:2px solid var(--link)}}
.from{{margin-top:.7rem;font-size:.82rem;color:var(--quiet)}}
.banner,.remarks{{border-left:3px solid var(--warn);padding:.1rem 0 .1rem 1rem;margin:1rem 0;
list-style:none}}
.remarks li{{margin:.25rem 0;overflow-wrap:anywhere}}
code{{font:.92em ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}}
.unknown>li{{margin:.7rem 0}}
.back{{margin-top:2rem;font-size:.9rem}}
@media (forced-colors:active){{input{{appearance:auto}}}}
@media (min-width:720px){{.contents.many{{columns:2;column-gap:2.5rem}}}}
@media (max-width:560px){{main{{padding:2rem 1.1rem 4rem}}h1{{font-size:2rem}}
.tiles{{gap:1.1rem 1.8rem}}.under{{margin-left:0}}
.stack thead{{display:none}}.stack tr{{display:grid;padding:.8rem 0;
grid-template-columns:2rem 1fr;border-bottom:1px solid var(--line)}}
.stack th,.stack td{{display:block;border:0;width:auto;padding:.15rem 0;grid-column:2}}
.stack td.tick{{grid-column:1;grid-row:1;width:auto}}
.set td:nth-child(3)::before{{content:"In Sell: ";color:var(--quiet)}}
.set td:nth-child(4)::before{{content:"In the next tool: ";color:var(--quiet)}}}}
"""

_PRINT = f"""
@page{{margin:18mm 17mm 20mm;@bottom-left{{content:"{{footer}}";font:8pt {_FONT};color:#596273}}
@bottom-right{{content:counter(page) " / " counter(pages);font:8pt {_FONT};color:#596273}}}}
@page:first{{@bottom-left{{content:none}}@bottom-right{{content:none}}}}
@media print{{:root{{color-scheme:light}}body{{font-size:10pt;line-height:1.4}}
main{{padding:0;max-width:none}}
section,article{{break-before:page;border:0;margin:0;padding:0}}
section section,.cover{{break-before:auto}}
.cover{{padding-top:45mm}}.back,.progress{{display:none}}
h2,h3,h4,.step header,.under .facts,.subject,caption{{break-after:avoid}}
.alone,.flow{{break-before:auto;margin-top:2.5rem}}tr,figure,.step.whole,.facts,.remarks,
.advice li{{break-inside:avoid}}.step{{padding:.8rem 0 1rem}}
.words{{padding:.6rem 1rem .7rem;margin-top:.6rem}}
.body{{font-size:10.5pt;line-height:1.4}}
.body{{orphans:3;widows:3}}.wide{{overflow:visible}}.picture svg{{min-width:0}}
.contents.many{{columns:2;column-gap:10mm}}a{{color:inherit;text-decoration:none}}
.from{{break-before:avoid}}.words,input,.weekend,svg{{print-color-adjust:exact;-webkit-print-color-adjust:exact}}}}
"""

SCRIPT = """
const boxes=document.querySelectorAll("input[type=checkbox]");
const line=document.querySelector(".progress");
const book="seq-tui book: "+document.body.dataset.book+" ";
function count(){const done=[...boxes].filter(box=>box.checked).length;
line.textContent=done+" of "+boxes.length+" boxes ticked, which this browser remembers"}
try{for(const box of boxes){box.checked=localStorage.getItem(book+box.name)!==null;
box.addEventListener("change",()=>{if(box.checked)localStorage.setItem(book+box.name,"1");
else localStorage.removeItem(book+box.name);count()})}
line.hidden=false;count()}catch(error){console.info("Ticks are not remembered: "+error)}
"""
"""Remembers ticks in the browser, where it can: without it, they last until the page is closed."""


def book_style(footer: str) -> str:
    """The style sheet of a page of a book.

    Args:
        footer: what stands at the foot of each printed page.
    """
    return (
        for_both_schemes(_VARIABLES)
        + _BOOK
        + picture_style()
        + _PRINT.replace("{footer}", _css_text(footer))
    )


def _css_text(text: str) -> str:
    """A text within a string of CSS that stands in HTML: anything but plain letters as its code."""
    return "".join(
        character if character.isascii() and character.isalnum() else f"\\{ord(character):x} "
        for character in text
    )
