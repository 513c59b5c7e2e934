"""A wire item as a story's file: front matter by the names that `sources.story` reads, body in
Markdown, `origin:` last.

`origin` is the record of where the story came from; the reader of stories passes it by.  What no
field holds is kept there as JSON text, so that a sender's deep structures cannot break the file.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epaper.model.letters import in_word
from epaper.model.names import ASCII, SCRIPT, hyphenated
from epaper.model.text import Block, Emphasis, Paragraph, RichText, Span, block_texts, plain
from epaper.sources.wire.fit import fit_of
from epaper.sources.wire.item import WireItem, WirePicture
from epaper.sources.wire.rules import Rules
from epaper.sources.writer import blocks_markdown, markdown_escape, story_markdown
from epaper.units import counted

_KINDS = {
    "brief": "brief",
    "briefs": "brief",
    "obituary": "obituary",
    "feature": "feature",
    "interview": "feature",
    "opinion": "opinion",
    "column": "opinion",
    "comment": "opinion",
    "editorial": "editorial",
    "results": "agate",
}
_FORBIDS = re.compile(
    r"\bno (?:changes|alterations?|modifications?|edits|editing|derivatives?|cuts)\b|"
    r"NoDeriv|by-n[cd]?-?nd|\bby-nd\b|"
    r"(?:may|must|shall|can)(?:not| not) be "
    r"(?:altered|edited|changed|modified|cut|abridged|shortened)|\bverbatim\b|"
    r"without (?:any )?(?:alteration|modification|change|editing|cuts?)|\bunaltered\b|in "
    r"(?:its|their) entirety|\bunedited form\b",
    re.IGNORECASE,
)
_TEXT_DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}(?:, [\w. ]{2,25})?,? ?(?:\([^)]{2,30}\)|, \w+ \d{1,2}) "
    r"?(?:--?|–|—|:)"
)
MOST_ASCII = 70  # characters of a slug
MOST_NAME = 120  # bytes of a slug in another script than ASCII's
_HOLD = re.compile(r"\Ahold: true  # .*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture of the item that is at hand: its name in the day's folder."""

    file: str
    picture: WirePicture


def slug_of(item: WireItem, slugs: str = SCRIPT) -> str:
    """A file name from the slug line or the headline: ASCII for Latin letters, accents or not, else
    in its own script; all of it in ASCII where the paper's `slugs` say so."""
    if slugs == ASCII:
        for source in (item.slugline, item.headline, item.id):
            if len(slug := hyphenated(source, MOST_ASCII, ASCII)) >= 3:
                return slug
    for source in (item.slugline, item.headline, item.id):
        if not _is_latin(source):
            break  # "GST 2.0" is not all that a headline in Hindi says
        ascii_text = unicodedata.normalize("NFKD", source).encode("ascii", "ignore").decode()
        words = re.findall(r"[a-z0-9]+", ascii_text.lower().replace("'", ""))
        slug = ""
        for word in words:
            if len(slug) + len(word) > MOST_ASCII:
                break
            slug = f"{slug}-{word}" if slug else word
        letters = str.isalnum if source.isascii() else in_word
        if len(slug) >= 3 and len(slug) >= sum(map(letters, source[:60])) / 3:
            return slug
    own = hyphenated(item.slugline, MOST_NAME) or hyphenated(item.headline, MOST_NAME)
    return own or f"story-{hashlib.blake2b(item.id.encode(), digest_size=4).hexdigest()}"


def _is_latin(text: str) -> bool:
    """Are most of a text's letters Latin, accents or not?"""
    if text.isascii():
        return True
    letters = [char for char in text if char.isalpha()]
    latin = sum(unicodedata.normalize("NFKD", char)[0].isascii() for char in letters)
    return latin * 2 >= len(letters)


def suffixed(slug: str, identity: str) -> str:
    """Another name for a slug that is taken, the same whatever came first."""
    return f"{slug}-{hashlib.blake2b(identity.encode(), digest_size=3).hexdigest()}"


