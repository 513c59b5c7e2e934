"""The dummy of an edition's pages: what is sold, and on a thin day what is the paper's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.layout.design.reader import Design
from epaper.layout.edition.assign import Load, PageRoom
from epaper.layout.edition.contents_room import least_contents
from epaper.layout.edition.dummy import NOT_PLACED, Dummy, make_dummy
from epaper.layout.edition.house import house_ads
from epaper.layout.edition.pagination import Pagination
from epaper.layout.edition.sections import divide, section_starts
from epaper.layout.edition.sharing import needs, section_reach
from epaper.layout.edition.wishes import Wishes
from epaper.layout.measure.copy import Item
from epaper.model.advertisement import Advertisement
from epaper.model.edition import Edition, PageBudget
from epaper.model.finding import Finding, Severity
from epaper.paths import STANDING

MeasuredItems = Sequence[tuple[Item, float]]  # each with its columns x lines


@dataclass(frozen=True, slots=True)
class Bookings:
    """The edition's advertisements, to be placed once it is known how many pages there are."""

    edition: Edition
    design: Design
    wishes: Wishes

    def dummy(
        self,
        pagination: Pagination,
        inside: MeasuredItems,
        *,
        before: Dummy | None = None,
        house: Sequence[Advertisement] = (),
        news: frozenset[int] = frozenset(),
    ) -> Dummy:
        """The advertisements' places; what stood on the front page of the dummy `before` stays
        there.

        inside: the items for the inside pages; news: pages that `house`, the paper's own, do not
        take whole.
        """
        front = {placed.ad.booking for placed in before.pages.get(1, ())} if before else set()
        ads = [
            replace(ad, page=1) if ad.booking in front else ad for ad in self.edition.advertisements
        ]
        by_section = any(ad.section for ad in ads)
        return make_dummy(
            ads,
            pagination.pages,
            self.design,
            barred=pagination.barred,
            reach=self._reach(pagination, inside) if by_section else {},
            house=house,
            colour=self.edition.colour_pages,
            news=news,
            rail=pagination.rail,
        )

    def _reach(self, pagination: Pagination, inside: MeasuredItems) -> dict[str, frozenset[int]]:
        """The pages that each section will take, as far as can be told before advertisements
        stand."""
        names = [section.name for section in self.edition.sections]
        loads = [
            Load(item.key, names.index(item.copy.section), item.copy.urgency, area)
            for item, area in inside
        ]
        room = float(self.design.grid.columns * (self.design.grid.lines + self.design.grid.gap))
        rooms = dict.fromkeys(pagination.inside, room)
        if not rooms:
            return {}
        division = divide(
            section_starts(self.edition, self.design), needs(loads), rooms, self.design.weights
        )
        pages = [PageRoom(n, room, division.pages.get(n, frozenset())) for n in rooms]
        reach = section_reach(loads, pages, division.backwards)
        return {names[section]: numbers for section, numbers in reach.items()}

    def rooms(self, pagination: Pagination, sold: Dummy) -> dict[int, float]:
        """Columns x lines for news of every inside page."""
        return {
            number: float(sold.hole(number, 0, self.design).area())
            for number in pagination.news_pages(sold, self.design)
        }

    def over(self, pagination: Pagination, items: MeasuredItems, sold: Dummy, give: float) -> float:
        """Columns x lines that these items leave when they are larger by the share `give`."""
        need = sum(area for _, area in items)
        return sum(self.rooms(pagination, sold).values()) - need * (1 + give)

    def padded(
        self,
        pagination: Pagination,
        inside: MeasuredItems,
        items: MeasuredItems,
        sold: Dummy,
        give: float,
    ) -> Dummy:
        """The dummy, on a thin day with the paper's own advertisements.

        items: all that is laid out inside, the rests of the front page among them; give: the share
        by which they can be made larger.
        """
        rooms = self.rooms(pagination, sold)
        need = sum(area for _, area in items)
        chains = Counter(item.copy.jump.chain for item, _ in items if item.copy.jump.chain)
        house = house_ads(
            need,
            rooms,
            stories=len(items),
            parts=max(chains.values(), default=0),
            edition=self.edition,
            design=self.design,
            give=give,
        )
        if not house:
            return sold
        starts = section_starts(self.edition, self.design).values()
        kept = self.wishes.pages | {int(start) for start in starts if start.isdecimal()}
        return self.dummy(pagination, inside, before=sold, house=house, news=kept)

    def thin(self, own: float, count: int, white: float = 0.0) -> tuple[Finding, ...]:
        """What a day that cannot fill its `count` pages is told; own, white: columns x lines of the
        paper's own advertisements and of empty places.  A paper of more than its least pages needs
        those it has."""
        if not own and not white:
            return ()
        share = round((own + white) / (self.design.grid.columns * self.design.grid.lines), 1)
        takers = [(own, "the paper's own advertisements"), (white, "white")]
        what = " and ".join(name for area, name in takers if area)
        fact = (
            f"the day has too little for its pages; {what} {'fill' if own else 'fills'} "
            f"{share or 'less than 0.1'} {'page' if share in (0, 1) else 'pages'}"
        )
        remedy = f"bring more stories or pictures, or standing matter to editions/{STANDING}/"
        pages = self.edition.pages
        if count == pages.least > max(pages.multiple, 2):  # a paper has one sheet at least
            remedy = f"ask for fewer pages ({pages.fewer_told}), or {remedy}"
        return (Finding(Severity.WARNING, "layout.thin", fact, remedy),)


def without_a_place(edition: Edition, design: Design) -> list[Finding]:
    """The advertisements that find no place though the edition have all the pages that its budget
    allows: what can be told before any story is laid out."""
    running = [s for s in edition.stories if not s.hold and s.slug not in edition.barred]
    most = edition.pages.most
    pages = Pagination(most, least_contents(running, edition, design), frozenset())
    dummy = make_dummy(
        edition.advertisements,
        most,
        design,
        barred=pages.barred,
        colour=edition.colour_pages,
        rail=pages.rail,
    )
    return [finding for finding in dummy.findings if finding.rule == NOT_PLACED]


def no_story(number: int, count: int, budget: PageBudget) -> Finding:
    """What an empty page of a paper of `count` pages is told."""
    remedy = f"ask for fewer pages ({budget.fewer_told})"
    if count > budget.least:  # for stories that had no room on a sheet less
        most = f"`pages: {{most: {max(budget.least, count - budget.multiple)}}}`"
        remedy = f"bring more stories, or allow fewer pages ({most}), which may hold some"
    fact = f"page {number} has no story"
    return Finding(Severity.WARNING, "layout.empty-page", fact, remedy, page=number)
