"""What people decide: the one room that grants the wishes of plan.yaml, and tells those that the
pages do not fulfil."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole
from epaper.layout.search.stand import Stand, stands_at
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.plan import Wish
from epaper.model.story import Story
from epaper.units import counted


@dataclass(frozen=True, slots=True)
class Wishes:
    """Those of an edition by slug, without pages that it cannot have; made by `wishes_of`."""

    by_slug: Mapping[str, Wish]
    with_page: frozenset[str] = frozenset()  # slugs of stories wished on a page, whether it can be

    def of(self, item: Item) -> Wish:
        """What is wished of a story; nothing of a column of briefs or the rest of a jump."""
        slug = item.slug if item.kind == "story" else ""
        return self.by_slug.get(slug, Wish(slug))

    @property
    def pages(self) -> frozenset[int]:
        """Pages that some story is wished on."""
        return frozenset(wish.page for wish in self.by_slug.values() if wish.page)

    @property
    def front(self) -> frozenset[str]:
        """Slugs of the stories that are wished on the front page."""
        return frozenset(slug for slug, wish in self.by_slug.items() if wish.page == 1)

    def off_front(self, story: Story) -> bool:
        """Whether a story is wished on another page than the front, or not on that."""
        wish = self.by_slug.get(story.slug)
        return wish is not None and (wish.page > 1 or 1 in wish.off)

    def granted(self, item: Item, fitter: Copyfitter) -> Item:
        """The item asked for as the editor wishes, where it has any shape like that; as it was
        where it has none.
        """
        wish = self.of(item)
        if not (wish.columns or wish.picture or wish.headline or wish.at):
            return item
        ask = replace(
            item.ask,
            min_columns=wish.columns or item.ask.min_columns,
            max_columns=wish.columns or item.ask.max_columns,
            picture_columns=wish.picture,
            head_size=wish.headline,
            at=wish.at,
        )
        wished = replace(item, ask=ask)
        shapes = (
            fitter.fitted(wished, columns, int(depth))
            for columns in range(1, fitter.design.grid.columns + 1)
            for depth in np.isfinite(fitter.costs(wished, columns)).nonzero()[0]
        )
        return wished if any(shapes) else item


def wishes_of(edition: Edition) -> Wishes:
    """The first wish for each story; a page beyond the budget is no page."""
    by_slug: dict[str, Wish] = {}
    for wish in edition.wishes:
        able = wish if wish.page <= edition.pages.most else replace(wish, page=0)
        by_slug.setdefault(wish.slug, able)
    return Wishes(by_slug, frozenset(wish.slug for wish in edition.wishes if wish.page))


def unmet(
    edition: Edition,
    where: Mapping[str, Sequence[int]],
    stands: Mapping[str, tuple[Stand, Hole]],
    pages: int,
    held: Mapping[str, str],
) -> list[Finding]:
    """A finding for every wish that the pages do not fulfil, with what stands against it.

    held: what stops each story that is not printed, "held: no room in 4 pages", by slug.
    """
    findings: list[Finding] = []
    for wish in edition.wishes:
        numbers = where.get(wish.slug, ())
        if not numbers:
            findings.append(_waits(wish, edition, held.get(wish.slug, "not in the paper")))
            continue
        for fact in (
            *_against_pages(wish, numbers, pages),
            *_against_shape(wish, stands.get(wish.slug)),
        ):
            findings.append(
                Finding(
                    severity=Severity.WARNING,
                    rule="plan.unmet",
                    message=f"{wish.slug}: {fact}",
                    remedy="change the wish, or what it collides with",
                    file="plan.yaml",
                    line=wish.line,
                    story=wish.slug,
                    page=numbers[0],
                )
            )
    return findings


def _waits(wish: Wish, edition: Edition, why: str) -> Finding:
    """Of a story that is wished for and not printed."""
    file = next((story.file for story in edition.stories if story.slug == wish.slug), "")
    there = f" of {file}" if file else ""
    return Finding(
        Severity.WARNING,
        "plan.unmet",
        f"{wish.slug} is wished for and is {why}",
        f"delete the wish, or do what the report says{there} under Held",
        file="plan.yaml",
        line=wish.line,
        field=f"stories.{wish.slug}",
        story=wish.slug,
    )


def _against_pages(wish: Wish, numbers: Sequence[int], pages: int) -> list[str]:
    facts = [
        f"it stands on page {number}, which it was to keep off"
        for number in numbers
        if number in wish.off
    ]
    if not wish.page or wish.page in numbers:
        return facts
    why = "that page has no room for news or cannot take it"
    if wish.page > pages:
        why = f"the edition has {counted(pages, 'page')}"
    return [f"page {wish.page} is wished, it stands on page {numbers[0]}; {why}", *facts]


def _against_shape(wish: Wish, standing: tuple[Stand, Hole] | None) -> list[str]:
    if standing is None:
        if wish.columns or wish.picture or wish.headline or wish.at:
            return [
                "it runs in a column of briefs, which takes no width, picture, headline size or "
                "place"
            ]
        return []
    stand, hole = standing
    shape, facts = stand.shape, []
    if wish.columns and shape.columns != wish.columns:
        facts.append(
            f"{counted(wish.columns, 'column is', 'columns are')} wished, it has {shape.columns}; "
            "it has no such shape that fits the page"
        )
    if wish.picture and not any(place.columns == wish.picture for place in shape.pictures):
        facts.append(
            f"a picture of {counted(wish.picture, 'column')} is wished; its module is "
            f"{counted(shape.columns, 'column')} wide"
        )
    if wish.headline and shape.head and shape.head.size != wish.headline:
        facts.append(
            f"a headline of {wish.headline:g} pt is wished, {shape.head.size:g} pt is set; it is "
            "too long for that"
        )
    if wish.at and not stands_at(stand, wish.at, hole):
        facts.append(f"the {wish.at} of the page is wished; what stands there costs less")
    return facts
