"""Standing items: crossword, cartoon, weather map; the same size every day, their picture never
cut.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from epaper.layout.design.reader import Design
from epaper.layout.measure.items import Item, heads
from epaper.layout.measure.legs import Slot
from epaper.layout.measure.shapes import PicturePlace, Shape
from epaper.layout.measure.words import Words
from epaper.typeset.typesetter import Typesetter

LEAST_PICTURE = 4  # lines
MORE_LEGS = 8  # lines that legs may be deeper than their text, for text that does not break evenly


def standing_shapes(
    item: Item, design: Design, setter: Typesetter, words: Words
) -> Iterator[Shape]:
    """Heading, picture, then the text in small type over all columns; the picture takes what the
    text leaves.
    """
    assert item.size is not None
    columns, depth = item.size
    found = heads(item, columns, design, setter)
    head = min(found, key=lambda h: (h.lines, h.cost)) if found else None
    top = (head.lines if head else 0) + (1 if item.kicker else 0)
    legs = math.ceil(item.text_lines / columns)
    caption = words.caption_lines(item, 0, columns) if item.pictures else 0
    for more in range(MORE_LEGS) if item.blocks else (0,):
        text = legs + more if item.blocks else 0
        room = depth - top - text - bool(text)
        pictures: tuple[PicturePlace, ...] = ()
        if item.pictures:
            if room < LEAST_PICTURE + caption:
                return
            pictures = (PicturePlace(0, 0, top, columns, room, caption),)
        elif room < -1:
            return
        line = depth - text
        slots = tuple(Slot(column, line, text) for column in range(columns)) if text else ()
        yield Shape(
            columns,
            depth,
            head,
            0,
            columns,
            1 if item.kicker else 0,
            0,
            0,
            line,
            pictures,
            None,
            slots,
            0.0,
        )
