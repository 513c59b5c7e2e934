"""Stories that come to page 1 from inside, instead of one that is gone, and that leave it for one
that is new."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from epaper.layout.changed import Before, Change
from epaper.layout.edition.bill import Bill, modules_of
from epaper.layout.edition.front import NOT_ON_FRONT
from epaper.layout.edition.tries import FRONT_TIERS
from epaper.layout.edition.volume import WORDS_A_LINE
from epaper.model.edition import Edition
from epaper.model.story import Story

FRONT = 1  # the page
CANDIDATES = 3  # that are tried instead of a story that is gone


class FrontMoves:
    """`inside`: pages of news that may be moved."""

    def __init__(
        self, edition: Edition, before: Before, change: Change, inside: Collection[int]
    ) -> None:
        self.before, self.change = before, change
        self.stories = {story.slug: story for story in edition.stories}
        self.wished = {wish.slug for wish in edition.wishes}
        free = FRONT in before.pages and before.pages[FRONT].sheet.chosen
        self.movable = {n for n in inside if n not in before.plated} if free else set[int]()

    def instead(self, bill: Bill) -> Iterator[Bill]:
        """The bill with a story on page 1 instead of those that are gone: the most urgent ones of
        inside pages, of those that are as urgent the ones about as long."""
        lost = self._lost()
        if not lost:
            return
        ranked = sorted(
            self._whole(),
            key=lambda pair: (pair[0].urgency, abs(pair[0].words - lost), pair[0].slug),
        )
        for story, number in ranked[:CANDIDATES]:
            numbers = tuple(sorted({*bill.pages, FRONT, number}))
            coming = {**bill.coming, FRONT: (*bill.coming.get(FRONT, ()), story.slug)}
            yield replace(bill, pages=numbers, coming=coming)

    def giving_way(self, bill: Bill, able: Callable[[Story], Sequence[int]]) -> Iterator[Bill]:
        """The bill, in which stories come to page 1, with a less urgent one of those that stand
        there inside, the least urgent first: where it goes on, or on the first page that is `able`
        to have it."""
        if FRONT not in bill.coming or not self.movable:
            return
        urgency = min(self.stories[slug].urgency for slug in bill.coming[FRONT])
        leaving = [
            story for story in self._on_front() if self._may_move(story) and story.urgency > urgency
        ]
        leaving.sort(key=lambda story: (-story.urgency, story.words, story.slug))
        for story in leaving[:CANDIDATES]:
            goals = self._rests(story.slug) or [n for n in able(story) if n in self.movable][:1]
            if len(goals) != 1 or goals[0] not in self.movable:
                continue
            (goal,) = goals
            coming = {**bill.coming, goal: (*bill.coming.get(goal, ()), story.slug)}
            yield replace(bill, pages=tuple(sorted({*bill.pages, FRONT, goal})), coming=coming)

    def _on_front(self) -> Iterator[Story]:
        """Stories with modules of their own on page 1, not its lead."""
        for module in modules_of(self.before.pages[FRONT].sheet):
            story = self.stories.get(module.slugs[0]) if len(module.slugs) == 1 else None
            if story and module.kind == "story" and module.tier != FRONT_TIERS[0]:
                yield story

    def _rests(self, slug: str) -> list[int]:
        """Pages on which a story of page 1 goes on."""
        pages = self.before.pages.items()
        return [n for n, page in pages if n != FRONT and slug in page.sheet.stories]

    def _lost(self) -> float:
        """Words of stories that page 1 had and that are gone."""
        if FRONT not in self.change.reasons or not self.movable:
            return 0
        modules = modules_of(self.before.pages[FRONT].sheet)
        lines = sum(one.text for one in modules if self.change.gone.intersection(one.slugs))
        return lines * WORDS_A_LINE

    def _whole(self) -> Iterator[tuple[Story, int]]:
        """Stories that stand whole inside, in modules of their own, and may stand on page 1, with
        their pages; not those that a wish has put there."""
        for number in sorted(self.movable):
            for module in modules_of(self.before.pages[number].sheet):
                story = self.stories.get(module.slugs[0]) if len(module.slugs) == 1 else None
                whole = module.kind == "story" and not module.until
                if story and whole and self._may_move(story):
                    yield story, number

    def _may_move(self, story: Story) -> bool:
        able = story.kind not in NOT_ON_FRONT and not story.size and not story.standing
        return able and story.slug not in self.wished | self.change.gone
