"""JSON that is no standard's: records with a title and a body, one or a list or one a line; lists
of plain texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from epaper.settings.notes import Notes
from epaper.sources.wire.body import as_blocks, plain_body
from epaper.sources.wire.common import iso_time, language_tag, paragraphs_of, unique
from epaper.sources.wire.item import Read, Refusal, WireItem
from epaper.sources.wire.markup import read_html, without_references
from epaper.sources.wire.ninjs import Fields
from epaper.sources.wire.safety import Clearance

_BODIES = ("body", "text", "content", "articlebody", "body_html")
_TITLES = ("title", "headline", "name")


def looks_like(data: Mapping[str, object]) -> bool:
    names = {str(name).lower() for name in data}
    return bool(names & set(_TITLES)) and bool(names & set(_BODIES))


def read_record(data: Mapping[str, object], file: str) -> Iterator[Read]:
    fields, notes, clearance = Fields(data), Notes(file), Clearance()
    clearance.state(fields.get("pubstatus", "status"), loose=True)
    clearance.embargoes_in(data)
    safe = clearance.fields(notes)
    body, language = fields.text(*_BODIES), language_tag(fields.text("lang", "language"))
    html = body.lstrip().startswith("<")
    blocks = (read_html(body) if html else plain_body(without_references(body))).blocks
    identity = fields.text("id", "uri", "guid", "url")
    tags = fields.get("tags", "keywords")
    yield WireItem(
        format="json",
        id=f"{language}:{identity}" if language and identity else identity or fields.text(*_TITLES),
        type="record",
        version=fields.text("version"),
        created=iso_time(fields.text("created", "date", "published")),
        updated=iso_time(fields.text("updated", "modified")),
        headline=fields.text(*_TITLES),
        deck=fields.text("deck", "summary", "description"),
        byline=fields.text("author", "byline"),
        credit=fields.text("source", "credit"),
        body=blocks,
        tags=unique(map(str, tags if isinstance(tags, list) else ())),
        language=language,
        terms=fields.text("licence", "license", "rights"),
        file=file,
        unmapped=fields.rest(),
        findings=tuple(notes.found),
        **safe,
    )


def read_texts(texts: list[object], file: str) -> Iterator[Read]:
    """A list of plain texts: each is a brief whose first line is its headline."""
    for place, text in enumerate(texts, start=1):
        lines = paragraphs_of(text) if isinstance(text, str) else []
        if not lines:
            yield Refusal(file, f"text {place} of the list is empty")
            continue
        yield WireItem(
            "json",
            f"{file}#{place}",
            type="text",
            headline=lines[0],
            body=as_blocks(lines),
            file=file,
        )
