"""Every story set and drawn by itself, for `epaper check`: what a build would hold is told before.

No page is arranged; a story stands alone on an empty one, in the cheapest shape that takes it.
"""

from __future__ import annotations

import numpy as np

from epaper.geometry import Rect
from epaper.issue.ledger import Account, accounts
from epaper.layout.design.reader import Design
from epaper.layout.edition.standing import in_sizes
from epaper.layout.edition.volume import plain_brief, tier_of
from epaper.layout.fences import Fences
from epaper.layout.makeup.account import by_story, left_out
from epaper.layout.makeup.chart import chart_marks
from epaper.layout.makeup.compose import Composer
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.families import CHART_ASPECT
from epaper.layout.measure.stories import briefs_item, story_item
from epaper.layout.search.page import Placed
from epaper.layout.telling import HELD
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.story import Story
from epaper.page.marks import Element, Origin
from epaper.page.page import Page
from epaper.typeset.typesetter import Typesetter
from epaper.work.fence import CHART, GuestFault, fence


def rehearse(edition: Edition, design: Design, setter: Typesetter) -> tuple[Finding, ...]:
    """What a build of the edition will tell of its stories one by one: those it cannot set, and
    characters that no face has."""
    fences = Fences(edition, design, setter)
    fitter = Copyfitter(design, setter)
    composer = Composer(design, fitter)
    for story in fences.edition.stories:
        if story.hold:
            continue
        again: Story | None = story
        while again is not None:
            try:
                for one in in_sizes(again) if again.standing else (again,):
                    _alone(one, fitter, composer, fences)
                break
            except GuestFault as fault:
                if not fences.take_out(fault):
                    raise
                again = fences.story(story.slug)  # without its chart, or none at all
    fences.take_out_boxes(setter)
    held = {story.slug for story, _ in fences.held}
    drawn = (one for one in setter.findings if one.story not in held)
    return (*fences.findings, *drawn, *_stopped(edition))


def _stopped(edition: Edition) -> list[Finding]:
    """The stories that a person or their sender stopped, as a build tells them."""
    return [
        Finding(
            Severity.INFO,
            HELD,
            f"{story.slug} is {story.stop}",
            story.stop.remedy(story.file),
            file=story.file,
            line=story.stop.line,
            story=story.slug,
        )
        for story in edition.stories
        if story.stop
    ]


def _alone(story: Story, fitter: Copyfitter, composer: Composer, fences: Fences) -> None:
    """Set one story and all that belongs to it, draw it, and count its characters."""
    design, setter = fitter.design, fitter.setter
    item = (
        briefs_item([story], design, setter)
        if plain_brief(story)
        else story_item(story, design, setter, tier_of(story.urgency))
    )
    if story.chart:
        width = design.grid.column
        rect = Rect(0.0, 0.0, width, width / CHART_ASPECT)
        with fence(story.slug, CHART):
            origin = Origin(Element.CHART, story.slug)
            chart_marks(story.chart, rect, design, setter, origin=origin)
    for index in range(len(item.copy.pictures)):
        fitter.display.caption(item.copy, index, 1)
    found = _drawn(item, fitter, composer, story)
    fences.take_out_wrong(found, ())


def _drawn(item: Item, fitter: Copyfitter, composer: Composer, story: Story) -> tuple[Account, ...]:
    """The account of a story alone on a page; none where no page is large enough for it."""
    grid = fitter.design.grid
    for columns in range(1, grid.columns + 1):
        costs = fitter.costs(item, columns)
        if not np.isfinite(costs).any():
            continue
        fitted = fitter.fitted(item, columns, int(np.argmin(costs)))
        if fitted is None:
            continue
        shape, filling = fitted
        marks, _ = composer.module(item, Placed(item.key, 0, 0, shape, filling=filling), item.kind)
        page = Page(1, grid.trim, "", tuple(marks))
        return accounts([story], [page], (), by_story(left_out(item, shape)))
    return ()
