"""Page contents made by several processes, with the same bytes as by one; those of pages that are
as they were come from the store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from epaper.issue.codec import page_digest
from epaper.page.marks import AdMark, GlyphRun, PictureMark, Word
from epaper.page.page import Page
from epaper.sinks.pdf.content import Names, PageContent, Tags, page_content
from epaper.sinks.pdf.shown import Look, shown
from epaper.sinks.pdf.text import TextSetter
from epaper.work.hands import Hands
from epaper.work.kept import kept

FEW_PAGES = 24  # below this the processes cost more than they bring
Other = TypeVar("Other")
Codes = Mapping[tuple[str, Look, str], tuple[int, int]]
Sheets = Sequence[tuple[Page, Tags]]


def page_contents(
    sheets: Sheets, names: Names, jobs: int, meanwhile: Callable[[], Other]
) -> tuple[tuple[PageContent, ...], Other]:
    """The contents of all pages in order, and what `meanwhile` returns, run while workers write."""
    setter = TextSetter(names.faces)

    named = _digest(names)

    def content(place: int) -> PageContent:
        page, tags = sheets[place]
        blocks, own = _by_page(tags)
        facts = page_digest(page), named, repr(own), _placed(page, names)
        made = kept("page streams", facts, lambda: _made(page, names, own, setter), holds)
        return PageContent(made.stream, tuple(blocks[number] for number in made.tagged))

    def holds(made: _Made) -> bool:
        return made.codes == _codes(made.codes, names)

    with Hands(content, jobs if len(sheets) >= FEW_PAGES else 1, "print") as hands:
        contents = hands.begin(range(len(sheets)), at_once=4)
        other = meanwhile()
        return tuple(contents()), other


@dataclass(frozen=True, slots=True)
class _Made:
    """A content stream, its tags by their places, and the codes that it is written in: by face,
    glyph and text, with the glyph's width.  Other pages may bring other codes, these stay."""

    stream: bytes
    tagged: tuple[int, ...]
    codes: Codes


def _made(page: Page, names: Names, tags: Tags, setter: TextSetter) -> _Made:
    content = page_content(page, names, tags, setter)
    words: dict[tuple[str, int], Word] = {}
    for mark in page.marks:
        if isinstance(mark, GlyphRun):
            words |= {(mark.face, id(word)): word for word in mark.words}
    used = {
        (face, piece.look, piece.text): (0, 0)
        for (face, _), word in words.items()
        for piece in shown(word)
    }
    return _Made(content.stream, content.tagged, _codes(used, names))


def _codes(used: Codes, names: Names) -> Codes:
    """The same with the codes that they have here; nothing where one has none."""
    try:
        return {
            (face, glyph, text): (
                names.faces[face].codes[glyph, text],
                names.faces[face].widths[glyph],
            )
            for face, glyph, text in used
        }
    except KeyError:
        return {}


def _digest(names: Names) -> str:
    """Of the faces without their codes, and of the colours."""
    faces = [
        (name, one.resource, one.units_per_em, one.space, one.space_width)
        for name, one in sorted(names.faces.items())
    ]
    facts = repr((faces, sorted(names.paints.items())))
    return hashlib.sha256(facts.encode()).hexdigest()


def _placed(page: Page, names: Names) -> tuple[str, ...]:
    marks = (mark for mark in page.marks if isinstance(mark, PictureMark | AdMark))
    return tuple(names.placed[mark] for mark in marks)


def _by_page(tags: Tags) -> tuple[list[int], Tags]:
    """The blocks of a page, and its tags with their places in that list for numbers, which what
    stands on other pages does not change."""
    blocks = sorted(tags.types)
    place = {number: place for place, number in enumerate(blocks)}
    owners = {mark: place[number] for mark, number in sorted(tags.owners.items())}
    return blocks, Tags(owners, {place[number]: tags.types[number] for number in blocks})
