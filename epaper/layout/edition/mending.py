"""Pages that came out ill mended: stories exchanged with pages near by and with those that wait,
then the last resorts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from epaper.layout.edition.assign import PILE, Assignment, Exchange, Load, apply, priced_exchanges
from epaper.layout.edition.dummy import Dummy
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout
from epaper.layout.search.searchers import Task

ILL = 140.0  # cost of a page from which exchanges are tried
EMPTY = 1000.0  # cost of a page that cannot be filled
TRIES = 6  # exchanges tried for a page in a round
HARD_TRIES = 60  # likewise at most for a page that cannot be filled
MANY_TRIES = 160  # for all such pages together
FEW_HARD = 30  # tries for each from which two stories at once are tried
FROM_PILE = 20  # exchanges with the held stories tried for such a page
WAITING = 24  # of them, those that are missed most
URGENT_TRIES = 40  # exchanges tried in a pass for urgent stories that wait
PASSES = 3  # of those
NEAR, HARD_NEAR = 2, 4  # pages: how far away the other page of an exchange is
DRIFT = 0.3  # weight of what the assignment minds beside what the pages cost
LEAST_GAIN = 5.0
STRETCH = tuple(range(-24, 81))  # lines by which the paper's own advertisement may be deeper
COARSE = 4  # lines: its steps where the page is filled already
LEAST_OWN, LEAST_NEWS = 10, 5  # lines of it, and of the news above it

Trial = tuple[
    int, int, Exchange, float
]  # pages, what they exchange, what the assignment minds of that
Gain = tuple[
    float, int, PageLayout | None, PageLayout | None
]  # what a trial gains, its place, both pages after it


class Tasks(Protocol):
    def __call__(
        self, number: int, loads: Sequence[Load] | None = None, relaxed: bool = False
    ) -> Task:
        """The search of a page, as it stands or with other loads."""


def is_hard(layout: PageLayout | None) -> bool:
    """The page is not filled by news alone."""
    return layout is None or layout.relaxed


def cost_of(layout: PageLayout | None, loads: Sequence[Load]) -> float:
    if layout is None:
        return EMPTY if loads else 0.0
    return layout.cost


class Mending:
    """The pages as they are assigned and laid out; its steps change `shared`, `layouts` and
    `holes`.
    """

    def __init__(
        self,
        shared: Assignment,
        layouts: dict[int, PageLayout | None],
        holes: dict[int, Hole],
        dummy: Dummy,
        may_hold: bool,
        task: Tasks,
        run: Callable[[Sequence[Task]], list[PageLayout | None]],
    ) -> None:
        """may_hold: stories may have to wait; task, run: how a page is searched."""
        self.shared, self.layouts, self.holes, self.dummy = shared, layouts, holes, dummy
        self.may_hold, self.task, self.run = may_hold, task, run
        self.numbers = sorted(layouts)

    def mend(self) -> bool:
        """Exchanges between an ill page and one near it, all searched at once; the best are
        made."""
        ill = [
            n
            for n in self.numbers
            if self.shared.pages[n]
            and (is_hard(self.layouts[n]) or cost_of(self.layouts[n], self.shared.pages[n]) > ILL)
        ]
        trials: list[Trial] = []
        hard = [number for number in ill if is_hard(self.layouts[number])]
        for number in ill:
            trials += self._trials(
                number, max(TRIES, MANY_TRIES // len(hard)) if number in hard else 0
            )
        return self._exchange(trials, self._gains(trials))

    def _exchange(self, trials: Sequence[Trial], gains: Sequence[Gain]) -> bool:
        """Make the exchanges that gain most, each page and each story once; whether there was
        any."""
        done: set[int] = set()
        moved: set[str] = set()
        for _, index, one, two in sorted(gains, key=lambda g: (-g[0], g[1])):
            a, b, step, _ = trials[index]
            keys = {
                name for x in (*step[0], *step[1]) for name in (x.key, x.group, x.chain) if name
            }
            if a in done or b in done or keys & moved:
                continue
            done |= {a, b} - {PILE}
            moved |= keys
            apply(self.shared, a, b, step)
            self.layouts[a] = one
            if b:
                self.layouts[b] = two
        return bool(done)

    def _gains(self, trials: Sequence[Trial]) -> list[Gain]:
        """What each exchange gains, its place in `trials` and both pages after it; those that gain
        too little are left out.  The ill page comes first: the other is searched only where that is
        better for it."""
        after = [self._after(a, b, step) for a, b, step, _ in trials]
        first = self.run(
            [self.task(t[0], here) for t, (here, _) in zip(trials, after, strict=True)]
        )
        better = [
            index
            for index, ((a, *_), one) in enumerate(zip(trials, first, strict=True))
            if cost_of(one, after[index][0]) < cost_of(self.layouts[a], self.shared.pages[a])
        ]
        both = [index for index in better if trials[index][1] != PILE]
        second = dict(
            zip(both, self.run([self.task(trials[i][1], after[i][1]) for i in both]), strict=True)
        )
        gains = []
        for index in better:
            (a, b, _, drift), (here, there) = trials[index], after[index]
            one, two = first[index], second.get(index)
            gain = cost_of(self.layouts[a], self.shared.pages[a]) - cost_of(one, here)
            if b != PILE:
                gain += cost_of(self.layouts[b], self.shared.pages[b]) - cost_of(two, there)
            gain -= max(0.0, drift) * DRIFT
            if gain > LEAST_GAIN:
                gains.append((gain, index, one, two))
        return gains

    def _trials(self, number: int, hard: int) -> list[Trial]:
        """The exchanges that the assignment minds least, with what it minds; for a page that cannot
        be filled more of them, the fewer such pages there are, and of two stories at once."""
        most = 2 if hard > FEW_HARD else 1
        priced = []
        place = self.numbers.index(number)
        near = HARD_NEAR if hard else NEAR
        for other in self.numbers[max(0, place - near) : place + near + 1]:
            if other != number:
                steps = priced_exchanges(self.shared, number, other, most)
                priced += [
                    (drift, other, step)
                    for drift, step in steps
                    if self._keeps_news(number, other, step)
                ]
        priced.sort(key=lambda p: (p[0], p[1], [x.key for x in (*p[2][0], *p[2][1])]))
        chosen = priced[: min(max(hard, TRIES), HARD_TRIES) if hard else TRIES]
        if hard and self.may_hold:
            held = sorted(
                priced_exchanges(self.shared, number, PILE, most, self._waiting()),
                key=lambda p: (p[0], [x.key for x in (*p[1][0], *p[1][1])]),
            )
            chosen += [(d, PILE, step) for d, step in held if self._keeps_news(number, PILE, step)][
                :FROM_PILE
            ]
        return [(number, other, step, drift) for drift, other, step in chosen]

    def _waiting(self) -> list[Load]:
        """The held stories that are missed most."""
        return sorted(self.shared.pages[PILE], key=lambda x: (-self.shared.own(x, PILE), x.key))[
            :WAITING
        ]

    def _keeps_news(self, a: int, b: int, step: Exchange) -> bool:
        """Both pages have a story after it."""
        out, back = len(step[0]), len(step[1])
        return len(self.shared.pages[a]) > out - back and (
            b == PILE or len(self.shared.pages[b]) > back - out
        )

    def _after(self, a: int, b: int, step: Exchange) -> tuple[list[Load], list[Load]]:
        out, back = step
        return [x for x in self.shared.pages[a] if x not in out] + list(back), [
            x for x in self.shared.pages[b] if x not in back
        ] + list(out)

    def urgent_first(self) -> None:
        """A story that waits takes the place of a less urgent one, on whichever page that makes the
        paper better.
        """
        for _ in range(PASSES):
            trials: list[Trial] = []
            waiting = self._waiting()
            for number in self.numbers:
                for drift, step in priced_exchanges(self.shared, number, PILE, coming=waiting):
                    if step[1] and drift < 0:
                        trials.append((number, PILE, step, drift))
            trials.sort(key=lambda t: (t[3], t[0], [x.key for x in (*t[2][0], *t[2][1])]))
            trials = trials[:URGENT_TRIES]
            tasks = [self.task(a, self._after(a, b, step)[0]) for a, b, step, _ in trials]
            gains = []
            for index, found in enumerate(self.run(tasks)):
                (a, _, step, drift), old = trials[index], self.layouts[trials[index][0]]
                if found is None or (found.relaxed and not is_hard(old)):
                    continue
                gain = cost_of(old, self.shared.pages[a]) - found.cost - drift
                if gain > LEAST_GAIN:
                    gains.append((gain, index, found, None))
            if not self._exchange(trials, gains):
                return

    def polish(self) -> None:
        """Pages that were exchanged get as many orders as the others."""
        tasks = [self.task(number) for number in self.numbers]
        for number, layout in zip(self.numbers, self.run(tasks), strict=True):
            old = self.layouts[number]
            if layout is not None and (old is None or layout.cost < old.cost):
                self.layouts[number] = layout

    def last_resort(self) -> None:
        """Pages that still cannot be filled: with white or a house advertisement, else without
        their least story.
        """
        for number in self.numbers:
            while self.layouts[number] is None and self.shared.pages[number]:
                self.layouts[number] = self.run([self.task(number, relaxed=True)])[0]
                if self.layouts[number] is None:
                    able = [
                        x for x in self.shared.pages[number] if not x.must_run
                    ] or self.shared.pages[number]
                    least = max(able, key=lambda x: (x.urgency, x.area, x.key))
                    apply(self.shared, number, PILE, ((least,), ()))
                    self.layouts[number] = self.run([self.task(number)])[0]

    def stretch(self) -> dict[int, int]:
        """Own advertisements made deeper or shallower where that makes the news above them better;
        lines by page.
        """
        found: dict[int, int] = {}
        for number in self.numbers:
            own = self.dummy.elastic(number)
            if own is None or not self.shared.pages[number]:
                continue
            hole, layout = self.holes[number], self.layouts[number]
            hard = is_hard(layout)
            steps = [
                by
                for by in STRETCH[:: 1 if hard else COARSE]
                if own.lines + by >= LEAST_OWN and min(hole.depths) - by >= LEAST_NEWS
            ]
            holes = [replace(hole, depths=tuple(d - by for d in hole.depths)) for by in steps]
            best = (layout.cost if layout else EMPTY, 0, hole, layout)
            for relaxed in (False, True) if hard else (False,):
                tasks = [replace(self.task(number, relaxed=relaxed), hole=one) for one in holes]
                for by, one, trial in zip(steps, holes, self.run(tasks), strict=True):
                    if trial is not None and trial.cost < best[0] - LEAST_GAIN:
                        best = (trial.cost, by, one, trial)
                if best[1]:
                    break
            _, found[number], self.holes[number], self.layouts[number] = best
        return {number: by for number, by in found.items() if by}
