"""Items made of stories: one each, or briefs gathered in columns."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from epaper.layout.design.reader import Design
from epaper.layout.design.styles import BOXED, PANEL_INSET, PANEL_PAD, galley_style, head_style_of
from epaper.layout.measure.agate import agate_blocks
from epaper.layout.measure.breakouts import is_brief, is_readable
from epaper.layout.measure.copy import (
    Ask,
    Copy,
    Headline,
    Item,
    Lines,
    Realise,
    digest_of,
    headline_of,
    text_of,
)
from epaper.layout.measure.crossheads import crossheads
from epaper.layout.measure.lastlines import Blocks, set_line, with_last_line, with_pointers
from epaper.layout.measure.proposals import proposals
from epaper.model.breakout import Breakout, BreakoutItem, BreakoutKind
from epaper.model.story import Kind, Story
from epaper.model.text import rich
from epaper.page.marks import Element, Origin
from epaper.typeset.blocks import first_parts
from epaper.typeset.galley import GalleyBlock, Setting
from epaper.typeset.typesetter import Typesetter
from epaper.work.fence import fence

WHOLE_TABLE = 24  # rows of a table that is never broken
LEAST_ROWS = 5  # of a longer one, on either side of a break
BRIEFS_GIVE = 2  # blank lines more that may stand over a brief, for its columns to end level
MOST_HEAD_LINES, MOST_QUOTE_LINES = 6, 7
CROSSHEAD = "crosshead"  # what the text may offer besides breakouts


def story_item(
    story: Story, design: Design, setter: Typesetter, tier: str, max_columns: int = 99
) -> Item:
    """A story as one item; agate and standing items are small whatever `tier` says."""
    with fence(story.slug):
        return _story_item(story, design, setter, tier, max_columns=max_columns)


def _story_item(
    story: Story, design: Design, setter: Typesetter, tier: str, max_columns: int
) -> Item:
    boxed = story.kind in BOXED
    inset = PANEL_INSET if boxed else 0.0
    if story.kind is Kind.AGATE or story.size:
        tier, (blocks, realise) = "small", agate_blocks(story, design, setter, inset)
    else:
        words = design.words_of(story.language)
        heads = crossheads(story, words) if words and CROSSHEAD in design.propose else {}
        style = replace(galley_style(design, story), flush=frozenset(heads))
        galley = setter.galley(story, design.grid.column - 2 * inset, style)
        blocks, realise = _tables_whole(galley.blocks), galley.realise
        if heads:
            blocks, realise = _with_crossheads(
                story, heads, blocks, realise, design=design, setter=setter
            )
    by = (story.byline, story.byline_role) if story.size else ()  # else it stands over the text
    blocks, realise = with_makers(
        story, by, design, setter, blocks=blocks, realise=realise, inset=inset
    )
    blocks, realise = with_pointers(story, blocks, realise, design, setter=setter, inset=inset)
    head_style = head_style_of(story, design)
    copy = Copy(
        digest=digest_of("story", story),
        key=story.slug,
        kind="story",
        section=story.section,
        urgency=story.urgency,
        stories=(story, *story.nested),
        text=text_of(blocks, realise),
        headline=headline_of(
            story.headline,
            head_style,
            setter,
            MOST_QUOTE_LINES if story.is_quote else MOST_HEAD_LINES,
            slug=story.slug,
        ),
        kicker="" if story.repeated_kicker else story.kicker,
        deck=rich(story.deck),
        byline=story.byline,
        byline_role=story.byline_role,
        breakouts=_breakouts(story, design, setter),
        pictures=story.pictures,
        chart=story.chart,
        inset=inset,
        pad=PANEL_PAD if boxed else 0,
        size=_standing_size(story, design),
    )
    widest = min(max_columns, design.practice.box_columns) if boxed else max_columns
    return Item(copy, Ask(tier=tier, relaxed=story.size is not None, max_columns=widest))


def offered(
    story: Story, design: Design, setter: Typesetter, since: int = 0, until: int | None = None
) -> tuple[Breakout, ...]:
    """What these blocks of the text offer where the layout lets it, by the words of their
    language."""
    words = design.words_of(story.language)
    return tuple(
        one
        for one in (proposals(story, words, since, until) if words else ())
        if one.kind.value in design.propose
        and (one.kind is not BreakoutKind.NUMBER or is_readable(one.items[0], design, setter))
        and (one.kind is not BreakoutKind.QUOTE or is_brief(one.items[0], design, setter))
    )


def _breakouts(story: Story, design: Design, setter: Typesetter) -> tuple[Breakout, ...]:
    """Stories that stand within it, the editor's, and what the text offers."""
    if story.kind is Kind.AGATE or story.size:
        return ()
    nested = (
        Breakout(BreakoutKind.NESTED, (BreakoutItem(one.headline, one.slug),))
        for one in story.nested
    )
    return (*nested, *story.breakouts, *offered(story, design, setter))


def _standing_size(story: Story, design: Design) -> tuple[int, int] | None:
    """Columns and lines of a standing item, within the page."""
    if story.size is None:
        return None
    columns, depth = story.size
    lines = math.ceil(depth / design.grid.leading - 0.15)
    return min(columns, design.grid.columns), min(lines, design.grid.lines)


