"""Pages kept from an earlier build (`lock` in plan.yaml): what stands on them, and what has changed
behind them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from epaper.layout.design.reader import Design
from epaper.layout.makeup.metrics import PageMetrics
from epaper.model.advertisement import AdFile, Advertisement
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.story import Story
from epaper.page.marks import AdMark, Element, GlyphRun, Link, PictureMark
from epaper.page.page import Document, OutlineEntry, Page

FURNITURE, BOOKED = "furniture", "booking"  # names among a page's files of what is no file
ELSEWHERE = (
    Element.INSIDE,
    Element.CONTENTS,
    Element.FOLIO,
    Element.NAMEPLATE,
)  # words about stories, not stories


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was built, with all that a later build must know of it."""

    page: Page
    outline: tuple[OutlineEntry, ...]
    characters: Mapping[str, int]  # of each story that stands on it, whole
    prints: Mapping[str, str]  # story -> fingerprint of what the editor wrote
    cut: Mapping[str, Mapping[str, int]]
    files: Mapping[str, str]  # picture or advertisement by name -> fingerprint
    metrics: PageMetrics | None = None

    @property
    def bookings(self) -> frozenset[str]:
        return frozenset(mark.booking for mark in self.page.marks if isinstance(mark, AdMark))


@dataclass(slots=True)
class Prints:
    """Fingerprints of stories and files; each file is read once."""

    files: dict[Path, str] = field(default_factory=dict)

    def file(self, path: Path) -> str:
        if path not in self.files:
            try:
                self.files[path] = hashlib.sha256(path.read_bytes()).hexdigest()[:24]
            except OSError:
                self.files[path] = "missing"
        return self.files[path]

    def story(self, story: Story) -> str:
        pictures = tuple(
            replace(picture, path=Path(self.file(picture.path))) for picture in story.pictures
        )
        return hashlib.sha256(
            repr(replace(story, pictures=pictures, file="")).encode()
        ).hexdigest()[:24]


def stories_on(page: Page) -> dict[str, None]:
    """Slugs of the stories that stand on a page, in the order of its marks."""
    return {
        mark.origin.story: None
        for mark in page.marks
        if isinstance(mark, GlyphRun | PictureMark)
        and mark.origin.story
        and mark.origin.element not in ELSEWHERE
    }


def keep(
    document: Document,
    edition: Edition,
    metrics: Mapping[int, PageMetrics],
    cut: Mapping[str, Mapping[str, int]],
    before: Mapping[int, KeptPage],
) -> dict[int, KeptPage]:
    """Every page of an edition that was laid out; those that were kept already stay what they
    were."""
    prints = Prints()
    stories = {story.slug: story for story in edition.stories}
    found = {}
    for page in document.pages:
        if page.number in before:
            found[page.number] = before[page.number]
            continue
        here = [stories[slug] for slug in stories_on(page) if slug in stories]
        files = {
            _name(mark): prints.file(mark.path)
            for mark in page.marks
            if isinstance(mark, PictureMark | AdMark)
        }
        files[FURNITURE] = _furniture(edition)
        sold = {mark.booking for mark in page.marks if isinstance(mark, AdMark)}
        files |= {
            f"{BOOKED} {ad.booking}": _booked(ad)
            for ad in edition.advertisements
            if ad.booking in sold
        }
        found[page.number] = KeptPage(
            page,
            tuple(entry for entry in document.outline if entry.page == page.number),
            {story.slug: story.characters for story in here},
            {story.slug: prints.story(story) for story in here},
            {story.slug: cut[story.slug] for story in here if story.slug in cut},
            files,
            metrics.get(page.number),
        )
    return found


def _name(mark: PictureMark | AdMark) -> str:
    return mark.name if isinstance(mark, PictureMark) else mark.booking


def together(pages: Mapping[int, KeptPage], wanted: Mapping[int, object]) -> dict[int, str]:
    """Pages to keep: the wanted ones, and those that a story runs over to, with the story's
    slug."""
    found = dict.fromkeys((n for n in wanted if n in pages), "")
    while True:
        slugs = {slug for number in found for slug in pages[number].characters}
        more = {
            number: slug
            for number, kept in pages.items()
            if number not in found
            for slug in kept.characters
            if slug in slugs
        }
        if not more:
            return dict(sorted(found.items()))
        found |= more


def without(edition: Edition, kept: Mapping[int, KeptPage]) -> Edition:
    """The edition with what stands on kept pages taken out."""
    gone = {slug for page in kept.values() for slug in page.characters}
    booked = {booking for page in kept.values() for booking in page.bookings}
    return replace(
        edition,
        stories=tuple(story for story in edition.stories if story.slug not in gone),
        advertisements=tuple(ad for ad in edition.advertisements if ad.booking not in booked),
        wishes=tuple(wish for wish in edition.wishes if wish.slug not in gone),
    )


