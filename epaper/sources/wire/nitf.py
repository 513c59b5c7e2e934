"""NITF 3.x (https://iptc.org/std/NITF): one article a document; namespaces or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from epaper.settings.notes import Notes
from epaper.sources.wire.body import Body
from epaper.sources.wire.common import iso_time, language_tag, subject_code, unique, urgency_of
from epaper.sources.wire.item import Read, Status, Subject, WireItem, WirePicture
from epaper.sources.wire.safety import Clearance, status_of
from epaper.sources.wire.safety_xml import embargoes_in
from epaper.sources.wire.xml import (
    Element,
    attributes,
    child,
    children,
    descendants,
    local,
    parted,
    words,
)
from epaper.sources.wire.xmlbody import line_of, read_element


def read_nitf_body(root: Element, notes: Notes | None = None) -> Body:
    """The text of an NITF document or of its body."""
    content = (
        root if local(root) == "body.content" else next(descendants(root, "body.content"), None)
    )
    if content is None:
        body = next(descendants(root, "body"), None)
        return read_element(body, ("body.head", "body.end"), notes) if body is not None else Body()
    return read_element(content, ("media", "media-producer"), notes)


def read_nitf(root: Element, file: str) -> Iterator[Read]:
    """The one article of an NITF document."""
    notes = Notes(file)
    item = nitf_item(root, file, notes)
    yield replace(item, findings=tuple(notes.found))


def nitf_item(root: Element, file: str, notes: Notes) -> WireItem:
    head, text = child(root, "head"), child(root, "body", "body.head")
    data = child(head, "docdata")
    body = read_nitf_body(root, notes)
    lines = [line_of(line, notes) for line in descendants(root, "hl1")]
    decks = [line_of(line, notes) for line in children(child(text, "hedline"), "hl2")]
    abstract = line_of(child(text, "abstract"), notes)
    identity = _attribute(child(data, "doc-id"), "id-string")
    end = [words(part) for part in children(child(root, "body", "body.end"))]
    return WireItem(
        format="nitf",
        id=identity,
        type="text",
        version=_attribute(child(data, "du-key"), "version"),
        created=iso_time(_attribute(child(data, "date.issue"), "norm")),
        updated=_updated(head, data),
        headline=next(iter(lines), "") or words(child(head, "title")),
        deck=next(iter(decks), "") or abstract,
        byline="; ".join(unique(parted(line) for line in children(text, "byline"))),
        dateline=parted(child(text, "dateline"))
        or parted(next(descendants(root, "dateline"), None)),
        credit=words(child(text, "distributor")) or _attribute(child(data, "doc-id"), "regsrc"),
        disclaimer="",
        body=body.blocks,
        pictures=(*media(root), *body.pictures),
        subjects=tuple(_subjects(head)),
        tags=unique(_attribute(word, "key") for word in descendants(root, "keyword")),
        urgency=urgency_of(_attribute(child(data, "urgency"), "ed-urg")),
        language=language_tag(
            attributes(root).get("baselang", "") or attributes(root).get("lang", "")
        ),
        location="; ".join(unique(" ".join(_places(place)) for place in children(data, "evloc"))),
        rights=_rights(data),
        kills=kills(root),
        **clearance_of(root).fields(notes),
        note="; ".join(
            unique(
                (
                    *(_attribute(part, "info") for part in children(data, "ed-msg")),
                    words(child(text, "note")),
                )
            )
        ),
        slugline=_attribute(child(data, "du-key"), "key"),
        related=body.links,
        file=file,
        unmapped=_unmapped(head, data, end, decks[1:]),
    )


def clearance_of(root: Element) -> Clearance:
    """What an NITF document says about its release."""
    clearance = Clearance()
    data = child(root, "head", "docdata")
    values = attributes(data) if data is not None else {}
    clearance.state(values.get("management-status"))
    for release in children(data, "date.release"):
        clearance.embargo(attributes(release).get("norm") or words(release))
    other = status_of(values.get("management-idref-status", ""))
    if other is Status.CANCELED:
        clearance.state("canceled")
    elif other is Status.UNKNOWN:
        clearance.doubt("it sets another item to a status that is not known")
    embargoes_in(child(root, "head"), clearance)
    return clearance


def join_clearances(root: Element, clearance: Clearance) -> None:
    """What the NITF documents inside another format's item say about its release."""
    for document in descendants(root, "nitf"):
        clearance.join(clearance_of(document))


def kills_inside(root: Element) -> tuple[str, ...]:
    """The documents that NITF documents inside another format's item withdraw."""
    return unique(name for document in descendants(root, "nitf") for name in kills(document))


def kills(root: Element) -> tuple[str, ...]:
    """The document that this one withdraws."""
    data = child(root, "head", "docdata")
    values = attributes(data) if data is not None else {}
    killed = status_of(values.get("management-idref-status", "")) is Status.CANCELED
    return unique([values.get("management-doc-idref", "")]) if killed else ()


def _attribute(element: Element | None, name: str) -> str:
    return "" if element is None else attributes(element).get(name, "")


def _updated(head: Element | None, data: Element | None) -> str:
    issue = iso_time(_attribute(child(data, "date.issue"), "norm"))
    revised = [iso_time(_attribute(part, "norm")) for part in children(head, "revision-history")]
    published = iso_time(_attribute(child(head, "pubdata"), "date.publication"))
    return max((time for time in (*revised, published, issue) if time), default="")


def _subjects(head: Element | None) -> Iterator[Subject]:
    for subject in children(child(head, "tobject"), "tobject.subject"):
        values = attributes(subject)
        names = [values.get(f"tobject.subject.{part}", "") for part in ("detail", "matter", "type")]
        code = subject_code(values.get("tobject.subject.refnum", ""))
        yield Subject(next((name for name in names if name), ""), code)
    if desk := _attribute(child(head, "tobject"), "tobject.type"):
        yield Subject(desk, "", "section")


def _places(place: Element) -> list[str]:
    values = attributes(place)
    return [
        values[name]
        for name in ("city", "county-dist", "state-prov", "country", "region")
        if name in values
    ]


def _rights(data: Element | None) -> str:
    copyright_ = child(data, "doc.copyright")
    holder, year = _attribute(copyright_, "holder"), _attribute(copyright_, "year")[:4]
    return f"© {year} {holder}".replace("  ", " ") if holder else ""


def _unmapped(
    head: Element | None, data: Element | None, end: list[str], decks: list[str]
) -> dict[str, object]:
    """What has no place in a story: the sender's own meta fields, the tag line, further
    headlines."""
    metas = {
        attributes(m).get("name", ""): attributes(m).get("content", "")
        for m in children(head, "meta")
    }
    found: dict[str, object] = {name: value for name, value in metas.items() if name and value}
    if parts := [part for part in end if part]:
        found["body.end"] = parts
    if decks:
        found["hl2"] = decks
    if fixture := attributes(child(data, "fixture")) if child(data, "fixture") is not None else {}:
        found["fixture"] = fixture
    return found


def media(root: Element) -> Iterator[WirePicture]:
    """The pictures of <media media-type="image">, each reference a rendition."""
    for part in descendants(root, "media"):
        if attributes(part).get("media-type", "image") not in ("image", "picture", "photo"):
            continue
        body = read_element(part, ("media-caption", "media-producer"))
        found = tuple(rendition for picture in body.pictures for rendition in picture.renditions)
        caption = " ".join(line_of(line) for line in children(part, "media-caption"))
        alt = next((picture.alt for picture in body.pictures if picture.alt), "")
        yield WirePicture(found, caption, words(child(part, "media-producer")), alt=alt)
