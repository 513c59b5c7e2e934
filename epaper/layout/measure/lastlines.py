"""Lines at a text's end that are no text of it: credits, turn lines, pointers to other stories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import Lines, Realise
from epaper.model.story import Pointer, Story
from epaper.model.text import RichText, rich
from epaper.page.marks import Element, Origin
from epaper.typeset.galley import GalleyBlock, Setting
from epaper.typeset.typesetter import Typesetter

LAST_LINE_GIVE = 1  # blank lines that may stand above a credit line or "Continued on page 5"
WIDEST_PAGE = 888  # stands for one that is not known yet
MOST_POINTERS = 2  # lines of "Read also" at a story's end
POINTER_LINES = 2  # of "Read also" at most; a longer title is left out of it
Blocks = tuple[GalleyBlock, ...]


def set_line(
    text: RichText,
    style: str,
    origin: Origin,
    design: Design,
    setter: Typesetter,
    inset: float = 0.0,
) -> tuple[GalleyBlock, Lines]:
    """A credit line, "Continued on page 5": a block that nothing may split, and its lines.
    `inset`: points from the column's edges, within a tint."""
    measure = design.grid.column - 2 * inset
    lines = setter.set_text(text, design.styles[style], measure, origin)
    return GalleyBlock(origin, (Setting(len(lines), 0.0, ()),), 0, splittable=False), lines


def with_last_line(
    blocks: Blocks, realise: Realise, line: GalleyBlock, lines: Lines
) -> tuple[Blocks, Realise]:
    """Blocks with one more at their foot, which stands under two lines of them and from which white
    may keep it away."""
    last = len(blocks)
    foot = replace(line, give_before=LAST_LINE_GIVE, closes=True)

    def realise_all(block: int, setting: int) -> Lines:
        return lines if block == last else realise(block, setting)

    return (*blocks, foot), realise_all


def with_pointers(
    story: Story,
    blocks: Blocks,
    realise: Realise,
    design: Design,
    setter: Typesetter,
    inset: float = 0.0,
) -> tuple[Blocks, Realise]:
    """The text, and at its end a block for each of the first stories that it points to, its page
    not known."""
    for pointer in story.read_also[:MOST_POINTERS]:
        line = set_pointer(pointer, WIDEST_PAGE, story.slug, design, setter=setter, inset=inset)
        blocks, realise = with_last_line(blocks, realise, *line)
    return blocks, realise


def set_pointer(
    pointer: Pointer, page: int, slug: str, design: Design, setter: Typesetter, inset: float = 0.0
) -> tuple[GalleyBlock, Lines]:
    """ "Read also: Mountain pass reopens, page 3", in as many lines whatever the page is."""
    phrase, style = design.words.read_also, design.styles["points"]
    origin = Origin(Element.READ_ALSO, slug, pointer.place)
    measure = design.grid.column - 2 * inset

    def lines(title: str, number: int) -> int:
        return len(setter.set_text(rich(phrase(title, number)), style, measure, origin))

    depth = lines(pointer.title, WIDEST_PAGE)
    fits = depth == lines(pointer.title, 1) <= POINTER_LINES
    text = phrase(pointer.title if fits else "", page)
    return set_line(rich(text), "points", origin, design, setter=setter, inset=inset)


def with_pages_told(
    blocks: Blocks, realise: Realise, set_anew: Callable[[int], tuple[GalleyBlock, Lines] | None]
) -> tuple[Blocks, Realise]:
    """Blocks whose pointers are set anew by their place among the story's; those that point nowhere
    any more are left out."""
    kept: list[GalleyBlock] = []
    makers: list[tuple[int, Lines | None]] = []
    for index, block in enumerate(blocks):
        if block.element is not Element.READ_ALSO:
            kept.append(block)
            makers.append((index, None))
        elif made := set_anew(block.origin.part):
            kept.append(replace(made[0], give_before=block.give_before, closes=block.closes))
            makers.append((index, made[1]))

    def realise_kept(block: int, setting: int) -> Lines:
        index, lines = makers[block]
        return realise(index, setting) if lines is None else lines

    return tuple(kept), realise_kept
