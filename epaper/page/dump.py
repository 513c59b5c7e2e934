"""A page as readable text, for golden tests and for looking at what was placed where.

One line a mark in the order of painting, in points with one decimal from the top left of the trim;
the runs of one line are joined, and one that stands apart from the run before it has its x before
it.  No paths of files appear, so a dump is the same on every machine.
"""

from __future__ import annotations

from itertools import groupby, pairwise

from epaper.geometry import Rect
from epaper.page.marks import AdMark, Fill, GlyphRun, Link, Mark, Origin, PictureMark, Polygon, Rule
from epaper.page.page import Page


def dump_page(page: Page) -> str:
    """The page, its modules and its marks, a line each, ending in a line break."""
    lines = [
        f"page {page.number} {_number(page.size.width)} x {_number(page.size.height)} "
        f"{page.section}".rstrip()
    ]
    lines += [
        _join(f"module {module.kind}", _rect(module.rect), module.story, module.note)
        for module in page.modules
    ]
    for _, marks in groupby(page.marks, key=_line):
        lines.append(_dump(list(marks)))
    return "\n".join(lines) + "\n"


def _line(mark: Mark) -> tuple[object, ...]:
    """Marks with the same key share a line of the dump: runs on one baseline of one element."""
    return (mark.y, mark.origin.whole) if isinstance(mark, GlyphRun) else (id(mark),)


def _dump(marks: list[Mark]) -> str:
    match marks[0]:
        case GlyphRun():
            return _text([mark for mark in marks if isinstance(mark, GlyphRun)])
        case Rule() as rule:
            ends = f"{_point(rule.x0, rule.y0)} -> {_point(rule.x1, rule.y1)}"
            dash = f"dash {' '.join(_number(part) for part in rule.dash)}" if rule.dash else ""
            return _join("rule", ends, f"{rule.weight:g} {rule.colour}", dash, _origin(rule.origin))
        case Fill() as fill:
            return _join("fill", _rect(fill.rect), fill.colour, _origin(fill.origin))
        case Polygon() as polygon:
            points = " ".join(_point(x, y) for x, y in polygon.points)
            paint = (
                f"fill {polygon.fill or 'none'} stroke {polygon.stroke or 'none'} "
                f"{polygon.weight:g}"
            )
            shape = "polygon" if polygon.closed else "polyline"
            return _join(shape, points, paint, _origin(polygon.origin))
        case PictureMark() as picture:
            crop = " ".join(f"{edge:.3f}" for edge in picture.crop)
            facts = f"crop {crop} {picture.ppi:.0f} ppi"
            return _join(
                "picture",
                _rect(picture.rect),
                picture.name,
                facts,
                _origin(picture.origin),
                _quote(picture.alt),
            )
        case AdMark() as advert:
            return _join(
                "advertisement", _rect(advert.rect), advert.booking, _origin(advert.origin)
            )
        case Link() as link:
            target = link.uri or f"page {link.page} y {_number(link.y)}"
            return _join("link", _rect(link.rect), target, _origin(link.origin), _quote(link.label))


def _text(runs: list[GlyphRun]) -> str:
    faces = "+".join(dict.fromkeys(f"{run.face} {run.size:g}" for run in runs))
    first = runs[0]
    colour = "" if first.colour == "black" else first.colour
    groups = [[first]]
    for before, run in pairwise(runs):
        if _follows(before, run):
            groups[-1].append(run)
        else:
            groups.append([run])
    words = [_quote(_words(groups[0]))]
    words += [f"{_number(group[0].x)} {_quote(_words(group))}" for group in groups[1:]]
    return _join(
        "text", _point(first.x, first.y), _origin(first.origin), faces, colour, " ".join(words)
    )


def _follows(before: GlyphRun, run: GlyphRun) -> bool:
    """The run goes on where the one before it ends, up to a third of an em."""
    end = before.x + before.width + (before.gap if before.space_after else 0.0)
    return abs(run.x - end) < run.size / 3


def _words(runs: list[GlyphRun]) -> str:
    return "".join(run.text for run in runs).replace("\u00ad", "\\-").rstrip()


def _origin(origin: Origin) -> str:
    part = f" {origin.part}" if origin.part else ""
    return f"[{origin.story}{':' if origin.story else ''}{origin.element.value}{part}]"


def _join(*parts: str) -> str:
    return "  ".join(part for part in parts if part)


def _quote(text: str) -> str:
    return f"\u201c{text}\u201d" if text else ""


def _number(value: float) -> str:
    text = f"{value:.1f}"
    return "0.0" if text == "-0.0" else text


def _point(x: float, y: float) -> str:
    return f"{_number(x)},{_number(y)}"


def _rect(rect: Rect) -> str:
    return f"{_point(rect.x, rect.y)} {_number(rect.width)} x {_number(rect.height)}"
