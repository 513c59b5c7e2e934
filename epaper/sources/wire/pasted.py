"""Plain text as it comes out of a browser when someone copies an agency story from a page.

Lines are told apart by what pages print, from the top: section label, headline, "By AGENCY |
Published: ...", a standfirst, buttons; from the foot: related stories, tags run together,
disclaimers, credits.  All that is taken off the text is kept in a field of its own; only the words
of buttons are kept as unmapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from epaper.model.text import Paragraph, Span
from epaper.settings.notes import Notes
from epaper.sources.wire.common import moment, unique
from epaper.sources.wire.item import Read, Refusal, Subject, WireItem

_BUTTONS = re.compile(
    r"(?:open in app|share(?: (?:this|article|on \w+))?|follow us.*|subscribe.*|read "
    r"more|advertisement|listen|save|print|"
    r"copy link|comments?(?: \(?\d+\)?)?|whatsapp|facebook|twitter|x|telegram|email|sign in|log "
    r"in|\d+ min(?:ute)?s? read|a[-+]|"
    r"download app|also watch.*|watch live.*|get app|home|trending|next story|view all|load more)",
    re.IGNORECASE,
)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = rf"(?:{_MONTHS}\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTHS}\.?,? \d{{4}}|\d{{4}}-\d\d-\d\d)"
_TIME = r"(?:[ ,|at]*\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?)?"
_BYLINE = re.compile(
    rf"(?:by:?\s+)?(?P<by>[^|\n]{{0,120}}?)\s*(?:\||[-–—•·,]|\s)\s*"
    r"(?P<label>(?:first )?(?:published|updated|last updated|posted|modified)(?: on| at| "
    rf"by)?\s*:?\s*)(?P<time>{_DATE}{_TIME})",
    re.IGNORECASE,
)
_STAMP = re.compile(
    rf"(?:(?:first )?published|updated|last updated|posted)(?: on| at)?\s*:?\s*({_DATE}{_TIME})",
    re.IGNORECASE,
)
_BY = re.compile(r"by:?\s+\S.{0,80}$", re.IGNORECASE)
_CREDIT = re.compile(
    r"\(?(?:with (?:agency |additional )?inputs? from .{2,80}|inputs? from .{2,60})\)?\.?$",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\(([A-Z][A-Za-z.&]{1,12}(?:[/, ]+[A-Z][A-Za-z.&]{1,12}){0,3})\)$")
_DISCLAIMER = re.compile(
    r"\(?(?:disclaimer|this (?:story|report|copy|article) (?:has|is|was)|the above "
    r"(?:story|article)|except for the headline|"
    r"\(?this is an unedited|edited by|published by)\b",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:also read|read also|related(?: stories| news| articles)?|more from|you may (?:also "
    r")?like|latest news|must read|recommended.*|top stories|more (?:stories|news).*)\s*:?",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(?:tags?|topics?|keywords)\s*:?\s*(.*)$", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass
class _Parts:
    section: str = ""
    headline: str = ""
    byline: str = ""
    time: str = ""
    updated: str = ""
    deck: str = ""
    credit: str = ""
    disclaimer: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    inputs: list[str] = field(default_factory=list)


def read_pasted(text: str, file: str) -> Iterator[Read]:
    """The story in a pasted text.  Text without any such furniture is a headline and its body."""
    notes = Notes(file)
    lines = [line for part in text.splitlines() if (line := " ".join(part.split()))]
    if not lines:
        yield Refusal(file, "an empty text: nothing to import")
        return
    parts = _Parts()
    lines = _without_buttons(lines, parts)
    lines = _top(lines, parts)
    lines = _foot(lines, parts)
    blocks = tuple(Paragraph((Span(line),)) for line in lines)
    if not blocks:
        blocks = (Paragraph((Span(parts.deck or parts.headline),)),)
    when = moment(parts.time)
    yield WireItem(
        format="pasted text",
        id=f"pasted:{' '.join(parts.headline.lower().split())[:160]}",
        type="text",
        created=when.isoformat() if when else "",
        updated=parts.updated or (when.isoformat() if when else ""),
        headline=parts.headline,
        deck=parts.deck,
        byline=parts.byline,
        credit=parts.credit or parts.byline,
        disclaimer=" ".join(parts.disclaimer),
        body=blocks,
        subjects=(Subject(parts.section, role="section"),) if parts.section else (),
        tags=unique(parts.tags),
        related=unique(parts.related),
        file=file,
        unmapped={
            k: v
            for k, v in {
                "buttons": parts.buttons,
                "inputs": parts.inputs,
                "published": parts.time,
            }.items()
            if v
        },
        findings=tuple(notes.found),
    )


def _without_buttons(lines: list[str], parts: _Parts) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if len(line) <= 40 and _BUTTONS.fullmatch(line):
            parts.buttons.append(line)
        else:
            kept.append(line)
    return kept


def _top(lines: list[str], parts: _Parts) -> list[str]:
    """Section, headline, byline and standfirst.  With a byline among the first lines the rest is
    told by its place.
    """
    at = next(
        (
            i
            for i, line in enumerate(lines[:7])
            if i and (_BYLINE.fullmatch(line) or _STAMP.fullmatch(line))
        ),
        -1,
    )
    if at < 0:
        plain_by = next(
            (
                i
                for i, line in enumerate(lines[:5])
                if i and _BY.match(line) and len(line.split()) <= 8
            ),
            -1,
        )
        if plain_by > 0:
            parts.byline = re.sub(r"^by:?\s+", "", lines[plain_by], flags=re.IGNORECASE)
            return _named(lines[:plain_by], parts) + lines[plain_by + 1 :]
        if len(lines) > 2 and _is_label(lines[0]) and _is_headline(lines[1]):
            parts.section = lines.pop(0)
        parts.headline = lines[0]
        return lines[1:]
    found = _BYLINE.fullmatch(lines[at])
    if found:
        parts.byline, parts.time = found["by"].strip(" |-–—"), _time(found["time"])
    elif stamp := _STAMP.fullmatch(lines[at]):
        parts.time = _time(stamp.group(1))
    above = lines[:at]
    if not parts.byline and len(above) > 1 and _BY.match(above[-1]):
        parts.byline = re.sub(r"^by:?\s+", "", above.pop(), flags=re.IGNORECASE)
    below = lines[at + 1 :]
    while below and (stamp := _STAMP.fullmatch(below[0])):
        parts.updated = _time(stamp.group(1))
        below = below[1:]
    return _named(above, parts) + below


def _named(above: list[str], parts: _Parts) -> list[str]:
    """The lines above the byline: [section,] headline [, standfirst]; what is more stays text."""
    if len(above) > 1 and _is_label(above[0]):
        parts.section = above.pop(0)
    parts.headline = above[0]
    if len(above) > 1:
        parts.deck = above[1]
    return above[2:]


def _is_headline(line: str) -> bool:
    """A line that may be a headline rather than a label or a paragraph: no full stop ends it."""
    return not _is_label(line) and len(line) < 200 and not line.endswith((".", "\u2026", "\u0964"))


def _is_label(line: str) -> bool:
    return len(line.split()) <= 4 and len(line) <= 40 and line[-1:] not in ".?!:;”\"'"


def _time(text: str) -> str:
    """A printed time as ISO; without a zone it is the sender's own."""
    import datetime

    words = re.sub(
        r"\s*\(?\b(?:IST|GMT|UTC|EST|BST)\b\)?", "", text.replace("|", " ").replace(" at ", " ")
    )
    words = re.sub(r"[.,]", " ", words)
    words = re.sub(r"([ap])\s*m\b", r"\1m", " ".join(words.split()), flags=re.IGNORECASE)
    for day in ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"):
        for hour in ("", " %I:%M %p", " %H:%M", " %H:%M:%S"):
            try:
                return datetime.datetime.strptime(words, day + hour).isoformat()
            except ValueError:
                continue
    return ""