def forbids_changes(item: WireItem, rules: Rules) -> bool:
    return rules.may_not_cut(item) or bool(
        _FORBIDS.search(f"{item.terms} {item.rights} {item.note}")
    )


def story_text(
    item: WireItem,
    section: str,
    rules: Rules,
    pictures: Sequence[PlacedPicture],
    origin: Mapping[str, object],
) -> str:
    """The story's file.  Times, ids and terms stand in `origin` as they were sent."""
    credit = _credit(item.credit, rules)
    kinds = [_KINDS[name.casefold()] for name in item.genres if name.casefold() in _KINDS]
    unchanged = forbids_changes(item, rules)
    front: dict[str, object] = {
        "section": section,
        "urgency": rules.urgency(item),
        "kind": next(iter(kinds), ""),
        "kicker": item.kicker,
        "headline": item.headline,
        "deck": item.deck,
        "byline": "" if _signs(item.byline, f"{item.credit}/{credit}") else item.byline,
        "dateline": "" if _has_dateline(item) else item.dateline,
        "credit": credit,
        "tags": item.tags,
        "language": item.language,
        "pictures": [_picture(placed) for placed in pictures],
        "origin": {**_origin(item, unchanged), **origin},
    }
    body = list(item.body)
    if rules.disclaimers and item.disclaimer:
        body.append(Paragraph((Span(item.disclaimer, Emphasis.ITALIC),)))
    return story_markdown(front, blocks_markdown(body))


def _credit(sent: str, rules: Rules) -> str:
    """The credit line by the desk's rule; of agencies that sign together each by its own."""
    credit = rules.credit(sent)
    if credit != sent or "/" not in sent:
        return credit
    return "/".join(dict.fromkeys(rules.credit(name.strip()) for name in sent.split("/")))


_INPUTS = re.compile(r"(?:with\s+)?(?:agency\s+)?inputs?\s+(?:from|by)\s+", re.IGNORECASE)


def _signs(byline: str, credits: str) -> bool:
    """Does the credit line name already who the byline names?  Then it is printed once."""
    known = {_INPUTS.sub("", name.strip()).casefold() for name in re.split(r"[/,;]", credits)}
    return {name.strip().casefold() for name in re.split(r"[/,;]", byline)} <= known


def _picture(placed: PlacedPicture) -> dict[str, str | bool]:
    words = placed.picture
    caption = words.caption or words.headline
    entry = {
        "file": placed.file,
        "caption": markdown_escape(caption) if caption else "",
        "credit": words.credit,
        "alt": words.alt or caption,
    }
    return {name: value for name, value in entry.items() if value} | fit_of(words)


def _has_dateline(item: WireItem) -> bool:
    """Does the text begin with its own dateline ("GROSSETO, Italy (AP) --")?  Then it is not
    printed twice.
    """
    if not item.body or not isinstance(item.body[0], Paragraph):
        return False
    start = plain(item.body[0].text)[:90]
    if _TEXT_DATELINE.match(start.lstrip("(")):
        return True
    place = item.dateline.split(",")[0].strip()
    return (
        bool(place)
        and start.casefold().lstrip("(").startswith(place.casefold())
        and bool(re.search(r"[-–—:)]", start[:60]))
    )


def _origin(item: WireItem, unchanged: bool) -> dict[str, object]:
    rights = [
        f"{picture.id or picture.headline or place}: {picture.rights}"
        for place, picture in enumerate(item.pictures, 1)
        if picture.rights
    ]
    found: dict[str, object] = {
        "format": item.format,
        "id": item.id,
        "version": item.version,
        "created": item.created,
        "updated": item.updated,
        "file": item.file,
        "source": item.credit,
        "byline": item.byline,
        "rights": item.rights,
        "terms": item.terms,
        "no_changes": True if unchanged else None,
        "location": item.location or item.dateline,
        "subjects": [
            " ".join(part for part in (s.code, s.name, f"({s.role})" if s.role else "") if part)
            for s in item.subjects
        ],
        "genres": item.genres,
        "urgency": item.urgency or None,
        "embargo": item.embargo,
        "note": item.note,
        "disclaimer": item.disclaimer,
        "signals": item.signals,
        "related": item.related[:100],
        "address": item.address if item.address != item.id else "",
        "picture_rights": rights,
        "announced": [json.dumps(announced(p), ensure_ascii=False) for p in item.pictures],
    }
    for name, value in item.unmapped.items():
        found.setdefault("unmapped", {})
        unmapped = found["unmapped"]
        assert isinstance(unmapped, dict)
        text = (
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        )
        unmapped[str(name)[:80]] = text[:100_000]
    return {name: value for name, value in found.items() if value not in (None, "", (), [], {})}


