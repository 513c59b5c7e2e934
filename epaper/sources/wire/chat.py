"""The export of a chat in which somebody sent a story line by line ("[24/11/26, 10:15] Desk: ...").

The words of each message stay; stamps, senders and what the program itself says ("message deleted")
are no part of the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from epaper.model.text import Emphasis, Paragraph, RichText, Span, plain
from epaper.settings.notes import Notes, shown
from epaper.sources.wire.item import Rendition, WireItem, WirePicture
from epaper.units import counted

_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\ufeff]")
_STAMP = (
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?"
    r"(?:[ \u202f\u00a0]?[APap]\.?[Mm]\.?)?"
)
_MESSAGE = re.compile(rf"(?:\[{_STAMP}\]|{_STAMP} -) (?P<who>[^:]{{1,60}}): (?P<words>.*)")
_HEADED = re.compile(rf"(?P<who>[^\[\]:]{{1,60}}), \[{_STAMP}\]:?$")  # its words on the next lines
_SYSTEM = re.compile(rf"(?:\[{_STAMP}\]|{_STAMP} -) [^:]*$")
_PROGRAM = re.compile(
    r"(?:this message was deleted|you deleted this message|<?media omitted>?|"
    r"(?:image|video|audio|sticker|gif|document) omitted|missed (?:voice|video) call|"
    r"messages and calls are end-to-end encrypted.*)\.?",
    re.IGNORECASE,
)
_EDITED = re.compile(r"\s*<This message was edited>$", re.IGNORECASE)
_ATTACHED = re.compile(r"<attached: ([^>]+)>|(\S+\.(?:jpe?g|png|webp)) \(file attached\)")
_MARKS = re.compile(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)")
_EMPHASIS = {"*": Emphasis.BOLD, "_": Emphasis.ITALIC}


def is_chat(text: str) -> bool:
    """Is most of the text stamped messages?"""
    lines = [line for line in _INVISIBLE.sub("", text[:20_000]).splitlines() if line.strip()]
    stamped = sum(any(kind.match(line) for kind in (_MESSAGE, _HEADED, _SYSTEM)) for line in lines)
    begins = next((line for line in lines if not _SYSTEM.match(line)), "")
    return bool(_MESSAGE.match(begins) or _HEADED.match(begins)) and stamped * 3 >= len(lines)


def read_chat(text: str, file: str) -> WireItem:
    """One story of all messages; its headline is the first line."""
    notes = Notes(file)
    words, senders, pictures, left = [], dict[str, None](), [], 0
    for who, said in _messages(text):
        line = _EDITED.sub("", said)
        senders[who] = None
        if attached := _ATTACHED.search(line):
            name = attached.group(1) or attached.group(2)
            if name.lower().endswith((".jpg", ".jpeg", ".png", ".webp")):
                pictures.append(WirePicture((Rendition(name),)))
            line = _ATTACHED.sub("", line).strip()
        if _PROGRAM.fullmatch(line.strip()):
            left += 1
        elif line.strip():
            words.append(_rich(line.strip()))
    notes.warning(
        "wire.chat",
        f"is a chat of {counted(len(senders), 'sender')}; the names and times are left out"
        + (f", {counted(left, 'message holds', 'messages hold')} no words" if left else ""),
        "look who says what, and whether all of it is for print",
    )
    if len(senders) > 1:
        notes.info("wire.chat", f"the senders are {shown(', '.join(senders))}")
    headline = plain(words[0]) if words else ""
    return WireItem(
        format="chat",
        id=f"chat:{headline.lower()[:160]}" if headline else f"chat:{file}",
        type="text",
        headline=headline,
        body=tuple(Paragraph(line) for line in words[1:] or words),
        pictures=tuple(pictures),
        file=file,
        unmapped={"senders": list(senders)},
        findings=tuple(notes.found),
    )


def _messages(text: str) -> Iterator[tuple[str, str]]:
    """(sender, line); further lines of a message belong to its sender."""
    who = ""
    for line in _INVISIBLE.sub("", text).splitlines():
        if found := _MESSAGE.match(line):
            who = found["who"].strip()
            yield who, found["words"]
        elif found := _HEADED.match(line):
            who = found["who"].strip()
        elif not _SYSTEM.match(line):
            yield who, line


def _rich(line: str) -> RichText:
    """*bold* and _italic_ as chats write them."""
    spans: list[Span] = []
    at = 0
    for found in _MARKS.finditer(line):
        spans += [Span(line[at : found.start()]), Span(found[2], _EMPHASIS[found[1]])]
        at = found.end()
    spans.append(Span(line[at:]))
    return tuple(span for span in spans if span.text)
