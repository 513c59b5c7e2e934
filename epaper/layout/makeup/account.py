"""What a module's shape leaves out of what the editor wrote, by the name of the rule that lets
it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from epaper.issue.issue import LockedPage
from epaper.layout.edition.flatplan import PlannedPage
from epaper.layout.measure.copy import GATHERED, Item
from epaper.layout.measure.desk import faceless
from epaper.layout.measure.display import DisplayText
from epaper.layout.measure.shapes import Shape
from epaper.layout.search.stand import Stand
from epaper.model.breakout import Breakout, BreakoutKind
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.picture import Picture, PictureRole
from epaper.model.story import Story
from epaper.model.text import count_characters, plain
from epaper.page.marks import Element, PictureMark
from epaper.page.page import Page
from epaper.units import counted

PICTURE_LEFT_OUT, TEASER_LEFT_OUT = "layout.picture-left-out", "layout.teaser-left-out"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Characters of a story that a rule left out."""

    slug: str
    rule: str
    characters: int


def left_out(item: Item, shape: Shape) -> Iterator[LeftOut]:
    if item.kind in GATHERED:
        for brief in item.copy.stories:
            yield from _of_brief(brief)
    story = item.copy.story
    if story is None:
        return
    for breakout in _unset(item, shape):
        yield _text(story, f"{breakout.kind} is optional in the layout", breakout.text)
    if item.kind == "jump":
        yield from _of_nested(item)
        return
    if what := story.repeated_kicker:
        yield _text(story, f"a kicker that the {what} repeats", story.kicker)
    if story.deck and not shape.deck:
        yield _text(story, "deck is optional in the layout", story.deck)
    for index in _hidden(item, shape):
        words = plain(story.pictures[index].caption) + story.pictures[index].credit
        if words:
            yield _text(story, "picture left out", words)
    for index in sorted(_faces(item, shape)):
        caption = plain(story.pictures[index].caption)
        yield _text(story, "a face in a quote has no caption", caption)
    yield from _of_nested(item)


def told_of(item: Item, shape: Shape, page: int, display: DisplayText) -> Iterator[Finding]:
    """What the editor wrote and no reader sees: deck, quote, pictures, chart."""
    story = item.copy.story
    if story is None:
        return
    if story.deck and not shape.deck and item.kind != "jump":
        yield _deck_left_out(item, shape, page, display)
    for name in [breakout.kind.value for breakout in _unset(item, shape)]:
        yield Finding(
            Severity.WARNING,
            f"layout.{name.replace(' ', '-')}-left-out",
            f"the {name} of {story.slug} found no room",
            _remedy(shape, name),
            file=story.file,
            story=story.slug,
            page=page,
        )
    for place in shape.breakouts:
        yield from _shown(story, item.copy.breakouts[place.index], page)
    if item.kind == "jump":
        return
    for index in _hidden(item, shape):
        fact, remedy = "found no room", "make it the first picture, or give the story more urgency"
        if item.ask.front and not story.pictures[index].may_front:
            fact = "stands for the matter and does not show it: page 1 shows no such picture"
            remedy = "give the story a picture of its matter, or take it off page 1 in plan.yaml; "
            remedy += "or write stand_in: no at the picture if it shows it"
        elif faceless(story.pictures[index], story):
            fact = "shows no face: an obituary has a face or nothing"
            remedy = "give it role: portrait or faces: if it shows who died, or another picture"
        teaser = story.pictures[index].role is PictureRole.TEASER
        if teaser:
            fact, remedy = "is in no skybox", "name the story under skybox, or give another role"
        yield Finding(
            Severity.WARNING,
            TEASER_LEFT_OUT if teaser else PICTURE_LEFT_OUT,
            f"{story.pictures[index].name} of {story.slug} {fact}",
            remedy,
            story=story.slug,
            page=page,
        )
    if story.chart is not None and all(place.index >= 0 for place in shape.pictures):
        yield Finding(
            Severity.WARNING,
            PICTURE_LEFT_OUT,
            f"the chart of {story.slug} found no room",
            "leave out a picture, or give the story more urgency",
            story=story.slug,
            page=page,
        )


def _shown(story: Story, breakout: Breakout, page: int) -> Iterator[Finding]:
    """What stands out of a story's legs that its editor did not put there."""
    told = ""
    if breakout.proposed:
        rule, words = "layout.proposed", " / ".join(item.words for item in breakout.items)
        told = f"{story.slug} shows {_named(breakout)} that its own text offers: {words}"
        remedy = (
            f"write {breakout.kind.name.lower()} into the story to have another, or take it "
            "out of propose in the layout"
        )
    elif breakout.kind is BreakoutKind.NESTED:
        rule, slug = "layout.nested", breakout.items[0].lead
        told = f"{slug} is short and stands within {story.slug}, which it belongs to"
        remedy = "write more of it, or practice: {most_nested: 0} in the layout, to have it alone"
    if told:
        yield Finding(
            Severity.INFO, rule, told, remedy, file=story.file, story=story.slug, page=page
        )


