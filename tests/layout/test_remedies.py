"""What is told of the number of pages names a number that the settings do not have yet."""

from __future__ import annotations

import pytest

from epaper.model.edition import PageBudget


@pytest.mark.parametrize(
    ("budget", "more", "fewer"),
    [
        (PageBudget(8, 8, 2), "`pages: 10`, it is 8 now", "`pages: 6`, it is 8 now"),
        (PageBudget(8, 8, 1), "`pages: 10`, it is 8 now", "`pages: 6`, it is 8 now"),
        (PageBudget(8, 8, 4), "`pages: 12`, it is 8 now", "`pages: 4`, it is 8 now"),
        (
            PageBudget(4, 16, 2),
            "`pages: {most: 18}`, it is 16 now",
            "`pages: {least: 2}`, it is 4 now",
        ),
    ],
)
def test_other_numbers_of_pages(budget: PageBudget, more: str, fewer: str) -> None:
    assert budget.more_told == more
    assert budget.fewer_told == fewer
