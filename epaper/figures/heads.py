"""Headlines: their sizes, their order, and the distances at every joint."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from epaper.figures.lines import BODY, CAPS, TextLine
from epaper.geometry import Rect
from epaper.page.marks import Element, Rule
from epaper.page.page import Page

HEADS = (Element.HEADLINE, Element.JUMP_HEAD)
LIKE = 1.06  # sizes that differ by less look alike
FAR = 6  # lines: what is farther apart does not meet at a joint
STEP = 1.15  # the least step of a ladder that the eye takes for one


@dataclass(frozen=True, slots=True)
class HeadBlock:
    """A headline as it stands: all its lines."""

    story: str
    size: float
    rect: Rect
    last: float  # baseline of its last line
    jump: bool


def heads_of(page: Page, lines: Iterable[TextLine]) -> list[HeadBlock]:
    """Of stories; the heads of briefs in a column of them are no headlines."""
    briefs = [module.rect for module in page.modules if module.kind == "briefs"]
    groups: dict[tuple[str, Element], list[TextLine]] = {}
    for line in lines:
        if line.element in HEADS and not any(rect.contains(line.rect, 6) for rect in briefs):
            groups.setdefault((line.story, line.element), []).append(line)
    blocks = []
    for (story, element), found in groups.items():
        x, top = min(one.x for one in found), min(one.rect.y for one in found)
        right, foot = max(one.right for one in found), max(one.rect.bottom for one in found)
        size = max(one.size for one in found)
        last = max(one.y for one in found)
        rect = Rect(x, top, right - x, foot - top)
        blocks.append(HeadBlock(story, size, rect, last, element is Element.JUMP_HEAD))
    return blocks


def tombstones(heads: Sequence[HeadBlock]) -> list[Rect]:
    """Headlines of like size side by side at one height."""
    found = []
    for place, one in enumerate(heads):
        for other in heads[place + 1 :]:
            beside = one.rect.right <= other.rect.x or other.rect.right <= one.rect.x
            level = min(one.rect.bottom, other.rect.bottom) > max(one.rect.y, other.rect.y)
            alike = max(one.size, other.size) / min(one.size, other.size) < LIKE
            if beside and level and alike:
                found.append(other.rect)
    return found


def biggest_not_first(heads: Sequence[HeadBlock], urgencies: Mapping[str, int]) -> Rect | None:
    """The biggest headline's place, where a more urgent story begins on the page under a smaller
    one."""
    known = [head for head in heads if head.story in urgencies and not head.jump]
    if not known:
        return None
    biggest = max(known, key=lambda head: head.size)
    first = min(urgencies[head.story] for head in known)
    equal = (h for h in known if h.size >= biggest.size - 0.01)
    return None if any(urgencies[h.story] == first for h in equal) else biggest.rect


def lead_of(heads: Sequence[HeadBlock]) -> str:
    """The story under the biggest headline; empty where there is none."""
    known = [head for head in heads if not head.jump]
    return max(known, key=lambda head: head.size).story if known else ""


def small_steps(sizes: Iterable[float]) -> int:
    """Steps of the ladder of sizes that are too small to be seen."""
    ladder = sorted(set(sizes))
    return sum(b / a < STEP for a, b in itertools.pairwise(ladder))


@dataclass(frozen=True, slots=True)
class Joint:
    """White between two elements in lines of the grid, from the upper one's last baseline to the
    top of the lower one's capitals."""

    name: str
    lines: float
    rect: Rect


def joints(page: Page, lines: Sequence[TextLine], leading: float) -> list[Joint]:
    """At every headline, byline, crosshead, caption and sign-off of the page."""
    found: list[Joint] = []
    by_story: dict[str, list[TextLine]] = {}
    for line in lines:
        if line.story:
            by_story.setdefault(line.story, []).append(line)
    for story in by_story.values():
        found += _story_joints(page, story, leading)
    found += _over_heads(page, lines, leading)
    return found


def _story_joints(page: Page, lines: Sequence[TextLine], leading: float) -> Iterator[Joint]:
    heads = heads_of(page, lines)
    under = (Element.DECK, Element.BYLINE, *BODY)
    for head in heads:
        nearest = _next_below(head.rect, head.last, (ln for ln in lines if ln.element in under))
        if nearest:
            kind = "text" if nearest.element in BODY else nearest.element.value
            yield _joint(f"headline to {kind}", head.last, nearest, leading)
    for upper in (Element.BYLINE, Element.CAPTION, Element.PICTURE_CREDIT):
        for block in _last_lines(lines, upper):
            nearest = _next_below(block.rect, block.y, lines)
            if nearest and nearest.element in BODY and nearest.y - block.y < FAR * leading:
                yield _joint(f"{upper.value} to text", block.y, nearest, leading)
    for lower_element, name in (
        (Element.CROSSHEAD, "text to crosshead"),
        (Element.CREDIT, "text to sign-off"),
    ):
        for line in (one for one in lines if one.element is lower_element):
            above = _next_above(line, (ln for ln in lines if ln.element in BODY))
            if above and line.y - above.y < FAR * leading:
                yield _joint(name, above.y, line, leading)


def _joint(name: str, upper: float, lower: TextLine, leading: float) -> Joint:
    top = lower.y - CAPS * lower.size
    rect = Rect(lower.x, min(upper, top), lower.right - lower.x, abs(top - upper))
    return Joint(name, (top - upper) / leading, rect)


def _over_heads(page: Page, lines: Sequence[TextLine], leading: float) -> Iterator[Joint]:
    """A rule with nothing between it and the headline under it."""
    rules = [m for m in page.marks if isinstance(m, Rule) and m.y0 == m.y1]
    for head in heads_of(page, lines):
        left, right, top = head.rect.x, head.rect.right, head.rect.y
        over = [
            rule.y0
            for rule in rules
            if rule.y0 < top and min(rule.x1, right) - max(rule.x0, left) > 1
        ]
        if not over or top - max(over) > FAR * leading:
            continue
        rule = max(over)
        between = any(
            rule < line.y < top and min(line.right, right) - max(line.x, left) > 1 for line in lines
        )
        if not between:
            rect = Rect(left, rule, right - left, top - rule)
            yield Joint("rule to headline", (top - rule) / leading, rect)


def _last_lines(lines: Iterable[TextLine], element: Element) -> list[TextLine]:
    """The last line of each block of an element."""
    last: dict[int, TextLine] = {}
    for line in lines:
        if line.element is element and (line.part not in last or line.y >= last[line.part].y):
            last[line.part] = line
    return list(last.values())


def _next_below(box: Rect, after: float, lines: Iterable[TextLine]) -> TextLine | None:
    under = [
        line
        for line in lines
        if line.y > after + 0.5 and min(line.right, box.right) - max(line.x, box.x) > 1
    ]
    return min(under, key=lambda line: (line.y, line.x), default=None)


def _next_above(below: TextLine, lines: Iterable[TextLine]) -> TextLine | None:
    over = [line for line in lines if line.y < below.y - 0.5 and line.overlaps(below)]
    return max(over, key=lambda line: line.y, default=None)
