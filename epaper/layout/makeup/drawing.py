"""Pages of the flatplan drawn as marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from epaper.geometry import Rect
from epaper.layout.edition.booking import no_story
from epaper.layout.edition.contents_room import frames_of, under
from epaper.layout.edition.flatplan import Flatplan, PlannedPage
from epaper.layout.makeup.account import LeftOut, left_out, told_of
from epaper.layout.makeup.advertising import advertisement_marks, own_advertisement
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.contents import contents_marks
from epaper.layout.makeup.furniture import folio, house_advertisement, nameplate, section_head
from epaper.layout.makeup.inside_box import inside_box
from epaper.layout.makeup.module_rules import module_rules
from epaper.layout.makeup.pointing import pointed
from epaper.layout.makeup.settling import settled
from epaper.layout.makeup.skybox import skybox_marks
from epaper.layout.makeup.teasers import Window, window_of
from epaper.layout.makeup.turning import turned
from epaper.layout.measure.copy import FILLER, Headline, Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.entries import by_section
from epaper.layout.measure.jumps import with_pages
from epaper.layout.measure.listing import Drawn, Frame
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import Placed, empty_places, holes, own_lines
from epaper.layout.search.stand import Stand
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.picture import Picture
from epaper.model.story import Kind, Story
from epaper.page.marks import Mark
from epaper.page.page import Module, OutlineEntry, Page
from epaper.paths import STANDING

LEAST_OWN = 0.4  # share of a free space that the paper's own advertisement must fill to stand there
SKYBOX_AIR = 2  # lines between the skybox and the news
Stands = Mapping[str, tuple[Stand, Hole]]  # story -> where it stands


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page with what its drawing shows of the stories on it."""

    page: Page
    outline: tuple[OutlineEntry, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()
    stands: Stands = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A piece of a page."""

    marks: Sequence[Mark] = ()
    modules: Sequence[Module] = ()


class PageMaker:
    """Makes up pages.  `where`: story -> all its pages in order, for turn lines and pointers."""

    def __init__(
        self,
        edition: Edition,
        fitter: Copyfitter,
        plan: Flatplan,
        where: Mapping[str, Sequence[int]],
    ) -> None:
        self.edition, self.plan, self.where = edition, plan, where
        self.fitter, self.design, self.setter = fitter, fitter.design, fitter.setter
        self.words = fitter.design.words
        self.composer = Composer(self.design, fitter)
        self.window = Window()
        self.parts = plan.parts | {
            (i.copy.jump.chain, i.copy.jump.part): p.number
            for p in plan.pages
            for i in p.items
            if i.copy.jump.chain
        }

    def page(self, planned: PlannedPage, unused: Mapping[str, Picture] | None = None) -> DrawnPage:
        """A page with stories.  `unused`, for page 1: a picture of a story that no page shows."""
        composer, number, grid = self.composer, planned.number, self.design.grid
        unused = unused or {}
        if number == 1:
            pages = self.plan.page_count
            self.window = window_of(self.edition, composer, self.where, pages, unused=unused.keys())
        items, all_placed, told = self._told(planned)
        stories = [(items[p.key], p) for p in all_placed if p.key in items]
        stories = [(item, placed) for item, placed in stories if item.kind != "inside"]
        drawn = [self._placed(planned, placed, items) for placed in all_placed]
        boxes = [(p.column, p.line, p.shape.columns, p.shape.lines) for p in planned.layout.placed]
        ruled = [mark for piece in drawn for mark in piece.marks]
        drawn.append(_Drawn(module_rules(boxes, self.design, composer.rise, ruled)))
        drawn += [*self._advertisements(number), *self._foot(planned)]
        drawn += self._rail(number, planned.hole.top)
        head, findings = self._head(planned, unused)
        marks = [*head, *(mark for piece in drawn for mark in piece.marks)]
        modules = tuple(module for piece in drawn for module in piece.modules)
        page = Page(
            number,
            grid.trim,
            planned.section,
            tuple(marks),
            modules=modules,
            type_area=grid.type_area,
        )
        title = self._sections(planned) or self.words.phrases.front_page
        return DrawnPage(
            page,
            (
                self._entry(number, title),
                *self._rail_entry(number),
                *self._story_entries(number, stories),
            ),
            tuple(entry for item, placed in stories for entry in left_out(item, placed.shape)),
            (
                *findings,
                *told,
                *(
                    finding
                    for item, placed in stories
                    for finding in told_of(item, placed.shape, number, self.composer.display)
                ),
            ),
            stands={
                item.slug: (Stand(item, placed.column, placed.line, placed.shape), planned.hole)
                for item, placed in reversed(stories)
            },
        )

    def contents(self) -> list[DrawnPage]:
        numbers, grid = self.plan.contents, self.design.grid
        if not numbers:
            return []
        title = self.words.phrases.contents
        first = self._entry(numbers[0], title)
        pages = [
            Page(
                number,
                grid.trim,
                title,
                (*folio(number, title, self.edition, self.composer), *marks),
                modules=tuple(modules),
                type_area=grid.type_area,
            )
            for number, (marks, modules) in zip(
                numbers, self.listed(frames_of(numbers, self.design)), strict=True
            )
        ]
        return [DrawnPage(page, () if place else (first,)) for place, page in enumerate(pages)]

    def listed(self, frames: Sequence[Frame]) -> tuple[Drawn, ...]:
        """The contents in these frames."""
        first = {slug: pages[0] for slug, pages in self.where.items() if pages}
        names = (section.name for section in self.edition.sections)
        sections = by_section(names, self.edition.stories, first)
        return contents_marks(sections, self.composer, frames)

    def _rail(self, number: int, top: int) -> list[_Drawn]:
        """The contents beside the news of their page, under its heading of `top` lines."""
        rail = self.plan.rail
        if rail is None or rail.page != number:
            return []
        return [_Drawn(*drawn) for drawn in self.listed([under(rail, top)])]

    def _rail_entry(self, number: int) -> list[OutlineEntry]:
        """Their bookmark, under that of the page."""
        rail = self.plan.rail
        if rail is None or rail.page != number:
            return []
        y = self.design.grid.y(rail.line)
        return [OutlineEntry(self.words.phrases.contents, number, y, 1)]

    def without_stories(self, number: int) -> DrawnPage:
        """A page that no story reaches: whole advertisements, or the paper's own."""
        grid = self.design.grid
        drawn = [_Drawn(folio(number, "", self.edition, self.composer))]
        sold = self._advertisements(number)
        listed = self._rail(number, 0)
        if sold or listed:
            drawn += [*sold, *listed]
            hole = self.plan.dummy.hole(number, 0, self.design)
            for region in next(iter(hole.cuts()), ()):
                space = grid.rect(region.column, region.line, region.columns, region.lines)
                drawn.append(self._own(space))
            phrases = self.words.phrases
            title = phrases.contents if listed else phrases.advertisement
            outline = (self._entry(number, title),)
            return DrawnPage(self._gathered(number, drawn), outline)
        space = grid.rect(0, 0, grid.columns, grid.lines)
        drawn.append(_Drawn(self._house(space), [Module(space, "", "advertisement")]))
        empty = no_story(number, self.plan.page_count, self.edition.pages)
        return DrawnPage(self._gathered(number, drawn), findings=(empty,))

    def _gathered(self, number: int, drawn: Iterable[_Drawn]) -> Page:
        pieces = list(drawn)
        marks = tuple(mark for piece in pieces for mark in piece.marks)
        modules = tuple(module for piece in pieces for module in piece.modules)
        grid = self.design.grid
        return Page(number, grid.trim, "", marks, modules=modules, type_area=grid.type_area)

    def _head(
        self, planned: PlannedPage, unused: Mapping[str, Picture]
    ) -> tuple[list[Mark], list[Finding]]:
        """Nameplate and skybox, or folio, and the heading where a section opens."""
        if planned.number == 1:
            return self._front_head(planned, unused)
        marks = list(folio(planned.number, self._sections(planned), self.edition, self.composer))
        if planned.opening:
            marks += section_head(self._sections(planned), self.composer)
        return marks, []

    def _front_head(
        self, planned: PlannedPage, unused: Mapping[str, Picture]
    ) -> tuple[list[Mark], list[Finding]]:
        grid, window = self.design.grid, self.window
        marks, findings = nameplate(self.edition, self.composer, window.ears)
        lines = planned.hole.top - self.design.nameplate_lines - SKYBOX_AIR
        if lines > 0:
            band = grid.rect(0, self.design.nameplate_lines, grid.columns, lines)
            row, odd = skybox_marks(window.skybox, band, self.composer, self.where, pictures=unused)
            marks, findings = [*marks, *row], [*findings, *odd]
        return marks, [*window.findings, *findings, *self._empty_front(planned)]

    def _empty_front(self, planned: PlannedPage) -> list[Finding]:
        """That page 1 has a hole: the paper's own advertisement never stands there."""
        empty = empty_places(planned.layout, self.design.grid.leading)
        if not empty:
            return []
        area = sum(region.columns * region.lines for region in empty)
        share = area / max(1, planned.hole.area())
        fact = f"page 1 has too little news, {share:.0%} of it is empty"
        remedy = f"add a story or a picture, or standing matter to editions/{STANDING}/"
        return [Finding(Severity.WARNING, "layout.front-empty", fact, remedy, page=1)]

    def _placed(self, planned: PlannedPage, placed: Placed, items: Mapping[str, Item]) -> _Drawn:
        shape = placed.shape
        rect = self.design.grid.rect(placed.column, placed.line, shape.columns, shape.lines)
        if placed.key == FILLER.key:
            return self._own(rect) if self._may_have_own(planned.number) else _Drawn()
        item = items[placed.key]
        if item.kind == "inside":
            entries = self._inside_entries()
            marks = inside_box(entries, rect, self.composer)
            return _Drawn(marks, [Module(rect, "", "inside")])
        marks, module = self.composer.module(item, placed, item.kind, planned.hole.top)
        language = self.edition.publication.language
        return _Drawn(turned(marks, item, rect, language=language, design=self.design), [module])

    def _entry(self, number: int, title: str) -> OutlineEntry:
        return OutlineEntry(self.words.page_title(number, title), number, 0.0, 0)

    def _story_entries(
        self, number: int, stories: Sequence[tuple[Item, Placed]]
    ) -> list[OutlineEntry]:
        grid = self.design.grid
        return [
            OutlineEntry(item.copy.headline.words, number, grid.y(placed.line), 1)
            for item, placed in stories
            if item.copy.headline.words and item.kind == "story"
        ]

    def _titled(self, planned: PlannedPage) -> list[Item]:
        """Columns of briefs told apart: by their section where a page has several, and where it is
        not that of the page's lead."""
        columns = [item for item in planned.items if item.kind == "briefs"]
        home = planned.titles[:1] or (planned.section,)
        sections = {item.copy.section for item in columns}
        alike = len(sections) < 2 if planned.number == 1 else sections <= set(home)
        if alike:
            return list(planned.items)
        style, room = self.design.styles["briefs_title"], self.design.grid.column

        def titled(item: Item) -> Item:
            section, words = item.copy.section, item.copy.headline.words
            if len({story.section for story in item.copy.stories}) > 1:
                return item  # of several sections
            titles = (self.words.briefs_of(words, section), section, words)
            fits = (title for title in titles if self.setter.width(title, style) <= room)
            headline = Headline(next(fits, item.copy.headline.words))
            return replace(item, copy=replace(item.copy, headline=headline))

        return [titled(item) if item.kind == "briefs" else item for item in planned.items]

    def _foot(self, planned: PlannedPage) -> list[_Drawn]:
        """A strip of the paper's own where the news ends well above the foot, all of that place
        where more than air would be left; page 1 has none, nor has a page with one already."""
        grid = self.design.grid
        free = holes(planned.layout, grid.leading)
        if not free or not self._may_have_own(planned.number):
            return []
        low = max(free, key=lambda region: (region.line + region.lines, region.columns))
        lines = own_lines(low.lines, self.design)
        line = low.line + low.lines - lines
        return [self._own(grid.rect(low.column, line, low.columns, lines))]

    def _may_have_own(self, number: int) -> bool:
        """Whether a page has none of the paper's own advertisements yet, and may have one."""
        sold = self.plan.dummy.pages.get(number, ())
        return number > 1 and not any(placed.ad.house for placed in sold)

    def _advertisements(self, number: int) -> list[_Drawn]:
        """The page's advertisements as they were booked; a labelled blank for a file that cannot be
        printed.
        """
        return [
            _Drawn(
                advertisement_marks(placed, self.edition, self.composer),
                [
                    Module(
                        placed.rect,
                        "",
                        "advertisement",
                        f"{placed.ad.booking}, {placed.ad.advertiser}",
                    )
                ],
            )
            for placed in self.plan.dummy.pages.get(number, ())
        ]

    def _own(self, space: Rect) -> _Drawn:
        """A space that the paper fills itself."""
        return _Drawn(
            self._house(space), [Module(space, "", "advertisement", "house advertisement")]
        )

    def _house(self, rect: Rect) -> list[Mark]:
        """The paper's largest own advertisement that fits a free space, else its name in a
        frame."""
        fitting = [
            ad
            for ad in self.edition.advertisements
            if ad.house
            and not ad.file.fault
            and 0 < ad.file.width <= rect.width
            and ad.file.height <= rect.height
        ]
        best = max(
            fitting, key=lambda ad: (ad.file.width * ad.file.height, ad.booking), default=None
        )
        if best is None or best.file.width * best.file.height < LEAST_OWN * rect.area:
            return house_advertisement(self.edition, rect, self.composer)
        return own_advertisement(best, rect)

    def _sections(self, planned: PlannedPage) -> str:
        if planned.number == 1:
            return ""
        return self.words.row(*(planned.titles or (planned.section,)))  # as its heading has them

    def _told(self, planned: PlannedPage) -> tuple[dict[str, Item], list[Placed], list[Finding]]:
        """The page's items by key and where they stand, told the pages that they point to."""
        items = {item.key: self._retarget(item) for item in self._titled(planned)}
        everything: list[Placed] = []
        findings: list[Finding] = []
        for placed in planned.layout.placed:
            if placed.key in items:
                items[placed.key], placed, told = pointed(
                    items[placed.key], placed, planned.number, self.where, fitter=self.fitter
                )
                findings += told
                placed = settled(items[placed.key].copy, placed, self.fitter)
            everything.append(placed)
        return items, everything, findings

    def _retarget(self, item: Item) -> Item:
        """A part of a story with the pages that it comes from and goes on to."""
        jump = item.copy.jump
        if not jump.chain:
            return item
        return with_pages(item, lambda part: self.parts[jump.chain, part], self.design, self.setter)

    def _inside_entries(self) -> list[tuple[Story, int]]:
        """The most urgent stories of every section inside, sections in turn."""
        able = (story for story in self.edition.stories if story.kind is not Kind.AGATE)
        inside = [story for story in able if self.where.get(story.slug, (1,))[0] > 1]
        turns: list[tuple[int, int, Story]] = []
        for number, section in enumerate(self.edition.sections):
            ranked = sorted(
                (s for s in inside if s.section == section.name), key=lambda s: (s.urgency, s.slug)
            )
            turns += [(turn, number, story) for turn, story in enumerate(ranked)]
        ordered = [story for _, _, story in sorted(turns, key=lambda t: (t[0], t[1]))]
        others = [story for story in ordered if story.slug not in self.window.slugs]
        return [(s, self.where[s.slug][0]) for s in others or ordered]
