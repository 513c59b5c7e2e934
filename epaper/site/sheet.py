"""A page as the replica shows it: pictures, and over them one SVG of type and rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.issue.live import live_links
from epaper.page.marks import AdMark, GlyphRun, Link, Mark, PictureMark
from epaper.page.page import Page
from epaper.page.structure import Article, Block, BlockRole, Structure
from epaper.site.faces import FaceSet
from epaper.site.pictures import WebPicture
from epaper.site.reading import SetLine, lines_of
from epaper.site.shapes import drawn, parted
from epaper.site.slugs import address
from epaper.site.svgtext import TextSetter, attributes, number
from epaper.site.zones import zones_of

SCHEMES = ("http:", "https:", "mailto:", "tel:")  # where a link may lead
HEADS = (BlockRole.HEADLINE,)


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on the sheet; left, top, width and height in per cent of it."""

    box: str
    picture: WebPicture
    alt: str
    story: str
    share: float  # of the sheet's width


@dataclass(frozen=True, slots=True)
class Zone:
    box: str
    story: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the template needs of a page."""

    number: int
    width: str
    height: str
    under: str  # SVG
    ink: str  # SVG
    pictures: tuple[Placed, ...]
    zones: tuple[Zone, ...]


@dataclass(slots=True)
class SheetMaker:
    """Draws the pages of an issue."""

    structure: Structure
    pages: Mapping[int, Page]
    faces: FaceSet
    colours: Mapping[str, str]
    language: str
    folders: Mapping[str, str]  # slug -> its folder
    pictures: Mapping[Mark, WebPicture]
    website: str = ""

    def sheet(self, page: Page) -> Sheet:
        under, shapes = parted(page.marks)
        setter = TextSetter(self.faces, self.colours, self.language)
        ink = [f'<g aria-hidden="true" class="shapes">{drawn(shapes, self.colours)}</g>']
        ink.append(self._decoration(page, setter))
        zones: list[Zone] = []
        for article in self._articles(page.number):
            ink.append(self._article(page, article, setter))
            zones += self._zones(page, article)
        ink.append(self._live(page))
        return Sheet(
            page.number,
            number(page.size.width),
            number(page.size.height),
            drawn(under, self.colours),
            ink="\n".join(part for part in ink if part),
            pictures=tuple(self._placed(page)),
            zones=tuple(zones),
        )

    def _live(self, page: Page) -> str:
        """Areas over the addresses in the text."""
        areas = (
            f"<a{attributes({'href': link.uri, 'aria-label': link.label})}>{_area(link.rect)}</a>"
            for link in live_links(page.marks, self.website)
        )
        return "".join(areas)

    def _articles(self, page: int) -> Iterator[Article]:
        for section in self.structure.sections:
            for article in section.articles:
                if page in article.pages:
                    yield article

    def _decoration(self, page: Page, setter: TextSetter) -> str:
        """Type that is not read: folios, dashes after datelines."""
        owned = self.structure.owners(page.number)
        loose = [
            mark
            for index, mark in enumerate(page.marks)
            if index not in owned and isinstance(mark, GlyphRun) and mark.words
        ]
        texts = [setter.text([SetLine(page.number, (run,))]) for run in loose]
        if not texts:
            return ""
        return f'<g aria-hidden="true" class="folio">{"".join(texts)}</g>'

    def _article(self, page: Page, article: Article, setter: TextSetter) -> str:
        """The blocks of an article that stand on the page, in the order of reading."""
        parts: list[str] = []
        anchored = False
        for block in article.blocks:
            lines = lines_of(block, self.pages, page.number)
            if not lines:
                continue
            more: dict[str, str] = {"data-part": str(block.part)}
            if block.language and block.language != self.language:
                more["lang"] = block.language
            more["data-role"] = block.element.value.replace(" ", "-")
            text = setter.text(lines, more)
            if block.role is BlockRole.LINK:
                text = self._linked(page, block, text)
            elif block.role is BlockRole.FIGURE:
                text = f'<g role="img"{attributes({"aria-label": block.alt})}>{text}</g>'
            elif block.role in HEADS and article.story and not anchored:
                anchored = True
                href = address(self.folders[article.story] + "/")
                text = (
                    f'<g role="heading" aria-level="2"><a href="{href}" class="head">{text}</a></g>'
                )
            parts.append(text)
        if not parts:
            return ""
        hyphens = setter.drawn_hyphens()
        if not article.story:
            return f'<g class="paper">{"".join(parts)}{hyphens}</g>'
        values = {
            "class": "story",
            "id": self.folders[article.story],
            "data-story": self.folders[article.story],
            "role": "group",
            "aria-label": article.headline,
        }
        return f"<g{attributes(values)}>{''.join(parts)}{hyphens}</g>"

    def _zones(self, page: Page, article: Article) -> Iterator[Zone]:
        if not article.story:
            return
        marks = [
            mark
            for block in article.blocks
            for span in block.spans
            if span.page == page.number
            for mark in page.marks[span.first : span.last]
        ]
        folder = self.folders[article.story]
        for rect in zones_of(page, article.story, marks):
            yield Zone(box(rect, page), folder, address(folder + "/"), article.headline)

    def _placed(self, page: Page) -> Iterator[Placed]:
        for mark in page.marks:
            if mark not in self.pictures:
                continue
            picture = self.pictures[mark]
            story = self.folders.get(mark.origin.story, "")
            if isinstance(mark, PictureMark):
                yield Placed(
                    box(mark.rect, page),
                    picture,
                    mark.alt,
                    story,
                    share=mark.rect.width / page.size.width,
                )
            elif isinstance(mark, AdMark):
                shown = mark.clip or mark.rect
                alt = self._alt(page, mark)
                share = shown.width / page.size.width
                yield Placed(box(shown, page), picture, alt, "", share=share)

    def _alt(self, page: Page, mark: Mark) -> str:
        place = next(at for at, one in enumerate(page.marks) if one is mark)
        number_of = self.structure.owners(page.number).get(place)
        return list(self.structure.blocks())[number_of].alt if number_of is not None else ""

    def _linked(self, page: Page, block: Block, text: str) -> str:
        """Words that lead somewhere, with the area over them."""
        marks = page.marks
        links = [
            mark
            for span in block.spans
            if span.page == page.number
            for mark in marks[span.first : span.last]
            if isinstance(mark, Link)
        ]
        href = self._href(links[0]) if links else ""
        if not href:
            return text
        areas = "".join(_area(link.rect) for link in links)
        return f"<a{attributes({'href': href})}>{areas}{text}</a>"

    def _href(self, mark: Link) -> str:
        if mark.uri:
            return mark.uri if mark.uri.casefold().startswith(SCHEMES) else ""
        if mark.page not in self.pages:
            return ""
        story = self.folders.get(mark.origin.story, "")
        return f"page-{mark.page}.html" + (f"#{address(story)}" if story else "")


def _area(rect: Rect) -> str:
    """What can be tapped over type that leads somewhere."""
    values = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}
    told = {name: number(value) for name, value in values.items()}
    return f"<rect{attributes({'class': 'link', **told})}/>"


def box(rect: Rect, page: Page) -> str:
    """A rectangle as the style of an element that lies on the sheet."""
    width, height = page.size.width, page.size.height
    shares = {
        "left": rect.x / width,
        "top": rect.y / height,
        "width": rect.width / width,
        "height": rect.height / height,
    }
    return ";".join(f"{name}:{number(share * 100, 3)}%" for name, share in shares.items())
