"""Sizes, order and neighbourhood of headlines, and the white at the joints of a story."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import (
    LEADING,
    MEASURE,
    SIZE,
    advertisement,
    counted,
    figures,
    headline,
    leg,
    line,
    page,
    picture,
    spots,
    story_module,
)

from epaper.figures.lines import CAPS, DEPTH
from epaper.figures.record import PageFigures
from epaper.geometry import Rect
from epaper.page.marks import Element, GlyphRun, Mark, Polygon, Rule

MODULE = Rect(40, 90, 320, 300)


def test_sizes_of_headlines_and_their_steps() -> None:
    one = page([headline("Boats", 40, 100, 40), headline("Rye", 40, 300, 20, story="harvest")], 2)
    other = page([headline("Ferry", 40, 100, 22, story="ferry"), *leg(40, 120, 3)], 3)
    found = figures(one, other)
    assert found.headline_sizes == (20, 22, 40)
    assert found.pages[0].headline_sizes == (20, 40)
    assert found.small_steps == 1
    assert found.sizes_by_urgency == {2: (40,), 4: (22,), 5: (20,)}


def test_heads_of_jumps_are_on_the_ladder_and_have_no_role() -> None:
    found = figures(page([line("Boats", 40, 100, Element.JUMP_HEAD, size=18)]))
    assert (found.headline_sizes, found.sizes_by_urgency) == ((18,), {})


def test_heads_in_a_column_of_briefs_are_no_headlines() -> None:
    briefs = story_module(Rect(40, 80, 100, 200), "", "briefs")
    found = figures(page([headline("Boats", 40, 100, 9), *leg(40, 120, 3)], modules=(briefs,)))
    assert (found.headline_sizes, found.joints) == ((), {})


def pair(size: float = 24, y: float = 100, x: float = 210) -> list[Mark]:
    left = headline("Boats", 40, 100, width=150)
    return [left, headline("Ferry", x, y, size, story="ferry", width=150)]


def test_headlines_of_like_size_side_by_side() -> None:
    found = counted(pair())
    assert found.tombstones == 1
    assert spots(found, "headlines alike")[0].x == 210
    assert counted(pair(size=25)).tombstones == 1


@pytest.mark.parametrize("other", [{"size": 30}, {"y": 140}, {"x": 380}], ids=str)
def test_headlines_that_differ_or_stand_apart(other: dict[str, float]) -> None:
    assert counted(pair(**other)).tombstones == 0


def test_headlines_with_something_between_them() -> None:
    between = picture(Rect(192, 70, 16, 60))
    assert counted([*pair(), between]).tombstones == 0


def test_the_biggest_headline_is_that_of_the_most_urgent_story() -> None:
    first = headline("Boats", 40, 100, 30)
    second = headline("Ferry", 40, 300, 24, story="ferry")
    assert counted([first, second]).importance_wrong == 0
    wrong = counted([replace(first, size=20), second])
    assert wrong.importance_wrong == 1
    assert spots(wrong, "biggest headline")[0].bottom > 300
    assert counted([replace(first, size=24), second]).importance_wrong == 0


def test_a_jump_head_is_no_lead() -> None:
    marks = [
        line("Rye", 40, 100, Element.JUMP_HEAD, size=40, story="harvest"),
        headline("Boats", 40, 300, 24),
    ]
    found = counted(marks)
    assert (found.importance_wrong, found.heading_wrong) == (0, 0)


def headed(words: str, story: str, **more: object) -> PageFigures:
    marks = [headline("Boats", 40, 100, 30, story=story)]
    if words:
        marks.append(line(words, 40, 60, Element.SECTION_HEAD, story="", size=28))
    return counted(marks, **more)


def test_the_heading_is_the_section_of_the_lead() -> None:
    assert headed("City", "bridge").heading_wrong == 0
    assert headed("City", "harvest").heading_wrong == 1
    assert headed("Nation \u00b7 City", "harvest").heading_wrong == 0
    assert headed("City \u00b7 Nation", "harvest").heading_wrong == 1


def test_the_section_of_a_page_without_a_heading_is_its_own() -> None:
    assert headed("", "harvest").heading_wrong == 1
    assert headed("", "harvest", section="Nation").heading_wrong == 0
    assert headed("", "unknown").heading_wrong == 0
    assert headed("", "harvest", section="").heading_wrong == 0


def test_a_front_page_has_no_heading() -> None:
    marks = [
        line("The Courier", 40, 60, Element.NAMEPLATE, story="", size=60),
        headline("Rye", 40, 100, 30, story="harvest"),
    ]
    assert counted(marks).heading_wrong == 0


def test_a_page_of_text_alone_has_no_entry() -> None:
    text: list[Mark] = [headline("Boats", 40, 100), *leg(40, 120, 10)]
    module = story_module(MODULE)
    assert counted(text, modules=[module]).without_entry == 1
    assert counted([*text, advertisement(MODULE)], modules=[module]).without_entry == 1
    quote = line("We stay", 150, 200, Element.PULL_QUOTE, size=14)
    chart = Polygon(((1, 1), (2, 2)), line("a", 1, 1, Element.CHART).origin)
    for entry in (picture(Rect(150, 200, 60, 60)), quote, chart):
        assert counted([*text, entry], modules=[module]).without_entry == 0


def test_a_page_without_stories_needs_none() -> None:
    contents = line("Boats", 40, 100, Element.CONTENTS, story="")
    assert counted([contents]).without_entry == 0


def test_pictures_printed_twice() -> None:
    boats, dogs = picture(Rect(40, 40, 60, 60)), picture(Rect(40, 40, 60, 60), "dogs.jpg")
    assert figures(page([boats], 2), page([dogs], 3)).pictures_twice == ()
    assert figures(page([boats], 2), page([dogs, boats], 3)).pictures_twice == ("boats.jpg",)


HEAD_SIZE = 24
BASE = 100  # of the upper element


def under(upper: float, lower: float, white: float) -> float:
    """The baseline that leaves so many points white under BASE, given the two sizes."""
    return BASE + DEPTH * upper + white + CAPS * lower


def small(element: Element, y: float, size: float = 6, **more: object) -> GlyphRun:
    return line("words", 40, y, element, size=size, **more)


def joint(name: str, upper: Element, lower: Element, sizes: tuple[float, float]) -> object:
    return pytest.param(name, upper, lower, sizes, id=name)


@pytest.mark.parametrize(
    ("name", "upper", "lower", "sizes"),
    [
        joint("kicker to headline", Element.KICKER, Element.HEADLINE, (7, 24)),
        joint("headline to deck", Element.HEADLINE, Element.DECK, (24, 13)),
        joint("headline to byline", Element.HEADLINE, Element.BYLINE, (24, 7)),
        joint("headline to text", Element.HEADLINE, Element.BODY, (24, SIZE)),
        joint("headline to text", Element.JUMP_HEAD, Element.DATELINE, (24, SIZE)),
        joint("deck to byline", Element.DECK, Element.BYLINE, (13, 7)),
        joint("byline to text", Element.BYLINE, Element.BODY, (7, SIZE)),
        joint("caption to text", Element.CAPTION, Element.BODY, (7, SIZE)),
        joint("caption to text", Element.PICTURE_CREDIT, Element.BODY, (6, SIZE)),
        joint("crosshead to text", Element.CROSSHEAD, Element.BODY, (SIZE, SIZE)),
        joint("text to crosshead", Element.BODY, Element.CROSSHEAD, (SIZE, SIZE)),
        joint("text to sign-off", Element.BODY, Element.CREDIT, (SIZE, 6)),
    ],
)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(white=st.integers(0, 90))
def test_the_white_at_a_joint_in_lines(
    name: str, upper: Element, lower: Element, sizes: tuple[float, float], white: int
) -> None:
    below = small(lower, under(*sizes, white), sizes[1], part=1)
    found = counted([small(upper, BASE, sizes[0]), below])
    assert found.joints == {name: (pytest.approx(white / LEADING, abs=0.006),)}


def test_a_rule_over_a_headline() -> None:
    rule = Rule(40, 50, 360, 50, 0.5)
    head = headline("Boats", 40, 65 + CAPS * HEAD_SIZE, HEAD_SIZE)
    assert counted([rule, head]).joints == {"rule to headline": (1.5,)}
    kicker = small(Element.KICKER, 60 + CAPS * 6)
    assert counted([rule, head, kicker]).joints["rule to kicker"] == (1.0,)
    shown = picture(Rect(40, 52, 100, 10), story="ferry")
    assert counted([rule, head, shown]).joints == {}


def test_a_caption_and_its_credit_are_one_block_as_wide_as_the_picture() -> None:
    marks = [
        picture(Rect(40, 40, MEASURE, 40)),
        small(Element.CAPTION, 90, 7, width=30),
        line("Rye", 110, BASE, Element.PICTURE_CREDIT, size=6, width=30),
        line("words", 40, under(6, SIZE, 15), width=50),
    ]
    assert counted(marks).joints == {"caption to text": (1.5,)}


def test_a_byline_beside_the_second_leg_follows_the_headline() -> None:
    top = under(24, SIZE, 10)
    marks = [
        headline("Boats", 40, BASE, 24, width=210),
        small(Element.BYLINE, top + 0.5),
        *leg(150, top, 3),
    ]
    assert list(counted(marks).joints) == ["headline to byline"]


def test_a_sign_off_beside_a_short_last_line_stands_under_it() -> None:
    """The last line ends left of the sign-off, which is set to the right."""
    lines = leg(40, 100, 3)
    sign_off = line("Courier", 115, under(SIZE, 6, 5) + 20, Element.CREDIT, size=6, width=25)
    assert counted([*lines, sign_off]).joints == {"text to sign-off": (0.5,)}


def test_a_picture_between_text_and_sign_off_is_no_joint() -> None:
    marks = [*leg(40, 100, 3), picture(Rect(40, 140, 100, 60)), small(Element.CREDIT, 220)]
    assert "text to sign-off" not in counted(marks).joints


def test_joints_of_the_edition_and_those_that_are_stretched() -> None:
    def head_over(white: float) -> list[Mark]:
        return [headline("Boats", 40, BASE, 24), *leg(40, under(24, SIZE, white), 2)]

    same = figures(*(page(head_over(8), number) for number in (2, 3, 4)))
    assert [one.stretched_joints for one in same.pages] == [0, 0, 0]
    found = figures(*(page(head_over(w), n) for n, w in ((2, 6), (3, 8), (4, 30))))
    usual = found.joints["headline to text"]
    assert (usual.least, usual.median, usual.most) == (0.6, 0.8, 3.0)
    assert [one.stretched_joints for one in found.pages] == [0, 0, 1]
    (white,) = spots(found.pages[2], "stretched joint")
    assert (white.x, white.height) == (40, pytest.approx(30))
