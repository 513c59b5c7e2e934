"""What becomes of an issue on the night: a story is killed, a page corrected."""

from __future__ import annotations

from dataclasses import replace

from epaper.issue.issue import Issue
from epaper.page.marks import Element, GlyphRun, Mark
from epaper.page.structure import Structure

POINTERS = (Element.CONTENTS, Element.INSIDE)  # they name it as well
STORY = "tram"


def without(issue: Issue, slug: str) -> Issue:
    """As a rebuild leaves it when a story was killed: its marks and its place are gone."""

    def stays(mark: Mark) -> bool:
        return mark.origin.story != slug and mark.origin.element not in POINTERS

    kept = {page.number: [stays(mark) for mark in page.marks] for page in issue.pages}

    def place(page: int, mark: int) -> int:
        return sum(kept[page][:mark])

    sections = tuple(
        replace(
            section,
            articles=tuple(
                replace(
                    article,
                    blocks=tuple(
                        replace(
                            block,
                            spans=tuple(
                                replace(
                                    span,
                                    first=place(span.page, span.first),
                                    last=place(span.page, span.last),
                                )
                                for span in block.spans
                            ),
                        )
                        for block in article.blocks
                    ),
                )
                for article in section.articles
                if article.story != slug
            ),
        )
        for section in issue.structure.sections
    )
    pages = tuple(replace(page, marks=tuple(filter(stays, page.marks))) for page in issue.pages)
    stories = tuple(story for story in issue.stories if story.slug != slug)
    return replace(issue, pages=pages, structure=Structure(sections), stories=stories)


def corrected(issue: Issue) -> Issue:
    """With a rule less on page 3."""
    pages = list(issue.pages)
    rules = [mark for mark in pages[2].marks if not isinstance(mark, GlyphRun)]
    assert rules
    last = pages[2].marks
    shifted = next(i for i, mark in enumerate(last) if isinstance(mark, GlyphRun))
    run = last[shifted]
    assert isinstance(run, GlyphRun)
    marks = (*last[:shifted], replace(run, x=run.x + 0.5), *last[shifted + 1 :])
    pages[2] = replace(pages[2], marks=marks)
    return replace(issue, pages=tuple(pages))
