"""What people decide, put on items before the search and looked for on the pages after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from epaper.layout.measure.copy import Item
from epaper.layout.search.hole import Hole
from epaper.layout.search.stand import Stand, stands_at
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.plan import Wish


def wished(item: Item, edition: Edition) -> Item:
    """The item with what the editor wants of it."""
    wish = edition.wish(item.slug) if item.slug and item.kind == "story" else None
    if wish is None or not (wish.columns or wish.picture or wish.headline or wish.at):
        return item
    ask = replace(
        item.ask,
        min_columns=wish.columns or item.ask.min_columns,
        max_columns=wish.columns or item.ask.max_columns,
        picture_columns=wish.picture,
        head_size=wish.headline,
        at=wish.at,
    )
    return replace(item, ask=ask)


def unmet(
    edition: Edition,
    where: Mapping[str, Sequence[int]],
    stands: Mapping[str, tuple[Stand, Hole]],
    pages: int,
) -> list[Finding]:
    """A finding for every wish that the pages do not fulfil, with what stands against it."""
    found: list[Finding] = []
    for wish in edition.wishes:
        numbers = where.get(wish.slug, ())
        stand = stands.get(wish.slug)
        for fact in _against(wish, numbers, stand, pages):
            message = f"{wish.slug}: {fact}"
            found.append(
                Finding(
                    Severity.WARNING,
                    "plan.unmet",
                    message,
                    "change the wish, or what it collides with",
                    "plan.yaml",
                    wish.line,
                    story=wish.slug,
                    page=numbers[0] if numbers else 0,
                )
            )
    return found


def _against(
    wish: Wish, numbers: Sequence[int], stand: tuple[Stand, Hole] | None, pages: int
) -> list[str]:
    if not numbers:
        return ["it is held, see layout.held"]
    found = []
    if wish.page and wish.page not in numbers:
        why = (
            f"the edition has {pages} pages"
            if wish.page > pages
            else "that page has no room for news or cannot take it"
        )
        found.append(f"page {wish.page} is wished, it stands on page {numbers[0]}; {why}")
    found += [
        f"it stands on page {number}, which it was to keep off"
        for number in numbers
        if number in wish.off
    ]
    if stand is None:
        if wish.columns or wish.picture or wish.headline or wish.at:
            found.append(
                "it runs in a column of briefs, which takes no width, picture, headline size or "
                "place"
            )
        return found
    shape = stand[0].shape
    if wish.columns and shape.columns != wish.columns:
        found.append(
            f"{wish.columns} columns are wished, it has {shape.columns}; it has no such shape "
            "that fits the page"
        )
    if wish.picture and not any(p.columns == wish.picture for p in shape.pictures):
        found.append(
            f"a picture of {wish.picture} columns is wished; its module is {shape.columns} "
            "columns wide"
        )
    if wish.headline and shape.head and shape.head.size != wish.headline:
        found.append(
            f"a headline of {wish.headline:g} pt is wished, {shape.head.size:g} pt is set; it is "
            "too long for that"
        )
    if wish.at and not stands_at(stand[0], wish.at, stand[1]):
        found.append(f"the {wish.at} of the page is wished; what stands there costs less")
    return found
