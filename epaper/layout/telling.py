"""What is to be said of a plan whose pages have been made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from epaper.layout.design.reader import Design
from epaper.layout.edition.flatplan import Flatplan
from epaper.layout.edition.front import is_flash
from epaper.layout.edition.sections import section_starts
from epaper.layout.edition.wishes import unmet
from epaper.layout.makeup.edition import MadeUp
from epaper.layout.thin import thin
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.story import Story

HELD = "layout.held"


def told(
    edition: Edition, design: Design, plan: Flatplan, made: MadeUp, ways_in: Mapping[str, str]
) -> list[Finding]:
    """`ways_in`: what would let each held story in, by slug."""
    why = _why_held(plan)
    return [
        *_held(plan, why, ways_in),
        *plan.dummy.findings,
        *plan.findings,
        *thin(edition, design, made.pages),
        *_sections(edition, design, plan),
        *_packages(edition, made.where, why),
        *_flashes(edition, made.where),
        *_standing(edition, plan, made.where),
        *unmet(edition, made.where, made.stands, plan.page_count, held=why),
    ]


def waiting_musts(plan: Flatplan) -> list[Story]:
    """Stories that must run and found no room."""
    return [story for story, _ in plan.held if story.must_run and not story.hold]


def _why_held(plan: Flatplan) -> dict[str, str]:
    """ "killed by DTP: the court forbids it", "held: no room ..." of each story that waits."""
    return {
        story.slug: str(story.stop) if story.stop else f"held: {reason}"
        for story, reason in plan.held
    }


def _held(plan: Flatplan, why: Mapping[str, str], ways_in: Mapping[str, str]) -> list[Finding]:
    found = []
    musts = waiting_musts(plan)
    for story, reason in plan.held:
        must = story in musts
        fact = (
            f"{story.slug} must run and is held: {reason}"
            if must
            else f"{story.slug} is {why[story.slug]}"
        )
        remedy = ways_in.get(story.slug, "")
        if must:
            remedy = f"let fewer stories be must_run; or {remedy}"
        severity = Severity.ERROR if must else Severity.INFO
        found.append(
            Finding(
                severity,
                HELD if not must else "layout.must-run",
                fact,
                remedy,
                file=story.file,
                line=story.stop.line if story.stop else 0,
                story=story.slug,
            )
        )
    return found


def _standing(
    edition: Edition, plan: Flatplan, where: Mapping[str, Sequence[int]]
) -> list[Finding]:
    """Which standing matter is in the paper, and what is kept for another day with the reason."""
    kept = {story.slug: reason for story, reason in plan.kept}
    able = [story for story in edition.stories if story.standing]
    used = [f"{s.slug} ({_ran(s)}page {where[s.slug][0]})" for s in able if where.get(s.slug)]
    left = [
        f"{s.slug} ({_ran(s)}{kept[s.slug]})"
        for s in able
        if s.slug in kept and not where.get(s.slug)
    ]
    fact = "; ".join(
        f"{what}: {', '.join(names)}"
        for what, names in (
            ("standing matter in the paper", used),
            ("standing matter kept for another day", left),
        )
        if names
    )
    return [Finding(Severity.INFO, "layout.standing", fact)] if fact else []


def _ran(story: Story) -> str:
    used = story.standing.used if story.standing else ""
    return f"last used {used}, " if used else ""


def _flashes(edition: Edition, where: Mapping[str, Sequence[int]]) -> list[Finding]:
    """Flashes inside, where nobody wishes them."""
    wished = {wish.slug for wish in edition.wishes if wish.page > 1 or 1 in wish.off}
    return [
        Finding(
            Severity.WARNING,
            "layout.flash",
            f"{story.slug} is a flash (urgency {story.urgency}) and stands on page "
            f"{where[story.slug][0]}, not on the front page",
            f"wish it there: {story.slug}: {{page: 1}} in plan.yaml, or give it another urgency",
            story=story.slug,
            page=where[story.slug][0],
        )
        for story in edition.stories
        if is_flash(story)
        and story.slug not in wished
        and where.get(story.slug)
        and 1 not in where[story.slug]
    ]


def _packages(
    edition: Edition, where: Mapping[str, Sequence[int]], held: Mapping[str, str]
) -> list[Finding]:
    """Side stories without their main story, or on another page than it."""
    found = []
    for story in edition.stories:
        pages, main = where.get(story.slug, ()), where.get(story.with_story, ())
        if not story.with_story or not pages:
            continue
        if not main:
            why = held.get(story.with_story, "held")
            fact = f"{story.slug} stands on page {pages[0]} without {story.with_story}, which is "
            fact += why
        elif not set(pages) & set(main):
            fact = f"{story.slug} stands on page {pages[0]}, {story.with_story}, which it belongs "
            fact += f"with, on page {main[0]}"
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
    return list(dict.fromkeys(item.copy.section for item in items if item.copy.section != name))


def _sections(edition: Edition, design: Design, plan: Flatplan) -> list[Finding]:
    """Advertisements whose page has nothing of the section that was booked; sections that start
    elsewhere.
    """
    found: list[Finding] = []
    on_page = {page.number: {item.copy.section for item in page.items} for page in plan.pages}
    for number, ads in sorted(plan.dummy.pages.items()):
        for placed in ads:
            # a whole page stands among its section
            near = [number] if number in on_page else [number - 1, number + 1]
            if placed.ad.section and not any(placed.ad.section in on_page.get(n, ()) for n in near):
                found.append(
                    Finding(
                        Severity.WARNING,
                        "ad.section",
                        f"{placed.ad.booking} is booked for {placed.ad.section}, page {number} "
                        "has nothing of it",
                        "book a page of the section",
                        file=placed.ad.source,
                        line=placed.ad.line,
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
        # a guest fills what the section cannot
        severity = Severity.INFO if start == "own page" else Severity.WARNING
        found.append(Finding(severity, "layout.section-start", fact, remedy, page=pages[0]))
    return found
