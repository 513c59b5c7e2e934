"""From pages of marks to the structure of the edition, by what each mark says of its origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from epaper.page.direction import direction_of
from epaper.page.marks import (
    AdMark,
    Element,
    Fill,
    GlyphRun,
    Link,
    Mark,
    Origin,
    PictureMark,
    Polygon,
    Rule,
)
from epaper.page.page import Page
from epaper.page.structure import Article, Block, BlockRole, SectionContent, Span, Structure
from epaper.words.words import Words

OF_THE_PAPER = (Element.NAMEPLATE, Element.INSIDE, Element.TEASER)  # belong to no section
# of a story and said by the paper, in its own language whatever the story's
PAPERS_WORDS = (Element.JUMP_LINE, Element.READ_ALSO, Element.FURNITURE)
FIRST = (Element.KICKER, Element.HEADLINE, Element.DECK, Element.BYLINE)  # of an article, so read

_TEXT = {
    Element.NAMEPLATE: BlockRole.TITLE,
    Element.SECTION_HEAD: BlockRole.TITLE,
    Element.HEADLINE: BlockRole.HEADLINE,
    Element.CROSSHEAD: BlockRole.CROSSHEAD,
    Element.QUOTATION: BlockRole.QUOTATION,
    Element.LIST_ITEM: BlockRole.LIST_ITEM,
    Element.CAPTION: BlockRole.CAPTION,
    Element.PICTURE_CREDIT: BlockRole.CAPTION,
    Element.CHART: BlockRole.FIGURE,
    Element.PULL_QUOTE: BlockRole.ASIDE,
    Element.NUMBER: BlockRole.ASIDE,
    Element.POINTS: BlockRole.ASIDE,
    Element.TIMELINE: BlockRole.ASIDE,
    Element.PROPOSED: BlockRole.ASIDE,
}
_DECORATION = (Element.FOLIO, Element.FURNITURE)


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """What the structure needs to know of a story."""

    section: str
    headline: str
    language: str
    chart: str = ""  # what the editor says of its chart, for readers who cannot see it


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What stands for figures that have no words of their own: the paper's, and each booking's
    name."""

    words: Words
    advertisers: Mapping[str, str] = field(default_factory=dict)  # booking -> advertiser


def role_of(mark: Mark) -> BlockRole | None:
    """None for decoration: folios, rules and tints, pictures that say nothing."""
    match mark:
        case GlyphRun(origin=origin):
            if origin.element in _DECORATION or not mark.words:
                return None
            return _TEXT.get(origin.element, BlockRole.PARAGRAPH)
        case PictureMark():
            return BlockRole.FIGURE if mark.alt else None
        case AdMark():
            return BlockRole.FIGURE
        case Link():
            return BlockRole.LINK
        case Rule() | Fill() | Polygon():
            return BlockRole.FIGURE if mark.origin.element is Element.CHART else None


def structure_of(
    pages: Sequence[Page],
    stories: Mapping[str, StoryFacts],
    language: str,
    alternatives: Alternatives,
) -> Structure:
    """Every mark that is to be read stands in exactly one block.

    A story's marks of one element and part are one block, over legs and pages; what a page has
    beside stories is a block for each unbroken run of marks.
    """
    blocks: dict[tuple[object, ...], _Growing] = {}
    contents = alternatives.words.phrases.contents
    for page in pages:
        last: tuple[object, ...] = ()
        for index, mark in enumerate(page.marks):
            role = role_of(mark)
            if role is None:
                continue
            origin = mark.origin
            key: tuple[object, ...] = (origin, role)
            if role is BlockRole.LINK:
                key = (origin, role, page.number, index)
            elif not origin.story:
                run = last[3] if last[:3] == (origin, role, page.number) else index
                key = (origin, role, page.number, run)
            last = key
            if key not in blocks:
                blocks[key] = _Growing(role, origin, _home(origin, page, stories, contents))
            blocks[key].add(page.number, index, mark)
    return _gathered(blocks.values(), stories, language, alternatives)


@dataclass(slots=True)
class _Growing:
    """A block while its marks are gathered."""

    role: BlockRole
    origin: Origin
    section: str
    spans: list[Span] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # of a figure
    booking: str = ""

    def add(self, page: int, index: int, mark: Mark) -> None:
        last = self.spans[-1] if self.spans else None
        if last and last.page == page and last.last == index:
            self.spans[-1] = replace(last, last=index + 1)
        else:
            self.spans.append(Span(page, index, index + 1))
        if self.role is BlockRole.FIGURE:
            if isinstance(mark, GlyphRun):
                self.texts.append(mark.text.strip())
            elif isinstance(mark, PictureMark):
                self.texts.append(mark.alt)
            elif isinstance(mark, AdMark):
                self.booking = mark.booking

    def done(self, language: str, alternatives: Alternatives, chart: str) -> Block:
        alt = ""
        if self.role is BlockRole.FIGURE:
            alt = " ".join(self.texts)
            if self.origin.element is Element.CHART:
                alt = chart or alternatives.words.chart_text(alt)
            elif self.origin.element is Element.ADVERTISEMENT:
                who = alternatives.advertisers.get(self.booking, "")
                alt = alternatives.words.advertisement_of(who)
        return Block(
            role=self.role,
            element=self.origin.element,
            spans=tuple(self.spans),
            part=self.origin.part,
            language=language,
            direction=direction_of(language),
            alt=alt,
        )


def _home(origin: Origin, page: Page, stories: Mapping[str, StoryFacts], contents: str) -> str:
    """The section in which a mark is read; `contents`: what those are called."""
    if origin.element in OF_THE_PAPER:
        return ""
    if origin.element is Element.CONTENTS:
        return contents
    known = stories.get(origin.story)
    return known.section if known else page.section


def _gathered(
    blocks: Iterable[_Growing],
    stories: Mapping[str, StoryFacts],
    language: str,
    alternatives: Alternatives,
) -> Structure:
    """Blocks into articles, articles into sections, in the order in which they first appear."""
    sections: dict[str, dict[str, list[_Growing]]] = {}
    for block in blocks:
        outside = block.origin.element in (*OF_THE_PAPER, Element.CONTENTS)
        slug = "" if outside else block.origin.story
        sections.setdefault(block.section, {}).setdefault(slug, []).append(block)

    def article(slug: str, parts: Sequence[_Growing]) -> Article:
        facts = stories.get(slug, StoryFacts("", "", ""))
        own = facts.language or language
        order = sorted(parts, key=lambda part: _rank(part.origin.element)) if slug else parts
        blocks = tuple(
            part.done(
                language if part.origin.element in PAPERS_WORDS else own, alternatives, facts.chart
            )
            for part in order
        )
        return Article(slug, facts.headline, blocks)

    return Structure(
        tuple(
            SectionContent(name, tuple(article(slug, parts) for slug, parts in articles.items()))
            for name, articles in sorted(sections.items(), key=lambda section: bool(section[0]))
        )
    )


def _rank(element: Element) -> int:
    return FIRST.index(element) if element in FIRST else len(FIRST)