def _deck_left_out(item: Item, shape: Shape, page: int, display: DisplayText) -> Finding:
    """With the rule that leaves it out, where one does."""
    story, why = item.copy.story, ""
    assert story is not None
    if shape.head:
        why = display.deck_fault(item.copy, shape.head_columns, shape.head.size)
    message, remedy = f"the deck of {story.slug} found no room", _remedy(shape, "deck")
    if why:
        message = f"the deck of {story.slug} is left out: {why}"
        remedy = "give the story more urgency or a shorter headline, shorten the deck, or delete it"
    return Finding(
        Severity.WARNING,
        "layout.deck-left-out",
        message,
        remedy,
        file=story.file,
        story=story.slug,
        page=page,
    )


def _named(breakout: Breakout) -> str:
    """ "a number", "points"."""
    name = breakout.kind.value
    return name if name.endswith("s") else f"a {name}"


def _unset(item: Item, shape: Shape) -> list[Breakout]:
    """The editor's breakouts that the shape does not show."""
    shown = {place.index for place in shape.breakouts}
    return [
        one
        for index, one in enumerate(item.copy.breakouts)
        if not one.proposed and index not in shown and one.kind is not BreakoutKind.NESTED
    ]


def _remedy(shape: Shape, name: str) -> str:
    size = f"{shape.head.size:g} pt" if shape.head else "no headline"
    over = f"{size} over {counted(shape.columns, 'column')}"
    return f"shorten it, or the story, or give it more urgency ({over})"


def by_story(entries: Iterable[LeftOut]) -> dict[str, Mapping[str, int]]:
    """slug -> rule -> characters."""
    found: dict[str, dict[str, int]] = {}
    for entry in entries:
        rules = found.setdefault(entry.slug, {})
        rules[entry.rule] = rules.get(entry.rule, 0) + entry.characters
    return dict(found)


def _of_brief(brief: Story) -> Iterator[LeftOut]:
    yield from _small(brief, "briefs run without kicker, deck and breakouts")


def _of_nested(item: Item) -> Iterator[LeftOut]:
    """Of the stories that stand within this one's module."""
    for story in item.copy.stories[1:]:
        yield from _small(story, "nested stories run without kicker, deck and breakouts")


def _small(brief: Story, rule: str) -> Iterator[LeftOut]:
    breakouts = (breakout.text for breakout in brief.breakouts)
    for text in (brief.kicker, brief.deck, brief.byline_role, *breakouts):
        if text:
            yield _text(brief, rule, text)


def _faces(item: Item, shape: Shape) -> set[int]:
    """Places of the pictures that stand in quotes of the shape."""
    return {item.copy.breakouts[place.index].face for place in shape.breakouts} - {-1}


def _hidden(item: Item, shape: Shape) -> list[int]:
    """Places of the pictures that the shape does not show."""
    story = item.copy.story
    assert story is not None
    shown = {place.index for place in shape.pictures} | _faces(item, shape)
    return [index for index in range(len(story.pictures)) if index not in shown]


def unused_pictures(
    stands: Iterable[Stand], pages: Iterable[Page], front: PlannedPage
) -> dict[str, Picture]:
    """By story, its first picture that neither these pages nor the front page's stories show, under
    any name, and that shows its matter: page 1 has no stand-in."""
    marks = [m for page in pages for m in page.marks if isinstance(m, PictureMark)]
    shown = {mark.asset for mark in marks} | {mark.name for mark in marks}
    items = {item.key: item for item in front.items}
    for placed in front.layout.placed:
        for place in placed.shape.pictures if placed.key in items else ():
            if place.index >= 0:
                picture = items[placed.key].copy.pictures[place.index]
                shown |= {picture.digest, picture.name}
    found: dict[str, Picture] = {}
    for stand in stands:
        story = stand.item.copy.story
        for index in _hidden(stand.item, stand.shape) if story else ():
            assert story is not None
            picture = story.pictures[index]
            if picture.may_front and not {picture.digest, picture.name} & shown:
                found.setdefault(story.slug, picture)
    return found


def unused_on(
    locked: Iterable[LockedPage], pages: Iterable[Page], edition: Edition
) -> dict[str, Picture]:
    """Likewise of stories on pages that stand as they were."""
    marks = [m for page in pages for m in page.marks if isinstance(m, PictureMark)]
    shown = {mark.asset for mark in marks} | {mark.name for mark in marks}
    standing = {story.slug for page in locked for story in page.stories}
    found: dict[str, Picture] = {}
    for story in edition.stories:
        for picture in story.pictures if story.slug in standing else ():
            if picture.shows_matter and not {picture.digest, picture.name} & shown:
                found.setdefault(story.slug, picture)
    return found


def teased(findings: Iterable[Finding], front: Page | None) -> Iterator[Finding]:
    """The findings; a picture that found no room but in page 1's skybox is told so, and one that is
    meant for it is seen as its editor wants."""
    shown = {
        mark.name
        for mark in (front.marks if front else ())
        if isinstance(mark, PictureMark) and mark.origin.element is Element.TEASER
    }
    for one in findings:
        name = one.message.partition(" of ")[0]
        if one.rule == TEASER_LEFT_OUT and name in shown:
            continue
        if one.rule == PICTURE_LEFT_OUT and name in shown:
            fact = f"{one.message} but in the skybox of page 1, without caption"
            one = replace(one, message=fact)
        yield one


def _text(story: Story, rule: str, text: str) -> LeftOut:
    return LeftOut(story.slug, rule, count_characters(text))
