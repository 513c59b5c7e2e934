"""Which part each item has on its page: the one that leads it, the one that shows the page's main
picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from epaper.layout.design.reader import Design
from epaper.layout.edition.assign import Load
from epaper.layout.edition.pictures import main_picture
from epaper.layout.measure.copy import Item
from epaper.layout.search.hole import Hole
from epaper.layout.search.searchers import Role


@dataclass(frozen=True, slots=True)
class Casting:
    """Gives items their parts; `items` by key."""

    items: Mapping[str, Item]
    design: Design
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
        main = main_picture([self.items[load.key] for load in loads], lead, hole, self.design)
        return tuple(
            sorted(
                Role(
                    load.key,
                    "lead" if load.key == lead else self.items[load.key].ask.tier,
                    load.key == main,
                )
                for load in loads
            )
        )

    def _lead(self, loads: Sequence[Load], sections: frozenset[int]) -> str:
        """The most urgent that can lead the page, with a picture if there is one; a guest of
        another section only where there is nobody else."""
        able = [load for load in loads if load.leads] or [
            load for load in loads if self.items[load.key].kind == "story"
        ]
        able = [load for load in able if load.section in sections] or able
        first = min(
            able,
            key=lambda load: (load.urgency, not load.pictures, -load.area, load.key),
            default=None,
        )
        return first.key if first else ""
