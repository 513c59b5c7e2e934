"""NewsML 1.2 (IPTC, 2003): news items of nested components with text as XHTML, NITF or plain
data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from epaper.model.text import Block
from epaper.settings.notes import Notes, shown
from epaper.sources.wire.body import Body, plain_body
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
from epaper.sources.wire.markup import number, read_html, without_references
from epaper.sources.wire.nitf import join_clearances, kills_inside, read_nitf_body
from epaper.sources.wire.safety import Clearance
from epaper.sources.wire.safety_xml import embargoes_in
from epaper.sources.wire.xml import Element, attributes, child, children, descendants, local, words
from epaper.sources.wire.xmlbody import read_element

_NO_TEXT = {
    "stylesheet",
    "headline",
    "subheadline",
    "contact",
    "logo",
    "photo",
    "picture",
    "caption",
    "image",
}


def read_newsml_1(root: Element, file: str) -> Iterator[Read]:
    found = False
    for item in descendants(root, "NewsItem"):
        found = True
        yield from fenced(file, shown(_line(item, "HeadLine")), partial(_item, item, file))
    if not found:
        yield Refusal(file, "NewsML 1 without a NewsItem")


def _formal(element: Element | None) -> str:
    return "" if element is None else attributes(element).get("FormalName", "") or words(element)


def _role(component: Element) -> str:
    return _formal(child(component, "Role")).lower()


def _line(item: Element, name: str) -> str:
    return next((text for part in descendants(item, name) if (text := words(part))), "")


def _item(item: Element, file: str) -> Read:
    notes = Notes(file)
    identity, management = (
        child(item, "Identification", "NewsIdentifier"),
        child(item, "NewsManagement"),
    )
    version = words(child(identity, "RevisionId"))
    uri = words(child(identity, "PublicIdentifier")) or words(child(identity, "NewsItemId"))
    if version:  # the address ends in the revision, the story does not
        uri = uri.removesuffix(f":{version}")
    kind = _formal(child(management, "NewsItemType")).lower()
    bodies, extra, pictures = _contents(item, notes)
    headline = _line(item, "HeadLine")
    if not headline and not bodies:
        return Refusal(file, "a NewsML 1.2 item without headline and text", uri)
    subtitle = extra.pop("SubHeadLine", "")
    safe = _clearance(item, management).fields(notes)
    return WireItem(
        format="newsml-1",
        id=uri,
        kind=ItemKind.PICTURE
        if kind in ("photo", "picture") or (pictures and not bodies)
        else ItemKind.TEXT,
        type=kind or "text",
        version=version,
        created=iso_time(words(child(management, "FirstCreated"))),
        updated=iso_time(words(child(management, "ThisRevisionCreated"))),
        headline=headline,
        deck=_line(item, "SubHeadLine") or subtitle,
        byline=_line(item, "ByLine"),
        dateline=_line(item, "DateLine"),
        credit=_line(item, "CreditLine") or _source(item),
        body=bodies,
        pictures=pictures,
        subjects=tuple(_subjects(item)),
        tags=unique(_tags(item)),
        genres=unique(_formal(part) for part in descendants(item, "Genre")),
        urgency=urgency_of(_formal(child(management, "Urgency"))),
        language=language_tag(_formal(next(descendants(item, "Language"), None))),
        location=_line(item, "DateLine"),
        rights=_line(item, "CopyrightLine"),
        terms="; ".join(
            unique(words(part) for part in descendants(item, "UsageRights", "RightsLine"))
        ),
        note="; ".join(unique(words(part) for part in descendants(item, "Instruction"))),
        slugline=_line(item, "SlugLine"),
        related=unique(
            attributes(part).get("NewsItem", "") for part in descendants(item, "AssociatedWith")
        ),
        file=file,
        unmapped={**extra, **_lines(item)},
        kills=kills_inside(item),
        **safe,
        findings=tuple(notes.found),
    )


def _clearance(item: Element, management: Element | None) -> Clearance:
    """The status now, and what it changes to: from embargoed to usable is an embargo's end; any
    other change is a doubt.
    """
    clearance = Clearance()
    for part in children(management, "Status"):
        clearance.state(_formal(part))
    for change in children(management, "StatusWillChange"):
        future = _formal(child(change, "FutureStatus"))
        time = _formal(child(change, "DateAndTime"))
        if future.lower().rsplit(":", 1)[-1] in ("usable", ""):
            clearance.embargo(time)
        else:
            clearance.doubt(f"its status changes to {shown(future)} at {shown(time)}")
    for part in children(management, "Instruction"):
        if "kill" in (name := _formal(part).lower()) or "cancel" in name or "withdraw" in name:
            clearance.doubt(f"it gives an order for earlier versions, {shown(name)}")
    embargoes_in(item, clearance)
    join_clearances(item, clearance)
    return clearance


def _source(item: Element) -> str:
    names = (
        _formal(child(part, "Party"))
        for kind in ("Source", "Provider")
        for part in descendants(item, kind)
    )
    return next(filter(None, names), "")


def _subjects(item: Element) -> Iterator[Subject]:
    for level in ("Subject", "SubjectMatter", "SubjectDetail"):
        for part in descendants(item, level):
            yield Subject(_formal(part), subject_code(_formal(part)))


def _tags(item: Element) -> Iterator[str]:
    yield from (words(part) for part in descendants(item, "KeywordLine"))
    for part in descendants(item, "Property"):
        if "keyword" in attributes(part).get("FormalName", "").lower():
            yield attributes(part).get("Value", "")


def _lines(item: Element) -> dict[str, object]:
    """News lines of the sender's own kinds, and metadata that no field of a story has."""
    found: dict[str, object] = {}
    for part in descendants(item, "NewsLine"):
        found[_formal(child(part, "NewsLineType")) or "NewsLine"] = words(
            child(part, "NewsLineText")
        )
    for part in descendants(item, "Metadata"):
        for entry in children(part, "Property"):
            name = attributes(entry).get("FormalName", "")
            if "keyword" not in name.lower():
                found[name] = attributes(entry).get("Value", "")
    return {name: value for name, value in found.items() if name and value}


