"""Pages that plan.yaml locks, taken from the issue that was built before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from epaper.issue.issue import Issue, LockedPage, PlanSheet, StoryRecord
from epaper.model.digests import story_digest
from epaper.model.finding import Finding, Severity
from epaper.model.plan import PageWish
from epaper.model.story import Story
from epaper.page.marks import Element, GlyphRun, PictureMark
from epaper.page.of_page import OfPage
from epaper.page.page import Page

# words about stories, not stories
ELSEWHERE = (Element.INSIDE, Element.TEASER, Element.CONTENTS, Element.FOLIO, Element.NAMEPLATE)


@OfPage
def stories_on(page: Page) -> dict[str, None]:
    """Slugs of the stories that stand on a page, in the order of its marks."""
    return {
        mark.origin.story: None
        for mark in page.marks
        if isinstance(mark, GlyphRun | PictureMark)
        and mark.origin.story
        and mark.origin.element not in ELSEWHERE
    }


def is_same(story: Story, was: StoryRecord) -> bool:
    """Whether a story is as it was; related ones that are no longer in the day are not named."""
    if story_digest(story) == was.digest:
        return True
    fewer = set(story.related) < set(was.related)
    return fewer and story_digest(replace(story, related=was.related)) == was.digest


def as_locked(issue: Issue, page: Page) -> LockedPage:
    """A page of the issue with all that a later build must know of it."""
    here = stories_on(page)
    empty = PlanSheet(page.number, page.section, "locked", tuple(here))
    return LockedPage(
        page=page,
        outline=tuple(entry for entry in issue.outline if entry.page == page.number),
        stories=tuple(story for story in issue.stories if story.slug in here),
        bookings=tuple(b for b in issue.bookings if page.number in b.pages),
        sheet=issue.sheet(page.number) or empty,
        furniture=issue.furniture,
    )


def locked_pages(
    before: Issue | None, wishes: Sequence[PageWish]
) -> tuple[dict[int, LockedPage], tuple[Finding, ...]]:
    """The pages to keep as they are: those that are wished, and those that a story of theirs runs
    over to.

    A lock on a page that was never built takes effect with this build.
    """
    wanted = {wish.number: wish for wish in wishes if wish.lock}
    if not wanted or before is None:
        return {}, ()
    known = {page.number: as_locked(before, page) for page in before.pages}
    known |= {locked.page.number: locked for locked in before.locks}
    numbers = together(known, wanted)
    findings = tuple(
        Finding(
            Severity.INFO,
            "plan.locked",
            f"page {number} is locked, too: {slug} runs over to it",
            "",
            file="plan.yaml",
            field="pages",
            story=slug,
            page=number,
        )
        for number, slug in numbers.items()
        if number not in wanted
    )
    return {number: known[number] for number in numbers}, findings


def together(pages: Mapping[int, LockedPage], wanted: Mapping[int, object]) -> dict[int, str]:
    """Pages to keep: the wanted ones, and those that a story runs over to, with the story's
    slug."""
    found = dict.fromkeys((n for n in wanted if n in pages), "")
    slugs = {number: {story.slug for story in page.stories} for number, page in pages.items()}
    while True:
        here = {slug for number in found for slug in slugs[number]}
        more = {
            number: min(slugs[number] & here)
            for number in pages
            if number not in found and slugs[number] & here
        }
        if not more:
            return dict(sorted(found.items()))
        found |= more
