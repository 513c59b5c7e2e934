"""From pages of marks to the structure of the edition, by what each mark says of its origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from epaper.issue.grouping import grouped
from epaper.issue.order import in_order
from epaper.issue.roles import linked, role_of
from epaper.page.direction import direction_of
from epaper.page.marks import AdMark, Element, GlyphRun, Mark, Origin, PictureMark
from epaper.page.page import Page
from epaper.page.structure import Article, Block, BlockRole, Cell, SectionContent, Span, Structure
from epaper.words.words import Words

OF_THE_PAPER = (Element.NAMEPLATE, Element.INSIDE, Element.TEASER)  # belong to no section
# of a story and said by the paper, in its own language whatever the story's
PAPERS_WORDS = (Element.JUMP_LINE, Element.READ_ALSO, Element.POINTS_TITLE, Element.FURNITURE)
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """What the structure needs to know of a story."""

    section: str
    headline: str
    language: str
    chart: str = ""  # what the editor says of its chart, for readers who cannot see it


NOBODY = StoryFacts("", "", "")


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What stands for figures that have no words of their own: the paper's, and each booking's
    name, or what it says of itself."""

    words: Words
    advertisers: Mapping[str, str] = field(default_factory=dict)  # booking -> advertiser


def structure_of(
    pages: Sequence[Page],
    stories: Mapping[str, StoryFacts],
    language: str,
    alternatives: Alternatives,
    order: Sequence[str] = (),
) -> Structure:
    """Every mark that is to be read stands in exactly one block.

    `order`: the paper's sections in its order.

    A story's marks of one element and part are one block, over legs and pages; what a page has
    beside stories is a block for each unbroken run of marks of one size; a link is one with the
    words under it.
    """
    blocks: dict[Key, _Growing] = {}
    contents = alternatives.words.phrases.contents
    for page in pages:
        for index, key, role, origin in _keyed(page):
            if key not in blocks:
                blocks[key] = _Growing(role, origin, _home(origin, page, stories, contents))
            blocks[key].add(page.number, index, page.marks[index])
    gathered = _gathered(blocks.values(), stories, language, alternatives)
    return in_order(gathered, pages, contents, order)


def _keyed(page: Page) -> Iterator[tuple[int, Key, BlockRole, Origin]]:
    """The marks of a page that are to be read by their places, each with what its block is known
    by, its role and its origin."""
    leads = linked(page)
    last: Key = ()
    for index, mark in enumerate(page.marks):
        role, origin = role_of(mark), mark.origin
        if role is None:
            continue
        link = index if role is BlockRole.LINK else leads.get(index, -1)
        key: Key = (origin, role)
        if link >= 0:
            role, origin = BlockRole.LINK, page.marks[link].origin
            key = (role, page.number, link)
        elif not origin.story:
            size = mark.size if isinstance(mark, GlyphRun) else 0.0
            run = last[4] if last[:4] == (*key, page.number, size) else index
            key = (*key, page.number, size, run)
        last = key
        yield index, key, role, origin


@dataclass(slots=True)
class _Growing:
    """A block while its marks are gathered."""

    role: BlockRole
    origin: Origin
    section: str
    spans: list[Span] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    booking: str = ""

    def add(self, page: int, index: int, mark: Mark) -> None:
        last = self.spans[-1] if self.spans else None
        if last and last.page == page and last.last == index:
            self.spans[-1] = replace(last, last=index + 1)
        else:
            self.spans.append(Span(page, index, index + 1))
        if isinstance(mark, GlyphRun):
            self.texts.append(mark.text.strip())
        elif isinstance(mark, PictureMark):
            self.texts.append(mark.alt)
        elif isinstance(mark, AdMark):
            self.booking = mark.booking

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    def done(self, language: str, alternatives: Alternatives, chart: str) -> Block:
        alt, origin = "", self.origin
        if self.role is BlockRole.FIGURE:
            alt = self.text
            if origin.element is Element.CHART:
                alt = chart or alternatives.words.chart_text(alt)
            elif origin.element is Element.ADVERTISEMENT:
                who = alternatives.advertisers.get(self.booking, "")
                alt = alternatives.words.advertisement_of(who)
        return Block(
            role=self.role,
            element=origin.element,
            spans=tuple(self.spans),
            part=origin.part,
            language=language,
            direction=direction_of(language),
            alt=alt,
            cell=Cell(0, origin.cell - 1) if origin.cell else None,
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
    """Blocks into articles, articles into sections, in the order in which they first appear: first
    what belongs to no section, then the contents, at the end stories of no section.  A section
    begins with its heading and ends with what is beside its stories."""
    contents = alternatives.words.phrases.contents
    sections: dict[str, dict[tuple[int, str], list[_Growing]]] = {"": {}, contents: {}}
    standing: dict[tuple[int, str], list[_Growing]] = {}  # a puzzle, the weather
    for block in blocks:
        element = block.origin.element
        own = element not in (*OF_THE_PAPER, Element.CONTENTS)
        slug = block.origin.story if own else ""
        place = 1 if slug else 0 if block.role is BlockRole.TITLE or not own else 2
        home = sections.setdefault(block.section, {}) if block.section or not slug else standing
        home.setdefault((place, slug), []).append(block)

    def spoken(origin: Origin) -> str:
        own = "" if origin.element in PAPERS_WORDS else stories.get(origin.story, NOBODY).language
        return own or language

    def article(slug: str, parts: Sequence[_Growing]) -> Article:
        facts = stories.get(slug, NOBODY)
        made = [
            part.done(spoken(part.origin), alternatives, facts.chart)
            for part in (parts if slug else _titled(parts, contents))
        ]
        return Article(slug, facts.headline, *grouped(made, [part.text for part in parts]))

    return Structure(
        tuple(
            SectionContent(
                name,
                tuple(
                    article(slug, parts)
                    for (_, slug), parts in sorted(articles.items(), key=lambda one: one[0][0])
                ),
            )
            for name, articles in (*sections.items(), ("", standing))
            if articles
        )
    )


def _titled(parts: Sequence[_Growing], contents: str) -> Iterator[_Growing]:
    """With one title each: of the nameplate the paper's name, of the contents what they are called;
    this stands again over what stands on further pages."""
    seen: set[Element] = set()
    for part in parts:
        element = part.origin.element
        role = part.role
        if element is Element.NAMEPLATE and element in seen:
            role = BlockRole.PARAGRAPH
        elif element is Element.CONTENTS and part.text == contents:
            role = BlockRole.AGAIN if element in seen else BlockRole.TITLE
        seen.add(element)
        yield replace(part, role=role)
