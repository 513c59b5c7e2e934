"""An article page saved from a browser: its own metadata (JSON-LD, Open Graph, meta) and the
article's element.

The text comes from the element that the page itself marks as the article; only a page that marks
none goes through trafilatura, a content extractor, which finds the text among menus and may leave
some of it behind (a finding says so).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from epaper.model.text import Block, Paragraph, plain
from epaper.settings.notes import Notes, shown
from epaper.sources.wire.body import Body
from epaper.sources.wire.clipping import BUTTONS, BY, BYLINE, STAMP, name_after_by
from epaper.sources.wire.common import iso_time, key_of, language_tag, unique
from epaper.sources.wire.item import Read, Refusal, Rendition, Subject, WireItem, WirePicture
from epaper.sources.wire.markup import inline, read_html, without_sections
from epaper.sources.wire.page_choice import Choice, choose
from epaper.sources.wire.page_scan import PageScan
from epaper.sources.wire.visible import classes_hidden_in

_ARTICLES = {
    "newsarticle",
    "article",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "blogposting",
    "liveblogposting",
}
_LD = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_LEAST_BUTTON = 8  # characters; shorter words of buttons may be words of the story
_DEEPEST = 6  # blocks at the top among which a page prints byline and time


def read_page(html: str, file: str) -> Iterator[Read]:
    notes = Notes(file)
    data = _linked_data(html)
    html = without_sections(html)
    page = PageScan(html)
    headline = _headline(page, data)
    body = _body(html, page, data, headline, notes=notes)
    byline = "; ".join(unique(_names(data.get("author")) or [page.meta.get("author", "")]))
    blocks, byline = _own_text(body.blocks, byline, notes)
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
        byline=byline,
        credit=next(iter(_names(data.get("publisher"))), "") or page.meta.get("og:site_name", ""),
        body=blocks,
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


def _body(
    html: str, page: PageScan, data: Mapping[str, object], headline: str, notes: Notes
) -> Body:
    live = "liveblog" in str(data.get("@type", "")).lower()
    if (choice := choose(page, headline, live, notes)) is not None:
        body = read_html(_without(html, choice), notes, classes_hidden_in(html))
        if body.blocks:
            return body
    if text := _string(data.get("articleBody")):
        notes.info(
            "wire.page",
            "the text comes from the page's own data (articleBody); emphasis and crossheads are "
            "not in it",
        )
        return read_html(text if "<p" in text else text.replace("\n", "<p>"), notes)
    return _extracted(html, notes)


def _without(html: str, choice: Choice) -> str:
    """The story's piece of a page without the menus, forms and cards inside it."""
    parts: list[str] = []
    at, end = choice.piece.start, choice.piece.end
    for first, last in sorted(choice.without):
        if at <= first and last <= end:
            parts.append(html[at:first])
            at = last
    return "".join((*parts, html[at:end]))


def _extracted(html: str, notes: Notes) -> Body:
    """What trafilatura takes for the text; all of the page's text where it finds none.  That it
    cannot be imported is a fault of the installation, not of the page, and is never passed over.
    """
    from trafilatura import extract

    try:
        found = extract(
            html[:4_000_000],
            output_format="html",
            include_formatting=True,
            include_tables=True,
            favor_recall=True,
        )
    except Exception as error:
        notes.info("wire.page", f"the text cannot be picked out ({shown(str(error))})")
        found = None
    if found:
        notes.warning(
            "wire.page",
            "the page does not mark its article; the text was picked out",
            "compare with the page",
        )
        return read_html(found, notes)
    notes.warning(
        "wire.page",
        "no article was found; all text of the page is taken",
        "delete what is not the story",
    )
    return read_html(html, notes)


def _headline(page: PageScan, data: Mapping[str, object]) -> str:
    """The page's headline by its own data; without the site's name where a heading has it so."""
    named = _string(data.get("headline")) or page.meta.get("og:title", "")
    headings = [" ".join(words.split()) for _, name, words in page.headings if name == "h1"]
    wanted = key_of(inline(named))
    if named:
        prefixes = [
            words for words in headings if key_of(words) and wanted.startswith(key_of(words))
        ]
        long = [words for words in prefixes if len(words.split()) > 3]
        return max(long, key=len, default=named)
    title = " ".join(page.title.split())
    fitting = [words for words in headings if key_of(words) and key_of(words) in key_of(title)]
    return next(iter(fitting or headings), "") or title


def _own_text(blocks: Sequence[Block], byline: str, notes: Notes) -> tuple[tuple[Block, ...], str]:
    """The blocks without what a page prints around a text (byline, times, buttons); the byline."""
    kept: list[Block] = []
    off: list[str] = []
    for at, block in enumerate(blocks):
        line = plain(block.text) if isinstance(block, Paragraph) else ""
        by = BYLINE.fullmatch(line) if len(line) < 160 else None
        if line and at < _DEEPEST and (by or STAMP.fullmatch(line)):
            byline = byline or (name_after_by(by["by"]) if by else "")
            off.append(line)
        elif (
            line and at < _DEEPEST and BY.match(line) and len(line.split()) <= 6 and line[-1] != "."
        ):
            byline = byline or name_after_by(line)
            off.append(line)
        elif _LEAST_BUTTON <= len(line) <= 40 and BUTTONS.fullmatch(line):
            off.append(line)
        else:
            kept.append(block)
    if off and kept:
        notes.info(
            "wire.page",
            f"what the page prints around the text is left out: {shown(', '.join(off))}",
        )
    return (tuple(kept), byline) if kept else (tuple(blocks), byline)


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


def _pictures(data: Mapping[str, object], page: PageScan) -> Iterator[WirePicture]:
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