def _furniture(edition: Edition) -> str:
    """What folio and nameplate are made from."""
    words = (edition.publication, edition.date, edition.number, edition.price, edition.name)
    return hashlib.sha256(repr(words).encode()).hexdigest()[:24]


def _booked(ad: Advertisement) -> str:
    """What was booked, the file apart."""
    return hashlib.sha256(repr(replace(ad, file=AdFile(Path(), ""))).encode()).hexdigest()[:24]


def usable(
    kept: Mapping[int, KeptPage], design: Design, edition: Edition
) -> tuple[dict[int, KeptPage], tuple[Finding, ...]]:
    """The locked pages that can stand in this edition, and what is odd about the others."""
    found: dict[int, KeptPage] = {}
    told: list[Finding] = []
    for number, page in kept.items():
        if page.page.size != design.grid.trim:
            fact = (
                f"page {number} is locked in another format than {design.name}; it is laid out anew"
            )
            remedy = "build with the layout it was locked in, or delete the lock to lock it anew"
            told.append(_lock("plan.locked-format", fact, remedy, number))
            continue
        found[number] = page
        if number > edition.pages.most:
            fact = (
                f"page {number} is locked, and the edition is to have {edition.pages.most} pages "
                "at most"
            )
            told.append(
                _lock("plan.locked", fact, "take the lock away, or allow more pages", number)
            )
    return found, tuple(told)


def _lock(rule: str, fact: str, remedy: str, number: int) -> Finding:
    return Finding(Severity.ERROR, rule, fact, remedy, "plan.yaml", field="pages", page=number)


def _points_wrong(link: Link, where: Callable[[str], Sequence[int]]) -> bool:
    """A pointer is right where its story begins, a jump's on any of its pages."""
    pages = where(link.origin.story)
    return (
        link.page not in pages
        if link.origin.element is Element.JUMP_LINE
        else link.page != (pages or [0])[0]
    )


def changes(
    kept: Mapping[int, KeptPage], edition: Edition, where: Callable[[str], Sequence[int]]
) -> list[Finding]:
    """What a locked page says that is no longer so: the loudest finding there is.

    where: the pages that a story stands on now, none for one that is not in the paper.
    """
    prints = Prints()
    stories = {story.slug: story for story in edition.stories}
    found: list[Finding] = []

    def tell(number: int, slug: str, fact: str, remedy: str) -> None:
        message = f"page {number} is locked, but {fact}"
        found.append(
            Finding(
                Severity.ERROR,
                "plan.locked",
                message,
                remedy,
                "plan.yaml",
                0,
                "pages",
                slug,
                number,
            )
        )

    for number, page in kept.items():
        for slug, was in page.prints.items():
            if slug not in stories:
                tell(
                    number,
                    slug,
                    f"its story {slug} is no longer in the day",
                    "take the lock away, or restore the story",
                )
            elif stories[slug].hold:
                tell(
                    number,
                    slug,
                    f"its story {slug} is to be held",
                    "take the lock away, or do not hold the story",
                )
            elif prints.story(stories[slug]) != was:
                tell(
                    number,
                    slug,
                    f"{slug} has changed since",
                    "take the lock away to print the new text or pictures",
                )
        if page.files.get(FURNITURE, "") not in ("", _furniture(edition)):
            tell(
                number,
                "",
                "the paper's name, date line, number or price has changed",
                "take the lock away",
            )
        booked = {ad.booking: ad for ad in edition.advertisements}
        for mark in page.page.marks:
            if isinstance(mark, AdMark) and mark.booking not in booked:
                tell(
                    number,
                    "",
                    f"advertisement {mark.booking} is no longer booked",
                    "take the lock away",
                )
            elif (
                isinstance(mark, AdMark)
                and prints.file(booked[mark.booking].file.path) != page.files[mark.booking]
            ):
                tell(
                    number,
                    "",
                    f"the file of advertisement {mark.booking} has changed",
                    "take the lock away",
                )
            elif isinstance(mark, AdMark) and _booked(booked[mark.booking]) != page.files.get(
                f"{BOOKED} {mark.booking}"
            ):
                tell(
                    number,
                    "",
                    f"advertisement {mark.booking} is booked otherwise now",
                    "take the lock away",
                )
            elif isinstance(mark, Link) and mark.origin.story and _points_wrong(mark, where):
                slug, now = mark.origin.story, (where(mark.origin.story) or [0])[0]
                fact = f"it points to {slug} on page {mark.page}, which is " + (
                    f"on page {now}" if now else "held"
                )
                tell(number, slug, fact, f"pin {slug} to page {mark.page}, or take the lock away")
    return list(dict.fromkeys(found))
