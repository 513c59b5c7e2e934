"""The order in which an edition is read: its lead first, then section by section in the paper's
order, in each from page to page, and what stands beside the news at the end."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.page.marks import Element, GlyphRun
from epaper.page.page import Page
from epaper.page.structure import Article, SectionContent, Structure


def in_order(
    structure: Structure, pages: Sequence[Page], contents: str, sections: Sequence[str]
) -> Structure:
    """`contents`: what those are called; `sections`: names in the paper's order, others come after
    them as they stand.

    The section of the story that leads page 1 comes before all others.  A story belongs to the page
    on which it begins; of a page the one with the largest headline is read first, the others as
    they were painted.
    """
    leads = [_lead(page) for page in pages]
    ranks = {name: place for place, name in enumerate(dict.fromkeys(sections))}

    def section_key(section: SectionContent) -> tuple[bool, bool, bool, int]:
        stories = [article.story for article in section.articles if article.story]
        leading = bool(leads) and leads[0] in stories
        rank = ranks.get(section.name, len(ranks))
        return not section.name, section.name != contents, not leading, rank

    def article_key(article: Article) -> tuple[int, bool]:
        return article.pages[0], article.story not in leads

    def ordered(section: SectionContent) -> SectionContent:
        stories = iter(sorted((a for a in section.articles if a.story), key=article_key))
        found = (next(stories) if article.story else article for article in section.articles)
        return SectionContent(section.name, tuple(found))

    first = [one for one in structure.sections if not one.name and not _has_stories(one)]
    rest = [one for one in structure.sections if one not in first]
    return Structure((*first, *(ordered(one) for one in sorted(rest, key=section_key))))


def _has_stories(section: SectionContent) -> bool:
    return any(article.story for article in section.articles)


def _lead(page: Page) -> str:
    """The story of the largest headline on a page; empty where it has none."""
    largest, story = 0.0, ""
    for mark in page.marks:
        headed = isinstance(mark, GlyphRun) and mark.origin.element is Element.HEADLINE
        if headed and isinstance(mark, GlyphRun) and mark.size > largest:
            largest, story = mark.size, mark.origin.story
    return story
