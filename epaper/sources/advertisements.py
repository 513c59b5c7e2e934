"""`ads:` of edition.yaml -> Advertisements, each file looked at; a bad file becomes a finding and a
labelled blank.

Sizes follow the trade: columns x millimetres, or a name.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.model.advertisement import NAMED_SIZES, AdFile, Advertisement, booked_by
from epaper.model.edition import Section
from epaper.model.finding import Finding, Severity
from epaper.model.stop import StopKind
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes, shown, suggestion
from epaper.settings.reader import read_fields
from epaper.settings.yamltree import Scalar
from epaper.sources.stops import read_stop
from epaper.units import mm
from epaper.work.looked import Looked

if TYPE_CHECKING:
    from epaper.sources.ad_files import SeenFile

COLOURS = ("black", "colour")
BLANK = "a labelled blank stands in its place"
POSITIONS = ("foot", "outer", "solus")
_SIZE = re.compile(
    r"(\d{1,3})\s*(?:columns?|col)?\s*[x×]\s*(\d{1,5}(?:\.\d{1,5})?)\s*(?:mm)?", re.IGNORECASE
)


def read_ads(
    fields: Fields, day: Path, notes: Notes, looked: Looked | None = None
) -> tuple[Advertisement, ...]:
    """The advertisements under `ads:` in the order of the file; what is wrong is noted."""
    found: list[Advertisement] = []
    entries = list(fields.entries("ads"))
    names = [entry.text("file") for entry in entries if not isinstance(entry, Scalar)]
    seen = _looked_at(day, names, looked)
    taken: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry, Scalar):
            fields.wrong(
                "ads",
                f"{shown(entry.text)} is a text",
                "write booking:, file: and size:",
                line=entry.line,
            )
            continue
        found += _booked(entry, day, notes, seen, taken=taken)
    return tuple(found)


def _looked_at(day: Path, names: Sequence[str], looked: Looked | None) -> dict[str, SeenFile]:
    if not any(names):
        return {}
    from epaper.sources.ad_files import look_at_files  # slow to load, as all that opens PDFs

    return look_at_files(day, names, looked)


@dataclass(frozen=True, slots=True)
class Booked:
    """The advertisements of a day: those that may run on it, in the sections as the edition writes
    them, and `all` whose files the day holds."""

    running: tuple[Advertisement, ...]
    all: tuple[Advertisement, ...]
    findings: tuple[Finding, ...]


def booked_ads(
    day: Path,
    listed: Sequence[Advertisement],
    date: datetime.date,
    sections: Sequence[Section],
    looked: Looked | None = None,
) -> Booked:
    """What is booked for a date: `listed` in the settings, and in files of their own."""
    booked, findings = read_ad_files(day, listed, looked)
    every = (*listed, *booked)
    running, ran_out = _running(every, date)
    placed, homeless = _in_sections(running, sections)
    return Booked(placed, every, (*findings, *homeless, *ran_out, *_stopped(placed)))


def read_ad_files(
    day: Path, others: Sequence[Advertisement], looked: Looked | None = None
) -> tuple[list[Advertisement], list[Finding]]:
    """Advertisements booked in a file each, ads/*.yaml of the day, in the order of their names."""
    found: list[Advertisement] = []
    findings: list[Finding] = []
    read: list[tuple[Fields | None, Notes]] = []
    for path in sorted((day / "ads").glob("*.yaml")):
        notes = Notes(path.relative_to(day).as_posix())
        read.append((read_fields(path, notes), notes))
    names = [entry.text("file") for entry, _ in read if entry is not None]
    seen = _looked_at(day, names, looked)
    taken = {other.booking: f"{other.source}, line {other.line}" for other in reversed(others)}
    for entry, notes in read:
        if entry is not None:
            found += _booked(entry, day, notes, seen, taken=taken)
        findings += notes.found
    return found, findings


def _booked(
    entry: Fields, day: Path, notes: Notes, seen: Mapping[str, SeenFile], taken: dict[str, str]
) -> list[Advertisement]:
    """The advertisement of an entry; none for one that is wrong or that another has booked.

    `taken`: where each booking number stands first, those of entries with mistakes among them.
    """
    ad = _ad(entry, day, notes, seen)
    entry.finish()
    booking = entry.text("booking")
    if booking in taken:
        fact = f"booking {shown(booking)} stands twice, first in {taken[booking]}"
        entry.wrong("booking", fact, "delete one, or number it anew")
        return []
    if booking:
        taken[booking] = f"{notes.file}, line {entry.line('booking')}"
    return [ad] if ad is not None else []


def _ad(
    entry: Fields, day: Path, notes: Notes, seen: Mapping[str, SeenFile]
) -> Advertisement | None:
    booking, name = entry.text("booking"), entry.text("file")
    stop = read_stop(entry)
    advertiser = entry.text("advertiser") or booking
    named, columns, depth = _size(entry)
    page = entry.whole("page", 0, 0, 400)
    position = entry.choice("position", ("", *POSITIONS), "")
    flags = {"right_hand": entry.flag("right_hand"), "house": entry.flag("house")}
    conflicts = tuple(text.casefold() for text in entry.texts("conflicts"))
    avoid = tuple(text.casefold() for text in entry.texts("avoid"))
    section = entry.text("section")
    colour = entry.choice("colour", ("", *COLOURS), "")
    until = _until(entry)
    alt = " ".join(entry.text("alt").split())
    line = entry.line("booking")
    if not booking:
        entry.wrong(
            "booking", "an advertisement has no booking number", "add booking: ...", line=line
        )
        return None
    if not named and not columns:
        return None
    if page and flags["right_hand"] and page % 2 == 0:
        fact = f"{booking} is booked on page {page} and on a right-hand page; the page counts"
        notes.warning("ad.booking", fact, "book one of them", line, field="ads")
    who = booked_by(booking, advertiser)
    if name:
        file = seen[name].file
        if stop is None:
            _tell(seen[name], who, notes, line, black=colour == "black")
    elif stop is not None:
        file = AdFile(day, "", fault="no file was named")
    else:
        file = AdFile(day, "", fault="no file was named")
        fact, remedy = f"{who} names no file", f"add file: ...; {BLANK}"
        notes.warning("ad.file", fact, remedy, line, field="ads")
    return Advertisement(
        booking,
        advertiser,
        file,
        named,
        columns=columns,
        depth=depth,
        page=page,
        right_hand=flags["right_hand"],
        position=position,
        conflicts=conflicts,
        avoid=avoid,
        section=section,
        colour=colour,
        house=flags["house"],
        until=until,
        alt=alt,
        stop=stop,
        source=notes.file,
        line=line,
    )


def _until(entry: Fields) -> datetime.date | None:
    """The last day of a booking for several days."""
    word = entry.word("until")
    if not word:
        return None
    try:
        return datetime.date.fromisoformat(word)
    except ValueError:
        entry.wrong("until", f"until is {shown(word)}", "write the last day as 2026-11-23")
        return None


def _running(
    ads: Sequence[Advertisement], date: datetime.date
) -> tuple[list[Advertisement], list[Finding]]:
    """The advertisements without those whose last day has passed; these are told."""
    running: list[Advertisement] = []
    findings: list[Finding] = []
    for ad in ads:
        if ad.until is None or ad.until >= date:
            running.append(ad)
            continue
        fact = f"{booked_by(ad.booking, ad.advertiser)} ran until {ad.until} and is left out"
        remedy = "delete it, or set until: to its new last day"
        findings.append(
            Finding(
                Severity.WARNING,
                "ad.until",
                fact,
                remedy,
                file=ad.source,
                line=ad.line,
                field="until",
            )
        )
    return running, findings


def _in_sections(
    ads: Sequence[Advertisement], sections: Sequence[Section]
) -> tuple[tuple[Advertisement, ...], list[Finding]]:
    """The advertisements with their sections as the edition writes them; one that is not there is
    told.
    """
    names = {section.name.casefold(): section.name for section in sections}
    found, findings = [], []
    for ad in ads:
        if ad.section and ad.section.casefold() not in names:
            fact = f"{ad.booking} is booked for section {shown(ad.section)}, and there is none"
            remedy = suggestion(ad.section, [section.name for section in sections])
            findings.append(
                Finding(
                    Severity.WARNING,
                    "ad.section",
                    fact,
                    remedy,
                    file=ad.source,
                    line=ad.line,
                    field="section",
                )
            )
        found.append(replace(ad, section=names.get(ad.section.casefold(), "")))
    return tuple(found), findings


def _stopped(ads: Sequence[Advertisement]) -> list[Finding]:
    """That a booking is not printed, by whom and why; one that only waits is a warning, for it is
    sold."""
    return [
        Finding(
            Severity.WARNING if ad.stop.kind is StopKind.HOLD else Severity.INFO,
            "ad.stopped",
            f"{booked_by(ad.booking, ad.advertiser)} is {ad.stop}",
            ad.stop.remedy(ad.source),
            file=ad.source,
            line=ad.stop.line,
            field=ad.stop.kind.value,
        )
        for ad in ads
        if ad.stop
    ]


def _size(entry: Fields) -> tuple[str, int, float]:
    """(named size, columns, depth in points)."""
    text = entry.text("size").casefold()
    if text in NAMED_SIZES:
        return text, 0, 0.0
    match = _SIZE.fullmatch(text)
    if match and 1 <= int(match[1]) <= 20 and 5 <= float(match[2]) <= 1000:
        return "", int(match[1]), mm(float(match[2]))
    if not text:
        entry.wrong("size", "size is missing", "add size: half page, or columns x mm: 3 x 120")
        return "", 0, 0.0
    named = suggestion(text, NAMED_SIZES, 6)
    other = " Or columns x mm, 3 x 120" if named.endswith("?") else "; or columns x mm, 3 x 120"
    entry.wrong("size", f"size is {shown(text)}", f"{named}{other}")
    return "", 0, 0.0


def _tell(seen: SeenFile, who: str, notes: Notes, line: int, black: bool) -> None:
    """Note what was seen of a file, under the booking's name."""
    name = seen.file.name
    if seen.file.fault:
        fault = f"{who}: {name} {seen.file.fault}"
        notes.warning("ad.file", fault, f"{seen.remedy}; {BLANK}", line, field="ads")
        return
    for fact in seen.facts:
        notes.warning(fact.rule, f"{who}: {name} {fact.fact}", fact.remedy, line, field="ads")
    for fact in seen.remarks:
        notes.info(fact.rule, f"{who}: {name} {fact.fact}", fact.remedy, line, field="ads")
    if black and seen.colour:
        remedy = "ask for a file in black, or book colour"
        told = f"{name} has colour, {who} is booked in black"
        notes.warning("ad.colour", told, remedy, line, field="ads")
