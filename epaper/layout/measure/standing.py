"""Standing items: crossword, cartoon, weather map; the same size every day, their picture never
cut.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from epaper.layout.measure.copy import Item
from epaper.layout.measure.display import DisplayText
from epaper.layout.measure.heads import Headlines
from epaper.layout.measure.legs import Slot
from epaper.layout.measure.shapes import PicturePlace, Shape

LEAST_PICTURE = 4  # lines
MORE_LEGS = 8  # lines that legs may be deeper than their text, for text that does not break evenly


def standing_shapes(item: Item, headlines: Headlines, display: DisplayText) -> Iterator[Shape]:
    """Heading, picture or chart, then the text in small type over all columns; the picture takes
    what the text leaves.
    """
    copy = item.copy
    assert copy.size is not None
    columns, depth = copy.size
    heads = headlines.heads(item, columns)
    head = min(heads, key=lambda one: (one.lines, one.cost), default=None)
    if head is None:  # no size of it fits
        return
    kicker = item.kicker_lines
    top = copy.pad + head.lines + kicker
    legs = math.ceil(copy.text.lines / columns)
    shown = 0 if copy.pictures else -1  # the chart
    caption = display.caption_lines(copy, shown, columns) if copy.visuals else 0
    for more in range(MORE_LEGS) if copy.text.blocks else (0,):
        text = legs + more if copy.text.blocks else 0
        room = depth - copy.pad - top - text - bool(text)
        pictures: tuple[PicturePlace, ...] = ()
        if copy.visuals:
            if room < LEAST_PICTURE + caption:
                return
            pictures = (
                PicturePlace(
                    index=shown, column=0, line=top, columns=columns, lines=room, caption=caption
                ),
            )
        elif room < -1:
            return
        # without a picture between them, the text follows its heading
        line = depth - copy.pad - text if pictures else top + min(1, room + 1)
        yield Shape(
            columns=columns,
            lines=depth,
            head=head,
            head_line=copy.pad,
            head_columns=columns,
            kicker=kicker,
            deck=0,
            byline=0,
            legs_line=line,
            pictures=pictures,
            breakouts=(),
            slots=tuple(Slot(column, line, text) for column in range(columns)) if text else (),
            cost=0.0,
        )
