"""Agency messages of the telegraph's time that are still sent: IPTC 7901 and ANPA 1312.

Both put control characters around the parts of a message: start of heading (SOH), start of text
(STX), end of text (ETX).  IPTC 7901, section 2: source, number, priority, category and word count
stand in the heading, keyword lines below it.  ANPA 84-2 (1312): service level and number, selector,
priority, category, keyword, date and word count.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from epaper.settings.notes import Notes
from epaper.sources.wire.agency import take_routing, unrouted
from epaper.sources.wire.body import as_blocks
from epaper.sources.wire.clipping import is_headline, is_label
from epaper.sources.wire.encoding import decode
from epaper.sources.wire.headed import headed
from epaper.sources.wire.item import Read, Refusal, Subject, WireItem
from epaper.sources.wire.pasted import story_lines

SOH, STX, ETX = "\x01", "\x02", "\x03"
_IPTC = re.compile(
    r"\s*(?P<source>[A-Za-z]{2,5})\s?(?P<number>\d{1,5})\s+(?P<priority>\w)\s+"
    r"(?P<category>[A-Za-z]{1,3})\s+(?P<count>\d{1,6})\b[ \t]*(?P<rest>[^\r\n]*)"
)
_ANPA = re.compile(
    r"\s*(?P<source>[A-Za-z]{1,2})(?P<number>\d{3,4})[\x1d-\x1f](?P<selector>[^\r\n\x1e]*)[\r\n\x1e]+"
    r"(?:[\x11-\x14]*)(?P<priority>[A-Za-z])\s+(?P<category>[A-Za-z0-9])[\s\x11-\x1f]*(?P<rest>[^\x02]*)"
)
_ANPA_TAIL = re.compile(
    r"[,\s\x1d-\x1f]+(?P<day>\d{1,2}-\d{1,2}(?:-\d{2,4})?)?\s*(?P<count>\d{1,6})?\s*$"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_FOR_PRINT = re.compile(
    r"(?:the following information is not (?:for publication|intended for publication)|"
    r"(?:eds?|editors?|note to editors?|attention editors?|advisory)\s*:)",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(\d{2})(\d{2})(\d{2}) (?:GMT |UTC )?([A-Z]{3}) (\d{2,4})", re.IGNORECASE)
# IPTC 7901 counts 1 to 6; ANPA has letters: flash, bulletin, urgent, rush, deferred ...
_URGENCY = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 5, "n": 6, "w": 7, "s": 7}
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_ANPA_CATEGORIES = {
    "a": "Nation",
    "i": "World",
    "w": "World",
    "f": "Business",
    "s": "Sport",
    "e": "Culture",
    "l": "Features",
    "t": "Travel",
}


@dataclass(slots=True)
class _Message:
    format: str
    source: str = ""
    number: str = ""
    priority: str = ""
    category: str = ""
    count: int = 0
    keywords: list[str] = field(default_factory=list)
    text: str = ""
    tail: str = ""
    selector: str = ""


def read_telegraph(raw: bytes, file: str, encoding: str = "") -> Iterator[Read]:
    """Every message in a file; a heading that is of neither standard is refused."""
    notes = Notes(file)
    text = decode(raw, notes, encoding)
    for place, part in enumerate(text.split(SOH)[1:], start=1):
        message = _message(part)
        if message is None:
            yield Refusal(file, f"message {place} has a heading of neither IPTC 7901 nor ANPA")
        else:
            yield _item(message, file, Notes(file))


def _message(part: str) -> _Message | None:
    heading, mark, rest = part.partition(STX)
    if not mark:
        return None
    body, _, tail = rest.partition(ETX)
    if found := _ANPA.match(part):
        line = found["rest"].strip()
        tail_found = _ANPA_TAIL.search(line)
        keyword = line[: tail_found.start()] if tail_found else line
        lines = [line for line in re.split(r"[\r\n\x1d-\x1f]+", keyword) if line.strip()]
        return _Message(
            "anpa",
            source=found["source"],
            number=found["number"],
            priority=found["priority"],
            category=found["category"],
            count=int(tail_found["count"] or 0) if tail_found else 0,
            keywords=[_clean(line) for line in lines],
            text=body,
            tail=tail,
            selector=_clean(found["selector"]),
        )
    if found := _IPTC.match(heading):
        below = [_clean(line) for line in heading[found.end() :].splitlines()]
        return _Message(
            "iptc7901",
            source=found["source"],
            number=found["number"],
            priority=found["priority"],
            category=found["category"],
            count=int(found["count"]),
            keywords=[line for line in (*below, _clean(found["rest"])) if line],
            text=body,
            tail=tail,
        )
    return None


def _clean(line: str) -> str:
    return " ".join(_CONTROL.sub(" ", line).split())


def _item(message: _Message, file: str, notes: Notes) -> Read:
    routing: list[str] = []
    lines = story_lines(unrouted(_plain_lines(message.text), routing), notes)
    lines = take_routing(lines, routing)
    headline, lines = _headline(message, lines)
    kept, editors = _parted(lines)
    story = headed(as_blocks(kept), headline or "-")
    if not story.blocks and not headline:
        return Refusal(
            file, "a message without text", _identity(message), " ".join(message.keywords)
        )
    slug = message.keywords[0] if message.keywords else ""
    section = _ANPA_CATEGORIES.get(message.category.lower()) if message.format == "anpa" else None
    names = [section] if section else []
    return WireItem(
        format=message.format,
        id=_identity(message),
        type="text",
        created=_time(message.tail or message.text[-200:]),
        updated=_time(message.tail or message.text[-200:]),
        headline=headline,
        byline=story.byline,
        credit="",
        body=story.blocks,
        subjects=(
            *(Subject(name, role="section") for name in names),
            Subject(message.category, role="category"),
        ),
        urgency=_urgency(message),
        note="; ".join(editors),
        slugline=slug,
        file=file,
        unmapped={
            name: value
            for name, value in {
                "source": message.source,
                "number": message.number,
                "priority": message.priority,
                "category": message.category,
                "words": message.count,
                "selector": message.selector,
                "keywords": message.keywords[1:],
                "routing": routing,
            }.items()
            if value
        },
        findings=tuple(notes.found),
    )


def _identity(message: _Message) -> str:
    day = _time(message.tail)[:10]
    parts = (message.source.lower(), message.number, day, *message.keywords[:1])
    return f"{message.format}:{':'.join(part for part in parts if part)}"


def _plain_lines(text: str) -> str:
    """The text without the marks of typesetters: ^ before and < after a line, field separators."""
    lines = [
        re.sub(r"^\^+|[<=\x0f\x0e]+$", "", line.rstrip())
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    return _CONTROL.sub("", "\n".join(lines))


def _headline(message: _Message, lines: list[str]) -> tuple[str, list[str]]:
    """The first line of the text where it is one; a keyword line never is."""
    if len(lines) > 1 and (is_headline(lines[0]) or is_label(lines[0])) and len(lines[0]) < 140:
        return lines[0], lines[1:]
    return "", lines


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """The story's lines, and what is for editors only."""
    kept: list[str] = []
    for at, line in enumerate(lines):
        if line.lower().startswith("the following information is not"):
            return kept, lines[at:]
        kept.append(line)
    editors = [line for line in kept if _NOT_FOR_PRINT.match(line)]
    return [line for line in kept if line not in editors], editors


def _urgency(message: _Message) -> int:
    mark = message.priority.lower()
    return int(mark) if mark.isdecimal() and mark in "12345678" else _URGENCY.get(mark, 0)


def _time(tail: str) -> str:
    """ "241840 NOV 26" is the 24th at 18:40, in UTC."""
    found = _STAMP.search(tail)
    if not found or found[4].upper() not in _MONTHS:
        return ""
    year = int(found[5]) + (2000 if len(found[5]) == 2 else 0)
    month = _MONTHS.index(found[4].upper()) + 1
    stamp = f"{year:04}-{month:02}-{int(found[1]):02}T{found[2]}:{found[3]}:00+00:00"
    try:
        return datetime.datetime.fromisoformat(stamp).isoformat()
    except ValueError:
        return ""
