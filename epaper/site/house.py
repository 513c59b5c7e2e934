"""What stands at the root of a site: the newest edition, the calendar, the index, the feed."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from epaper.page.direction import direction_of
from epaper.site.paper import Paper, zone_told
from epaper.site.saying import Voice, voice_of
from epaper.site.settings import SiteSettings
from epaper.site.telling import json_bytes
from epaper.site.wares import wares, worker
from epaper.typeset.scripts import script_of_language

INDEX, FORMAT, VERSION = "editions.json", "epaper-site", 1
MONTHS_SHOWN = 3  # on the front; a year has a page of its own
MOST_STORIES = 12  # of an edition, on the front
EPOCH = "T00:00:00Z"  # a feed's times are days
Record = Mapping[str, Any]


def house_files(
    paper: Paper, editions: Sequence[Record], newest: Sequence[Record], settings: SiteSettings
) -> dict[str, bytes]:
    """Files by path from the root.  `editions`: entries of the index, the newest first; `newest`:
    the records of those of the last day."""
    voice = voice_of(paper.language, paper.digits)
    titles = len({str(one.get("title", "")) for one in editions}) > 1
    dresses = list(dict.fromkeys(str(one["style"]) for one in newest if one.get("style")))
    dresses.reverse()  # the last decides on the house's own words
    years = sorted({int(one["date"][:4]) for one in editions}, reverse=True)
    usual: dict[str, Any] = {
        "wares": wares(),
        "dresses": dresses,
        "text_face": _text_face(paper, newest),
        "paper": paper.title,
        "years": years,
        "weekdays": voice.words.weekday_columns,
        "dir_of": direction_of,
        "search": settings.search,
    }
    told = {**paper.told(), "direction": voice.direction}
    index = {"format": FORMAT, "version": VERSION, "paper": told, "editions": list(editions)}
    months = list(_months(editions, voice, titles))
    files = {
        INDEX: json_bytes(index),
        "index.html": voice.page(
            "house.html",
            kind="house",
            root="./",
            title=paper.title,
            newest=[_front(one, voice, titles) for one in newest],
            months=months[: MONTHS_SHOWN * max(1, len(newest))],
            **usual,
        ),
        "feed.xml": _feed(paper, newest, settings),
        "site.webmanifest": json_bytes(_manifest(paper, voice)),
        "sw.js": worker(),
    }
    for year in years:
        of_year = [one for one in editions if one["date"].startswith(f"{year:04}-")]
        files[f"archive/{year:04}.html"] = voice.page(
            "house.html",
            kind="archive",
            root="../",
            title=f"{voice.words.number(year)} – {paper.title}",
            newest=[],
            months=list(_months(of_year, voice, titles)),
            **usual,
        )
    return files


def _text_face(paper: Paper, newest: Sequence[Record]) -> str:
    """What the house's own words need where a device may have no letters for them."""
    tongue = paper.language.partition("-")[0]
    if not script_of_language(paper.language):
        return ""
    own = (one for one in newest if one["language"].partition("-")[0] == tongue)
    return str(next(own, {}).get("text_face", ""))


def _front(record: Record, voice: Voice, titles: bool) -> dict[str, Any]:
    """`titles`: the site has several, so each is named."""
    date = datetime.date.fromisoformat(record["date"])
    cover = record.get("cover", {})
    name = _name(record, voice)
    return {
        "label": voice.words.row(voice.date(date), "" if titles else name),
        "title": voice.words.row(record["title"], name) if titles else "",
        "language": record["language"],
        "path": f"{record['id']}/",
        "cover": cover.get("file", ""),
        "cover_width": cover.get("width", 0),
        "cover_height": cover.get("height", 0),
        "stories": _foremost(record["stories"]),
        "sections": _sections(record),
    }


def _name(edition: Record, voice: Voice) -> str:
    """Of an edition among those of its day and title: its name, and its zone where that does not
    say it."""
    name, zone = str(edition.get("name", "")), str(edition.get("zone", ""))
    return voice.words.row(name, zone_told(name, zone))


