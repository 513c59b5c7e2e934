"""What the search moves about: a story, a column of briefs, the rest of a jumped story; measured,
not yet placed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from epaper.layout.design import cost as C
from epaper.layout.design.reader import Design
from epaper.layout.design.styles import BOXED, PANEL_INSET, PANEL_PAD, galley_style, head_style_of
from epaper.layout.measure.agate import agate_blocks
from epaper.model.picture import Chart, Picture
from epaper.model.story import Kind, Story
from epaper.model.text import RichText, rich
from epaper.page.marks import Element, Origin
from epaper.page.style import TextStyle
from epaper.typeset.galley import GalleyBlock, HeadlineCut, Line, Setting
from epaper.typeset.typesetter import Typesetter

WHOLE_TABLE = 16  # rows
MOST_BRIEFS = 8  # in one column
BOX_COLUMNS = 3  # that a fact box or a leader runs over at most
LAST_LINE_GIVE = 2  # blank lines that may stand above a credit line or "Continued on page 5"
WIDEST_PAGE = 888  # holds the place of a page number that is not known yet
Realise = Callable[[int, int], tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Head:
    """A headline at a size: its lines of the grid and what is wrong with it."""

    cut: HeadlineCut
    size: float
    lines: int  # grid lines of the whole block, the space under it included
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One module to come.  Depths are grid lines; the galley is set at one column of the grid."""

    key: str
    kind: str  # "story", "briefs", "jump"
    section: str
    tier: str
    urgency: int
    blocks: tuple[GalleyBlock, ...]
    realise: Realise
    story: Story | None = None  # None for briefs
    stories: tuple[Story, ...] = ()  # of a briefs column
    headline: str = ""
    head_style: TextStyle | None = None
    kicker: str = ""
    deck: RichText = ()
    byline: str = ""
    byline_role: str = ""
    quote: str = ""
    quote_by: str = ""
    pictures: tuple[Picture, ...] = ()
    chart: Chart | None = None
    jump_to: int = 0  # this part ends with "Continued on page N"; -1 while the page is not known
    jump_from: int = 0
    chain: str = ""  # slug of a story that runs over several pages
    part: int = 0  # which part of it this is
    shows: bool = False  # it has the page's main picture
    relaxed: bool = False  # white at the foot of legs is let through: nothing else fitted
    min_columns: int = 1
    max_columns: int = 99
    head_cuts: tuple[HeadlineCut, ...] = ()
    picture_columns: int = 0  # the editor's wish for the main picture's width; 0: free
    head_size: float = 0.0  # likewise for the headline, points
    at: str = ""  # likewise for its place on the page: "top", "foot", "left", "right"
    inset: float = 0.0  # points between the edge of its tint and its text; 0: it stands on no tint
    pad: int = 0  # lines of that tint above and below the text
    size: tuple[int, int] | None = None  # columns and lines of a standing item
    cache: dict[object, object] = field(default_factory=dict, repr=False)

    @property
    def slug(self) -> str:
        """Of the story that the marks come from; a column of briefs has several, its parts name
        their own.
        """
        return self.story.slug if self.story else ""

    @property
    def text_lines(self) -> int:
        if "text" not in self.cache:
            self.cache["text"] = self._text_lines()
        return self.cache["text"]  # type: ignore[return-value]

    def _text_lines(self) -> int:
        total = sum(b.settings[0].lines + b.space_before + b.space_after for b in self.blocks)
        return total - (self.blocks[0].space_before if self.blocks else 0)

    @property
    def give(self) -> tuple[int, int]:
        """Lines by which the text can be made shorter and longer with little harm."""
        if "give" not in self.cache:
            shorter = sum(
                any(s.lines < b.settings[0].lines for s in b.settings) for b in self.blocks
            )
            longer = sum(
                any(s.lines > b.settings[0].lines for s in b.settings) for b in self.blocks
            )
            longer += sum(b.give_before or b.space_before > 0 for b in self.blocks[1:])
            self.cache["give"] = (min(4, shorter), min(7, longer))
        return self.cache["give"]  # type: ignore[return-value]

    @property
    def broken(self) -> bool:
        """Crossheads break its text."""
        return any(block.element is Element.CROSSHEAD for block in self.blocks)

    @property
    def visuals(self) -> int:
        return len(self.pictures) + (self.chart is not None)


