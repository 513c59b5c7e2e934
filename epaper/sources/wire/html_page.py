"""An article page saved from a browser: its own metadata (JSON-LD, Open Graph, meta) and the
article's element.

The text comes from the element that the page itself marks as the article; only a page that marks
none goes through trafilatura, a content extractor, which finds the text among menus and may leave
some of it behind (a finding says so).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from epaper.settings.notes import Notes
from epaper.sources.wire.common import iso_time, language_tag, unique
from epaper.sources.wire.item import Read, Refusal, Rendition, Subject, WireItem, WirePicture
from epaper.sources.wire.markup import Body, inline, read_html, without_comments

_ARTICLES = {
    "newsarticle",
    "article",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "blogposting",
}
_LD = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_NOISE = {"nav", "aside", "footer", "form", "button"}


class _Page(HTMLParser):
    """Meta tags, the title, and the places of the elements that may hold the article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.title = self.language = self.canonical = self.heading = ""
        self.open: list[tuple[str, int, str]] = []  # name, start, mark
        self.marked: list[tuple[int, int, int]] = []  # rank, start, end
        self.noise: list[tuple[int, int]] = []
        self.inside = ""
        self.lines: list[int] = [0]

    def place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

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
        elif tag in ("title", "h1"):
            self.inside = tag
        if len(self.open) < 2000 and (
            tag in ("article", "main", "div", "section") or tag in _NOISE
        ):
            mark = (
                "0"
                if "articlebody" in values.get("itemprop", "").lower()
                else "1"
                if tag == "article"
                else ""
            )
            self.open.append((tag, self.place(), mark))

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""
        for at in range(len(self.open) - 1, max(-1, len(self.open) - 30), -1):
            if self.open[at][0] == tag:
                _, start, mark = self.open[at]
                del self.open[at:]
                if mark:
                    self.marked.append((int(mark), start, self.place()))
                elif tag in _NOISE:
                    self.noise.append((start, self.place()))
                return

    def handle_data(self, data: str) -> None:
        if self.inside == "title" and not self.heading:
            self.title += data
        elif self.inside == "h1":
            self.heading += data


def read_page(html: str, file: str) -> Iterator[Read]:
    notes = Notes(file)
    data = _linked_data(html)
    page = _Page()
    html = without_comments(html)
    page.lines += [found.end() for found in re.finditer("\n", html)]
    page.feed(html[: html.rfind(">") + 1])
    body = _body(html, page, data, notes)
    headline = (
        _string(data.get("headline"))
        or page.meta.get("og:title", "")
        or " ".join((page.heading or page.title).split())
    )
    if not body.blocks:
        yield Refusal(file, "a web page without an article in it", "", inline(headline))
        return
    yield WireItem(
        format="html",
        id=_string(data.get("url")) or page.canonical or page.meta.get("og:url", "") or file,
        type="page",
        created=iso_time(
            _string(data.get("datePublished")) or page.meta.get("article:published_time", "")
        ),
        updated=iso_time(
            _string(data.get("dateModified")) or page.meta.get("article:modified_time", "")
        ),
        headline=inline(headline),
        deck=inline(
            _string(data.get("description"))
            or page.meta.get("description", "")
            or page.meta.get("og:description", "")
        ),
        byline="; ".join(unique(_names(data.get("author")) or [page.meta.get("author", "")])),
        credit=next(iter(_names(data.get("publisher"))), "") or page.meta.get("og:site_name", ""),
        body=body.blocks,
        pictures=(*_pictures(data, page), *body.pictures),
        subjects=tuple(
            Subject(name, role="section")
            for name in unique(
                (_string(data.get("articleSection")), page.meta.get("article:section", ""))
            )
        ),
        tags=unique(
            (
                *_keywords(data.get("keywords")),
                *page.meta.get("keywords", "").split(","),
                *page.meta.get("news_keywords", "").split(","),
            )
        ),
        language=language_tag(page.language or _string(data.get("inLanguage"))),
        rights=_string(data.get("copyrightNotice")) or page.meta.get("copyright", ""),
        related=body.links,
        address=page.canonical or page.meta.get("og:url", ""),
        file=file,
        findings=tuple(notes.found),
    )


def _body(html: str, page: _Page, data: Mapping[str, object], notes: Notes) -> Body:
    best = sorted(page.marked, key=lambda mark: (mark[0], mark[1] - mark[2]))
    for _, start, end in best:
        body = read_html(_without(html, start, end, page.noise))
        if body.blocks:
            return body
    if text := _string(data.get("articleBody")):
        notes.info(
            "wire.page",
            "the text comes from the page's own data (articleBody); emphasis and crossheads are "
            "not in it",
        )
        return read_html(text if "<p" in text else text.replace("\n", "<p>"))
    return _extracted(html, notes)


def _without(html: str, start: int, end: int, noise: list[tuple[int, int]]) -> str:
    """A piece of a page without the menus and forms inside it."""
    parts: list[str] = []
    at = start
    for first, last in sorted(noise):
        if at <= first and last <= end:
            parts.append(html[at:first])
            at = last
    return "".join((*parts, html[at:end]))


def _extracted(html: str, notes: Notes) -> Body:
    """What trafilatura takes for the text; all of the page's text where it finds none."""
    try:
        from trafilatura import extract

        found = extract(
            html[:4_000_000],
            output_format="html",
            include_formatting=True,
            include_tables=True,
            favor_recall=True,
        )
    except Exception:
        found = None
    if found:
        notes.warning(
            "wire.page",
            "the page does not mark its article; the text was picked out",
            "compare with the page",
        )
        return read_html(found)
    notes.warning(
        "wire.page",
        "no article was found; all text of the page is taken",
        "delete what is not the story",
    )
    return read_html(html)


def _linked_data(html: str) -> Mapping[str, object]:
    """The page's NewsArticle in JSON-LD (schema.org); empty when there is none or it cannot be
    read.
    """
    for found in _LD.finditer(html):
        try:
            queue = [json.loads(found.group(1))]
        except (ValueError, RecursionError):
            continue
        while queue:
            value = queue.pop(0)
            if isinstance(value, list):
                queue += value[:50]
            elif isinstance(value, Mapping):
                kinds = value.get("@type", "")
                if any(
                    str(kind).lower() in _ARTICLES
                    for kind in (kinds if isinstance(kinds, list) else [kinds])
                ):
                    return value
                queue += [value["@graph"]] if isinstance(value.get("@graph"), list) else []
    return {}


def _string(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [
        str(v.get("name", "")) if isinstance(v, Mapping) else v
        for v in values
        if isinstance(v, str | Mapping)
    ]


def _keywords(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else str(value or "").split(",")


def _pictures(data: Mapping[str, object], page: _Page) -> Iterator[WirePicture]:
    values = data.get("image")
    found = False
    for value in values if isinstance(values, list) else [values]:
        address = str(value.get("url", "")) if isinstance(value, Mapping) else _string(value)
        caption = str(value.get("caption", "")) if isinstance(value, Mapping) else ""
        if address:
            found = True
            yield WirePicture((Rendition(address),), inline(caption))
    if not found and (address := page.meta.get("og:image", "")):
        yield WirePicture((Rendition(address),), alt=page.meta.get("og:image:alt", ""))
