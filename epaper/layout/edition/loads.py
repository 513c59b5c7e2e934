"""Items as the assignment sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from epaper.layout.design.practice import Practice
from epaper.layout.edition.assign import ANYWHERE, Load
from epaper.layout.edition.standing import is_standing
from epaper.layout.edition.wishes import Wishes
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.desk import is_quiet_obituary
from epaper.model.story import Kind

NO_LEADS = (Kind.SIDEBAR, Kind.FACTBOX, Kind.AGATE)


def loads_of(
    items: Sequence[Item],
    everything: Mapping[str, Item],
    sections: Sequence[str],
    pages: Collection[int],
    wishes: Wishes,
    fitter: Copyfitter,
) -> list[Load]:
    """A load for each item.

    everything: all items of the edition inside, by key, for what belongs together; sections: names
    in the edition's order; pages: those that take news.
    """
    names = {item.slug: key for key, item in everything.items() if item.slug}
    mains = {item.copy.story.with_story for item in everything.values() if item.copy.story}
    related = _relations(everything.values(), names)
    loads = []
    for item in items:
        wish, jump = wishes.of(item), item.copy.jump
        must = any(one.must_run for one in item.copy.stories)
        loads.append(
            Load(
                key=item.key,
                section=ANYWHERE if is_standing(item) else sections.index(item.copy.section),
                urgency=item.copy.urgency,
                area=fitter.area(item),
                pictures=item.copy.shows_matter,
                leads=can_lead(item, fitter.design.practice),
                group=_group(item, mains, names),
                people=_people(item),
                related=frozenset(
                    names[slug] for slug in related.get(item.slug, ()) if slug in names
                ),
                topics=frozenset(tag.casefold() for one in item.copy.stories for tag in one.tags),
                page=wish.page if wish.page in pages else 0,
                off=frozenset(wish.off),
                chain=jump.chain,
                part=jump.part,
                must_run=must
                or item.kind != "story"
                or bool(jump.chain)
                or item.slug in wishes.with_page,
            )
        )
    return loads


def _relations(items: Iterable[Item], names: Mapping[str, str]) -> dict[str, set[str]]:
    """Keys of what belongs with each key.  A relation holds both ways, whichever story names it:
    what is torn when one of the two moves is mended when the other follows.

    names: slug -> key, of all that is inside.
    """
    related: dict[str, set[str]] = defaultdict(set)
    for item in items:
        story = item.copy.story
        for slug in (*story.related, story.with_story) if story else ():
            other = names.get(slug, item.key)
            if other != item.key:
                related[item.key].add(other)
                related[other].add(item.key)
    return related


def _group(item: Item, mains: Collection[str], names: Mapping[str, str]) -> str:
    """The package that an item belongs to: its main story's slug, where that is inside, too."""
    story = item.copy.story
    if story is None:
        return ""
    if story.with_story:
        return story.with_story if story.with_story in names else ""
    return story.slug if story.slug in mains else ""


def _people(item: Item) -> str:
    """Obituaries of one section like to stand together; one that is urgent stands where the news
    wants it."""
    alone = item.kind != "story" or not is_quiet_obituary(item.copy.story)
    return "" if alone else f"people of {item.copy.section}"


def can_lead(item: Item, practice: Practice) -> bool:
    """Whether an item is news that is long enough to lead a page."""
    story = item.copy.story
    return (
        item.kind == "story"
        and item.copy.text.lines >= practice.least_lead
        and item.copy.size is None
        and story is not None
        and story.kind not in NO_LEADS
    )
