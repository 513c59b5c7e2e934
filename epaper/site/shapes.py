"""Rules, tints and outlines of a page as SVG, in the order in which they are painted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from epaper.geometry import Rect
from epaper.page.marks import AdMark, Fill, GlyphRun, Link, Mark, PictureMark, Polygon, Rule
from epaper.page.style import Colour
from epaper.sinks.pdf.colour import BUILT_IN, screen_rgb
from epaper.site.svgtext import attributes, number

Shape = Rule | Fill | Polygon


def css_colours(colours: Mapping[str, Colour]) -> dict[str, str]:
    return {name: css_colour(colour) for name, colour in ({**BUILT_IN, **colours}).items()}


def css_colour(colour: Colour) -> str:
    return "#" + "".join(f"{round(share * 255):02x}" for share in screen_rgb(colour))


def parted(marks: Iterable[Mark]) -> tuple[list[Shape], list[Shape]]:
    """Shapes that lie under a picture which is painted after them, and all others."""
    shapes: list[tuple[Shape, bool]] = []
    for mark in marks:
        match mark:
            case PictureMark() | AdMark():
                shapes = [
                    (shape, under or bounds(shape).overlaps(mark.rect)) for shape, under in shapes
                ]
            case GlyphRun() | Link():
                pass
            case _:
                shapes.append((mark, False))
    return [one for one, under in shapes if under], [one for one, under in shapes if not under]


def bounds(shape: Shape) -> Rect:
    match shape:
        case Fill(rect=rect):
            return rect
        case Rule():
            left, right = sorted((shape.x0, shape.x1))
            top, bottom = sorted((shape.y0, shape.y1))
            return Rect(left, top, right - left, bottom - top)
        case Polygon(points=points):
            across, down = [x for x, _ in points], [y for _, y in points]
            left, top = min(across), min(down)
            return Rect(left, top, max(across) - left, max(down) - top)


def drawn(shapes: Iterable[Shape], colours: Mapping[str, str]) -> str:
    """Neighbours that look alike are one path."""
    paths: list[tuple[str, list[str]]] = []
    for shape in shapes:
        look, outline = _look(shape, colours), _outline(shape)
        if paths and paths[-1][0] == look:
            paths[-1][1].append(outline)
        else:
            paths.append((look, [outline]))
    return "".join(f'<path{look} d="{"".join(outlines)}"/>' for look, outlines in paths)


def _look(shape: Shape, colours: Mapping[str, str]) -> str:
    match shape:
        case Fill():
            return attributes({"fill": colours[shape.colour]})
        case Rule():
            dash = " ".join(number(part) for part in shape.dash)
            return attributes(
                {
                    "stroke": colours[shape.colour],
                    "stroke-width": number(shape.weight),
                    "stroke-dasharray": dash,
                }
            )
        case Polygon():
            look = {"fill": colours[shape.fill] if shape.fill else "none"}
            if shape.stroke:
                look |= {
                    "stroke": colours[shape.stroke],
                    "stroke-width": number(shape.weight),
                    "stroke-miterlimit": "10",
                }
            return attributes(look)


def _outline(shape: Shape) -> str:
    match shape:
        case Fill(rect=rect):
            across = number(rect.width)
            return f"M{_point(rect.x, rect.y)}h{across}v{number(rect.height)}h-{across}z"
        case Rule():
            return f"M{_point(shape.x0, shape.y0)}L{_point(shape.x1, shape.y1)}"
        case Polygon(points=points):
            end = "z" if shape.closed else ""
            return "M" + "L".join(_point(x, y) for x, y in points) + end


def _point(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"
