"""What belongs to a story: a face in its quote, a short story within its module."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story
from layout_samples import SHORT, edition_of, said

from epaper.layout.design.practice import Practice
from epaper.layout.design.reader import Design
from epaper.layout.edition.kits import with_kits
from epaper.layout.laid_out import LaidOut
from epaper.layout.makeup.account import left_out, told_of
from epaper.layout.makeup.crop import face_crop
from epaper.layout.measure.breakouts import set_breakout
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.stories import story_item
from epaper.model.finding import Finding
from epaper.model.picture import Picture, PictureRole
from epaper.model.stop import Stop, StopKind
from epaper.model.story import Kind
from epaper.model.text import rich
from epaper.page.marks import Element, PictureMark
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


def rules(found: LaidOut | tuple[Finding, ...]) -> list[str]:
    findings = found.findings if isinstance(found, LaidOut) else found
    return [one.rule for one in findings]


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
