"""HTML texts into blocks of rich text, also where they were escaped twice or came out of Word."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from epaper.model.text import Block, Paragraph
from epaper.settings.notes import Notes
from epaper.sources.wire.body import Body
from epaper.sources.wire.body_reader import BodyReader
from epaper.sources.wire.pieces import collapsed
from epaper.sources.wire.visible import NOTHING

_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_LIST_MARK = re.compile(
    r"<!\[if !support(?:Lists|LineBreakNewLine|EmptyParas)\]>.{0,2000}?<!\[endif\]>", re.DOTALL
)
_CONDITION = re.compile(r"<!\[(?:if\b[^\]>]{0,200}|endif)\]>", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/!][^<>]*>")
_ESCAPED_TAG = re.compile(
    r"&lt;(/?)(?:p|br|div|ul|ol|li|h[1-6]|blockquote|strong|em|b|i|a|span)\b(?:(?!&gt;).){0,200}?&gt;",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"&(?:#(?:3[489]|60|62|160|82\d\d|8364)|#x(?:2[267]|20[0-9a-f]{2})|amp|quot|apos|nbsp|"
    r"[lr][sd]quo|[mn]dash|hellip|lt|gt);",
    re.IGNORECASE,
)


def without_references(text: str) -> str:
    """Text without references that stand in it as words ("Twice &amp; more"): a generator too many
    escaped it.
    """
    return _LEFT.sub(lambda found: unescape(found.group()), text) if "&" in text else text


class _Parser(HTMLParser):
    def __init__(self, reader: BodyReader) -> None:
        super().__init__(convert_charrefs=True)
        self.reader = reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reader.start(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reader.start(tag, {name: value or "" for name, value in attrs})
        self.reader.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self.reader.end(tag)

    def handle_data(self, data: str) -> None:
        self.reader.text(without_references(data))


def without_comments(html: str) -> str:
    """HTML without comments.  One that never ends hides no more than its own tag, so that no text
    is lost with it.
    """
    if "<!--" not in html:
        return html
    parts: list[str] = []
    at = 0
    closed = True
    while (start := html.find("<!--", at)) >= 0:
        parts.append(html[at:start])
        end = html.find("-->", start + 2) if closed else -1
        closed = end >= 0
        if closed:
            at = end + 3
        else:
            end = html.find(">", start)
            at = end + 1 if end >= 0 else len(html)
    return "".join((*parts, html[at:]))


def without_sections(html: str) -> str:
    """HTML without comments, Word's conditions and CDATA marks, of which a parser makes errors."""
    html = without_comments(html)
    if "<![" in html:
        html = _CONDITION.sub("", _LIST_MARK.sub("", _CDATA.sub(r"\1", html)))
        html = html.replace("<![", "&lt;![")
    return html


def _escaped_once(html: str) -> str:
    """A body that one generator too many escaped ("&lt;p&gt;"), as HTML.  Told by whole elements of
    it where there is no tag at all, so that a text about <STAFF> keeps it.
    """
    if "&lt;" not in html or _TAG.search(html):
        return html
    found = [match[1] for match in _ESCAPED_TAG.finditer(html)]
    return unescape(html) if "/" in found and "" in found else html


def read_html(html: str, notes: Notes | None = None, hidden: frozenset[str] = NOTHING) -> Body:
    """The body that an HTML text holds; what was not kept as it stood goes to the notes.  Never
    raises for what the text holds, and takes time in step with it.
    """
    if _PARAGRAPHS.fullmatch(html):
        return Body(_paragraphs(html))
    return parsed(html, notes, hidden)


# what most agencies send: paragraphs and nothing else, which needs no parser
_PARAGRAPHS = re.compile(r"(?:[ \t\n\r\f]*<p>[^<]*</p>)+[ \t\n\r\f]*")


def _paragraphs(html: str) -> tuple[Block, ...]:
    texts = (part.rpartition("<p>")[2] for part in html.split("</p>")[:-1])
    lines = (
        collapsed([(without_references(unescape(text)) if "&" in text else text, 0)])
        for text in texts
    )
    return tuple(Paragraph(line) for line in lines if line)


def parsed(html: str, notes: Notes | None = None, hidden: frozenset[str] = NOTHING) -> Body:
    """The same, of any HTML."""
    html = _escaped_once(without_sections(html))
    last = html.rfind(">") + 1  # after the last > there can be no tag
    reader = BodyReader(hidden)
    parser = _Parser(reader)
    parser.feed(html[:last] + html[last:].replace("<", "&lt;"))
    parser.close()
    return reader.finish().tell(notes)


_TAG_OR_REFERENCE = re.compile(r"<[A-Za-z/!?]|&#?\w{1,31};")


def inline(html: str, notes: Notes | None = None) -> str:
    """A title or name that may hold HTML, as plain text on one line."""
    if not _TAG_OR_REFERENCE.search(html):
        return " ".join(html.split())
    return read_html(html, notes).line


def number(text: str) -> int:
    found = re.match(r"\s*(\d{1,6})", text)
    return int(found.group(1)) if found else 0
