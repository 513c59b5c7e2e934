"""Tables of the HTML pages: cells are HTML, numbers stand to the right, and on a narrow screen
each row folds into a card that names every cell by its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

_TAG = re.compile(r"<[^>]*>")


def table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[object]], kind: str = ""
) -> str:
    """A table in a frame that scrolls where it has to.  `caption`: plain text, for readers that
    hear the page.  A column in which nothing stands is left out.

    The roles are written out because a table that CSS folds loses its own.
    """
    kept = [i for i in range(len(heads)) if not rows or any(str(row[i]) != "" for row in rows)]
    right = {i for i in kept if rows and all(_is_number(row[i]) for row in rows)}
    head = "".join(
        f'<th role="columnheader" scope="col"{_mark(i in right)}>{heads[i]}</th>' for i in kept
    )
    body = "".join(
        '<tr role="row">' + "".join(_cell(heads[i], row[i], i in right) for i in kept) + "</tr>"
        for row in rows
    )
    told = escape(caption)
    return (
        f'<div class="scroll {kind}" role="region" aria-label="{told}" tabindex="0">'
        f'<table role="table"><caption>{told}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _cell(head: str, cell: object, number: bool) -> str:
    text = f"{cell:,}" if isinstance(cell, int) else str(cell)
    label = f' data-label="{escape(_TAG.sub("", head), quote=True)}"' if head else ""
    empty = " data-empty" if text == "" else ""
    return f'<td role="cell"{_mark(number)}{label}{empty}><div>{text}</div></td>'


def _mark(number: bool) -> str:
    return " class=n" if number else ""


def _is_number(cell: object) -> bool:
    if isinstance(cell, int):
        return True
    text = str(cell).removesuffix("%").removesuffix(" s").lstrip("+−-")
    return text.replace(",", "").replace(".", "").isdigit()