def _with_crossheads(
    story: Story,
    offered: Mapping[int, str],
    blocks: Blocks,
    realise: Realise,
    design: Design,
    setter: Typesetter,
) -> tuple[Blocks, Realise]:
    """The text with the crossheads that it offers, by the block that each stands over; their words
    stand in it as well, and the ledger does not count them."""
    parts = first_parts(story)
    heads = {parts[place]: words for place, words in offered.items()}
    made: list[GalleyBlock] = []
    makers: list[Callable[[int], Lines]] = []
    for index, block in enumerate(blocks):
        words = heads.get(block.origin.part)
        if words:
            said = Origin(Element.PROPOSED, story.slug, block.origin.part)
            head, lines = set_line(
                rich(words), "crosshead", origin=said, design=design, setter=setter
            )
            made.append(
                replace(
                    head,
                    origin=replace(said, element=Element.CROSSHEAD),
                    space_before=1,
                    give_before=1,
                    keep_with_next=True,
                )
            )
            makers.append(partial(always, lines))
        made.append(block)
        makers.append(partial(realise, index))
    return tuple(made), lambda block, setting: makers[block](setting)


def _tables_whole(blocks: Blocks) -> Blocks:
    """Rows of a table up to WHOLE_TABLE long stay in one leg, of a longer one LEAST_ROWS on either
    side of a break, after which its header stands again."""
    kept = list(blocks)
    start = 0
    while start < len(kept):
        end = start
        while end < len(kept) and kept[end].element is Element.TABLE:
            if end > start and kept[end].space_before:
                break  # another table
            end += 1
        rows = range(start, end - 1)
        headed = start < end and kept[start].keep_with_next
        edges = (*rows[: LEAST_ROWS - 1 + headed], *rows[1 - LEAST_ROWS :])
        for i in rows if len(rows) < WHOLE_TABLE else edges:
            kept[i] = replace(kept[i], keep_with_next=True, splittable=False)
        for i in range(start + 1, end) if headed else ():
            kept[i] = replace(kept[i], header=i - start)
        start = max(end, start + 1)
    return tuple(kept)


def columns_of_briefs(
    stories: Sequence[Story], design: Design, setter: Typesetter, *, whole: bool = True
) -> list[Item]:
    """Briefs in columns, none of more than a column may hold; not whole: one may go on in the next
    column, as on a front page that has nothing else to fill it."""
    most = design.practice.most_briefs
    return [
        briefs_item(stories[first : first + most], design, setter, whole=whole)
        for first in range(0, len(stories), most)
    ]


def briefs_item(
    stories: Sequence[Story], design: Design, setter: Typesetter, *, whole: bool = True
) -> Item:
    """Briefs of a page gathered under one heading; each has a bold head of its own, and is read at
    a glance: no column breaks it where it is to be whole."""
    blocks: list[GalleyBlock] = []
    makers: list[Callable[[int], Lines]] = []
    for story in stories:
        head, head_lines = brief_head(story, design, setter)
        if blocks:
            head = replace(head, space_before=1, give_before=BRIEFS_GIVE)
        blocks.append(head)
        makers.append(partial(always, head_lines))
        body, realise = _brief_body(story, design, setter)
        last = len(body) - 1
        blocks += [
            replace(block, splittable=False, keep_with_next=index < last) if whole else block
            for index, block in enumerate(body)
        ]
        makers += [partial(realise, index) for index in range(len(body))]
    copy = Copy(
        digest=digest_of("briefs", whole, *stories),
        key="briefs:" + stories[0].slug,
        kind="briefs",
        section=stories[0].section,
        urgency=min(story.urgency for story in stories) + 2,
        stories=tuple(stories),
        text=text_of(tuple(blocks), lambda block, setting: makers[block](setting)),
        headline=Headline(design.words.phrases.in_brief),
    )
    return Item(copy, Ask(tier="small"))


def always(lines: Lines, _setting: int) -> Lines:
    return lines


def brief_head(story: Story, design: Design, setter: Typesetter) -> tuple[GalleyBlock, Lines]:
    origin = Origin(Element.HEADLINE, story.slug)
    block, lines = set_line(
        rich(story.headline), "brief_head", origin=origin, design=design, setter=setter
    )
    return replace(block, keep_with_next=True), lines


def _brief_body(story: Story, design: Design, setter: Typesetter) -> tuple[Blocks, Realise]:
    """A brief's text, and under it who wrote it, a line each for byline and credit."""
    galley = setter.galley(story, design.grid.column, galley_style(design, story))
    by = (story.byline,)
    return with_makers(story, by, design, setter, blocks=galley.blocks, realise=galley.realise)


def with_makers(
    story: Story,
    by: Sequence[str],
    design: Design,
    setter: Typesetter,
    blocks: Blocks,
    realise: Realise,
    inset: float = 0.0,
) -> tuple[Blocks, Realise]:
    """The text, and under it who made it, a line each: `by`, and the credit."""
    texts = [(Element.BYLINE, text) for text in by] + [(Element.CREDIT, story.credit)]
    parts = [
        set_line(
            rich(text),
            "credit",
            origin=Origin(element, story.slug),
            design=design,
            setter=setter,
            inset=inset,
        )
        for element, text in texts
        if text
    ]
    if not parts:
        return blocks, realise
    lines = tuple(line for _, part in parts for line in part)
    block = replace(parts[-1][0], settings=(Setting(len(lines), 0.0, ()),))
    return with_last_line(blocks, realise, block, lines)
