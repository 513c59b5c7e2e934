"""What a reader asks of the archive, and the answer as data."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from epaper.archive.archive import Archive
from epaper.archive.entry import Hit, Piece
from epaper.gate.front import Front

HITS = 20  # of a page
PAGES = 75


def answer(
    archive: Archive, asked: Mapping[str, str], may_read: Callable[[str], bool], front: Front
) -> dict[str, Any]:
    """`asked`: q, from, to (days), section, language, page; what is odd among them is left out.
    Of an edition that is not to be read, a hit shows its headline alone.  `front`: says where a
    story stands in the words of the paper."""
    query = asked.get("q", "")[:400]
    page = _whole(asked.get("page", ""), PAGES)
    since, until = _day(asked.get("from", "")), _day(asked.get("to", ""))
    section, language = asked.get("section", "")[:80], asked.get("language", "")[:20]
    hits = archive.ask(
        query,
        since,
        until,
        section=section,
        language=language,
        limit=HITS,
        offset=(page - 1) * HITS,
    )
    return {
        "q": query,
        "from": since.isoformat() if since else "",
        "to": until.isoformat() if until else "",
        "section": section,
        "language": language,
        "page": page,
        "pages": min(PAGES, -(-hits.total // HITS)),
        "total": hits.total,
        "inside": hits.inside,
        "hits": [_hit(hit, may_read(hit.edition), front) for hit in hits.hits],
    }


def _hit(hit: Hit, readable: bool, front: Front) -> dict[str, Any]:
    voice = front.voice
    return {
        "edition": hit.edition,
        "date": hit.date.isoformat(),
        "day": voice.date(hit.date),
        "of": front.told_of(hit.edition),
        "slug": hit.slug,
        "path": hit.path,
        "headline": _pieces(hit.headline),
        "section": hit.section,
        "print_page": hit.page,
        "place": f"{voice.says['page']} {voice.words.number(hit.page)}",
        "language": hit.language,
        "snippet": _pieces(hit.snippet) if readable else [],
    }


def _pieces(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    return [{"text": piece.text, "marked": piece.marked} for piece in pieces]


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _whole(text: str, most: int) -> int:
    plain = text.isascii() and text.isdigit()
    return min(most, max(1, int(text[:9]))) if plain else 1  # 5,000 digits are no number to Python
