"""Pages that have too little room are given up before much is tried, where more may be had."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from generated_day import story

from epaper.layout.edition import inside
from epaper.layout.edition.draft import Desk, Draft
from epaper.layout.laid_out import LaidOut


@pytest.mark.parametrize("count", [20, 26, 30])
def test_the_day_is_the_same_with_less_mending(
    made: Callable[..., LaidOut], monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """As where all that can be done is done with fewer pages, and with the paper's own
    advertisements, before it is found that stories have to wait."""
    mended, turns = inside.mended, list[int]()

    def counted(draft: Draft, desk: Desk, **more: bool) -> Draft:
        turns.append(len(draft.numbers))
        return mended(draft, desk, **more)

    monkeypatch.setattr(inside, "mended", counted)
    stories = [story(number, 220) for number in range(count)]
    soon, less = made(stories, 12, effort=4), len(turns)
    monkeypatch.setattr(inside, "_too_many", lambda _gone, _rooms, _cap: False)
    late = made(stories, 12, effort=4)
    assert soon.pages == late.pages
    assert soon.placements == late.placements
    assert less < len(turns) - less


@pytest.mark.parametrize(("count", "words"), [(8, 120), (9, 160), (14, 220), (19, 120)])
def test_a_thin_day_is_the_same_with_less_search(
    made: Callable[..., LaidOut], monkeypatch: pytest.MonkeyPatch, count: int, words: int
) -> None:
    """As where pages are searched to the last, though stories that wait are seen before that."""
    polished, searched = inside.polished, list[int]()

    def counted(draft: Draft, desk: Desk) -> Draft:
        searched.append(len(draft.numbers))
        return polished(draft, desk)

    monkeypatch.setattr(inside, "polished", counted)
    stories = [story(number, words) for number in range(count)]
    soon, less = made(stories, 8, effort=4), len(searched)
    monkeypatch.setattr(inside, "_news_waits", lambda _draft: False)
    late = made(stories, 8, effort=4)
    assert soon.pages == late.pages
    assert soon.placements == late.placements
    assert less < len(searched) - less


def test_a_paper_that_may_have_no_more_pages_is_full(made: Callable[..., LaidOut]) -> None:
    """Some wait, and the pages are as good as they can be."""
    laid = made([story(number, 220) for number in range(30)], 4, effort=4)
    held = [one for one in laid.placements if one.status == "held"]
    assert 1 <= len(held) <= 6
    assert len(laid.pages) == 4
    assert all(page.marks for page in laid.pages)
