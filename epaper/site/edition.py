"""One issue as an edition of the site: pages, stories, contents, and what tells of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from epaper.issue.issue import Issue
from epaper.page.direction import direction_of
from epaper.page.marks import AdMark, Element, Mark, PictureMark
from epaper.page.page import Page
from epaper.page.structure import BlockRole
from epaper.sinks.thumbnails import page_pictures
from epaper.site.article import LEFT_OUT, ArticleMaker, Part, headed
from epaper.site.dress import dress_of
from epaper.site.faces import FaceSet
from epaper.site.files import ContentFiles
from epaper.site.paper import Paper, edition_id, paper_of, zone_told
from epaper.site.pictures import Encoded, WebPicture, taken_in, web_picture
from epaper.site.prints import Prints, picture_card, prints_of
from epaper.site.reading import sought_text
from epaper.site.saying import Voice, svg, voice_of
from epaper.site.settings import SiteSettings
from epaper.site.shapes import css_colours
from epaper.site.sheet import SheetMaker
from epaper.site.slugs import address
from epaper.site.stories import Story, advert_name, chart_name, charts_of, stories_of, wanted_of
from epaper.site.telling import COVER, Teller
from epaper.site.wares import Wares, wares
from epaper.work.step import Works

SUMMARY = 200  # characters
ROOT, INNER_ROOT = "../", "../../"  # from a page, from a story


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """`files`: by path within the edition's folder; `content`: by path from the site's root.
    `record`: edition.json without what is gone, `about`: the entry of editions.json."""

    id: str
    files: Mapping[str, bytes]
    content: Mapping[str, bytes]
    record: Mapping[str, Any]
    about: Mapping[str, Any]
    paper: Paper


def edition_files(
    issue: Issue,
    settings: SiteSettings,
    works: Works,
    id: str = "",
    known: Mapping[str, str] | None = None,
) -> EditionFiles:
    """All files of an issue on the site.  The same issue gives the same bytes.

    `id`: the edition's on its site; `known`: folders of stories by slug, of an earlier publish.
    """
    return _Maker(issue, settings, works, id or edition_id(issue, {}), known=known or {}).made()


class _Maker:
    def __init__(
        self,
        issue: Issue,
        settings: SiteSettings,
        works: Works,
        id: str,
        *,
        known: Mapping[str, str],
    ) -> None:
        self.issue, self.settings, self.works, self.id = issue, settings, works, id
        self.voice: Voice = voice_of(issue.language, issue.publication.digits)
        self.content = ContentFiles()
        self.wares: Wares = wares()
        self.wares.add_to(self.content)
        self.pages = {page.number: page for page in issue.pages}
        self.stories = tuple(stories_of(issue, known))
        self.folders = {story.slug: story.folder for story in self.stories}
        self.faces = FaceSet(issue)
        self.prints: Mapping[int, Prints] = prints_of(
            issue, wanted_of(issue, self.stories), works.jobs
        )
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
        teller = Teller(self.issue, self.id, self.stories, voice=self.voice, content=self.content)
        cover = page_pictures(self.issue, None, COVER, self.works)[0]
        search = teller.search(texts)
        record = teller.record(self.files, self.used, self.dress, cover=cover, search=search)
        return EditionFiles(
            id=self.id,
            files=self.files,
            content=self.content.files,
            record=record,
            about=teller.about(),
            paper=paper_of(self.issue),
        )

    # -- what there is -----------------------------------------------------------------------------

    def _pictures(self) -> dict[Mark, WebPicture]:
        found: dict[Mark, WebPicture] = {}
        for page in self.issue.pages:
            for place, mark in enumerate(page.marks):
                if isinstance(mark, PictureMark):
                    data = self.issue.shelf.read(mark.asset)
                    found[mark] = web_picture(data, mark.asset, self.content)
                elif isinstance(mark, AdMark) and mark.asset:
                    found[mark] = self._part(page.number, advert_name(place))
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
        charts = {
            key: self._part(page, chart_name(*key)) for key, page, _ in charts_of(story, self.pages)
        }
        maker = ArticleMaker(self.pages, self.pictures, self.issue.language, charts)
        parts = maker.parts(story.article, story.language)
        head, text = headed(parts)
        before = self.stories[place - 1] if place else None
        after = self.stories[place + 1] if place + 1 < len(self.stories) else None
        prints = self.prints[story.pages[0]]
        clip = prints.clips.get(story.folder)
        path = f"{story.folder}/index.html"
        self.files[path] = self.voice.page(
            "article.html",
            kind="article",
            story=story,
            head=head,
            parts=text,
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
            sought_text(block, self.pages)
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
        words = self.voice.words
        named = words.listed(
            self.issue.publication.name,
            self.issue.name,
            zone_told(self.issue.name, self.issue.zone),
        )
        return words.dated(named, self.issue.date)


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
