"""The few pieces of HTML that the checklist is made of.

Colours keep a contrast of at least 7:1 with their ground (WCAG 2.1, AAA for text).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

STYLE = """\
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem 1.5rem 4rem; color: #1a1a1a;
  background: #fff; line-height: 1.7;
  font-family: "BIZ UDPGothic", "Yu Gothic UI", "Hiragino Sans", "Noto Sans CJK JP", sans-serif; }
h1 { font-size: 1.6em; margin: 1rem 0 0; }
h2 { font-size: 1.25em; margin: 2.5rem 0 .75rem; padding-bottom: .25rem;
  border-bottom: 3px solid #1f3a5f; }
h3 { font-size: 1.05em; margin: 1.5rem 0 .5rem; }
a { color: #123f7a; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0; }
dt { font-weight: 700; }
dd { margin: 0; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; font-size: .95em; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { border: 1px solid #767676; padding: .35rem .6rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
thead th { background: #e8edf3; }
tbody th { font-weight: 700; }
td p { margin: 0 0 .3rem; }
.time { font-variant-numeric: tabular-nums; overflow-wrap: normal; }
td.tick { text-align: center; }
ul.tick { list-style: none; margin: 0; padding: 0; }
.level { display: inline-block; margin-right: .6rem; padding: 0 .6rem; border: 1px solid #1a1a1a;
  border-radius: .2rem; font-size: .9em; }
.level.s3 { background: #8a1020; color: #fff; }
.level.s2 { background: #ffe699; }
.level.s1 { background: #fff; }
mark { background: #ffe699; color: inherit; padding: 0 .1em; }
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  a { color: inherit; text-decoration: none; }
  h2, h3 { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; break-after: avoid; }
  .level, thead th, mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def section(anchor: str, heading: str, inner: str) -> str:
    """Return a part of the page; *inner* is HTML already."""
    return (
        f'<section id="{anchor}" aria-labelledby="{anchor}-h">\n'
        f'<h2 id="{anchor}-h">{escape(heading)}</h2>\n{inner}</section>\n'
    )


def table(caption: str, heads: Mapping[str, int], rows: Iterable[Sequence[str]]) -> str:
    """Return a table.

    Args:
        caption: Read aloud before the table; the heading above it shows it to the eye.
        heads: The columns and their shares of the width in percent.
        rows: Cells that are HTML already.
    """
    columns = "".join(f'<col style="width:{share}%">' for share in heads.values())
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(row)}</tr>\n" for row in rows)
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<colgroup>{columns}</colgroup>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    )


def cell(inner: str, kind: str = "") -> str:
    """Return one cell of a table; *inner* is HTML already."""
    return f'<td class="{kind}">{inner}</td>' if kind else f"<td>{inner}</td>"


def paragraphs(lines: Sequence[str]) -> str:
    """Return a paragraph a line; *lines* are HTML already."""
    return "".join(f"<p>{line}</p>" for line in lines)
