"""Pages kept from an earlier build (`lock` in plan.yaml): what of them can stand, and what has
changed behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from epaper.issue.issue import LockedPage
from epaper.issue.locking import is_same, together
from epaper.layout.design.reader import Design
from epaper.model.digests import booking_digest, furniture_digest
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.page.marks import Element, Link
from epaper.units import counted

Pages = Mapping[int, LockedPage]  # by page number


def without(edition: Edition, locked: Pages) -> Edition:
    """The edition with what stands on locked pages taken out."""
    gone = {story.slug for page in locked.values() for story in page.stories}
    booked = {ad.booking for page in locked.values() for ad in page.bookings}
    return replace(
        edition,
        stories=tuple(story for story in edition.stories if story.slug not in gone),
        advertisements=tuple(ad for ad in edition.advertisements if ad.booking not in booked),
        wishes=tuple(wish for wish in edition.wishes if wish.slug not in gone),
    )


def unlocked(locked: Pages, edition: Edition) -> tuple[dict[int, LockedPage], tuple[Finding, ...]]:
    """The locked pages that may still stand, and what is said of the others: what is killed, held
    or cancelled is never printed, so its page is laid out anew, and with it the pages that its
    stories run over to.
    """
    why = {
        number: "; ".join(facts)
        for number, page in locked.items()
        if (facts := list(_gone(page, edition)))
    }
    freed = together(locked, why)
    told = tuple(
        Finding(
            Severity.WARNING,
            "plan.unlocked",
            f"page {number} was locked and is laid out anew: {why.get(number) or _along(slug)}",
            "its plates must be made again",
            file="plan.yaml",
            field="pages",
            page=number,
        )
        for number, slug in freed.items()
    )
    return {number: page for number, page in locked.items() if number not in freed}, told


def _along(slug: str) -> str:
    return f"{slug} runs over to it from a page that is"


def _gone(page: LockedPage, edition: Edition) -> Iterator[str]:
    """What stands on the page and may not be printed any more."""
    stops = {story.slug: story.stop for story in edition.stories}
    booked = {ad.booking for ad in edition.advertisements}
    stopped = {ad.booking: ad.stop for ad in edition.stopped}
    for story in page.stories:
        if story.slug not in stops:
            yield f"its story {story.slug} ({story.file}) is no longer in the day"
        elif stop := stops[story.slug]:
            yield f"its story {story.slug} is {stop}"
    for booking in page.bookings:
        if booking.booking not in booked:
            why = stopped.get(booking.booking) or "no longer booked"
            yield f"its advertisement {booking.booking} is {why}"


def usable(
    locked: Pages, design: Design, edition: Edition
) -> tuple[dict[int, LockedPage], tuple[Finding, ...]]:
    """The locked pages that can stand in this edition, and what is odd about the others."""
    found: dict[int, LockedPage] = {}
    told: list[Finding] = []
    for number, page in locked.items():
        if page.page.size != design.grid.trim:
            fact = (
                f"page {number} is locked in another format than {design.name}; it is laid out anew"
            )
            remedy = (
                "build with the layout it was locked in, or take the lock away and lock it anew"
            )
            told.append(_lock("plan.locked-format", fact, remedy, number))
            continue
        found[number] = page
        if number > edition.pages.most:
            most = counted(edition.pages.most, "page")
            fact = f"page {number} is locked, and the edition is to have {most} at most"
            told.append(
                _lock("plan.locked", fact, "take the lock away, or allow more pages", number)
            )
    return found, tuple(told)


def _lock(rule: str, fact: str, remedy: str, number: int) -> Finding:
    return Finding(Severity.ERROR, rule, fact, remedy, file="plan.yaml", field="pages", page=number)


def changes(
    locked: Pages, edition: Edition, where: Callable[[str], Sequence[int]]
) -> list[Finding]:
    """What a locked page says that is no longer so: the loudest finding there is.  Its stories and
    advertisements are still in the day, see `unlocked`.

    where: the pages that a story stands on now, none for one that is not in the paper.
    """
    found = [
        Finding(
            Severity.ERROR,
            "plan.locked",
            f"page {number} is locked, but {fact}",
            remedy,
            file="plan.yaml",
            line=0,
            field="pages",
            story=slug,
            page=number,
        )
        for number, page in locked.items()
        for slug, fact, remedy in (
            *_stories(page, edition),
            *_furniture(page, edition),
            *_advertisements(page, edition),
            *_pointers(page, edition, where),
        )
    ]
    return list(dict.fromkeys(found))


Change = tuple[str, str, str]  # slug, fact, remedy


def _stories(page: LockedPage, edition: Edition) -> Iterator[Change]:
    stories = {story.slug: story for story in edition.stories}
    for was in page.stories:
        if not is_same(stories[was.slug], was):
            remedy = "take the lock away to print the new text or pictures"
            yield was.slug, f"{was.slug} ({was.file}) has changed since", remedy


def _furniture(page: LockedPage, edition: Edition) -> Iterator[Change]:
    if page.furniture != furniture_digest(edition):
        fact = "the paper's name, date line, number, price, ears or skybox have changed"
        yield "", fact, "take the lock away"


def _advertisements(page: LockedPage, edition: Edition) -> Iterator[Change]:
    booked = {ad.booking: ad for ad in edition.advertisements}
    for was in page.bookings:
        now = booked[was.booking]
        if now.file.digest != was.file:
            fact = f"the file of advertisement {was.booking} has changed"
        elif booking_digest(now) != was.digest:
            fact = f"advertisement {was.booking} is booked otherwise now"
        else:
            continue
        yield "", fact, "take the lock away"


def _pointers(
    page: LockedPage, edition: Edition, where: Callable[[str], Sequence[int]]
) -> Iterator[Change]:
    """Related stories are counted as they were, where the record has them."""
    related = {story.slug: story.related for story in edition.stories}
    related |= {story.slug: story.related for story in page.stories if story.related}
    for mark in page.page.marks:
        if not isinstance(mark, Link) or not mark.origin.story:
            continue
        slug = _pointed_to(mark, related.get(mark.origin.story, ()))
        if _points_wrong(mark, where(slug)):
            now = (where(slug) or [0])[0]
            place = f"on page {now}" if now else "held"
            fact = f"it points to {slug} on page {mark.page}, which is {place}"
            remedy = f"pin {slug} to page {mark.page}, or take the lock away"
            yield slug, fact, remedy if now else "take the lock away"


def _pointed_to(link: Link, related: Sequence[str]) -> str:
    """The story that a link leads to: its own, or the related one that it names."""
    if link.origin.element is not Element.READ_ALSO:
        return link.origin.story
    return related[link.origin.part] if link.origin.part < len(related) else link.origin.story


def _points_wrong(link: Link, pages: Sequence[int]) -> bool:
    """A pointer is right where its story begins, one within a story on any of the pages."""
    if link.origin.element in (Element.JUMP_LINE, Element.READ_ALSO):
        return link.page not in pages
    return link.page != (pages or [0])[0]
