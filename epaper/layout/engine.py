"""An edition laid out: planned, drawn, and told what happened to every story."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.errors import LayoutError
from epaper.layout.design.reader import Design
from epaper.layout.edition.flatplan import Flatplan, Planner
from epaper.layout.edition.sections import section_starts
from epaper.layout.edition.wishes import unmet
from epaper.layout.explain import page_layouts
from epaper.layout.makeup.drawing import Drawing
from epaper.layout.makeup.furniture import long_date
from epaper.layout.makeup.kept import KeptPage, changes, keep, without
from epaper.layout.makeup.metrics import PageMetrics
from epaper.layout.measure.tables import Shaper
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.story import Story
from epaper.page.page import Document
from epaper.typeset.typesetter import Typesetter

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Placement:
    slug: str
    pages: tuple[int, ...]
    status: str  # "placed", "jumped", "held", "cut"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LaidOut:
    document: Document
    placements: tuple[Placement, ...]
    findings: tuple[Finding, ...]
    metrics: tuple[PageMetrics, ...]
    cut: Mapping[str, Mapping[str, int]]  # slug -> rule -> characters that the rule left out
    kept: Mapping[int, KeptPage]  # every page, as a later build may keep it
    locked: Mapping[str, int]  # characters of the stories on locked pages as they were locked


def lay_out(
    edition: Edition,
    design: Design,
    setter: Typesetter,
    jobs: int = 1,
    progress: Progress | None = None,
    kept: Mapping[int, KeptPage] | None = None,
) -> LaidOut:
    """Lay out the whole edition around the pages that are `kept` as they were.

    Raises LayoutError when a page cannot be made at all.
    """
    kept = kept or {}
    say = progress or (lambda _stage, _done, _all: None)
    edition, plan = plan_day(edition, design, setter, jobs, say, kept)
    drawing = Drawing(edition, design, setter, plan, kept)
    document = Document(
        title=f"{edition.publication.name}, {long_date(edition.date)}",
        author=edition.publication.publisher or edition.publication.name,
        subject=" · ".join(t for t in (edition.name, edition.number) if t) or "Edition",
        language=edition.publication.language,
        date=edition.date,
        pages=drawing.pages(),
        outline=tuple(sorted(drawing.outline, key=lambda e: (e.page, e.level, e.y))),
    )
    findings = findings_of(edition, plan, drawing, kept)
    metrics = tuple(drawing.metrics)
    return LaidOut(
        document,
        _placements(edition, plan, drawing.where),
        findings,
        metrics,
        drawing.cut,
        keep(document, edition, {m.page: m for m in metrics}, drawing.cut, kept),
        {slug: count for page in kept.values() for slug, count in page.characters.items()},
    )


def findings_of(
    edition: Edition, plan: Flatplan, drawing: Drawing, kept: Mapping[int, KeptPage]
) -> tuple[Finding, ...]:
    """What is to be said of a plan whose pages have been drawn."""
    return (
        *changes(kept, edition, lambda slug: drawing.where.get(slug, [])),
        *drawing.findings,
        *_held(plan),
        *plan.dummy.findings,
        *plan.findings,
        *_sections(edition, drawing.design, plan),
        *_packages(edition, drawing.where),
        *unmet(edition, drawing.where, drawing.stands, plan.page_count),
        *drawing.setter.findings,
    )


def plan_day(
    edition: Edition,
    design: Design,
    setter: Typesetter,
    jobs: int = 1,
    say: Progress = lambda _stage, _done, _all: None,
    kept: Mapping[int, KeptPage] | None = None,
) -> tuple[Edition, Flatplan]:
    """The flatplan, and the edition as it is laid out: without jumps where a part of a story found
    no page.
    """
    kept = kept or {}
    taken = frozenset(kept)

    def planned(edition: Edition, tight: bool = False) -> Flatplan:
        return Planner(without(edition, kept), design, setter, say, jobs, taken, tight).plan()

    plan = planned(edition)
    if _torn(plan):
        edition, plan = _mended(edition, plan, planned)
    if _waiting_musts(plan):
        tight = planned(edition, tight=True)
        if len(_waiting_musts(tight)) < len(_waiting_musts(plan)) and not _torn(tight):
            plan = tight
    locked = {number: tuple(page.characters) for number, page in kept.items()}
    return edition, _chosen(edition, replace(plan, locked=locked), Shaper(design, setter))


def _waiting_musts(plan: Flatplan) -> list[Story]:
    """Stories that must run and found no room."""
    return [story for story, _ in plan.held if story.must_run and not story.hold]


def _torn(plan: Flatplan) -> dict[str, Story]:
    """Stories of which a part stands on a page and another found none, or none after the one
    before.
    """
    held = {story.slug for story, _ in plan.held}
    parts: dict[str, list[tuple[int, int, Story]]] = {}
    for page in plan.pages:
        for item in page.items:
            if item.chain and item.story:
                parts.setdefault(item.slug, []).append((item.part, page.number, item.story))
    found = {}
    for slug, here in parts.items():
        pages = [number for _, number, _ in sorted(here, key=lambda p: p[:2])]
        if slug in held or any(later <= earlier for earlier, later in itertools.pairwise(pages)):
            found[slug] = here[0][2]
    return found


def _mended(
    edition: Edition, plan: Flatplan, planned: Callable[[Edition], Flatplan]
) -> tuple[Edition, Flatplan]:
    """The day without jumps, or without the stories that find no pages for all their parts: what
    holds less.
    """
    ways: list[tuple[Edition, Flatplan]] = []
    for whole in (True, False):
        try:
            one = replace(edition, jumps=False) if whole else edition
            ways.append((one, planned(one) if whole else _without_torn(edition, plan, planned)))
        except (
            LayoutError
        ) as error:  # as on a day of which every story is longer than the front page
            if not whole and not ways:
                raise error
    return min(ways, key=lambda way: (len(_waiting_musts(way[1])), len(way[1].held)))


def _optional(stories: Mapping[str, Story]) -> dict[str, Story]:
    return {slug: story for slug, story in stories.items() if not story.must_run}


def _without_torn(
    edition: Edition, plan: Flatplan, planned: Callable[[Edition], Flatplan]
) -> Flatplan:
    """The day without the stories that find no pages for all their parts; those are held, and
    before one that must run the other long ones."""
    gone: dict[str, Story] = {}
    while torn := _torn(plan):
        long = {
            i.slug: i.story for page in plan.pages for i in page.items if i.chain and i.story
        } | torn
        gone |= _optional(torn) or _optional(long) or torn
        if len(gone) == len(edition.stories):
            raise LayoutError(
                f"the edition has too few pages for {', '.join(sorted(gone))}; allow more pages"
            )
        plan = planned(
            replace(edition, stories=tuple(s for s in edition.stories if s.slug not in gone))
        )
    why = "no pages are left for all its parts"
    return replace(plan, held=(*plan.held, *((story, why) for story in gone.values())))


def _chosen(edition: Edition, plan: Flatplan, shaper: Shaper) -> Flatplan:
    """The flatplan with the runners-up that the editor prefers."""
    wanted = {wish.number: wish for wish in edition.page_wishes if wish.runner_up}
    pages, findings = [], list(plan.findings)
    for lock in edition.page_wishes:
        if lock.lock and lock.number > plan.page_count:
            fact = (
                f"page {lock.number} is to be locked, and the edition has {plan.page_count} pages"
            )
            findings.append(
                replace(_page_wish(fact, lock.line, lock.number), remedy="take the lock away")
            )
    for page in plan.pages:
        wish = wanted.pop(page.number, None)
        if wish:
            layouts = page_layouts(page, shaper)
            if wish.runner_up < len(layouts):
                page = replace(page, layout=layouts[wish.runner_up])
            else:
                fact = (
                    f"page {page.number} has {len(layouts) - 1} runners-up, the {wish.runner_up}. "
                    "is wished"
                )
                findings.append(_page_wish(fact, wish.line, page.number))
        pages.append(page)
    for number, wish in wanted.items():
        fact = (
            f"runner-up {wish.runner_up} of page {number} is wished, and that page has no stories "
            "to arrange"
        )
        findings.append(_page_wish(fact, wish.line, number))
    return replace(plan, pages=tuple(pages), findings=tuple(findings))


def _page_wish(fact: str, line: int, page: int) -> Finding:
    remedy = "see epaper plan --page N --alternatives K"
    return Finding(
        Severity.WARNING, "plan.unmet", fact, remedy, "plan.yaml", line, "pages", page=page
    )


def _placements(
    edition: Edition, plan: Flatplan, where: Mapping[str, list[int]]
) -> tuple[Placement, ...]:
    """What became of every story, in the edition's order."""
    held = {story.slug: reason for story, reason in plan.held}
    found = []
    for story in edition.stories:
        pages = tuple(where.get(story.slug, ()))
        status = "jumped" if len(pages) > 1 else "placed" if pages else "held"
        if pages or story.slug in held:
            found.append(Placement(story.slug, pages, status, "" if pages else held[story.slug]))
    return tuple(found)


