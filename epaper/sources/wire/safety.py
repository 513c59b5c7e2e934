"""What a sender says about whether and when an item may be printed.

A safety field is understood or it stops the story: a status that is not in the vocabulary, an
embargo whose time cannot be read, fields of a wrong type.  None of them lets a story pass.
Vocabularies: IPTC publishing status (https://cv.iptc.org/newscodes/pubstatusg2), NITF
management-status, NewsML 1 Status; the words of editorial systems for a withdrawal beside them.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from epaper.model.text import plain_texts
from epaper.settings.notes import Notes, shown
from epaper.settings.textfile import clean
from epaper.sources.wire.item import Status, WireItem

_WITHDRAWN = (
    "canceled cancelled cancel killed kill withdrawn retracted recalled revoked deleted removed"
)
_STATUS = {
    "usable": Status.USABLE,
    "withheld": Status.WITHHELD,
    **dict.fromkeys(_WITHDRAWN.split(), Status.CANCELED),
}
_LOOSE = dict.fromkeys(
    "publish published public final live ready released approved active ok".split(), Status.USABLE
)
_WORST = (Status.USABLE, Status.WITHHELD, Status.UNKNOWN, Status.CANCELED)

_ISO = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})"
    r"(?:[T ]?(?P<clock>[0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?))?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:(?P<day>[a-z]{3}),?\s+)?[0-9]{1,2}\s+[a-z]{3}\s+[0-9]{4}\s+[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
    r"\s*(?P<zone>Z|UT|UTC|GMT|[+-][0-9]{4})?",
    re.IGNORECASE,
)
_LAST_ZONE = datetime.timezone(datetime.timedelta(hours=-12))  # where a clock time comes last
_BELIEVED = range(1990, 2200)  # years; a time outside is a mistake or a number of seconds

# Words at the head of a story or in a note to editors.  A headline that only begins with the word
# tells of an embargo on oil or arms.
_IN_NOTE = re.compile(
    r"\bembargo(?:ed)?\b|\bnot for (?:public )?(?:release|publication)\b|"
    r"\bhold (?:for|until|till)\b|"
    r"\b(?:do not|not to be) (?:publish|print|releas|us|broadcast)(?:ed?)? (?:before|until|till)\b|"
    r"\bfor release (?:at|after|on)\b",
    re.IGNORECASE,
)
_AT_HEAD = re.compile(
    r"\W*(?:(?i:strictly |under )*"
    r"(?:(?i:embargo(?:ed)?\s+(?:until|till|for release)\b|embargoed\s*:)"
    r"|EMBARGOED\b|EMBARGO\s*[:–—-])"
    r"|(?i:not for (?:publication|release|broadcast) (?:before|until)\b)"
    r"|NOT FOR (?:PUBLICATION|RELEASE|BROADCAST)\b)"
)
_HEAD = 3  # paragraphs
_REASON = re.compile(r"embargo.*reason$")


def status_of(text: str) -> Status:
    """ "stat:canceled", "Canceled" ...; no word at all is usable, a word not known is UNKNOWN."""
    word = _word(text)
    return _STATUS.get(word, Status.UNKNOWN) if word else Status.USABLE


def _word(text: str) -> str:
    return text.strip().lower().rsplit(":", 1)[-1].rsplit("/", 1)[-1].rsplit("#", 1)[-1]


@dataclass(frozen=True, slots=True)
class Until:
    """The latest moment that an embargo can mean; `exact` when it means no other."""

    moment: datetime.datetime
    exact: bool = True


def embargo_until(text: str) -> Until | None:
    """The end of an embargo, or None where it cannot be read.

    Read are ISO 8601 and its compact form, and RFC 2822 with a zone in figures or UTC.  Letters of
    other zones mean several (IST is three), so they are not read.  A time without a zone holds
    until it has passed in the last zone, a date without a time until that day is over there.
    """
    text = " ".join(text.split())
    try:
        if iso := _ISO.fullmatch(text):
            until: Until | None = _iso(iso)
        elif mail := _MAIL.fullmatch(text):
            until = _mailed(text, mail)
        else:
            return None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return until if until is not None and until.moment.year in _BELIEVED else None


def _iso(found: re.Match[str]) -> Until:
    date = datetime.date.fromisoformat(found["date"])
    zone, clock = (found["zone"] or "").upper(), found["clock"] or ""
    if not clock:
        day_after = date + datetime.timedelta(days=1)
        return Until(datetime.datetime.combine(day_after, datetime.time(), _LAST_ZONE), False)
    time = datetime.time.fromisoformat(clock.replace(",", "."))
    if not zone:
        return Until(datetime.datetime.combine(date, time, _LAST_ZONE), False)
    offset = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
    return Until(datetime.datetime.fromisoformat(f"{date}T{time.isoformat()}{offset}"))


def _mailed(text: str, found: re.Match[str]) -> Until | None:
    from email.utils import parsedate_to_datetime  # slow to load, and mostly not needed

    moment = parsedate_to_datetime(text)
    if found["day"] and moment.strftime("%a").lower() != found["day"].lower():
        return None  # two days are named: which of them is meant, nobody knows
    if moment.tzinfo is None or not found["zone"]:
        return Until(moment.replace(tzinfo=_LAST_ZONE), False)
    return Until(moment)


class Clearance:
    """Collects the safety fields of one item; what is not understood becomes a doubt, and a doubt
    holds the story.
    """

    def __init__(self) -> None:
        self.status = Status.USABLE
        self.embargoes: list[str] = []
        self.until: datetime.datetime | None = None
        self.doubts: list[str] = []
        self.told: list[str] = []
        self._timeless = ""  # a word that says "embargoed" and asks for a time

    def state(self, value: object, loose: bool = False) -> None:
        """A status as sent; None is none.  `loose`: the words of systems without a vocabulary."""
        if value is None:
            return
        word = _word(value) if isinstance(value, str) else ""
        if word in ("embargoed", "embargo"):
            self._timeless = word
            return
        status = _LOOSE.get(word) if loose else None
        status = status or _STATUS.get(word, Status.UNKNOWN)
        if status is Status.UNKNOWN:
            sent = _sent(value)
            self.doubts.append(
                f"its status {shown(sent)} is not known" if sent.strip() else "its status is empty"
            )
        self.status = max(self.status, status, key=_WORST.index)

    def embargo(self, value: object) -> None:
        """An embargo as sent.  None and False are none; an empty one has no end."""
        if value is None or value is False:
            return
        if isinstance(value, list) and value:
            for entry in value:
                self.embargo("" if entry is None else entry)
            return
        sent = _sent(value)
        if not sent.strip():
            self.doubts.append("it is under an embargo without an end")
            return
        self.embargoes.append(" ".join(sent.split())[:200])
        until = embargo_until(sent) if isinstance(value, str) else None
        if until is None:
            self.doubts.append(f"its embargo {shown(sent)} cannot be read")
            return
        self.until = until.moment if self.until is None else max(self.until, until.moment)
        if not until.exact:
            self.told.append(
                f"its embargo {shown(sent)} has no zone or no time of day; it holds until "
                f"{until.moment.astimezone(datetime.UTC):%Y-%m-%d %H:%M} UTC"
            )

    def embargoes_in(self, data: Mapping[str, object], deep: int = 6) -> None:
        """Every field of a JSON object whose name speaks of an embargo, at any depth; associated
        items speak for themselves.
        """
        reasons: list[str] = []
        before = len(self.embargoes) + len(self.doubts)
        for name, value in _embargo_fields(data, deep):
            if _REASON.search(name.lower()):
                reasons += [_sent(value)] if value else []
            else:
                self.embargo(value)
        if reasons and len(self.embargoes) + len(self.doubts) == before:
            self.doubts.append(f"it is under an embargo ({shown(reasons[0])}) without a time")

    def doubt(self, fact: str) -> None:
        self.doubts.append(fact)

    def join(self, other: Clearance) -> None:
        """What a document inside this item says."""
        self.status = max(self.status, other.status, key=_WORST.index)
        self.embargoes += other.embargoes
        ends = [end for end in (self.until, other.until) if end is not None]
        self.until = max(ends, default=None)
        self.doubts += other.doubts
        self.told += other.told
        self._timeless = self._timeless or other._timeless

    def fields(self, notes: Notes) -> dict[str, Any]:
        """What an item takes, by the names of WireItem; what stops it and what is uncertain is
        noted.
        """
        if self._timeless and self.until is None and not self.doubts:
            self.doubts.append(
                f"its status is {shown(self._timeless)}, without a time that ends it"
            )
        doubts = tuple(dict.fromkeys(self.doubts))
        for fact in doubts if self.status is not Status.CANCELED else ():
            notes.warning("wire.held", f"{fact}; the story is held", _REMEDY)
        for fact in dict.fromkeys(self.told):
            notes.warning("wire.embargo", fact, "ask the sender for the zone")
        return {
            "status": self.status,
            "embargo": "; ".join(dict.fromkeys(self.embargoes)),
            "until": self.until.isoformat() if self.until is not None else "",
            "doubts": doubts,
        }


def stops(status: Status, doubts: tuple[str, ...]) -> str:
    """Why a part of an item, a picture, may not be printed at all; "" when it may."""
    if status in (Status.CANCELED, Status.WITHHELD):
        return f"is {'withdrawn' if status is Status.CANCELED else 'withheld'} by its sender"
    return f"is not cleared: {doubts[0]}" if doubts else ""


_REMEDY = "ask the sender when it may be printed, then take hold: out of the story's file"


def _sent(value: object) -> str:
    return clean(value if isinstance(value, str) else json.dumps(value, default=str))[:400]


def _embargo_fields(data: Mapping[str, object], deep: int) -> Iterator[tuple[str, object]]:
    for name, value in data.items():
        if "embargo" in str(name).lower():
            yield str(name), value
        elif deep and str(name).lower() != "associations":
            for inner in value if isinstance(value, list) else [value]:
                if not isinstance(inner, str) and isinstance(inner, Mapping):
                    yield from _embargo_fields(inner, deep - 1)


def stopped(item: WireItem, now: datetime.datetime) -> tuple[str, str]:
    """Why an item may not be printed yet, and what a person is to be told beside the fields' own
    findings; both empty for an item that may.
    """
    if item.doubts:
        return f"not cleared: {item.doubts[0]}", ""
    if item.until:
        if datetime.datetime.fromisoformat(item.until) > now:
            return f"embargo until {item.embargo}", ""
        return "", ""
    if words := _embargo_in_words(item):
        fact = f"an embargo in words, {shown(words)}"
        return f"not cleared: {fact}", f"{fact}; the story is held"
    return "", ""


def _embargo_in_words(item: WireItem) -> str:
    if found := _IN_NOTE.search(item.note):
        return item.note[max(0, found.start() - 20) : found.end() + 60]
    first = plain_texts(item.body[:_HEAD])
    return next((t for t in (item.headline, item.kicker, *first) if _AT_HEAD.match(t)), "")
