"""The room of the contents: a rail, half a page, pages; and how the list fills it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from generated_day import story
from layout_samples import edition_of

from epaper.errors import DesignError
from epaper.layout.design.reader import Design, load_design
from epaper.layout.edition.contents_room import (
    SLACK,
    ContentsRoom,
    contents_room,
    least_contents,
    under,
)
from epaper.layout.edition.dummy import make_dummy
from epaper.layout.edition.pagination import Pagination
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.contents import contents_marks
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.entries import Entry, by_section, summary_of
from epaper.layout.measure.listing import WAYS, Frame, Listing, Way
from epaper.layout.measure.pouring import Piece
from epaper.model.advertisement import AdFile, Advertisement
from epaper.model.edition import PageBudget
from epaper.model.picture import Picture
from epaper.model.story import Kind, Story
from epaper.model.text import Paragraph, Span
from epaper.page.marks import GlyphRun, Link, PictureMark
from epaper.resources import shipped
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm

RAIL = Frame(2, 0, 0, 1, 98)


@pytest.fixture(scope="module")
def listing(design: Design, setter: Typesetter) -> Listing:
    return Listing(design, setter)


def stories_of(count: int, words: int = 90) -> list[Story]:
    return [story(n, words, ("City", "World")[n * 2 // count]) for n in range(count)]


def listed(stories: Sequence[Story]) -> list[tuple[str, list[Entry]]]:
    names = dict.fromkeys(one.section for one in stories)
    return by_section(names, stories, {one.slug: 3 for one in stories})


def said(piece: Piece) -> str:
    return " ".join(run.text for line in piece.text for run in line.runs)


def room_of(design: Design, setter: Typesetter, count: int, most: int = 16) -> ContentsRoom:
    stories = stories_of(count)
    return contents_room(stories, edition_of(stories, most), Listing(design, setter))


# -- how much they take ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "columns", "pages"), [(9, 1, 1), (45, 2, 1), (110, 5, 1), (130, 0, 1), (350, 0, 3)]
)
def test_more_entries_take_more(
    design: Design, setter: Typesetter, count: int, columns: int, pages: int
) -> None:
    """A column, two, the lower half of the page in a close list, a page, pages."""
    room = room_of(design, setter, count, most=23)
    rail = room.rail(16)
    assert (rail.columns if rail else 0) == columns
    assert room.whole == pages
    assert room.pages(16) == (() if rail else tuple(range(2, 2 + pages)))


def test_a_short_list_stands_at_the_foot(design: Design, setter: Typesetter) -> None:
    rail = room_of(design, setter, 9).rail(8)
    assert rail
    assert rail.line > design.grid.lines / 3
    assert rail.line + rail.lines == design.grid.lines


@pytest.mark.parametrize(
    ("form", "pages"),
    [("auto", {4: 0, 23: 0, 24: 1}), ("rail", {24: 0, 40: 0}), ("page", {4: 1, 23: 1, 24: 1})],
)
def test_a_paper_of_many_pages_has_a_page_of_contents(
    design: Design, setter: Typesetter, form: str, pages: dict[int, int]
) -> None:
    room = room_of(replace(design, contents=form), setter, 20, most=40)
    assert {count: len(room.pages(count)) for count in pages} == pages
    assert {count: room.rail(count) is None for count in pages} == {
        count: bool(whole) for count, whole in pages.items()
    }


def test_a_small_day_and_a_small_paper_have_no_contents(design: Design, setter: Typesetter) -> None:
    few, many = stories_of(3), stories_of(9)
    small = replace(edition_of(many), pages=PageBudget(2, 3, 1))
    assert contents_room(few, edition_of(few), Listing(design, setter)) == ContentsRoom()
    assert contents_room(few, edition_of(few), Listing(design, setter), kept=many[3:]).rail(8)
    assert contents_room(many, small, Listing(design, setter)) == ContentsRoom()
    room = contents_room(many, edition_of(many), Listing(design, setter))
    assert room.rail(3) is None
    assert room.pages(3) == ()
    without = replace(design, contents_page=0)
    assert contents_room(many, edition_of(many), Listing(without, setter)) == ContentsRoom()
    assert least_contents(many, edition_of(many), without) == ContentsRoom()


def test_room_grows_until_more_does_not_help(design: Design, setter: Typesetter) -> None:
    room: ContentsRoom | None = room_of(design, setter, 45)
    seen: list[int] = []
    while room:
        rail = room.rail(16)
        seen.append(rail.columns * rail.lines if rail else 1000 * room.whole)
        room = room.larger(16)
    assert seen == sorted(seen)
    assert seen[-1] == 2000


def test_on_a_right_hand_page_the_rail_stands_right(design: Design, setter: Typesetter) -> None:
    rail = room_of(replace(design, contents_page=3), setter, 45).rail(8)
    assert rail
    assert (rail.column, rail.columns) == (design.grid.columns - 2, 2)
    assert room_of(replace(design, contents_page=1), setter, 45).rail(8) is None


def test_the_form_is_one_of_three(tmp_path: Path) -> None:
    raw = yaml.safe_load((shipped("layouts") / "tabloid.yaml").read_text("utf-8"))
    raw["page"]["contents"] = "rial"
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump(raw), encoding="utf-8")
    with pytest.raises(DesignError, match="contents"):
        load_design(tmp_path / "mine.yaml")


# -- beside news and advertisements ----------------------------------------------------------------


def ad(**more: object) -> Advertisement:
    file = AdFile(Path("gone.pdf"), "gone.pdf", fault="is not there")
    fields: dict[str, object] = {"size": "", "columns": 2, "depth": mm(60), "page": 2} | more
    return Advertisement("A1", "A Firm", file, **fields)  # type: ignore[arg-type]


def test_news_has_what_the_rail_leaves(design: Design) -> None:
    grid, rail = design.grid, Frame(2, 0, 0, 2, design.grid.lines)
    pages = Pagination(8, ContentsRoom(2, rails=(rail,)), frozenset())
    assert pages.inside == (2, 3, 4, 5, 6, 7, 8)
    dummy = make_dummy([], 8, design, rail=pages.rail)
    assert dummy.hole(2, 5, design).depths == (0, 0, *(grid.lines - 5,) * (grid.columns - 2))
    assert pages.news_pages(dummy, design) == [2, 3, 4, 5, 6, 7, 8]
    assert Pagination(8, pages.room, frozenset({2})).rail is None


@pytest.mark.parametrize(
    ("booked", "placed"),
    [
        ({}, True),
        ({"columns": 4}, False),
        ({"size": "full page", "columns": 0, "depth": 0.0}, False),
        ({"size": "panorama", "columns": 0}, False),
    ],
)
def test_advertisements_keep_off_the_rail(
    design: Design, booked: dict[str, object], placed: bool
) -> None:
    dummy = make_dummy([ad(**booked)], 8, design, rail=Frame(2, 0, 0, 2, design.grid.lines))
    here = dummy.pages.get(2, ())
    assert bool(here) is placed
    assert all(one.column >= 2 for one in here)
    assert bool(dummy.left) is not placed


# -- the list --------------------------------------------------------------------------------------


def test_a_section_that_goes_on_says_so(listing: Listing) -> None:
    """And no heading stands at the foot of a column."""
    stories = [
        replace(one, section="World" if n > 40 else "City") for n, one in enumerate(stories_of(50))
    ]
    found = listing.filled_so(listed(stories), [Frame(2, 0, 0, 2, 98)], Way(1, 0))
    assert found
    heads = [[said(piece) for piece in column if not piece.entry] for column in found.columns]
    assert heads == [["City"], ["City (continued)", "World"]]
    assert all(column[-1].entry for column in found.columns)


def test_columns_end_level_and_leave_no_entry_alone(listing: Listing) -> None:
    """No column of a section that goes on begins with its last entry alone."""
    names = ["City", "World", "Sport", "Culture"]
    for count in (11, 17, 23):
        stories = [replace(one, section=names[n % 4]) for n, one in enumerate(stories_of(count))]
        sections = by_section(names, stories, {s.slug: 3 + n for n, s in enumerate(stories)})
        way = Way(1, 0)
        found = listing.filled_so(sections, [Frame(2, 0, 0, 4, 60)], way)
        assert found
        flow = [piece for column in found.columns for piece in column if piece.entry]
        assert [piece.entry.story.slug for piece in flow if piece.entry] == [
            entry.story.slug for _, entries in sections for entry in entries
        ]
        alone = sum(
            column[0].entry is None
            and said(column[0]).endswith("(continued)")
            and (len(column) < 3 or column[2].entry is None)
            for column in found.columns
        )
        assert alone == 0


def test_a_close_list_shows_what_leads_each_section(listing: Listing) -> None:
    stories = [
        replace(one, section="World" if n > 40 else "City", urgency=1 + (n * 7 + 3) % 5)
        for n, one in enumerate(stories_of(90))
    ]
    way = Way(1, 0, head="contents_small", lead=Way(1, 9))
    found = listing.filled_so(listed(stories), [Frame(2, 0, 0, 5, 98)], way)
    assert found
    entries = [piece for column in found.columns for piece in column if piece.entry]
    large = [piece for piece in entries if piece.style == "contents_head"]
    assert [one.entry.story.section for one in large if one.entry] == ["City", "World"]
    assert all(one.summary and one.entry and one.entry.story.urgency == 1 for one in large)
    assert not any(piece.summary for piece in entries if piece not in large)


def test_entries_come_in_page_order_within_their_section() -> None:
    stories = stories_of(4)
    sections = by_section(
        ["World", "City"], stories, {s.slug: 9 - n for n, s in enumerate(stories)}
    )
    assert [(name, [entry.page for entry in entries]) for name, entries in sections] == [
        ("World", [6, 7]),
        ("City", [8, 9]),
    ]


def test_all_entries_of_a_level_have_a_summary_or_none(listing: Listing) -> None:
    stories = [
        replace(one, urgency=2 + n % 5, kind=Kind.BRIEF if n % 7 == 6 else Kind.NEWS)
        for n, one in enumerate(stories_of(60))
    ]
    for lines in (500, 220, 120):
        found = listing.filled(listed(stories), [Frame(2, 0, 0, 5, lines)])
        assert found
        pieces = [piece for column in found.columns for piece in column if piece.entry]
        for piece in pieces:
            assert piece.entry
            one = piece.entry.story
            told = one.urgency <= found.way.summaries and one.kind is not Kind.BRIEF
            assert bool(piece.summary) is told


def test_a_summary_is_a_whole_sentence(design: Design) -> None:
    one = story(1, 60)
    spoken = "Mr. Quill asked for 3.1 million crowns. The council agreed."
    told = replace(one, body=(Paragraph((Span(spoken),)),))
    assert summary_of(told, design) == "Mr. Quill asked for 3.1 million crowns."
    assert summary_of(replace(told, deck="A deck"), design) == "A deck"
    both = replace(told, deck="A deck", summary="A summary.")
    assert summary_of(both, design) == "A summary."


def test_a_rail_links_every_story_and_shows_no_picture(
    design: Design, book: FontBook, setter: Typesetter
) -> None:
    photo = Picture(Path("boat.jpg"), "boat.jpg", 3000, 2000)
    stories = [replace(one, pictures=(photo,)) for one in stories_of(12)]
    composer = Composer(design, Copyfitter(design, setter))
    ((marks, modules),) = contents_marks(listed(stories), composer, [RAIL])
    assert [mark.origin.story for mark in marks if isinstance(mark, Link)] == [
        one.slug for one in stories
    ]
    assert not [mark for mark in marks if isinstance(mark, PictureMark)]
    frame = design.grid.rect(0, 0, 1, 98)
    runs = [mark for mark in marks if isinstance(mark, GlyphRun)]
    assert all(frame.x - 0.1 <= run.x <= frame.right and run.y <= frame.bottom for run in runs)
    assert [module.kind for module in modules] == ["contents"]


def test_what_fits_no_column_is_still_listed(design: Design, setter: Typesetter) -> None:
    composer = Composer(design, Copyfitter(design, setter))
    ((marks, _),) = contents_marks(listed(stories_of(12)), composer, [Frame(2, 0, 0, 1, 2)])
    assert sum(isinstance(mark, Link) for mark in marks) == 12


def test_on_a_thin_day_the_list_takes_what_no_story_asks_for(
    design: Design, setter: Typesetter
) -> None:
    """Rather than the paper's own advertisements; on a full day nothing more."""
    room, grid = room_of(design, setter, 45), design.grid
    least, page = room.rails[0], grid.columns * grid.lines
    assert room.filling(0.05 * page, design) == room
    foot = room.filling(0.25 * page, design).rail(8)
    assert foot
    assert foot.line + foot.lines == grid.lines
    assert least.columns * least.lines < foot.columns * foot.lines
    assert foot.columns * foot.lines <= least.columns * least.lines + 0.25 * page
    third = room.filling(5.0 * page, design).rail(8)
    assert third
    assert third.columns * third.lines <= 0.42 * page
    most = room.filling(5.0 * page, design, 1.0).rail(8)
    assert most == room.rails[-1]
    assert 0.3 * grid.lines < most.lines < 0.5 * grid.lines