def story_item(
    story: Story, design: Design, setter: Typesetter, tier: str, max_columns: int = 99
) -> Item:
    """A story as one item."""
    boxed = story.kind in BOXED
    inset = PANEL_INSET if boxed else 0.0
    if story.kind is Kind.AGATE or story.size:
        tier, (blocks, realise) = "small", agate_blocks(story, design, setter)
    else:
        galley = setter.galley(story, design.grid.column - 2 * inset, galley_style(design, story))
        blocks, realise = _tables_whole(galley.blocks), galley.realise
    if story.credit:
        blocks, realise = with_last_line(
            blocks,
            realise,
            rich(story.credit),
            design.styles["credit"],
            Origin(Element.CREDIT, story.slug),
            design,
            setter,
        )
    head_style = head_style_of(story, design)
    return Item(
        key=story.slug,
        kind="story",
        section=story.section,
        tier=tier,
        urgency=story.urgency,
        blocks=blocks,
        realise=realise,
        story=story,
        stories=(story,),
        headline=story.headline,
        head_style=head_style,
        kicker=story.kicker,
        deck=rich(story.deck),
        byline=story.byline,
        byline_role=story.byline_role,
        quote=story.pull_quote,
        quote_by=story.pull_quote_by,
        pictures=story.pictures,
        chart=story.chart,
        max_columns=min(max_columns, BOX_COLUMNS) if boxed else max_columns,
        head_cuts=setter.headline_cuts(story.headline, head_style, 4),
        inset=inset,
        pad=PANEL_PAD if boxed else 0,
        size=_standing_size(story, design),
        relaxed=story.size is not None,
    )


def _standing_size(story: Story, design: Design) -> tuple[int, int] | None:
    """Columns and lines of a standing item, within the page."""
    if story.size is None:
        return None
    columns, depth = story.size
    return min(columns, design.grid.columns), min(
        math.ceil(depth / design.grid.leading - 0.15), design.grid.lines
    )


def _tables_whole(blocks: tuple[GalleyBlock, ...]) -> tuple[GalleyBlock, ...]:
    """Rows of a table up to WHOLE_TABLE long stay in one leg."""
    kept = list(blocks)
    start = 0
    while start < len(kept):
        end = start
        while end < len(kept) and kept[end].element is Element.TABLE:
            end += 1
        if 1 < end - start <= WHOLE_TABLE:
            for i in range(start, end - 1):
                kept[i] = replace(kept[i], keep_with_next=True, splittable=False)
        start = max(end, start + 1)
    return tuple(kept)


def with_last_line(
    blocks: tuple[GalleyBlock, ...],
    realise: Realise,
    text: RichText,
    style: TextStyle,
    origin: Origin,
    design: Design,
    setter: Typesetter,
) -> tuple[tuple[GalleyBlock, ...], Realise]:
    """Blocks with one more line at their foot: a credit line, "Continued on page 5"."""
    lines = setter.set_text(text, style, design.grid.column, origin)
    last = len(blocks)
    block = GalleyBlock(
        origin, (Setting(len(lines), 0.0, ()),), 0, splittable=False, give_before=LAST_LINE_GIVE
    )

    def realise_all(block_index: int, setting: int) -> tuple[Line, ...]:
        return lines if block_index == last else realise(block_index, setting)

    return (*blocks, block), realise_all


def columns_of_briefs(stories: Sequence[Story], design: Design, setter: Typesetter) -> list[Item]:
    """Briefs in columns of at most MOST_BRIEFS."""
    return [
        briefs_item(stories[i : i + MOST_BRIEFS], design, setter)
        for i in range(0, len(stories), MOST_BRIEFS)
    ]


def briefs_item(
    stories: Sequence[Story], design: Design, setter: Typesetter, title: str = ""
) -> Item:
    """Briefs of a page gathered under one heading; each has a bold head of its own."""
    blocks: list[GalleyBlock] = []
    makers: list[Callable[[int], tuple[Line, ...]]] = []
    for story in stories:
        head = setter.set_text(
            rich(story.headline),
            design.styles["brief_head"],
            design.grid.column,
            Origin(Element.HEADLINE, story.slug),
        )
        blocks.append(
            GalleyBlock(
                Origin(Element.HEADLINE, story.slug),
                (Setting(len(head), 0.0, ()),),
                0,
                space_before=1 if blocks else 0,
                splittable=False,
                keep_with_next=True,
            )
        )
        makers.append(lambda _setting, head=head: head)  # type: ignore[misc]
        galley = setter.galley(story, design.grid.column, galley_style(design, story))
        part_blocks, part_realise = galley.blocks, galley.realise
        tail = " · ".join(t for t in (story.byline, story.credit) if t)
        if tail:
            origin = Origin(Element.CREDIT, story.slug)
            part_blocks, part_realise = with_last_line(
                part_blocks,
                part_realise,
                rich(tail),
                design.styles["credit"],
                origin,
                design,
                setter,
            )
        for i, block in enumerate(part_blocks):
            blocks.append(block)
            makers.append(lambda setting, i=i, make=part_realise: make(i, setting))  # type: ignore[misc]
    return Item(
        key="briefs:" + stories[0].slug,
        kind="briefs",
        section=stories[0].section,
        tier="small",
        urgency=min(s.urgency for s in stories) + 2,
        blocks=tuple(blocks),
        realise=lambda block, setting: makers[block](setting),
        stories=tuple(stories),
        headline=title or design.words.phrases.in_brief,
    )


def jump_front(item: Item, cut: int, design: Design, setter: Typesetter, page: int) -> Item:
    """The part of a story up to block `cut`, ending with a line that says where it goes on."""
    text = rich(design.words.continued_on(page if page > 0 else WIDEST_PAGE))
    origin = Origin(Element.JUMP_LINE, item.slug)
    blocks, realise = with_last_line(
        item.blocks[:cut], item.realise, text, design.styles["jump_line"], origin, design, setter
    )
    return replace(
        item, blocks=blocks, realise=realise, jump_to=page or -1, chain=item.slug, cache={}
    )