def _contents(
    item: Element, notes: Notes
) -> tuple[tuple[Block, ...], dict[str, str], tuple[WirePicture, ...]]:
    """The main text; texts of other roles by their role; pictures with all their renditions."""
    text: tuple[Block, ...] = ()
    extra: dict[str, str] = {}
    pictures: list[WirePicture] = []
    for component in descendants(item, "NewsComponent"):
        role = _role(component)
        renditions: list[Rendition] = []
        for content in children(component, "ContentItem"):
            media = (
                _formal(child(content, "MediaType")) + _formal(child(content, "MimeType"))
            ).lower()
            if href := attributes(content).get("Href", ""):
                if "image" in media or "photo" in media:
                    renditions.append(_rendition(href, content, media))
                continue
            data = child(content, "DataContent")
            if data is None or "css" in media:
                continue
            body = _body(data, notes)
            if role in _NO_TEXT or (text and role not in ("main", "body")):
                extra.setdefault(_formal(child(component, "Role")) or "text", words(data))
            elif not text:
                text = body.blocks
                pictures += body.pictures
        if renditions:
            pictures.append(_picture(component, renditions))
    return (
        text,
        {
            name: value
            for name, value in extra.items()
            if name.lower() not in ("headline", "stylesheet")
        },
        tuple(pictures),
    )


def _body(data: Element, notes: Notes) -> Body:
    inner = next(children(data), None)
    if inner is None:
        text = "".join(data.itertext())
        if "<p" in text.lower():
            return read_html(text, notes)
        return plain_body(without_references(text))
    if local(inner) == "nitf":
        return read_nitf_body(inner, notes)
    return read_element(data, (), notes)


def _rendition(href: str, content: Element, media: str) -> Rendition:
    sizes = {
        attributes(p).get("FormalName", "").lower(): attributes(p).get("Value", "")
        for p in descendants(content, "Property")
    }
    return Rendition(href, number(sizes.get("width", "")), number(sizes.get("height", "")), media)


def _picture(component: Element, renditions: list[Rendition]) -> WirePicture:
    caption = next(
        (words(c) for c in descendants(component, "NewsComponent") if _role(c) == "caption"), ""
    )
    line = _line(component, "HeadLine") if _role(component) not in ("main",) else ""
    comment = words(next(descendants(component, "CaptionLine"), None))
    return WirePicture(
        tuple(renditions),
        caption or comment or line,
        _line(component, "CreditLine"),
        _line(component, "CopyrightLine"),
    )
