"""One item of a wire, whatever format it came in: what the agency sent, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from epaper.model.finding import Finding
from epaper.model.text import Block


class ItemKind(StrEnum):
    TEXT = "text"
    PICTURE = "picture"
    PACKAGE = "package"
    OTHER = "other"  # video, audio, events: not for print


class Status(StrEnum):
    """IPTC publishing status: https://cv.iptc.org/newscodes/pubstatusg2."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"
    UNKNOWN = "unknown"  # none of these: the story is held


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a picture; width and height are pixels, 0 when the sender does not say."""

    href: str
    width: int = 0
    height: int = 0
    kind: str = ""  # media type
    name: str = ""
    data: bytes = field(default=b"", repr=False)  # where the picture came inside its story's file


@dataclass(frozen=True, slots=True)
class WirePicture:
    renditions: tuple[Rendition, ...] = ()
    caption: str = ""
    credit: str = ""
    rights: str = ""
    alt: str = ""
    headline: str = ""
    id: str = ""
    note: str = ""
    rel: str = ""  # how it belongs to its item, in the sender's word
    until: str = ""  # of its own embargo, as with an item
    stopped: str = ""  # why it may not be printed


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject; `code` is that of the IPTC Media Topics or of the sender's own scheme, without the
    scheme.
    """

    name: str = ""
    code: str = ""
    role: str = ""  # "section" when the sender files the story there


@dataclass(frozen=True, slots=True)
class WireItem:
    format: str
    id: str
    kind: ItemKind = ItemKind.TEXT
    type: str = ""  # the sender's own word for what it is, "video"
    version: str = ""
    created: str = ""  # times are ISO 8601 as sent
    updated: str = ""
    status: Status = Status.USABLE
    headline: str = ""
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    credit: str = ""
    disclaimer: str = ""
    body: tuple[Block, ...] = ()
    pictures: tuple[WirePicture, ...] = ()
    subjects: tuple[Subject, ...] = ()
    tags: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    urgency: int = 0  # 0: the sender does not say
    language: str = ""
    location: str = ""
    related: tuple[str, ...] = ()  # ids, addresses or headlines of other items
    rights: str = ""  # copyright notice
    terms: str = ""  # usage terms
    embargo: str = ""  # as sent
    until: str = (
        ""  # ISO 8601: the latest moment that the embargo can mean; "" without a readable one
    )
    doubts: tuple[str, ...] = ()  # about whether it may be printed: each holds the story
    kills: tuple[str, ...] = ()  # ids of other items that this one withdraws
    note: str = ""  # to editors
    signals: tuple[str, ...] = ()  # "correction", "update" ...
    slugline: str = ""
    address: str = ""  # where it stands on the web
    file: str = ""  # as the user knows it
    unmapped: Mapping[str, object] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a source that cannot become a story, and why."""

    file: str
    reason: str
    id: str = ""
    name: str = ""
    failed: bool = False  # by a fault, where another could have been taken in


Read = WireItem | Refusal
