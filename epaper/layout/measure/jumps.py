"""Parts of a story that runs over several pages, each told where it comes from and goes on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import (
    Ask,
    Copy,
    Item,
    Jump,
    Lines,
    Realise,
    Text,
    digest_of,
    headline_of,
    text_of,
)
from epaper.layout.measure.lastlines import WIDEST_PAGE, set_line, with_last_line
from epaper.layout.measure.shapes import MOST_BREAKOUTS
from epaper.layout.measure.stories import offered
from epaper.model.breakout import Breakout, BreakoutKind
from epaper.model.letters import ends_in_letter
from epaper.model.story import Story
from epaper.model.text import rich
from epaper.page.marks import Element, Origin
from epaper.typeset.blocks import first_parts
from epaper.typeset.galley import GalleyBlock
from epaper.typeset.sense import beginnings
from epaper.typeset.typesetter import Typesetter

TEXT = (Element.BODY, Element.CROSSHEAD, Element.QUOTATION, Element.LIST_ITEM, Element.TABLE)
SMALL_REST = 60  # lines: the rest of a story below that is a small story
REST_LATER = 2  # steps that the first rest of a story is less urgent than the story
MOST_HEAD_LINES = 3


def jump_front(item: Item, cut: int, design: Design, setter: Typesetter) -> Item:
    """The part of a story up to block `cut`, ending with a line that says where it goes on."""
    copy = item.copy
    text = _goes_on(
        copy.text.blocks[:cut],
        copy.text.realise,
        page=WIDEST_PAGE,
        copy=copy,
        design=design,
        setter=setter,
    )
    return replace(
        item,
        copy=replace(
            copy,
            digest=digest_of(copy.digest, "up to", cut),
            stories=copy.stories[:1],
            text=text,
            breakouts=_breakouts(copy, 0, cut, design, setter=setter),
            jump=replace(copy.jump, chain=copy.slug, page_to=-1),
        ),
    )


def jump_rest(item: Item, cut: int, design: Design, setter: Typesetter) -> Item:
    """The rest of a story from block `cut` on, under a headline of its own; nothing else of it is
    asked for than of any rest."""
    copy, story = item.copy, item.copy.story
    assert story is not None
    part = copy.jump.part + 1
    words = story.short_headline or story.headline
    style = design.styles["headline_jump"]
    begins, *others = copy.text.blocks[cut:]
    if begins.element is Element.CROSSHEAD:  # it follows "From page 1" as that follows the headline
        begins = replace(begins, space_before=0, give_before=0)
    rest = (begins, *others)
    first, realise_first = _comes_from(WIDEST_PAGE, copy.slug, design, setter)
    realise = copy.text.realise

    def realise_rest(block: int, setting: int) -> Lines:
        return realise(block - 1 + cut, setting) if block else realise_first

    small = sum(block.settings[0].lines for block in rest) < SMALL_REST
    return Item(
        Copy(
            digest=digest_of(copy.digest, "from", cut),
            key=f"{copy.slug}#{part + 1}",
            kind="jump",
            section=copy.section,
            urgency=copy.urgency + (0 if copy.jump.part else REST_LATER),
            stories=copy.stories,
            text=text_of((first, *rest), realise_rest),
            headline=headline_of(words, style, setter, MOST_HEAD_LINES, slug=copy.slug),
            breakouts=_breakouts(copy, cut, None, design, setter=setter),
            jump=Jump(chain=copy.slug, part=part, page_from=-1),
            size=copy.size,
        ),
        Ask(tier="small" if small else "minor", shows=item.ask.shows, relaxed=item.ask.relaxed),
    )


def _breakouts(
    copy: Copy, first: int, last: int | None, design: Design, setter: Typesetter
) -> tuple[Breakout, ...]:
    """What stands out of the blocks `first` to `last` of a copy: as many of the editor's as stand
    in one module come with its first part, the others and the stories within its module with the
    rest; each part is offered what its own text has."""
    story, blocks = copy.story, copy.text.blocks
    assert story is not None
    written = [one for one in copy.breakouts if not one.proposed]
    nested = [one for one in written if one.kind is BreakoutKind.NESTED]
    written = [one for one in written if one not in nested]
    mine = [*nested, *written[MOST_BREAKOUTS:]] if first else written[:MOST_BREAKOUTS]
    since = _place(story, blocks[first:]) if first or copy.jump.part else 0
    until = None if last is None else _place(story, blocks[last:])
    return (*mine, *offered(story, design, setter, since=since, until=until))


def _place(story: Story, blocks: tuple[GalleyBlock, ...]) -> int:
    """Which block of the story's body these begin with."""
    part = next((one.origin.part for one in blocks if one.element in TEXT), 0)
    return bisect_left(first_parts(story), part)


