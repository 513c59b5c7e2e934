"""The white at the joints of a story: between its headline and what follows, under a byline, a
caption, a deck, over a crosshead and a sign-off, and between a rule and the headline under it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from epaper.figures.boxes import illustrations, rules
from epaper.figures.heads import HEADS
from epaper.figures.legs import Leg
from epaper.figures.lines import BODY, TEXT, TextLine
from epaper.geometry import Rect
from epaper.page.marks import Element, PictureMark
from epaper.page.page import Page

FAR = 6  # lines: a rule that is farther off does not belong to the headline
STRETCHED = 0.5  # lines over the edition's median of a joint: the eye sees two distances
UPPER = {  # elements under which a joint is measured, and what they are called
    Element.KICKER: "kicker",
    Element.HEADLINE: "headline",
    Element.JUMP_HEAD: "headline",
    Element.DECK: "deck",
    Element.BYLINE: "byline",
    Element.CROSSHEAD: "crosshead",
    Element.CAPTION: "caption",
    Element.PICTURE_CREDIT: "caption",  # the two are one block
}
OVER = {Element.CROSSHEAD: "text to crosshead", Element.CREDIT: "text to sign-off"}
TEXT_NAMES = dict.fromkeys(BODY, "text") | dict.fromkeys(HEADS, "headline")


@dataclass(frozen=True, slots=True)
class Joint:
    """White between two elements in lines of the grid, from the descenders of the upper one to the
    top of the lower one's capitals."""

    name: str  # "headline to text"
    lines: float
    rect: Rect


@dataclass(frozen=True, slots=True)
class _Block:
    """An element of a story: its name at a joint and the box of all its lines."""

    name: str
    rect: Rect


def joints(
    page: Page, lines: Sequence[TextLine], legs: Mapping[str, Sequence[Leg]], leading: float
) -> list[Joint]:
    """All joints of the page, story by story, then the rules over its headlines.  Briefs in a
    column of them have joints of their own, which are not counted."""
    briefs = [module.rect for module in page.modules if module.kind in ("briefs", "rail")]
    own = [ln for ln in lines if not any(rect.contains(ln.rect, 6) for rect in briefs)]
    by_story: dict[str, list[TextLine]] = {}
    for line in own:
        if line.story:
            by_story.setdefault(line.story, []).append(line)
    found: list[Joint] = []
    for slug, here in by_story.items():
        pictures = [m for m in page.marks if isinstance(m, PictureMark) and m.origin.story == slug]
        found += _below(here, pictures, leading)
        found += _in_legs(here, legs.get(slug, ()), pictures, leading)
    return [*found, *_under_rules(page, lines, own, leading)]


def _below(
    lines: Sequence[TextLine], pictures: Sequence[PictureMark], leading: float
) -> Iterator[Joint]:
    """From each block to the nearest thing of its story that stands under it."""
    things = [_Block(TEXT_NAMES.get(ln.element, ln.element.value), ln.rect) for ln in lines]
    things += [_Block("picture", picture.rect) for picture in pictures]
    for block in _blocks(lines, pictures):
        under = [
            thing
            for thing in things
            if thing.rect.bottom > block.rect.bottom + 0.5
            and thing.rect.y > block.rect.y
            and min(thing.rect.right, block.rect.right) - max(thing.rect.x, block.rect.x) > 1
        ]
        if not under:
            continue
        top = min(thing.rect.y for thing in under)  # of a byline and the text beside it: the first
        level = (thing for thing in under if thing.rect.y - top < leading / 2)
        nearest = min(level, key=lambda thing: (thing.rect.x, thing.rect.y))
        yield _joint(f"{block.name} to {nearest.name}", block.rect, nearest.rect, leading)


def _blocks(lines: Iterable[TextLine], pictures: Iterable[PictureMark]) -> list[_Block]:
    """A caption with its credit is as wide as its picture."""
    boxes: dict[tuple[str, int], Rect] = {}
    for line in lines:
        if line.element in UPPER:
            key = UPPER[line.element], line.part
            boxes[key] = _both(boxes.get(key, line.rect), line.rect)
    for picture in pictures:
        key = "caption", picture.origin.part
        if key in boxes:
            box, shown = boxes[key], picture.rect
            boxes[key] = Rect(shown.x, box.y, shown.width, box.height)
    return [_Block(name, box) for (name, _), box in boxes.items()]


def _in_legs(
    lines: Iterable[TextLine], legs: Iterable[Leg], pictures: Iterable[PictureMark], leading: float
) -> Iterator[Joint]:
    """Over crossheads and sign-offs: from the line before them in the same leg."""
    others = [ln.rect for ln in lines if ln.element not in TEXT] + [p.rect for p in pictures]
    for leg in legs:
        for above, line in itertools.pairwise(leg.lines):
            if line.element not in OVER or above.element not in BODY:
                continue
            white = Rect(
                leg.x, above.rect.bottom, leg.right - leg.x, line.rect.y - above.rect.bottom
            )
            if not any(box.overlaps(white) for box in others):
                yield _joint(OVER[line.element], above.rect, line.rect, leading)


def _under_rules(
    page: Page, lines: Iterable[TextLine], own: Iterable[TextLine], leading: float
) -> Iterator[Joint]:
    """From a rule to the kicker or headline under it, where nothing stands between them."""
    level = [box for _, box in rules(page) if box.height == 0]
    shown = [*(line.rect for line in lines), *illustrations(page)]
    for top in _tops(own):
        left, right, foot = top.rect.x, top.rect.right, top.rect.y
        over = [
            box.y for box in level if box.y < foot and min(box.right, right) - max(box.x, left) > 1
        ]
        if not over or foot - max(over) > FAR * leading:
            continue
        white = Rect(left, max(over), right - left, foot - max(over))
        if not any(box.overlaps(white) for box in shown):
            yield Joint(f"rule to {top.name}", white.height / leading, white)


def _tops(lines: Iterable[TextLine]) -> Iterator[_Block]:
    """The topmost line of each story's head."""
    heads: dict[str, TextLine] = {}
    for line in lines:
        if line.element in HEADS or (line.element is Element.KICKER and line.story):
            known = heads.get(line.story)
            heads[line.story] = line if known is None or line.y < known.y else known
    for line in heads.values():
        yield _Block(UPPER[line.element], line.rect)


def _joint(name: str, upper: Rect, lower: Rect, leading: float) -> Joint:
    white = lower.y - upper.bottom
    rect = Rect(lower.x, min(upper.bottom, lower.y), lower.width, abs(white))
    return Joint(name, white / leading, rect)


def _both(one: Rect, other: Rect) -> Rect:
    x, y = min(one.x, other.x), min(one.y, other.y)
    right, bottom = max(one.right, other.right), max(one.bottom, other.bottom)
    return Rect(x, y, right - x, bottom - y)
