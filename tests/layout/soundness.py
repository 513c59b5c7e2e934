"""What must hold on every page of every day, however odd."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from epaper.issue import ledger
from epaper.layout.engine import LaidOut
from epaper.model.story import Story
from epaper.page.marks import AdMark, GlyphRun, PictureMark

MOST_WHITE = 0.02  # of the type area, on the worst page


def assert_sound(laid: LaidOut, stories: Sequence[Story], white: float = MOST_WHITE) -> None:
    held = [p.slug for p in laid.placements if p.status == "held"]
    ledger.check(ledger.accounts(stories, laid.document, held, laid.cut))
    must = {s.slug for s in stories if s.must_run}
    assert not must & set(held)
    assert all(p.reason for p in laid.placements if p.status == "held")
    for metrics in laid.metrics:
        assert metrics.widows == metrics.orphans == 0, metrics.page
        assert 0 <= metrics.white_share <= white, (metrics.page, metrics.white_share)
    for page in laid.document.pages:
        assert page.type_area is not None
        for module in page.modules:
            assert page.type_area.contains(module.rect, 0.5), (page.number, module)
        for a, b in itertools.combinations(page.modules, 2):
            assert not a.rect.overlaps(b.rect, 0.5), (page.number, a, b)
        pictures = [m.rect for m in page.marks if isinstance(m, PictureMark | AdMark)]
        for one, two in itertools.combinations(pictures, 2):
            assert not one.overlaps(two, 0.5), (page.number, one, two)
        for run in (m for m in page.marks if isinstance(m, GlyphRun) and m.origin.story):
            for picture in (m.rect for m in page.marks if isinstance(m, PictureMark)):
                inside = picture.x - 1 < run.x < picture.right - 1
                assert not (inside and picture.y + 2 < run.y < picture.bottom - 2), (
                    page.number,
                    run.text,
                    picture,
                )
