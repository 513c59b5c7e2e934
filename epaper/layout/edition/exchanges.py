"""Exchanges of loads between two pages, each with what it adds to what is wrong."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from epaper.layout.edition.assign import Assignment, Load, Numbers, Tallies, Tally, tallies


@dataclass(frozen=True, slots=True)
class Exchange:
    """Loads that go from page a to page b, and those that come back for them."""

    a: int
    b: int
    going: tuple[Load, ...]
    coming: tuple[Load, ...]
    drift: float  # what it adds to what is wrong with the assignment

    @property
    def loads(self) -> tuple[Load, ...]:
        return (*self.going, *self.coming)

    @property
    def keys(self) -> list[str]:
        """Names of what moves, for an order that is the same every time."""
        return [load.key for load in self.loads]

    def after(self, shared: Assignment) -> tuple[tuple[Load, ...], tuple[Load, ...]]:
        """The loads of both pages once it is made."""
        here = tuple(load for load in shared.pages[self.a] if load not in self.going)
        there = tuple(load for load in shared.pages[self.b] if load not in self.coming)
        return (*here, *self.coming), (*there, *self.going)

    def made(self, shared: Assignment) -> Assignment:
        here, there = self.after(shared)
        return shared.with_pages({self.a: here, self.b: there})


def least(
    some: Iterable[Exchange], most: int, able: Callable[[Exchange], bool] = lambda _: True
) -> list[Exchange]:
    """Of those that are `able` the `most` that the assignment minds least, in an order that is the
    same every time."""
    chosen: list[Exchange] = []
    for one in sorted(some, key=lambda one: one.drift):
        if len(chosen) >= most and one.drift > chosen[-1].drift:
            break
        if able(one):
            chosen.append(one)
    return sorted(chosen, key=lambda one: (one.drift, one.b, one.keys))[:most]


def exchanges(
    shared: Assignment, a: int, b: int, *, most: int = 1, coming: Sequence[Load] | None = None
) -> Sequence[Exchange]:
    """Exchanges of up to `most` loads each way; what the editor pinned stays.

    coming: those of b that may go to a, where not all.  Those of single loads between two pages are
    priced once, as long as both are as they were.
    """
    here, there = shared.pages[a], shared.pages[b]
    if coming is not None or most > 1:
        able = there if coming is None else coming
        return _priced(shared, a, b, most=most, coming=able)
    others = _others(shared, (*here, *there))
    known = shared.objections.priced.get((a, b))
    if known is None or known[0] is not here or known[1] is not there or known[2] != others:
        found = _priced(shared, a, b, most=1, coming=there)
        known = shared.objections.priced[a, b] = here, there, others, found
    priced: Sequence[Exchange] = known[3]
    return priced


def _others(shared: Assignment, loads: Sequence[Load]) -> dict[str, int | None]:
    """The pages of all that the loads belong to: with what moves only between their own two pages,
    all that a price hangs on."""
    keys = {key for load in loads for key in load.related}
    names = {name for load in loads for name in load.names}
    keys |= {load.key for name in names for load in shared.bonds.get(name, ())}
    return {key: shared.homes.get(key) for key in keys}


def _priced(
    shared: Assignment, a: int, b: int, *, most: int, coming: Sequence[Load]
) -> list[Exchange]:
    goings = _takings([load for load in shared.pages[a] if not load.page], most)
    backs = _takings([load for load in coming if not load.page], most)
    tied = {load.key for load in (*shared.pages[a], *coming) if load.related or load.names}
    drifts = _drifts(shared, a, b, goings=goings, backs=backs, most=most).tolist()
    priced = []
    for going, row in zip(goings, drifts, strict=True):
        for back, drift in zip(backs, row, strict=True):
            if going or back:
                if tied:
                    drift += _tearing(shared, a=a, b=b, going=going, coming=back, tied=tied)
                priced.append(Exchange(a=a, b=b, going=going, coming=back, drift=drift))
    return priced


def _drifts(
    shared: Assignment,
    a: int,
    b: int,
    *,
    goings: Sequence[tuple[Load, ...]],
    backs: Sequence[tuple[Load, ...]],
    most: int,
) -> Numbers:
    """What each going (down) with each coming back (across) adds, but for what is torn."""
    objections = shared.objections
    one, other = shared.tally(a), shared.tally(b)
    before = objections.page(a, tallies([one])) + objections.page(b, tallies([other]))
    here = _down([_changed(one, shared, page=a, loads=some, sign=-1) for some in goings])
    there = _down([_changed(other, shared, page=b, loads=some, sign=1) for some in goings])
    for place in range(most):  # the first of each, then the second
        some = [back[place : place + 1] for back in backs]
        here = here.plus(_tallied(shared, a, some))
        there = there.plus(_tallied(shared, b, some), sign=-1)
    return objections.page(a, here) + objections.page(b, there) - before


def _down(some: Sequence[Tally]) -> Tallies:
    """A column of them, which goes with a row of others."""
    return Tallies(*(numbers[:, None] for numbers in tallies(some)))


def _tallied(shared: Assignment, page: int, some: Sequence[Sequence[Load]]) -> Tallies:
    return tallies([_changed(Tally(), shared, page=page, loads=one, sign=1) for one in some])


def _takings(loads: Sequence[Load], most: int) -> list[tuple[Load, ...]]:
    """Nothing, each load, and so on up to `most` of them."""
    return [some for count in range(most + 1) for some in itertools.combinations(loads, count)]


def _changed(
    tally: Tally, shared: Assignment, page: int, loads: Sequence[Load], sign: int
) -> Tally:
    for load in loads:
        tally = tally.plus(load, shared.objections.own(load, page), sign)
    return tally


def _tearing(
    shared: Assignment,
    a: int,
    b: int,
    going: Sequence[Load],
    coming: Sequence[Load],
    tied: Collection[str],
) -> float:
    """What it adds to what is torn.  tied: keys of loads that belong to others."""
    moved = [load for load in (*going, *coming) if load.key in tied]
    if not moved:
        return 0.0
    homes = {**shared.homes, **{load.key: b for load in going}, **{load.key: a for load in coming}}
    return shared.torn(moved, homes) - shared.torn(moved, shared.homes)
