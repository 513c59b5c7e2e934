"""The whole edition made up: every page of the flatplan drawn, the locked ones as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.issue.issue import LockedPage
from epaper.issue.locking import stories_on
from epaper.layout.edition.bill import frame_of
from epaper.layout.edition.flatplan import Flatplan
from epaper.layout.makeup.account import by_story, teased, unused_on, unused_pictures
from epaper.layout.makeup.drawing import PageMaker, Stands
from epaper.layout.measure.copyfit import Copyfitter
from epaper.model.edition import Edition
from epaper.model.finding import Finding
from epaper.page.direction import direction_of
from epaper.page.marks import Element
from epaper.page.mirror import mirrored, mirrored_page
from epaper.page.page import OutlineEntry, Page


@dataclass(frozen=True, slots=True)
class MadeUp:
    """The drawn edition, and what its drawing shows of the stories."""

    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    where: Mapping[str, Sequence[int]]  # story -> its pages in order
    stands: Stands  # where each story begins
    cut: Mapping[str, Mapping[str, int]]  # story -> rule -> characters that it left out
    findings: tuple[Finding, ...]
    locked: Mapping[int, LockedPage]  # pages that stand, the contents on them as they are now


def make_up(
    edition: Edition, fitter: Copyfitter, plan: Flatplan, locked: Mapping[int, LockedPage]
) -> MadeUp:
    where = _where(plan, locked)
    maker = PageMaker(edition, fitter, plan, where)
    drawn = {page.number: maker.page(page) for page in plan.pages if page.number > 1}
    drawn |= {one.page.number: one for one in maker.contents()}
    for page in plan.pages:
        if page.number == 1:  # its skybox shows what the others leave out
            others = [one.page for one in drawn.values()]
            others += [page.page for page in locked.values()]
            inside = [stand for one in drawn.values() for stand, _ in one.stands.values()]
            unused = unused_pictures(inside, others, page)
            drawn[1] = maker.page(page, unused | unused_on(locked.values(), others, edition))
    for number in range(1, plan.page_count + 1):
        if number not in drawn and number not in locked:
            drawn[number] = maker.without_stories(number)
    leftward = direction_of(edition.publication.language) == "rtl"
    locked = {number: _relisted(page, maker, leftward) for number, page in locked.items()}
    for number in locked:
        drawn.pop(number, None)
    if leftward:
        turned = {n: replace(one, page=mirrored_page(one.page)) for n, one in drawn.items()}
        drawn = turned
    order = [drawn[number] for number in sorted(drawn)]
    pages = {one.page.number: one.page for one in order}
    pages |= {number: page.page for number, page in locked.items()}
    outline = [entry for one in order for entry in one.outline]
    outline += [entry for page in locked.values() for entry in page.outline]
    cut = by_story(entry for one in order for entry in one.left_out)
    cut |= {story.slug: story.cut for page in locked.values() for story in page.stories}
    stands = {slug: stand for one in reversed(order) for slug, stand in one.stands.items()}
    return MadeUp(
        pages=tuple(pages[number] for number in sorted(pages)),
        outline=tuple(sorted(outline, key=lambda e: (e.page, e.level, e.y))),
        where=where,
        stands=stands,
        cut={slug: rules for slug, rules in cut.items() if rules},
        findings=tuple(
            teased((finding for one in order for finding in one.findings), pages.get(1))
        ),
        locked=locked,
    )


def is_relisted(page: LockedPage) -> bool:
    """Whether the contents beside the news of a page that stands are drawn anew."""
    return page.steady and frame_of(page.sheet) is not None


def _relisted(locked: LockedPage, maker: PageMaker, leftward: bool) -> LockedPage:
    """A page that stands, with the contents beside its news drawn anew: they name every page."""
    frame = frame_of(locked.sheet)
    if frame is None or not is_relisted(locked):
        return locked
    ((listing, _),) = maker.listed([frame])
    drawn = mirrored(listing, 0.0, locked.page.size.width) if leftward else tuple(listing)
    marks, listed = [], False
    for mark in locked.page.marks:
        if mark.origin.element is not Element.CONTENTS:
            marks.append(mark)
        elif not listed:
            marks += drawn
            listed = True
    return replace(locked, page=replace(locked.page, marks=tuple(marks)))


def _where(plan: Flatplan, locked: Mapping[int, LockedPage]) -> dict[str, list[int]]:
    standing = {
        page.number: [s.slug for item in page.items for s in item.copy.stories]
        for page in plan.pages
    }
    standing |= {number: list(stories_on(page.page)) for number, page in locked.items()}
    where: dict[str, list[int]] = {}
    for number in sorted(standing):
        for slug in standing[number]:
            where.setdefault(slug, []).append(number)
    return where