def with_first_line(
    item: Item, page: int, design: Design, setter: Typesetter
) -> tuple[GalleyBlock, Realise]:
    """The line "From page 1" as a block, and what sets it."""
    origin = Origin(Element.JUMP_LINE, item.slug)
    lines = setter.set_text(
        rich(design.words.continued_from(page)), design.styles["byline"], design.grid.column, origin
    )
    block = GalleyBlock(
        origin, (Setting(len(lines), 0.0, ()),), 0, splittable=False, keep_with_next=True
    )
    return block, lambda _block, _setting: lines


def jump_rest(item: Item, cut: int, design: Design, setter: Typesetter, page: int) -> Item:
    """The rest of a story from block `cut` on, under a headline of its own."""
    assert item.story is not None
    title = item.story.short_headline or item.story.headline
    first, lead_in = with_first_line(item, WIDEST_PAGE, design, setter)
    rest = item.blocks[cut:]

    def realise(block: int, setting: int) -> tuple[Line, ...]:
        return lead_in(0, 0) if block == 0 else item.realise(block - 1 + cut, setting)

    style = head_style_of(item.story, design)
    return replace(
        item,
        key=f"{item.slug}#{item.part + 2}",
        chain=item.slug,
        part=item.part + 1,
        kind="jump",
        tier="small" if sum(b.settings[0].lines for b in rest) < 60 else "minor",
        urgency=item.urgency + (0 if item.part else 2),
        blocks=(first, *rest),
        realise=realise,
        headline=title,
        head_style=style,
        kicker="",
        deck=(),
        byline="",
        byline_role="",
        quote="",
        quote_by="",
        pictures=(),
        chart=None,
        jump_from=page,
        jump_to=0,
        min_columns=1,
        max_columns=99,
        picture_columns=0,
        head_size=0.0,
        at="",
        inset=0.0,
        pad=0,
        head_cuts=setter.headline_cuts(title, style, 3),
        cache={},
    )


def heads(item: Item, columns: int, design: Design, setter: Typesetter) -> tuple[Head, ...]:
    """The headline at this width: for each number of lines the size that fills the measure near the
    scale's.
    """
    key = ("heads", columns)
    if key in item.cache:
        return item.cache[key]  # type: ignore[return-value]
    from_scale = design.scale[item.tier][columns - 1]
    measure = design.grid.width(columns) - 2 * item.inset
    most = 4 if columns == 1 else 3 if columns <= 4 else 2
    found = [
        _head(cut, from_scale, measure, design, setter, item)
        for cut in item.head_cuts
        if len(cut.lines) <= most
    ]
    usable = [head for head in found if head is not None]
    if not usable and item.head_cuts:
        cut = item.head_cuts[-1]
        size = min(from_scale, _floor(cut.size_for(measure)))
        usable = [Head(cut, size, head_lines(cut, size, design, setter, item), 60.0)]
    if item.head_size:
        fitting = [cut for cut in item.head_cuts if cut.size_for(measure) >= item.head_size]
        wanted = [
            Head(c, item.head_size, head_lines(c, item.head_size, design, setter, item), 0.0)
            for c in fitting[:2]
        ]
        usable = wanted or usable  # too long for that at this width
    best = tuple(sorted(usable, key=lambda h: (h.cost, h.size))[:3])
    item.cache[key] = best
    return best


def _floor(size: float) -> float:
    return math.floor(size * 2 - 1e-6) / 2


def _head(
    cut: HeadlineCut, wanted: float, measure: float, design: Design, setter: Typesetter, item: Item
) -> Head | None:
    most = 1.14 if item.tier in ("front", "lead") else 1.06
    size = min(_floor(cut.size_for(measure)), _floor(wanted * most))
    if size < wanted * 0.72:
        return None
    empty = 1 - max(cut.widths) * size / measure
    price = (
        C.HEADLINE_SIZE * math.log(size / wanted) ** 2
        + C.HEADLINE_FILL * max(0.0, empty - 0.08)
        + C.HEADLINE_BREAK * cut.badness
    )
    return Head(cut, size, head_lines(cut, size, design, setter, item), price)


def head_depth(lines: int, size: float, cap_height: float, design: Design) -> float:
    """Points from the top of the capitals of the first line to where text may begin."""
    return cap_height * size + (lines - 1) * size * design.headline_leading + 0.3 * size + 3


def head_lines(
    cut: HeadlineCut, size: float, design: Design, setter: Typesetter, item: Item
) -> int:
    """Grid lines that a headline takes at a size in points, the space under it included."""
    return math.ceil(
        head_depth(len(cut.lines), size, cap_share(setter, item), design) / design.grid.leading
        - 0.12
    )


def cap_share(setter: Typesetter, item: Item) -> float:
    """Height of the headline face's capitals in em."""
    assert item.head_style is not None
    metrics = setter.book.metrics(item.head_style.face)
    return metrics.cap_height / metrics.units_per_em
