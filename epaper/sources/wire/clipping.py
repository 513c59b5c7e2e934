"""What a pasted text is taken apart into, and how the lines around a story on a page look."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    rf"(?:(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
    rf"(?:{_MONTHS}\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTHS}\.?,? \d{{4}}|\d{{4}}-\d\d-\d\d))"
)
_TIME = r"(?:[ ,|at]*\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?)?"
_LABEL = (
    r"(?:first )?(?:published|updated|last updated|posted|modified)"
    r"(?: on| at| by| date)?\s*:?\s*"
)
BYLINE = re.compile(
    rf"(?:(?:written |reported |story )?by:?\s+)?(?P<by>[^|\n]{{0,120}}?)\s*"
    rf"(?:[|/]|[-–—•·,]|\s)\s*(?P<label>{_LABEL})(?P<time>{_DATE}{_TIME})",
    re.IGNORECASE,
)
STAMP = re.compile(rf"{_LABEL}({_DATE}{_TIME})", re.IGNORECASE)
BY = re.compile(r"(?:written |reported |story )?by:?\s+\S.{0,80}$", re.IGNORECASE)
_BY_WORD = re.compile(r"^(?:written |reported |story )?by:?\s+", re.IGNORECASE)
BUTTONS = re.compile(
    r"(?:(?:open|read|view|get)(?: it)? in (?:the )?app|share(?: (?:this|article|on \w+))?|"
    r"follow us.*|subscribe.*|read more|advertisement|listen|save|print|"
    r"copy link|comments?(?: \(?\d+\)?)?|whatsapp|facebook|twitter|x|telegram|email|sign in|"
    r"log in|\d+ min(?:ute)?s? read|a[-+]|download app|also watch.*|watch live.*|get app|home|"
    r"trending|next story|view all|load more|e-?\s?paper|menu|live tv|skip to content|search)",
    re.IGNORECASE,
)


@dataclass
class Clipping:
    """The parts of a pasted text.  What is taken off and printed nowhere is kept by its kind."""

    headline: str = ""
    byline: str = ""
    time: str = ""
    updated: str = ""
    deck: str = ""
    credit: str = ""
    labels: list[str] = field(default_factory=list)  # sections and navigation above the headline
    disclaimer: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    inputs: list[str] = field(default_factory=list)
    routing: list[str] = field(default_factory=list)

    @property
    def section(self) -> str:
        return self.labels[-1] if self.labels else ""


def is_label(line: str) -> bool:
    """A section's name or a line of navigation rather than a sentence."""
    return (len(line.split()) <= 4 and len(line) <= 40 and line[-1:] not in ".?!:;”\"'।") or (
        len(line) <= 80 and len(re.split(r"\s[>»›/|]\s", line)) > 1  # Home > City > Water
    )


def is_headline(line: str) -> bool:
    """A line that may be a headline rather than a label or a paragraph: no full stop ends it."""
    return not is_label(line) and len(line) < 200 and not line.endswith((".", "\u2026", "\u0964"))


def name_after_by(line: str) -> str:
    return _BY_WORD.sub("", line).strip(" |-–—")


def printed_time(text: str) -> str:
    """A printed time as ISO; without a zone it is the sender's own."""
    words = re.sub(
        r"\s*\(?\b(?:IST|GMT|UTC|EST|BST)\b\)?", "", text.replace("|", " ").replace(" at ", " ")
    )
    words = re.sub(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ", "", words, flags=re.IGNORECASE)
    words = re.sub(r"[.,]", " ", words)
    words = re.sub(r"([ap])\s*m\b", r"\1m", " ".join(words.split()), flags=re.IGNORECASE)
    for day in ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"):
        for hour in ("", " %I:%M %p", " %H:%M", " %H:%M:%S"):
            try:
                return datetime.datetime.strptime(words, day + hour).isoformat()
            except ValueError:
                continue
    return ""