def _held(plan: Flatplan) -> list[Finding]:
    found = []
    for story, reason in plan.held:
        must = story in _waiting_musts(plan)
        fact = (
            f"{story.slug} must run and is held: {reason}"
            if must
            else f"{story.slug} is held: {reason}"
        )
        remedy = "allow more pages, or let fewer stories be must_run" if must else ""
        severity = Severity.ERROR if must else Severity.INFO
        found.append(
            Finding(
                severity,
                "layout.held" if not must else "layout.must-run",
                fact,
                remedy,
                story=story.slug,
            )
        )
    return found


def _packages(edition: Edition, where: Mapping[str, Sequence[int]]) -> list[Finding]:
    """Side stories without their main story, or on another page than it."""
    found = []
    for story in edition.stories:
        pages, main = where.get(story.slug, ()), where.get(story.with_story, ())
        if not story.with_story or not pages:
            continue
        if not main:
            fact = (
                f"{story.slug} stands on page {pages[0]} without {story.with_story}, which is held"
            )
        elif not set(pages) & set(main):
            fact = f"{story.slug} stands on page {pages[0]}, {story.with_story} on page {main[0]}"
        else:
            continue
        remedy = "put both in one section, or pin them to one page"
        usual = main and main[0] == 1  # the front page's main story with its sides inside
        severity = Severity.INFO if usual else Severity.WARNING
        found.append(
            Finding(severity, "layout.package", fact, remedy, story=story.slug, page=pages[0])
        )
    return found


