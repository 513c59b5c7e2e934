"""Headlines: their sizes, their order, and which stand side by side."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from epaper.figures.boxes import illustrations
from epaper.figures.lines import TextLine
from epaper.geometry import Rect
from epaper.page.marks import Element, GlyphRun
from epaper.page.page import Page
from epaper.units import mm

HEADS = (Element.HEADLINE, Element.JUMP_HEAD)
LIKE = 1.1  # sizes that differ by less look alike side by side
BESIDE = mm(60)  # between headlines that are farther apart the eye does not compare
STEP = 1.15  # the least step of a ladder that the eye takes for one


@dataclass(frozen=True, slots=True)
class HeadBlock:
    """A headline as it stands: all its lines."""

    story: str
    size: float
    rect: Rect
    first: float  # baseline of its first line
    jump: bool


def heads_of(page: Page, lines: Iterable[TextLine]) -> list[HeadBlock]:
    """Of stories; the heads of briefs in a column of them are no headlines."""
    briefs = [module.rect for module in page.modules if module.kind in ("briefs", "rail")]
    groups: dict[tuple[str, Element], list[TextLine]] = {}
    for line in lines:
        if line.element in HEADS and not any(rect.contains(line.rect, 6) for rect in briefs):
            groups.setdefault((line.story, line.element), []).append(line)
    blocks = []
    for (story, element), found in groups.items():
        x, top = min(one.x for one in found), min(one.rect.y for one in found)
        right, foot = max(one.right for one in found), max(one.rect.bottom for one in found)
        size, first = max(one.size for one in found), min(one.y for one in found)
        rect = Rect(x, top, right - x, foot - top)
        blocks.append(HeadBlock(story, size, rect, first, jump=element is Element.JUMP_HEAD))
    return blocks


def tombstones(
    page: Page, lines: Iterable[TextLine], heads: Sequence[HeadBlock], leading: float
) -> list[Rect]:
    """Headlines of like size that begin side by side at one height, with nothing between them."""
    others = [*(line.rect for line in lines), *illustrations(page)]
    found = []
    ordered = sorted(heads, key=lambda head: (head.rect.x, head.first))
    for left, right in itertools.combinations(ordered, 2):
        gap = right.rect.x - left.rect.right
        level = abs(left.first - right.first) < leading
        alike = max(left.size, right.size) < LIKE * min(left.size, right.size)
        if not (level and alike and 0 < gap < BESIDE):
            continue
        between = Rect(left.rect.right, left.rect.y, gap, left.rect.height)
        if not any(box.overlaps(between, 1) for box in others):
            found.append(right.rect)
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


def heading_names(page: Page, section: str) -> bool:
    """Whether the page is printed under a section: its heading's first, or where it has none the
    one it belongs to.  A front page, which the nameplate heads, is under all of them, and so is a
    page that names none."""
    words = [mark for mark in page.marks if isinstance(mark, GlyphRun)]
    if any(run.origin.element is Element.NAMEPLATE for run in words):
        return True
    heading = "".join(run.text for run in words if run.origin.element is Element.SECTION_HEAD)
    heading = heading.strip() or page.section
    return not heading or heading == section or heading.startswith(f"{section} ")


def small_steps(sizes: Iterable[float]) -> int:
    """Steps of the ladder of sizes that are too small to be seen."""
    ladder = sorted(set(sizes))
    return sum(b / a < STEP for a, b in itertools.pairwise(ladder))
