"""The flatplan as an HTML page: thumbnails of the pages as they would be printed, or a page and its
runners-up.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from epaper.deliver.report_style import STYLE


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A page as planned; `choice` is 0 for the layout that was chosen, else which runner-up this
    is.
    """

    number: int
    section: str
    picture: bytes  # JPEG
    stories: tuple[str, ...]
    cost: float = 0.0
    terms: Mapping[str, float] | None = None
    choice: int = 0
    locked: bool = False


def plan_page(title: str, sheets: Sequence[PlanSheet], held: Sequence[tuple[str, str]]) -> str:
    """One file that needs nothing else.  held: slug and reason."""
    kept = "".join(f"<tr><td><code>{escape(slug)}</code><td>{escape(why)}" for slug, why in held)
    waiting = (
        f"<section><h2>Held</h2><div class=scroll><table><tbody>{kept}</table></div></section>"
        if held
        else ""
    )
    best = sheets[0].cost if sheets else 0.0
    figures = "".join(_figure(sheet, best) for sheet in sheets)
    return (
        '<!doctype html>\n<html lang="en"><head><meta '
        f'charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><style>{STYLE}{MORE}</style></head>\n'
        f"<body><header><p class=over>Flatplan</p><h1>{escape(title)}</h1></header>"
        f"<main><section><div class=pages>{figures}</div></section>{waiting}</main></body></html>\n"
    )


MORE = """
.pages{grid-template-columns:repeat(auto-fill,minmax(270px,1fr))}
figcaption ol{margin:6px 0 0;padding-left:20px;font:13px/1.45 var(--sans);color:var(--soft)}
figcaption small{display:block;font:12px/1.5 var(--mono);color:var(--soft);margin-top:6px}
"""


def _figure(sheet: PlanSheet, best: float) -> str:
    source = "data:image/jpeg;base64," + base64.b64encode(sheet.picture).decode("ascii")
    name = f"Page {sheet.number}"
    head = f"<b>{sheet.number}</b> {escape(sheet.section)}"
    line = ""
    if sheet.choice:
        head = f"<b>{sheet.number}</b> runner-up {sheet.choice}"
        line = f"pages: {{{sheet.number}: {{runner_up: {sheet.choice}}}}}"
    told = f"costs {sheet.cost:.0f}" if sheet.terms else "locked" if sheet.locked else ""
    if sheet.choice:
        told += f", {sheet.cost - best:+.0f}"
    terms = ", ".join(
        f"{term} {value:.0f}" for term, value in (sheet.terms or {}).items() if value >= 0.5
    )
    stories = "".join(f"<li>{escape(slug)}" for slug in sheet.stories)
    return (
        f'<figure><img src="{source}" alt="{name}"><figcaption>{head} <i>{told}</i>'
        f"{f'<ol>{stories}</ol>' if stories else ''}<small>{escape(terms)}</small>"
        f"{f'<small>plan.yaml: {escape(line)}</small>' if line else ''}</figcaption></figure>"
    )
