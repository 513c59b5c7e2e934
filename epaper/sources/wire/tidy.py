"""Fields put right that many senders spoil: logins for names, machine dates in datelines, the
agency's own lines in the text, credits in captions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from epaper.model.text import Block, Paragraph, RichText, Span, plain
from epaper.sources.wire.agency import initials_after, routed

_LOGINS = {"admin", "administrator", "editor", "webmaster", "wpadmin", "root", "user", "guest"}
_LOGINS |= {"superuser", "author", "contributor", "staff", "newsdesk", "webdesk", "unknown", "null"}
_LOGIN = re.compile(r"(?=[a-z0-9._-]*[\d_])[a-z][a-z0-9._-]{2,40}")
_ADDRESS = re.compile(r"(?<!\S)[^\s@]+@[^\s@]+\.\w+\S*|https?://\S+|www\.\S+", re.IGNORECASE)
_MACHINE_DATE = re.compile(
    r"[\s,(]*\b(?:\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?|"
    r"(?:19|20)\d{6}(?:T\d{4,6}(?:Z|[+-]\d{4})?)?)\b\)?"
)
_TWICE = re.compile(
    r"\s*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}?)(?:, [^—–:()]{2,25}?)?\s*(?:\([^)]{2,20}\))?\s*"
    r"(?:--?|–|—|:)\s+(?=(?P=place)\b[^—–:]{0,50}?\s*(?:--?|–|—|:)\s)"
)
_CAPTION_CREDIT = re.compile(
    r"(?<=[.!?”\"')\]])\s*\(?(?:photo(?:graph)?|picture|image|pic)s?(?: credit| courtesy)?\s*"
    r"(?::|by\b|/)\s*(?P<who>[^().:]{2,60}(?:\.\s?[^().:]{2,40})?)\)?\.?$|"
    r"(?<=[.!?”\"')\]])\s*\(?(?:photo )?credits?\s*:\s*(?P<owner>[^():]{2,80}?)\)?\.?$",
    re.IGNORECASE,
)


def name_only(byline: str) -> tuple[str, str]:
    """A byline without logins and addresses, and what was taken off."""
    kept: list[str] = []
    off: list[str] = []
    for name in byline.split(";"):
        words = " ".join(name.split())
        bare = " ".join(_ADDRESS.sub("", words).split()).strip(" ,()<>|-")
        if words.casefold() in _LOGINS or _LOGIN.fullmatch(words) or not bare:
            off += [words] if words else []
        else:
            kept.append(bare if bare != words and "@" in words else words)
            off += _ADDRESS.findall(words) if bare != words and "@" in words else []
    return "; ".join(kept), "; ".join(off)


def place_only(dateline: str) -> str:
    """A dateline without dates that only machines write, and without the dash that the page sets
    itself.
    """
    return _MACHINE_DATE.sub("", dateline).strip().rstrip(" ,;:-–—").strip()


def caption_and_credit(caption: str) -> tuple[str, str]:
    """ "The quay. Photo: A. Rao" is a caption and a credit."""
    found = _CAPTION_CREDIT.search(caption)
    if not found:
        return caption, ""
    return caption[: found.start()].rstrip(), (found["who"] or found["owner"]).strip(" .")


def without_routing(body: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The story's own blocks, and the agency's lines before, after and behind them."""
    lines = [plain(b.text) if isinstance(b, Paragraph) else "A block of its own." for b in body]
    first, last = routed(lines)
    off = [*lines[:first], *lines[last:]]
    kept = list(body[first:last])
    if kept and isinstance(kept[-1], Paragraph) and (tail := initials_after(plain(kept[-1].text))):
        kept[-1] = Paragraph(_shortened(kept[-1].text, len(tail)))
        off.append(tail.strip())
    return kept, off


def dateline_once(body: Sequence[Block]) -> tuple[list[Block], str]:
    """The text with its dateline once where it begins with two of one place, and what was taken
    off.
    """
    blocks = list(body)
    if not blocks or not isinstance(blocks[0], Paragraph):
        return blocks, ""
    found = _TWICE.match(plain(blocks[0].text)[:200])
    if not found:
        return blocks, ""
    blocks[0] = Paragraph(_from(blocks[0].text, found.end()))
    return blocks, found.group().strip()


def _shortened(text: RichText, by: int) -> RichText:
    spans = list(text)
    while by and spans:
        last = spans.pop()
        if len(last.text) > by:
            spans.append(Span(last.text[:-by], last.emphasis))
        by = max(0, by - len(last.text))
    return tuple(spans)


def _from(text: RichText, start: int) -> RichText:
    spans: list[Span] = []
    for span in text:
        if len(span.text) > start:
            spans.append(Span(span.text[start:], span.emphasis))
        start = max(0, start - len(span.text))
    return tuple(spans)