def _sections(record: Record) -> list[tuple[str, int]]:
    """Each with the page on which it begins: the first that is its own, else that of its first
    story, within the pages of another."""
    first: dict[str, int] = {}
    for page in record["pages"]:
        if page["section"]:
            first.setdefault(page["section"], page["number"])
    for story in record["stories"]:
        if story["section"]:
            first.setdefault(story["section"], story["pages"][0])
    order = [story["section"] for story in record["stories"]]
    names = dict.fromkeys(name for name in [*order, *first] if name)
    return [(name, first[name]) for name in names]


def _foremost(stories: Sequence[Record]) -> list[Record]:
    """As an editor would name them: page 1 first, on a page the most urgent."""
    order = sorted(stories, key=lambda one: (one["pages"][0], one.get("urgency", 9)))
    return order[:MOST_STORIES]


Day = tuple[int, list[tuple[str, str]]]  # of the month, 0 outside it; links with their labels
Month = tuple[str, list[list[Day]]]


def _months(editions: Sequence[Record], voice: Voice, titles: bool) -> Iterator[Month]:
    """The newest first, in weeks from Monday; of each title and each edition by itself."""
    by_name: dict[str, list[Record]] = {}
    names = len({_name(one, voice) for one in editions}) > 1
    for one in editions:
        told = (one.get("title", "") if titles else "", _name(one, voice) if names else "")
        by_name.setdefault(voice.words.row(*told), []).append(one)
    found: list[tuple[int, int, Month]] = []
    for name, own in by_name.items():
        found += _months_of(own, voice, name)
    found.sort(key=lambda one: one[:2], reverse=True)
    yield from (month for *_, month in found)


def _months_of(
    editions: Sequence[Record], voice: Voice, name: str
) -> Iterator[tuple[int, int, Month]]:
    by_day: dict[datetime.date, list[tuple[str, str]]] = {}
    for one in editions:
        date = datetime.date.fromisoformat(one["date"])
        label = voice.words.row(voice.date(date), name or _name(one, voice))
        by_day.setdefault(date, []).append((label, one["path"]))
    for year, month in sorted({(day.year, day.month) for day in by_day}, reverse=True):
        weeks: list[list[Day]] = [
            [(day, by_day.get(datetime.date(year, month, day), []) if day else []) for day in week]
            for week in calendar.Calendar().monthdayscalendar(year, month)
        ]
        said = f"{voice.words.months[month - 1]} {voice.words.number(year)}"
        yield year, month, (voice.words.row(said, name), weeks)


def _manifest(paper: Paper, voice: Voice) -> dict[str, Any]:
    return {
        "name": paper.title,
        "short_name": paper.title[:30],
        "lang": paper.language,
        "dir": voice.direction,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "icons": [{"src": wares().icon, "sizes": "any", "type": "image/svg+xml"}],
    }


def _feed(paper: Paper, newest: Sequence[Record], settings: SiteSettings) -> bytes:
    """Atom (RFC 4287): the newest editions' stories."""
    base = settings.address
    day = newest[0]["date"] if newest else "1970-01-01"
    name = f"tag:{paper.slug},{day[:4]}:epaper"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(paper.language)}">',
        f"<title>{escape(paper.title)}</title><id>{escape(name)}</id>",
        f"<updated>{day}{EPOCH}</updated><author><name>{escape(paper.title)}</name></author>",
        f'<link rel="self" href="{escape(base)}feed.xml"/><link href="{escape(base) or "./"}"/>',
    ]
    for record in newest:
        for story in record["stories"]:
            path = f"{record['id']}/{story['path']}"
            lines.append(
                f"<entry><title>{escape(story['headline'])}</title>"
                f"<id>{escape(name)}:{escape(path)}</id><updated>{day}{EPOCH}</updated>"
                f'<link href="{escape(base + path)}"/>'
                f'<category term="{escape(story["section"])}"/></entry>'
            )
    return ("\n".join([*lines, "</feed>"]) + "\n").encode("utf-8")
