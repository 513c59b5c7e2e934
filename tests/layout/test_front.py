"""What stands on page 1, and the pages that are tried of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story
from layout_samples import edition_of

from epaper.errors import LayoutError
from epaper.layout.design.practice import Practice
from epaper.layout.design.reader import Design
from epaper.layout.edition import front_page
from epaper.layout.edition.front import choose_front, front_room, front_stories
from epaper.layout.edition.front_page import search_front
from epaper.layout.edition.parts import whole_or_cut
from epaper.layout.edition.tries import FrontStories, FrontTry, front_tries
from epaper.layout.edition.wishes import wishes_of
from epaper.layout.laid_out import LaidOut
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.page import PageLayout
from epaper.layout.search.searchers import Stock, Task
from epaper.model.advertisement import AdFile, Advertisement
from epaper.model.picture import Picture
from epaper.model.plan import Wish
from epaper.model.story import Kind, Story
from epaper.typeset.typesetter import Typesetter

PRACTICE = Practice()
PICTURE = (Picture(Path("x.jpg"), "x.jpg", 3000, 2000),)


def day(count: int = 12, words: int = 300) -> list[Story]:
    """Stories of sections by threes, the first the most urgent."""
    return [story(n, words - 10 * n, f"Section {n // 3}", min(9, 1 + n)) for n in range(count)]


def slugs(stories: list[Story]) -> list[str]:
    return [told.slug for told in stories]


def chosen(stories: list[Story], jumps: bool = True, **more: object) -> list[str]:
    settings: dict[str, object] = {"practice": PRACTICE} | more
    return slugs(choose_front(stories, jumps=jumps, **settings))  # type: ignore[arg-type]


def test_the_most_urgent_at_most_two_of_a_section() -> None:
    assert chosen(day())[:5] == ["story-00", "story-01", "story-03", "story-04", "story-06"]


def test_the_layout_says_how_many() -> None:
    names = chosen(day(), practice=replace(PRACTICE, front_stories=3, spare_stories=0))
    assert names == ["story-00", "story-01", "story-03"]


def test_a_few_short_ones_are_spare() -> None:
    names = chosen(day(20))
    assert len(names) == PRACTICE.front_stories + PRACTICE.spare_stories


@pytest.mark.parametrize("kind", [Kind.OPINION, Kind.EDITORIAL, Kind.AGATE, Kind.FACTBOX])
def test_what_does_not_belong_on_page_1(kind: Kind) -> None:
    stories = day()
    stories[0] = replace(stories[0], kind=kind, urgency=1)
    assert "story-00" not in chosen(stories)


def test_one_long_story_may_jump_and_none_without_jumps() -> None:
    stories = day()
    for number in (0, 3, 6):
        stories[number] = replace(story(number, 600, f"Section {number // 3}"), urgency=3)
    stories[1] = replace(stories[1], urgency=4)
    long = {"story-00", "story-03", "story-06"}
    assert len(long & set(chosen(stories))) == 1
    # the day's first news has its place, however long it is
    assert len(long & set(chosen(stories, jumps=False))) == 1


def test_a_front_page_without_a_picture_gives_its_least_story_up() -> None:
    stories = day()
    stories[9] = replace(stories[9], pictures=PICTURE, urgency=5)
    names = chosen(stories)[:5]
    assert "story-09" in names
    assert "story-06" not in names
    strict = replace(PRACTICE, picture_urgency=0)
    stories[9] = replace(stories[9], urgency=8)
    assert "story-09" not in chosen(stories, practice=strict)[:5]


def test_the_pinned_stay() -> None:
    stories = day()
    names = chosen(stories, pinned=[stories[11]])
    assert "story-11" in names[:5]
    assert "story-00" in names[:5]


def test_a_small_page_takes_only_short_stories() -> None:
    stories = [story(n, 250, f"Section {n}") for n in range(6)]
    full, small = chosen(stories), chosen(stories, room=PRACTICE.full_front * 0.4)
    assert len(full) > len(small)


@pytest.mark.parametrize("words", [200, 300, 420])
def test_a_paper_of_one_section_fills_its_front_page(words: int) -> None:
    """Two of a section are too few where there is no other."""
    names = chosen([story(n, words, "Town") for n in range(10)])
    assert 5 <= len(names) <= 10


def test_a_thin_day_takes_what_there_is() -> None:
    stories = [story(0, 90), *(replace(story(n, 30), kind=Kind.BRIEF) for n in range(1, 4))]
    assert chosen(stories) == ["story-00", "story-01", "story-02", "story-03"]


def test_wishes_bring_to_the_front_and_keep_off_it(design: Design) -> None:
    stories = day()
    wishes = (Wish("story-10", page=1), Wish("story-00", off=(1,)), Wish("story-01", page=4))
    edition = edition_of(stories, wishes=wishes)
    front = front_stories(stories, edition, wishes_of(edition), design, tight=False)
    assert "story-10" in slugs(front)
    assert not {"story-00", "story-01"} & set(slugs(front))


def test_where_room_is_tight_what_must_run_comes_first(design: Design) -> None:
    stories = day()
    stories[11] = replace(stories[11], must_run=True)
    edition = edition_of(stories)
    front = front_stories(stories, edition, wishes_of(edition), design, tight=True)
    assert "story-11" in slugs(front)[: design.practice.front_stories]
    usual = front_stories(stories, edition, wishes_of(edition), design, tight=False)
    assert "story-11" not in slugs(usual)[: design.practice.front_stories]


def test_what_is_booked_for_page_1_leaves_less_room(design: Design) -> None:
    strip = Advertisement("B1", "Firm", AdFile(Path("x.pdf"), "x.pdf"), "strip", page=1)
    bare, sold = edition_of(day()), edition_of(day(), advertisements=(strip,))
    assert front_room(sold, design) < front_room(bare, design)


# -- the pages that are tried ----------------------------------------------------------------------


def same(item: Item) -> Item:
    return item


def tries_of(
    stories: list[Story], design: Design, setter: Typesetter, **more: object
) -> list[list[FrontTry]]:
    settings: dict[str, object] = {
        "of_edition": 20,
        "pinned": frozenset(),
        "jumps": True,
        "share": 1.0,
    }
    front = FrontStories(stories=stories, **settings | more)  # type: ignore[arg-type]
    return front_tries(front, design, setter, same)


def test_every_story_is_on_the_front_or_goes_inside(design: Design, setter: Typesetter) -> None:
    stories = [story(n, 90 + 150 * n, "City") for n in range(7)]
    for tries in tries_of(stories, design, setter):
        for one in tries:
            told = {item.slug for item in (*one.fronts, *one.rests) if item.slug}
            assert told == set(slugs(stories))


def test_jumps_and_fewer_stories_have_their_price(design: Design, setter: Typesetter) -> None:
    stories = [story(n, 500 if n == 0 else 90) for n in range(6)]
    weights = design.weights
    whole = {
        (len(one.fronts) - 1, len(one.rests)): one.price
        for tries in tries_of(stories, design, setter)
        for one in tries
    }
    assert whole[5, 2] == pytest.approx(weights.jump)
    assert whole[4, 3] == pytest.approx(weights.jump + weights.front_fewer)
    assert whole[6, 1] == pytest.approx(weights.jump + weights.front_more)


def test_a_story_is_cut_once_at_a_place_for_all_tries(
    design: Design, setter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts: list[tuple[str, float]] = []

    def cut(item: Item, goal: float, *more: object) -> tuple[Item, Item | None]:
        cuts.append((item.key, goal))
        return whole_or_cut(item, goal, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("epaper.layout.edition.tries.whole_or_cut", cut)
    tries_of([story(n, 500) for n in range(6)], design, setter)
    assert len(cuts) == len(set(cuts)) > 6


def test_more_jumps_are_the_last_resort(design: Design, setter: Typesetter) -> None:
    stories = [story(n, 500) for n in range(5)]
    for tries in tries_of(stories, design, setter):
        for one in tries:
            jumps = sum(item.kind == "jump" for item in one.rests)
            assert one.last == (jumps > design.practice.front_jumps)


def test_without_jumps_all_stand_whole(design: Design, setter: Typesetter) -> None:
    rounds = tries_of([story(n, 500) for n in range(5)], design, setter, jumps=False)
    assert all(item.kind != "jump" for tries in rounds for one in tries for item in one.rests)


def test_the_pinned_are_on_every_page_tried(design: Design, setter: Typesetter) -> None:
    pinned = frozenset({"story-05", "story-06"})
    rounds = tries_of(day(7), design, setter, pinned=pinned)
    assert all(pinned <= {item.slug for item in one.fronts} for tries in rounds for one in tries)


def test_a_day_of_briefs_stands_in_columns(design: Design, setter: Typesetter) -> None:
    briefs = [replace(story(n, 30), kind=Kind.BRIEF) for n in range(9)]
    (tries,) = tries_of(briefs, design, setter, of_edition=9)
    kinds = [[item.kind for item in one.fronts] for one in tries]
    assert kinds[0][:2] == ["story", "story"]
    assert "briefs" in kinds[0]
    assert kinds[-1].count("briefs") < kinds[0].count("briefs") or len(tries[-1].rests) > 0


def test_a_page_that_nothing_fits_is_an_error(design: Design, setter: Typesetter) -> None:
    rounds = tries_of(day(4), design, setter)
    none = Hole(0, (0,) * design.grid.columns, design.grid.gap)
    with pytest.raises(LayoutError, match="page 1 cannot be laid out"):
        search_front(rounds, none, Copyfitter(design, setter), jobs=1)


def test_the_front_page_is_the_cheapest_of_its_round(design: Design, setter: Typesetter) -> None:
    fitter = Copyfitter(replace(design, effort=6), setter)
    rounds = tries_of(day(5, 120), fitter.design, setter)
    hole = Hole(20, (design.grid.lines - 20,) * design.grid.columns, design.grid.gap)
    page, one = search_front(rounds[:1], hole, fitter, jobs=1)
    assert page.items == one.fronts
    assert {placed.key for placed in page.layout.placed} <= {item.key for item in one.fronts} | {
        "filler"
    }
    for other in rounds[0]:
        beside, _ = search_front([[other]], hole, fitter, jobs=1)
        assert page.layout.cost + one.price <= beside.layout.cost + other.price + 1e-6


def test_a_flash_of_few_words_is_on_page_1_whatever_its_section_has() -> None:
    stories = day()
    flash = replace(story(30, 25, "Section 0", 1), slug="flash", kind=Kind.BRIEF)
    names = chosen([replace(stories[0], urgency=1), *stories[1:], flash])
    assert "flash" in names[: PRACTICE.front_stories]
    assert "flash" not in chosen([*stories, replace(flash, urgency=2)])


def test_a_flash_is_the_last_to_leave_page_1(made: Callable[..., LaidOut]) -> None:
    flash = replace(story(30, 25, "Section 3", 1), slug="flash")
    laid = made([*day(14, 420), flash])
    assert next(p for p in laid.placements if p.slug == "flash").pages == (1,)
    assert not [f for f in laid.findings if f.rule == "layout.flash"]


@pytest.mark.parametrize("words", [20, 900])
def test_urgent_news_is_never_kept_off_page_1_by_its_length(words: int) -> None:
    urgent = [story(20 + n, words, f"Section {9 + n}", 2) for n in range(3)]
    names = chosen([*day(), *urgent])[: PRACTICE.front_stories]
    assert set(slugs(urgent)) <= set(names)


def test_long_urgent_news_is_cut_on_every_page_tried(design: Design, setter: Typesetter) -> None:
    stories = [*(story(n, 2000, urgency=2) for n in range(3)), *day(5, 200)[3:]]
    for tries in tries_of(stories, design, setter)[:3]:
        for one in tries:
            assert sum(item.kind == "jump" for item in one.rests) == 3
            assert not one.last


def test_a_page_without_urgent_news_has_its_price(design: Design, setter: Typesetter) -> None:
    stories = [*(story(n, 90) for n in range(5)), story(5, 90, urgency=2)]
    weights, prices = design.weights, {}
    for tries in tries_of(stories, design, setter):
        prices |= {len(one.fronts) - 1: one.price for one in tries}
    assert prices[5] == pytest.approx(weights.front_urgent)
    assert prices[3] >= 2 * weights.front_fewer + weights.front_few


def test_a_front_page_that_is_full_is_not_given_up_for_one_with_an_empty_place(
    design: Design, setter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more orders the search may find a cheaper page that leaves a place empty."""
    full = PageLayout((), 790.0, {})
    emptier = PageLayout((), 760.0, {}, free=(Region(0, 60, 5, 20),))

    class FewAndMany:
        def __init__(self, stock: Stock, _jobs: int) -> None:
            self.stock = stock

        def __enter__(self) -> FewAndMany:
            return self

        def __exit__(self, *_: object) -> None: ...

        def run(self, tasks: Sequence[Task]) -> list[PageLayout]:
            return [emptier if task.effort == design.effort else full for task in tasks]

    monkeypatch.setattr(front_page, "Searchers", FewAndMany)
    rounds = tries_of(day(4), design, setter)
    hole = Hole(20, (design.grid.lines - 20,) * design.grid.columns, design.grid.gap)
    page, _ = search_front(rounds, hole, Copyfitter(design, setter), jobs=1)
    assert page.layout is full
