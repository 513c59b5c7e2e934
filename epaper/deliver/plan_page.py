"""The flatplan as an HTML page: thumbnails of the pages as they are printed, or a page and its
runners-up drawn as modules.
"""

from __future__ import annotations

import base64
import textwrap
from collections.abc import Mapping, Sequence
from html import escape

from epaper.deliver.html_table import table
from epaper.deliver.report_style import STYLE
from epaper.issue.explain import architecture_told, name_of
from epaper.issue.issue import Arrangement, Issue, PageGrid, PlacedModule, PlanSheet

LETTER = 0.5  # em: an average letter of a bold headline
MOST_LINES = 4
MORE = """
.pages{grid-template-columns:repeat(auto-fill,minmax(min(270px,100%),1fr))}
h1 span{white-space:nowrap}
figcaption{overflow-wrap:anywhere}
figure svg{width:100%;height:auto;display:block;background:#fff;color:#191817;
box-shadow:0 0 0 1px var(--line),0 6px 18px #0002}
svg rect{stroke:none;fill:#fff}svg .words{fill:url(#text);stroke:#8a857c;stroke-width:.8}
svg .picture{fill:#b9b3a7}svg .sold{fill:#ece8df;stroke:#8a857c}
svg path{stroke:#d5d0c6;stroke-width:3}
svg text{font-family:var(--serif);font-weight:700;fill:#191817}
figcaption ol{margin:6px 0 0;padding-left:20px;font:13px/1.45 var(--sans);color:var(--soft)}
figcaption small{display:block;font:12px/1.5 var(--mono);color:var(--soft);margin-top:6px}
"""


def plan_page(issue: Issue, pictures: Mapping[int, bytes]) -> str:
    """All pages of the issue; `pictures` are JPEGs by page number."""
    figures = "".join(_page(sheet, pictures.get(sheet.number)) for sheet in issue.sheets)
    return _html(issue, "", figures, _held(issue))


def runners_up_page(issue: Issue, sheet: PlanSheet, ways: Sequence[Arrangement]) -> str:
    """One page as it was laid out, then other ways, side by side."""
    figures = "".join(_way(issue, sheet, way) for way in ways)
    return _html(issue, f", page {sheet.number}", figures, "")


def _html(issue: Issue, which: str, figures: str, more: str) -> str:
    name = escape(issue.publication.name)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{name}, {issue.date}{which}</title>"
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{STYLE}{MORE}</style></head>\n"
        f"<body><header><p class=over>Flatplan</p><h1>{name}, <span>{issue.date}</span>{which}</h1>"
        "</header>"
        f"<main><section><div class=pages>{figures}</div></section>{more}</main></body></html>\n"
    )


def _held(issue: Issue) -> str:
    rows = [
        (f"<code>{escape(story.slug)}</code>", escape(story.reason))
        for story in issue.stories
        if story.status == "held"
    ]
    if not rows:
        return ""
    return f"<section><h2>Held</h2>{table('Stories held', ('Story', 'Why'), rows)}</section>"


def _page(sheet: PlanSheet, picture: bytes | None) -> str:
    source = "data:image/jpeg;base64," + base64.b64encode(picture or b"").decode("ascii")
    shown = f'<img src="{source}" alt="Page {sheet.number}">' if picture else ""
    told = f"costs {sheet.chosen.cost:.0f}" if sheet.chosen else sheet.kind
    head = f"<b>{sheet.number}</b> {escape(sheet.section or told)}"
    more = f" <i>{told}</i>" if told != (sheet.section or told).casefold() else ""
    stories = "".join(f"<li>{escape(slug)}" for slug in sheet.stories)
    booked = ", ".join(module.note for module in sheet.bookings)
    form = architecture_told(sheet)
    return (
        f"<figure>{shown}<figcaption>{head}{more}"
        f"{f'<ol>{stories}</ol>' if stories else ''}<small>{_terms(sheet.chosen)}</small>"
        f"{f'<small>{escape(form)}</small>' if form else ''}"
        f"{f'<small>advertisements {escape(booked)}</small>' if booked else ''}"
        "</figcaption></figure>"
    )