def _foot(lines: list[str], parts: _Parts) -> list[str]:
    """Take off what stands below the story: related stories first, for they may hold anything."""
    for at, line in enumerate(lines):
        if at and _RELATED.fullmatch(line) and len(line) < 60:
            parts.related += [_unglued(entry, parts) for entry in lines[at + 1 :]]
            lines = lines[:at]
            break
    kept: list[str] = []
    for at, line in enumerate(lines):
        tail = at >= len(lines) - 8 and at > 0
        if tail and (tags := _TAGS.fullmatch(line)) and len(line) < 400:
            parts.tags += _split_tags(tags.group(1))
        elif tail and _CREDIT.fullmatch(line):
            parts.inputs.append(line.strip("()."))
            parts.credit = parts.credit or line.strip("()")
        elif tail and (source := _SOURCE.fullmatch(line)):
            parts.credit = source.group(1)
        elif tail and _DISCLAIMER.match(line):
            parts.disclaimer.append(line)
        else:
            kept.append(line)
    if (
        kept
        and parts.disclaimer
        and len(kept) > 1
        and (source := _SOURCE.search(kept[-1]))
        and not parts.credit
    ):
        parts.credit = source.group(1)
    if kept and not parts.credit and (source := _SOURCE.search(kept[-1])):
        parts.credit = source.group(1)
    if (
        kept
        and len(kept) > 2
        and len(_GLUED.findall(kept[-1])) >= 2
        and kept[-1][-1:] not in ".!?”\"'"
    ):
        parts.tags += _split_tags(kept.pop())
    return kept


def _split_tags(text: str) -> list[str]:
    """Tags run together: by commas, hashes or pipes, else where a capital follows a small
    letter."""
    if re.search(r"[,#|;•]", text):
        return [tag.strip() for tag in re.split(r"[,#|;•]", text) if tag.strip()]
    return [tag.strip() for tag in _GLUED.split(text) if tag.strip()]


def _unglued(line: str, parts: _Parts) -> str:
    """A related story with its section glued on ("WorldFlood waters rise"): the headline alone."""
    found = _GLUED.search(line)
    if found and found.start() <= 20 and " " not in line[: found.start()].strip():
        return line[found.start() :]
    return line
