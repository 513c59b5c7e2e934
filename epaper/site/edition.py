"""One issue as an edition of the site: pages, stories, contents, and what tells of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from epaper.archive.entry import Entry
from epaper.geometry import Rect
from epaper.issue.issue import Issue
from epaper.page.direction import direction_of
from epaper.page.marks import AdMark, Element, Mark, PictureMark
from epaper.page.page import Page
from epaper.page.structure import Article, BlockRole
from epaper.sinks.thumbnails import page_pictures
from epaper.site.article import LEFT_OUT, ArticleMaker, Part
from epaper.site.dress import dress_of
from epaper.site.faces import FaceSet
from epaper.site.files import ContentFiles
from epaper.site.pictures import Encoded, WebPicture, taken_in, web_picture
from epaper.site.prints import Prints, Wanted, picture_card, prints_of
from epaper.site.reading import block_text
from epaper.site.saying import Voice, svg, voice_of
from epaper.site.settings import SiteSettings
from epaper.site.shapes import css_colours
from epaper.site.sheet import SheetMaker
from epaper.site.slugs import address, folders_of
from epaper.site.wares import Wares, wares
from epaper.site.zones import around, ink_of, zones_of
from epaper.work.step import Works

RECORD, FORMAT, VERSION = "edition.json", "epaper-edition", 1
COVER = 480  # pixels wide
LEAST_URGENT = 9
SUMMARY = 200  # characters
ROOT, INNER_ROOT = "../", "../../"  # from a page, from a story


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


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """`files`: by path within the edition's folder; `content`: by path from the site's root.
    `record`: edition.json without what is gone, `about`: the entry of editions.json."""

    id: str
    files: Mapping[str, bytes]
    content: Mapping[str, bytes]
    record: Mapping[str, Any]
    about: Mapping[str, Any]
    entries: tuple[Entry, ...]


def edition_id(issue: Issue, house: str = "") -> str:
    """`house`: the slug of the title whose site it is; others have theirs in the names of their
    editions."""
    own = issue.publication
    title = own.slug if house not in ("", own.slug) else ""
    zone = own.file_part(issue.zone) if issue.zone else ""
    return "-".join(part for part in (issue.date.isoformat(), title, zone) if part)


def edition_files(
    issue: Issue, settings: SiteSettings, works: Works, house: str = ""
) -> EditionFiles:
    """All files of an issue on the site.  The same issue gives the same bytes."""
    return _Maker(issue, settings, works, house).made()


class _Maker:
    def __init__(self, issue: Issue, settings: SiteSettings, works: Works, house: str) -> None:
        self.issue, self.settings, self.works = issue, settings, works
        self.voice: Voice = voice_of(issue.language, issue.publication.digits)
        self.content = ContentFiles()
        self.wares: Wares = wares()
        self.wares.add_to(self.content)
        self.pages = {page.number: page for page in issue.pages}
        self.id = edition_id(issue, house)
        self.stories = tuple(self._stories())
        self.folders = {story.slug: story.folder for story in self.stories}
        self.faces = FaceSet(issue)
        self.prints: Mapping[int, Prints] = prints_of(issue, self._wanted(), works.jobs)
        self.pictures = self._pictures()
        self.files: dict[str, bytes] = {}
        self.used: dict[str, list[str]] = {}  # by path of a page, the content that it shows

    def made(self) -> EditionFiles:
        sheets = SheetMaker(
            structure=self.issue.structure,
            pages=self.pages,
            faces=self.faces,
            colours=css_colours(self.issue.colours),
            language=self.issue.language,
            folders=self.folders,
            pictures=self.pictures,
            website=self.issue.publication.website,
        )
        drawn = {page.number: sheets.sheet(page) for page in self.issue.pages}
        self.dress = dress_of(self.issue, self.faces, self.content, self.voice.spoken())
        for page in self.issue.pages:
            self._page(page, drawn[page.number])
        self.files["index.html"] = self.files["page-1.html"]
        texts = [self._story(place) for place in range(len(self.stories))]
        self._contents()
        search = self._search(texts)
        record = self._record(search)
        return EditionFiles(
            id=self.id,
            files=self.files,
            content=self.content.files,
            record=record,
            about=self._about(),
            entries=self._entries(texts),
        )

    # -- what there is -----------------------------------------------------------------------------

    def _stories(self) -> Iterator[Story]:
        found: dict[str, tuple[str, Article]] = {}
        for section in self.issue.structure.sections:
            for article in section.articles:
                if article.story:
                    found.setdefault(article.story, (section.name, article))
        folders = folders_of(self.issue.publication, found)
        for slug, (name, article) in found.items():
            record = self.issue.story(slug)
            yield Story(
                slug=slug,
                folder=folders[slug],
                headline=article.headline or (record.headline if record else slug),
                section=name,
                language=(record.language if record else "") or self.issue.language,
                pages=article.pages,
                article=article,
                urgency=record.urgency if record else LEAST_URGENT,
            )

    def _wanted(self) -> dict[int, Wanted]:
        """By page: each story's module to be clipped where it begins, charts, advertisements."""
        clips: dict[int, dict[str, Rect]] = {page: {} for page in self.pages}
        parts: dict[int, dict[str, Rect]] = {page: {} for page in self.pages}
        for story in self.stories:
            first = self.pages[story.pages[0]]
            zones = zones_of(first, story.slug, _marks(story.article, first))
            if zones:
                clips[first.number][story.folder] = zones[0]
            for (slug, part), page, rect in self._charts(story):
                parts[page][f"chart {slug} {part}"] = rect
        for sheet in self.issue.pages:
            for place, mark in enumerate(sheet.marks):
                if isinstance(mark, AdMark) and mark.asset:
                    parts[sheet.number][f"advertisement {place}"] = mark.clip or mark.rect
        return {page: Wanted(clips[page], parts[page]) for page in self.pages}

    def _charts(self, story: Story) -> Iterator[tuple[tuple[str, int], int, Rect]]:
        for block in story.article.blocks:
            if block.role is BlockRole.FIGURE and block.element is Element.CHART:
                page = block.spans[0].page
                inks = [
                    ink_of(mark)
                    for span in block.spans
                    if span.page == page
                    for mark in self.pages[page].marks[span.first : span.last]
                ]
                yield (story.slug, block.part), page, around(inks)

    def _pictures(self) -> dict[Mark, WebPicture]:
        found: dict[Mark, WebPicture] = {}
        for page in self.issue.pages:
            for place, mark in enumerate(page.marks):
                if isinstance(mark, PictureMark):
                    data = self.issue.shelf.read(mark.asset)
                    found[mark] = web_picture(data, mark.asset, self.content)
                elif isinstance(mark, AdMark) and mark.asset:
                    found[mark] = self._part(page.number, f"advertisement {place}")
        return found

    def _part(self, page: int, name: str) -> WebPicture:
        made: Sequence[Encoded] = self.prints[page].parts[name]
        return taken_in(made, self.content)

    # -- pages -------------------------------------------------------------------------------------

    def _page(self, page: Page, sheet: Any) -> None:
        number, last = page.number, len(self.issue.pages)
        label = self.voice.words.page_title(number, page.section or self.issue.publication.name)
        path = f"page-{number}.html"
        self.files[path] = self.voice.page(
            "page.html",
            kind="page",
            sheet=sheet,
            heading=label,
            title=f"{label} – {self._title}",
            before=number - 1,
            after=number + 1 if number < last else 0,
            last=last,
            svg=svg,
            **self._frame(ROOT),
        )
        self.used[path] = [placed.picture.shown for placed in sheet.pictures]

    def _story(self, place: int) -> str:
        """Write a story; its text."""
        story = self.stories[place]
        charts = {key: self._part(page, _chart(*key)) for key, page, _ in self._charts(story)}
        maker = ArticleMaker(self.pages, self.pictures, self.issue.language, charts)
        parts = maker.parts(story.article, story.language)
        before = self.stories[place - 1] if place else None
        after = self.stories[place + 1] if place + 1 < len(self.stories) else None
        prints = self.prints[story.pages[0]]
        clip = prints.clips.get(story.folder)
        path = f"{story.folder}/index.html"
        self.files[path] = self.voice.page(
            "article.html",
            kind="article",
            story=story,
            parts=parts,
            titled=any(part.kind == "headline" for part in parts),
            title=f"{story.headline} – {self._title}",
            path=story.path,
            summary=_summary(parts),
            clip=self.content.add(clip, "webp") if clip else "",
            card=self._card(story, parts, prints),
            printed=[
                (self.voice.words.number(page), f"page-{page}.html#{address(story.folder)}")
                for page in story.pages
            ],
            related=self._related(story),
            before=f"../{before.path}" if before else "",
            after=f"../{after.path}" if after else "",
            before_headline=before.headline if before else "",
            after_headline=after.headline if after else "",
            **self._frame(INNER_ROOT),
        )
        self.used[path] = [picture.shown for picture in _shown(parts)]
        told = (
            block_text(block, self.pages)
            for block in story.article.blocks
            if block.element not in (*LEFT_OUT, Element.POINTS_TITLE)
            and block.role is not BlockRole.HEADLINE
        )
        return "\n".join(text for text in told if text)

    def _card(self, story: Story, parts: Sequence[Part], prints: Prints) -> str:
        """What is seen where the story is shared: its picture, else the head of its module."""
        shown = next(_shown(parts), None)
        if shown is not None:
            return self.content.add(picture_card(self.content.files[shown.largest]), "jpg")
        card = prints.cards.get(story.folder)
        return self.content.add(card, "jpg") if card else ""

    def _related(self, story: Story) -> list[tuple[str, str]]:
        record = self.issue.story(story.slug)
        known = {one.slug: one for one in self.stories}
        others = (known.get(slug) for slug in (record.related if record else ()))
        return [(one.headline, one.path) for one in others if one is not None]

    def _contents(self) -> None:
        sections: dict[str, list[Story]] = {}
        for story in self.stories:
            sections.setdefault(story.section, []).append(story)
        self.files["contents.html"] = self.voice.page(
            "contents.html",
            kind="contents",
            sections=list(sections.items()),
            heading=self._title,
            title=f"{self.voice.says['contents']} – {self._title}",
            **self._frame(ROOT),
        )

    def _frame(self, root: str) -> dict[str, Any]:
        base = self.settings.address
        return {
            "root": root,
            "wares": self.wares,
            "faces": self.dress.style,
            "text_face": self.dress.text,
            "paper": self.issue.publication.name,
            "edition": self.id,
            "date_of": self.issue.date.isoformat(),
            "base": base,
            "address": f"{base}{address(self.id)}/" if base else "",
            "search": self.settings.search,
            "dir_of": direction_of,
        }

    @property
    def _title(self) -> str:
        name = self.issue.publication.name
        named = f"{name}, {self.issue.name}" if self.issue.name else name
        return self.voice.words.dated(named, self.issue.date)

    # -- what tells of them ------------------------------------------------------------------------

    def _search(self, texts: Sequence[str]) -> str:
        told = [
            {
                "slug": story.folder,
                "path": story.path,
                "headline": story.headline,
                "section": story.section,
                "page": story.pages[0],
                "text": text,
            }
            for story, text in zip(self.stories, texts, strict=True)
        ]
        return self.content.add(json_bytes(told), "json")

    def _record(self, search: str) -> dict[str, Any]:
        cover = page_pictures(self.issue, None, COVER, self.works)[0]
        path = self.content.add(cover, "jpg")
        first = self.issue.pages[0].size
        shared = [self.wares.style, self.wares.reader, self.wares.first, self.wares.icon]
        shared += [name for name in self.wares.files if name.endswith(".js")]
        faces = [name for name in self.content.files if name.endswith((".woff2", ".css"))]
        kept = sorted({*shared, *faces, search, *(one for u in self.used.values() for one in u)})
        opened = ["index.html", "contents.html", *(f"page-{number}.html" for number in self.pages)]
        files = [*opened, *(story.path for story in self.stories), *(f"../{name}" for name in kept)]
        return {
            "format": FORMAT,
            "version": VERSION,
            "id": self.id,
            "date": self.issue.date.isoformat(),
            "title": self.issue.publication.name,
            "name": self.issue.name,
            "language": self.issue.language,
            "direction": self.voice.direction,
            "cover": {
                "file": path,
                "width": COVER,
                "height": round(COVER * first.height / first.width),
            },
            "style": self.dress.style,
            "text_face": self.dress.text,
            "pages": [
                {
                    "number": page.number,
                    "html": f"page-{page.number}.html",
                    "section": page.section,
                    "label": self.voice.words.page_title(
                        page.number, page.section or self.issue.publication.name
                    ),
                    "digest": _digest(self.files[f"page-{page.number}.html"]),
                    "files": sorted({f"../{one}" for one in self.used[f"page-{page.number}.html"]}),
                }
                for page in self.issue.pages
            ],
            "stories": [
                {
                    "slug": story.folder,
                    "path": story.path,
                    "headline": story.headline,
                    "section": story.section,
                    "pages": list(story.pages),
                    "language": story.language,
                    "urgency": story.urgency,
                    "digest": _digest(self.files[f"{story.folder}/index.html"]),
                }
                for story in self.stories
            ],
            "search": f"../{search}",
            "files": files,
            "content": sorted(self.content.files),
        }

    def _about(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "date": self.issue.date.isoformat(),
            "title": self.issue.publication.name,
            "name": self.issue.name,
            "zone": self.issue.zone,
            "pages": len(self.issue.pages),
            "path": f"{address(self.id)}/",
            "language": self.issue.language,
        }

    def _entries(self, texts: Sequence[str]) -> tuple[Entry, ...]:
        return tuple(
            Entry(
                edition=self.id,
                date=self.issue.date,
                slug=story.folder,
                path=f"{address(self.id)}/{story.path}",
                headline=story.headline,
                section=story.section,
                page=story.pages[0],
                language=story.language,
                text=text,
            )
            for story, text in zip(self.stories, texts, strict=True)
        )


def json_bytes(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _marks(article: Article, page: Page) -> list[Mark]:
    return [
        mark
        for block in article.blocks
        for span in block.spans
        if span.page == page.number
        for mark in page.marks[span.first : span.last]
    ]


def _chart(slug: str, part: int) -> str:
    return f"chart {slug} {part}"


def _shown(parts: Sequence[Part]) -> Iterator[WebPicture]:
    for part in parts:
        if part.picture is not None:
            yield part.picture


def _summary(parts: Sequence[Part]) -> str:
    """The deck, else the beginning of the text, in whole words."""
    text = next((p.text for p in parts if p.kind == "deck"), "")
    text = text or next((p.text for p in parts if p.kind == "paragraph"), "")
    if len(text) <= SUMMARY:
        return text
    return text[:SUMMARY].rpartition(" ")[0] + " …"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