def _guests(plan: Flatplan, pages: Sequence[int], name: str) -> list[str]:
    """Other sections on the first of a section's pages."""
    items = next(page.items for page in plan.pages if page.number == pages[0])
    return list(dict.fromkeys(item.section for item in items if item.section != name))


def _sections(edition: Edition, design: Design, plan: Flatplan) -> list[Finding]:
    """Advertisements whose page has nothing of the section that was booked; sections that start
    elsewhere.
    """
    found: list[Finding] = []
    on_page = {page.number: {item.section for item in page.items} for page in plan.pages}
    for number, ads in sorted(plan.dummy.pages.items()):
        for placed in ads:
            near = (
                [number] if number in on_page else [number - 1, number + 1]
            )  # a whole page stands among its section
            if placed.ad.section and not any(placed.ad.section in on_page.get(n, ()) for n in near):
                found.append(
                    Finding(
                        Severity.WARNING,
                        "ad.section",
                        f"{placed.ad.booking} is booked for {placed.ad.section}, page {number} "
                        "has nothing of it",
                        "book a page of the section",
                        page=number,
                    )
                )
    for place, start in sorted(section_starts(edition, design).items()):
        name = edition.sections[place].name
        pages = [page.number for page in plan.pages if page.number > 1 and page.section == name]
        if pages and start.isdecimal() and int(start) != pages[0]:
            fact = f"{name} is to start on page {start}, it starts on page {pages[0]}"
        elif pages and start == "right-hand page" and pages[0] % 2 == 0:
            fact = f"{name} is to start on a right-hand page, it starts on page {pages[0]}"
        elif pages and start == "own page" and (guests := _guests(plan, pages, name)):
            fact = (
                f"{name} is to have its pages to itself; on page {pages[0]} there is "
                f"{', '.join(guests)}, too"
            )
        else:
            continue
        remedy = "change the rule, or the number of pages"
        severity = (
            Severity.INFO if start == "own page" else Severity.WARNING
        )  # a guest fills what the section cannot
        found.append(Finding(severity, "layout.section-start", fact, remedy, page=pages[0]))
    return found
