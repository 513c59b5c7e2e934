"""Which part of a web page is the story: the one that holds its headline and most of its text."""

from __future__ import annotations

from dataclasses import dataclass

from epaper.settings.notes import Notes, shown
from epaper.sources.wire.common import key_of
from epaper.sources.wire.page_scan import Mark, PageScan, Piece

_LEAST_SHARE = 0.5  # of its article's text that a body must hold to be the story
_WARNED_SHARE = 0.4  # of the page's text outside the story from which a person must look
_WARNED_CHARS = 600
_LIVE_PARTS = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """The story's piece and the stretches in it that are none of it."""

    piece: Piece
    without: tuple[tuple[int, int], ...]


def choose(page: PageScan, headline: str, live: bool, notes: Notes) -> Choice | None:
    """The story's place in a page; None where the page marks none.  Tells what it leaves out."""
    articles = [piece for piece in page.pieces if piece.mark is Mark.ARTICLE and piece.chars]
    tops = [piece for piece in articles if not any(other.holds(piece) for other in articles)]
    outer = _outer(page, tops, headline, notes)
    bodies = [p for p in page.pieces if p.mark in (Mark.BODY, Mark.NAMED) and p.chars]
    if outer is None:
        loose = [piece for piece in page.pieces if piece.chars]
        outer = max(loose, key=lambda piece: (-piece.mark, piece.chars), default=None)
        if outer is None:
            return None
    inside = [p for p in bodies if outer.holds(p) and p.chars >= outer.chars * _LEAST_SHARE]
    piece = min(inside, key=lambda p: (p.mark, -p.chars), default=outer)
    wider = [p for p in bodies if p.holds(outer) and p.mark is Mark.BODY]
    if wider and piece is outer and outer.chars < wider[0].chars * _LEAST_SHARE:
        piece = wider[0]
    cards = _cards(page, piece, articles, live, notes=notes)
    noise = [
        (start, end)
        for start, end, chars, by_element in page.noise
        if piece.start <= start and end <= piece.end
        if by_element or chars < piece.chars * _LEAST_SHARE
    ]
    _warn(page, piece, notes)
    return Choice(piece, (*cards, *noise))


def _outer(page: PageScan, tops: list[Piece], headline: str, notes: Notes) -> Piece | None:
    """The article with the headline in it, else the one that holds most of the text of all
    articles, else what holds them all.
    """
    wanted = key_of(headline)
    titled = [
        piece
        for piece in tops
        for place, name, words in page.headings
        if piece.start <= place < piece.end and wanted and key_of(words) == wanted and name != "h3"
    ]
    if titled:
        return max(titled, key=lambda piece: piece.chars)
    if len(tops) < 2:
        return tops[0] if tops else None
    whole = sum(piece.chars for piece in tops)
    largest = max(tops, key=lambda piece: piece.chars)
    mains = [p for p in page.pieces if p.mark is Mark.MAIN and all(p.holds(top) for top in tops)]
    if largest.chars >= whole * _LEAST_SHARE and not (mains and len(tops) == 2 and _alike(tops)):
        return largest
    if mains:
        notes.info("wire.page", f"the page's {len(tops)} articles are taken as parts of one story")
        return mains[0]
    notes.warning(
        "wire.page",
        f"the page has {len(tops)} articles and none holds its headline; the longest is taken",
        "compare with the page",
    )
    return largest


def _alike(tops: list[Piece]) -> bool:
    """Two articles of about one length are parts of one story rather than a story and a card."""
    sizes = sorted(piece.chars for piece in tops)
    return sizes[0] * 3 > sizes[-1]


def _cards(
    page: PageScan, piece: Piece, articles: list[Piece], live: bool, notes: Notes
) -> list[tuple[int, int]]:
    """Articles in the story's own are cards of other stories, or the parts of a live blog."""
    if piece.mark is Mark.MAIN:
        return []
    nested = [part for part in articles if piece.holds(part)]
    nested = [part for part in nested if not any(other.holds(part) for other in nested)]
    inner = sum(part.chars for part in nested)
    if live or any(part.live for part in nested):
        return []
    if len(nested) >= _LIVE_PARTS and inner > piece.chars * _LEAST_SHARE:
        notes.info("wire.page", f"the {len(nested)} articles inside it are taken as its parts")
        return []
    for part in nested:
        name = next(
            (words for place, _, words in page.headings if part.start <= place < part.end), ""
        )
        what = f"the card {shown(name)}" if name.strip() else "a card of another story"
        notes.info("wire.page", f"{what} inside the article is left out", "compare with the page")
    return [(part.start, part.end) for part in nested]


def _warn(page: PageScan, piece: Piece, notes: Notes) -> None:
    left = page.chars - piece.chars
    if left > _WARNED_CHARS and left > page.chars * _WARNED_SHARE:
        notes.warning(
            "wire.page",
            f"{left * 100 // page.chars} % of the page's text stands outside the article and is "
            "left out",
            "compare with the page",
        )
