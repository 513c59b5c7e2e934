"""An edition laid out: the flatplan's pages drawn as marks, with what happened to every story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from epaper.geometry import Rect
from epaper.layout.advertising import advertisement_marks, own_advertisement
from epaper.layout.compose import Composer, module_rules
from epaper.layout.contents import Entry, contents_marks
from epaper.layout.design import Design
from epaper.layout.flatplan import Flatplan, PlannedPage, Planner
from epaper.layout.furniture import folio, house_advertisement, inside_box, long_date, nameplate, section_head
from epaper.layout.hole import Hole
from epaper.layout.items import Item, with_first_line, with_last_line
from epaper.layout.metrics import PageMetrics, page_metrics
from epaper.layout.search import FILLER, Placed
from epaper.layout.sections import section_starts
from epaper.layout.tables import Shaper
from epaper.layout.terms import Stand
from epaper.layout.wishes import unmet
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.story import Story
from epaper.model.text import count_characters, plain, rich
from epaper.page.marks import Element, Mark, Origin
from epaper.page.page import Document, Module, OutlineEntry, Page
from epaper.typeset.typesetter import Typesetter

LEAST_OWN = 0.4  # share of a free space that the paper's own advertisement must fill to stand there
LEAST_HOUSE = 8  # lines: a free strip of this depth takes a house advertisement
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Placement:
    slug: str
    pages: tuple[int, ...]
    status: str  # "placed", "jumped", "held", "cut"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LaidOut:
    document: Document
    placements: tuple[Placement, ...]
    findings: tuple[Finding, ...]
    metrics: tuple[PageMetrics, ...]
    cut: Mapping[str, Mapping[str, int]]  # slug -> rule -> characters that the rule left out


def lay_out(
    edition: Edition, design: Design, setter: Typesetter, jobs: int = 1, progress: Progress | None = None
) -> LaidOut:
    """Lay out the whole edition.  Raises LayoutError when a page cannot be made at all."""
    say = progress or (lambda _stage, _done, _all: None)
    edition, plan = plan_day(edition, design, setter, jobs, say)
    return _Drawing(edition, design, setter, plan).result()


def plan_day(
    edition: Edition,
    design: Design,
    setter: Typesetter,
    jobs: int = 1,
    say: Progress = lambda _stage, _done, _all: None,
) -> tuple[Edition, Flatplan]:
    """The flatplan, and the edition as it is laid out: without jumps where a part of a story found no page."""
    plan = Planner(edition, design, setter, say, jobs).plan()
    placed = {i.slug for p in plan.pages for i in p.items if i.chain}
    if placed & {s.slug for s, _ in plan.held}:
        edition = replace(edition, jumps=False)
        plan = Planner(edition, design, setter, say, jobs).plan()
    return edition, plan


class _Drawing:
    def __init__(self, edition: Edition, design: Design, setter: Typesetter, plan: Flatplan) -> None:
        self.edition, self.design, self.setter, self.plan = edition, design, setter, plan
        self.composer = Composer(design, Shaper(design, setter))
        self.where: dict[str, list[int]] = {}
        for page in plan.pages:
            for item in page.items:
                for story in item.stories:
                    self.where.setdefault(story.slug, []).append(page.number)
        self.parts = {(i.chain, i.part): p.number for p in plan.pages for i in p.items if i.chain}
        self.stands: dict[str, tuple[Stand, Hole]] = {}  # where each story begins
        self.findings: list[Finding] = []
        self.cut: dict[str, dict[str, int]] = {}
        self.outline: list[OutlineEntry] = []

    def result(self) -> LaidOut:
        pages: dict[int, Page] = {}
        metrics: list[PageMetrics] = []
        for planned in self.plan.pages:
            page, measured = self._page(planned)
            pages[page.number] = page
            metrics.append(measured)
        pages |= {page.number: page for page in self._contents()}
        for number in range(1, self.plan.page_count + 1):
            if number not in pages:
                pages[number] = self._house_page(number)
        held = [Placement(story.slug, (), "held", reason) for story, reason in self.plan.held]
        placed = [
            Placement(s.slug, tuple(self.where[s.slug]), "jumped" if len(self.where[s.slug]) > 1 else "placed")
            for s in self.edition.stories
            if s.slug in self.where
        ]
        self._find_held()
        self.findings += self.plan.dummy.findings
        self._find_sections()
        self.findings += unmet(self.edition, self.where, self.stands, self.plan.page_count)
        title = f"{self.edition.publication.name}, {long_date(self.edition.date)}"
        document = Document(
            title=title,
            author=self.edition.publication.publisher or self.edition.publication.name,
            subject=" · ".join(t for t in (self.edition.name, self.edition.number) if t) or "Edition",
            language=self.edition.publication.language,
            date=self.edition.date,
            pages=tuple(pages[n] for n in sorted(pages)),
            outline=tuple(sorted(self.outline, key=lambda e: (e.page, e.level, e.y))),
        )
        order = {s.slug: i for i, s in enumerate(self.edition.stories)}
        placements = tuple(sorted(placed + held, key=lambda p: order[p.slug]))
        found = (*self.findings, *self.setter.findings)
        return LaidOut(document, placements, found, tuple(metrics), self.cut)

    def _find_held(self) -> None:
        for story, reason in self.plan.held:
            severity = Severity.ERROR if story.must_run else Severity.INFO
            self.findings.append(Finding(severity, "layout.held", f"{story.slug} is held: {reason}", story=story.slug))

    def _find_sections(self) -> None:
        """Advertisements whose page has nothing of the section that was booked; sections that start elsewhere."""
        on_page = {page.number: {item.section for item in page.items} for page in self.plan.pages}
        for number, ads in sorted(self.plan.dummy.pages.items()):
            for placed in ads:
                if placed.ad.section and placed.ad.section not in on_page.get(number, ()):
                    self.findings.append(
                        Finding(
                            Severity.WARNING, "ad.section",
                            f"{placed.ad.booking} is booked for {placed.ad.section}, page {number} has nothing of it",
                            "book a page of the section", page=number,
                        )
                    )  # fmt: skip
        for place, start in sorted(section_starts(self.edition, self.design).items()):
            name = self.edition.sections[place].name
            pages = [page.number for page in self.plan.pages if page.number > 1 and page.section == name]
            if pages and start.isdecimal() and int(start) != pages[0]:
                fact = f"{name} is to start on page {start}, it starts on page {pages[0]}"
            elif pages and start == "right-hand page" and pages[0] % 2 == 0:
                fact = f"{name} is to start on a right-hand page, it starts on page {pages[0]}"
            else:
                continue
            remedy = "change the rule, or the number of pages"
            self.findings.append(Finding(Severity.WARNING, "layout.section-start", fact, remedy, page=pages[0]))

    def _page(self, planned: PlannedPage) -> tuple[Page, PageMetrics]:
        composer, number, grid = self.composer, planned.number, self.design.grid
        items = {item.key: self._retarget(item) for item in planned.items}
        marks: list[Mark] = []
        if number == 1:
            marks += nameplate(self.edition, composer)
        else:
            marks += folio(number, self._sections(planned), self.edition, composer)
        if planned.opening and number > 1:
            marks += section_head(planned.title or planned.section, composer)
        self.outline.append(OutlineEntry(f"Page {number}: {self._sections(planned) or 'Front page'}", number, 0.0, 0))
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
            drawn, module = composer.module(item, placed, item.kind)
            marks += drawn
            modules.append(module)
            parts.append((item, placed))
            self.stands.setdefault(item.slug, (Stand(item, placed.column, placed.line, placed.shape), planned.hole))
            self._account(item, placed, number)
            if item.headline and item.kind == "story":
                self.outline.append(OutlineEntry(item.headline, number, module.rect.y, 1))
        marks += module_rules(boxes, self.design, composer.rise)
        marks += self._advertisements(number, modules)
        marks += self._foot(planned, modules)
        page = Page(number, grid.trim, planned.section, tuple(marks), tuple(modules), grid.type_area)
        white = sum(r.area for r in planned.layout.free if r.lines < LEAST_HOUSE)
        measured = page_metrics(number, parts, white, planned.hole.area(), planned.layout)
        return page, measured

    def _foot(self, planned: PlannedPage, modules: list[Module]) -> list[Mark]:
        """House advertisements where the news ends well above the foot."""
        marks: list[Mark] = []
        gap = self.design.grid.gap
        for region in planned.layout.free:
            if region.lines >= LEAST_HOUSE:
                rect = self.design.grid.rect(region.column, region.line + gap, region.columns, region.lines - gap)
                modules.append(Module(rect, "", "advertisement", "house advertisement"))
                marks += self._house(rect)
        return marks

    def _advertisements(self, number: int, modules: list[Module]) -> list[Mark]:
        """The page's advertisements as they were booked; a labelled blank for a file that cannot be printed."""
        marks: list[Mark] = []
        for placed in self.plan.dummy.pages.get(number, ()):
            drawn = advertisement_marks(placed, self.composer)
            marks += drawn
            modules.append(Module(placed.rect, "", "advertisement", f"{placed.ad.booking}, {placed.ad.advertiser}"))
        return marks

    def _house(self, rect: Rect) -> list[Mark]:
        """The paper's largest own advertisement that fits a free space, else its name in a frame."""
        fitting = [
            ad
            for ad in self.edition.advertisements
            if ad.house and not ad.file.fault and 0 < ad.file.width <= rect.width and ad.file.height <= rect.height
        ]
        best = max(fitting, key=lambda ad: (ad.file.width * ad.file.height, ad.booking), default=None)
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
                item, blocks=(head, *item.blocks[1:]), jump_from=page,
                realise=lambda block, setting: rest(block, setting) if block else lead_in(0, 0),
            )  # fmt: skip
        if item.jump_to:
            page = self.parts[item.chain, item.part + 1]
            blocks, realise = with_last_line(
                item.blocks[:-1], item.realise, rich(f"Continued on page {page}"), design.styles["jump_line"],
                Origin(Element.JUMP_LINE, item.slug), design, setter,
            )  # fmt: skip
            item = replace(item, blocks=blocks, realise=realise, jump_to=page)
        return item

    def _account(self, item: Item, placed: Placed, page: int) -> None:
        """What this shape leaves out, by the name of the rule that lets it."""
        story, shape = item.story, placed.shape
        if item.kind == "briefs":
            for brief in item.stories:
                for text in (brief.kicker, brief.deck, brief.byline_role, brief.pull_quote, brief.pull_quote_by):
                    if text:
                        self._cut(brief, "briefs run without kicker, deck and quote", text)
        if story is None or item.kind == "jump":
            return
        if story.deck and not shape.deck:
            self._cut(story, "deck is optional in the layout", story.deck)
        if story.pull_quote and shape.quote is None:
            self._cut(story, "pull quote is optional in the layout", story.pull_quote + story.pull_quote_by)
        shown = {p.index for p in shape.pictures}
        for index, picture in enumerate(story.pictures):
            if index not in shown:
                self._cut(story, "picture left out", plain(picture.caption) + picture.credit)
                self.findings.append(
                    Finding(
                        Severity.WARNING, "layout.picture-left-out", f"{picture.name} of {story.slug} found no room",
                        "make it the first picture, or give the story more urgency", story=story.slug, page=page,
                    )
                )  # fmt: skip

    def _cut(self, story: Story, rule: str, text: str) -> None:
        rules = self.cut.setdefault(story.slug, {})
        rules[rule] = rules.get(rule, 0) + count_characters(text)

    def _inside_entries(self) -> list[tuple[Story, int]]:
        """The most urgent stories of every section inside, sections in turn."""
        inside = [s for s in self.edition.stories if s.slug in self.where and self.where[s.slug][0] > 1]
        turns: list[tuple[int, int, Story]] = []
        for number, section in enumerate(self.edition.sections):
            ranked = sorted((s for s in inside if s.section == section.name), key=lambda s: (s.urgency, s.slug))
            turns += [(turn, number, story) for turn, story in enumerate(ranked)]
        ordered = [story for _, _, story in sorted(turns, key=lambda t: (t[0], t[1]))]
        return [(s, self.where[s.slug][0]) for s in ordered]

    def _contents(self) -> list[Page]:
        numbers, grid = self.plan.contents, self.design.grid
        if not numbers:
            return []
        sections = []
        for section in self.edition.sections:
            stories = [s for s in self.edition.stories if s.section == section.name and s.slug in self.where]
            stories.sort(key=lambda s: (self.where[s.slug][0], s.urgency, s.slug))
            if stories:
                sections.append((section.name, [Entry(s, self.where[s.slug][0]) for s in stories]))
        self.outline.append(OutlineEntry(f"Page {numbers[0]}: Contents", numbers[0], 0.0, 0))
        drawn = contents_marks(sections, self.composer, len(numbers))
        return [
            Page(
                number, grid.trim, "Contents", (*folio(number, "Contents", self.edition, self.composer), *marks),
                tuple(modules), grid.type_area,
            )
            for number, (marks, modules) in zip(numbers, drawn, strict=True)
        ]  # fmt: skip

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
        marks = (
            *folio(number, "", self.edition, self.composer),
            *self._house(rect),
        )
        self.findings.append(
            Finding(
                Severity.WARNING, "layout.empty-page", f"page {number} has no story", "lower pages.least", page=number
            )
        )
        return Page(number, grid.trim, "", marks, (Module(rect, "", "advertisement"),), grid.type_area)
