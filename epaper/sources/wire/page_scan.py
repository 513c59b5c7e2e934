"""Where things stand in a web page: its meta data, headings, the elements that may hold the
article, and those around and in it that are none of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from html.parser import HTMLParser

_NOISE = {"nav", "aside", "footer", "form", "button"}
_SILENT = {"script", "style", "template", "noscript", "svg", "select", "textarea"}
_HEADINGS = {"h1", "h2", "h3"}
_MOST_OPEN = 2000
_MOST_PIECES = 200
_MOST_HEADINGS = 1000
_BODY_NAMES = re.compile(
    r"(?:^|\s)(?:article|story|entry|post|news|content)(?:-|_|__)?(?:body|content|text)(?:\s|$)|"
    r"(?:^|\s)(?:body-copy|story-element-text|wp-block-post-content)(?:\s|$)",
    re.IGNORECASE,
)
_NOISE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:newsletter|related|share|sharing|social|promo|advert(?:isement)?|ads?|"
    r"ad-(?:slot|unit)|sponsored|subscribe|subscription|comments|recommend(?:ed|ations?)|outbrain|"
    r"taboola|breadcrumbs?|cookie|paywall|most-(?:read|popular)|trending|read-(?:more|next)|"
    r"more-stories|also-read|signup|sign-up|toolbar|skip-link)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LIVE = re.compile(r"live-?blog|liveblogupdate|live-?(?:post|update|entry)", re.IGNORECASE)


class Mark(IntEnum):
    """How an element says that it holds the article, the surest first."""

    BODY = 0  # itemprop=articleBody
    NAMED = 1  # a class such as entry-content
    ARTICLE = 2
    MAIN = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """An element that may hold the article; `chars` is the text in it, menus left out."""

    mark: Mark
    start: int
    end: int
    chars: int
    live: bool = False

    def holds(self, other: Piece) -> bool:
        return self is not other and self.start <= other.start and other.end <= self.end


@dataclass(slots=True)
class _Open:
    name: str
    start: int
    mark: Mark | None
    noise: bool
    chars: int
    live: bool


class PageScan(HTMLParser):
    """Feed it a page without comments, then read its fields."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.title = self.language = self.canonical = ""
        self.headings: list[tuple[int, str, str]] = []  # place, name, words
        self.pieces: list[Piece] = []
        self.noise: list[tuple[int, int, int, bool]] = []  # start, end, chars, by its element
        self.chars = 0  # of all text, menus left out
        self._open: list[_Open] = []
        self._quiet = 0
        self._inside = ""
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self.feed(html[: html.rfind(">") + 1])

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and (
            name := values.get("property") or values.get("name") or values.get("itemprop", "")
        ):
            self.meta.setdefault(name.lower(), values.get("content", ""))
        elif tag == "html":
            self.language = values.get("lang", "")
        elif tag == "link" and values.get("rel") == "canonical":
            self.canonical = values.get("href", "")
        elif tag == "title" or tag in _HEADINGS:
            self._inside = tag
            if tag in _HEADINGS and len(self.headings) < _MOST_HEADINGS:
                self.headings.append((self._place(), tag, ""))
        self._quiet += tag in _SILENT
        mark = _mark_of(tag, values)
        noise = tag in _NOISE or (mark is None and _is_noise(tag, values))
        if len(self._open) < _MOST_OPEN and (
            noise or mark is not None or tag in ("div", "section", "ul", "p")
        ):
            names = f"{values.get('class', '')} {values.get('itemprop', '')}"
            live = bool(_LIVE.search(names + values.get("itemtype", "")))
            self._open.append(_Open(tag, self._place(), mark, noise, chars=self.chars, live=live))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
        self._quiet = max(0, self._quiet - (tag in _SILENT))
        for at in range(len(self._open) - 1, max(-1, len(self._open) - 30), -1):
            if self._open[at].name == tag:
                found = self._open[at]
                del self._open[at:]
                self._closed(found)
                return

    def _closed(self, found: _Open) -> None:
        end = self._place()
        chars = self.chars - found.chars
        if found.mark is not None:
            self.pieces.append(Piece(found.mark, found.start, end, chars, live=found.live))
            if len(self.pieces) > 2 * _MOST_PIECES:  # a page of cards: the longest are enough
                self.pieces.sort(key=lambda piece: (-piece.chars, piece.start))
                del self.pieces[_MOST_PIECES:]
        elif found.noise:
            self.noise.append((found.start, end, chars, found.name in _NOISE))
            if found.name in _NOISE:
                self.chars = found.chars

    def handle_data(self, data: str) -> None:
        if self._inside == "title" and not self.headings:
            self.title += data
        elif self._inside in _HEADINGS and self.headings:
            place, name, words = self.headings[-1]
            self.headings[-1] = (place, name, words + data)
        if not self._quiet:
            self.chars += len(data.strip())


def _mark_of(tag: str, values: dict[str, str]) -> Mark | None:
    if "articlebody" in values.get("itemprop", "").lower():
        return Mark.BODY
    if tag == "article":
        return Mark.ARTICLE
    if tag == "main" or values.get("role", "").lower() == "main":
        return Mark.MAIN
    if tag in ("div", "section") and _BODY_NAMES.search(values.get("class", "")):
        return Mark.NAMED
    return None


def _is_noise(tag: str, values: dict[str, str]) -> bool:
    return tag in ("div", "section", "ul", "p") and bool(
        _NOISE_NAMES.search(values.get("class", "")) or _NOISE_NAMES.search(values.get("id", ""))
    )
