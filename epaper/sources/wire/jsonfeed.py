"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from epaper.settings.notes import Notes
from epaper.sources.wire.body import as_blocks, plain_body
from epaper.sources.wire.common import iso_time, language_tag, unique
from epaper.sources.wire.fence import fenced
from epaper.sources.wire.item import Read, Refusal, Rendition, Subject, WireItem, WirePicture
from epaper.sources.wire.markup import inline, read_html, without_references
from epaper.sources.wire.ninjs import Fields
from epaper.sources.wire.safety import Clearance


def looks_like(data: Mapping[str, object]) -> bool:
    version = data.get("version")
    return (isinstance(version, str) and "jsonfeed.org" in version) or isinstance(
        data.get("items"), list
    )


def read_json_feed(data: Mapping[str, object], file: str) -> Iterator[Read]:
    feed = Fields(data)
    title, language = inline(feed.text("title")), language_tag(feed.text("language"))
    items = data.get("items")
    if not isinstance(items, list) or not items:
        yield Refusal(file, "a feed without items: nothing to import", "", title)
        return
    for place, item in enumerate(items, start=1):
        if isinstance(item, Mapping):
            read = partial(_cleared, item, file, title, language=language, place=place)
            yield from fenced(file, f"item {place} of the feed", read)
        else:
            yield Refusal(file, f"item {place} of the feed is not an object")


def _cleared(item: Mapping[str, object], file: str, feed: str, language: str, place: int) -> Read:
    """An item with the embargo that it may have beside the standard's fields."""
    notes, clearance = Notes(file), Clearance()
    clearance.embargoes_in(item)
    safe = clearance.fields(notes)
    read = _item(Fields(item), file, feed, language, place=place)
    if isinstance(read, Refusal):
        return read
    return replace(read, **safe, findings=(*read.findings, *notes.found))


def _item(fields: Fields, file: str, feed: str, language: str, place: int) -> Read:
    notes = Notes(file)
    uri = fields.text("id") or fields.text("url")
    title, summary = inline(fields.text("title")), inline(fields.text("summary"))
    html, text = fields.text("content_html"), fields.text("content_text")
    body = read_html(html) if html else plain_body(without_references(text))
    for name in ("title", "content_html", "content_text", "summary", "date_published"):
        value = fields.get(name)
        if value is not None and not isinstance(value, str):
            notes.warning("wire.type", f"{name} is not a text", "tell the sender", 0, field=name)
    blocks = body.blocks
    if not blocks and summary:
        blocks, summary = as_blocks([summary]), ""
    pictures = tuple(_pictures(fields))
    if not title and not blocks and not (pictures or body.pictures):
        return Refusal(file, f"item {place} has neither title nor text: nothing to import", uri)
    authors = [entry.text("name") for entry in (*fields.list("authors"), *fields.list("author"))]
    fields.get("tags", "attachments", "image", "banner_image")
    tags = fields.get("tags")
    return WireItem(
        format="json feed",
        id=uri or (f"{feed}: {title}" if title else ""),
        type="article",
        created=iso_time(fields.text("date_published")),
        updated=iso_time(fields.text("date_modified")) or iso_time(fields.text("date_published")),
        headline=title,
        deck=summary,
        byline="; ".join(unique(authors)),
        credit=feed,
        body=blocks,
        pictures=(*pictures, *body.pictures),
        subjects=tuple(
            Subject(name, role="section")
            for name in unique(map(str, tags if isinstance(tags, list) else ()))
        ),
        tags=unique(map(str, tags if isinstance(tags, list) else ())),
        language=language_tag(fields.text("language")) or language,
        related=unique((fields.text("external_url"), *body.links)),
        address=fields.text("url"),
        file=file,
        unmapped=fields.rest(),
        findings=tuple(notes.found),
    )


def _pictures(fields: Fields) -> Iterator[WirePicture]:
    for name in ("image", "banner_image"):
        if address := fields.text(name):
            yield WirePicture((Rendition(address, name=name),))
    for entry in fields.list("attachments"):
        if entry.text("mime_type").startswith("image/") and entry.text("url"):
            yield WirePicture(
                (Rendition(entry.text("url"), kind=entry.text("mime_type")),), entry.text("title")
            )
