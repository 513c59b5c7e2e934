"""What the contents list: stories by section with their pages, and what is told of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from epaper.layout.design.reader import Design
from epaper.layout.measure.sentences import sentences
from epaper.model.story import Kind, Story
from epaper.model.text import Paragraph, plain

GATHERED = 3  # so much agate of a section on one page is one entry


@dataclass(frozen=True, slots=True)
class Entry:
    story: Story
    page: int
    also: tuple[Story, ...] = ()  # agate of the section on that page, told of in the one entry


Sections = Sequence[tuple[str, Sequence[Entry]]]


def by_section(
    names: Iterable[str], stories: Iterable[Story], first: Mapping[str, int]
) -> list[tuple[str, list[Entry]]]:
    """Entries of the stories that have a page, by section in the order of `names`, in page order.

    first: story -> the page where it begins.
    """
    placed = [story for story in stories if story.slug in first]
    placed.sort(key=lambda story: (first[story.slug], story.urgency, story.slug))
    found = []
    for name in names:
        entries = _gathered([Entry(s, first[s.slug]) for s in placed if s.section == name])
        if entries:
            found.append((name, entries))
    return found


def _gathered(entries: Sequence[Entry]) -> list[Entry]:
    """The entries of a section, all its agate of a page in one of them where there is much."""
    agate: dict[int, list[Story]] = {}
    for entry in entries:
        if entry.story.kind is Kind.AGATE:
            agate.setdefault(entry.page, []).append(entry.story)
    found = []
    for entry in entries:
        first, *more = agate.get(entry.page, [entry.story])
        if entry.story.kind is not Kind.AGATE or len(more) + 1 < GATHERED:
            found.append(entry)
        elif entry.story is first:
            found.append(Entry(first, entry.page, tuple(more)))
    return found


def summary_of(story: Story, design: Design) -> str:
    """The editor's summary, else the deck, else the first sentence, whole."""
    if story.summary or story.deck:
        return story.summary or story.deck
    first = next((plain(b.text) for b in story.body if isinstance(b, Paragraph)), "")
    return next(iter(sentences(first, design.words_of(story.language))), "")


def in_a_row(titles: Sequence[str]) -> str:
    """Titles in one sentence; what some next to each other begin with, "Football: ", is said
    once."""
    rows: list[str] = []
    last = ""
    for title in titles:
        head, colon, rest = title.partition(": ")
        rows.append(f", {rest}" if colon and head == last else f"; {title}")
        last = head if colon else ""
    return "".join(rows)[2:]
