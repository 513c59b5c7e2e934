"""Stories in office files: .docx by way of mammoth, .odt by its own XML.

Both come to HTML or to the events of it, so that emphasis, lists, tables, raised figures and words
that were struck out go one way with those of web pages.  Tracked deletions and hidden words are
left out and told.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from epaper.errors import WireError
from epaper.settings.notes import Notes, shown
from epaper.sources.wire.body import Body
from epaper.sources.wire.common import iso_time
from epaper.sources.wire.headed import headed
from epaper.sources.wire.item import Read, Refusal, WireItem
from epaper.sources.wire.markup import read_html
from epaper.sources.wire.odt import read_odt_body
from epaper.sources.wire.package import kind_of, read_package
from epaper.sources.wire.word_faces import runs_in_unicode
from epaper.sources.wire.xml import Element, attributes, child, descendants, parse_xml, words

_STYLES = """\
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Headline'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
strike => s
"""
_BACK = re.compile(r'<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')


def read_office(raw: bytes, file: str) -> Iterator[Read]:
    """The story of an office file.  Raises WireError for a file that is none or cannot be read."""
    notes = Notes(file)
    parts = read_package(raw)
    kind = kind_of(parts)
    body = _docx(parts, notes) if kind == "docx" else read_odt_body(parts, notes)
    core = parts.get("docProps/core.xml" if kind == "docx" else "meta.xml", b"")
    meta = _parsed(core, notes) if core else None
    story = headed(body.blocks)
    if not story.headline and not body.blocks:
        yield Refusal(file, "an office file without any text")
        return
    yield WireItem(
        format=kind,
        id=f"{kind}:{' '.join(story.headline.lower().split())[:160] or file}",
        type="text",
        updated=iso_time(words(next(descendants(meta, "modified", "date"), None)))
        if meta is not None
        else "",
        headline=story.headline,
        deck=story.deck,
        byline=story.byline,
        body=story.blocks,
        pictures=body.pictures,
        related=body.links,
        file=file,
        findings=tuple(notes.found),
    )


def _parsed(part: bytes, notes: Notes) -> Element:
    codec = "utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return parse_xml(part.decode(codec, "replace"), notes)


def _docx(parts: dict[str, bytes], notes: Notes) -> Body:
    import mammoth
    from lxml import etree

    document = _parsed(parts["word/document.xml"], notes)
    deleted = [gone for part in descendants(document, "del") if (gone := _deleted(part))]
    if deleted:
        notes.warning(
            "wire.withdrawn",
            f"words deleted with tracking on are left out: {shown(' … '.join(deleted))}",
            "compare with the file",
        )
    runs_in_unicode(document, notes)
    hidden = [run for run in descendants(document, "r") if _vanishes(run)]
    if hidden:
        notes.info("wire.hidden", "hidden text is left out: " + shown(" ".join(map(words, hidden))))
    for run in hidden:
        run.getparent().remove(run)
    parts = {**parts, "word/document.xml": etree.tostring(document, encoding="utf-8")}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:  # only what was counted goes on
        for name, data in parts.items():
            package.writestr(name, data)
    try:
        html = mammoth.convert_to_html(packed, style_map=_STYLES).value
    except Exception as error:  # whatever a library makes of a broken document
        raise WireError(
            f"is a Word document that cannot be read ({type(error).__name__}: {str(error)[:80]})"
        ) from None
    return read_html(_BACK.sub("", html), notes)


def _deleted(part: Element) -> str:
    return " ".join("".join(t.text or "" for t in descendants(part, "delText")).split())


def _vanishes(run: Element) -> bool:
    mark = child(run, "rPr", "vanish")
    return mark is not None and attributes(mark).get("val", "1") not in ("0", "false", "off")
