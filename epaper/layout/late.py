"""Where a late story may go, and which pages may be moved to make room for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from epaper.issue.issue import LockedPage
from epaper.layout.changed import Before, Change
from epaper.layout.design.reader import Grid
from epaper.layout.edition.bill import Bill, is_own, modules_of
from epaper.layout.edition.front import is_urgent
from epaper.layout.late_front import FrontMoves
from epaper.layout.ways import cost_of
from epaper.model.edition import Edition
from epaper.model.story import Story

NEAR = 3  # pages that are tried for a story, and that may be moved besides
LEAST_OWN = 12  # lines over all columns that an advertisement of the paper's own takes
FULL = 0.9  # of a page's room, the air between its modules with them
NO_NEWS = ("contents", "inside")  # modules that only tell of stories


class Places:
    """`pages`: of the last build, by number; `locked`: those that stand whatever has changed."""

    def __init__(
        self,
        edition: Edition,
        before: Before,
        change: Change,
        grid: Grid,
        *,
        pages: Mapping[int, LockedPage],
        locked: Collection[int],
    ) -> None:
        self.edition, self.before, self.change, self.grid = edition, before, change, grid
        self.pages, self.locked = pages, locked

    def bills(self) -> Iterator[Bill]:
        """What may be laid out again, the fewest pages first."""
        bills = [self._bill(coming) for coming in self._turns()]
        yield from bills
        front = FrontMoves(self.edition, self.before, self.change, self._of_news())
        freed = self._freed()
        for bill in bills[:1]:
            yield from front.instead(bill)
            if 1 in bill.coming and 1 not in self.locked and self._is_full(1):
                yield from front.giving_way(bill, self.able)
            yield from [replace(bill, own=freed)] if freed else []
        for bill in bills:
            for number in self._near(bill.pages):
                yield replace(bill, pages=tuple(sorted({*bill.pages, number})))

    def _freed(self) -> tuple[int, ...]:
        """Lines, over all columns, that advertisements had which are no longer booked."""
        booked = {ad.booking for ad in self.edition.advertisements}
        gone = [
            module.columns * module.lines / self.grid.columns
            for number in self.change.reasons
            for module in self.pages[number].sheet.bookings
            if module.note not in booked and not is_own(module)
        ]
        return tuple(int(lines) for lines in gone if lines >= LEAST_OWN)

    def _bill(self, coming: Mapping[int, tuple[str, ...]]) -> Bill:
        numbers = {*self.change.reasons, *coming}
        return Bill(tuple(sorted(numbers)), coming, self.change.gone, self.change.changed)

    def _turns(self) -> Iterator[dict[int, tuple[str, ...]]]:
        """Stories that come by page, the likeliest places first."""
        able = [self.able(story) for story in self.change.coming]
        most = max(map(len, able), default=1)
        for turn in range(most):
            coming: dict[int, tuple[str, ...]] = {}
            for story, numbers in zip(self.change.coming, able, strict=True):
                if numbers:
                    number = numbers[min(turn, len(numbers) - 1)]
                    coming[number] = (*coming.get(number, ()), story.slug)
            yield coming

    def able(self, story: Story) -> list[int]:
        """Pages for a story that comes: those that change anyway first and those with the press
        last; of the others those that its section heads, the least full first."""
        wished = next((w.page for w in self.edition.wishes if w.slug == story.slug and w.page), 0)
        if wished in self.pages:
            return [wished]
        if is_urgent(story) and 1 in self.pages and 1 not in self.locked:
            return [1]
        plated, reasons = self.before.plated, self.change.reasons
        ranked = sorted(
            self._of_news(),
            key=lambda n: (
                n not in reasons,
                n in plated,
                self.pages[n].sheet.section != story.section,
                self._fullness(n),
                n,
            ),
        )
        own = [n for n in ranked if any(s.section == story.section for s in self.pages[n].stories)]
        return (own or ranked)[:NEAR]

    def _of_news(self) -> list[int]:
        """Inside pages that may be moved."""
        pages = self.pages.items()
        return [n for n, page in pages if n > 1 and n not in self.locked and page.sheet.chosen]

    def _fullness(self, number: int) -> tuple[float, float]:
        """How hard it is to get another story into a page: its modules, and the lines of their
        text, on the room that it has for news; pictures give way."""
        sheet = self.pages[number].sheet
        modules = [one for one in modules_of(sheet) if one.kind not in NO_NEWS]
        taken = [*sheet.bookings, *(one for one in modules_of(sheet) if one.kind in NO_NEWS)]
        room = self.grid.columns * self.grid.lines - sum(one.columns * one.lines for one in taken)
        return len(modules) / max(1, room), sum(one.text for one in modules) / max(1, room)

    def _is_full(self, number: int) -> bool:
        """Whether little of a page is white."""
        sheet, grid = self.pages[number].sheet, self.grid
        room = grid.columns * (grid.lines - sheet.top)
        taken = (*modules_of(sheet), *sheet.bookings)
        return sum(one.columns * (one.lines + grid.gap) for one in taken) >= FULL * room

    def _near(self, numbers: Sequence[int]) -> list[int]:
        """Pages of news that may be moved besides, not yet with the press: those that are nearest,
        the worst first, and the one that is least full."""
        others = [n for n in self._of_news() if n not in numbers]
        ranked = sorted(
            others,
            key=lambda n: (
                n in self.before.plated,
                min((abs(n - other) for other in numbers if other > 1), default=0),
                -cost_of(self.pages[n].sheet),
                n,
            ),
        )
        roomy = sorted(others, key=lambda n: (n in self.before.plated, self._fullness(n), n))
        return list(dict.fromkeys((*ranked[:NEAR], *roomy[:1])))
