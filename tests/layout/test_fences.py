"""One guest never stops the paper: it is held, or its chart left out, and told by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from generated_day import story
from layout_samples import edition_of

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.layout.engine import lay_out
from epaper.layout.laid_out import LaidOut
from epaper.layout.makeup import compose
from epaper.layout.makeup.chart import chart_marks
from epaper.layout.makeup.chart_axes import nice_steps
from epaper.layout.measure import stories as measure
from epaper.layout.rehearsal import rehearse
from epaper.model.edition import Edition, Section
from epaper.model.finding import Severity
from epaper.model.picture import Chart, Series
from epaper.model.stop import Stop, StopKind
from epaper.model.story import Kind, Story
from epaper.model.teasers import Ear
from epaper.model.text import ListBlock, rich
from epaper.page.marks import Element, GlyphRun, Origin, Polygon
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

Make = Callable[..., LaidOut]
CHART = Chart("line", "Rain", ("a", "b"), (Series("", (3.0, 3.0)),))


def day(bad: Story) -> list[Story]:
    return [replace(story(n, 150), slug=f"good-{n}") for n in range(3)] + [replace(bad, slug="bad")]


def status(laid: LaidOut) -> dict[str, str]:
    return {placed.slug: placed.status for placed in laid.placements}


def told(laid: LaidOut, rule: str) -> list[str]:
    return [f"{f.severity.name} {f.message}" for f in laid.findings if f.rule == rule]


def break_setting(monkeypatch: pytest.MonkeyPatch, slug: str) -> None:
    sound = measure.galley_style

    def broken(design: Design, one: Story) -> object:
        if one.slug == slug:
            raise ZeroDivisionError("float division by zero")
        return sound(design, one)

    monkeypatch.setattr(measure, "galley_style", broken)


@pytest.mark.parametrize("must", [False, True])
@pytest.mark.parametrize("kind", [Kind.NEWS, Kind.BRIEF])
def test_a_story_that_breaks_its_setting_is_held(
    made: Make, monkeypatch: pytest.MonkeyPatch, must: bool, kind: Kind
) -> None:
    break_setting(monkeypatch, "bad")
    laid = made(day(replace(story(9, 60), must_run=must, kind=kind)))
    assert status(laid) == {"good-0": "placed", "good-1": "placed", "good-2": "placed"} | {
        "bad": "held"
    }
    fact = "is held: it cannot be set (ZeroDivisionError: float division by zero)"
    assert told(laid, "story.fault") == [
        f"ERROR bad must run and {fact}" if must else f"WARNING bad {fact}"
    ]
    assert not any(account.lost for account in laid.ledger)


def test_a_story_in_a_script_that_no_face_has_is_held(made: Make) -> None:
    laid = made(day(replace(story(9, 60), headline="新闻 today")))
    assert status(laid)["bad"] == "held"
    assert told(laid, "type.script") == ["ERROR bad is held: no face of the paper has Han (新, 闻)"]
    assert not told(laid, "type.missing-glyph")


def test_a_chart_that_cannot_be_drawn_is_left_out(
    made: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> list[object]:
        raise OverflowError("too large")

    monkeypatch.setattr(compose, "chart_marks", broken)
    laid = made(day(replace(story(9, 300), chart=CHART)))
    assert status(laid)["bad"] == "placed"
    assert told(laid, "chart.fault") == [
        "WARNING the chart of bad cannot be drawn (OverflowError: too large) and is left out"
    ]


def test_a_story_whose_characters_do_not_add_up_is_held(
    made: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = Story.characters.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(Story, "characters", property(lambda one: count(one) + (one.slug == "bad")))
    laid = made(day(story(9, 60)))
    assert status(laid)["bad"] == "held"
    (fact,) = told(laid, "story.fault")
    assert "its characters do not add up: 1 of" in fact


LIST = (ListBlock((rich("One clue"), rich("Two clues"))), ListBlock((rich("Three"),), True, 3))
AGATE = [
    {"kind": Kind.AGATE, "dateline": "Großkötz", "body": LIST},
    {"size": (2, 200.0), "body": LIST},
    {"kicker": "A kicker that is longer than any column of the paper is wide by far, and more"},
    {"pull_quote_by": "Nobody"},
    {"size": (2, 200.0), "dateline": "Weiß", "byline": "Jo", "deck": "Deck", "kicker": "Kick"},
]


@pytest.mark.parametrize("fields", AGATE)
def test_small_type_adds_up(book: FontBook, design: Design, fields: dict[str, object]) -> None:
    small = replace(story(9, 40), **fields)  # type: ignore[arg-type]
    assert rehearse(edition_of([small]), design, Typesetter(book)) == ()


def test_check_tells_what_a_build_would_hold(
    book: FontBook, design: Design, made: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_setting(monkeypatch, "bad")
    foreign = replace(story(8, 60), slug="far", deck="新")
    stories = [*day(story(9, 60)), foreign]
    edition = edition_of(stories)
    found = rehearse(edition, design, Typesetter(book))
    laid = made(stories)
    assert {(f.rule, f.story) for f in found} == {("story.fault", "bad"), ("type.script", "far")}
    assert all(finding in laid.findings for finding in found)


def test_check_tells_what_somebody_stopped_as_a_build_does(
    book: FontBook, design: Design, made: Make
) -> None:
    stop = Stop(StopKind.KILL, "the court forbids it", "The desk", "22:10", 2)
    stories = [*day(story(9, 60)), replace(story(8, 60), slug="mill", file="mill.md", stop=stop)]
    (found,) = rehearse(edition_of(stories), design, Typesetter(book))
    assert found.message == "mill is killed by The desk, 22:10: the court forbids it"
    assert found.remedy == "it stays out; if that is wrong, delete `kill:` in mill.md, line 2"
    assert found in made(stories).findings


VALUES = [(3.0, 3.0), (0.0, 0.0), (-2.0, -2.0), (1e-6, 2e-6), (1e15, -1e15), (5.0, -3.0)]


@pytest.mark.parametrize("kind", ["line", "column", "bar"])
@pytest.mark.parametrize("values", VALUES)
def test_charts_of_any_values_stand_in_their_place(
    book: FontBook, design: Design, kind: str, values: tuple[float, float]
) -> None:
    rect = Rect(10, 20, 150, 120)
    chart = replace(CHART, kind=kind, series=(Series("", values),))
    marks = chart_marks(chart, rect, design, Typesetter(book), Origin(Element.CHART, "s"))
    for mark in marks:
        if isinstance(mark, Polygon):
            assert all(rect.y < y < rect.bottom for _, y in mark.points)
        box = getattr(mark, "rect", None)
        if box is not None:
            assert rect.x <= box.x
            assert box.right <= rect.right + 0.31
            assert rect.y <= box.y
            assert box.bottom <= rect.bottom
        if isinstance(mark, GlyphRun):
            assert rect.x <= mark.x


def test_an_axis_has_two_ends() -> None:
    assert nice_steps(3, 3) == (2, 3, 4)
    assert nice_steps(0, 0) == (0, 1)
    assert nice_steps(1e-300, 2e-300)[0] < nice_steps(1e-300, 2e-300)[-1]


def named(where: str, edition: Edition, design: Design) -> tuple[Edition, Design]:
    """With letters that no face has in something that the paper itself says."""
    han = "新闻"
    publication = edition.publication
    match where:
        case "name" | "tagline" | "place":
            return replace(edition, publication=replace(publication, **{where: han})), design
        case "section":
            return replace(edition, sections=(*edition.sections, Section(han))), design
        case "ear":
            return replace(edition, ears=(Ear("left", lines=(han,)),)), design
        case "price":
            return replace(edition, price=han), design
        case "months":
            words = replace(design.words, months=(han,) * 12)
        case _:
            phrases = replace(design.words.phrases, inside=han)
            words = replace(design.words, phrases=phrases)
    return edition, replace(design, words=words)


@pytest.mark.parametrize(
    "where", ["name", "tagline", "place", "section", "ear", "price", "months", "phrases"]
)
def test_what_the_paper_itself_says_in_letters_that_no_face_has_is_an_error(
    book: FontBook, design: Design, where: str
) -> None:
    edition, design = named(where, edition_of([story(1, 60)]), design)
    (error,) = rehearse(edition, design, Typesetter(book))
    assert (error.rule, error.severity, error.story) == ("type.script", Severity.ERROR, "")
    assert "no face of the paper has Han (新, 闻), in which its name" in error.message


def test_a_build_tells_it_once(book: FontBook, design: Design) -> None:
    edition, design = named("name", edition_of([story(n, 60) for n in range(4)]), design)
    laid = lay_out(edition, replace(design, effort=2), Typesetter(book))
    assert len(told(laid, "type.script")) == 1
    assert not told(laid, "type.missing-glyph")
    setter = Typesetter(book)
    setter.set_line(rich("新 ⚿闻"), design.styles["folio"], Origin(Element.FOLIO))
    assert [one.rule for one in setter.findings if one.severity is Severity.ERROR] == [
        "type.script"
    ]
