"""Addresses in text lead there, and nothing else does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epaper.issue.live import addresses, live_links
from epaper.page.marks import Element, GlyphRun, Origin, Word

BODY = Origin(Element.BODY, "s", 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See www.harbour.example.", {"www.harbour.example": "https://www.harbour.example"}),
        ("(https://a.example/x?y=1#z)", {"https://a.example/x?y=1#z": "https://a.example/x?y=1#z"}),
        ("http://a.example/w_(x).", {"http://a.example/w_(x)": "http://a.example/w_(x)"}),
        ("Write to desk@paper.example, now", {"desk@paper.example": "mailto:desk@paper.example"}),
        ("लिखें desk@paper.example।", {"desk@paper.example": "mailto:desk@paper.example"}),
        ("1 and/or 2, e.g. this... at 5.30 p.m.", {}),
        ("javascript:alert(1) @somebody www.", {}),
    ],
)
def test_what_is_an_address(text: str, found: dict[str, str]) -> None:
    assert {text[one.first : one.last]: one.uri for one in addresses(text)} == found


def test_the_papers_own_address_needs_nothing_before_it() -> None:
    (one,) = addresses("paper.example", "paper.example")
    assert one.uri == "https://paper.example"
    assert list(addresses("paper.example")) == []


def run(y: float, *words: str) -> GlyphRun:
    made = tuple(
        Word(text, tuple(map(ord, text)), (500,) * len(text), tuple(text), 500 * len(text))
        for text in words
    )
    width = sum(5 * len(text) for text in words) + 3 * (len(words) - 1)
    return GlyphRun(10.0, y, "serif", 10.0, made, 3.0, BODY, width=width)


def test_the_area_is_that_of_the_word_on_each_of_its_lines() -> None:
    marks = (replace(run(100, "see", "www.a.ex"), goes_on=True), run(112, "ample/list/of", "all"))
    first, second = live_links(marks)
    assert {first.uri, second.uri} == {"https://www.a.example/list/of"}
    assert (first.rect.x, first.rect.right) == (10 + 15 + 3, 10 + 15 + 3 + 40)
    assert (second.rect.x, second.rect.right, second.rect.y < 112) == (10, 75, True)


def test_lines_that_the_writer_ended_are_two_words() -> None:
    first, second = live_links((run(100, "www.a.example/"), run(112, "www.b.example")))
    assert (first.uri, second.uri) == ("https://www.a.example/", "https://www.b.example")


def test_a_dash_at_a_lines_end_joins_nothing_that_is_no_address() -> None:
    assert list(live_links((run(100, "self-"), run(112, "made", "men")))) == []


def test_what_stands_between_its_lines_and_is_not_read_parts_no_address() -> None:
    folio = replace(run(106, "7"), origin=Origin(Element.FOLIO))
    parted = (replace(run(100, "ww"), goes_on=True), folio, run(112, "w.a.example"))
    assert {link.uri for link in live_links(parted)} == {"https://www.a.example"}
