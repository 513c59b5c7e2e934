"""One story's file: front matter between --- lines, then the body in Markdown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from epaper.model.finding import Finding
from epaper.model.story import BRIEF_WORDS, Kind, Story
from epaper.model.text import block_texts, plain
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes, shown
from epaper.settings.textfile import read_text
from epaper.settings.yamltree import read_yaml
from epaper.sources.breakouts import read_breakouts
from epaper.sources.illustrations import Asked, Gallery, read_chart, read_face, read_pictures
from epaper.sources.languages import language_of
from epaper.sources.markup import read_markup
from epaper.sources.quotes import in_force
from epaper.sources.stops import read_stop
from epaper.sources.typed import in_unicode
from epaper.sources.typography import typographic
from epaper.units import counted, mm
from epaper.work.kept import kept

_SIZE = re.compile(r"(\d{1,2})\s*[x×]\s*(\d{1,4}(?:\.\d+)?)\s*(?:mm)?", re.IGNORECASE)
LONG_KICKER = 40  # characters that a column holds, or nearly so
_FENCE = re.compile(r"---[ \t]*\n")
_FENCE_END = re.compile(r"^---[ \t]*$", re.MULTILINE)
_TEXTS = (
    "kicker",
    "headline",
    "short_headline",
    "deck",
    "byline",
    "byline_role",
    "dateline",
    "credit",
    "summary",
)


def read_story(path: Path, notes: Notes, gallery: Gallery, language: str) -> Story | None:
    """The story in a file, as far as it can be read; None when it has no fields or no headline.

    `language` is the paper's, for stories that name none.  What is wrong stands in `notes`.
    """
    text = read_text(path, notes)
    if text is None:
        return None

    def read() -> _Read:
        own = Notes(notes.file, notes.story)
        gallery.asked.clear()
        try:
            story = _whole(text, path, own, gallery, language=language)
        except Exception:
            notes.found += own.found
            raise
        return _Read(story, tuple(own.found), own.lines, tuple(gallery.asked))

    places = (notes.file, notes.story, str(path), str(gallery.day), str(gallery.root))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    facts = (digest, language, in_force(), *places)
    found = kept("stories", facts, read, lambda known: gallery.holds(known.asked))
    gallery.asked[:] = found.asked  # what was found in the store asked as well
    notes.found += found.found
    notes.lines = dict(found.lines)
    return found.story


@dataclass(frozen=True, slots=True)
class _Read:
    """A story as it was read, what was noted, and what the gallery was asked of its pictures."""

    story: Story | None
    found: tuple[Finding, ...]
    lines: Mapping[str, int]
    asked: tuple[Asked, ...]


def _whole(text: str, path: Path, notes: Notes, gallery: Gallery, language: str) -> Story | None:
    parts = split_front(text, notes)
    if parts is None:
        return None
    front, body, body_line = parts
    mapping = read_yaml(front, notes, first_line=2)
    if mapping is None:
        return None
    body = in_unicode(mapping, body, notes, body_line)
    fields = Fields(mapping, notes)
    notes.lines = dict(fields.lines)
    language = language_of(fields, body, language)
    story = _story(fields, path, gallery, language)
    blocks = read_markup(body, language, notes, body_line)
    fields.finish()
    words = any(plain(piece) for block in blocks for piece in block_texts(block))
    if not words and not story["pictures"] and not story["chart"]:
        notes.error(
            "story.empty", "the story has no text", "write it below the second ---", body_line
        )
    if not story["section"] and "section" not in fields.meant:
        fact, remedy = "the story names no section", "add section: and one of the edition's"
        fields.wrong("section", fact, remedy, "story.section")
    if not story["headline"]:
        if "headline" not in fields.meant:
            fact, remedy = "the story has no headline", "add headline: ..."
            notes.error("story.headline", fact, remedy, 1, field="headline")
        return None
    read = Story(slug=notes.story, body=blocks, language=language, file=notes.file, **story)  # type: ignore[arg-type]
    if what := read.repeated_kicker:
        notes.warning(
            "story.kicker",
            f"the kicker {shown(read.kicker)} says what the {what} says; it is not printed",
            "write what the story is about, or delete the kicker",
            fields.line("kicker"),
            field="kicker",
        )
    if read.kind is Kind.BRIEF and read.words > BRIEF_WORDS:
        notes.warning(
            "story.brief",
            f"the brief has {counted(read.words, 'word')}, and is set as a story",
            f"cut it to {BRIEF_WORDS}, or take kind: brief away",
            fields.line("kind"),
            field="kind",
        )
    return read


def split_front(text: str, notes: Notes) -> tuple[str, str, int] | None:
    """Front matter, body, and the body's first line; None, with a finding, when there is no front
    matter.
    """
    remedy = "start the file with '---', 'headline: ...', 'section: ...', '---'"
    opened = _FENCE.match(text)
    if not text.strip():
        notes.error("story.empty", "the file is empty", remedy, 1)
        return None
    if opened is None:
        notes.error("story.front", "there are no fields (front matter) at the top", remedy, 1)
        return None
    closed = _FENCE_END.search(text, opened.end())
    if closed is None:
        notes.error(
            "story.front", "the fields at the top do not end", "close them with a line '---'", 1
        )
        return None
    return (
        text[opened.end() : closed.start()],
        text[closed.end() :],
        text.count("\n", 0, closed.end()) + 1,
    )


def _story(fields: Fields, path: Path, gallery: Gallery, language: str) -> dict[str, object]:
    """The story's fields by the names that the model has for them."""
    fields.ignore("origin")
    story: dict[str, object] = {name: typographic(fields.text(name), language) for name in _TEXTS}
    if len(str(story["kicker"])) > LONG_KICKER:
        count = len(str(story["kicker"]))
        fact = f"the kicker has {count} characters; in a column its type will be very small"
        remedy = f"shorten it to {LONG_KICKER}"
        fields.notes.warning("story.kicker", fact, remedy, fields.line("kicker"), field="kicker")
    story["section"] = fields.text("section")
    story["urgency"] = fields.whole("urgency", 5, 1, 9)
    story["kind"] = Kind(fields.choice("kind", [kind.value for kind in Kind], Kind.NEWS.value))
    story["kind_given"] = "kind" in fields
    breakouts, face = read_breakouts(
        fields, language, lambda quote: read_face(quote, gallery, path.parent, language)
    )
    story |= breakouts
    story["size"] = _size(fields)
    story["tags"] = fields.texts("tags")
    story["related"] = fields.texts("related")
    story["with_story"] = fields.text("with")
    story["stop"] = read_stop(fields)
    story["must_run"] = fields.flag("must_run")
    story["chart"] = read_chart(fields, language)
    pictures = read_pictures(fields, gallery, path.parent, language)
    if face and all(face.name != picture.name for picture in pictures):
        pictures = (*pictures, face)
    story["pictures"] = pictures
    return story


def _size(fields: Fields) -> tuple[int, float] | None:
    """The fixed size of a standing item, columns x mm."""
    text = fields.word("size")
    match = _SIZE.fullmatch(text)
    if match and 1 <= int(match[1]) <= 20 and 20 <= float(match[2]) <= 1000:
        return int(match[1]), mm(float(match[2]))
    if text:
        fields.wrong("size", f"size is {shown(text)}", "write columns x mm, such as 2 x 120")
    return None
