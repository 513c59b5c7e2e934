"""Pages that came out ill mended: stories exchanged with pages near by and with those that wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from epaper.layout.edition.assign import PILE, Load
from epaper.layout.edition.draft import Desk, Draft, is_hard
from epaper.layout.edition.exchanges import Exchange, exchanges, least
from epaper.layout.search.page import PageLayout

ILL = 190  # cost of a page from which exchanges are tried
VERY_ILL = 335.0  # likewise of one from which more are tried, with those that wait, too
LEAST_GAIN = 5.0  # cost that an exchange must save
HELD_GAIN = 450.0  # likewise one for which a story more has to wait, where the page can be filled
TRIES = 6  # exchanges tried for a page in a round
MORE_TRIES = 10  # likewise for a very ill page, and as many with stories that wait
MOST_VERY_ILL = 3  # pages that are so tried in a round, the worst
HARD_TRIES = 60  # likewise at most for a page that cannot be filled
FIRST_TRIES = 20  # of those, the others only where none fills it
MANY_TRIES = 160  # for all such pages together
FEW_HARD = 30  # tries for each from which two stories at once are tried
FROM_PILE = 20  # exchanges with the held stories tried for such a page
WAITING = 24  # of them, those that are missed most
URGENT_TRIES = 40  # exchanges tried in a pass for urgent stories that wait
PASSES = 3  # of those
NEAR, HARD_NEAR = 2, 4  # pages: how far away the other page of an exchange is


@dataclass(frozen=True, slots=True)
class Gain:
    """What an exchange saves, its place among those tried, and both pages after it."""

    saved: float
    place: int
    exchange: Exchange
    here: PageLayout | None
    there: PageLayout | None = None

    @property
    def fills(self) -> bool:
        return not is_hard(self.here)

    def is_worth_it(self, draft: Draft) -> bool:
        """No story waits for a page that is only a little better for it."""
        one = self.exchange
        holds = one.b == PILE and len(one.going) > len(one.coming)
        return not holds or draft.is_hard(one.a) or self.saved > HELD_GAIN


def mended(draft: Draft, desk: Desk, *, may_hold: bool, thorough: bool = True) -> Draft:
    """After exchanges between each ill page and one near it; the draft itself where none helps.

    may_hold: stories may have to wait.  thorough: more are tried for pages that cannot be filled
    and for the very ill ones."""
    ill = [
        number
        for number in draft.numbers
        if draft.loads(number) and (draft.is_hard(number) or draft.cost(number) > ILL)
    ]
    hard = [number for number in ill if draft.is_hard(number)] if thorough else []
    tries = max(TRIES, MANY_TRIES // len(hard)) if hard else 0
    # what costs more than an empty page is a crowd of crumbs: they would leave one after another
    most = draft.shared.objections.weights.page_unfilled
    very_ill = [n for n in ill if thorough and VERY_ILL < draft.cost(n) < most and n not in hard]
    worst = sorted(very_ill, key=lambda n: (-draft.cost(n), n))[:MOST_VERY_ILL]
    first: list[Exchange] = []
    rest: dict[int, list[Exchange]] = {}
    for number in ill:
        if number in hard:
            chosen = _for_hard_page(draft, number, tries, may_hold=may_hold)
            chosen, rest[number] = chosen[:FIRST_TRIES], chosen[FIRST_TRIES:]
        elif number in worst:
            chosen = _for_very_ill_page(draft, number, may_hold=may_hold)
        else:
            chosen = _near(draft, number, NEAR, TRIES)
        first += chosen
    gains = _gains(draft, desk, first)
    filled = {one.exchange.a for one in gains if one.saved > LEAST_GAIN and one.fills}
    more = [one for number in hard if number not in filled for one in rest[number]]
    gains += _gains(draft, desk, more, since=len(first))
    return _with_best(draft, (one for one in gains if one.is_worth_it(draft)))


def urgent_first(draft: Draft, desk: Desk) -> Draft:
    """A story that waits takes the place of a less urgent one, on whichever page that makes the
    paper better.
    """
    for _ in range(PASSES):
        waiting = _waiting(draft)
        trials = [
            exchange
            for number in draft.numbers
            for exchange in exchanges(draft.shared, number, PILE, coming=waiting)
            if exchange.coming and exchange.drift < 0
        ]
        trials.sort(key=lambda one: (one.drift, one.a, one.keys))
        trials = trials[:URGENT_TRIES]
        layouts = desk.search(
            desk.trial(draft, one.a, one.after(draft.shared)[0]) for one in trials
        )
        gains = []
        for place, (one, layout) in enumerate(zip(trials, layouts, strict=True)):
            if layout is None or (layout.relaxed and not draft.is_hard(one.a)):
                continue
            gains.append(Gain(draft.cost(one.a) - layout.cost - one.drift, place, one, layout))
        after = _with_best(draft, gains)
        if after is draft:
            break
        draft = after
    return draft


def _with_best(draft: Draft, gains: Iterable[Gain]) -> Draft:
    """With the exchanges that gain most, each page and each story once."""
    pages: set[int] = set()
    moved: set[str] = set()
    worth = (gain for gain in gains if gain.saved > LEAST_GAIN)
    for gain in sorted(worth, key=lambda gain: (-gain.saved, gain.place)):
        one = gain.exchange
        names = {name for x in one.loads for name in (x.key, x.group, x.chain) if name}
        if {one.a, one.b} & pages or names & moved:
            continue
        pages |= {one.a, one.b} - {PILE}
        moved |= names
        layouts = {one.a: gain.here} | ({one.b: gain.there} if one.b != PILE else {})
        draft = draft.with_exchange(one, layouts)
    return draft


def _gains(draft: Draft, desk: Desk, trials: Sequence[Exchange], since: int = 0) -> list[Gain]:
    """What each exchange saves; the first has place `since`.  The ill page comes first: the other
    is searched only where that is better for it."""
    after = [one.after(draft.shared) for one in trials]
    first = desk.search(
        desk.trial(draft, one.a, here, draft.cost(one.a))
        for one, (here, _) in zip(trials, after, strict=True)
    )
    better = [
        place
        for place, one in enumerate(trials)
        if draft.cost_of(first[place], after[place][0]) < draft.cost(one.a)
    ]
    both = [place for place in better if trials[place].b != PILE]
    tasks = [
        desk.trial(
            draft,
            trials[place].b,
            after[place][1],
            draft.cost(trials[place].b)
            + draft.cost(trials[place].a)
            - draft.cost_of(first[place], after[place][0]),
        )
        for place in both
    ]
    second = dict(zip(both, desk.search(tasks), strict=True))
    drift_weight = draft.shared.objections.weights.drift
    gains = []
    for place in better:
        one, (here, there) = trials[place], after[place]
        saved = draft.cost(one.a) - draft.cost_of(first[place], here)
        if one.b != PILE:
            saved += draft.cost(one.b) - draft.cost_of(second[place], there)
        saved -= max(0.0, one.drift) * drift_weight
        gains.append(
            Gain(
                saved=saved,
                place=since + place,
                exchange=one,
                here=first[place],
                there=second.get(place),
            )
        )
    return gains


def _near(draft: Draft, number: int, near: int, tries: int, *, most: int = 1) -> list[Exchange]:
    """Of exchanges of up to `most` stories with pages up to `near` away the `tries` that the
    assignment minds least."""
    numbers = draft.numbers
    place = numbers.index(number)
    trials = (
        one
        for other in numbers[max(0, place - near) : place + near + 1]
        if other != number
        for one in exchanges(draft.shared, number, other, most=most)
    )
    return least(trials, tries, partial(_keeps_news, draft))


def _for_hard_page(draft: Draft, number: int, tries: int, *, may_hold: bool) -> list[Exchange]:
    """More of them for a page that cannot be filled, the fewer such pages there are, of two stories
    at once, and with those that wait."""
    most = 2 if tries > FEW_HARD else 1
    chosen = _near(draft, number, HARD_NEAR, min(tries, HARD_TRIES), most=most)
    if not may_hold:
        return chosen
    held = exchanges(
        draft.shared, number, PILE, most=most, coming=_waiting(draft, with_standing=True)
    )
    return chosen + least(held, FROM_PILE, partial(_keeps_news, draft))


def _for_very_ill_page(draft: Draft, number: int, *, may_hold: bool) -> list[Exchange]:
    """More exchanges for a page that none of the usual ones makes better, and with stories that
    wait."""
    chosen = _near(draft, number, HARD_NEAR, MORE_TRIES)
    held = exchanges(draft.shared, number, PILE, coming=_waiting(draft)) if may_hold else ()
    return chosen + least(held, MORE_TRIES, partial(_keeps_news, draft))


def _waiting(draft: Draft, with_standing: bool = False) -> list[Load]:
    """The held stories that are missed most."""
    objections = draft.shared.objections
    pile = [load for load in draft.loads(PILE) if not load.standing or with_standing]
    return sorted(pile, key=lambda load: (-objections.own(load, PILE), load.key))[:WAITING]


def _keeps_news(draft: Draft, one: Exchange) -> bool:
    """Both pages have a story after it, and no news gives way to standing matter."""
    gone = len(one.going) - len(one.coming)
    matter = one.b == PILE and any(load.standing for load in one.coming)
    if matter and not all(load.standing for load in one.going):
        return False  # news does not wait for standing matter
    return len(draft.loads(one.a)) > gone and (one.b == PILE or len(draft.loads(one.b)) > -gone)
