"""What must hold on every page of every day, however odd."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from epaper.figures.figures import StoryRank, edition_figures
from epaper.figures.record import PageFigures
from epaper.issue import ledger
from epaper.layout.design.reader import load_design
from epaper.layout.laid_out import LaidOut
from epaper.model.story import Story
from epaper.page.marks import AdMark, GlyphRun, PictureMark
from epaper.resources import shipped

MOST_WHITE = 0.23  # of the type area as the eye counts it, white at headlines and all


def counted(laid: LaidOut, stories: Sequence[Story] = ()) -> tuple[PageFigures, ...]:
    """The figures of the pages, in the tabloid's leading."""
    ranks = {story.slug: StoryRank(story.urgency, story.section) for story in stories}
    leading = load_design(shipped("layouts") / "tabloid.yaml").grid.leading
    return edition_figures(laid.pages, leading=leading, stories=ranks).pages


def assert_sound(laid: LaidOut, stories: Sequence[Story], white: float = MOST_WHITE) -> None:
    held = [p.slug for p in laid.placements if p.status == "held"]
    ledger.check(ledger.accounts(stories, laid.pages, held, laid.cut))
    must = {s.slug for s in stories if s.must_run}
    assert not must & set(held)
    assert all(p.reason for p in laid.placements if p.status == "held")
    for figures, sheet in zip(counted(laid, stories), laid.sheets, strict=True):
        assert figures.widows == figures.orphans == figures.off_grid_lines == 0, figures.page
        if sheet.kind == "stories":
            assert figures.white_share <= white, (figures.page, figures.white_share)
    assert any(page.modules for page in laid.pages)
    for page in laid.pages:
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
