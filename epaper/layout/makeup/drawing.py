"""The flatplan's pages drawn as marks, with what that shows of every story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.layout.edition.flatplan import Flatplan, PlannedPage
from epaper.layout.makeup.advertising import advertisement_marks, own_advertisement
from epaper.layout.makeup.compose import Composer, module_rules
from epaper.layout.makeup.contents import Entry, contents_marks
from epaper.layout.makeup.furniture import (
    folio,
    house_advertisement,
    inside_box,
    nameplate,
    section_head,
)
from epaper.layout.makeup.kept import KeptPage, stories_on
from epaper.layout.makeup.metrics import PageMetrics, page_metrics
from epaper.layout.measure.items import Item, with_first_line, with_last_line
from epaper.layout.measure.tables import Shaper
from epaper.layout.search.hole import Hole
from epaper.layout.search.search import FILLER, Placed
from epaper.layout.search.terms import Stand
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.story import Story
from epaper.model.text import count_characters, plain, rich
from epaper.page.marks import Element, Mark, Origin
from epaper.page.page import Module, OutlineEntry, Page
from epaper.typeset.typesetter import Typesetter

LEAST_OWN = 0.4  # share of a free space that the paper's own advertisement must fill to stand there
LEAST_HOUSE = 8  # lines: a free strip of this depth takes a house advertisement


class Drawing:
    """Draws pages and remembers where stories stand, what was left out, what is odd."""

    def __init__(
        self,
        edition: Edition,
        design: Design,
        setter: Typesetter,
        plan: Flatplan,
        kept: Mapping[int, KeptPage],
    ) -> None:
        self.edition, self.design, self.setter, self.plan, self.kept = (
            edition,
            design,
            setter,
            plan,
            kept,
        )
        self.composer = Composer(design, Shaper(design, setter))
        standing = {
            page.number: [s.slug for item in page.items for s in item.stories]
            for page in plan.pages
        }
        standing |= {number: list(stories_on(page.page)) for number, page in kept.items()}
        self.where: dict[str, list[int]] = {}  # story -> its pages in order
        for number in sorted(standing):
            for slug in standing[number]:
                self.where.setdefault(slug, []).append(number)
        self.parts = {(i.chain, i.part): p.number for p in plan.pages for i in p.items if i.chain}
        self.stands: dict[str, tuple[Stand, Hole]] = {}  # where each story begins
        self.findings: list[Finding] = []
        self.metrics: list[PageMetrics] = [page.metrics for page in kept.values() if page.metrics]
        self.cut: dict[str, dict[str, int]] = {
            slug: dict(rules) for page in kept.values() for slug, rules in page.cut.items()
        }
        self.outline: list[OutlineEntry] = [
            entry for page in kept.values() for entry in page.outline
        ]

    def pages(self) -> tuple[Page, ...]:
        """All pages of the edition in order, the kept ones as they were."""
        pages: dict[int, Page] = {}
        for planned in self.plan.pages:
            pages[planned.number], measured = self.page(planned)
            self.metrics.append(measured)
        pages |= {page.number: page for page in self._contents()}
        pages |= {number: page.page for number, page in self.kept.items()}
        for number in range(1, self.plan.page_count + 1):
            if number not in pages:
                pages[number] = self._house_page(number)
        self.metrics.sort(key=lambda measured: measured.page)
        return tuple(pages[n] for n in sorted(pages))

    def page(self, planned: PlannedPage) -> tuple[Page, PageMetrics]:
        composer, number, grid = self.composer, planned.number, self.design.grid
        items = {item.key: self._retarget(item) for item in self._titled(planned)}
        marks: list[Mark] = []
        if number == 1:
            marks += nameplate(self.edition, composer)
        else:
            marks += folio(number, self._sections(planned), self.edition, composer)
        if planned.opening and number > 1:
            marks += section_head(planned.title or planned.section, composer)
        self.outline.append(
            OutlineEntry(
                f"Page {number}: {self._sections(planned) or 'Front page'}", number, 0.0, 0
            )
        )
        modules: list[Module] = []
        boxes: list[tuple[int, int, int, int]] = []
        parts: list[tuple[Item, Placed]] = []
        for placed in planned.layout.placed:
            boxes.append((placed.column, placed.line, placed.shape.columns, placed.shape.lines))
            rect = grid.rect(placed.column, placed.line, placed.shape.columns, placed.shape.lines)
            if placed.key == FILLER.key:
                marks += self._house(rect)
                modules.append(Module(rect, "", "advertisement", "house advertisement"))
                continue
            item = items[placed.key]
            if item.kind == "inside":
                marks += inside_box(self._inside_entries(), rect, composer, self.plan.page_count)
                modules.append(Module(rect, "", "inside"))
                continue
            drawn, module = composer.module(item, placed, item.kind, planned.hole.top)
            marks += drawn
            modules.append(module)
            parts.append((item, placed))
            self.stands.setdefault(
                item.slug, (Stand(item, placed.column, placed.line, placed.shape), planned.hole)
            )
            self._account(item, placed, number)
            if item.headline and item.kind == "story":
                self.outline.append(OutlineEntry(item.headline, number, module.rect.y, 1))
        marks += module_rules(boxes, self.design, composer.rise)
        marks += self._advertisements(number, modules)
        marks += self._foot(planned, modules)
        page = Page(
            number, grid.trim, planned.section, tuple(marks), tuple(modules), grid.type_area
        )
        white = sum(r.area for r in planned.layout.free if r.lines < LEAST_HOUSE)
        measured = page_metrics(number, parts, white, planned.hole.area(), planned.layout)
        return page, measured

    def _titled(self, planned: PlannedPage) -> list[Item]:
        """Columns of briefs told apart: by their section where a page has several."""
        columns = [item for item in planned.items if item.kind == "briefs"]
        if len(columns) < 2 or len({item.section for item in columns}) < 2:
            return list(planned.items)
        style, room = self.design.styles["briefs_title"], self.design.grid.column

        def titled(item: Item) -> Item:
            titles = (f"{item.headline}: {item.section}", item.section, item.headline)
            fits = (title for title in titles if self.setter.width(title, style) <= room)
            return replace(item, headline=next(fits, item.headline))

        return [titled(item) if item.kind == "briefs" else item for item in planned.items]

    def _foot(self, planned: PlannedPage, modules: list[Module]) -> list[Mark]:
        """House advertisements where the news ends well above the foot."""
        marks: list[Mark] = []
        gap = self.design.grid.gap
        for region in planned.layout.free:
            if region.lines >= LEAST_HOUSE:
                rect = self.design.grid.rect(
                    region.column, region.line + gap, region.columns, region.lines - gap
                )
                modules.append(Module(rect, "", "advertisement", "house advertisement"))
                marks += self._house(rect)
        return marks

    def _advertisements(self, number: int, modules: list[Module]) -> list[Mark]:
        """The page's advertisements as they were booked; a labelled blank for a file that cannot be
        printed.
        """
        marks: list[Mark] = []
        for placed in self.plan.dummy.pages.get(number, ()):
            drawn = advertisement_marks(placed, self.edition, self.composer)
            marks += drawn
            modules.append(
                Module(
                    placed.rect, "", "advertisement", f"{placed.ad.booking}, {placed.ad.advertiser}"
                )
            )
        return marks

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
        names = dict.fromkeys(item.section for item in planned.items)
        return " · ".join(names)

    def _retarget(self, item: Item) -> Item:
        """A part of a story with the pages that it comes from and goes on to."""
        setter, design = self.setter, self.design
        if item.jump_from:
            page = self.parts[item.chain, item.part - 1]
            head, lead_in = with_first_line(item, page, design, setter)
            rest = item.realise
            item = replace(
                item,
                blocks=(head, *item.blocks[1:]),
                jump_from=page,
                realise=lambda block, setting: rest(block, setting) if block else lead_in(0, 0),
            )
        if item.jump_to:
            page = self.parts[item.chain, item.part + 1]
            blocks, realise = with_last_line(
                item.blocks[:-1],
                item.realise,
                rich(f"Continued on page {page}"),
                design.styles["jump_line"],
                Origin(Element.JUMP_LINE, item.slug),
                design,
                setter,
            )
            item = replace(item, blocks=blocks, realise=realise, jump_to=page)
        return item

    def _account(self, item: Item, placed: Placed, page: int) -> None:
        """What this shape leaves out, by the name of the rule that lets it."""
        story, shape = item.story, placed.shape
        if item.kind == "briefs":
            for brief in item.stories:
                for text in (
                    brief.kicker,
                    brief.deck,
                    brief.byline_role,
                    brief.pull_quote,
                    brief.pull_quote_by,
                ):
                    if text:
                        self._cut(brief, "briefs run without kicker, deck and quote", text)
        if story is None or item.kind == "jump":
            return
        if story.deck and not shape.deck:
            self._cut(story, "deck is optional in the layout", story.deck)
        if story.pull_quote and shape.quote is None:
            self._cut(
                story,
                "pull quote is optional in the layout",
                story.pull_quote + story.pull_quote_by,
            )
        shown = {p.index for p in shape.pictures}
        for index, picture in enumerate(story.pictures):
            if index not in shown:
                self._cut(story, "picture left out", plain(picture.caption) + picture.credit)
                self.findings.append(
                    Finding(
                        Severity.WARNING,
                        "layout.picture-left-out",
                        f"{picture.name} of {story.slug} found no room",
                        "make it the first picture, or give the story more urgency",
                        story=story.slug,
                        page=page,
                    )
                )

    def _cut(self, story: Story, rule: str, text: str) -> None:
        rules = self.cut.setdefault(story.slug, {})
        rules[rule] = rules.get(rule, 0) + count_characters(text)

    def _inside_entries(self) -> list[tuple[Story, int]]:
        """The most urgent stories of every section inside, sections in turn."""
        inside = [
            s for s in self.edition.stories if s.slug in self.where and self.where[s.slug][0] > 1
        ]
        turns: list[tuple[int, int, Story]] = []
        for number, section in enumerate(self.edition.sections):
            ranked = sorted(
                (s for s in inside if s.section == section.name), key=lambda s: (s.urgency, s.slug)
            )
            turns += [(turn, number, story) for turn, story in enumerate(ranked)]
        ordered = [story for _, _, story in sorted(turns, key=lambda t: (t[0], t[1]))]
        return [(s, self.where[s.slug][0]) for s in ordered]

    def _contents(self) -> list[Page]:
        numbers, grid = self.plan.contents, self.design.grid
        if not numbers:
            return []
        sections = []
        for section in self.edition.sections:
            stories = [
                s
                for s in self.edition.stories
                if s.section == section.name and s.slug in self.where
            ]
            stories.sort(key=lambda s: (self.where[s.slug][0], s.urgency, s.slug))
            if stories:
                sections.append((section.name, [Entry(s, self.where[s.slug][0]) for s in stories]))
        self.outline.append(OutlineEntry(f"Page {numbers[0]}: Contents", numbers[0], 0.0, 0))
        drawn = contents_marks(sections, self.composer, len(numbers))
        return [
            Page(
                number,
                grid.trim,
                "Contents",
                (*folio(number, "Contents", self.edition, self.composer), *marks),
                tuple(modules),
                grid.type_area,
            )
            for number, (marks, modules) in zip(numbers, drawn, strict=True)
        ]

    def _house_page(self, number: int) -> Page:
        """A page that no story reaches: whole advertisements, or the paper's own."""
        grid = self.design.grid
        taken: list[Module] = []
        sold = self._advertisements(number, taken)
        hole = self.plan.dummy.hole(number, 0, self.design)
        if sold:
            head = folio(number, "", self.edition, self.composer)
            for region in next(iter(hole.cuts()), ()):
                own = grid.rect(region.column, region.line, region.columns, region.lines)
                sold += self._house(own)
                taken.append(Module(own, "", "advertisement", "house advertisement"))
            self.outline.append(OutlineEntry(f"Page {number}: Advertisement", number, 0.0, 0))
            return Page(number, grid.trim, "", (*head, *sold), tuple(taken), grid.type_area)
        rect = grid.rect(0, 0, grid.columns, grid.lines)
        marks = (*folio(number, "", self.edition, self.composer), *self._house(rect))
        self.findings.append(
            Finding(
                Severity.WARNING,
                "layout.empty-page",
                f"page {number} has no story",
                "lower pages.least",
                page=number,
            )
        )
        return Page(
            number, grid.trim, "", marks, (Module(rect, "", "advertisement"),), grid.type_area
        )
