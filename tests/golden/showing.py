"""What a case shows of the pages that were laid out: the dump, reduced to what it is about."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from epaper.layout.laid_out import LaidOut
from epaper.page.dump import dump_page
from epaper.page.marks import AdMark, Element, Fill, GlyphRun, Mark, Rule
from epaper.page.page import Page

LEADING = 10.8  # points, the shipped broadsheet's
INDENT = 60.0  # points: lines of one leg begin no further apart
BODY = re.compile(r"text  (?P<x>[\d.]+),(?P<y>[\d.]+)  \[(?P<story>[^:\]]+):(body|agate)( \d+)?\]")
FURNITURE = {Element.NAMEPLATE, Element.FOLIO, Element.SECTION_HEAD, Element.ADVERTISEMENT}
FOLDED = 4  # lines of one leg that are shown as they are; of more the first and the last


def show(
    laid: LaidOut,
    *pages: int,
    only: Collection[Element] = (),
    about: str = "",
    kinds: tuple[type[Mark], ...] = (),
    house: bool = False,
) -> str:
    """The dump of these pages (all of them by default), long legs folded: the stories and what
    parts them, or marks `only` of these elements, of the story it is `about`, or of these kinds.
    house: with the frame of the paper's own advertisements.
    """
    wanted = pages or tuple(page.number for page in laid.pages)
    reduced = [
        _reduced(page, only, about, kinds) if house else _reduced(_plain(page), only, about, kinds)
        for page in laid.pages
        if page.number in wanted
    ]
    return "\n".join(folded(dump_page(page)) for page in reduced if page.marks or page.modules)


def told(laid: LaidOut) -> str:
    """What became of each story, and what the desk is told."""
    lines = [
        "  ".join(t for t in (p.slug, p.status, ", ".join(map(str, p.pages)), p.reason) if t)
        for p in laid.placements
    ]
    lines += [f"{f.severity.name.lower()}  {f.rule}  {f}" for f in laid.findings]
    return "\n".join(lines) + "\n"


def folded(text: str) -> str:
    """Runs of body lines of one leg, all but the first and the last counted and not shown."""
    found: list[str] = []
    leg: list[str] = []
    for line in [*text.split("\n"), ""]:
        if leg and not _same_leg(leg[-1], line):
            found += leg if len(leg) <= FOLDED else [leg[0], f"  {len(leg) - 2} lines", leg[-1]]
            leg = []
        if BODY.match(line):
            leg.append(line)
        else:
            found.append(line)
    return "\n".join(found[:-1])


def _same_leg(before: str, line: str) -> bool:
    """Both are lines of one story, one under the other without a blank line between."""
    one, other = BODY.match(before), BODY.match(line)
    return (
        one is not None
        and other is not None
        and one["story"] == other["story"]
        and abs(float(one["x"]) - float(other["x"])) < INDENT
        and 0 < float(other["y"]) - float(one["y"]) <= LEADING + 0.15
    )


def _plain(page: Page) -> Page:
    """The page without what is drawn in the paper's own advertisements; the modules remain."""
    own = [m.rect for m in page.modules if m.kind == "advertisement" and m.note.startswith("house")]

    def within(mark: Mark) -> bool:
        x, y = (mark.x, mark.y) if isinstance(mark, GlyphRun) else _corner(mark)
        return any(r.x - 1 <= x <= r.right + 1 and r.y - 1 <= y <= r.bottom + 1 for r in own)

    marks = tuple(
        mark
        for mark in page.marks
        if mark.origin.element is not Element.ADVERTISEMENT
        or isinstance(mark, AdMark)
        or not within(mark)
    )
    return replace(page, marks=marks)


def _corner(mark: Mark) -> tuple[float, float]:
    match mark:
        case Rule(x0, y0):
            return x0, y0
        case Fill(rect):
            return rect.x, rect.y
    raise AssertionError(f"{mark} in an advertisement")


def _reduced(
    page: Page, only: Collection[Element], about: str, kinds: tuple[type[Mark], ...]
) -> Page:
    wanted = only or (set(Element) - FURNITURE if not kinds else set(Element))
    marks = tuple(
        mark
        for mark in page.marks
        if mark.origin.element in wanted
        and (not about or mark.origin.story == about)
        and (not kinds or isinstance(mark, kinds))
    )
    modules = tuple(module for module in page.modules if not about or module.story == about)
    return replace(page, marks=marks, modules=modules)
