"""IPTC ninjs 1.x, 2.x and 3.x.

Names follow the schemas of IPTC newsinjson: 1.x has lower-case names and single values (`headline`,
`body_xhtml`), 2.x lower-case arrays (`headlines`, `bodies`), 3.x the same in camel case.  Names are
compared without case, so one reader serves all three.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from epaper.errors import WireError
from epaper.model.finding import Finding, Severity
from epaper.settings.notes import Notes
from epaper.sources.wire.body import Body, plain_body
from epaper.sources.wire.common import language_tag, subject_code, unique, urgency_of
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
from epaper.sources.wire.safety import Clearance, stops

_KINDS = {
    "text": ItemKind.TEXT,
    "composite": ItemKind.TEXT,
    "picture": ItemKind.PICTURE,
    "": ItemKind.TEXT,
}
_ORDER = ("html", "nitf", "plain")  # the richest body that we read
_TOPICS = (
    "subject",
    "subjects",
    "person",
    "people",
    "organisation",
    "organisations",
    "object",
    "objects",
)
_STATUSES = ("pubstatus", "publishingstatus", "publish_status")
_PLACES = ("place", "places")


class Fields:
    """One JSON object by names without case; remembers what was read."""

    def __init__(self, source: Mapping[str, object]) -> None:
        self.source = {str(name).lower(): (str(name), value) for name, value in source.items()}
        self.used: set[str] = {
            "standard",
            "profile",
            "charcount",
            "wordcount",
            "representationtype",
        }

    def get(self, *names: str) -> object:
        for name in names:
            self.used.add(name)
            found = self.source.get(name)
            if found is not None and found[1] not in (None, "", [], {}):
                return found[1]
        return None

    def text(self, *names: str) -> str:
        for name in names:
            self.used.add(name)
            found = self.source.get(name)
            value = None if found is None else found[1]
            if type(value) is str:
                if value:
                    return value
            elif value not in (None, [], {}):
                number = isinstance(value, int | float) and not isinstance(value, bool)
                return str(value) if number else ""
        return ""

    def list(self, *names: str) -> list[Fields]:
        """The objects of a list, or of a mapping by name (ninjs 1.x)."""
        value = self.get(*names)
        if value is None:
            return []
        if isinstance(value, Mapping):
            values = (
                list(value.values())
                if all(isinstance(v, Mapping) for v in value.values())
                else [value]
            )
        else:
            values = value if isinstance(value, list) else []
        return [Fields(entry) for entry in values if isinstance(entry, Mapping)]

    def rest(self) -> dict[str, object]:
        return {name: value for key, (name, value) in self.source.items() if key not in self.used}


def looks_like(data: Mapping[str, object]) -> bool:
    names = {str(name).lower() for name in data}
    own = names & {"versioncreated", "pubstatus", "standard", "headlines", "bodies"}
    text = any(name.startswith("body_") for name in names)
    if "uri" in names:
        return bool(own or text or names & {"type", "headline", "title"})
    return "guid" in names and bool(own or text or {"type", "headline"} <= names)


def read_ninjs(data: Mapping[str, object], file: str) -> Iterator[Read]:
    """The item of one ninjs object; items that are not for print are refused by name."""
    notes = Notes(file)
    fields = Fields(data)
    uri = fields.text("uri", "guid")
    kind = fields.text("type").lower()
    name = fields.text("title", "slugline", "name")
    event = "eventdetails" in fields.source
    if kind not in _KINDS or event:
        what = "event" if event else kind
        yield Refusal(file, f"{what} item, not a story: not for print", uri, name)
        return
    main = _values(fields, "headlines", "headline")
    headline = next(iter(main), "")
    body = _body(fields, notes, file)
    descriptions = list(_descriptions(fields))
    pictures, videos = _pictures(fields)
    item_kind = ItemKind.PICTURE if kind == "picture" else ItemKind.TEXT
    if item_kind is ItemKind.PICTURE:
        pictures = (_picture(fields), *pictures)
    deck = next(
        (text for role, text in descriptions if role not in ("caption", "creditline", "alt")), ""
    )
    if (
        not headline
        and not body.blocks
        and not deck
        and item_kind is ItemKind.TEXT
        and not pictures
    ):
        fields.get("slugline", "title")
        yield Refusal(file, "has no headline and no text: not a valid ninjs story", uri, name)
        return
    blocks = body.blocks
    if not blocks and deck and item_kind is ItemKind.TEXT:
        notes.warning(
            "wire.body", "came without a body, its description stands in", "wait for the full text"
        )
        blocks, deck = plain_body(deck).blocks, ""
    safe = _clearance(data).fields(notes)
    notes.found += [_note(file, f"{video} is not for print and was left out") for video in videos]
    yield WireItem(
        format="ninjs",
        kind=item_kind,
        type=kind or "text",
        headline=headline or name,
        deck=deck,
        body=blocks,
        pictures=(*pictures, *body.pictures),
        file=file,
        findings=tuple(notes.found),
        **{
            **_details(
                fields, uri, [text for role, text in descriptions if role == "creditline"], body
            ),
            **safe,
        },
    )


def _clearance(data: Mapping[str, object]) -> Clearance:
    clearance = Clearance()
    for name, value in data.items():
        if str(name).lower() in _STATUSES:
            clearance.state(value)
    clearance.embargoes_in(data)
    return clearance


def _note(file: str, words: str) -> Finding:
    return Finding(Severity.INFO, "wire.skipped", words, file=file)


def _details(fields: Fields, uri: str, credits: list[str], body: Body) -> dict[str, Any]:
    """All but the text, by the names of WireItem."""
    rights = fields.list("rightsinfo")
    sources = [entry.text("name") for entry in fields.list("infosources", "infosource")]
    subjects = [subject for name in _TOPICS for subject in _subjects(fields, name)]
    terms = [fields.text("usageterms"), *(part for entry in rights for part in _rights(entry))]
    related = [
        entry.text("uri", "guid")
        for entry in fields.list("associations")
        if entry.text("type") == "text"
    ]
    found: dict[str, Any] = {
        "id": uri,
        "version": fields.text("version"),
        "created": fields.text("firstcreated", "contentcreated"),
        "updated": fields.text("versioncreated", "contentmodified"),
        "byline": fields.text("by", "byline"),
        "dateline": fields.text("located"),
        "credit": next(iter(credits), "")
        or next(iter(sources), "")
        or fields.text("copyrightholder"),
        "subjects": tuple(subjects),
        "tags": _keywords(fields),
        "genres": unique(entry.text("name", "literal") for entry in fields.list("genres", "genre")),
        "urgency": urgency_of(fields.text("urgency")),
        "language": language_tag(fields.text("language")),
        "location": "; ".join(unique(e.text("name") for n in _PLACES for e in fields.list(n))),
        "rights": fields.text("copyrightnotice"),
        "terms": "; ".join(unique(terms)),
        "note": "; ".join(unique((fields.text("ednote"), fields.text("embargoedreason")))),
        "signals": tuple(str(s) for s in _plain_list(fields.get("signals", "signal"))),
        "slugline": fields.text("slugline"),
        "related": unique((*related, *body.links)),
        "address": next((e.text("uri") for e in fields.list("infosources")), ""),
    }
    fields.get(
        "title",
        "name",
        "uri",
        "mimetype",
        "copyrightholder",
        "altids",
        "descriptions",
        "renditions",
    )
    fields.used |= {"guid", "embargoed", *_STATUSES}
    found["unmapped"] = fields.rest()
    return found


def _rights(entry: Fields) -> list[str]:
    return [entry.text("linkedrights"), entry.text("encodedrights")]


def _keywords(fields: Fields) -> tuple[str, ...]:
    return unique(str(word) for word in _plain_list(fields.get("keywords", "keyword")))


def _plain_list(value: object) -> list[object]:
    if isinstance(value, str):
        return [value]
    return (
        [entry for entry in value if isinstance(entry, str | int)]
        if isinstance(value, list)
        else []
    )


def _subjects(fields: Fields, name: str) -> Iterator[Subject]:
    for entry in fields.list(name):
        code = (
            subject_code(entry.text("uri"))
            or subject_code(entry.text("code"))
            or subject_code(entry.text("literal"))
        )
        word = entry.text("name") or entry.text("literal", "code")
        if word or code:
            yield Subject(word, code, entry.text("rel") if name.startswith("subject") else name)


def _values(fields: Fields, many: str, one: str) -> list[str]:
    """Texts of a 2.x/3.x array, the main one first, or the single text of 1.x (also `headline_main`
    and so on).
    """
    entries = [(entry.text("role"), inline(entry.text("value"))) for entry in fields.list(many)]
    entries.sort(key=lambda entry: entry[0] != "main")
    single = fields.text(one) or next(
        (
            fields.text(name)
            for name in list(fields.source)
            if name.startswith(f"{one}_") and fields.text(name)
        ),
        "",
    )
    return [text for _, text in entries if text] or ([inline(single)] if single else [])


def _descriptions(fields: Fields) -> Iterator[tuple[str, str]]:
    """(role, text) of each description; of 1.x the plain one comes first."""
    for entry in fields.list("descriptions"):
        if text := inline(entry.text("value")):
            yield entry.text("role").lower(), text
    names = sorted(
        (name for name in fields.source if name.startswith("description_")),
        key=lambda n: n != "description_text",
    )
    for name in names:
        if text := inline(fields.text(name)):
            yield name.removeprefix("description_"), text


def _body(fields: Fields, notes: Notes, file: str) -> Body:
    """The richest of the bodies, once; all others are the same text in another dress."""
    choices: list[tuple[int, int, str, str]] = []
    for place, entry in enumerate(fields.list("bodies")):
        kind, role = entry.text("contenttype").lower(), entry.text("role").lower()
        choices.append((_rank(kind, role, entry.text("value")), place, kind, entry.text("value")))
    for name in [name for name in fields.source if name.startswith("body_")]:
        choices.append((_rank("", name, fields.text(name)), len(choices), name, fields.text(name)))
    for rank, _, _, text in sorted(choice for choice in choices if choice[3].strip()):
        match _ORDER[rank]:
            case "html":
                body = read_html(text, notes)
            case "nitf":
                from epaper.sources.wire.nitf import read_nitf_body
                from epaper.sources.wire.xml import parse_xml

                try:
                    body = read_nitf_body(parse_xml(text, notes))
                except WireError as error:
                    notes.warning("wire.body", f"the NITF body {error}", "another body is used")
                    continue
            case _:
                body = plain_body(without_references(text))
        if body.blocks:
            return body
    return Body()


def _rank(kind: str, role: str, text: str) -> int:
    if "nitf" in kind or "nitf" in role or text.lstrip()[:300].find("<nitf") >= 0:
        return 1
    if "html" in kind or "html" in role:
        return 0
    if not kind and text.lstrip().startswith("<"):
        return 0
    return 2


def _pictures(fields: Fields) -> tuple[tuple[WirePicture, ...], list[str]]:
    """Associated pictures, and the names of associated items that are not for print."""
    found: list[WirePicture] = []
    others: list[str] = []
    for entry in fields.list("associations"):
        kind = entry.text("type").lower()
        if kind == "picture":
            found.append(_picture(entry))
        elif kind not in ("text", ""):
            others.append(f"{kind} {entry.text('uri', 'name')}")
    return tuple(found), others


def _picture(entry: Fields) -> WirePicture:
    renditions = tuple(
        Rendition(
            rendition.text("href"),
            number(rendition.text("width")),
            number(rendition.text("height")),
            rendition.text("contenttype", "mimetype"),
            name=rendition.text("name", "title"),
        )
        for rendition in entry.list("renditions")
        if rendition.text("href")
    )
    data = dict(entry.source.values())
    safe = _clearance(data).fields(Notes(""))
    descriptions = list(_descriptions(entry))
    by_role = dict(reversed(descriptions))
    caption = by_role.get("caption") or next(
        (t for r, t in descriptions if r not in ("creditline", "alt")), ""
    )
    rights = [
        entry.text("copyrightnotice"),
        entry.text("usageterms"),
        *(r for e in entry.list("rightsinfo") for r in _rights(e)),
    ]
    return WirePicture(
        renditions,
        caption,
        by_role.get("creditline") or entry.text("by", "byline") or entry.text("copyrightholder"),
        "; ".join(unique(rights)),
        alt=by_role.get("alt", ""),
        headline=next(iter(_values(entry, "headlines", "headline")), ""),
        id=entry.text("uri", "guid"),
        note=entry.text("ednote"),
        rel=entry.text("rel"),
        until=safe["until"],
        stopped=stops(safe["status"], safe["doubts"]),
    )