def with_pages(
    item: Item, page_of: Callable[[int], int], design: Design, setter: Typesetter
) -> Item:
    """A part of a story with the pages that it comes from and goes on to: page_of(part)."""
    copy = item.copy
    blocks, realise = copy.text.blocks, copy.text.realise
    jump = copy.jump
    if jump.page_from:
        jump = replace(jump, page_from=page_of(jump.part - 1))
        first, lines = _comes_from(jump.page_from, copy.slug, design, setter)
        blocks, realise = (first, *blocks[1:]), _with_first(realise, lines)
    if not jump.page_to:
        text = replace(copy.text, blocks=blocks, realise=realise)
    else:
        jump = replace(jump, page_to=page_of(jump.part + 1))
        text = _goes_on(
            blocks[:-1], realise, page=jump.page_to, copy=copy, design=design, setter=setter
        )
    digest = digest_of(copy.digest, "pages", jump)
    return replace(item, copy=replace(copy, digest=digest, text=text, jump=jump))


def _goes_on(
    blocks: tuple[GalleyBlock, ...],
    realise: Realise,
    page: int,
    copy: Copy,
    design: Design,
    setter: Typesetter,
) -> Text:
    """Blocks with the line "Why the cable broke, page N" at their foot, or "Continued on page N"
    where nothing that names the rest fits the line."""
    origin = Origin(Element.JUMP_LINE, copy.slug)
    style, measure = design.styles["jump_line"], design.grid.column - 2 * copy.inset
    text = design.words.continued_on(page)
    for title in _promises(copy):
        widest = design.words.continued_with(title, WIDEST_PAGE)  # so that a page changes nothing
        if setter.width(widest, style) <= measure:
            text = design.words.continued_with(title, page)
            break
    line = set_line(
        rich(text), "jump_line", origin=origin, design=design, setter=setter, inset=copy.inset
    )
    return text_of(*with_last_line(blocks, realise, *line))


def _promises(copy: Copy) -> Iterator[str]:
    """What a turn line may call the rest of a story, the best first: its short headline, the
    headline, as much of that as makes sense by itself.  None that has a figure, which could be
    taken for the page, or ends a sentence."""
    story = copy.story
    if story is None or copy.jump.part:
        return
    titles = (story.short_headline, story.headline)
    for title in (*titles, *beginnings(story.headline, story.language)):
        ends = ends_in_letter(title) or title[-1:] in ("’", "”", "»", "“")
        if ends and not any(map(str.isnumeric, title)):
            yield title


def _comes_from(
    page: int, slug: str, design: Design, setter: Typesetter
) -> tuple[GalleyBlock, Lines]:
    """The line "From page N"."""
    origin = Origin(Element.JUMP_LINE, slug)
    text = rich(design.words.continued_from(page))
    block, lines = set_line(text, "byline_role", origin=origin, design=design, setter=setter)
    return replace(block, keep_with_next=True), lines


def _with_first(realise: Realise, lines: Lines) -> Realise:
    return lambda block, setting: realise(block, setting) if block else lines
