"""Which headlines of a day stand in the light cut that features have, so that a page of agency copy
does not speak in one voice.

Only news whose editor gave it no kind: in sections of features from one urgency, elsewhere from a
later one, about one headline in four of a section with those that have another cut anyway.
"""

from __future__ import annotations

from dataclasses import replace

from epaper.layout.design.reader import Design
from epaper.model.edition import Edition, Section
from epaper.model.finding import Finding, Severity
from epaper.model.story import Kind, Story

URGENT = 3  # news of this urgency and before is never light
OTHER_CUTS = (Kind.FEATURE, Kind.OPINION, Kind.EDITORIAL, Kind.OBITUARY, Kind.SIDEBAR, Kind.FACTBOX)


def with_light(edition: Edition, design: Design) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition whose light stories are marked, and what they are."""
    light = {
        story.slug
        for section in edition.sections
        for story in _light(section, edition.stories, design)
    }
    if not light:
        return edition, ()
    stories = tuple(
        replace(story, light=True) if story.slug in light else story for story in edition.stories
    )
    names = ", ".join(story.slug for story in stories if story.light)
    told = Finding(
        Severity.INFO,
        "layout.light-heads",
        f"headlines in the light cut, for their section and urgency: {names}",
        "write kind: news into a story to have its headline bold, or set light_heads: 0 under "
        "practice in the layout",
    )
    return replace(edition, stories=stories), (told,)


def _light(section: Section, stories: tuple[Story, ...], design: Design) -> list[Story]:
    """Of a section, evenly over the order of urgency, for that is how pages share them out."""
    practice = design.practice
    headed = [
        story
        for story in stories
        if story.section == section.name
        and not (story.hold or story.standing or story.size)
        and story.kind not in (Kind.AGATE, Kind.BRIEF)
    ]
    since = practice.light_features if section.kind == "features" else practice.light_news
    able = [
        story
        for story in headed
        if story.kind is Kind.NEWS
        and not story.kind_given
        and story.urgency > URGENT
        and story.urgency >= since
    ]
    other = sum(story.kind in OTHER_CUTS for story in headed)
    count = min(len(able), round(practice.light_heads * len(headed)) - other)
    if count <= 0 or section.kind == "opinion":
        return []
    able.sort(key=lambda story: (story.urgency, story.slug))
    step = len(able) / count
    return [able[int((place + 0.5) * step)] for place in range(count)]
