"""Two issues compared: which pages and plates differ, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from epaper.issue.issue import Booking, Issue, StoryRecord
from epaper.page.marks import AdMark, Fill, GlyphRun, Link, Mark, PictureMark, Polygon, Rule
from epaper.page.page import Page
from epaper.page.style import Colour

INKS = ("C", "M", "Y", "K")
BLACK = ("K",)


@dataclass(frozen=True, slots=True)
class PageDiff:
    """A page that differs.  `plates`: inks that its differing marks are printed in."""

    page: int
    what: str  # "changed", "new" or "gone"
    stories: tuple[str, ...] = ()  # whose marks differ
    came: tuple[str, ...] = ()  # stories that were not on it
    went: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.what != "changed":
            return f"page {self.page} is {self.what}"
        told = [f"plates {' '.join(self.plates)}" if self.plates else "no plate"]
        told += [f"came {', '.join(self.came)}"] if self.came else []
        told += [f"went {', '.join(self.went)}"] if self.went else []
        same = [slug for slug in self.stories if slug not in (*self.came, *self.went)]
        told += [f"differs {', '.join(same)}"] if same else []
        return f"page {self.page}: {'; '.join(told)}"


@dataclass(frozen=True, slots=True)
class IssueDiff:
    pages: tuple[PageDiff, ...]
    causes: tuple[str, ...]  # what went in differently

    def as_data(self) -> dict[str, Any]:
        """{"pages": [...], "causes": [...]}."""
        return {"pages": [asdict(page) for page in self.pages], "causes": list(self.causes)}


def compare(before: Issue, after: Issue) -> IssueDiff:
    """Pages by number; a page is the same when all that it prints is the same."""
    old = {page.number: page for page in before.pages}
    new = {page.number: page for page in after.pages}
    recoloured = _recoloured(before, after)
    pages = []
    for number in sorted(old.keys() | new.keys()):
        if number not in old or number not in new:
            pages.append(PageDiff(number, "new" if number in new else "gone"))
            continue
        difference = _page(old[number], new[number], after.colours, recoloured)
        if difference is not None:
            pages.append(difference)
    return IssueDiff(tuple(pages), tuple(_causes(before, after)))


def _page(
    old: Page, new: Page, colours: Mapping[str, Colour], recoloured: frozenset[str]
) -> PageDiff | None:
    marks: list[Mark] = []
    if old.marks != new.marks:  # of a page that stood they are the same objects
        marks = [*_without(old.marks, new.marks), *_without(new.marks, old.marks)]
    marks += [mark for mark in new.marks if _colours_of(mark) & recoloured]
    if not marks and old.size == new.size:
        return None
    was, now = _slugs(old.marks), _slugs(new.marks)
    inks = {ink for mark in marks for ink in plates_of(mark, colours)}
    return PageDiff(
        page=new.number,
        what="changed",
        stories=tuple(slug for slug in _slugs(marks)),
        came=tuple(slug for slug in now if slug not in was),
        went=tuple(slug for slug in was if slug not in now),
        plates=tuple(ink for ink in INKS if ink in inks),
    )


def plates_of(mark: Mark, colours: Mapping[str, Colour]) -> tuple[str, ...]:
    """The inks that a mark is printed in on a colour page; of pictures and advertisements all, as
    their pixels are not looked at."""
    match mark:
        case Link():
            return ()
        case PictureMark() | AdMark():
            return INKS
        case _:
            inks: list[str] = []
            for name in _colours_of(mark):
                colour = colours.get(name)
                shares = colour.cmyk if colour else (0.0, 0.0, 0.0, 1.0)
                inks += [ink for ink, share in zip(INKS, shares, strict=True) if share > 0]
            return tuple(dict.fromkeys(inks)) or BLACK


def _colours_of(mark: Mark) -> set[str]:
    match mark:
        case GlyphRun() | Rule() | Fill():
            return {mark.colour}
        case Polygon():
            return {mark.fill, mark.stroke} - {""}
        case _:
            return set()


def _recoloured(before: Issue, after: Issue) -> frozenset[str]:
    old, new = before.colours, after.colours
    return frozenset(name for name in old.keys() & new.keys() if old[name] != new[name])


def _without(marks: Iterable[Mark], others: Iterable[Mark]) -> list[Mark]:
    """Marks that the others do not have; links are not printed."""
    known = set(others)
    return [mark for mark in marks if mark not in known and not isinstance(mark, Link)]


def _slugs(marks: Iterable[Mark]) -> dict[str, None]:
    return {mark.origin.story: None for mark in marks if mark.origin.story}


def _causes(before: Issue, after: Issue) -> list[str]:
    return [
        *_story_causes(before.stories, after.stories),
        *_booking_causes(before.bookings, after.bookings),
        *_settings_causes(before, after),
    ]


def _story_causes(before: Iterable[StoryRecord], after: Iterable[StoryRecord]) -> list[str]:
    old, new = {s.slug: s for s in before}, {s.slug: s for s in after}
    causes = []
    for slug in sorted(old.keys() | new.keys()):
        if slug not in old:
            causes.append(f"{slug} is new in the day")
        elif slug not in new:
            causes.append(f"{slug} is no longer in the day")
        elif old[slug].digest != new[slug].digest:
            causes.append(f"{slug} has changed")
        elif old[slug].status != new[slug].status:
            was, now = old[slug], new[slug]
            why = f": {now.reason}" if now.reason else ""
            causes.append(f"{slug} was {was.status}, it is {now.status}{why}")
    return causes


def _booking_causes(before: Iterable[Booking], after: Iterable[Booking]) -> list[str]:
    old, new = {b.booking: b for b in before}, {b.booking: b for b in after}
    causes = []
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            causes.append(f"advertisement {name} is new")
        elif name not in new:
            causes.append(f"advertisement {name} is gone")
        elif old[name].file != new[name].file:
            causes.append(f"advertisement {name} has another file")
        elif old[name].digest != new[name].digest:
            causes.append(f"advertisement {name} is booked otherwise")
    return causes


def _settings_causes(before: Issue, after: Issue) -> list[str]:
    """Settings files that differ (stories, pictures and advertisements are told by name)."""
    old = {one.path: one.digest for one in before.inputs}
    new = {one.path: one.digest for one in after.inputs}
    causes = [
        f"{path} has changed"
        for path in sorted(old.keys() | new.keys())
        if path.endswith((".yaml", ".yml"))
        and "/ads/" not in path
        and old.get(path) != new.get(path)
    ]
    if before.furniture != after.furniture:
        causes.append("the paper's name, date line, number or price has changed")
    if before.program != after.program:
        causes.append(f"epaper {before.program} laid out the one, {after.program} the other")
    return causes
