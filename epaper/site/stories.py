"""The stories of an edition, and what is to be printed of its pages as pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.issue.issue import Issue
from epaper.page.marks import AdMark, Element, Mark
from epaper.page.page import Page
from epaper.page.structure import Article, BlockRole
from epaper.site.prints import Wanted
from epaper.site.slugs import address, folders_of
from epaper.site.zones import around, ink_of, zones_of

LEAST_URGENT = 9


@dataclass(frozen=True, slots=True)
class Story:
    """A story of the edition; `folder`: its name on the site."""

    slug: str
    folder: str
    headline: str
    section: str
    language: str
    pages: tuple[int, ...]
    article: Article
    urgency: int

    @property
    def path(self) -> str:
        return address(f"{self.folder}/")


def stories_of(issue: Issue, known: Mapping[str, str]) -> Iterator[Story]:
    """In the order of reading.  `known`: folders by slug, of an earlier publish."""
    found: dict[str, tuple[str, Article]] = {}
    for section in issue.structure.sections:
        for article in section.articles:
            if article.story:
                found.setdefault(article.story, (section.name, article))
    folders = folders_of(issue.publication, found, known)
    for slug, (name, article) in found.items():
        record = issue.story(slug)
        yield Story(
            slug=slug,
            folder=folders[slug],
            headline=article.headline or (record.headline if record else slug),
            section=name,
            language=(record.language if record else "") or issue.language,
            pages=article.pages,
            article=article,
            urgency=record.urgency if record else LEAST_URGENT,
        )


def wanted_of(issue: Issue, stories: Iterable[Story]) -> dict[int, Wanted]:
    """By page: each story's module to be clipped where it begins, charts, advertisements."""
    pages = {page.number: page for page in issue.pages}
    clips: dict[int, dict[str, Rect]] = {page: {} for page in pages}
    parts: dict[int, dict[str, Rect]] = {page: {} for page in pages}
    for story in stories:
        first = pages[story.pages[0]]
        zones = zones_of(first, story.slug, marks_on(story.article, first))
        if zones:
            clips[first.number][story.folder] = zones[0]
        for (slug, part), page, rect in charts_of(story, pages):
            parts[page][chart_name(slug, part)] = rect
    for sheet in issue.pages:
        for place, mark in enumerate(sheet.marks):
            if isinstance(mark, AdMark) and mark.asset:
                parts[sheet.number][advert_name(place)] = mark.clip or mark.rect
    return {page: Wanted(clips[page], parts[page]) for page in pages}


def charts_of(
    story: Story, pages: Mapping[int, Page]
) -> Iterator[tuple[tuple[str, int], int, Rect]]:
    """Each by its story and part, with its page and place."""
    for block in story.article.blocks:
        if block.role is BlockRole.FIGURE and block.element is Element.CHART:
            page = block.spans[0].page
            inks = [
                ink_of(mark)
                for span in block.spans
                if span.page == page
                for mark in pages[page].marks[span.first : span.last]
            ]
            yield (story.slug, block.part), page, around(inks)


def marks_on(article: Article, page: Page) -> list[Mark]:
    return [
        mark
        for block in article.blocks
        for span in block.spans
        if span.page == page.number
        for mark in page.marks[span.first : span.last]
    ]


def chart_name(slug: str, part: int) -> str:
    return f"chart {slug} {part}"


def advert_name(place: int) -> str:
    return f"advertisement {place}"
