"""The last step of reading: clean characters, a repeated lead once, a headline for every story.

Only what no agency means is touched: control characters, garbled encodings, runs of white space.
Words are never.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from epaper.model.text import (
    Block,
    Crosshead,
    ListBlock,
    Paragraph,
    Quotation,
    RichText,
    Span,
    Table,
    block_texts,
    plain,
)
from epaper.settings.notes import Notes, shown
from epaper.settings.textfile import clean, note_controls, usual
from epaper.sources.languages import NAMES, fits, guessed
from epaper.sources.legacy import DOUBT, converted_line, is_legacy, judged, told_font
from epaper.sources.wire.common import key_of
from epaper.sources.wire.encoding import repaired
from epaper.sources.wire.item import ItemKind, WireItem, WirePicture
from epaper.sources.wire.rules import words_of
from epaper.sources.wire.tidy import (
    caption_and_credit,
    dateline_once,
    name_only,
    place_only,
    without_routing,
)

_LINES = (
    "id",
    "version",
    "headline",
    "kicker",
    "deck",
    "byline",
    "dateline",
    "credit",
    "disclaimer",
    "location",
    "rights",
    "terms",
    "note",
    "slugline",
    "address",
)
_SENTENCE = re.compile(r"(.{20,110}?[.!?…।])\s")
_MOST_HEADLINE = 110


def finished(item: WireItem) -> WireItem:
    """The item as it goes to the desk; what was done to it is among its findings."""
    notes = Notes(item.file)
    item = _in_unicode(item, notes)

    # what is left in a legacy font looks garbled, and is not so that anything could put it right
    legacy = any(found.rule == DOUBT for found in (*item.findings, *notes.found))

    def line(text: str, field: str) -> str:
        if not text or usual(text):
            return " ".join(text.split())
        note_controls(text, notes, 0, field)
        right = text if legacy else repaired(text, notes, field)
        return " ".join(clean(right).split())

    def span(text: str) -> str:
        return _span(text, notes, legacy)

    changes: dict[str, object] = {name: line(str(getattr(item, name)), name) for name in _LINES}
    changes["tags"] = tuple(filter(None, (line(tag, "tags") for tag in item.tags)))
    changes["genres"] = tuple(filter(None, (line(name, "genres") for name in item.genres)))
    changes["subjects"] = tuple(replace(s, name=line(s.name, "subjects")) for s in item.subjects)
    changes["pictures"] = tuple(_picture(picture, line) for picture in item.pictures)
    changes["body"] = tuple(mapped(block, span) for block in item.body)
    item = changed(item, changes)
    item = _named(_once(_own_words(item, notes), notes), notes)
    item = _spoken(item, notes)
    if item.unmapped:
        names = ", ".join(sorted(item.unmapped)[:12])
        notes.info("wire.unmapped", f"no field of a story holds {names}", "kept under origin:")
    found = tuple(dict.fromkeys((*item.findings, *notes.found)))
    return item if found == item.findings else replace(item, findings=found)


def changed(item: WireItem, changes: Mapping[str, object]) -> WireItem:
    """The item with these fields; itself where they are as they were, which is soon told."""
    other = {name: to for name, to in changes.items() if getattr(item, name) != to}
    return replace(item, **other) if other else item  # type: ignore[arg-type]


def _in_unicode(item: WireItem, notes: Notes) -> WireItem:
    """The item in Unicode where it was typed for a legacy font; what its reader converted, and
    told, lacks no more than its headline."""
    lines = ("headline", "kicker", "deck")
    font = told_font((one.rule, one.message) for one in item.findings)
    done = bool(font)
    if not done:
        font = judged(words_of(item), notes)
    if not font:
        return item
    changes: dict[str, object] = {
        name: converted_line(text, font)
        for name in lines
        if is_legacy(text := str(getattr(item, name)), strict=done)
    }
    if not done:
        changes["body"] = tuple(
            mapped(block, lambda text: converted_line(text, font))
            if is_legacy(_text(block))
            else block
            for block in item.body
        )
    return replace(item, **changes)  # type: ignore[arg-type]


def _spoken(item: WireItem, notes: Notes) -> WireItem:
    """A language that the text's letters forbid is put right: the feeds of many papers in Hindi say
    en-US, which their program says of all."""
    words = words_of(item)
    if not item.language or fits(item.language, words):
        return item
    found = guessed(words, item.language)
    fact = f"is in letters of {NAMES[found]} and says that its language is {item.language}"
    notes.warning("wire.language", fact, f"language: {found} is written", 0, field="language")
    return replace(item, language=found, unmapped={**item.unmapped, "language": item.language})


def _picture(picture: WirePicture, line: Callable[[str, str], str]) -> WirePicture:
    names = [f.name for f in fields(picture) if f.name != "renditions"]
    changes = {name: line(str(getattr(picture, name)), f"picture {name}") for name in names}
    if not changes["credit"]:
        changes["caption"], changes["credit"] = caption_and_credit(changes["caption"])
    return replace(picture, **changes)  # type: ignore[arg-type]


def _own_words(item: WireItem, notes: Notes) -> WireItem:
    """The item without what machines and desks wrote around its words; each is told and kept."""
    byline, off = name_only(item.byline) if item.byline else ("", "")
    unmapped = dict(item.unmapped)
    if off:
        notes.info("wire.byline", f"{shown(off)} is no name and is left out of the byline")
        unmapped["byline"] = item.byline
    body, routing = without_routing(item.body)
    if routing:
        lines = ", ".join(routing[:6])
        notes.info("wire.routing", f"the agency's own lines are left out: {shown(lines)}")
        before = unmapped.get("routing", [])
        unmapped["routing"] = [*(before if isinstance(before, list) else ()), *routing]
    body, twice = dateline_once(body)
    if twice:
        notes.info("wire.dateline", f"the dateline stood twice; {shown(twice)} is left out")
    dateline = place_only(item.dateline) if item.dateline else ""
    kept = {"byline": byline, "dateline": dateline, "body": tuple(body), "unmapped": unmapped}
    return changed(item, kept)


def mapped(block: Block, change: Callable[[str], str]) -> Block:
    """The block with each span's words changed."""
    if type(block) is Paragraph and len(block.text) == 1:  # as most are
        (only,) = block.text
        words = change(only.text)
        return block if words is only.text else Paragraph((Span(words, only.emphasis),))

    def rich(text: RichText) -> RichText:
        words = [change(span.text) for span in text]
        if all(new is span.text for new, span in zip(words, text, strict=True)):
            return text
        return tuple(Span(new, span.emphasis) for new, span in zip(words, text, strict=True))

    match block:
        case Paragraph(text):
            return block if (new := rich(text)) is text else Paragraph(new)
        case Crosshead(text):
            return Crosshead(rich(text))
        case Quotation(paragraphs):
            return Quotation(tuple(map(rich, paragraphs)))
        case ListBlock(items, ordered, start):
            return ListBlock(tuple(map(rich, items)), ordered, start)
        case Table(header, rows, aligns):
            return Table(
                tuple(map(rich, header)), tuple(tuple(map(rich, row)) for row in rows), aligns
            )


