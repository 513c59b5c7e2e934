"""IPTC NewsML-G2: news items, packages and messages (https://iptc.org/std/NewsML-G2).

Text comes as inline XHTML, NITF or plain text; pictures as remote content in renditions.  The
dateline comes from <dateline> or <located>, never from a subject place.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from epaper.model.text import Block
from epaper.settings.notes import Notes, shown
from epaper.sources.wire.body import plain_body
from epaper.sources.wire.common import iso_time, language_tag, subject_code, unique, urgency_of
from epaper.sources.wire.fence import fenced
from epaper.sources.wire.item import (
    ItemKind,
    Read,
    Refusal,
    Rendition,
    Subject,
    WireItem,
    WirePicture,
)
from epaper.sources.wire.markup import inline, number, read_html, without_references
from epaper.sources.wire.nitf import join_clearances, kills_inside, nitf_item
from epaper.sources.wire.safety import Clearance
from epaper.sources.wire.safety_xml import embargoes_in
from epaper.sources.wire.xml import Element, attributes, child, children, descendants, local, words
from epaper.sources.wire.xmlbody import read_element

FRAGMENTS = {
    "contentSet",
    "contentMeta",
    "groupSet",
    "itemMeta",
    "itemRef",
    "inlineXML",
    "rightsInfo",
    "partMeta",
}
_META = {
    "contentCreated",
    "contentModified",
    "located",
    "creator",
    "contributor",
    "infoSource",
    "language",
    "subject",
    "slugline",
    "headline",
    "dateline",
    "by",
    "creditline",
    "description",
    "urgency",
    "genre",
    "keyword",
    "icon",
    "altId",
    "exclAudience",
    "audience",
}


def read_newsml_g2(root: Element, file: str) -> Iterator[Read]:
    """Every item of a news item, package or message, in its order."""
    if local(root) in FRAGMENTS:
        reason = f"holds a {local(root)}, which is a part of a NewsML-G2 item: no news item in it"
        yield Refusal(file, reason, "", local(root))
        return
    items = (
        [root]
        if local(root) != "newsMessage"
        else list(descendants(root, "newsItem", "packageItem"))
    )
    if not items:
        yield Refusal(file, "a news message without a news item")
    for item in items:
        read = _package if local(item) == "packageItem" else _item
        yield from fenced(file, shown(attributes(item).get("guid", "")), partial(read, item, file))


def _item(root: Element, file: str) -> Read:
    notes = Notes(file)
    meta, content = child(root, "itemMeta"), child(root, "contentMeta")
    kind = (
        attributes(element).get("qcode", "")
        if (element := child(meta, "itemClass")) is not None
        else ""
    )
    kind = kind.rsplit(":", 1)[-1] or "text"
    uri = attributes(root).get("guid", "")
    if kind not in ("text", "picture", "composite", "graphic"):
        return Refusal(
            file, f"{kind} item, not a story: not for print", uri, words(child(content, "headline"))
        )
    text = _Text(child(root, "contentSet"), file, notes)
    picture = _picture(root, content)
    is_picture = kind in ("picture", "graphic")
    fields = _fields(root, meta, content)
    fields["headline"] = fields["headline"] or text.headline
    fields["byline"] = fields["byline"] or text.byline
    fields["dateline"] = text.dateline or fields["dateline"]
    fields["deck"] = fields["deck"] or text.deck
    fields |= _clearance(root).fields(notes)
    fields["kills"] = kills_inside(root)
    return WireItem(
        format="newsml-g2",
        id=uri,
        kind=ItemKind.PICTURE if is_picture else ItemKind.TEXT,
        type=kind,
        body=() if is_picture else text.blocks,
        pictures=((picture,) if is_picture else ()) + text.pictures,
        file=file,
        findings=tuple(notes.found),
        **fields,
    )


def _clearance(root: Element) -> Clearance:
    """The status by its code, its address or its name; an embargo without a time has no end."""
    clearance = Clearance()
    for part in descendants(root, "pubStatus"):
        values = attributes(part)
        clearance.state(
            values.get("qcode") or values.get("uri") or values.get("literal") or words(part)
        )
    embargoes_in(root, clearance)
    join_clearances(root, clearance)
    return clearance


def _name(element: Element | None) -> str:
    """The name of a concept: the first <name>, else its code without the scheme, else its text."""
    if element is None:
        return ""
    if name := words(child(element, "name")):
        return name
    values = attributes(element)
    return words(element) or values.get("literal", "") or values.get("qcode", "").rsplit(":", 1)[-1]


def _fields(root: Element, meta: Element | None, content: Element | None) -> dict[str, Any]:
    rights = list(children(root, "rightsInfo"))
    described = _descriptions(content)
    creators = [_name(part) for part in children(content, "creator")]
    providers = [_name(part) for part in children(content, "infoSource")] + [
        _name(child(meta, "provider"))
    ]
    language = child(content, "language")
    return {
        "version": attributes(root).get("version", ""),
        "created": iso_time(
            words(child(meta, "firstCreated")) or words(child(content, "contentCreated"))
        ),
        "updated": iso_time(words(child(meta, "versionCreated"))),
        "headline": next(
            (h for h in (words(part) for part in children(content, "headline")) if h), ""
        )
        or words(child(meta, "title")),
        "deck": described.get("summary") or described.get("") or "",
        "byline": next((words(part) for part in children(content, "by")), "")
        or "; ".join(unique(creators)),
        "dateline": words(child(content, "dateline")) or _name(child(content, "located")),
        "credit": words(child(content, "creditline"))
        or next((name for name in providers if name), ""),
        "subjects": tuple(_subjects(content)),
        "tags": unique(words(part) for part in children(content, "keyword")),
        "genres": unique(_name(part) for part in children(content, "genre")),
        "urgency": urgency_of(words(child(content, "urgency"))),
        "language": language_tag(
            (attributes(language).get("tag", "") if language is not None else "")
            or attributes(root).get("lang", "")
        ),
        "location": ", ".join(
            unique(
                (
                    _name(child(content, "located")),
                    *(_name(b) for b in children(child(content, "located"), "broader")),
                )
            )
        ),
        "rights": "; ".join(
            unique(words(part) for info in rights for part in children(info, "copyrightNotice"))
        ),
        "terms": "; ".join(
            unique(words(part) for info in rights for part in children(info, "usageTerms"))
        ),
        "note": "; ".join(unique(words(part) for part in children(meta, "edNote"))),
        "signals": unique(attributes(part).get("qcode", "") for part in children(meta, "signal")),
        "slugline": words(child(content, "slugline")),
        "related": unique(
            attributes(p).get("residref") or attributes(p).get("href", "")
            for p in children(meta, "link")
        ),
        "unmapped": _unmapped(meta, content, described),
    }


def _descriptions(content: Element | None) -> dict[str, str]:
    """Texts by their role, its scheme taken off."""
    return {
        attributes(part).get("role", "").rsplit(":", 1)[-1]: words(part)
        for part in children(content, "description")
    }


def _subjects(content: Element | None) -> Iterator[Subject]:
    for part in children(content, "subject"):
        code = attributes(part).get("qcode", "") or attributes(part).get("uri", "")
        kind = attributes(part).get("type", "").rsplit(":", 1)[-1]
        yield Subject(_name(part), subject_code(code), "" if kind in ("", "abstract") else kind)


def _unmapped(
    meta: Element | None, content: Element | None, described: dict[str, str]
) -> dict[str, object]:
    found: dict[str, list[object]] = {}
    known = {
        "itemClass",
        "provider",
        "versionCreated",
        "firstCreated",
        "pubStatus",
        "embargoed",
        "edNote",
        "signal",
        "link",
        "title",
    }
    for part in [
        *(p for p in children(meta) if local(p) not in known),
        *(p for p in children(content) if local(p) not in _META),
    ]:
        found.setdefault(local(part), []).append({**attributes(part), "text": words(part)})
    for part in children(content, "altId", "contributor", "icon", "audience", "exclAudience"):
        found.setdefault(local(part), []).append({**attributes(part), "text": words(part)})
    for role, text in described.items():
        if role not in ("", "summary", "caption"):
            found.setdefault(f"description {role}", []).append(text)
    return dict(found)


class _Text:
    """The first body of a content set; all others are renditions of the same text."""

    def __init__(self, content: Element | None, file: str, notes: Notes) -> None:
        self.headline = self.byline = self.dateline = self.deck = ""
        self.blocks: tuple[Block, ...] = ()
        self.pictures: tuple[WirePicture, ...] = ()
        for part in children(content, "inlineXML"):
            if (inner := next(children(part), None)) is not None and not self.blocks:
                self._inline(inner, file, notes)
        for part in children(content, "inlineData"):
            if not self.blocks:
                text = "".join(part.itertext())
                html = "html" in attributes(part).get("contenttype", "")
                body = read_html(text, notes) if html else plain_body(without_references(text))
                self.blocks, self.pictures = body.blocks, body.pictures

    def _inline(self, inner: Element, file: str, notes: Notes) -> None:
        if local(inner) == "nitf":
            item = nitf_item(inner, file, notes)
            self.headline, self.byline, self.dateline, self.deck = (
                item.headline,
                item.byline,
                item.dateline,
                item.deck,
            )
            self.blocks, self.pictures = item.body, item.pictures
        else:
            body = read_element(inner, (), notes)
            self.blocks, self.pictures = body.blocks, body.pictures


def _picture(root: Element, content: Element | None) -> WirePicture:
    renditions = tuple(
        Rendition(
            values.get("href", "") or values.get("residref", ""),
            number(values.get("width", "")),
            number(values.get("height", "")),
            values.get("contenttype", ""),
            name=values.get("rendition", "").rsplit(":", 1)[-1],
        )
        for part in children(child(root, "contentSet"), "remoteContent")
        if (values := attributes(part))
    )
    described = _descriptions(content)
    photographers = "; ".join(unique(_name(part) for part in children(content, "creator")))
    credit = words(child(content, "creditline"))
    rights = [
        words(part)
        for info in children(root, "rightsInfo")
        for part in children(info, "copyrightNotice", "usageTerms")
    ]
    return WirePicture(
        renditions,
        described.get("caption") or described.get("") or next(iter(described.values()), ""),
        "/".join(unique((photographers, credit))),
        "; ".join(unique(rights)),
        headline=inline(words(child(content, "headline"))),
        id=attributes(root).get("guid", ""),
    )


def _package(root: Element, file: str) -> WireItem:
    """A package: which items belong together, in their order; groups are followed from the root."""
    groups = {attributes(group).get("id", ""): group for group in descendants(root, "group")}
    start = attributes(next(descendants(root, "groupSet"), root)).get("root", "")
    references: dict[str, str] = {}

    seen: set[str] = set()
    queue = [start] if start in groups else list(groups)
    while queue:
        name = queue.pop(0)
        if name in seen or name not in groups:
            continue
        seen.add(name)
        inner: list[str] = []
        for part in children(groups[name], "itemRef", "groupRef"):
            values = attributes(part)
            if local(part) == "groupRef":
                inner.append(values.get("idref", ""))
            else:
                references[values.get("residref") or values.get("href", "")] = words(
                    child(part, "title")
                )
        queue = inner + queue
    content, meta = child(root, "contentMeta"), child(root, "itemMeta")
    fields = _fields(root, meta, content)
    fields["related"] = tuple(references)
    fields["unmapped"] = {"titles": references}
    notes = Notes(file)
    fields |= _clearance(root).fields(notes)
    return WireItem(
        "newsml-g2",
        attributes(root).get("guid", ""),
        ItemKind.PACKAGE,
        "package",
        file=file,
        findings=tuple(notes.found),
        **fields,
    )