def _way(issue: Issue, sheet: PlanSheet, way: Arrangement) -> str:
    chosen = sheet.chosen or way
    modules = (*way.modules, *sheet.bookings)
    stories = "".join(f"<li>{escape(name_of(module))}" for module in way.modules)
    if way is chosen:
        head, line = f"<b>{sheet.number}</b> {escape(sheet.section)}", ""
        told = f"costs {way.cost:.0f}"
    else:
        head = f"<b>{sheet.number}</b> " + (f"runner-up {way.rank}" if way.rank else "the best")
        line = f"pages: {{{sheet.number}: {{runner_up: {way.rank}}}}}" if way.rank else ""
        told = f"costs {way.cost:.0f}, {way.cost - chosen.cost:+.0f}"
    return (
        f"<figure>{_drawing(issue, modules)}<figcaption>{head} <i>{told}</i><ol>{stories}</ol>"
        f"{f'<small>{escape(way.architecture)}</small>' if way.skeleton else ''}"
        f"<small>{_terms(way)}</small>{f'<small>plan.yaml: {line}</small>' if line else ''}"
        "</figcaption></figure>"
    )


def _terms(way: Arrangement | None) -> str:
    terms = way.terms if way else {}
    return escape(", ".join(f"{term} {value:.0f}" for term, value in terms.items() if value >= 0.5))


def _drawing(issue: Issue, modules: Sequence[PlacedModule]) -> str:
    """The page's modules with headlines, pictures and text as grey lines, as SVG in points."""
    grid = issue.grid
    heads = {story.slug: story.headline for story in issue.stories}
    lines = (
        f'<pattern id="text" width="9" height="{grid.leading:.1f}" patternUnits="userSpaceOnUse">'
        '<path d="M0 3H9"/></pattern>'
    )
    drawn = "".join(_module(grid, module, heads) for module in modules)
    size = f"0 0 {grid.trim.width:.0f} {grid.trim.height:.0f}"
    return (
        f'<svg viewBox="{size}" role="img" aria-label="Modules of the page">'
        f"<defs>{lines}</defs>{drawn}</svg>"
    )


def _module(grid: PageGrid, module: PlacedModule, heads: Mapping[str, str]) -> str:
    place = _place(grid, module.column, module.line, module.columns, lines=module.lines)
    kind = "sold" if module.kind == "advertisement" else "words"
    out = [f'<rect class="{kind}" {place}/>']
    out += [f'<rect class="picture" {_place(grid, *picture)}/>' for picture in module.pictures]
    known = module.kind in ("story", "jump") and module.slugs
    head = heads.get(module.slugs[0], "") if known else ""
    size = module.headline or 14.0
    x, y, width, _ = _rect(grid, module.column, module.line, module.columns, lines=module.lines)
    y = max([y, *(_foot(grid, p) for p in module.pictures if p[:2] == _corner(module))])
    lines = textwrap.wrap(head or name_of(module), max(4, int(width / size / LETTER)))[:MOST_LINES]
    out.append(
        f'<rect class="head" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{(len(lines) + 0.4) * size:.1f}"/>'
    )
    out += [
        f'<text x="{x + 2:.0f}" y="{y + (n + 0.9) * size:.0f}" font-size="{size:.0f}">'
        f"{escape(line)}</text>"
        for n, line in enumerate(lines)
    ]
    return f"<g>{''.join(out)}</g>"


def _corner(module: PlacedModule) -> tuple[int, int]:
    return module.column, module.line


def _foot(grid: PageGrid, place: tuple[int, int, int, int]) -> float:
    _, y, _, height = _rect(grid, *place)
    return y + height


def _place(grid: PageGrid, column: int, line: int, columns: int, lines: int) -> str:
    x, y, width, height = _rect(grid, column, line, columns, lines=lines)
    return f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'


def _rect(
    grid: PageGrid, column: int, line: int, columns: int, lines: int
) -> tuple[float, float, float, float]:
    area = grid.type_area
    one = (area.width - (grid.columns - 1) * grid.gutter) / grid.columns
    x = area.x + column * (one + grid.gutter)
    width = columns * one + (columns - 1) * grid.gutter
    return x, area.y + line * grid.leading, width, lines * grid.leading
