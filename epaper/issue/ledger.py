"""The text ledger: for every story, characters in = placed + held + cut by a named rule; nothing is
lost or set twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from epaper.errors import LedgerError
from epaper.model.story import Story
from epaper.model.text import count_characters
from epaper.page.marks import Element, GlyphRun
from epaper.page.of_page import OfPage
from epaper.page.page import Page

REPEATED = {  # words that the page says again or that no editor wrote
    Element.PROPOSED,
    Element.PROPOSED_QUOTE,
    Element.PROPOSED_NUMBER,
    Element.PROPOSED_POINTS,
    Element.POINTS_TITLE,
    Element.JUMP_HEAD,
    Element.JUMP_LINE,
    Element.READ_ALSO,
    Element.CONTENTS,
    Element.INSIDE,
    Element.TEASER,
    Element.FOLIO,
    Element.NAMEPLATE,
    Element.SECTION_HEAD,
    Element.FURNITURE,
    Element.CHART,
}


@dataclass(frozen=True, slots=True)
class Account:
    """One story's characters, white space and soft hyphens not counted."""

    slug: str
    characters_in: int
    placed: int
    held: int
    cut: int

    @property
    def lost(self) -> int:
        return self.characters_in - self.placed - self.held - self.cut


def accounts(
    stories: Iterable[Story],
    pages: Sequence[Page],
    held: Iterable[str],
    cut: Mapping[str, Mapping[str, int]],
    locked: Mapping[str, int] | None = None,
) -> tuple[Account, ...]:
    """Count what the pages' glyph runs say against what the editor wrote.

    locked: characters of stories on locked pages, which say what the editor wrote then.
    """
    locked = locked or {}
    placed: Counter[str] = Counter()
    for page in pages:
        placed.update(_placed_on(page))
    waiting = set(held)
    return tuple(
        Account(
            story.slug,
            locked.get(story.slug, story.characters),
            placed[story.slug],
            story.characters if story.slug in waiting else 0,
            cut=sum(cut.get(story.slug, {}).values()),
        )
        for story in stories
    )


@OfPage
def _placed_on(page: Page) -> Counter[str]:
    """Characters of each story on a page."""
    placed: Counter[str] = Counter()
    counts: dict[int, int] = {}  # characters by the word's id: one word stands in many places
    for mark in page.marks:
        if isinstance(mark, GlyphRun) and mark.origin.story and mark.origin.element not in REPEATED:
            for word in mark.words:
                if (count := counts.get(id(word))) is None:
                    count = counts[id(word)] = count_characters(word.text)
                placed[mark.origin.story] += count
    return placed


def check(found: Iterable[Account]) -> None:
    """Raise LedgerError when a character is lost or stands twice."""
    wrong = [account for account in found if account.lost]
    if not wrong:
        return
    lines = [
        f"{a.slug}: {a.characters_in} characters in, {a.placed} placed, {a.held} held, {a.cut} "
        "cut: " + (f"{a.lost} lost" if a.lost > 0 else f"{-a.lost} too many")
        for a in wrong
    ]
    raise LedgerError(
        "the ledger does not balance; nothing was written, report this:\n  " + "\n  ".join(lines)
    )
