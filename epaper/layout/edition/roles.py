"""Which part each item has on its page: the one that leads it, the one that shows the page's main
picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from epaper.layout.design.reader import Design
from epaper.layout.edition.assign import Load
from epaper.layout.edition.headings import home_of
from epaper.layout.edition.pictures import main_picture
from epaper.layout.measure.copy import Item
from epaper.layout.measure.desk import is_quiet_obituary
from epaper.layout.search.hole import Hole
from epaper.layout.search.searchers import Role
from epaper.model.story import Kind

SHORT_LEAD = 12  # lines of text of the shortest news that leads a page of less urgent stories
NO_SHORT_LEADS = (Kind.FACTBOX, Kind.AGATE, Kind.OBITUARY, Kind.EDITORIAL, Kind.OPINION)


@dataclass(frozen=True, slots=True)
class Casting:
    """Gives items their parts; `items` by key."""

    items: Mapping[str, Item]
    design: Design
    names: Sequence[str] = ()  # of sections, in the edition's order
    opinion: frozenset[int] = frozenset()  # sections that take no guest for a lead
    kinds: Mapping[str, str] = field(default_factory=dict)  # of sections, by name

    def kind_of_page(self, roles: Sequence[Role]) -> str:
        """The kind of its lead's section."""
        lead = next((role for role in roles if role.tier == "lead"), roles[0] if roles else None)
        return self.kinds.get(self.items[lead.name].copy.section, "news") if lead else "news"

    def roles(
        self, loads: Sequence[Load], hole: Hole, sections: frozenset[int]
    ) -> tuple[Role, ...]:
        """In the order of the items' keys; sections: those that the page belongs to, empty for
        any."""
        lead = self._lead(loads, sections)
        own = next((load.section for load in loads if load.key == lead), None)
        home = None if own is None else home_of(loads, own, self.design.practice.headed)
        main = main_picture([self.items[load.key] for load in loads], lead, hole, self.design)
        return tuple(
            sorted(
                Role(
                    load.key,
                    "lead" if load.key == lead else self._tier(load),
                    load.key == main,
                    label=self._label(load, home),
                )
                for load in loads
            )
        )

    def _tier(self, load: Load) -> str:
        """Of what does not lead the page: an obituary has the third size at most."""
        tier = self.items[load.key].ask.tier
        return "minor" if tier == "major" and self._of_people(load) else tier

    def _of_people(self, load: Load) -> bool:
        return is_quiet_obituary(self.items[load.key].copy.story)

    def _lead(self, loads: Sequence[Load], sections: frozenset[int]) -> str:
        """The most urgent that can lead the page, of its own sections and with a picture if there
        is one; short news, and a side story of a main one elsewhere, only where nothing is as
        urgent, an obituary only before what is less urgent.  On pages of opinion a guest of another
        section leads only where there is nobody else."""
        able = [load for load in loads if load.leads] or [
            load for load in loads if self.items[load.key].kind == "story" and not load.standing
        ]
        if sections & self.opinion:
            able = [load for load in able if load.section in sections] or able
        elif able:
            least = min(load.urgency for load in able)
            able += [load for load in loads if load.urgency < least and self._may_lead(load, loads)]
        first = min(
            able,
            key=lambda load: (
                load.urgency,
                bool(sections) and load.section not in sections,
                self._of_people(load),
                not load.pictures,
                -load.area,
                load.key,
            ),
            default=None,
        )
        return first.key if first else ""

    def _may_lead(self, load: Load, loads: Sequence[Load]) -> bool:
        """A long side story whose main story is not on the page; a short piece of news, which as
        any other story would have to stand under a headline smaller than those of lesser news."""
        item = self.items[load.key]
        story, lines = item.copy.story, item.copy.text.lines
        if story is None or item.kind != "story" or load.standing or item.copy.size:
            return False
        if story.kind is Kind.SIDEBAR:
            return lines >= self.design.practice.least_lead and not any(
                self._is_whole(other, story.with_story) for other in loads
            )
        return story.kind not in NO_SHORT_LEADS and lines >= SHORT_LEAD

    def _is_whole(self, load: Load, slug: str) -> bool:
        """Whether it is this story, and not only a part of it."""
        item = self.items[load.key]
        return item.slug == slug and item.kind == "story"

    def _label(self, load: Load, home: int | None) -> str:
        """The section of a guest, a story of another section than the page is of."""
        item = self.items[load.key]
        guest = home is not None and load.section != home and item.kind in ("story", "jump")
        guest = guest and not load.standing
        return self.names[load.section] if guest and self.names and not item.copy.size else ""
