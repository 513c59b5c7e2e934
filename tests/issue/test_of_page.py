"""What is found of a page is found once, and for not too many of them."""

from __future__ import annotations

import dataclasses

import pytest

from epaper.issue.issue import Issue
from epaper.page import of_page
from epaper.page.of_page import OfPage
from epaper.page.page import Page


def test_of_a_page_it_is_found_once(sample: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def find(page: Page) -> str:
        asked.append(page.number)
        return f"page {page.number}"

    monkeypatch.setattr(of_page, "MOST", 2)
    found = OfPage(find)
    first, second, third = sample.pages[:3]
    assert [found(page) for page in (first, second, first)] == ["page 1", "page 2", "page 1"]
    assert found(dataclasses.replace(first, number=9)) == "page 9"  # another page, and the first
    assert found(second) == "page 2"  # is let go
    assert found(first) == "page 1"
    assert asked == [1, 2, 9, 1]
    found.know(third, "known")
    assert found(third) == "known"
