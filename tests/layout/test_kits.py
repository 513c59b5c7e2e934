"""What belongs to a story: a face in its quote, a short story within its module, pointers to
others, and what the rest of a jumped story has of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story
from layout_samples import edition_of

from epaper.geometry import Rect, Size
from epaper.issue.issue import LockedPage, PlanSheet
from epaper.layout.design.practice import Practice
from epaper.layout.design.reader import Design
from epaper.layout.edition.kits import with_kits
from epaper.layout.laid_out import LaidOut
from epaper.layout.makeup.account import left_out, told_of
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.crop import face_crop
from epaper.layout.makeup.locked import changes
from epaper.layout.makeup.pointing import pointed
from epaper.layout.measure.breakouts import set_breakout
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.jumps import jump_front, jump_rest
from epaper.layout.measure.lastlines import WIDEST_PAGE, set_pointer
from epaper.layout.measure.stories import story_item
from epaper.layout.search.page import Placed
from epaper.model.breakout import BreakoutItem, BreakoutKind
from epaper.model.digests import furniture_digest
from epaper.model.edition import Section
from epaper.model.finding import Finding
from epaper.model.picture import Picture, PictureRole
from epaper.model.stop import Stop, StopKind
from epaper.model.story import Kind, Pointer, Story
from epaper.model.text import Crosshead, Paragraph, rich
from epaper.page.marks import Element, GlyphRun, Link, Origin, PictureMark
from epaper.page.page import Page
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

MUG = Picture(
    Path("ada.jpg"),
    "ada.jpg",
    900,
    1200,
    caption=rich("Ada Finch at the works"),
    credit="Jo Reed",
    digest="ada",
    role=PictureRole.MUG,
    faces=((0.3, 0.2, 0.3, 0.25),),
)
QUOTED = replace(
    story(1, 420),
    pull_quote="You do not wait for a cable to tell you a second time",
    pull_quote_by="Ada Finch, City Engineer",
    pictures=(MUG,),
)
SHORT = replace(
    story(2, 60, urgency=6), slug="short", kind=Kind.FACTBOX, headline="How to cross", credit="Desk"
)


@pytest.fixture(scope="module")
def setter(book: FontBook) -> Typesetter:
    return Typesetter(book, "en-GB")


def rules(found: LaidOut | tuple[Finding, ...]) -> list[str]:
    findings = found.findings if isinstance(found, LaidOut) else found
    return [one.rule for one in findings]


def said(laid: LaidOut, element: Element, slug: str) -> str:
    return " ".join(
        mark.text.strip()
        for page in laid.pages
        for mark in page.marks
        if isinstance(mark, GlyphRun)
        and mark.origin.element is element
        and mark.origin.story == slug
    )


# -- a quote with a face ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("speaker", "changes", "face"),
    [
        ("Ada Finch, City Engineer", {}, 0),
        ("Idris Quill", {}, -1),
        ("", {}, -1),
        ("Ada Finch", {"role": PictureRole.PLAIN}, -1),  # the story's own picture, a portrait
        ("Ada Finch", {"caption": (), "alt": "Ada Finch smiles"}, 0),
    ],
)
def test_whose_face_it_is(speaker: str, changes: dict[str, object], face: int) -> None:
    told = replace(QUOTED, pull_quote_by=speaker, pictures=(replace(MUG, **changes),))  # type: ignore[arg-type]
    assert told.breakouts[0].face == face
    named = replace(told, pull_quote_face="ada.jpg")
    assert named.breakouts[0].face == 0


def test_a_face_stands_in_its_quote_and_nowhere_else(
    design: Design, setter: Typesetter, made: Callable[..., LaidOut]
) -> None:
    copy = story_item(QUOTED, design, setter, "major").copy
    assert copy.faces == {0}
    assert copy.visuals == 0
    quote = set_breakout(copy, copy.breakouts[0], design, setter)
    assert quote.face is not None
    assert quote.face.right < design.grid.column / 2
    beside = quote.puts[0]
    assert beside.x > quote.face.right
    assert quote.puts[1].y > quote.face.bottom
    bare = set_breakout(copy, replace(copy.breakouts[0], face=-1), design, setter)
    assert bare.face is None
    assert bare.depth < quote.depth

    laid = made([QUOTED, story(3, 200), story(4, 200)])
    shown = [m for page in laid.pages for m in page.marks if isinstance(m, PictureMark)]
    assert [mark.asset for mark in shown] == ["ada"]
    assert shown[0].rect.width < design.grid.column / 2
    assert said(laid, Element.PICTURE_CREDIT, QUOTED.slug) == "Jo Reed"
    account = next(one for one in laid.ledger if one.slug == QUOTED.slug)
    assert account.lost == 0
    assert laid.cut[QUOTED.slug]["a face in a quote has no caption"] == 18


def test_a_quote_left_out_tells_of_its_face(design: Design, setter: Typesetter) -> None:
    fitter, item = Copyfitter(design, setter), story_item(QUOTED, design, setter, "major")
    shapes = [
        shape
        for depth, cost in enumerate(fitter.costs(item, 3))
        if cost < float("inf")
        for shape in fitter.shapes(item, 3, depth)
    ]
    least = min(shapes, key=lambda shape: shape.cost)
    assert [item.copy.breakouts[place.index].face for place in least.breakouts][:1] == [0]
    without = replace(least, breakouts=())
    told = tuple(told_of(item, without, 2, fitter.display))
    assert {"layout.pull-quote-left-out", "layout.picture-left-out"} <= set(rules(told))
    assert any(one.rule == "picture left out" for one in left_out(item, without))


def test_a_face_is_cut_round_the_head() -> None:
    left, top, right, bottom = face_crop(MUG, 0.9)
    assert left < 0.3
    assert top < 0.2
    assert right > 0.6
    assert bottom > 0.45
    assert bottom - top < 0.7
    shown = (right - left) * MUG.width / ((bottom - top) * MUG.height)
    assert shown == pytest.approx(0.9, abs=0.01)
    assert face_crop(replace(MUG, faces=()), 0.75) == (0.0, 0.0, 1.0, 1.0)


# -- a story within the module of another ----------------------------------------------------------


@pytest.mark.parametrize(
    ("child", "parent", "nested"),
    [
        ({}, {"related": ("short",)}, True),
        ({"with_story": "story-01"}, {}, True),
        ({}, {}, False),
        ({"section": "Nation"}, {"related": ("short",)}, False),
        ({"urgency": 2}, {"related": ("short",)}, False),
        ({"related": ("story-03",)}, {"related": ("short",)}, False),
        ({"pictures": (MUG,)}, {"related": ("short",)}, False),
        ({"must_run": True}, {"related": ("short",)}, False),
        ({"must_run": True}, {"related": ("short",), "must_run": True}, True),
        ({"stop": Stop(StopKind.HOLD)}, {"related": ("short",)}, False),
        ({"kind": Kind.OPINION}, {"related": ("short",)}, False),
        ({"body": story(2, 200).body}, {"related": ("short",)}, False),
    ],
)
def test_what_stands_within_another_story(
    child: dict[str, object], parent: dict[str, object], nested: bool
) -> None:
    day = [
        replace(story(1, 420, urgency=4), **parent),  # type: ignore[arg-type]
        replace(SHORT, **child),  # type: ignore[arg-type]
        story(3, 200),
    ]
    planned = with_kits(edition_of(day), Practice()).edition
    assert [one.slug for one in planned.stories[0].nested] == (["short"] if nested else [])
    assert ("short" not in {one.slug for one in planned.stories}) is nested
    none = with_kits(edition_of(day), Practice(most_nested=0)).edition
    assert len(none.stories) == 3


def test_a_nested_story_is_whole_and_its_own(made: Callable[..., LaidOut]) -> None:
    parent = replace(story(1, 420, urgency=4), related=("short",))
    laid = made([parent, SHORT, story(3, 200)])
    modules = {module.story for page in laid.pages for module in page.modules}
    assert "short" not in modules
    assert said(laid, Element.HEADLINE, "short") == "How to cross"
    accounts = {one.slug: one for one in laid.ledger}
    assert accounts["short"].lost == 0
    assert accounts["short"].placed == SHORT.characters
    assert next(one for one in laid.placements if one.slug == "short").status == "placed"
    assert "layout.nested" in rules(laid)


def test_a_nested_story_waits_with_its_parent(made: Callable[..., LaidOut]) -> None:
    """There is one page, and the others fill it."""
    parent = replace(story(1, 700, urgency=9), related=("short",))
    short = replace(SHORT, urgency=9)
    day = [parent, short, *(story(n, 500, urgency=2) for n in range(3, 8))]
    laid = made(day, most=1, jumps=False)
    held = {one.slug: one.reason for one in laid.placements if one.status == "held"}
    assert "story-01" in held
    assert held["short"] == "it stands within story-01, which is held"


# -- pointers --------------------------------------------------------------------------------------


def test_who_points_to_whom() -> None:
    day = [
        replace(story(1, 300), related=("story-02", "story-03", "agate")),
        replace(story(2, 300), short_headline="Ships back", with_story="story-01"),
        replace(story(3, 300), short_headline="Ships back"),
        replace(story(4, 300), related=("story-01", "story-02", "story-03")),
        replace(story(5, 300), slug="agate", kind=Kind.AGATE, related=("story-01",)),
        replace(story(6, 300), related=("held",)),
        replace(story(7, 300), slug="held", stop=Stop(StopKind.HOLD)),
    ]
    kits = with_kits(edition_of(day), Practice())
    points = {one.slug: one.read_also for one in kits.edition.stories}
    assert points["story-01"] == (Pointer("story-03", day[2].headline, 1),)
    assert [one.slug for one in points["story-04"]] == ["story-01", "story-02", "story-03"]
    assert points["agate"] == points["story-06"] == ()
    assert [one.rule for one in kits.findings] == ["layout.read-also"]
    assert "story-03" in kits.findings[0].message


@pytest.mark.parametrize("title", ["Ships back", "Ships return to the old harbour", "No room " * 9])
def test_a_pointer_takes_as_many_lines_whatever_its_page(
    design: Design, setter: Typesetter, title: str
) -> None:
    pointer = Pointer("other", title, 0)
    reserved = set_pointer(pointer, WIDEST_PAGE, "s", design, setter=setter)[0].settings
    for page in (1, 7, 12, 120):
        block, lines = set_pointer(pointer, page, "s", design, setter=setter)
        assert block.settings == reserved
        assert str(page) in lines[-1].text
    assert reserved[0].lines <= 2


def test_pointers_name_the_true_page(made: Callable[..., LaidOut]) -> None:
    day = [story(n, 420, urgency=1 + n // 3) for n in range(1, 12)]
    last = replace(day[-1], related=("story-01",), headline="The last of all")
    laid = made([*day[:-1], last])
    where = {one.slug: one.pages for one in laid.placements}
    links = [
        mark
        for page in laid.pages
        for mark in page.marks
        if isinstance(mark, Link) and mark.origin.element is Element.READ_ALSO
    ]
    assert [link.page for link in links] == [where["story-01"][0]]
    assert where["story-11"] != where["story-01"]
    line = said(laid, Element.READ_ALSO, "story-11")
    assert line.startswith("Read also")
    assert line.endswith(str(where["story-01"][0]))
    assert all(one.lost == 0 for one in laid.ledger)


@pytest.mark.parametrize(
    ("where", "named", "told"),
    [
        ({"a": [3], "b": [4]}, ["a, page 3", "b, page 4"], 0),
        ({"a": [2], "b": [4], "c": [5]}, ["c, page 5", "b, page 4"], 0),  # a is on the same page
        ({"a": [1, 2], "b": [4], "c": [5]}, ["c, page 5", "b, page 4"], 0),  # goes on there
        ({"a": [2], "b": [2], "c": [5]}, ["c, page 5"], 0),
        ({"a": [2], "b": [4], "c": [2]}, ["b, page 4"], 0),
        ({"b": [4]}, ["b, page 4"], 1),  # a found no room
    ],
)
def test_no_pointer_leads_to_its_own_page(
    where: dict[str, list[int]], named: list[str], told: int, design: Design, setter: Typesetter
) -> None:
    pointers = tuple(Pointer(slug, slug, place) for place, slug in enumerate("abc"))
    item = story_item(replace(story(1, 300), read_also=pointers), design, setter, "minor")
    fitter = Copyfitter(design, setter)
    fits = (fitter.fitted(item, 2, depth) for depth in range(design.grid.lines))
    shape, filling = next(one for one in fits if one)
    found, placed, findings = pointed(item, Placed("s", 0, 0, shape, filling), 2, where, fitter)
    text = found.copy.text
    lines_of = [
        "".join(line.text for line in text.realise(part.block, part.setting))
        for part in placed.filling.parts
        if text.blocks[part.block].element is Element.READ_ALSO
    ]
    assert lines_of == [f"Read also: {one}" for one in named]
    assert sorted(page for _, page in found.copy.points_to) == sorted(int(n[-1]) for n in named)
    assert len(findings) == told


def test_a_pointer_to_a_story_without_room_is_dropped_and_told(
    made: Callable[..., LaidOut],
) -> None:
    """One page: the related story is the least urgent, and waits."""
    first = replace(story(1, 420, urgency=2), related=("late",))
    late = replace(story(2, 700, urgency=9), slug="late")
    laid = made(
        [first, late, *(story(n, 500, urgency=3) for n in range(3, 8))], most=1, jumps=False
    )
    assert next(one for one in laid.placements if one.slug == "late").status == "held"
    assert said(laid, Element.READ_ALSO, "story-01") == ""
    told = [one for one in laid.findings if one.rule == "layout.read-also"]
    assert [one.story for one in told] == ["story-01"]
    assert "late" in told[0].message
    assert all(one.lost == 0 for one in laid.ledger)


# -- the rest of a jumped story --------------------------------------------------------------------

TOLD = "“{} of the river is ours to keep for as long as we want it,” said {} Moor of the harbour."


def speaking(names: list[str]) -> Story:
    """A long story that somebody says something in every third paragraph of."""
    body = list(story(1, 60 * 3 * len(names)).body)
    for place, name in enumerate(names):
        body[3 * place + 1] = Paragraph(rich(TOLD.format(name + " bank", name)))
    return replace(story(1, 60), body=tuple(body))


def test_a_headline_too_long_for_a_pointer_gives_way_to_the_short_one() -> None:
    long = replace(story(2, 300), headline="Ships " * 12, short_headline="Ships back")
    kits = with_kits(edition_of([replace(story(1, 300), related=(long.slug,)), long]), Practice())
    assert kits.edition.stories[0].read_also == (Pointer(long.slug, "Ships back", 0),)


def test_each_part_is_offered_what_its_own_text_has(design: Design, setter: Typesetter) -> None:
    told = replace(speaking(["Ada", "Bo", "Cy", "Dee"]), nested=(SHORT,), number=None)
    item = story_item(told, design, setter, "major")
    cut = 6
    front, rest = (make(item, cut, design, setter) for make in (jump_front, jump_rest))
    quotes = [
        [one.items[0].lead for one in part.copy.breakouts if one.kind is BreakoutKind.QUOTE]
        for part in (front, rest)
    ]
    assert quotes == [["Ada Moor"], ["Cy Moor"]]
    assert [one.slug for one in front.copy.stories] == ["story-01"]
    assert [one.slug for one in rest.copy.stories] == ["story-01", "short"]
    kinds = [{one.kind for one in part.copy.breakouts} for part in (front, rest)]
    assert BreakoutKind.NESTED not in kinds[0]
    assert BreakoutKind.NESTED in kinds[1]


def test_what_the_editor_wrote_and_the_front_has_no_room_for_stands_in_the_rest(
    design: Design, setter: Typesetter
) -> None:
    told = replace(
        speaking(["Ada", "Bo", "Cy", "Dee"]),
        pull_quote="We keep it",
        points=("One", "Two", "Three"),
        timeline=(BreakoutItem("It opens.", "1994"),),
    )
    item = story_item(told, design, setter, "major")
    front, rest = (make(item, 7, design, setter) for make in (jump_front, jump_rest))
    written = [
        [one.kind for one in part.copy.breakouts if not one.proposed] for part in (front, rest)
    ]
    assert written == [[BreakoutKind.QUOTE, BreakoutKind.POINTS], [BreakoutKind.TIMELINE]]
    fitter = Copyfitter(design, setter)
    depth = next(n for n, cost in enumerate(fitter.costs(rest, 2)) if cost < float("inf"))
    shape = next(fitter.shapes(rest, 2, depth))
    bare = replace(shape, breakouts=())
    assert [one.rule for one in told_of(rest, bare, 3, fitter.display)] == [
        "layout.timeline-left-out"
    ]
    assert sum(one.characters for one in left_out(rest, bare)) == len("1994Itopens.")


def test_a_rest_that_begins_with_a_crosshead_has_no_blank_line_under_its_turn_line(
    design: Design, setter: Typesetter
) -> None:
    body = list(speaking(["Ada", "Bo", "Cy", "Dee"]).body)
    told = replace(story(1, 60), body=(*body[:6], Crosshead(rich("What follows")), *body[6:]))
    item = story_item(told, replace(design, propose=()), setter, "major")
    cut = next(
        index
        for index, block in enumerate(item.copy.text.blocks)
        if block.element is Element.CROSSHEAD
    )
    turn, head, *_ = jump_rest(item, cut, design, setter).copy.text.blocks
    assert (turn.element, head.element) == (Element.JUMP_LINE, Element.CROSSHEAD)
    assert (head.space_before, head.give_before) == (0, 0)


def test_the_rest_of_a_story_is_small_among_the_news_of_its_page(
    design: Design, setter: Typesetter
) -> None:
    fitter = Copyfitter(design, setter)
    item = story_item(replace(story(1, 1200), urgency=1), design, setter, "lead")
    rest = jump_rest(item, 6, design, setter)
    assert rest.ask.tier == "minor"
    for columns in (1, 2, 3):
        most = max(head.size for head in fitter.headlines.heads(rest, columns))
        assert most <= design.scale["small"][columns - 1] * design.practice.headline_most
    style = rest.copy.headline.style
    assert style is not None
    assert style.name == "headline_jump"


# -- labels ----------------------------------------------------------------------------------------


def kicker_of(item: Item, design: Design, setter: Typesetter) -> list[tuple[str, Element]]:
    fitter = Copyfitter(design, setter)
    depth = next(n for n, cost in enumerate(fitter.costs(item, 2)) if cost < float("inf"))
    fitted = fitter.fitted(item, 2, depth)
    assert fitted is not None
    shape, filling = fitted
    placed = Placed(item.key, 0, 0, shape, filling=filling)
    marks, _ = Composer(design, fitter).module(item, placed, item.kind)
    style = design.styles["kicker"]
    return [
        (mark.text.strip(), mark.origin.element)
        for mark in marks
        if isinstance(mark, GlyphRun)
        and mark.face.startswith(style.face)
        and mark.size == style.size
        and mark.colour == style.colour
    ]


@pytest.mark.parametrize(
    ("kicker", "label", "said"),
    [
        ("", "", []),
        ("Tide", "", [("Tide", Element.KICKER)]),
        ("", "World", [("World", Element.FURNITURE)]),
        ("Tide", "World", [("World ·", Element.FURNITURE), ("Tide", Element.KICKER)]),
        ("world", "World", [("world", Element.KICKER)]),
    ],
)
def test_a_guests_section_stands_before_its_kicker(
    design: Design, setter: Typesetter, kicker: str, label: str, said: list[tuple[str, Element]]
) -> None:
    bare = replace(design, propose=())
    item = story_item(replace(story(1, 300), kicker=kicker), bare, setter, "minor")
    item = replace(item, ask=replace(item.ask, label=label))
    assert kicker_of(item, bare, setter) == said


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"kicker": "Tide"}, ""),
        ({"kicker": "Ann Wood", "byline": "Ann Wood"}, "byline"),
        ({"kicker": "Staff reporter", "byline_role": "staff reporter"}, "byline"),
        ({"kicker": "city"}, "section"),
        ({"kicker": "Council"}, "headline"),
        ({"kicker": "Coun"}, ""),
    ],
)
def test_a_kicker_that_says_what_stands_beside_it_is_left_out_and_told(
    design: Design, setter: Typesetter, changes: dict[str, str], what: str
) -> None:
    told = replace(story(1, 300), **changes)  # type: ignore[arg-type]
    assert told.repeated_kicker == what
    item = story_item(told, design, setter, "minor")
    assert item.copy.kicker == ("" if what else told.kicker)
    fitter = Copyfitter(design, setter)
    depth = next(n for n, cost in enumerate(fitter.costs(item, 2)) if cost < float("inf"))
    shape = next(fitter.shapes(item, 2, depth))
    cut = {one.rule: one.characters for one in left_out(item, shape)}
    assert cut.get(f"a kicker that the {what} repeats", 0) == (
        len(told.kicker.replace(" ", "")) if what else 0
    )


def test_opinion_takes_no_guests_where_it_fills_its_page(made: Callable[..., LaidOut]) -> None:
    day = [story(n, 330, urgency=2 + n // 3) for n in range(1, 9)]
    day += [replace(story(n, 520, "Opinion"), kind=Kind.OPINION) for n in range(9, 12)]
    sections = (Section("City"), Section("Opinion", "opinion"))
    laid = made(day, most=3, sections=sections)
    own = {one.slug: one.section for one in day}
    here = [{own[slug] for slug in sheet.stories} for sheet in laid.sheets]
    assert {"Opinion"} in here
    assert sum("Opinion" in sections for sections in here) == 1


def test_a_locked_page_whose_pointer_is_out_of_date_is_told() -> None:
    day = [replace(story(1, 300), related=("story-02", "story-03")), story(2, 300), story(3, 300)]
    edition = edition_of(day)
    link = Link(Rect(0, 0, 9, 9), "Read also", 5, origin=Origin(Element.READ_ALSO, "story-01", 1))
    page = Page(2, Size(100, 100), "City", (link,))
    sheet = PlanSheet(2, "City", "stories", ("story-01",))
    locked = {2: LockedPage(page, (), (), (), sheet=sheet, furniture=furniture_digest(edition))}

    def told(*pages: int) -> list[str]:
        where = {"story-01": (2,), "story-03": pages}
        return [one.message for one in changes(locked, edition, lambda slug: where.get(slug, ()))]

    assert told(5) == told(4, 5) == []
    fact = "page 2 is locked, but it points to story-03 on page 5, which is"
    assert told(6) == [f"{fact} on page 6"]
    assert told() == [f"{fact} held"]
