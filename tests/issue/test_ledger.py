"""The text ledger: nothing of a story is lost, set twice or left out without a rule's name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epaper.errors import LedgerError
from epaper.geometry import Size
from epaper.issue.ledger import Account, accounts, check
from epaper.model.story import Story
from epaper.model.text import Paragraph, rich
from epaper.page.marks import Element, GlyphRun, Origin, Word
from epaper.page.page import Page

STORY = Story("bridge", "City", "Bridge shut", (Paragraph(rich("It rusts, says he.")),))
SAID_AGAIN = (
    Element.PROPOSED,
    Element.PROPOSED_QUOTE,
    Element.PROPOSED_NUMBER,
    Element.PROPOSED_POINTS,
    Element.POINTS_TITLE,
    Element.JUMP_HEAD,
    Element.JUMP_LINE,
    Element.READ_ALSO,
    Element.CONTENTS,
    Element.INSIDE,
    Element.TEASER,
    Element.FOLIO,
    Element.NAMEPLATE,
    Element.SECTION_HEAD,
    Element.FURNITURE,
    Element.CHART,
)
HEADLINE, BODY = Origin(Element.HEADLINE, "bridge"), Origin(Element.BODY, "bridge")


def run(text: str, origin: Origin = BODY) -> GlyphRun:
    words = tuple(Word(word, (), (), (), 0) for word in text.split(" "))
    return GlyphRun(0, 0, "serif", 9, words, 2, origin)


def page(*runs: GlyphRun, number: int = 1) -> Page:
    return Page(number, Size(100, 100), "City", runs)


WHOLE = page(run("Bridge shut", HEADLINE), run("It rusts,"), run("says he."))


def account(*pages: Page, held: tuple[str, ...] = (), cut: dict[str, int] | None = None) -> Account:
    (found,) = accounts([STORY], pages, held, {"bridge": cut or {}})
    return found


def test_what_is_set_whole_balances() -> None:
    assert account(WHOLE) == Account("bridge", 25, 25, 0, 0)
    check([account(WHOLE)])


def test_a_word_that_is_lost_is_named_with_its_number_of_characters() -> None:
    short = account(page(run("Bridge shut", HEADLINE), run("It rusts,")))
    assert short.lost == 7
    with pytest.raises(LedgerError, match=r"bridge: 25 characters in, 18 placed.*7 lost"):
        check([account(WHOLE), short])


def test_a_line_that_stands_twice_is_too_many() -> None:
    twice = account(WHOLE, page(run("says he."), number=2))
    assert twice.lost == -7
    with pytest.raises(LedgerError, match="7 too many"):
        check([twice])


def test_every_story_that_does_not_balance_is_told() -> None:
    wrong = [Account("one", 9, 8, 0, 0), Account("two", 9, 9, 0, 0), Account("three", 9, 10, 0, 0)]
    with pytest.raises(LedgerError) as error:
        check(wrong)
    assert [slug in str(error.value) for slug in ("one:", "two:", "three:")] == [True, False, True]


def test_a_held_story_is_held_whole() -> None:
    assert account(held=("bridge",)) == Account("bridge", 25, 0, 25, 0)
    assert account(WHOLE, held=("bridge",)).lost == -25


def test_what_a_rule_leaves_out_is_counted_under_cut() -> None:
    found = account(page(run("It rusts, says he.")), cut={"no headline": 10})
    assert found == Account("bridge", 25, 15, 0, 10)
    check([found])


def test_soft_hyphens_and_white_space_count_for_nothing() -> None:
    parted = page(run("Bridge shut", HEADLINE), run("It ru\u00ad"), run("sts, says he."))
    assert account(parted).lost == 0


@pytest.mark.parametrize("element", SAID_AGAIN)
def test_words_that_the_page_says_again_do_not_count(element: Element) -> None:
    again = page(run("Bridge shut", Origin(element, "bridge")), number=2)
    assert account(WHOLE, again).lost == 0


@pytest.mark.parametrize("element", sorted(set(Element) - set(SAID_AGAIN)))
def test_all_other_words_count(element: Element) -> None:
    again = page(run("Bridge shut", Origin(element, "bridge")), number=2)
    assert account(WHOLE, again).lost == -10


def test_other_stories_and_furniture_are_not_this_storys() -> None:
    other = page(run("It rusts,", replace(BODY, story="ferry")), run("2", Origin(Element.BODY)))
    assert account(WHOLE, other).placed == 25


def test_a_story_on_a_locked_page_counts_as_it_was_locked() -> None:
    (found,) = accounts([STORY], [page(run("It rusted."))], (), {}, {"bridge": 9})
    assert found == Account("bridge", 9, 9, 0, 0)
