"""What stands beside the news on thin days gives way at once where stories found no room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import pytest

from epaper.layout.edition.furnishing import Furnisher, Furnishing
from epaper.layout.edition.house import GIVE, more_give
from epaper.layout.edition.pagination import Pagination

SECOND = more_give(GIVE)
THIRD = more_give(SECOND)


@dataclass(frozen=True, slots=True)
class _Taken:
    give: float
    taken: float


@dataclass(frozen=True)
class _Measured(Furnisher):
    """One whose advertisements take so many columns x lines by the share that stories grow."""

    takes: Mapping[float, float] = field(default_factory=dict)

    def at(self, pagination: Pagination, give: float, own_give: float = 0.0) -> Furnishing:
        return cast(Furnishing, _Taken(give, self.takes[give]))


@pytest.mark.parametrize(
    ("left", "next_one"),
    [
        (60, SECOND),  # 50 are freed
        (120, THIRD),  # 50 are not the half of it, 150 are
        (400, THIRD),  # nor are those, but nothing less than all is more
    ],
)
def test_the_next_share_frees_half_of_what_stories_left_take(left: float, next_one: float) -> None:
    takes = {GIVE: 500.0, SECOND: 450.0, THIRD: 350.0}
    nothing = cast("object", None)
    made = _Measured(*(nothing,) * 6, takes=takes)  # type: ignore[arg-type]  # of which none is asked
    pages = cast(Pagination, nothing)
    assert made.with_more_room(pages, made.at(pages, GIVE), left).give == next_one
