"""The headline, standfirst and byline at the top of a text that has no fields for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epaper.model.text import Block, Crosshead, Paragraph, plain
from epaper.sources.wire.clipping import BY, BYLINE, name_after_by

_MOST_HEADLINE = 140  # characters


@dataclass(frozen=True, slots=True)
class Headed:
    headline: str
    deck: str
    byline: str
    blocks: tuple[Block, ...]


def headed(blocks: Sequence[Block], headline: str = "") -> Headed:
    """A text's own headline is its first heading, or a first line that no full stop ends and that
    more follows; with a `headline` from elsewhere only the byline is looked for.
    """
    rest = list(blocks)
    deck = byline = ""
    if not headline and len(rest) > 1 and _is_headline(rest[0]):
        headline = _line(rest.pop(0))
        if len(rest) > 1 and isinstance(rest[0], Crosshead) and not isinstance(rest[1], Crosshead):
            second = rest[1:2]
            if BY.match(_line(second[0])) or len(_line(rest[0]).split()) > 6:
                deck = _line(rest.pop(0))
    for at, block in enumerate(rest[:2]):
        line = _line(block)
        if len(rest) < 2 or not isinstance(block, Paragraph) or len(line) > 120:
            continue
        if (found := BYLINE.fullmatch(line)) and found["by"]:
            byline = name_after_by(found["by"])
        elif BY.match(line) and len(line.split()) <= 8 and line[-1:] not in ".:":
            byline = name_after_by(line)
        if byline:
            del rest[at]
            break
    return Headed(headline, deck, byline, tuple(rest))


def _line(block: Block) -> str:
    return plain(block.text) if isinstance(block, Paragraph | Crosshead) else ""


def _is_headline(block: Block) -> bool:
    line = _line(block)
    if isinstance(block, Crosshead):
        return bool(line)
    return 0 < len(line) <= _MOST_HEADLINE and not line.endswith((".", "…", "।", ":", ",", ";"))