def _span(text: str, notes: Notes, legacy: bool) -> str:
    if usual(text):
        return text
    note_controls(text, notes, 0, "body")
    right = text if legacy else repaired(text, notes, "body")
    return clean(right).replace("\n", " ")


def _repeats(a: str, b: str) -> bool:
    """Is the first text the second, or its beginning (cut with dots, or a whole sentence of it)?
    By their keys."""
    return bool(a) and (a == b or (len(a) > 40 and b.startswith(a)))


def _once(item: WireItem, notes: Notes) -> WireItem:
    """The headline and the lead stand in many bodies again; each is kept once."""
    body = list(item.body)
    headline = key_of(item.headline)
    while len(body) > 1 and headline and key_of(_text(body[0])) == headline:
        body.pop(0)
        notes.info("wire.repeated", "the headline stood in the text again and was taken off")
    if len(body) > 1 and isinstance(body[0], Paragraph) and isinstance(body[1], Paragraph):
        first = key_of(_text(body[0]))
        if len(first) > 20 and _repeats(first, key_of(_text(body[1]))):
            body.pop(0)
            notes.info("wire.repeated", "the lead stood twice and is kept once")
    deck = item.deck
    if deck and body and _repeats(key_of(deck), key_of(_text(body[0]))):
        deck = ""
        notes.info("wire.repeated", "the deck repeats the first paragraph and is left out")
    if deck and key_of(deck) == headline:
        deck = ""
    if len(body) == len(item.body) and deck == item.deck:
        return item
    return replace(item, body=tuple(body), deck=deck)


def _text(block: Block) -> str:
    return " ".join(plain(text) for text in block_texts(block))


def _named(item: WireItem, notes: Notes) -> WireItem:
    """A story that came without a headline gets its first sentence, or first words, and a
    finding."""
    if item.headline or item.kind not in (ItemKind.TEXT,):
        return item
    text = next((found for block in item.body if (found := _text(block).strip())), "")
    if not text:
        caption = next(
            (
                p.headline or p.caption or p.alt
                for p in item.pictures
                if p.headline or p.caption or p.alt
            ),
            "",
        )
        text = caption
    if not text:
        return item
    sentence = _SENTENCE.match(text + " ")
    headline = sentence.group(1) if sentence else text
    if len(headline) > _MOST_HEADLINE:
        headline = headline[:_MOST_HEADLINE].rsplit(" ", 1)[0] + "…"
    notes.warning(
        "wire.headline",
        "came without a headline; its first words stand in",
        "write one",
        0,
        field="headline",
    )
    return replace(item, headline=headline)