def test_a_rail_is_as_deep_as_a_way_of_its_list(design: Design, setter: Typesetter) -> None:
    """So no air is needed between its entries; half of a page at most."""
    stories = stories_of(45)
    room, listing = room_of(design, setter, 45), Listing(design, setter)
    assert len(room.rails) > 4
    for rail in room.rails:
        frame = under(rail, design.section_head_lines) if rail.rail else rail
        found = listing.filled(listed(stories), [frame])
        assert found
        deepest = max(sum(p.lines + found.way.gap for p in column) for column in found.columns)
        full = rail.lines == design.grid.lines  # and has nothing under it
        more = SLACK * frame.at_foot
        assert full or frame.lines - frame.head - 1 - more <= deepest - found.way.gap
        assert rail.columns <= 2 or rail.lines <= 0.55 * design.grid.lines


def test_much_agate_of_a_page_is_one_entry(design: Design, setter: Typesetter) -> None:
    """It tells what there is; two such stories are entries like others."""
    agate = [
        replace(one, kind=Kind.AGATE, section="Sport", headline=f"League {n}")
        for n, one in enumerate(stories_of(4))
    ]
    pages = {one.slug: 8 for one in agate}
    ((_, (entry,)),) = by_section(["Sport"], agate, pages)
    assert (entry.story, entry.also) == (agate[0], tuple(agate[1:]))
    listing = Listing(design, setter)
    told = "League 0; League 1; League 2; League 3"
    assert listing.words_of(entry, "Sport", Way(1, 9)) == ("Results", told)
    assert listing.words_of(entry, "Sport", Way(1, 0)) == ("Results", "")
    strips = Listing(replace(design, strips=frozenset({"sport"})), setter)
    assert strips.words_of(entry, "Sport", Way(1, 9))[0] == "Markets"
    ((_, few),) = by_section(["Sport"], agate[:2], pages)
    assert [(one.story, one.also) for one in few] == [(one, ()) for one in agate[:2]]
    apart = pages | {agate[3].slug: 7, agate[2].slug: 7}
    ((_, split),) = by_section(["Sport"], agate, apart)
    assert [one.page for one in split] == [7, 7, 8, 8]


def test_a_list_that_is_too_long_is_not_set_to_its_end(design: Design, setter: Typesetter) -> None:
    listing, sections = Listing(design, setter), listed(stories_of(80))
    assert listing.filled_so(sections, [replace(RAIL, lines=30)], WAYS[-1]) is None
    said = {text for text, _, _ in listing.known}
    assert "City" in said
    assert "World" not in said


def test_the_list_is_drawn_anew_for_what_it_says_alone(design: Design, setter: Typesetter) -> None:
    composer = Composer(design, Copyfitter(design, setter))
    stories = stories_of(8)
    longer = [replace(stories[0], body=(*stories[0].body, *stories[0].body)), *stories[1:]]
    other = [replace(stories[0], headline="Another headline"), *stories[1:]]
    drawn = [contents_marks(listed(day), composer, [RAIL]) for day in (stories, longer, other)]
    assert drawn[0] is drawn[1]
    assert drawn[0] != drawn[2]
