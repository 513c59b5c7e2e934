"""The skybox: pointers to stories inside, side by side under the paper's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.geometry import Rect
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.crop import crop_to
from epaper.layout.makeup.teasers import Heads, Where
from epaper.layout.measure.entries import summary_of
from epaper.model.finding import Finding, Severity
from epaper.model.picture import Picture
from epaper.model.story import Story
from epaper.model.text import rich
from epaper.page.marks import Element, Link, Mark, Origin, PictureMark, Rule
from epaper.page.spread import moved
from epaper.typeset.galley import Line

RUNGS = 3  # sizes of the ladder, from the smallest, that its headlines may have
FIRST_PART = 10  # from which its pointers are counted, after the ears
SUMMARY_AIR = 2.0  # points over a summary
PICTURE_ASPECT = 1.25  # of a picture, about
PICTURE_AIR = 8.0  # points between a picture and the words


@dataclass(frozen=True, slots=True)
class _Place:
    """A pointer's story and place."""

    story: Story
    page: int
    part: int
    rect: Rect
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A pointer's marks; `depth` of its words, `size` of its headline."""

    marks: Sequence[Mark]
    depth: float
    size: float


def skybox_marks(
    stories: Sequence[Story],
    band: Rect,
    composer: Composer,
    where: Where,
    pictures: Mapping[str, Picture],
) -> tuple[list[Mark], list[Finding]]:
    """Section and page over a headline, beside it a picture where `pictures` (by story) has one
    that is printed nowhere else; all headlines in one size where they fit one, and summaries under
    all, under all that have no picture, or under none.  What does not fit the band is told."""
    if not stories:
        return [], []
    gutter = composer.grid.gutter
    width = (band.width - (len(stories) - 1) * gutter) / len(stories)
    places = [
        _Place(
            story,
            where[story.slug][0],
            part,
            rect=Rect(band.x + part * (width + gutter), band.y, width, band.height),
            picture=pictures.get(story.slug),
        )
        for part, story in enumerate(stories)
    ]
    marks: list[Mark] = []
    findings = []
    for place, one in zip(places, _drawn(places, composer), strict=True):
        if one.depth > band.height:
            findings.append(_too_deep(place))
            continue
        marks += one.marks
        if place.part:
            x, weight = place.rect.x - gutter / 2, composer.design.column_rule
            marks.append(Rule(x, band.y, x, band.bottom, weight=weight, colour="rule"))
    y = band.bottom + composer.grid.leading * 0.8
    marks.append(Rule(band.x, y, band.right, y, weight=composer.design.module_rule))
    return marks, findings


def _drawn(places: Sequence[_Place], composer: Composer) -> list[_Drawn]:
    """In the largest size that all have, with more summaries before a larger size."""
    sizes = composer.design.ladder[:RUNGS]
    rungs = range(len(sizes), 0, -1)
    ways = [(sizes[:rung], told) for told in ("all", "bare", "none") for rung in rungs]
    drawn: list[_Drawn] = []
    for some, told in ways:
        drawn = [_pointer(place, composer, some, told=told) for place in places]
        even = {one.size for one in drawn} == {some[-1]}
        if even and all(
            one.depth <= place.rect.height for one, place in zip(drawn, places, strict=True)
        ):
            break
    return drawn


def _too_deep(place: _Place) -> Finding:
    return Finding(
        Severity.WARNING,
        "layout.skybox",
        f"the skybox is too low to point to {place.story.slug}",
        "give the story a short_headline, or raise skybox_lines in the layout",
        file=place.story.file,
        story=place.story.slug,
        page=1,
    )


def _pointer(place: _Place, composer: Composer, sizes: Sequence[float], told: str) -> _Drawn:
    design, setter, story = composer.design, composer.setter, place.story
    origin = Origin(Element.TEASER, part=FIRST_PART + place.part)
    marks: list[Mark] = []
    x, y, measure = place.rect.x, place.rect.y, place.rect.width
    if place.picture:
        mark, credit = _picture(place.picture, place, composer, origin)
        marks += [mark, *credit]
        x = mark.rect.right + PICTURE_AIR
        measure = place.rect.right - x
    kicker, text = design.styles["kicker"], design.styles["contents_text"]
    words = design.words.section_on_page(story.section, place.page)
    lines = setter.set_text(rich(words), kicker, measure, origin)
    marks += composer.put(lines, x, y + kicker.size * 0.8, kicker.leading)
    depth = len(lines) * kicker.leading + 1
    head = Heads(composer, measure).of(story, origin, sizes)
    marks += [moved(mark, x, y + depth) for mark in head.marks]
    depth += head.depth
    if told == "all" or (told == "bare" and not place.picture):
        summary = setter.set_text(rich(summary_of(story, design)), text, measure, origin)
        depth += SUMMARY_AIR
        marks += composer.put(summary, x, y + depth + text.size, text.leading)
        depth += len(summary) * text.leading
    label = design.words.story_on_page(story.headline, place.page)
    marks.append(Link(place.rect, label, place.page, origin=replace(origin, story=story.slug)))
    return _Drawn(marks, depth, head.size)


def _picture(
    picture: Picture, place: _Place, composer: Composer, origin: Origin
) -> tuple[PictureMark, list[Mark]]:
    """At the left of the place, over a third of it and a column of the grid at most; under it whom
    it is owed to."""
    box, style = place.rect, composer.design.styles["picture_credit"]
    width = min(composer.grid.column, box.width / 3, box.height * PICTURE_ASPECT)
    lines: Sequence[Line] = ()
    if picture.credit:
        lines = composer.setter.set_text(rich(picture.credit), style, width, origin)
    room = box.height - len(lines) * style.leading
    rect = Rect(box.x, box.y, width, min(room, width / PICTURE_ASPECT))
    mark = PictureMark(
        rect,
        picture.digest,
        picture.name,
        crop_to(picture, rect.width / rect.height),
        pixels=(picture.width, picture.height),
        alt=picture.alt or place.story.headline,
        origin=origin,
    )
    base = rect.bottom + (style.leading + style.size) / 2
    return mark, composer.put(lines, box.x, base, style.leading)