def announced(picture: WirePicture) -> dict[str, object]:
    """A picture as it was announced, with every rendition."""
    renditions = [
        {
            n: v
            for n, v in (
                ("href", r.href),
                ("width", r.width),
                ("height", r.height),
                ("kind", r.kind),
                ("name", r.name),
            )
            if v
        }
        for r in picture.renditions
    ]
    words = {
        "id": picture.id,
        "caption": picture.caption,
        "credit": picture.credit,
        "alt": picture.alt,
        "note": picture.note,
    }
    return {
        **{name: text for name, text in words.items() if text},
        **({"renditions": renditions} if renditions else {}),
    }


def with_hold(text: str, reason: str) -> str:
    """The file with `hold: true` and the reason as its first field, or without when there is no
    reason.
    """
    opened = "---\n"
    assert text.startswith(opened)
    rest = _HOLD.sub("", text[len(opened) :], count=1)
    words = " ".join(reason.split())
    return f"{opened}hold: true  # {words}\n{rest}" if words else opened + rest


def content_digest(item: WireItem, files: Sequence[str], blocks: Sequence[str]) -> bytes:
    """What two sendings of a version must share to be the same."""
    parts = [
        item.headline,
        item.kicker,
        item.deck,
        item.byline,
        item.dateline,
        item.credit,
        item.version,
        item.updated,
        str(item.status),
        item.embargo,
        item.terms,
        item.note,
        item.disclaimer,
        str(item.urgency),
        *item.tags,
        *(f"{s.code} {s.name}" for s in item.subjects),
        *files,
        *(f"{p.caption}|{p.credit}" for p in item.pictures),
        *blocks,
    ]
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=16).digest()


def block_digests(blocks: Sequence[Block]) -> list[str]:
    return [
        hashlib.blake2b(_marked(block).encode("utf-8", "replace"), digest_size=6).hexdigest()
        for block in blocks
    ]


def _marked(block: Block) -> str:
    return type(block).__name__ + "".join([_spans(text) for text in block_texts(block)])


def _spans(text: RichText) -> str:
    parts = [part for span in text for part in (span.emphasis, ":", span.text)]
    return "\x1e" + "".join(parts)


def parts_of(item: WireItem, blocks: Sequence[str]) -> str:
    """Digests of a story's parts, to say later what an update changed."""
    fields = {
        "headline": item.headline,
        "deck": item.deck,
        "byline": item.byline,
        "dateline": item.dateline,
        "credit": item.credit,
        "urgency": str(item.urgency),
        "embargo": item.embargo,
        "terms": item.terms,
        "pictures": str(
            [(p.caption, p.credit, [r.href for r in p.renditions]) for p in item.pictures]
        ),
    }
    short = {
        name: hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
        for name, text in fields.items()
    }
    return _COMPACT.encode([short, blocks])


_COMPACT = json.JSONEncoder(separators=(",", ":"))


def changes(before: str, after: str) -> str:
    """What differs between two versions, in words: "headline; 2 paragraphs new, 1 gone"."""
    if not before:
        return ""
    (old, old_body), (new, new_body) = json.loads(before), json.loads(after)
    named = [name for name in new if old.get(name) != new[name]]
    fresh, gone = len(set(new_body) - set(old_body)), len(set(old_body) - set(new_body))
    if fresh or gone:
        named.append(f"{counted(fresh, 'paragraph')} new, {gone} gone")
    elif old_body != new_body:
        named.append("paragraphs in another order")
    return "; ".join(named) or "times and data only"
