"""Page architectures: drawings read, laid over a page, sketched after, and facing pages chosen."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from layout_samples import bare_item, layout, load
from test_mending import draft_of
from test_terms import CUT
from test_terms import stand as bare_stand

from epaper.errors import DesignError
from epaper.layout.design.reader import Design, load_design
from epaper.layout.design.skeletons import Skeleton, read_skeletons
from epaper.layout.edition.facing import Facing
from epaper.layout.measure.copy import Item, Text
from epaper.layout.measure.legs import Filling
from epaper.layout.measure.shapes import Head
from epaper.layout.search.architecture import SHARED, Blueprints, Played, roles_of, skeletons_for
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout, Placed
from epaper.layout.search.stand import Stand
from epaper.model.story import Kind
from epaper.resources import shipped
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes
from epaper.settings.yamltree import read_yaml

LAYOUTS = sorted(path.stem for path in shipped("layouts").glob("*.yaml"))
HOLE = Hole(0, (70,) * 6, 0)


def stand(key: str, column: int, line: int, columns: int, lines: int, tier: str = "minor") -> Stand:
    """A story of some length."""
    one = bare_stand(key, column, line, columns, lines, tier=tier)
    copy = replace(one.item.copy, text=Text(lines=60))
    return one._replace(item=Item(copy, one.item.ask))


def drawn(rows: str, pages: str = "news") -> Skeleton:
    """One skeleton of these rows."""
    notes = Notes("own.yaml")
    columns = len(rows.split(maxsplit=1)[0])
    text = f"skeletons:\n  mine: {{pages: [{pages}], rows: [{', '.join(rows.split())}]}}\n"
    found = read_skeletons(Fields(read_yaml(text, notes), notes), columns)
    notes.stop(DesignError)
    return found[0]


def modules(skeleton: Skeleton) -> list[str]:
    """Each module as its letter and its edges."""
    return [f"{p.role} {p.column},{p.row} {p.columns}x{p.rows}" for p in skeleton.parts]


def test_a_drawing_is_read_as_modules() -> None:
    assert modules(drawn("LLLLTb LLLLTb LPPPTb LPPPTb SSSttb SSSttb AAAAAb")) == [
        "L 0,0 4x4",  # its picture is part of it
        "T 4,0 1x4",
        "S 0,4 3x2",
        "t 3,4 2x2",
        "A 0,6 5x1",
        "b 5,0 1x7",
    ]


def test_a_picture_that_fills_up_no_rectangle_stands_alone() -> None:
    assert modules(drawn("LLLL LLLL PPTT PPTT")) == ["L 0,0 4x2", "P 0,2 2x2", "T 2,2 2x2"]


@pytest.mark.parametrize(
    ("rows", "fact"),
    [
        ("LLLS LLSS", "no rectangle"),
        ("LLZS LLSS", "'Z' in row 1 is no role"),
        ("LLS LLSS", "row 2"),
        ("LLLS bAAS bCCS bTTT", "no cut from edge to edge"),  # a pinwheel
        (" ".join(["L"] * 21), "from 1 to 20 rows"),
    ],
)
def test_a_drawing_that_is_no_page_is_told(rows: str, fact: str) -> None:
    with pytest.raises(DesignError) as caught:
        drawn(rows)
    assert fact in str(caught.value)
    assert "own.yaml" in str(caught.value)


def test_a_drawing_is_bent_to_the_columns_of_the_page() -> None:
    notes = Notes("own.yaml")
    text = "skeletons: {mine: {rows: [bLLLLS, bLPPPS, xTTAAA]}}"
    (bent,) = read_skeletons(Fields(read_yaml(text, notes), notes), 4)
    assert modules(bent) == [
        "b 0,0 1x2",
        "L 1,0 2x2",
        "S 3,0 1x2",
        "x 0,2 1x1",
        "T 1,2 1x1",
        "A 2,2 2x1",
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_has_its_architectures(name: str) -> None:
    design = load_design(shipped("layouts") / f"{name}.yaml")
    skeletons = design.skeletons
    assert 10 <= len(skeletons) <= 16
    for page in ("front", "news", "opinion", "sport", "features"):
        assert any(page in one.pages for one in skeletons), page
    for one in skeletons:
        cells = [
            (x, y)
            for p in one.parts
            for x in range(p.column, p.column + p.columns)
            for y in range(p.row, p.row + p.rows)
        ]
        assert sorted(cells) == sorted(
            itertools.product(range(design.grid.columns), range(one.rows))
        )
        assert {*one.mirror().mirror().parts} == {*one.parts}
        assert sum(p.columns * p.rows for p in one.upper(2).parts) == 2 * one.columns


def test_a_page_that_is_the_skeleton_fits_it_whole() -> None:
    plans = Blueprints([drawn("LLLLTT LLLLTT SSSAAA")], Hole(0, (60,) * 6, 0), 60)
    assert [one.mirrored for one in plans.skeletons] == [False, True]
    page = [
        stand("lead", 0, 0, 4, 40, tier="lead"),
        stand("third", 4, 0, 2, 40, tier="minor"),
        stand("second", 0, 40, 3, 20, tier="major"),
        stand("anchor", 3, 40, 3, 20),
    ]
    whole, mirrored = plans.fits(page)
    assert whole == pytest.approx(1 - 0.5 * 60 / 360)  # an anchor without an entry, at a pinch
    assert mirrored < whole


def counted(skeleton: Skeleton, rows: int, page: list[Stand]) -> float:
    """The share that fits, cell by cell."""
    total = 0.0
    for part in skeleton.parts:
        top, foot = part.row * rows, (part.row + part.rows) * rows
        shares = [
            roles_of(one.item).get(part.role.upper() if part.role in "st" else part.role, 0.0)
            * sum(
                one.column <= x < one.right and one.line <= y < one.foot
                for x in range(part.column, part.column + part.columns)
                for y in range(top, foot)
            )
            for one in page
        ]
        total += sum(shares) if part.role in SHARED else max(shares)
    return total / (skeleton.columns * skeleton.rows * rows)


@pytest.mark.parametrize("name", ["lead left", "two decks", "quilt", "people", "results"])
def test_the_fit_is_the_share_counted_cell_by_cell(name: str) -> None:
    design = load_design(shipped("layouts") / "broadsheet.yaml")
    (skeleton,) = (one for one in design.skeletons if one.name == name)
    page = [
        stand("lead", 0, 0, 4, 30, tier="lead"),
        stand("b", 4, 0, 2, 17, tier="major"),
        stand("c", 4, 17, 1, 53),
        stand("d", 5, 17, 1, 53, tier="small"),
        stand("e", 0, 30, 4, 40),
    ]
    plans = Blueprints([skeleton], Hole(0, (skeleton.rows * 10,) * 6, 0), skeleton.rows * 10)
    assert plans.fits(page)[0] == pytest.approx(counted(skeleton, 10, page))


def test_a_shallow_page_keeps_the_upper_part() -> None:
    (skeleton,) = [drawn("LLLL LLLL SSTT SSTT")]
    plans = Blueprints([skeleton], Hole(0, (30,) * 4, 0), 100)
    assert {one.rows for one in plans.skeletons} == {2}
    assert plans.rooms[0][0].lines == 30


def test_a_sketch_casts_each_item_in_its_role() -> None:
    plans = Blueprints([drawn("LLLLTb LLLLTb SSSSTb SSSSTb")], HOLE, 70)
    items = [
        bare_item("long", 60, "major", urgency=4),
        bare_item("brief", 12, "small", kind="briefs"),
        bare_item("lead", 120, "lead", urgency=1),
        bare_item("third", 40, "minor", urgency=5),
    ]
    sketch = plans.sketches(items, {item.key: 60.0 for item in items})[0]
    rooms = {key: (room.column, room.line) for key, room in sketch.rooms.items()}
    assert rooms == {"lead": (0, 0), "third": (4, 0), "long": (0, 35), "brief": (5, 0)}
    assert [item.key for item in sketch.order] == ["lead", "long", "third", "brief"]


def test_no_sketch_without_what_a_skeleton_needs() -> None:
    plans = Blueprints([drawn("LLLLLr LLLLLr SSSSSr")], HOLE, 70)
    items = [bare_item("lead", 100, "lead"), bare_item("b", 40), bare_item("c", 40)]
    areas = {item.key: 60.0 for item in items}
    assert plans.sketches(items, areas) == []
    told = items[2].copy.story
    assert told is not None
    results = replace(items[2].copy, stories=(replace(told, kind=Kind.AGATE),))
    assert plans.sketches([*items[:2], Item(results, items[2].ask)], areas)


def test_skeletons_of_a_kind_of_page() -> None:
    news, sport = drawn("LLTT SSTT"), drawn("LLLr SSSr", "sport")
    assert skeletons_for([news, sport], "sport") == (sport,)
    assert skeletons_for([news, sport], "opinion") == (news,)  # a layout that draws none for it


# -- facing pages ----------------------------------------------------------------------------------


ITEMS = {key: bare_item(key) for key in ("item-01", "item-02")}


def way(cost: float, skeleton: str, mirrored: bool = False, rank: int = 0) -> PageLayout:
    return replace(layout(cost), skeleton=skeleton, mirrored=mirrored, rank=rank)


def choose(left: PageLayout, right: PageLayout, design: Design) -> list[tuple[str, float, int]]:
    draft = draft_of({2: [load(1)], 3: [load(2)]}, {2: left, 3: right})
    pages = Facing(design, ITEMS).chosen(draft).layouts
    return [(one.skeleton, one.cost, one.rank) for one in (pages[2], pages[3]) if one]


def test_no_skeleton_twice_on_facing_pages(design: Design) -> None:
    other = way(110, "two decks", rank=1)
    same, right = way(100, "quilt"), replace(way(90, "quilt"), others=(other,))
    assert choose(same, right, design) == [("quilt", 100, 0), ("two decks", 110, 0)]
    dear = replace(right, others=(replace(other, cost=90 + design.weights.same_skeleton + 1),))
    assert choose(same, dear, design) == [("quilt", 100, 0), ("quilt", 90, 0)]


def test_no_deck_is_given_up_for_the_page_beside(design: Design) -> None:
    stood = bare_stand("item-02", 0, 0, 3, 40)
    put = Placed("item-02", 0, 0, replace(stood.shape, deck=2), Filling((), 0, 0))
    other = replace(way(95, "two decks", rank=1), placed=(replace(put, shape=stood.shape),))
    right = replace(way(90, "quilt"), placed=(put,), others=(other,))
    assert choose(way(100, "quilt"), right, design)[1] == ("quilt", 90, 0)
    with_it = replace(right, others=(replace(other, placed=(put,)),))
    assert choose(way(100, "quilt"), with_it, design)[1] == ("two decks", 95, 0)


def test_a_mirror_image_is_the_lesser_evil(design: Design) -> None:
    mirror = way(100, "quilt", mirrored=True, rank=1)
    right = replace(way(90, "quilt"), others=(mirror,))
    assert choose(way(100, "quilt"), right, design)[1] == ("quilt", 100, 0)


def test_a_page_that_gives_way_keeps_what_it_was_as_a_runner_up(design: Design) -> None:
    right = replace(way(90, "quilt"), others=(way(95, "two decks", rank=1),))
    draft = draft_of({2: [load(1)], 3: [load(2)]}, {2: way(100, "quilt"), 3: right})
    chosen = Facing(design, ITEMS).chosen(draft).layouts[3]
    assert chosen is not None
    assert [(one.skeleton, one.rank) for one in chosen.others] == [("quilt", 1)]


def test_headlines_of_one_size_across_the_fold(design: Design) -> None:
    def page(size: float, column: int) -> PageLayout:
        shape = bare_stand("a", 0, 0, 3, 40).shape
        put = Placed(
            "a", column, 0, replace(shape, head=Head(CUT, size, 3, 0.0)), Filling((), 0, 0)
        )
        return replace(layout(50), placed=(put,))

    columns = design.grid.columns
    facing = Facing(design, ITEMS)
    assert facing.objections(page(29, columns - 3), page(29, 0)) == design.weights.heads_across
    assert facing.objections(page(29, columns - 3), page(37, 0)) == 0
    assert facing.objections(page(29, 0), page(29, 0)) == 0


def test_a_skeleton_weighs_on_the_page() -> None:
    """What stands as it is drawn fits better than the same stories the other way round."""
    plans = Blueprints([drawn("LLLTTT SSSTTT")], Hole(0, (80,) * 6, 0), 80)
    lead, second = stand("lead", 0, 0, 3, 40, "lead"), stand("s", 0, 40, 3, 40, "major")
    turned = [lead._replace(line=40), second._replace(line=0)]
    assert plans.fits([lead, second]).max() == 0.5 > plans.fits(turned).max()


def test_what_was_played_before_changes_no_fit() -> None:
    plans = Blueprints([drawn("LLLLTT LLLLTT SSSAAA")], Hole(0, (60,) * 6, 0), 60)
    lead, second = stand("lead", 0, 0, 4, 40, tier="lead"), stand("second", 0, 40, 3, 20)
    known: Played = {}
    for page in ([lead], [lead, second], [lead._replace(column=2), second], [lead, second]):
        assert plans.fits(page, known).tolist() == plans.fits(page).tolist()
    assert len(known) == 3
