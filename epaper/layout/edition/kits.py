"""What belongs to a story: short ones that stand within its module, and others that it points to
at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.layout.design.practice import Practice
from epaper.layout.edition.volume import plain_brief
from epaper.layout.measure.lastlines import MOST_POINTERS
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.story import Kind, Pointer, Story
from epaper.model.text import Table
from epaper.units import counted

POINTED = 44  # characters of a headline that a pointer of two lines has room for
LEAST_PARENT = 220  # words of a story that has another within its module
MANY_TIMES = 2.5  # the other's words that it has at least
PARENTS = (Kind.NEWS, Kind.FEATURE, Kind.OBITUARY)
CHILDREN = (Kind.NEWS, Kind.FEATURE, Kind.BRIEF, Kind.SIDEBAR, Kind.FACTBOX)


@dataclass(frozen=True, slots=True)
class Kits:
    """The edition as it is planned, and what was left out of it."""

    edition: Edition
    findings: tuple[Finding, ...] = ()


def with_kits(edition: Edition, practice: Practice, elsewhere: Iterable[Story] = ()) -> Kits:
    """The edition with its short related stories within those that name them, and with pointers to
    the others.  elsewhere: stories on pages that are kept from an earlier build, for pointers."""
    able = [one for one in edition.stories if not one.stop and one.slug not in edition.barred]
    nested = _nested(able, edition, practice)
    inside = {child.slug for children in nested.values() for child in children}
    known = {story.slug: story for story in (*able, *elsewhere) if story.slug not in inside}
    findings: list[Finding] = []
    stories = []
    for story in edition.stories:
        if story.slug in inside:
            continue
        pointers = _pointers(story, known)
        if len(pointers) > MOST_POINTERS:
            findings.append(_too_many(story, pointers))
        children = nested.get(story.slug, ())
        stories.append(replace(story, nested=children, read_also=pointers))
    return Kits(replace(edition, stories=tuple(stories)), tuple(findings))


def _nested(
    stories: Sequence[Story], edition: Edition, practice: Practice
) -> dict[str, tuple[Story, ...]]:
    """The story that stands within each parent's module: one at most, and each within one."""
    mains = {story.with_story for story in stories}
    wished = {wish.slug for wish in edition.wishes}
    found: dict[str, tuple[Story, ...]] = {}
    taken: set[str] = set()
    for parent in stories:
        if parent.kind not in PARENTS or parent.size or parent.words < LEAST_PARENT:
            continue
        related = set(parent.related)
        bound = (one for one in stories if one.slug in related or one.with_story == parent.slug)
        for child in bound:
            free = child.slug not in (*taken, *wished, *mains, *found) and child is not parent
            if free and _fits(child, parent, practice):
                found[parent.slug] = (child,)
                taken.add(child.slug)
                break
    return found


def _fits(child: Story, parent: Story, practice: Practice) -> bool:
    """Whether a story can do without pictures, breakouts and pointers of its own, and its parent
    with it."""
    plain = not (child.pictures or child.chart or child.breakouts or child.size)
    plain = plain and not any(isinstance(block, Table) for block in child.body)
    return (
        plain
        and child.kind in CHILDREN
        and child.section == parent.section
        and child.urgency >= parent.urgency
        and 0 < child.words <= min(practice.most_nested, parent.words / MANY_TIMES)
        and set(child.related) <= {parent.slug}
        and (parent.must_run or not child.must_run)
        and child.language == parent.language
    )


def _pointers(story: Story, known: Mapping[str, Story]) -> tuple[Pointer, ...]:
    """To related stories that run and are no part of the same package; tables need none.  More than
    are set: one serves where another stands on the story's own page."""
    if plain_brief(story) or story.kind is Kind.AGATE or story.size:
        return ()
    others = ((place, known.get(slug)) for place, slug in enumerate(story.related))
    return tuple(
        Pointer(other.slug, _pointed(other), place, short=_pointed(other) != other.headline)
        for place, other in others
        if other
        and other.kind is not Kind.AGATE
        and other.slug != story.with_story
        and other.with_story != story.slug
    )


def _too_many(story: Story, pointers: Sequence[Pointer]) -> Finding:
    left = ", ".join(pointer.slug for pointer in pointers[MOST_POINTERS:])
    there_are = counted(len(pointers), "other story", "other stories")
    return Finding(
        Severity.WARNING,
        "layout.read-also",
        f"{story.slug} is related to {there_are}, and a story points to {MOST_POINTERS} at most: "
        f"no line names {left}",
        "put the most important ones first in related",
        file=story.file,
        story=story.slug,
        field="related",
    )


def _pointed(story: Story) -> str:
    """The headline under which readers find it; the short one where that takes too many lines."""
    if len(story.headline) <= POINTED:
        return story.headline
    return story.short_headline or story.headline
