"""RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, with content, Dublin Core and Media RSS
extensions.

Elements are taken by local name and namespace, so an undeclared prefix is no obstacle.  Titles and
descriptions may hold HTML, which is read as such and cleaned.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from functools import partial

from epaper.model.text import Block, Paragraph, plain
from epaper.settings.notes import Notes, shown
from epaper.sources.wire.body import Body, as_blocks
from epaper.sources.wire.common import iso_time, language_tag, unique
from epaper.sources.wire.fence import fenced
from epaper.sources.wire.item import (
    Read,
    Refusal,
    Rendition,
    Status,
    Subject,
    WireItem,
    WirePicture,
)
from epaper.sources.wire.markup import inline, number, read_html
from epaper.sources.wire.safety import Clearance
from epaper.sources.wire.safety_xml import embargoes_in
from epaper.sources.wire.xml import (
    Element,
    attributes,
    child,
    children,
    descendants,
    local,
    namespace,
    words,
)
from epaper.sources.wire.xmlbody import read_element

_MAPPED = {
    "title",
    "link",
    "description",
    "summary",
    "content",
    "encoded",
    "author",
    "creator",
    "category",
    "subject",
    "guid",
    "id",
    "identifier",
    "pubDate",
    "published",
    "issued",
    "updated",
    "modified",
    "date",
    "enclosure",
    "group",
    "thumbnail",
    "language",
    "body",
    "fullitem",
    "fulltext",
    "rights",
    "copyright",
    "credit",
    "about",
}
_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff")


def is_feed(root: Element) -> bool:
    return local(root).lower() in ("rss", "rdf", "feed") or (local(root) == "channel")


def read_feed(root: Element, file: str) -> Iterator[Read]:
    """Every item of a feed; an empty feed yields one refusal that says so."""
    channel = child(root, "channel") if local(root) == "rss" else root
    title = inline(
        words(child(channel if channel is not None else root, "title"))
        or words(child(child(root, "channel"), "title"))
    )
    language = language_tag(words(child(channel, "language")) or attributes(root).get("lang", ""))
    found = False
    for entry in descendants(root, "item", "entry", "deleted-entry"):
        found = True
        if local(entry) == "deleted-entry":  # RFC 6721
            uri = attributes(entry).get("ref", "")
            yield WireItem("atom", uri, status=Status.CANCELED, headline=uri, file=file)
            continue
        kind = local(root).lower()
        yield from fenced(
            file,
            shown(words(child(entry, "title"))),
            partial(_entry, entry, file, title, language=language, kind=kind),
        )
    if not found:
        yield Refusal(file, "a feed without items: nothing to import", "", title)


def _media(entry: Element, name: str) -> list[Element]:
    return [
        part
        for part in descendants(entry, name)
        if "mrss" in namespace(part) or namespace(part) == "media"
    ]


def _entry(entry: Element, file: str, feed: str, language: str, kind: str) -> Read:
    notes = Notes(file)
    title = _title(entry, notes)
    content, summary = _bodies(entry, notes)
    links = _links(entry)
    uri = next((words(p) for p in children(entry, "guid", "id", "identifier") if words(p)), "")
    uri = uri or attributes(entry).get("about", "") or links.get("alternate", "")
    pictures = (*_enclosures(entry), *_media_pictures(entry), *content.pictures, *summary.pictures)
    if not content.blocks and summary.blocks:
        content, summary = summary, Body()
    if not title and not content.blocks and not pictures:
        return Refusal(file, "has neither title nor text: nothing to import", uri)
    creators = [_person(part) for part in children(entry, "author", "creator")]
    times = [
        iso_time(words(p))
        for p in children(entry, "updated", "modified", "date", "pubDate", "published", "issued")
    ]
    created = next(
        (
            t
            for p in children(entry, "pubDate", "published", "issued", "date")
            if (t := iso_time(words(p)))
        ),
        "",
    )
    if any(
        words(part) and not iso_time(words(part))
        for part in children(entry, "pubDate", "published", "updated", "date")
    ):
        notes.warning("wire.date", "a date cannot be read and is ignored")
    safe = _clearance(entry).fields(notes)
    deck = " ".join(_text(block) for block in summary.blocks)
    return WireItem(
        format={"feed": "atom", "rdf": "rss-1.0"}.get(kind, "rss"),
        id=uri or (f"{feed}: {title}" if title else ""),
        type="article",
        created=created,
        updated=max((time for time in times if time), default=""),
        headline=title,
        deck=deck,
        byline="; ".join(unique(creators)),
        credit=words(child(child(entry, "source"), "title"))
        or words(child(entry, "source"))
        or feed,
        body=content.blocks,
        pictures=pictures,
        subjects=tuple(Subject(name, role="section") for name in _categories(entry)),
        tags=_categories(entry),
        language=language_tag(words(child(entry, "language")) or attributes(entry).get("lang", ""))
        or language,
        rights="; ".join(
            unique(words(p) for p in children(entry, "rights", "copyright", "license"))
        ),
        related=unique((*(v for k, v in links.items() if k != "alternate"), *content.links)),
        address=links.get("alternate", ""),
        file=file,
        unmapped=_unmapped(entry),
        **safe,
        findings=tuple(notes.found),
    )


def _clearance(entry: Element) -> Clearance:
    """Feeds know no embargo; some carry one all the same, and Atom has drafts (RFC 5023)."""
    clearance = Clearance()
    for part in descendants(entry, "draft"):
        if words(part).lower() != "no":
            clearance.doubt("it is a draft")
    for part in children(entry, "pubStatus", "pubstatus"):
        clearance.state(attributes(part).get("qcode") or words(part))
    embargoes_in(entry, clearance)
    return clearance


def _text(block: Block) -> str:
    return plain(block.text) if isinstance(block, Paragraph) else ""


def _title(entry: Element, notes: Notes) -> str:
    for part in children(entry, "title"):
        if "mrss" not in namespace(part) and namespace(part) != "media":
            plain_text = attributes(part).get("type", "") == "text"
            return words(part) if plain_text else inline(words(part), notes)
    return ""


def _person(part: Element) -> str:
    name = words(child(part, "name")) or words(part)
    if "(" in name and "@" in name.split("(")[0]:  # RSS: "address@host (Name)"
        return name.split("(", 1)[1].rstrip(") ")
    return inline(name)


def _categories(entry: Element) -> tuple[str, ...]:
    parts = children(entry, "category", "subject")
    return unique(
        inline(attributes(p).get("label") or attributes(p).get("term") or words(p)) for p in parts
    )


def _bodies(entry: Element, notes: Notes) -> tuple[Body, Body]:
    """(content, summary) of an entry."""
    content = summary = Body()
    for part in children(entry, "encoded", "content", "body", "fullitem", "fulltext"):
        if "mrss" in namespace(part) or namespace(part) == "media":
            continue
        body = _body(part, notes)
        if (body.blocks or body.pictures) and not content.blocks:
            content = body
    for part in children(entry, "description", "summary", "abstract"):
        body = _body(part, notes)
        if (body.blocks or body.pictures) and not summary.blocks:
            summary = body
    return content, summary


def _body(part: Element, notes: Notes) -> Body:
    values = attributes(part)
    kind, mode = values.get("type", ""), values.get("mode", "")
    if next(children(part), None) is not None and local(part) != "fullitem":  # inline XHTML
        return read_element(part, (), notes)
    text = "".join(part.itertext())
    if mode == "base64":
        try:
            text = base64.b64decode(text, validate=False).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            notes.warning("wire.body", "a base64 text cannot be decoded and is left out")
            return Body()
    if kind in ("text", "text/plain"):
        return Body(as_blocks(" ".join(p.split()) for p in text.split("\n\n") if p.strip()))
    return read_html(text, notes)


def _links(entry: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in children(entry, "link"):
        values = attributes(part)
        address = values.get("href", "") or words(part)
        if address and values.get("rel", "alternate") != "enclosure":
            found.setdefault(values.get("rel", "alternate"), address)
    return found


def _enclosures(entry: Element) -> Iterator[WirePicture]:
    parts = [
        *children(entry, "enclosure"),
        *(p for p in children(entry, "link") if attributes(p).get("rel") == "enclosure"),
    ]
    for part in parts:
        values = attributes(part)
        address = values.get("url", "") or values.get("href", "")
        if address and (
            values.get("type", "").startswith("image/")
            or address.lower().split("?")[0].endswith(_IMAGES)
        ):
            yield WirePicture((Rendition(address, kind=values.get("type", "")),))


def _media_pictures(entry: Element) -> Iterator[WirePicture]:
    """Media RSS: contents of a group are renditions of one picture; a thumbnail only where there is
    nothing else.
    """
    groups = _media(entry, "group") or [entry]
    for group in groups:
        contents = [p for p in _media(group, "content") if _is_picture(attributes(p))]
        thumbnails = _media(group, "thumbnail") if not contents else []
        renditions = [_rendition(p) for p in (*contents, *thumbnails)]
        credit = "; ".join(unique(words(p) for p in _media(group, "credit")))
        caption = next(
            (words(p) for p in (*_media(group, "description"), *_media(group, "text")) if words(p)),
            "",
        )
        rights = [
            words(p)
            for name in ("license", "copyright", "restriction")
            for p in _media(group, name)
        ]
        headline = next((words(p) for p in _media(group, "title")), "")
        if not renditions and not (groups[0] is not entry and (credit or caption)):
            continue
        together = (
            [tuple(renditions)]
            if groups[0] is not entry or not contents
            else [(r,) for r in renditions]
        )
        for files in together:
            yield WirePicture(
                files, inline(caption), credit, "; ".join(unique(rights)), headline=inline(headline)
            )


def _is_picture(values: dict[str, str]) -> bool:
    kind, medium = values.get("type", ""), values.get("medium", "")
    return (
        kind.startswith("image/")
        or medium == "image"
        or (not kind and not medium and bool(values.get("url")))
    )


def _rendition(part: Element) -> Rendition:
    values = attributes(part)
    return Rendition(
        values.get("url", "") or words(part),
        number(values.get("width", "")),
        number(values.get("height", "")),
        values.get("type", ""),
        name=local(part),
    )


def _unmapped(entry: Element) -> dict[str, object]:
    found: dict[str, list[object]] = {}
    for part in children(entry):
        if local(part) not in _MAPPED and not (
            "mrss" in namespace(part) or namespace(part) == "media"
        ):
            found.setdefault(local(part), []).append(words(part) or attributes(part))
    return {name: values for name, values in found.items() if any(values)}
