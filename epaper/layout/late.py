"""Where a late story may go, and which pages may be moved to make room for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from epaper.issue.issue import LockedPage
from epaper.layout.changed import Before, Change
from epaper.layout.design.reader import Grid
from epaper.layout.edition.bill import Bill, modules_of
from epaper.layout.edition.front import is_urgent
from epaper.layout.ways import cost_of
from epaper.model.edition import Edition
from epaper.model.story import Story

NEAR = 3  # pages that are tried for a story, and that may be moved besides
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
        changed, gone = set(self.change.reasons), self.change.gone
        bills: list[Bill] = []
        for coming in self._turns():
            numbers = {*changed, *coming}
            bills.append(Bill(tuple(sorted(numbers)), coming, gone, self.change.changed))
        yield from bills
        for bill in bills:
            for number in self._near(bill.pages)[:NEAR]:
                numbers = {*bill.pages, number}
                yield Bill(tuple(sorted(numbers)), bill.coming, gone, self.change.changed)

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

    def _near(self, numbers: Sequence[int]) -> list[int]:
        """Pages of news by how near they are to these and by what they cost, not yet with the
        press."""
        return sorted(
            (n for n in self._of_news() if n not in numbers),
            key=lambda n: (
                n in self.before.plated,
                min((abs(n - other) for other in numbers if other > 1), default=0),
                -cost_of(self.pages[n].sheet),
                n,
            ),
        )
