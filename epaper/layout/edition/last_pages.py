"""The pages of the last build as items: the stories that stand on them, cut where they were, with
what comes and without what goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from epaper.issue.issue import PlacedModule
from epaper.layout.edition.bill import Bill, Sheets, modules_of
from epaper.layout.edition.parts import breaks
from epaper.layout.edition.pins import Pin
from epaper.layout.edition.standing import Matter
from epaper.layout.edition.volume import items_of, plain_brief, tier_of
from epaper.layout.edition.wishes import Wishes
from epaper.layout.measure.copy import INSIDE, Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.jumps import jump_front, jump_rest
from epaper.layout.measure.pinned import pinned_item
from epaper.layout.measure.stories import briefs_item, story_item
from epaper.model.story import Story

SAME_CUT = 3  # lines that the part of a changed story may differ by and still end where it did


class LastPages:
    """What the last build had on its pages, set from today's words.  `sheets`: all of them, by
    number; `stories`: today's, by slug; `matter`: the standing matter that may run today."""

    def __init__(
        self,
        sheets: Sheets,
        stories: Mapping[str, Story],
        matter: Matter,
        wishes: Wishes,
        fitter: Copyfitter,
    ) -> None:
        self.sheets, self.stories, self.matter = sheets, stories, matter
        self.wishes, self.fitter = wishes, fitter
        self.design, self.setter = fitter.design, fitter.setter
        self.chains: dict[tuple[str, int], dict[str, Item]] = {}
        self.cuts: dict[str, int] = {}  # of stories on page 1, where they have changed: which cut

    def elsewhere(self, bill: Bill) -> set[str]:
        """Stories on pages that stand."""
        others = (sheet for n, sheet in self.sheets.items() if n not in bill.pages)
        return {slug for sheet in others for slug in sheet.stories}

    def parts(self, bill: Bill) -> dict[tuple[str, int], int]:
        """The pages of the parts of stories that run over several, by story and part."""
        found: dict[tuple[str, int], int] = {}
        for slug, modules in self.runs.items():
            if slug not in self._whole_now(bill) and len(modules) > 1:
                found |= {(slug, part): number for part, (number, _) in enumerate(modules)}
        return found

    def _whole_now(self, bill: Bill) -> frozenset[str]:
        """Stories that have no parts any more: those that are gone, and those in parts that come to
        a page whole."""
        coming = {slug for some in bill.coming.values() for slug in some}
        return bill.gone | {slug for slug, run in self.runs.items() if len(run) > 1} & coming

    @cached_property
    def runs(self) -> dict[str, list[tuple[int, PlacedModule]]]:
        """The modules of each story in page order."""
        found: dict[str, list[tuple[int, PlacedModule]]] = {}
        for number, sheet in sorted(self.sheets.items()):
            for module in modules_of(sheet):
                if module.kind in ("story", "jump"):
                    found.setdefault(module.slugs[0], []).append((number, module))
        return found

    def chain(self, slug: str) -> dict[str, Item]:
        """The parts of a story by their keys, cut where they were as far as its text allows."""
        turn = self.cuts.get(slug, 0)
        if (slug, turn) not in self.chains:
            modules = self.runs[slug]
            number, first = modules[0]
            item: Item | None = self.whole(self.stories[slug], first.tier if number == 1 else "")
            parts: dict[str, Item] = {}
            for _, module in modules:
                if item is None:
                    break  # it is shorter than it was
                part, item = item, None
                cuts = self._cuts(part, module) if module.until else []
                cut = cuts[min(turn, len(cuts) - 1)] if cuts else 0
                if cut:
                    item = jump_rest(part, cut, self.design, self.setter)
                    part = jump_front(part, cut, self.design, self.setter)
                parts[module.key] = part
            self.chains[slug, turn] = parts
        return self.chains[slug, turn]

    def whole(self, story: Story, tier: str = "") -> Item:
        """tier: of a story on page 1."""
        if not tier:
            return self.wishes.granted(items_of([story], self.fitter)[0], self.fitter)
        key, known = (story, tier, True), self.fitter.wholes
        if key not in known:
            item = story_item(story, self.design, self.setter, tier)
            known[key] = replace(item, ask=replace(item.ask, front=True))
        return self.wishes.granted(known[key], self.fitter)

    def _cuts(self, item: Item, module: PlacedModule) -> list[int]:
        """The blocks before which a part may end: first where it did, if it is about as long as it
        was, then what changes its length least."""
        able = dict(breaks(item, self.design.practice.least_part))
        want = module.text - 1  # the turn line
        cuts = sorted(able, key=lambda block: (abs(able[block] - want), block))
        if abs(able.get(module.until, 0) - want) <= SAME_CUT:
            cuts = [module.until, *(cut for cut in cuts if cut != module.until)]
        return cuts

    def items(self, number: int, bill: Bill) -> Iterator[Item]:
        """What stands on a page as the last build had it, without what goes."""
        others = (some for page, some in bill.coming.items() if page != number)
        gone = self._whole_now(bill).union(*others)
        for module in modules_of(self.sheets[number]):
            slugs = [slug for slug in module.slugs if slug in self.stories]
            slugs = [slug for slug in slugs if slug not in gone]
            stories = [self.stories[slug] for slug in slugs]
            if module.kind == "inside":
                yield INSIDE
            elif not stories:
                continue
            elif module.kind == "briefs":
                coming = [self.stories[slug] for slug in bill.coming.get(number, ())]
                stories += [story for story in coming if plain_brief(story)]
                yield briefs_item(stories, self.design, self.setter)
            elif stories[0].standing:
                sizes = (item for sizes in self.matter.items for item in sizes)
                yield from (item for item in sizes if item.key == module.key)
            elif module.kind in ("story", "jump") and module.slugs[0] == slugs[0]:
                part = self.chain(slugs[0]).get(module.key)
                yield from [part] if part else []

    def pin(self, number: int, bill: Bill) -> Pin | None:
        """The rail or strip of agate on a page."""
        for module in modules_of(self.sheets[number]):
            slugs = [s for s in module.slugs if s in self.stories and s not in bill.gone]
            if module.kind == "rail" and slugs:
                strip, phrases = module.columns > 1, self.design.words.phrases
                title = phrases.markets if strip else phrases.results
                stories = [self.stories[slug] for slug in slugs]
                item = pinned_item(stories, title, self.design, self.setter)
                return Pin(item, strip, self.design)
        return None

    def new(self, number: int, bill: Bill, items: Sequence[Item]) -> Iterator[Item]:
        """The stories that come to a page and stand in nothing there yet."""
        there = {story.slug for item in items for story in item.copy.stories}
        for slug in bill.coming.get(number, ()):
            if slug not in there:
                story = self.stories[slug]
                yield self.whole(story, tier_of(story.urgency) if number == 1 else "")
